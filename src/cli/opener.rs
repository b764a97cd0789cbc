//! Opens every kind of port that a person can name: the lines of this machine, saved devices and simulated ones.
//!
//! `sim:FAMILY?SETTINGS`, settings parted by `&`:
//!
//! | setting | meaning |
//! | --- | --- |
//! | `scenario=NAME` or `scenario=FILE` | what the device holds and does |
//! | `seed=N` | everything random comes from it |
//! | `entries=N` | so many believable sales in its memory |
//! | `gap=MS` | its pause before each frame |
//! | `dialect=NAME` | how it deviates from its specification, where the family has such |
//! | `line=serial` or `line=tcp` | which form of its protocol it speaks |
//! | `pace=BAUD` or `pace=9600,8N2` | a line of that speed |
//! | `fault=PLAN` | faults of the line, as the device sees it (`rx` is what it reads); at the first opening only |
//!
//! A simulated device lives as long as the opener: opened again under the same text it remembers what was done.

mod replay;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::link::fault::{FaultPlan, Faulty};
use crate::link::memory::pair;
use crate::link::pace::Paced;
use crate::link::{
    BoxStream, Fingerprint, LineKind, LineSettings, LinkError, Opened, Opener, Opening, PortSpec, Saved, open_port,
};
use crate::model::{Family, WireLine};
use crate::sim::{Setup, Simulated};

/// A conversation that an archive keeps.
pub struct Kept {
    /// The device's family.
    pub family: Family,
    /// Frames in the order in which they passed, both directions, redacted.
    pub wire: Vec<WireLine>,
    /// What had carried them.
    pub line: LineKind,
    /// What the device was asked for.
    pub saved: Saved,
}

/// Reads the conversation of a saved device, verified.
pub type ArchiveReader = Box<dyn Fn(&Path) -> Result<Kept, LinkError> + Send + Sync>;

/// The opener of the command line. Simulated devices need a runtime to live in.
#[derive(Default)]
pub struct CliOpener {
    plugged: Mutex<BTreeMap<String, Plugged>>,
    archives: Option<ArchiveReader>,
}

/// A simulated device, and what lies between it and whoever opens it.
struct Plugged {
    device: Simulated,
    kind: LineKind,
    pace: Option<LineSettings>,
    /// Faults of the next opening.
    fault: FaultPlan,
    /// Alive while somebody has it open: a port is for one.
    open: Weak<()>,
}

impl CliOpener {
    /// An opener that knows no archives.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the reader for `archive:FILE`.
    pub fn with_archives(mut self, reader: ArchiveReader) -> Self {
        self.archives = Some(reader);
        self
    }

    /// The device behind `sim:TEXT`, made if it was not opened before: to play a till beside the console.
    pub fn device(&self, text: &str) -> Result<Simulated, LinkError> {
        self.with(text, |plugged| plugged.device.clone())
    }

    /// Puts a device of one's own behind `sim:TEXT`, on a serial line.
    pub fn plug_in(&self, text: &str, device: impl Into<Simulated>) {
        let (kind, fault) = (LineKind::Serial, FaultPlan::default());
        let plugged = Plugged { device: device.into(), kind, pace: None, fault, open: Weak::new() };
        self.lock().insert(text.to_owned(), plugged);
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Plugged>> {
        self.plugged.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn with<T>(&self, text: &str, work: impl FnOnce(&mut Plugged) -> T) -> Result<T, LinkError> {
        let mut plugged = self.lock();
        if !plugged.contains_key(text) {
            plugged.insert(text.to_owned(), parse(text)?);
        }
        let missing = || LinkError::NoSuchPort { port: format!("sim:{text}") };
        plugged.get_mut(text).map(work).ok_or_else(missing)
    }

    fn open_simulated(&self, text: &str) -> Result<Opened, LinkError> {
        let name = format!("sim:{text}");
        let (near, far) = pair();
        let token = Arc::new(());
        let (device, kind, pace, fault) = self.with(text, |plugged| {
            if plugged.open.strong_count() > 0 {
                let holder = "this program itself".to_owned();
                return Err(LinkError::Busy { port: name.clone(), holder });
            }
            plugged.open = Arc::downgrade(&token);
            Ok((plugged.device.clone(), plugged.kind, plugged.pace, std::mem::take(&mut plugged.fault)))
        })??;
        let mut far: BoxStream = Box::new(far);
        if let Some(settings) = pace {
            far = Box::new(Paced::new(far, settings));
        }
        if !fault.is_empty() {
            far = Box::new(Faulty::new(far, fault));
        }
        // It ends by itself when the other end is dropped; what it was doing then it still does, as a device would.
        tokio::spawn(async move { device.serve(far, kind).await });
        let stream = Box::new(Held { stream: near, _token: token });
        Ok(Opened { stream, line: kind, fingerprint: Fingerprint::default(), saved: None, name })
    }

    fn open_archive(&self, file: &Path) -> Result<Opened, LinkError> {
        let name = format!("archive:{}", file.display());
        let Some(reader) = &self.archives else {
            return Err(LinkError::Bad(format!("{name}: saved devices cannot be opened here")));
        };
        let Kept { family, wire, line, saved } = reader(file)?;
        if !replay::is_playable(&wire) {
            return Err(LinkError::Bad(format!(
                "{name} holds no conversation to play; list its entries with `journal`"
            )));
        }
        let (near, far) = pair();
        tokio::spawn(replay::serve(wire, replay::Unasked::of(family, line), far));
        let (stream, saved) = (Box::new(near), Some(saved));
        Ok(Opened { stream, line, fingerprint: Fingerprint::default(), saved, name })
    }
}

impl Opener for CliOpener {
    fn open<'a>(&'a self, port: &'a PortSpec, default: LineSettings) -> Opening<'a> {
        Box::pin(async move {
            match port {
                PortSpec::Sim(text) => self.open_simulated(text),
                PortSpec::Archive(file) => self.open_archive(file),
                PortSpec::Serial { .. } | PortSpec::Tcp { .. } => open_port(port, default).await,
            }
        })
    }
}

fn parse(text: &str) -> Result<Plugged, LinkError> {
    let bad = |why: String| LinkError::Bad(format!("sim:{text}: {why}"));
    let (family, settings) = text.split_once('?').unwrap_or((text, ""));
    let family: Family = family.parse().map_err(|_| {
        let none = format!("no family `{family}` is simulated");
        bad(format!("{none}; write for example sim:{}?scenario=demo", Family::Transbank))
    })?;
    let (mut setup, mut pace, mut fault, mut kind) = (Setup::default(), None, FaultPlan::default(), LineKind::Serial);
    let number = |key: &str, value: &str| {
        value.parse::<u64>().map_err(|_| bad(format!("{key} is a number, not `{value}`; for example {key}=7")))
    };
    for part in settings.split('&').filter(|part| !part.is_empty()) {
        let (key, value) = part.split_once('=').ok_or_else(|| bad(format!("`{part}` has no value")))?;
        match (key, value) {
            ("scenario", _) => setup.scenario = Some(value.to_owned()),
            ("seed", _) => setup.seed = Some(number(key, value)?),
            ("gap", _) => setup.gap_ms = Some(number(key, value)?),
            ("entries", _) => setup.entries = Some(usize::try_from(number(key, value)?).unwrap_or(usize::MAX)),
            ("dialect", _) => setup.dialect = Some(value.to_owned()),
            ("line", "serial") => kind = LineKind::Serial,
            ("line", "tcp") => kind = LineKind::Network,
            ("line", _) => return Err(bad(format!("line is serial or tcp, not `{value}`"))),
            ("pace", _) => pace = Some(value),
            ("fault", _) => fault = value.parse().map_err(|error: LinkError| bad(error.to_string()))?,
            _ => {
                return Err(bad(format!(
                    "`{key}` is no setting; there are scenario, seed, entries, gap, dialect, line, pace and fault, for \
                     example sim:{family}?scenario=demo&pace=115200"
                )));
            }
        }
    }
    let device = Simulated::switch_on(family, &setup, None).map_err(|error| bad(error.to_string()))?;
    let line = |text: &str| match text.parse() {
        Ok(baud) => device.line(baud).checked(),
        Err(_) => text.parse(),
    };
    let pace = pace.map(line).transpose().map_err(|error| bad(error.to_string()))?;
    Ok(Plugged { device, kind, pace, fault, open: Weak::new() })
}

/// A stream that keeps its port taken.
struct Held<S> {
    stream: S,
    _token: Arc<()>,
}

impl<S: AsyncRead + Unpin> AsyncRead for Held<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Held<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Parity;
    use crate::model::Direction;
    use crate::sim::transbank::{Scenario, Terminal};
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::{Instant, timeout};

    const COMMON: LineSettings = LineSettings { baud: 115_200, data_bits: 8, parity: Parity::None, stop_bits: 1 };
    const POLL: &[u8] = b"\x020100\x03\x02";

    async fn open(opener: &CliOpener, text: &str) -> Result<Opened, LinkError> {
        opener.open(&text.parse()?, COMMON).await
    }

    fn terminal(opener: &CliOpener, text: &str) -> Terminal {
        match opener.device(text).unwrap() {
            Simulated::Transbank(terminal) => terminal,
            Simulated::Zvt(_) => panic!("{text} is of another family"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_simulated_terminal_answers_and_is_for_one_at_a_time() {
        let opener = CliOpener::new();
        let mut first = open(&opener, "sim:transbank?scenario=empty").await.unwrap();
        first.stream.write_all(POLL).await.unwrap();
        assert_eq!(first.stream.read_u8().await.unwrap(), 6);
        let second = open(&opener, "sim:transbank?scenario=empty").await.unwrap_err();
        assert!(matches!(second, LinkError::Busy { .. }), "{second}");
        drop(first);
        open(&opener, "sim:transbank?scenario=empty").await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn a_family_with_two_forms_speaks_the_one_that_is_asked_for() {
        let opener = CliOpener::new();
        for (text, kind, ask, answer) in [
            ("sim:zvt", LineKind::Serial, &b"\x10\x02\x06\xb0\x00\x10\x03\x43\xf3"[..], &b"\x06\x10\x02\x80"[..]),
            ("sim:zvt?line=tcp&dialect=card-complete", LineKind::Network, b"\x06\xb0\x00", b"\x80\x00\x00"),
        ] {
            let mut opened = open(&opener, text).await.unwrap();
            assert_eq!(opened.line, kind, "{text}");
            opened.stream.write_all(ask).await.unwrap();
            let mut heard = vec![0; answer.len()];
            opened.stream.read_exact(&mut heard).await.unwrap();
            assert_eq!(heard, answer, "{text}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_simulated_terminal_remembers_between_openings() {
        let opener = CliOpener::new();
        let text = "transbank?entries=3&seed=7";
        drop(open(&opener, &format!("sim:{text}")).await.unwrap());
        let terminal = terminal(&opener, text);
        assert_eq!(terminal.sales().len(), 3);
        terminal.till().sell(5000, "T1").unwrap();
        drop(open(&opener, &format!("sim:{text}")).await.unwrap());
        assert_eq!(terminal.sales().len(), 4);
        opener.plug_in("counter 2", Terminal::new(Scenario::quiet(9, 5)));
        assert_eq!(self::terminal(&opener, "counter 2").sales().len(), 5);
        open(&opener, "sim:counter 2").await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn pace_and_faults_lie_on_the_line_and_faults_only_once() {
        let opener = CliOpener::new();
        let text = "sim:transbank?pace=300&gap=0&fault=rx:cut@3";
        let mut cut = open(&opener, text).await.unwrap();
        cut.stream.write_all(POLL).await.unwrap();
        let read = timeout(Duration::from_secs(60), cut.stream.read(&mut [0])).await.unwrap();
        assert!(matches!(read, Ok(0) | Err(_)), "{read:?}");
        drop(cut);
        let mut whole = open(&opener, text).await.unwrap();
        let begun = Instant::now();
        whole.stream.write_all(POLL).await.unwrap();
        assert_eq!(whole.stream.read_u8().await.unwrap(), 6);
        // Seven bytes there and one back, ten bits each.
        assert!(begun.elapsed() >= Duration::from_millis(8 * 10_000 / 300), "{:?}", begun.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_wrong_with_a_simulated_port_is_said() {
        let opener = CliOpener::new();
        for (text, what) in [
            ("sim:coffee", "no family `coffee`"),
            ("sim:transbank?scenario=nowhere", "there is no scenario"),
            ("sim:transbank?scenario=/none/such.toml", "such.toml"),
            ("sim:transbank?seed=x", "seed is a number"),
            ("sim:transbank?seed", "has no value"),
            ("sim:transbank?colour=red", "no setting"),
            ("sim:transbank?pace=fast", "no speed"),
            ("sim:transbank?pace=5", "no possible speed"),
            ("sim:transbank?line=wire", "serial or tcp"),
            ("sim:transbank?dialect=loud", "no dialects"),
            ("sim:zvt?dialect=loud", "there is no dialect"),
            ("sim:transbank?fault=rx:burn@1", "none of cut"),
            ("archive:day.twa", "cannot be opened here"),
        ] {
            let error = open(&opener, text).await.unwrap_err().to_string();
            assert!(error.contains(what), "{text}: {error}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_saved_device_answers_read_only_what_it_once_answered() {
        let line = |direction, bytes: &[u8]| WireLine {
            at: jiff::Timestamp::UNIX_EPOCH,
            direction,
            bytes: bytes.to_vec(),
            meaning: String::new(),
            checksum_ok: None,
        };
        let kept = |wire| Kept { family: Family::Transbank, wire, line: LineKind::Serial, saved: Saved::Whole };
        let opener = CliOpener::new().with_archives(Box::new(move |file| match file.to_str() {
            Some("day.twa") => Ok(kept(vec![line(Direction::ToDevice, POLL), line(Direction::FromDevice, &[6])])),
            Some("empty.twa") => Ok(kept(Vec::new())),
            _ => Err(LinkError::NoSuchPort { port: format!("archive:{}", file.display()) }),
        }));
        let mut opened = open(&opener, "archive:day.twa").await.unwrap();
        assert_eq!(opened.saved, Some(Saved::Whole));
        opened.stream.write_all(POLL).await.unwrap();
        assert_eq!(opened.stream.read_u8().await.unwrap(), 6);
        assert!(open(&opener, "archive:empty.twa").await.unwrap_err().to_string().contains("no conversation"));
        assert!(matches!(open(&opener, "archive:none.twa").await, Err(LinkError::NoSuchPort { .. })));
    }
}
