//! The serial ports of this machine, from sysfs: nothing is opened, so nothing is disturbed.
//!
//! Discovery of the serial crate panics where there is no tty class in sysfs, and tells neither driver nor stable name,
//! so on Linux it is done here. Everything an adapter says of itself is made harmless: its strings are anybody's.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Fingerprint, clean, holder};

/// A serial port and what is known of it without opening it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PortInfo {
    /// What to open: `/dev/ttyUSB0`, `COM3`.
    pub path: String,
    /// The name that stays the same, `/dev/serial/by-id/...`, where the system makes one.
    pub by_id: Option<String>,
    /// USB vendor and product.
    pub usb: Option<(u16, u16)>,
    /// Serial number of the adapter, harmless.
    pub serial: Option<String>,
    /// Who made it, harmless.
    pub manufacturer: Option<String>,
    /// What it calls itself, harmless.
    pub product: Option<String>,
    /// Driver of the kernel: `ftdi_sio`, `cdc_acm`.
    pub driver: Option<String>,
    /// Place on the bus: `1-2.3:1.0` is bus 1, port 2, port 3 of the hub there, first interface.
    pub place: Option<String>,
    /// Who else holds it, as in `python3 (process 123)`.
    pub holder: Option<String>,
    /// Why it could not be opened now: held, or closed to this user; and what would help.
    pub trouble: Option<String>,
}

impl PortInfo {
    /// What to look for when it was unplugged. A port that is no USB adapter goes by its path.
    pub fn fingerprint(&self) -> Fingerprint {
        let place = if self.usb.is_some() { self.place.clone() } else { Some(self.path.clone()) };
        Fingerprint { usb: self.usb, serial: self.serial.clone(), place }
    }
}

/// The serial ports of this machine, in the order of their names. Reads many small files, those of all processes
/// among them: some ten milliseconds on a busy machine, so it is no work for a thread that draws.
pub fn ports() -> Vec<PortInfo> {
    if cfg!(target_os = "linux") { ports_in(Path::new("/")) } else { listed_by_the_system() }
}

#[cfg(target_os = "linux")]
fn listed_by_the_system() -> Vec<PortInfo> {
    Vec::new()
}

#[cfg(not(target_os = "linux"))]
fn listed_by_the_system() -> Vec<PortInfo> {
    let text = |text: Option<String>| text.map(|text| clean(&text)).filter(|text| !text.is_empty());
    let port = |port: serialport::SerialPortInfo| match port.port_type {
        serialport::SerialPortType::UsbPort(usb) => PortInfo {
            path: port.port_name,
            usb: Some((usb.vid, usb.pid)),
            serial: text(usb.serial_number),
            manufacturer: text(usb.manufacturer),
            product: text(usb.product),
            ..PortInfo::default()
        },
        _ => PortInfo { path: port.port_name, ..PortInfo::default() },
    };
    serialport::available_ports().unwrap_or_default().into_iter().map(port).collect()
}

/// As [`ports`] on Linux, with `sys` and `dev` looked for under `root`. Nothing there: no ports.
pub fn ports_in(root: &Path) -> Vec<PortInfo> {
    let names = fs::read_dir(root.join("sys/class/tty")).into_iter().flatten().flatten();
    let mut names: Vec<String> = names.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_by_key(|name| natural(name));
    let by_id = by_id(root);
    let mut found: Vec<PortInfo> = names.iter().filter_map(|name| read_port(root, name)).collect();
    let nodes: Vec<PathBuf> = found.iter().map(|port| under(root, &port.path)).collect();
    for ((port, node), holder) in found.iter_mut().zip(&nodes).zip(holder::all_holders(&nodes)) {
        port.by_id =
            by_id.iter().find(|(_, target)| Path::new(&port.path).ends_with(target)).map(|(link, _)| link.clone());
        port.trouble = holder.as_ref().map(|holder| format!("held by {holder}")).or_else(|| closed(node));
        port.holder = holder;
    }
    found
}

fn under(root: &Path, path: &str) -> PathBuf {
    root.join(path.trim_start_matches('/'))
}

/// `ttyUSB10` after `ttyUSB9`.
fn natural(name: &str) -> (String, u64) {
    let word = name.trim_end_matches(|symbol: char| symbol.is_ascii_digit());
    (word.to_owned(), name[word.len()..].parse().unwrap_or(0))
}

/// Links of `/dev/serial/by-id` with the names of the nodes they lead to.
fn by_id(root: &Path) -> Vec<(String, String)> {
    let links = fs::read_dir(root.join("dev/serial/by-id")).into_iter().flatten().flatten();
    let mut links: Vec<_> = links
        .filter_map(|link| {
            let target = fs::read_link(link.path()).ok()?;
            let name = link.file_name().into_string().ok()?;
            let shown = (clean(&name) == name).then(|| format!("/dev/serial/by-id/{name}"))?;
            Some((shown, target.file_name()?.to_str()?.to_owned()))
        })
        .collect();
    links.sort();
    links
}

fn read_port(root: &Path, name: &str) -> Option<PortInfo> {
    let class = root.join("sys/class/tty").join(name);
    // Screens and pseudo-terminals have no device behind them.
    let device = fs::canonicalize(class.join("device")).ok()?;
    if clean(name) != name || ghost(&class, &device) {
        return None;
    }
    let mut port = PortInfo { path: format!("/dev/{name}"), driver: driver(&device), ..PortInfo::default() };
    let Some(adapter) = device.ancestors().find(|folder| folder.join("idVendor").is_file()) else { return Some(port) };
    let hex = |name: &str| u16::from_str_radix(&attribute(adapter, name)?, 16).ok();
    port.usb = hex("idVendor").zip(hex("idProduct"));
    port.serial = attribute(adapter, "serial");
    port.manufacturer = attribute(adapter, "manufacturer");
    port.product = attribute(adapter, "product");
    port.place = place(&device, adapter);
    Some(port)
}

/// The interface below the adapter; an interface with several ports adds the number of the port.
fn place(device: &Path, adapter: &Path) -> Option<String> {
    let interface = device.strip_prefix(adapter).ok()?.components().next()?;
    let interface = clean(interface.as_os_str().to_str()?);
    match attribute(device, "port_number").filter(|number| number != "0") {
        Some(number) => Some(format!("{interface}#{number}")),
        None => Some(interface),
    }
}

/// Names that the driver of built-in ports reserves although there is no hardware (type 0, "unknown"; a type that may
/// not be read counts as none where the driver invented the device itself).
fn ghost(class: &Path, device: &Path) -> bool {
    match attribute(class, "type") {
        Some(kind) => kind == "0",
        None => device.components().any(|part| part.as_os_str() == "serial8250"),
    }
}

/// The driver of the nearest device that has a telling one: newer kernels put two of the serial core's own in between.
fn driver(device: &Path) -> Option<String> {
    let names = device.ancestors().take(4).filter_map(|folder| {
        let link = fs::read_link(folder.join("driver")).ok()?;
        Some(clean(link.file_name()?.to_str()?))
    });
    names.into_iter().find(|name| !matches!(name.as_str(), "port" | "ctrl"))
}

/// A small text file of sysfs, harmless and trimmed; `None` where it is missing, closed or empty.
fn attribute(folder: &Path, name: &str) -> Option<String> {
    let bytes = fs::read(folder.join(name)).ok()?;
    Some(clean(&String::from_utf8_lossy(&bytes))).filter(|text| !text.is_empty())
}

#[cfg(unix)]
fn closed(node: &Path) -> Option<String> {
    use rustix::fs::{Access, access};
    match access(node, Access::READ_OK | Access::WRITE_OK) {
        Ok(()) => None,
        Err(rustix::io::Errno::NOENT) => Some("the system has made no device file for it yet".to_owned()),
        Err(rustix::io::Errno::ACCESS | rustix::io::Errno::PERM) => {
            Some(format!("permission denied{}", super::node::permission_hint(&node.to_string_lossy())))
        }
        Err(error) => Some(error.to_string()),
    }
}

#[cfg(not(unix))]
fn closed(_node: &Path) -> Option<String> {
    None
}

/// Fingerprint of a port that is being opened; one that is not listed (a pseudo-terminal, a link) goes by its path.
pub(super) fn fingerprint_of(path: &str) -> Fingerprint {
    let real = fs::canonicalize(path).unwrap_or_else(|_| PathBuf::from(path));
    match ports().iter().find(|port| Path::new(&port.path) == real || port.path == path) {
        Some(port) if port.usb.is_some() => port.fingerprint(),
        _ => {
            let whole = std::path::absolute(path).map_or_else(|_| path.to_owned(), |path| path.display().to_string());
            Fingerprint { place: Some(whole), ..Fingerprint::default() }
        }
    }
}

/// The port that is now what had this fingerprint, whatever its name; see [`find_in`]. A pseudo-terminal or a
/// built-in port is the same while its path exists.
pub fn find(wanted: &Fingerprint) -> Option<PortInfo> {
    let now = ports();
    if let Some(port) = find_in(&now, wanted) {
        return Some(port.clone());
    }
    let path = wanted.place.as_ref().filter(|place| wanted.usb.is_none() && Path::new(place).is_absolute())?;
    let real = fs::canonicalize(path).ok()?;
    let known = now.into_iter().find(|port| Path::new(&port.path) == real).unwrap_or_default();
    Some(PortInfo { path: path.clone(), ..known })
}

/// The port of `ports` that had this fingerprint, or `None` where there is none or it cannot be told which.
///
/// An adapter with a serial number of its own is known anywhere. One without, or with a number that thousands share
/// (`0001`), is known only in its old place: another of its kind, elsewhere, may have another device behind it. That an
/// adapter is the same does not prove that the device is: who reconnects has to ask it.
pub fn find_in<'a>(ports: &'a [PortInfo], wanted: &Fingerprint) -> Option<&'a PortInfo> {
    let Some(usb) = wanted.usb else {
        return ports.iter().find(|port| port.usb.is_none() && Some(&port.path) == wanted.place.as_ref());
    };
    let alike = ports.iter().filter(|port| port.usb == Some(usb) && port.serial == wanted.serial);
    let alike: Vec<&PortInfo> =
        alike.filter(|port| channel(port.place.as_deref()) == channel(wanted.place.as_deref())).collect();
    let own_number = wanted.serial.as_deref().is_some_and(|serial| !shared(serial));
    match alike.as_slice() {
        // Where the system tells no places, being the only one of its kind has to do.
        &[only] if own_number || wanted.place.is_none() => Some(only),
        alike => alike.iter().copied().find(|port| port.place.is_some() && port.place == wanted.place),
    }
}

/// Which port of an adapter with several: what follows the place of the plug.
fn channel(place: Option<&str>) -> Option<&str> {
    place?.split_once(':').map(|(_, channel)| channel)
}

/// Serial numbers that makers leave at the chip's default.
fn shared(serial: &str) -> bool {
    let mut symbols = serial.chars();
    let first = symbols.next();
    serial.len() < 5 || symbols.all(|symbol| Some(symbol) == first) || "0123456789012345678".contains(serial)
}
