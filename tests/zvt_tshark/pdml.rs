//! Runs tshark and reads its PDML: the packets of a capture, each with the fields of the ZVT dissector in order.

use std::fmt;
use std::process::{Command, Stdio};

use super::capture::PORT;

/// One thing that a dissector says. A BMP with its bytes is called `bmp`; everything else has tshark's name without
/// `zvt.`.
#[derive(Clone, PartialEq, Eq)]
pub struct Field {
    pub name: String,
    pub says: String,
}

impl Field {
    pub fn new(name: &str, says: impl Into<String>) -> Self {
        Self { name: name.to_owned(), says: says.into() }
    }
}

impl fmt::Debug for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}={}", self.name, self.says)
    }
}

/// An APDU of a packet.
pub type Apdu = Vec<Field>;

/// What tshark says of one packet.
#[derive(Debug, Default)]
pub struct Packet {
    /// Its APDUs; none where the dissector says nothing.
    pub apdus: Vec<Apdu>,
    /// tshark found it broken.
    pub malformed: bool,
}

/// The version of tshark; `None` where there is none.
pub fn version() -> Option<String> {
    let output = Command::new("tshark").arg("--version").stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.lines().next().map(str::to_owned).filter(|_| output.status.success())
}

/// What tshark says of a capture, packet by packet.
pub fn dissect(capture: &[u8]) -> Vec<Packet> {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("conversation.pcap");
    std::fs::write(&file, capture).unwrap();
    let output = Command::new("tshark")
        // The settings of a person must not count.
        .env("WIRESHARK_CONFIG_DIR", dir.path())
        .env("HOME", dir.path())
        .args(["-n", "-T", "pdml", "-J", "zvt", "-d", &format!("tcp.port=={PORT},zvt"), "-r"])
        .arg(&file)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    read(&String::from_utf8(output.stdout).unwrap())
}

/// PDML has each tag on a line of its own.
fn read(pdml: &str) -> Vec<Packet> {
    let mut packets = Vec::new();
    let mut inside = false;
    for line in pdml.lines().map(str::trim) {
        if line.starts_with("<packet>") {
            packets.push(Packet::default());
        } else if line.starts_with("<proto ") {
            let name = attribute(line, "name").unwrap();
            inside = name == "zvt";
            last(&mut packets).malformed |= name == "_ws.malformed";
        } else if inside && line.starts_with("<field ") {
            let (name, show) = (attribute(line, "name").unwrap(), attribute(line, "show").unwrap_or_default());
            let value = attribute(line, "value").unwrap_or_default();
            match name.strip_prefix("zvt.") {
                None if show == "ZVT APDU" => last(&mut packets).apdus.push(Vec::new()),
                None if show.starts_with("Bitmap") => apdu(&mut packets).push(Field::new("bmp", value)),
                // Headings, links between packets, and the single bits of what stands before them.
                None | Some("resp_to" | "resp_in" | "bmp") => {}
                Some(name) if name.starts_with("tlv.receipt_info.") => {}
                Some(name) if name.starts_with("tlv.receipt_parameter.") => {}
                Some(name @ ("password" | "data")) => apdu(&mut packets).push(Field::new(name, value)),
                Some(name) => apdu(&mut packets).push(Field::new(name, show)),
            }
        }
    }
    packets
}

fn last(packets: &mut [Packet]) -> &mut Packet {
    packets.last_mut().expect("a packet")
}

fn apdu(packets: &mut [Packet]) -> &mut Apdu {
    last(packets).apdus.last_mut().expect("an APDU")
}

fn attribute(line: &str, name: &str) -> Option<String> {
    let (_, rest) = line.split_once(&format!(" {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    let value = value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    Some(value.replace("&amp;", "&"))
}
