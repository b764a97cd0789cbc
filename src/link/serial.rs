//! Serial ports, and pseudo-terminals that stand in for them.
//!
//! A port that another process holds is refused before it is touched: opening alone raises DTR and changes the speed
//! under whoever uses it. Once open it is ours alone (`TIOCEXCL` and an advisory lock), and is looked at again for
//! somebody who came in between.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio_serial::{DataBits, ErrorKind, FlowControl, SerialPort, SerialStream, StopBits};

use super::{LineKind, LineSettings, LinkError, Opened, Parity, holder, node, ports};

/// Deviation from the wanted speed, in parts of a hundred, beyond which characters get lost: half a bit in ten is 5,
/// and the other end is not exact either.
const TOLERANCE: u64 = 3;

/// Opens `port` (a path or a name) with these settings.
pub(super) async fn open(port: &str, settings: LineSettings) -> Result<Opened, LinkError> {
    let settings = settings.checked()?;
    let owned = port.to_owned();
    let real = aside(port, move || node::before(&owned)).await??;
    let stream = SerialStream::open(&builder(port, settings)).map_err(|error| explain(port, &error))?;
    let owned = port.to_owned();
    let (holder, fingerprint) =
        aside(port, move || (holder::holders(owned.as_ref()), ports::fingerprint_of(&owned))).await?;
    if let Some(holder) = holder {
        return Err(LinkError::Busy { port: port.to_owned(), holder });
    }
    if real {
        verify(port, &stream, settings)?;
        // What came before the settings were right is garbled.
        let _ = stream.clear(tokio_serial::ClearBuffer::Input);
    }
    Ok(Opened {
        line: LineKind::Serial,
        stream: Box::new(Line { stream }),
        fingerprint,
        saved: None,
        name: format!("{port} ({settings})"),
    })
}

/// Work that reads many small files goes to a thread that may wait.
async fn aside<T: Send + 'static>(port: &str, work: impl FnOnce() -> T + Send + 'static) -> Result<T, LinkError> {
    let failed = |error| LinkError::Io { port: port.to_owned(), source: io::Error::other(error) };
    tokio::task::spawn_blocking(work).await.map_err(failed)
}

fn builder(port: &str, settings: LineSettings) -> tokio_serial::SerialPortBuilder {
    let (data_bits, parity, stop_bits) = words(settings);
    tokio_serial::new(port, settings.baud)
        .data_bits(data_bits)
        .parity(parity)
        .stop_bits(stop_bits)
        .flow_control(FlowControl::None)
}

fn words(settings: LineSettings) -> (DataBits, tokio_serial::Parity, StopBits) {
    let data_bits = match settings.data_bits {
        5 => DataBits::Five,
        6 => DataBits::Six,
        7 => DataBits::Seven,
        _ => DataBits::Eight,
    };
    let parity = match settings.parity {
        Parity::None => tokio_serial::Parity::None,
        Parity::Even => tokio_serial::Parity::Even,
        Parity::Odd => tokio_serial::Parity::Odd,
    };
    (data_bits, parity, if settings.stop_bits == 2 { StopBits::Two } else { StopBits::One })
}

/// Drivers take settings that their hardware lacks without a word and use others; so they are read back.
fn verify(port: &str, stream: &SerialStream, settings: LineSettings) -> Result<(), LinkError> {
    let wanted = words(settings);
    let told = (stream.data_bits(), stream.parity(), stream.stop_bits());
    if let (Ok(data_bits), Ok(parity), Ok(stop_bits)) = told
        && (data_bits, parity, stop_bits) != wanted
    {
        return Err(LinkError::Bad(format!(
            "{port} cannot do {settings}: the adapter uses {data_bits:?} data bits, parity {parity:?} and {stop_bits:?} \
             stop bits instead"
        )));
    }
    let baud = stream.baud_rate().unwrap_or(settings.baud);
    if u64::from(baud.abs_diff(settings.baud)) * 100 > u64::from(settings.baud) * TOLERANCE {
        return Err(LinkError::Bad(format!(
            "{port} cannot do {} baud: the adapter uses {baud} instead",
            settings.baud
        )));
    }
    Ok(())
}

fn explain(port: &str, error: &tokio_serial::Error) -> LinkError {
    let named = port.to_owned();
    let with =
        |why: &str| LinkError::Io { port: port.to_owned(), source: io::Error::other(format!("{why} ({error})")) };
    match error.kind() {
        ErrorKind::Io(io::ErrorKind::NotFound) => LinkError::NoSuchPort { port: named },
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => {
            LinkError::NotPermitted { port: named, hint: node::permission_hint(port) }
        }
        // The crate says so of a port that is locked; only Windows means it.
        ErrorKind::NoDevice if cfg!(windows) => LinkError::NoSuchPort { port: named },
        ErrorKind::NoDevice => {
            let holder = holder::holders(port.as_ref()).unwrap_or_else(|| {
                "a process that cannot be seen from here: one of another user, or this program itself".to_owned()
            });
            LinkError::Busy { port: named, holder }
        }
        // The crate hands on the words of the system only, in English whatever the locale.
        _ => match error.description.as_str() {
            "Not a typewriter" | "Inappropriate ioctl for device" => {
                LinkError::Bad(format!("{port} is no serial port; `tillwright ports` lists those of this machine"))
            }
            "Operation not permitted" => LinkError::NotPermitted {
                port: named,
                hint: "; a container or sandbox that this runs in does not let the device through".to_owned(),
            },
            "No such device" | "No such device or address" => LinkError::NoSuchPort { port: named },
            "I/O error" => with("there is no hardware behind this port, or the other end is closed"),
            _ => with("the port does not open with these settings"),
        },
    }
}

/// An open line.
struct Line {
    stream: SerialStream,
}

/// What the system says of a line that went away is `I/O error`; people pulled a plug.
fn gone(error: io::Error) -> io::Error {
    const EIO: i32 = 5;
    const ENXIO: i32 = 6;
    const ENODEV: i32 = 19;
    match error.raw_os_error() {
        Some(EIO | ENXIO | ENODEV) if cfg!(unix) => {
            io::Error::new(io::ErrorKind::NotConnected, format!("the adapter is gone: unplugged? ({error})"))
        }
        _ => error,
    }
}

impl AsyncRead for Line {
    /// An unplugged adapter reads as the end of the stream.
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf).map_err(gone)
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes).map_err(gone)
    }

    /// Does nothing: the system sends what was written without being asked, and waiting for the last bit would stop the
    /// whole program for as long as a slow line takes.
    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
