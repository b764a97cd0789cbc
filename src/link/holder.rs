//! Which processes hold a port open, read from `/proc`. A lock alone does not tell: a till that opened the port without
//! one would not be noticed, and would lose half of its answers to us.

use std::path::{Path, PathBuf};

/// Processes other than this one that hold `port` (a path, symbolic links followed), as people read them: `python3
/// (process 123), sh (process 120)`. `None` where none was seen; without the rights of an administrator those of other
/// users cannot be seen, except where they left a lock file.
///
/// Whoever holds the other end of a pseudo-terminal is the device, not a second user of the port.
pub fn holders(port: &Path) -> Option<String> {
    all_holders(std::slice::from_ref(&port.to_owned())).pop().flatten()
}

#[cfg(not(target_os = "linux"))]
pub(super) fn all_holders(ports: &[PathBuf]) -> Vec<Option<String>> {
    vec![None; ports.len()]
}

/// As [`holders`], for many ports in one walk through the processes, in the order of `ports`.
#[cfg(target_os = "linux")]
pub(super) fn all_holders(ports: &[PathBuf]) -> Vec<Option<String>> {
    linux::all_holders(ports)
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs;
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    use std::path::{Path, PathBuf};

    use rustix::fs::{major, minor};

    use crate::link::clean;

    /// Major number of the slave ends of pseudo-terminals (Linux, admin-guide/devices.txt).
    const PTY_SLAVE: u32 = 136;

    /// What makes a port the same under any name.
    struct Port {
        rdev: u64,
        /// File system of the node; a container has pseudo-terminals of its own with the same numbers.
        dev: u64,
        name: String,
    }

    impl Port {
        fn of(path: &Path) -> Option<Self> {
            let path = fs::canonicalize(path).ok()?;
            let meta = fs::metadata(&path).ok().filter(|meta| meta.file_type().is_char_device())?;
            let name = path.file_name()?.to_string_lossy().into_owned();
            Some(Self { rdev: meta.rdev(), dev: meta.dev(), name })
        }

        fn pty(&self) -> Option<u32> {
            (major(self.rdev) == PTY_SLAVE).then(|| minor(self.rdev))
        }

        fn is(&self, other: &fs::Metadata) -> bool {
            other.rdev() == self.rdev && (self.pty().is_none() || other.dev() == self.dev)
        }
    }

    pub(super) fn all_holders(paths: &[PathBuf]) -> Vec<Option<String>> {
        let ports: Vec<Option<Port>> = paths.iter().map(|path| Port::of(path)).collect();
        let mut found: Vec<Vec<u32>> =
            ports.iter().map(|port| port.as_ref().and_then(locked_by).into_iter().collect()).collect();
        if ports.iter().any(Option::is_some) {
            for pid in others() {
                let held = Held::by(pid);
                for (port, pids) in ports.iter().zip(&mut found) {
                    if port.as_ref().is_some_and(|port| held.holds(port)) && !pids.contains(&pid) {
                        pids.push(pid);
                    }
                }
            }
        }
        let name = |pids: Vec<u32>| {
            let names: Vec<String> = pids.into_iter().map(|pid| format!("{} (process {pid})", command(pid))).collect();
            (!names.is_empty()).then(|| names.join(", "))
        };
        found.into_iter().map(name).collect()
    }

    fn others() -> impl Iterator<Item = u32> {
        let own = std::process::id();
        let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
        entries.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).filter(move |&pid| pid != own)
    }

    /// The terminals that a process holds, and the pseudo-terminals whose other end it is.
    #[derive(Default)]
    struct Held {
        terminals: Vec<fs::Metadata>,
        masters: Vec<u32>,
    }

    impl Held {
        fn by(pid: u32) -> Self {
            let mut held = Self::default();
            // Descriptors of another user's process are not readable: it then counts as holding nothing.
            for entry in fs::read_dir(format!("/proc/{pid}/fd")).into_iter().flatten().flatten() {
                let target = fs::read_link(entry.path()).unwrap_or_default();
                let target = target.to_string_lossy();
                if target.ends_with("/ptmx") {
                    held.masters.extend(index(pid, &entry.file_name().to_string_lossy()));
                } else if target.contains("/dev/") || target.contains("/pts/") {
                    // Only devices are asked for more: this must not wait for a network disk that is gone.
                    held.terminals
                        .extend(fs::metadata(entry.path()).ok().filter(|meta| meta.file_type().is_char_device()));
                }
            }
            held
        }

        fn holds(&self, port: &Port) -> bool {
            let other_end = port.pty().is_some_and(|number| self.masters.contains(&number));
            !other_end && self.terminals.iter().any(|meta| port.is(meta))
        }
    }

    /// Number of the pseudo-terminal whose master a descriptor is (since Linux 4.14).
    fn index(pid: u32, fd: &str) -> Option<u32> {
        let info = fs::read_to_string(format!("/proc/{pid}/fdinfo/{fd}")).ok()?;
        info.lines().find_map(|line| line.strip_prefix("tty-index:"))?.trim().parse().ok()
    }

    fn command(pid: u32) -> String {
        let name = fs::read(format!("/proc/{pid}/comm")).unwrap_or_default();
        Some(clean(&String::from_utf8_lossy(&name)))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| "unknown".to_owned())
    }

    /// Owner of the lock file that programs of the old school leave (Filesystem Hierarchy Standard 5.9), if it still runs.
    /// It names processes of other users too.
    fn locked_by(port: &Port) -> Option<u32> {
        let text = ["/run/lock", "/var/lock"]
            .iter()
            .find_map(|folder| fs::read_to_string(format!("{folder}/LCK..{}", port.name)).ok())?;
        let pid: u32 = text.split_whitespace().next()?.parse().ok()?;
        (pid != std::process::id() && Path::new(&format!("/proc/{pid}")).exists()).then_some(pid)
    }
}
