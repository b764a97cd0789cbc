//! Where a simulated device can be plugged in: a TCP address, and on Unix a pseudo-terminal.

use std::io;
use std::net::SocketAddr;

use tokio::net::{TcpListener, ToSocketAddrs};

use super::Simulated;
use crate::link::{BoxStream, LineKind};

#[cfg(unix)]
pub use unix::Pty;

/// The line as it is: for callers that wrap no pace and no faults round it.
pub fn plain(stream: BoxStream) -> BoxStream {
    stream
}

/// A TCP address, where a device speaks its protocol's TCP form. It has one socket at the back: one connection at a time, the next one waits.
#[derive(Debug)]
pub struct Tcp {
    listener: TcpListener,
}

impl Tcp {
    /// Listens.
    pub async fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        Ok(Self { listener: TcpListener::bind(address).await? })
    }

    /// Where it listens, with the port that the system chose.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves one connection after the other, each wrapped by `wrap`; returns only when something breaks.
    pub async fn serve(self, device: impl Into<Simulated>, wrap: impl Fn(BoxStream) -> BoxStream) -> io::Result<()> {
        let device = device.into();
        loop {
            let (stream, _) = self.listener.accept().await?;
            // Single bytes are half of such protocols; they shall not wait for company.
            stream.set_nodelay(true)?;
            device.serve(wrap(Box::new(stream)), LineKind::Network).await?;
        }
    }
}

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::ffi::OsStringExt;
    use std::path::{Path, PathBuf};
    use std::pin::Pin;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::{Context, Poll, ready};
    use std::time::Duration;

    use rustix::io::Errno;
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{OptionalActions, QueueSelector, tcflush, tcgetattr, tcsetattr};
    use tokio::io::unix::AsyncFd;
    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    use super::{BoxStream, LineKind, Simulated};

    /// How often it is looked whether somebody opened a line that was hung up: the system does not tell.
    const LOOK: Duration = Duration::from_millis(20);

    /// A pseudo-terminal behind a link of a name of its own. Behaves like a serial port that can be opened, closed and
    /// opened again; when the scenario drops the line it is unplugged, and comes back as another device under the
    /// same link.
    #[derive(Debug)]
    pub struct Pty {
        link: PathBuf,
        device: PathBuf,
        master: Arc<OwnedFd>,
    }

    impl Pty {
        /// Opens one and puts the link there. A link of that name is replaced; anything else of that name is an error.
        pub fn open(link: &Path) -> io::Result<Self> {
            if fs::symlink_metadata(link).is_ok_and(|found| !found.is_symlink()) {
                let why = format!("{} is there and is no link", link.display());
                return Err(io::Error::new(io::ErrorKind::AlreadyExists, why));
            }
            let (master, device) = raw_pair()?;
            let pty = Self { link: link.to_owned(), device, master: Arc::new(master) };
            pty.point()?;
            Ok(pty)
        }

        /// The link.
        pub fn link(&self) -> &Path {
            &self.link
        }

        /// The device that the link leads to.
        pub fn device(&self) -> &Path {
            &self.device
        }

        /// Renamed into place, so that nobody ever finds no link.
        fn point(&self) -> io::Result<()> {
            let mut name = self.link.file_name().unwrap_or_default().to_owned();
            name.push(".new");
            let fresh = self.link.with_file_name(name);
            match fs::remove_file(&fresh) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            std::os::unix::fs::symlink(&self.device, &fresh)?;
            fs::rename(&fresh, &self.link)
        }

        /// Serves whoever opens the device, one after the other, each wrapped by `wrap`; returns only when something
        /// breaks.
        pub async fn serve(
            mut self,
            device: impl Into<Simulated>,
            wrap: impl Fn(BoxStream) -> BoxStream,
        ) -> io::Result<()> {
            let device = device.into();
            loop {
                let early = opened(&self.master).await?;
                let unplugged = Arc::new(AtomicBool::new(false));
                let line = Line { fd: watched(self.master.clone())?, early, unplugged: unplugged.clone() };
                device.serve(wrap(Box::new(line)), LineKind::Serial).await?;
                if unplugged.load(Ordering::Relaxed) {
                    // The system throws away what was not read yet; the last byte before the cut shall have a chance.
                    tokio::time::sleep(LOOK).await;
                    let (master, device) = raw_pair()?;
                    (self.master, self.device) = (Arc::new(master), device);
                    self.point()?;
                } else {
                    // What the one who left did not read is not for the next one.
                    tcflush(&self.master, QueueSelector::IOFlush)?;
                }
            }
        }
    }

    impl Drop for Pty {
        fn drop(&mut self) {
            if fs::read_link(&self.link).is_ok_and(|target| target == self.device) {
                let _ = fs::remove_file(&self.link);
            }
        }
    }

    fn raw_pair() -> io::Result<(OwnedFd, PathBuf)> {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY)?;
        grantpt(&master)?;
        unlockpt(&master)?;
        let name = ptsname(&master, Vec::new())?;
        let mut mode = tcgetattr(&master)?;
        mode.make_raw();
        tcsetattr(&master, OptionalActions::Now, &mode)?;
        rustix::io::ioctl_fionbio(&master, true)?;
        Ok((master, PathBuf::from(std::ffi::OsString::from_vec(name.into_bytes()))))
    }

    #[expect(
        deprecated,
        reason = "its successor is unsafe; the one reason against it, foreign AsRawFd types, is not ours"
    )]
    fn watched(fd: Arc<OwnedFd>) -> io::Result<AsyncFd<Arc<OwnedFd>>> {
        AsyncFd::new(fd)
    }

    /// Waits until the line is not hung up; returns what came with the opening.
    async fn opened(master: &OwnedFd) -> io::Result<Vec<u8>> {
        loop {
            let mut bytes = [0; 512];
            match rustix::io::read(master, &mut bytes) {
                Ok(len) if len > 0 => return Ok(bytes[..len].to_vec()),
                Err(Errno::AGAIN) => return Ok(Vec::new()),
                Ok(_) | Err(Errno::IO | Errno::INTR) => tokio::time::sleep(LOOK).await,
                Err(error) => return Err(error.into()),
            }
        }
    }

    /// One opening of the line, seen from the device.
    struct Line {
        fd: AsyncFd<Arc<OwnedFd>>,
        early: Vec<u8>,
        unplugged: Arc<AtomicBool>,
    }

    impl AsyncRead for Line {
        fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
            if !self.early.is_empty() {
                let len = self.early.len().min(out.remaining());
                out.put_slice(&self.early[..len]);
                self.early.drain(..len);
                return Poll::Ready(Ok(()));
            }
            loop {
                let mut guard = ready!(self.fd.poll_read_ready(cx))?;
                let mut bytes = [0; 512];
                let room = out.remaining().min(bytes.len());
                let read = guard.try_io(|fd| Ok(rustix::io::read(fd.get_ref(), &mut bytes[..room])?));
                match read {
                    Err(_) => continue,
                    Ok(Ok(len)) => {
                        out.put_slice(&bytes[..len]);
                        return Poll::Ready(Ok(()));
                    }
                    // Nobody has the device open any more.
                    Ok(Err(error)) if error.raw_os_error() == Some(Errno::IO.raw_os_error()) => {
                        return Poll::Ready(Ok(()));
                    }
                    Ok(Err(error)) => return Poll::Ready(Err(error)),
                }
            }
        }
    }

    impl AsyncWrite for Line {
        fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            loop {
                let mut guard = ready!(self.fd.poll_write_ready(cx))?;
                match guard.try_io(|fd| Ok(rustix::io::write(fd.get_ref(), bytes)?)) {
                    Err(_) => continue,
                    Ok(done) => return Poll::Ready(done),
                }
            }
        }

        fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }

        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            self.unplugged.store(true, Ordering::Relaxed);
            Poll::Ready(Ok(()))
        }
    }
}
