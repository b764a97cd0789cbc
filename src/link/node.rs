//! What a port's name stands for, found out before it is opened; and who may open it.

use super::LinkError;

/// Whether there is real hardware with line settings behind `port` (a pseudo-terminal has none). What cannot be a
/// serial port, or is held by another process, is refused without being touched.
#[cfg(not(unix))]
pub(super) fn before(_port: &str) -> Result<bool, LinkError> {
    Ok(true)
}

/// What would help where the right to open `port` is missing; begins with `; `, or is empty.
#[cfg(not(unix))]
pub(super) fn permission_hint(_port: &str) -> String {
    "; another program may hold it".to_owned()
}

#[cfg(unix)]
pub(super) use unix::{before, permission_hint};

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::os::unix::fs::{FileTypeExt, MetadataExt};

    use super::LinkError;
    use crate::link::{clean, holder};

    /// Whether there is real hardware with line settings behind `port` (a pseudo-terminal has none). What cannot be a
    /// serial port, or is held by another process, is refused without being touched.
    pub(in crate::link) fn before(port: &str) -> Result<bool, LinkError> {
        let meta = fs::metadata(port).map_err(|error| explain(port, error))?;
        let kind = meta.file_type();
        if !kind.is_char_device() {
            let what = if kind.is_dir() {
                "is a folder"
            } else if kind.is_file() {
                "is a plain file (a saved device is written archive:FILE)"
            } else {
                "is no device"
            };
            return Err(no_serial_port(port, what));
        }
        let real = match role_of(&meta).as_ref().map(Option::as_deref) {
            Some(None) => return Err(no_serial_port(port, "is a device, but no terminal")),
            Some(Some("pty:slave")) => false,
            Some(Some(role)) if role.starts_with("console") || role.starts_with("system:") || role == "pty:master" => {
                return Err(no_serial_port(port, "is a screen terminal"));
            }
            _ => true,
        };
        match holder::holders(port.as_ref()) {
            Some(holder) => Err(LinkError::Busy { port: port.to_owned(), holder }),
            None => Ok(real),
        }
    }

    fn no_serial_port(port: &str, what: &str) -> LinkError {
        LinkError::Bad(format!("{port} {what}, no serial port; `tillwright ports` lists those of this machine"))
    }

    fn explain(port: &str, error: io::Error) -> LinkError {
        let port = port.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => LinkError::NoSuchPort { port },
            io::ErrorKind::PermissionDenied => {
                LinkError::NotPermitted { port, hint: "; a folder on the way to it is closed to you".to_owned() }
            }
            _ => LinkError::Io { port, source: error },
        }
    }

    /// What kind of terminal a device is: `None` where that cannot be found out, `Some(None)` where it is none.
    #[cfg(not(target_os = "linux"))]
    fn role_of(_meta: &fs::Metadata) -> Option<Option<String>> {
        None
    }

    /// What kind of terminal a device is: `None` where that cannot be found out, `Some(None)` where it is none.
    #[cfg(target_os = "linux")]
    fn role_of(meta: &fs::Metadata) -> Option<Option<String>> {
        let drivers = fs::read_to_string("/proc/tty/drivers").ok()?;
        Some(role(&drivers, rustix::fs::major(meta.rdev()), rustix::fs::minor(meta.rdev())))
    }

    /// The type of the driver that serves a device number, from the lines of `/proc/tty/drivers`: name, node, major,
    /// range of minors, type.
    #[cfg(any(test, target_os = "linux"))]
    fn role(drivers: &str, major: u32, minor: u32) -> Option<String> {
        drivers.lines().find_map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let &[.., number, range, role] = words.as_slice() else { return None };
            let (first, last) = range.split_once('-').unwrap_or((range, range));
            let fits = number.parse() == Ok(major) && (first.parse().ok()?..=last.parse().ok()?).contains(&minor);
            fits.then(|| role.to_owned())
        })
    }

    /// What would help where the right to open `port` is missing; begins with `; `, or is empty.
    pub(in crate::link) fn permission_hint(port: &str) -> String {
        let Ok(meta) = fs::metadata(port) else { return String::new() };
        let groups = fs::read_to_string("/etc/group").unwrap_or_default();
        let user = std::env::var("USER").unwrap_or_default();
        hint(meta.mode(), meta.gid(), &groups, &user)
    }

    fn hint(mode: u32, gid: u32, groups: &str, user: &str) -> String {
        const RULE: &str = "install the udev rule 69-tillwright.rules and plug the adapter in again";
        const GROUP_MAY: u32 = 0o060;
        if mode & GROUP_MAY != GROUP_MAY {
            return format!("; only an administrator may open it: {RULE}");
        }
        let found = groups.lines().find_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            let &[name, _, number, members] = fields.as_slice() else { return None };
            (number.parse() == Ok(gid)).then(|| (clean(name), members.split(',').any(|member| member == user)))
        });
        match found {
            Some((group, true)) if !user.is_empty() => {
                format!("; you are in its group {group}, but were not when you logged in: log out and in again")
            }
            Some((group, _)) => format!(
                "; it belongs to the group {group}: run `sudo usermod -aG {group} $USER`, then log out and in again; or \
                 {RULE}"
            ),
            None => format!("; it belongs to the group {gid}, which has no name here: {RULE}"),
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        const GROUPS: &str = "root:x:0:\ndialout:x:20:ana,bea\n\nbroken\n";

        #[test]
        fn the_hint_names_the_group_or_why_it_is_no_use() {
            assert!(hint(0o20660, 20, GROUPS, "eva").contains("sudo usermod -aG dialout $USER"));
            assert!(hint(0o20660, 20, GROUPS, "ana").contains("log out and in again"));
            assert!(!hint(0o20660, 20, GROUPS, "ana").contains("usermod"));
            assert!(hint(0o20600, 20, GROUPS, "eva").contains("69-tillwright.rules"));
            assert!(hint(0o20660, 99, GROUPS, "eva").contains("group 99"));
        }

        #[test]
        fn a_driver_is_found_by_its_numbers() {
            let drivers = "/dev/tty             /dev/tty        5       0 system:/dev/tty\n\
                           usbserial            /dev/ttyUSB   188 0-511 serial\n\
                           pty_slave            /dev/pts      136 0-1048575 pty:slave\n";
            assert_eq!(role(drivers, 188, 3).as_deref(), Some("serial"));
            assert_eq!(role(drivers, 136, 70_000).as_deref(), Some("pty:slave"));
            assert_eq!(role(drivers, 188, 512), None);
            assert_eq!(role(drivers, 5, 0).as_deref(), Some("system:/dev/tty"));
        }
    }
}
