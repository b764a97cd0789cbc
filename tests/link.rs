//! Ports of a real kernel (pseudo-terminals, TCP, inotify) and of a made-up sysfs.

#![expect(clippy::unwrap_used, reason = "helpers of tests too")]

use std::path::Path;
use std::time::Duration;

use tillwright::link::fault::Faulty;
use tillwright::link::memory::pair;
use tillwright::link::pace::Paced;
use tillwright::link::ports::{PortInfo, find_in, ports_in};
use tillwright::link::{Fingerprint, LineSettings, LinkError, Opened, Parity, PortSpec, open_port, received};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

const COMMON: LineSettings = LineSettings { baud: 115_200, data_bits: 8, parity: Parity::None, stop_bits: 1 };

async fn open(text: &str) -> Result<Opened, LinkError> {
    let spec: PortSpec = text.parse()?;
    open_port(&spec, COMMON).await
}

#[cfg(target_os = "linux")]
mod serial {
    use super::*;
    use std::fs::{self, File};
    use std::io::{BufRead, BufReader, Read, Write};
    use std::os::fd::OwnedFd;
    use std::process::{Child, Command, Stdio};

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use tillwright::link::holder::holders;
    use tillwright::link::ports::find;
    use tillwright::link::watch::Hotplug;

    /// A pseudo-terminal: its master, and the path of its slave.
    fn pty() -> (File, String) {
        let master: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let path = ptsname(&master, Vec::new()).unwrap().into_string().unwrap();
        (File::from(master), path)
    }

    /// A process that holds a path open, without any lock, until it is dropped.
    struct Holder(Child);

    impl Holder {
        fn of(path: &str) -> Self {
            let script = "exec 3<>\"$0\"; echo held; read forever";
            let mut command = Command::new("sh");
            command.args(["-c", script, path]).stdin(Stdio::piped()).stdout(Stdio::piped());
            let mut child = command.spawn().unwrap();
            let mut line = String::new();
            BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
            assert_eq!(line, "held\n");
            Self(child)
        }
    }

    impl Drop for Holder {
        fn drop(&mut self) {
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    #[tokio::test]
    async fn a_pseudo_terminal_opens_as_a_port_and_carries_every_byte_both_ways() {
        let (mut master, path) = pty();
        let mut opened = open(&format!("{path}@9600,7E2")).await.unwrap();
        assert_eq!(opened.name, format!("{path} (9600,7E2)"));
        assert_eq!(opened.saved, None);
        assert_eq!(opened.fingerprint.place.as_deref(), Some(path.as_str()));
        let all: Vec<u8> = (0..=255).collect();
        master.write_all(&all).unwrap();
        let mut got = vec![0; 256];
        opened.stream.read_exact(&mut got).await.unwrap();
        assert_eq!(got, all);
        opened.stream.write_all(&all).await.unwrap();
        opened.stream.flush().await.unwrap();
        master.read_exact(&mut got).unwrap();
        assert_eq!(got, all);
    }

    #[tokio::test]
    async fn an_unplugged_cable_is_the_end_of_the_stream_and_then_lost() {
        let (master, path) = pty();
        let mut opened = open(&path).await.unwrap();
        let mut byte = [0];
        let reading = opened.stream.read(&mut byte);
        let unplug = async {
            tokio::task::yield_now().await;
            drop(master);
        };
        let (read, ()) = tokio::join!(reading, unplug);
        assert!(matches!(received(&path, read), Err(LinkError::Lost { port, .. }) if port == path));
        let written = opened.stream.write_all(&[1]).await.unwrap_err();
        assert!(written.to_string().contains("unplugged"), "{written}");
    }

    #[tokio::test]
    async fn a_port_that_another_process_holds_is_refused_by_its_name_and_not_touched() {
        let (master, path) = pty();
        let before = rustix::termios::tcgetattr(&master).unwrap();
        let holder = Holder::of(&path);
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("terminal");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        for name in [path.as_str(), link.to_str().unwrap()] {
            match open(&format!("{name}@1200,8N2")).await.unwrap_err() {
                LinkError::Busy { port, holder: named } => {
                    assert_eq!(port, name);
                    assert_eq!(named, format!("sh (process {})", holder.0.id()));
                }
                other => panic!("{other}"),
            }
        }
        let after = rustix::termios::tcgetattr(&master).unwrap();
        assert_eq!(before.output_speed(), after.output_speed());
        assert_eq!(before.local_modes, after.local_modes);
        drop(holder);
        open(&path).await.unwrap();
    }

    #[tokio::test]
    async fn a_port_that_this_program_holds_is_busy_and_free_again_after() {
        let (_master, path) = pty();
        let first = open(&path).await.unwrap();
        assert!(matches!(open(&path).await, Err(LinkError::Busy { .. })));
        drop(first);
        open(&path).await.unwrap();
    }

    #[test]
    fn who_holds_the_other_end_of_a_pseudo_terminal_is_the_device() {
        let Some(python) = ["python3", "python"].iter().find(|name| Command::new(name).arg("-V").output().is_ok())
        else {
            eprintln!("skipped: no python to play a device that keeps both ends open");
            return;
        };
        let script = "import os,pty,sys; m,s=pty.openpty(); print(os.ttyname(s), flush=True); sys.stdin.read()";
        let mut command = Command::new(python);
        let mut device = command.args(["-c", script]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut path = String::new();
        BufReader::new(device.stdout.take().unwrap()).read_line(&mut path).unwrap();
        let path = path.trim();
        assert_eq!(holders(Path::new(path)), None);
        let second = Holder::of(path);
        assert_eq!(holders(Path::new(path)), Some(format!("sh (process {})", second.0.id())));
        device.kill().unwrap();
        device.wait().unwrap();
    }

    #[tokio::test]
    async fn what_is_no_port_is_said_to_be_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("journal.twa");
        fs::write(&file, b"x").unwrap();
        let file = file.to_str().unwrap();
        for (text, what) in [
            ("/dev/ttyNONE7", "there is no port /dev/ttyNONE7"),
            ("COM3", "there is no port COM3"),
            (&format!("{file}/deeper"), "there is no port"),
            (file, "plain file"),
            (folder.path().to_str().unwrap(), "is a folder"),
            ("/dev/null", "no terminal"),
            ("/dev/tty", "screen terminal"),
        ] {
            let error = open(text).await.unwrap_err().to_string();
            assert!(error.contains(what) && error.contains(text), "{text}: {error}");
        }
        assert_eq!(fs::read(file).unwrap(), b"x");
    }

    #[tokio::test]
    async fn a_port_that_is_closed_to_the_user_names_what_would_help() {
        use std::os::unix::fs::PermissionsExt;
        if rustix::process::geteuid().is_root() {
            eprintln!("skipped: everything is open to root");
            return;
        }
        let (_master, path) = pty();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        match open(&path).await.unwrap_err() {
            LinkError::NotPermitted { hint, .. } => assert!(hint.starts_with("; ") && hint.contains("udev"), "{hint}"),
            other => panic!("{other}"),
        }
    }

    #[tokio::test]
    async fn a_port_comes_back_by_its_path_and_its_coming_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("terminal");
        let wanted = Fingerprint { place: Some(link.to_str().unwrap().to_owned()), ..Fingerprint::default() };
        assert_eq!(find(&wanted), None);
        let mut hotplug = Hotplug::at(folder.path()).unwrap();
        hotplug.also(&link).unwrap();
        fs::write(folder.path().join("unrelated"), b"").unwrap();
        let nothing = tokio::time::timeout(Duration::from_millis(20), hotplug.changed()).await;
        assert!(nothing.is_err(), "what is no port is not told");
        let (_master, path) = pty();
        std::os::unix::fs::symlink(&path, &link).unwrap();
        hotplug.changed().await.unwrap();
        assert_eq!(find(&wanted).unwrap().path, link.to_str().unwrap());
        fs::remove_file(&link).unwrap();
        hotplug.changed().await.unwrap();
        assert_eq!(find(&wanted), None);
        fs::create_dir_all(folder.path().join("serial/by-id")).unwrap();
        hotplug.changed().await.unwrap();
        fs::write(folder.path().join("serial/by-id/usb-any"), b"").unwrap();
        hotplug.changed().await.unwrap();
        fs::write(folder.path().join("ttyUSB0"), b"").unwrap();
        // Dropped half-way, the news is not lost.
        let dropped = tokio::time::timeout(Duration::from_millis(20), hotplug.changed()).await;
        assert!(dropped.is_err());
        hotplug.changed().await.unwrap();
    }
}

#[tokio::test]
async fn a_network_port_connects_and_failures_say_which_kind_they_are() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("tcp:{}", listener.local_addr().unwrap());
    let mut opened = open(&address).await.unwrap();
    let (mut server, _) = listener.accept().await.unwrap();
    server.write_all(b"hi").await.unwrap();
    let mut got = [0; 2];
    opened.stream.read_exact(&mut got).await.unwrap();
    assert_eq!((&got, opened.name.as_str()), (b"hi", address.as_str()));
    drop(server);
    let end = opened.stream.read(&mut got).await;
    assert!(matches!(received(&address, end), Err(LinkError::Lost { .. })));
    drop(listener);
    let refused = open(&address).await.unwrap_err();
    assert!(matches!(refused, LinkError::NoSuchPort { .. }) && refused.to_string().contains("refused"), "{refused}");
    let unknown = open("tcp:no-such-host.invalid:4000").await.unwrap_err();
    assert!(unknown.to_string().contains("no-such-host.invalid:4000"), "{unknown}");
}

#[tokio::test]
async fn saved_and_simulated_devices_are_not_lines() {
    for text in ["sim:transbank", "archive:day.twa"] {
        let error = open(text).await.unwrap_err();
        assert!(matches!(&error, LinkError::Bad(why) if why.contains(text)), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn wrappers_go_over_each_other() {
    let (near, mut far) = pair();
    let plan = "rx:flip@1=0xff,rx:delay@2=11s".parse().unwrap();
    let mut line = Faulty::new(Paced::new(near, "300,8N1".parse().unwrap()), plan);
    let begun = tokio::time::Instant::now();
    far.write_all(&[1, 2, 3]).await.unwrap();
    let mut got = [0; 3];
    line.read_exact(&mut got).await.unwrap();
    assert_eq!(got, [1, 0xfd, 3]);
    assert_eq!(begun.elapsed().as_millis(), 11_100);
}

/// A sysfs made of files and links, as the kernel lays it out.
struct Sysfs(tempfile::TempDir);

impl Sysfs {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        for folder in ["sys/class/tty", "dev/serial/by-id"] {
            std::fs::create_dir_all(root.path().join(folder)).unwrap();
        }
        Self(root)
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn link(&self, link: &str, target: &str) {
        let link = self.0.path().join(link);
        std::fs::create_dir_all(link.parent().unwrap()).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(self.0.path().join(target), link).unwrap();
    }

    /// A tty of the class, with its device directory and driver.
    fn tty(&self, name: &str, device: &str, driver: &str) {
        std::fs::create_dir_all(self.0.path().join(device)).unwrap();
        self.link(&format!("{device}/driver"), &format!("sys/bus/drivers/{driver}"));
        self.write(&format!("{device}/tty/{name}/dev"), "188:0\n");
        self.link(&format!("{device}/tty/{name}/device"), device);
        self.link(&format!("sys/class/tty/{name}"), &format!("{device}/tty/{name}"));
        self.write(&format!("dev/{name}"), "");
    }

    fn adapter(&self, folder: &str, usb: (&str, &str), strings: &[(&str, &[u8])]) {
        self.write(&format!("{folder}/idVendor"), format!("{}\n", usb.0));
        self.write(&format!("{folder}/idProduct"), format!("{}\n", usb.1));
        for (name, value) in strings {
            self.write(&format!("{folder}/{name}"), value);
        }
    }

    fn ports(&self) -> Vec<PortInfo> {
        ports_in(self.0.path())
    }
}

#[cfg(unix)]
#[test]
fn every_kind_of_adapter_is_read_from_sysfs() {
    const BUS: &str = "sys/devices/pci0000:00/usb1";
    let sysfs = Sysfs::new();
    // FTDI: a usb-serial port below the interface.
    sysfs.tty("ttyUSB10", &format!("{BUS}/1-2/1-2:1.0/ttyUSB10"), "ftdi_sio");
    let strings: [(&str, &[u8]); 3] =
        [("serial", b"FT4TZ1XQ\n"), ("manufacturer", b"FTDI\n"), ("product", b"USB <-> Serial\n")];
    sysfs.adapter(&format!("{BUS}/1-2"), ("0403", "6001"), &strings);
    sysfs.link("dev/serial/by-id/usb-FTDI_FT4TZ1XQ-if00-port0", "dev/ttyUSB10");
    // CDC-ACM: the interface itself. What it calls itself is an attack on the screen.
    sysfs.tty("ttyACM0", &format!("{BUS}/1-3/1-3.4/1-3.4:1.0"), "cdc_acm");
    let hostile = "evil\u{1b}]0;x\u{7}\u{202e}\nname".as_bytes();
    sysfs.adapter(&format!("{BUS}/1-3/1-3.4"), ("11ca", "0201"), &[("product", hostile), ("serial", b"\xff\xfe\n")]);
    // CH340: no serial number.
    sysfs.tty("ttyUSB9", &format!("{BUS}/1-1/1-1:1.0/ttyUSB9"), "ch341-uart");
    sysfs.adapter(&format!("{BUS}/1-1"), ("1a86", "7523"), &[("product", b"USB2.0-Serial\n")]);
    // Two ports on one interface.
    sysfs.tty("ttyUSB1", &format!("{BUS}/1-5/1-5:1.0/ttyUSB1"), "mxuport");
    sysfs.write(&format!("{BUS}/1-5/1-5:1.0/ttyUSB1/port_number"), "1\n");
    sysfs.adapter(&format!("{BUS}/1-5"), ("110a", "1250"), &[]);
    // Built in: with hardware, with the serial core's devices in between, and without hardware.
    sysfs.tty("ttyS0", "sys/devices/pnp0/00:05/00:05:0/00:05:0.0", "port");
    sysfs.link("sys/devices/pnp0/00:05/driver", "sys/bus/drivers/serial");
    sysfs.write("sys/devices/pnp0/00:05/00:05:0/00:05:0.0/tty/ttyS0/type", "4\n");
    sysfs.tty("ttyS1", "sys/devices/platform/serial8250/serial8250:0/serial8250:0.1", "port");
    sysfs.write("sys/devices/platform/serial8250/serial8250:0/serial8250:0.1/tty/ttyS1/type", "0\n");
    sysfs.tty("ttyS2", "sys/devices/platform/serial8250/serial8250:0/serial8250:0.2", "port");
    // A screen, and a port that went away while we looked.
    sysfs.write("sys/devices/virtual/tty/tty1/dev", "4:1\n");
    sysfs.link("sys/class/tty/tty1", "sys/devices/virtual/tty/tty1");
    sysfs.link("sys/class/tty/ttyUSB3", "sys/devices/gone/tty/ttyUSB3");

    let ports = sysfs.ports();
    let paths: Vec<&str> = ports.iter().map(|port| port.path.as_str()).collect();
    assert_eq!(paths, ["/dev/ttyACM0", "/dev/ttyS0", "/dev/ttyUSB1", "/dev/ttyUSB9", "/dev/ttyUSB10"]);
    let ftdi = &ports[4];
    assert_eq!(ftdi.by_id.as_deref(), Some("/dev/serial/by-id/usb-FTDI_FT4TZ1XQ-if00-port0"));
    assert_eq!(ftdi.usb, Some((0x0403, 0x6001)));
    assert_eq!(ftdi.serial.as_deref(), Some("FT4TZ1XQ"));
    assert_eq!(ftdi.manufacturer.as_deref(), Some("FTDI"));
    assert_eq!(ftdi.product.as_deref(), Some("USB <-> Serial"));
    assert_eq!(ftdi.driver.as_deref(), Some("ftdi_sio"));
    assert_eq!(ftdi.place.as_deref(), Some("1-2:1.0"));
    assert_eq!((ftdi.holder.as_ref(), ftdi.trouble.as_ref()), (None, None));
    let acm = &ports[0];
    assert_eq!(acm.place.as_deref(), Some("1-3.4:1.0"));
    assert_eq!(acm.product.as_deref(), Some("evil?]0;x???name"));
    assert!(acm.serial.as_ref().is_some_and(|serial| !serial.chars().any(char::is_control)));
    assert_eq!((ports[1].driver.as_deref(), ports[1].usb), (Some("serial"), None));
    assert_eq!(ports[1].fingerprint().place.as_deref(), Some("/dev/ttyS0"));
    assert_eq!(ports[2].place.as_deref(), Some("1-5:1.0#1"));
    assert_eq!((ports[3].serial.as_ref(), ports[3].driver.as_deref()), (None, Some("ch341-uart")));
}

#[test]
fn a_machine_without_the_tty_class_has_no_ports() {
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(ports_in(empty.path()), []);
    assert_eq!(ports_in(Path::new("/nowhere/at/all")), []);
}

#[test]
fn an_adapter_is_found_again_only_where_it_can_be_told() {
    let port = |path: &str, serial: Option<&str>, place: &str| PortInfo {
        path: path.to_owned(),
        usb: Some((0x1a86, 0x7523)),
        serial: serial.map(str::to_owned),
        place: Some(place.to_owned()),
        ..PortInfo::default()
    };
    let found = |now: &[PortInfo], was: &PortInfo| find_in(now, &was.fingerprint()).map(|port| port.path.clone());
    let (a, b) = (port("/dev/ttyUSB0", None, "1-1:1.0"), port("/dev/ttyUSB1", None, "1-2:1.0"));
    let moved = |was: &PortInfo, path: &str, place: &str| PortInfo {
        path: path.into(),
        place: Some(place.into()),
        ..was.clone()
    };
    // Same socket, another name.
    assert_eq!(found(&[moved(&a, "/dev/ttyUSB7", "1-1:1.0"), b.clone()], &a).as_deref(), Some("/dev/ttyUSB7"));
    // Gone, and only others of its kind are there.
    assert_eq!(found(std::slice::from_ref(&b), &a), None);
    assert_eq!(found(&[b.clone(), moved(&a, "/dev/ttyUSB2", "1-3:1.0")], &a), None);
    assert_eq!(found(&[], &a), None);
    // With a number of its own it is known anywhere, and by its channel where it has several.
    let own = port("/dev/ttyUSB0", Some("A50285BI"), "1-1:1.0");
    let second = moved(&own, "/dev/ttyUSB1", "1-1:1.1");
    let now = [moved(&second, "/dev/ttyUSB4", "2-6:1.1"), moved(&own, "/dev/ttyUSB5", "2-6:1.0"), b.clone()];
    assert_eq!(found(&now, &own).as_deref(), Some("/dev/ttyUSB5"));
    assert_eq!(found(&now, &second).as_deref(), Some("/dev/ttyUSB4"));
    // Two with the same number: only the place tells.
    let twin = moved(&own, "/dev/ttyUSB8", "1-9:1.0");
    assert_eq!(found(&[twin.clone(), moved(&own, "/dev/ttyUSB9", "1-8:1.0")], &own), None);
    assert_eq!(found(&[twin, own.clone()], &own).as_deref(), Some("/dev/ttyUSB0"));
    // A number that the maker left at its default is no number.
    let common = port("/dev/ttyUSB0", Some("0001"), "1-1:1.0");
    assert_eq!(found(&[moved(&common, "/dev/ttyUSB1", "1-2:1.0")], &common), None);
    // A fingerprint of nothing finds nothing.
    assert_eq!(find_in(&[a], &Fingerprint::default()), None);
}
