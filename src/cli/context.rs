//! What every command has: options, language, vault, runtime, signals.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use jiff::Timestamp;

use super::opener::{ArchiveReader, CliOpener, Kept};
use super::output;
use super::watch::Onlooker;
use crate::link::{LineKind, LinkError, PortSpec, Saved};
use crate::model::{DeviceId, Extent, Family, Money, Password, Printable};
use crate::ops::pull::Pulled;
use crate::ops::visit::Asked;
use crate::ops::{Class, Console, Failure, Visit, pull, visit};
use crate::text::cli as words;
use crate::text::{Lang, Phrase};
use crate::vault::disk::RealDisk;
use crate::vault::{Vault, VaultError};

/// Options of every command.
#[derive(Args, Debug)]
pub(super) struct Global {
    /// Where archives and ledger are kept
    #[arg(long, global = true, env = "TILLWRIGHT_VAULT", value_name = "DIR")]
    vault: Option<PathBuf>,
    /// Language of the texts for people: en, es, zh, de (default: from the locale)
    #[arg(long, global = true, env = "TILLWRIGHT_LANG")]
    lang: Option<Lang>,
    /// Who sits here, for ledger and consent (default: the login name)
    #[arg(long, global = true, env = "TILLWRIGHT_WHO", value_name = "NAME")]
    who: Option<String>,
    /// A file that holds the till's password of the terminal, six digits (ZVT; default: 000000)
    #[arg(long, global = true, env = "TILLWRIGHT_PASSWORD_FILE", value_name = "FILE", value_parser = password_in)]
    password_file: Option<Password>,
    /// Print data as one JSON document
    #[arg(long, global = true)]
    json: bool,
}

/// Reads a password. What the file holds is never told, not even where it is wrong.
fn password_in(path: &str) -> Result<Password, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    Password::parse(text.trim()).ok_or_else(|| "the file does not hold six digits and nothing else".to_owned())
}

/// A device to speak to.
#[derive(Args, Debug)]
pub(super) struct PortArgs {
    /// /dev/ttyUSB0, /dev/ttyUSB0@9600,8N2, COM3, tcp:HOST:PORT, archive:FILE or sim:FAMILY
    pub(super) port: PortSpec,
    #[command(flatten)]
    pub(super) protocol: Protocol,
}

/// The family, if named.
#[derive(Args, Debug)]
pub(super) struct Protocol {
    /// Name the family, and consent to the steps of a visit of that family that are not silent
    #[arg(long, value_name = "FAMILY")]
    pub(super) protocol: Option<Family>,
}

/// What every command has.
pub(super) struct Context {
    vault: Option<PathBuf>,
    who: String,
    password: Password,
    pub(super) lang: Lang,
    pub(super) json: bool,
}

impl Context {
    pub(super) fn new(global: Global) -> Self {
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .filter_map(|name| std::env::var(name).ok())
            .find(|value| !value.is_empty())
            .unwrap_or_default();
        let login =
            || std::env::var("USER").or_else(|_| std::env::var("USERNAME")).unwrap_or_else(|_| "unnamed".into());
        Self {
            vault: global.vault,
            who: global.who.unwrap_or_else(login),
            password: global.password_file.unwrap_or_default(),
            lang: global.lang.unwrap_or_else(|| Lang::of_locale(&locale)),
            json: global.json,
        }
    }

    /// Where the vault is: as given, or in the user's data directory.
    pub(super) fn vault_dir(&self) -> Result<PathBuf, Failure> {
        if let Some(given) = &self.vault {
            return Ok(given.clone());
        }
        let dirs = directories::ProjectDirs::from("", "", "tillwright").ok_or_else(|| {
            Failure::new(Class::Configuration, "no_home", &words::NO_HOME, &words::NOTHING_DONE, &words::GIVE_VAULT)
        })?;
        Ok(dirs.data_dir().join("vault"))
    }

    /// The console with the vault open for writing.
    pub(super) fn console(&self) -> Result<Console, Failure> {
        let root = self.vault_dir()?;
        let vault = Vault::open(Arc::new(RealDisk), &root).map_err(Failure::from)?;
        Ok(self.console_on(vault))
    }

    /// The console with the vault open for reading: works beside a writer.
    pub(super) fn reader(&self) -> Result<Console, Failure> {
        let root = self.vault_dir()?;
        let vault = Vault::read(Arc::new(RealDisk), &root).map_err(Failure::from)?;
        Ok(self.console_on(vault))
    }

    pub(super) fn console_on(&self, vault: Vault) -> Console {
        Console {
            vault,
            opener: Arc::new(CliOpener::new().with_archives(saved(self.vault_dir().ok()))),
            clock: Arc::new(Timestamp::now),
            who: Printable::new(&self.who, 60),
            password: self.password,
        }
    }

    /// Runs a conversation that only reads. The first interrupt asks it to stop at the next good place, the second
    /// drops it.
    pub(super) fn run<T>(&self, work: impl AsyncFnOnce(&mut Onlooker) -> Result<T, Failure>) -> Result<T, Failure> {
        let cancel = Arc::new(AtomicBool::new(false));
        let mut onlooker = Onlooker::new(cancel.clone(), self.lang);
        runtime()?.block_on(async {
            tokio::select! {
                biased;
                ended = work(&mut onlooker) => ended,
                () = async { interrupts(cancel).await } => Err(interrupted()),
            }
        })
    }

    /// Runs a conversation that may move money: it is never dropped, and interrupts only stop what comes before the
    /// request.
    pub(super) fn run_money<T>(
        &self,
        work: impl AsyncFnOnce(&mut Onlooker) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let cancel = Arc::new(AtomicBool::new(false));
        let mut onlooker = Onlooker::new(cancel.clone(), self.lang);
        runtime()?.block_on(async {
            let listening = tokio::spawn(async move {
                loop {
                    interrupts(cancel.clone()).await;
                }
            });
            let ended = work(&mut onlooker).await;
            listening.abort();
            ended
        })
    }

    /// Opens a visit, saying on stderr what is found.
    pub(super) async fn visit(
        &self,
        console: &mut Console,
        port: &PortArgs,
        onlooker: &mut Onlooker,
    ) -> Result<Visit, Failure> {
        visit::open(console, &port.port, Asked::named(port.protocol.protocol), onlooker).await
    }

    /// Pulls all that the device offers: says first what that does, and afterwards what has to be put right, also where it broke
    /// off.
    pub(super) async fn pull(
        &self,
        console: &mut Console,
        visit: &mut Visit,
        onlooker: &mut Onlooker,
    ) -> Result<Pulled, Failure> {
        // Reading a saved device costs nobody anything.
        if visit.saved.is_none() {
            self.remark(&pull::announce(visit, onlooker).await?);
        }
        let pulled = pull::pull(console, visit, onlooker).await;
        onlooker.done();
        self.hand_back(visit);
        pulled
    }

    /// Says something to the person beside the data.
    pub(super) fn remark(&self, lines: &[Phrase]) {
        for line in lines {
            output::remark(&line.read(self.lang));
        }
    }

    /// Says what has to be put right where this visit changed a stored setting of the device.
    pub(super) fn hand_back(&self, visit: &Visit) {
        if visit.changed_configuration() {
            for line in visit::hand_back(visit) {
                output::remark(&format!("  [ ] {}", line.read(self.lang)));
            }
        }
    }

    /// An amount as a person types it, in the currency of this device: that of its newest entry, or what its family usually
    /// works in.
    pub(super) fn amount(&self, console: &Console, device: &DeviceId, text: &str) -> Result<Money, Failure> {
        let known = console.vault.rows(Some(device)).map_err(Failure::from)?;
        let currency = known.last().map_or(device.family.currency(), |row| row.amount.currency);
        Money::parse(text, currency).map_err(|error| {
            let what = words::USAGE.with([("why", &error as &dyn std::fmt::Display)]);
            Failure::new(Class::Usage, "amount", what, &words::NOTHING_DONE, &words::SEE_HELP)
        })
    }

    /// The device meant: the one named, or the only one in the vault.
    pub(super) fn device(&self, console: &Console, named: Option<DeviceId>) -> Result<DeviceId, Failure> {
        if let Some(id) = named {
            return Ok(id);
        }
        let mut known: Vec<DeviceId> =
            console.vault.archives().map_err(Failure::from)?.into_iter().filter_map(|archive| archive.device).collect();
        known.sort();
        known.dedup();
        match known.as_slice() {
            [one] => Ok(one.clone()),
            several => {
                let list: Vec<String> = several.iter().map(DeviceId::to_string).collect();
                let (code, what): (_, Phrase) = if several.is_empty() {
                    ("no_archive", words::NO_ARCHIVE_AT_ALL.plain())
                } else {
                    ("which_device", words::WHICH_DEVICE.with([("list", &list.join(", ") as &dyn std::fmt::Display)]))
                };
                Err(Failure::new(Class::Usage, code, what, &words::NOTHING_DONE, &words::NAME_DEVICE_OR_PULL))
            }
        }
    }
}

/// Reads the conversation of a saved device. A delta finds its base in the vault.
fn saved(vault: Option<PathBuf>) -> ArchiveReader {
    Box::new(move |path| {
        let bad = |error: VaultError| LinkError::Bad(error.to_string());
        let root = vault.clone().unwrap_or_default();
        let vault = Vault::read(Arc::new(RealDisk), &root).map_err(bad)?;
        let archive = vault.load(path).map_err(bad)?;
        let saved = match archive.info.extent {
            Extent::Whole => Saved::Whole,
            Extent::Last => Saved::Part,
        };
        let line = if archive.network { LineKind::Network } else { LineKind::Serial };
        Ok(Kept { family: archive.info.family, wire: archive.wire, line, saved })
    })
}

fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| {
        Failure::new(Class::Configuration, "no_runtime", &words::NO_RUNTIME, &words::NOTHING_DONE, &words::TRY_AGAIN)
            .because(error)
    })
}

/// Returns at the second interrupt; the first sets the flag. Terminating and hanging up count as interrupts.
async fn interrupts(cancel: Arc<AtomicBool>) {
    one_interrupt().await;
    cancel.store(true, Ordering::Relaxed);
    one_interrupt().await;
}

#[cfg(unix)]
async fn one_interrupt() {
    use tokio::signal::unix::{SignalKind, signal};
    let signals = (signal(SignalKind::terminate()), signal(SignalKind::hangup()), signal(SignalKind::interrupt()));
    let (Ok(mut terminate), Ok(mut hangup), Ok(mut interrupt)) = signals else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
        _ = interrupt.recv() => {}
    }
}

#[cfg(not(unix))]
async fn one_interrupt() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn interrupted() -> Failure {
    Failure::new(Class::Interrupted, "interrupted", &words::INTERRUPTED, &words::READ_NOT_FINISHED, &words::TRY_AGAIN)
}

/// Runs something that has no end of its own, until it fails or an interrupt comes.
pub(super) fn until_interrupted(work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    runtime()?.block_on(async {
        tokio::select! {
            biased;
            ended = work => ended,
            () = one_interrupt() => Ok(()),
        }
    })
}
