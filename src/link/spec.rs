//! Ports and line settings as people write them: `/dev/ttyUSB0@9600,8N2`, `COM3`, `tcp:HOST:PORT`, `archive:FILE`,
//! `sim:FAMILY`. What `Display` writes, `FromStr` reads back as the same value.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::{LineSettings, LinkError, Parity, PortSpec};

/// Slowest and fastest speeds that any serial hardware has. Outside of these a digit slipped.
const BAUD: std::ops::RangeInclusive<u32> = 50..=12_000_000;

/// What a person who gave only a speed gets for the rest.
const COMMON: (u8, Parity, u8) = (8, Parity::None, 1);

fn bad(what: impl Into<String>) -> LinkError {
    LinkError::Bad(what.into())
}

impl LineSettings {
    /// Bits that one character takes on the wire: start, data, parity and stop bits.
    pub fn bits_per_char(self) -> u32 {
        1 + u32::from(self.data_bits) + u32::from(self.parity != Parity::None) + u32::from(self.stop_bits)
    }

    /// Refuses what no line can do; the values may come from a file as well as from the command line.
    pub fn checked(self) -> Result<Self, LinkError> {
        if !BAUD.contains(&self.baud) {
            return Err(bad(format!(
                "{} is no possible speed; {} to {} baud are, for example 115200",
                self.baud,
                BAUD.start(),
                BAUD.end()
            )));
        }
        if !(5..=8).contains(&self.data_bits) {
            return Err(bad(format!("{} data bits are not possible; 5 to 8 are, for example 8N1", self.data_bits)));
        }
        if !(1..=2).contains(&self.stop_bits) {
            return Err(bad(format!("{} stop bits are not possible; 1 or 2 are, for example 8N1", self.stop_bits)));
        }
        Ok(self)
    }
}

impl fmt::Display for LineSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parity = match self.parity {
            Parity::None => 'N',
            Parity::Even => 'E',
            Parity::Odd => 'O',
        };
        write!(out, "{},{}{parity}{}", self.baud, self.data_bits, self.stop_bits)
    }
}

impl FromStr for LineSettings {
    type Err = LinkError;

    /// `115200,8N1`; the part after the comma may be left out and is then `8N1`.
    fn from_str(text: &str) -> Result<Self, LinkError> {
        let (speed, frame) = match text.split_once(',') {
            Some((speed, frame)) => (speed, Some(frame)),
            None => (text, None),
        };
        if speed.is_empty() || !speed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad(format!("`{}` is no speed; write for example 115200,8N1", speed.escape_debug())));
        }
        let baud = speed.parse().map_err(|_| bad(format!("{speed} baud is too fast for any line; try 115200,8N1")))?;
        let (data_bits, parity, stop_bits) = frame.map_or(Ok(COMMON), parse_frame)?;
        LineSettings { baud, data_bits, parity, stop_bits }.checked()
    }
}

fn parse_frame(text: &str) -> Result<(u8, Parity, u8), LinkError> {
    let wrong = || {
        bad(format!(
            "`{}` is no character format; write data bits, parity N, E or O, and stop bits, for example 8N1 or 7E2",
            text.escape_debug()
        ))
    };
    let symbols: Vec<char> = text.chars().collect();
    let &[data, parity, stop] = symbols.as_slice() else { return Err(wrong()) };
    let parity = match parity.to_ascii_uppercase() {
        'N' => Parity::None,
        'E' => Parity::Even,
        'O' => Parity::Odd,
        _ => return Err(wrong()),
    };
    let digit = |symbol: char| symbol.to_digit(10).and_then(|value| u8::try_from(value).ok()).ok_or_else(wrong);
    Ok((digit(data)?, parity, digit(stop)?))
}

impl fmt::Display for PortSpec {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PortSpec::Serial { path, settings: None } => out.write_str(path),
            PortSpec::Serial { path, settings: Some(settings) } => write!(out, "{path}@{settings}"),
            PortSpec::Tcp { host, port } if host.contains(':') => write!(out, "tcp:[{host}]:{port}"),
            PortSpec::Tcp { host, port } => write!(out, "tcp:{host}:{port}"),
            PortSpec::Archive(file) => write!(out, "archive:{}", file.display()),
            PortSpec::Sim(text) => write!(out, "sim:{text}"),
        }
    }
}

impl FromStr for PortSpec {
    type Err = LinkError;

    fn from_str(text: &str) -> Result<Self, LinkError> {
        if text.chars().any(char::is_control) {
            return Err(bad(format!(
                "a port has no control characters in it: `{}`; write for example /dev/ttyUSB0",
                text.escape_debug()
            )));
        }
        if let Some(rest) = text.strip_prefix("tcp:") {
            return parse_tcp(rest);
        }
        if let Some(rest) = text.strip_prefix("archive:") {
            return match rest {
                "" => Err(bad("archive: wants a file, for example archive:day.twa")),
                file => Ok(PortSpec::Archive(PathBuf::from(file))),
            };
        }
        if let Some(rest) = text.strip_prefix("sim:") {
            return match rest {
                "" => Err(bad("sim: wants a family, for example sim:transbank")),
                family => Ok(PortSpec::Sim(family.to_owned())),
            };
        }
        parse_serial(text)
    }
}

fn parse_serial(text: &str) -> Result<PortSpec, LinkError> {
    let (path, settings) = match text.rsplit_once('@') {
        // An `@` inside a directory name belongs to the path: settings never hold a slash.
        Some((path, settings)) if !settings.contains('/') => (path, Some(settings.parse()?)),
        _ => (text, None),
    };
    if path.trim().is_empty() {
        return Err(bad("a port is missing; write for example /dev/ttyUSB0, COM3 or tcp:192.168.1.20:4000"));
    }
    if let Some((scheme, _)) = path.split_once(':').filter(|_| !path.contains('/') && !path.contains('\\')) {
        return Err(bad(format!(
            "`{scheme}:` is no kind of port; there are tcp:HOST:PORT, archive:FILE, sim:FAMILY and plain names such as \
             /dev/ttyUSB0"
        )));
    }
    Ok(PortSpec::Serial { path: path.to_owned(), settings })
}

fn parse_tcp(rest: &str) -> Result<PortSpec, LinkError> {
    const EXAMPLE: &str = "write for example tcp:192.168.1.20:4000 or tcp:[fe80::1]:4000";
    let (host, port) = match rest.strip_prefix('[') {
        Some(inside) => {
            let (host, port) =
                inside.split_once("]:").ok_or_else(|| bad(format!("`tcp:{rest}` has no `]:PORT`; {EXAMPLE}")))?;
            if host.parse::<std::net::Ipv6Addr>().is_err() && !host.contains('%') {
                return Err(bad(format!("`{host}` is no IPv6 address; {EXAMPLE}")));
            }
            (host, port)
        }
        None => rest.rsplit_once(':').ok_or_else(|| bad(format!("`tcp:{rest}` has no port number; {EXAMPLE}")))?,
    };
    if host.is_empty() || host.contains(['[', ']', '@', '/', ' ']) {
        return Err(bad(format!("`tcp:{rest}` names no host; {EXAMPLE}")));
    }
    if !rest.starts_with('[') && host.contains(':') {
        return Err(bad(format!("an IPv6 address goes into brackets; {EXAMPLE}")));
    }
    let number = Some(port).filter(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    match number.and_then(|port| port.parse::<u16>().ok()) {
        None | Some(0) => Err(bad(format!("`{port}` is no port number (1 to 65535); {EXAMPLE}"))),
        Some(port) => Ok(PortSpec::Tcp { host: host.to_owned(), port }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spec(text: &str) -> PortSpec {
        text.parse().unwrap()
    }

    #[test]
    fn every_kind_of_port_is_read() {
        let settings = |text: &str| Some(text.parse::<LineSettings>().unwrap());
        assert_eq!(spec("/dev/ttyUSB0"), PortSpec::Serial { path: "/dev/ttyUSB0".into(), settings: None });
        assert_eq!(
            spec("/dev/ttyUSB0@9600,8N2"),
            PortSpec::Serial { path: "/dev/ttyUSB0".into(), settings: settings("9600,8N2") }
        );
        assert_eq!(spec("COM3@9600"), PortSpec::Serial { path: "COM3".into(), settings: settings("9600,8N1") });
        assert_eq!(spec("/tmp/a@b/pty"), PortSpec::Serial { path: "/tmp/a@b/pty".into(), settings: None });
        assert_eq!(spec(r"\\.\COM12"), PortSpec::Serial { path: r"\\.\COM12".into(), settings: None });
        assert_eq!(spec("tcp:till.local:4000"), PortSpec::Tcp { host: "till.local".into(), port: 4000 });
        assert_eq!(spec("tcp:[fe80::1]:4000"), PortSpec::Tcp { host: "fe80::1".into(), port: 4000 });
        assert_eq!(spec("archive:a:b@c.twa"), PortSpec::Archive("a:b@c.twa".into()));
        assert_eq!(spec("sim:transbank?seed=7&pace=9600"), PortSpec::Sim("transbank?seed=7&pace=9600".into()));
    }

    #[test]
    fn what_is_wrong_is_said_with_an_example() {
        for (text, what) in [
            ("", "/dev/ttyUSB0"),
            ("@9600", "/dev/ttyUSB0"),
            ("/dev/ttyUSB0@", "115200,8N1"),
            ("/dev/ttyUSB0@fast", "`fast` is no speed"),
            ("/dev/ttyUSB0@9600,8X1", "8N1 or 7E2"),
            ("/dev/ttyUSB0@9600,9N1", "9 data bits"),
            ("/dev/ttyUSB0@9600,8N3", "3 stop bits"),
            ("/dev/ttyUSB0@1,8N1", "1 is no possible speed"),
            ("/dev/ttyUSB0@99999999999", "too fast"),
            ("tcp:host", "no port number"),
            ("tcp:host:0", "1 to 65535"),
            ("tcp:host:99999", "1 to 65535"),
            ("tcp:fe80::1:4000", "brackets"),
            ("tcp:[zz]:1", "no IPv6 address"),
            ("tcp::80", "names no host"),
            ("archive:", "archive:day.twa"),
            ("sim:", "sim:transbank"),
            ("udp:host:1", "`udp:` is no kind of port"),
            ("/dev/tty\u{1b}[2J", "\\u{1b}"),
        ] {
            let error = text.parse::<PortSpec>().unwrap_err().to_string();
            assert!(error.contains(what), "{text:?}: {error}");
            assert!(!error.chars().any(char::is_control), "{error:?}");
        }
    }

    #[test]
    fn a_character_takes_its_start_and_stop_bits_too() {
        for (text, bits) in [("9600,8N1", 10), ("9600,8N2", 11), ("9600,7E1", 10), ("9600,5O2", 9)] {
            assert_eq!(text.parse::<LineSettings>().unwrap().bits_per_char(), bits, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused_and_written_as_it_was_meant(text in "\\PC*") {
            if let Ok(spec) = text.parse::<PortSpec>() {
                prop_assert_eq!(spec.to_string().parse::<PortSpec>().unwrap(), spec);
            }
        }

        #[test]
        fn likely_text_comes_back_as_the_same_value(
            text in "(/dev/tty[A-Z@]{1,4}|COM[0-9]|tcp:[a-z.:\\[\\]]{1,9}|sim:[a-z@?]*|archive:[a-z/@:]*)(:[0-9]{1,6})?(@[0-9]{1,8}(,[0-9][NEOnx][0-9])?)?"
        ) {
            if let Ok(spec) = text.parse::<PortSpec>() {
                prop_assert_eq!(spec.to_string().parse::<PortSpec>().unwrap(), spec);
            }
        }

        #[test]
        fn settings_come_back(baud in 50u32..=12_000_000, data_bits in 5u8..=8, stop_bits in 1u8..=2, parity in 0..3) {
            let parity = [Parity::None, Parity::Even, Parity::Odd][parity as usize];
            let settings = LineSettings { baud, data_bits, parity, stop_bits };
            prop_assert_eq!(settings.to_string().parse::<LineSettings>().unwrap(), settings);
        }
    }
}
