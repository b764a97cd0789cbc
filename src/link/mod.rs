//! A byte stream that can come and go: serial, TCP, pty, memory; wrappers that imitate a slow or a faulty line; the
//! ports of this machine, and what holds them.

pub mod fault;
pub mod holder;
pub mod memory;
mod node;
pub mod pace;
pub mod ports;
mod serial;
mod spec;
mod tcp;
pub mod watch;

use std::fmt;
use std::future::Future;
use std::io;
use std::path::PathBuf;
use std::pin::Pin;

use tokio::io::{AsyncRead, AsyncWrite};

/// Bytes both ways.
pub trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Stream for T {}

/// A stream of any kind.
pub type BoxStream = Box<dyn Stream>;

/// Parity of a serial line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parity {
    /// None.
    None,
    /// Even.
    Even,
    /// Odd.
    Odd,
}

/// Settings of a serial line, written `115200,8N1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineSettings {
    /// Bits a second.
    pub baud: u32,
    /// Data bits, 5 to 8.
    pub data_bits: u8,
    /// Parity.
    pub parity: Parity,
    /// Stop bits, 1 or 2.
    pub stop_bits: u8,
}

/// Where a device is. Written `/dev/ttyUSB0@9600,8N2`, `COM3`, `tcp:HOST:PORT`, `archive:FILE`, `sim:FAMILY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortSpec {
    /// A serial port, with line settings where the person gave some.
    Serial {
        /// Path or name of the port.
        path: String,
        /// Settings, or the family's default.
        settings: Option<LineSettings>,
    },
    /// A TCP address.
    Tcp {
        /// Host name or address.
        host: String,
        /// Port number.
        port: u16,
    },
    /// A saved device.
    Archive(PathBuf),
    /// A simulated device inside this process: `FAMILY`, then optional settings as the opener reads them.
    Sim(String),
}

/// What stays the same when a USB adapter is unplugged and comes back under another name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// USB vendor and product.
    pub usb: Option<(u16, u16)>,
    /// Serial number of the adapter, harmless.
    pub serial: Option<String>,
    /// Place on the bus (`1-2.3:1.0`), where the adapter has no serial number.
    pub place: Option<String>,
}

/// Why a link could not be opened, or ended.
#[derive(Debug, thiserror::Error)]
pub enum LinkError {
    /// There is no such port.
    #[error("there is no port {port}")]
    NoSuchPort {
        /// As given.
        port: String,
    },
    /// Another process holds it.
    #[error("{port} is held by {holder}")]
    Busy {
        /// As given.
        port: String,
        /// Process name and number, or that it could not be found out.
        holder: String,
    },
    /// The user may not open it.
    #[error("{port}: permission denied{hint}")]
    NotPermitted {
        /// As given.
        port: String,
        /// Which group or rule would help, beginning with `; `, or empty.
        hint: String,
    },
    /// The text is no port, or the settings are not possible.
    #[error("{0}")]
    Bad(String),
    /// The other end is gone.
    #[error("the link to {port} was lost: {why}")]
    Lost {
        /// As given.
        port: String,
        /// What the system said.
        why: String,
    },
    /// Anything else that the system said.
    #[error("{port}: {source}")]
    Io {
        /// As given.
        port: String,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What carries the bytes. Some families frame and acknowledge on a serial line and not on a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// A serial line, or what imitates one: bytes may get lost or change.
    #[default]
    Serial,
    /// A network connection: bytes arrive as they were sent, or not at all.
    Network,
}

/// A saved device: it answers what it was once asked, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Saved {
    /// It was asked for all of its memory.
    Whole,
    /// It was asked for single entries.
    Part,
}

/// An open link.
pub struct Opened {
    /// The bytes.
    pub stream: BoxStream,
    /// What carries them.
    pub line: LineKind,
    /// What to look for after an unplug.
    pub fingerprint: Fingerprint,
    /// What the other end is a saved device of; `None`: a device.
    pub saved: Option<Saved>,
    /// Name for people: `/dev/ttyUSB0 (115200,8N1)`.
    pub name: String,
}

impl fmt::Debug for Opened {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Opened").field("name", &self.name).field("saved", &self.saved).finish_non_exhaustive()
    }
}

/// The future of an opening.
pub type Opening<'a> = Pin<Box<dyn Future<Output = Result<Opened, LinkError>> + Send + 'a>>;

/// Opens ports. The faces give one to the use cases, so that these need not know which kinds there are.
pub trait Opener: Send + Sync {
    /// Opens `port`; `default` are the line settings where the person gave none.
    fn open<'a>(&'a self, port: &'a PortSpec, default: LineSettings) -> Opening<'a>;
}

/// Opens the ports that this machine itself offers: serial ports and TCP addresses.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemOpener;

impl Opener for SystemOpener {
    fn open<'a>(&'a self, port: &'a PortSpec, default: LineSettings) -> Opening<'a> {
        Box::pin(open_port(port, default))
    }
}

/// Opens a serial port or a TCP address; `default` are the line settings where `port` has none. Saved and simulated
/// devices are [`LinkError::Bad`]: only the command line's opener knows them.
pub async fn open_port(port: &PortSpec, default: LineSettings) -> Result<Opened, LinkError> {
    match port {
        PortSpec::Serial { path, settings } => serial::open(path, settings.unwrap_or(default)).await,
        PortSpec::Tcp { host, port } => tcp::open(host, *port).await,
        PortSpec::Archive(_) | PortSpec::Sim(_) => Err(LinkError::Bad(format!(
            "{port} is no line of this machine; write for example /dev/ttyUSB0 or tcp:192.168.1.20:4000"
        ))),
    }
}

/// What a read from `port` gave, with an end of the stream told as what it is on a line: the loss of it.
pub fn received(port: &str, read: io::Result<usize>) -> Result<usize, LinkError> {
    let lost = |why: String| LinkError::Lost { port: port.to_owned(), why };
    match read {
        Ok(0) => Err(lost("the adapter was unplugged, or the other end closed the line".to_owned())),
        Ok(count) => Ok(count),
        Err(error) => Err(lost(error.to_string())),
    }
}

/// Text of an adapter or of another process, made harmless: on one line, without control characters or marks that
/// hide or reorder text, and short.
fn clean(text: &str) -> String {
    const LIMIT: usize = 80;
    let hides = |symbol: char| {
        symbol.is_control()
            || matches!(symbol,
                '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
                | '\u{e0000}'..='\u{10ffff}')
    };
    text.trim().chars().take(LIMIT).map(|symbol| if hides(symbol) { '?' } else { symbol }).collect()
}
