//! A conversation as a capture file: classic pcap, Ethernet, IPv4, TCP, with nothing in it that changes from run to run.

/// Port of the terminal.
pub const PORT: u16 = 20007;

const ECR_PORT: u16 = 40000;
/// Most bytes of one segment: an IPv4 packet has 65535, its headers 40.
const MOST: usize = 65_000;
/// Link type of the capture file.
const ETHERNET: u32 = 1;

/// Who sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Ecr,
    Terminal,
}

/// The file; each piece of bytes is one segment, one second after the one before.
pub fn pcap<'a>(segments: impl IntoIterator<Item = (Side, &'a [u8])>) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend(0xA1B2_C3D4_u32.to_le_bytes());
    file.extend([2, 0, 4, 0]);
    file.extend([0; 8]);
    file.extend(65_535_u32.to_le_bytes());
    file.extend(ETHERNET.to_le_bytes());
    let (mut ecr, mut terminal) = (1, 1);
    for (second, (side, bytes)) in (0_u32..).zip(segments) {
        assert!(bytes.len() <= MOST, "{} bytes in one segment", bytes.len());
        let length = u32::try_from(bytes.len()).unwrap();
        let packet = match side {
            Side::Ecr => packet(side, ecr, terminal, bytes),
            Side::Terminal => packet(side, terminal, ecr, bytes),
        };
        *if side == Side::Ecr { &mut ecr } else { &mut terminal } += length;
        let length = u32::try_from(packet.len()).unwrap();
        for number in [second, 0, length, length] {
            file.extend(number.to_le_bytes());
        }
        file.extend(packet);
    }
    file
}

/// Frame, packet and segment. The checksums are left zero: nobody asks for them.
fn packet(side: Side, sequence: u32, acknowledged: u32, bytes: &[u8]) -> Vec<u8> {
    let ((source, from), (target, to)) = match side {
        Side::Ecr => ((1, ECR_PORT), (2, PORT)),
        Side::Terminal => ((2, PORT), (1, ECR_PORT)),
    };
    let mut packet = Vec::new();
    packet.extend([2, 0, 0, 0, 0, target]);
    packet.extend([2, 0, 0, 0, 0, source]);
    packet.extend([8, 0]);
    packet.extend([0x45, 0]);
    packet.extend(u16::try_from(bytes.len() + 40).unwrap().to_be_bytes());
    packet.extend([0, 0, 0x40, 0, 64, 6, 0, 0]);
    packet.extend([10, 0, 0, source]);
    packet.extend([10, 0, 0, target]);
    packet.extend(from.to_be_bytes());
    packet.extend(to.to_be_bytes());
    packet.extend(sequence.to_be_bytes());
    packet.extend(acknowledged.to_be_bytes());
    // 20 bytes of header, PSH and ACK, the whole window.
    packet.extend([0x50, 0x18, 0xFF, 0xFF, 0, 0, 0, 0]);
    packet.extend(bytes);
    packet
}
