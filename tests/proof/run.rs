//! Carries a history out. What was told on the way is kept, for the judge.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tillwright::device;
use tillwright::link::PortSpec;
use tillwright::model::{Consent, ConsentHow, Entry, Goods, IntentId, Outcome, RemedyKind};
use tillwright::ops::remedy::{Grounds, Remedied};
use tillwright::ops::visit::Asked;
use tillwright::ops::{Clock, Console, Failure, Visit, pull, recover, remedy, reprint, visit};
use tillwright::vault::Vault;
use tillwright::vault::disk::{Disk, Fault, MemoryDisk};
use tillwright::vault::ledger::Case;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::cable::{Site, Wires};
use super::console::{Eyes, clock, console_on};
use super::history::{Act, History, Stay, Verb};
use super::screen;
use super::setups::Setup;
use super::shop::{Deed, Shop};

/// What a promise was broken by.
pub(crate) type Broken = String;

/// A laptop: its disk, and what its console said.
pub(crate) struct Laptop {
    pub(crate) disk: MemoryDisk,
    /// Frames asking for money to move that left, over all visits.
    pub(crate) requests: usize,
    /// Archives that were reported as sealed, with how many entries.
    pub(crate) sealed: Vec<(PathBuf, usize)>,
    /// Outcomes that a face was told, by intent.
    pub(crate) told: Vec<(IntentId, Outcome)>,
    /// A person sat at it.
    pub(crate) used: bool,
    /// When it took the other one's ledger in.
    pub(crate) shared: Vec<Timestamp>,
}

/// Everything of a history.
pub(crate) struct World {
    pub(crate) setup: &'static Setup,
    pub(crate) site: Site,
    pub(crate) clock: Clock,
    pub(crate) laptops: Vec<Laptop>,
    /// What happened, where somebody wants to read it.
    pub(crate) log: Option<Vec<String>>,
    /// Bytes of each direction that the last act took.
    pub(crate) passed: [u64; 2],
    /// Where in them the request for money began.
    pub(crate) money_at: Option<[u64; 2]>,
    /// Operations of the disk that it took.
    pub(crate) operations: usize,
    pub(crate) screens: usize,
    /// A power cut left a ledger whose end cannot be told from damage: nothing is added to it, and no money moves.
    pub(crate) alarm: bool,
}

/// How an act ended.
enum Ended {
    Well,
    Failed(Failure),
    /// The console is no more.
    Died,
}

impl World {
    pub(crate) fn new(setup: &'static Setup, fault: Option<usize>, told: bool) -> Self {
        let site = Site {
            shop: Arc::new(Mutex::new(Shop::new(setup.switch_on(fault)))),
            wires: Arc::new(Mutex::new(Wires::default())),
            death: Arc::new(Notify::new()),
            kind: setup.kind,
            family: setup.family,
        };
        let laptop = |number| {
            let disk = MemoryDisk::new();
            // Each names its ledger otherwise.
            for _ in 0..number {
                disk.entropy().unwrap_or_default();
            }
            Laptop { disk, requests: 0, sealed: Vec::new(), told: Vec::new(), used: false, shared: Vec::new() }
        };
        Self {
            setup,
            site,
            clock: clock(Instant::now()),
            laptops: vec![laptop(0), laptop(1)],
            log: told.then(Vec::new),
            passed: [0, 0],
            money_at: None,
            operations: 0,
            screens: 0,
            alarm: false,
        }
    }

    pub(crate) async fn play(&mut self, history: &History) -> Result<(), Broken> {
        for stay in &history.stays {
            if self.alarm {
                break;
            }
            self.stay(stay).await?;
        }
        Ok(())
    }

    pub(crate) fn say(&mut self, text: impl FnOnce() -> String) {
        if let Some(log) = &mut self.log {
            log.push(text());
        }
    }

    pub(crate) fn console(&mut self, laptop: usize) -> Result<Console, Broken> {
        let console = console_on(&self.laptops[laptop].disk, &self.site, &self.clock);
        console.map_err(|error| format!("the vault of laptop {laptop} does not open: {error}"))
    }

    /// Laptops at which somebody sat.
    pub(crate) fn used(&self) -> Vec<usize> {
        (0..self.laptops.len()).filter(|laptop| self.laptops[*laptop].used).collect()
    }

    /// Its vault, only to look at.
    pub(crate) fn vault(&self, laptop: usize) -> Result<Vault, Broken> {
        let disk = Arc::new(self.laptops[laptop].disk.clone());
        let vault = Vault::read(disk, Path::new("vault"));
        vault.map_err(|error| format!("the vault of laptop {laptop} does not open: {error}"))
    }

    /// Whether this laptop made the intent of a case.
    pub(crate) fn made(&self, laptop: usize, case: &Case) -> bool {
        let name = self.laptops[laptop].disk.read(Path::new("vault/writer")).unwrap_or_default();
        let name = String::from_utf8_lossy(&name);
        case.intent.id.0.strip_prefix(name.trim()).is_some_and(|rest| rest.starts_with('-'))
    }

    /// One person at the device, from the opening of the vault to its end.
    pub(crate) async fn stay(&mut self, stay: &Stay) -> Result<(), Broken> {
        tokio::time::sleep(stay.after).await;
        if let Some(deed) = stay.meanwhile {
            self.say(|| format!("meanwhile {deed:?}"));
            self.site.happen(deed);
        }
        self.say(|| format!("laptop {} is opened, consented {}", stay.laptop, stay.consented));
        self.laptops[stay.laptop].used = true;
        let mut console = self.console(stay.laptop)?;
        let mut visit = None;
        for act in &stay.acts {
            self.say(|| format!("{act:?}"));
            if act.verb == Verb::Share {
                drop(console);
                self.share(stay.laptop)?;
                console = self.console(stay.laptop)?;
                continue;
            }
            if self.act(stay, act, &mut console, &mut visit).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// One verb with what goes wrong in it; whether that was the end of the console.
    async fn act(
        &mut self,
        stay: &Stay,
        act: &Act,
        console: &mut Console,
        visit: &mut Option<Visit>,
    ) -> Result<bool, Broken> {
        let disk = self.laptops[stay.laptop].disk.clone();
        let told = self.log.is_some().then(Vec::new);
        let mut eyes = Eyes {
            clock: self.clock.clone(),
            family: self.setup.family,
            wires: self.site.wires.clone(),
            dies_asking: act.dies_asking,
            money_at: None,
            told,
        };
        let asked = Asked { family: Some(self.setup.family), consented: stay.consented };
        // Faults of the opening belong to the verb that is nothing but an opening.
        if visit.is_none() && act.verb != Verb::Identify {
            *visit = visit::open(console, &port(), asked, &mut eyes).await.ok();
        }
        let begun = disk.operations();
        if let Some((at, fault, _)) = act.disk {
            disk.fail_at(begun + at, fault);
        }
        self.site.wires.lock().unwrap().arm(act.line.clone(), act.trips.clone());
        let death = self.site.death.clone();
        let mut said = Said::default();
        let ended = tokio::select! {
            biased;
            () = death.notified() => Ended::Died,
            done = verb(act.verb, console, visit, asked, self.setup, &mut eyes, &mut said) => match done {
                Ok(()) => Ended::Well,
                Err(failure) => Ended::Failed(failure),
            },
        };
        let died = {
            let mut wires = self.site.wires.lock().unwrap();
            self.passed = wires.passed;
            self.laptops[stay.laptop].requests += wires.requests;
            wires.arm(Default::default(), Vec::new());
            wires.died.take()
        };
        self.operations = disk.operations() - begun;
        self.money_at = eyes.money_at;
        if let Some(told) = eyes.told.take() {
            told.into_iter().for_each(|line| self.say(|| line));
        }
        self.judge_told(stay.laptop, &said)?;
        if let Ended::Failed(failure) = &ended {
            self.say(|| format!("failed: {} {:?}", failure.code, failure.detail));
            *visit = None;
        }
        let off = matches!(act.disk, Some((at, Fault::Torn { .. }, _)) if at < self.operations);
        let image = match (died, act.disk) {
            (Some(Deed::CutsLaptop(number)), _) => Some(number),
            (_, Some((_, _, number))) if off => Some(number),
            _ => None,
        };
        disk.heal();
        if let Some(number) = image {
            self.say(|| format!("the laptop went off; image {number}"));
            let images = disk.crash_images(3, number);
            self.laptops[stay.laptop].disk = images[usize::try_from(number).unwrap_or(0) % images.len()].clone();
            self.alarm = self.is_broken(stay.laptop)?;
        } else if died.is_some() {
            self.say(|| "the console was killed".to_owned());
            self.laptops[stay.laptop].disk = disk.fork();
        }
        let dead = image.is_some() || died.is_some();
        if dead {
            *visit = None;
        }
        Ok(dead)
    }

    /// Whether the ledger of a laptop, opened again, is an alarm.
    fn is_broken(&mut self, laptop: usize) -> Result<bool, Broken> {
        let chains = self.console(laptop)?.vault.ledger().verify().map_err(|error| error.to_string())?;
        Ok(chains.iter().any(|chain| chain.broken.is_some()))
    }

    /// What a face was told has to stand in the ledger, and on the screen, and in the exit code.
    fn judge_told(&mut self, laptop: usize, said: &Said) -> Result<(), Broken> {
        if let Some(sealed) = &said.sealed {
            self.laptops[laptop].sealed.push(sealed.clone());
        }
        for remedied in &said.remedied {
            self.say(|| format!("told: {:?}; {}", remedied.outcome, remedied.proof));
            screen::holds(remedied, self.laptops[laptop].told.is_empty())?;
            self.screens += 1;
            self.laptops[laptop].told.push((remedied.intent.id.clone(), remedied.outcome.clone()));
        }
        for (intent, outcome) in &said.recovered {
            self.say(|| format!("recovered {intent}: {outcome:?}"));
            self.laptops[laptop].told.push((intent.clone(), outcome.clone()));
        }
        Ok(())
    }

    /// The vault of a laptop is taken in by the other one.
    pub(crate) fn share(&mut self, from: usize) -> Result<(), Broken> {
        let to = 1 - from;
        let file = Path::new("portable.twx");
        let _ = self.laptops[from].disk.remove(file);
        let console = self.console(from)?;
        // What cannot be exported (nothing was pulled yet) cannot be shared.
        let Ok(_) = console.vault.export(file, &[], None) else { return Ok(()) };
        drop(console);
        // A machine that went off in the middle of it may have left one.
        let _ = self.laptops[to].disk.remove(file);
        let bytes = self.laptops[from].disk.read(file).map_err(|error| error.to_string())?;
        self.laptops[from].disk.remove(file).map_err(|error| error.to_string())?;
        let disk = self.laptops[to].disk.clone();
        disk.create_new(file, &bytes).map_err(|error| error.to_string())?;
        let mut console = self.console(to)?;
        let restored = console.vault.restore(file, None);
        drop(console);
        disk.remove(file).map_err(|error| error.to_string())?;
        match restored {
            Ok(_) => self.laptops[to].shared.push((self.clock)()),
            Err(error) => self.say(|| format!("not restored: {error}")),
        }
        Ok(())
    }

    /// As much time passes as any device takes to end what it was doing.
    pub(crate) async fn quiet(&self) {
        tokio::time::sleep(Duration::from_secs(400)).await;
    }
}

/// What the console said during a verb, kept where it counts also after a later failure.
#[derive(Default)]
struct Said {
    sealed: Option<(PathBuf, usize)>,
    remedied: Vec<Remedied>,
    recovered: Vec<(IntentId, Outcome)>,
}

async fn verb(
    verb: Verb,
    console: &mut Console,
    open: &mut Option<Visit>,
    asked: Asked,
    setup: &Setup,
    eyes: &mut Eyes,
    said: &mut Said,
) -> Result<(), Failure> {
    if open.is_none() {
        *open = Some(visit::open(console, &port(), asked, eyes).await?);
    }
    let Some(visit) = open else { return Ok(()) };
    match verb {
        Verb::Identify => {
            visit::identify(console, visit, eyes).await?;
        }
        Verb::Pull | Verb::Look => {
            let pulled = match verb {
                Verb::Pull => pull::pull(console, visit, eyes).await?,
                _ => pull::pull_one(console, visit, setup.target.0, eyes).await?,
            };
            said.sealed = Some((pulled.archive.path.clone(), pulled.archive.entries));
        }
        Verb::Remedies => {
            if let Some(entry) = target(console, setup) {
                remedy::remedies(console, visit, &entry, eyes).await?;
            }
        }
        Verb::Reverse => {
            let Some(entry) = target(console, setup) else { return Ok(()) };
            let plan = remedy::plan(console, visit, &entry, RemedyKind::Void, grounds(), eyes).await?;
            let who = console.who.clone();
            let consent = Consent { who, how: ConsentHow::Typed, plan_hash: plan.hash() };
            said.remedied.push(remedy::execute(console, visit, plan, consent, eyes).await?);
        }
        Verb::Recover => {
            let recovered = recover::recover(console, visit, eyes).await?;
            said.recovered = recovered.into_iter().map(|one| (one.case.intent.id, one.outcome)).collect();
        }
        Verb::Reprint => {
            if let Some(entry) = target(console, setup) {
                reprint::reprint(console, visit, &entry, eyes).await?;
            }
        }
        Verb::Inquire => {
            for (what, _) in device::inquiries(setup.family) {
                visit::inquire(console, visit, *what, eyes).await?;
            }
        }
        Verb::Share => {}
    }
    Ok(())
}

/// The payment in question, as the vault knows it.
fn target(console: &Console, setup: &Setup) -> Option<Entry> {
    let known = console.vault.journal(None).ok()?;
    let wanted = |entry: &Entry| entry.number == setup.target.0 && entry.amount.minor == setup.target.1;
    known.into_iter().map(|known| known.entry).find(wanted)
}

fn port() -> PortSpec {
    PortSpec::Serial { path: "line".to_owned(), settings: None }
}

fn grounds() -> Grounds {
    Grounds { reason: "charged twice".to_owned(), authoriser: "the owner".to_owned(), goods: Goods::NotHandedOver }
}

/// Text for a person's conclusion.
pub(crate) const STATEMENT: &str = "the acquirer's statement of the day after";
