//! Hot-plug: says that the ports may have changed, so that who cares looks again.
//!
//! On Linux the system tells (inotify on `/dev`): an idle program uses no time at all. Elsewhere the list of ports is
//! looked at once a second.

#[cfg(target_os = "linux")]
pub use linux::Hotplug;
#[cfg(not(target_os = "linux"))]
pub use polled::Hotplug;

#[cfg(target_os = "linux")]
mod linux {
    use std::io;
    use std::mem::MaybeUninit;
    use std::os::fd::OwnedFd;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
    use rustix::io::Errno;
    use tokio::io::unix::AsyncFd;
    use tokio::time::sleep;

    /// One plug makes a dozen events: the node, its owner, its rights, its links.
    const SETTLE: Duration = Duration::from_millis(250);

    /// Tells when ports come or go.
    pub struct Hotplug {
        inotify: AsyncFd<OwnedFd>,
        /// Folders that are watched, each with the one name that counts there, or with those of serial ports.
        watched: Vec<(i32, Option<String>)>,
        by_id: PathBuf,
        /// Something changed, and nobody was told yet.
        pending: bool,
    }

    impl Hotplug {
        /// Begins to watch `/dev`. Needs a runtime.
        pub fn new() -> io::Result<Self> {
            Self::at(Path::new("/dev"))
        }

        /// As [`Hotplug::new`], for another folder of device nodes.
        pub fn at(dev: &Path) -> io::Result<Self> {
            #[expect(deprecated, reason = "unsound only for types that lie about their descriptor; this one owns it")]
            let inotify = AsyncFd::new(inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC)?)?;
            let mut this = Self { inotify, watched: Vec::new(), by_id: dev.join("serial/by-id"), pending: false };
            this.watch(dev, None)?;
            this.watch_links();
            Ok(this)
        }

        /// Watches one more path, which need not exist yet: the link to a pseudo-terminal. Its folder has to exist.
        pub fn also(&mut self, path: &Path) -> io::Result<()> {
            let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_string_lossy().into_owned();
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
            self.watch(folder, Some(name))
        }

        fn watch(&mut self, folder: &Path, name: Option<String>) -> io::Result<()> {
            let flags = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::ATTRIB | WatchFlags::MOVE;
            let number = inotify::add_watch(self.inotify.get_ref(), folder, flags | WatchFlags::ONLYDIR)?;
            if !self.watched.contains(&(number, name.clone())) {
                self.watched.push((number, name));
            }
            Ok(())
        }

        /// The folder of stable names comes with the first adapter and goes with the last.
        fn watch_links(&mut self) {
            let links = self.by_id.clone();
            if self.watch(&links, Some(String::new())).is_err() {
                // Not there now; the next change of `/dev` asks again.
                self.watched.retain(|(_, name)| name.as_deref() != Some(""));
            }
        }

        /// Returns when ports may have come or gone since the last return, after things have settled. Nothing is
        /// missed when the future is dropped: the next call returns then.
        pub async fn changed(&mut self) -> io::Result<()> {
            while !self.pending {
                let mut ready = self.inotify.readable().await?;
                ready.clear_ready();
                drop(ready);
                self.pending = self.drain()?;
            }
            sleep(SETTLE).await;
            self.drain()?;
            self.watch_links();
            self.pending = false;
            Ok(())
        }

        /// Takes all events that wait; whether one of them counts.
        fn drain(&mut self) -> io::Result<bool> {
            let mut space = [MaybeUninit::uninit(); 4096];
            let mut events = inotify::Reader::new(self.inotify.get_ref(), &mut space);
            let mut counts = false;
            loop {
                match events.next() {
                    Ok(event) if event.events().contains(ReadFlags::QUEUE_OVERFLOW) => counts = true,
                    Ok(event) => {
                        let name = event.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
                        counts |= self.watched.iter().any(|(number, wanted)| {
                            *number == event.wd()
                                && match wanted.as_deref() {
                                    None => is_port(&name),
                                    Some("") => true,
                                    Some(wanted) => name == wanted,
                                }
                        });
                    }
                    Err(Errno::AGAIN) => return Ok(counts),
                    Err(Errno::INTR) => {}
                    Err(error) => return Err(error.into()),
                }
            }
        }
    }

    /// Serial ports and the folder of their stable names; not the screens `tty1` to `tty63`, which change owner at
    /// every log-in.
    fn is_port(name: &str) -> bool {
        name == "serial"
            || name.strip_prefix("tty").is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
    }

    #[cfg(test)]
    mod tests {
        #[test]
        fn screens_are_no_ports() {
            for (name, port) in [
                ("ttyUSB0", true),
                ("ttyACM12", true),
                ("serial", true),
                ("tty", false),
                ("tty1", false),
                ("null", false),
            ] {
                assert_eq!(super::is_port(name), port, "{name}");
            }
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod polled {
    use std::io;
    use std::path::{Path, PathBuf};
    use std::time::Duration;

    use tokio::time::sleep;

    use crate::link::ports::{PortInfo, ports};

    /// Tells when ports come or go.
    pub struct Hotplug {
        known: Vec<PortInfo>,
        also: Vec<(PathBuf, bool)>,
    }

    impl Hotplug {
        /// Begins to watch.
        pub fn new() -> io::Result<Self> {
            Ok(Self { known: ports(), also: Vec::new() })
        }

        /// Watches one more path, which need not exist yet.
        pub fn also(&mut self, path: &Path) -> io::Result<()> {
            self.also.push((path.to_owned(), path.exists()));
            Ok(())
        }

        /// Returns when ports have come or gone since the last return.
        pub async fn changed(&mut self) -> io::Result<()> {
            loop {
                let now = ports();
                let mut changed = now != self.known;
                self.known = now;
                for (path, was) in &mut self.also {
                    let is = path.exists();
                    changed |= is != *was;
                    *was = is;
                }
                if changed {
                    return Ok(());
                }
                sleep(Duration::from_secs(1)).await;
            }
        }
    }
}
