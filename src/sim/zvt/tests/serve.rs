//! Real sockets and pseudo-terminals, so on the real clock; nothing here asserts how long anything takes.

use tokio::net::TcpStream;

use super::*;
use crate::sim::serve::{self, Tcp};

fn quick() -> Terminal {
    terminal(&format!("options.gap_ms = 0\n{THREE}"))
}

async fn heard(stream: &mut (impl tokio::io::AsyncRead + Unpin), expected: &[u8]) {
    let mut bytes = vec![0; expected.len()];
    let read = tokio::time::timeout(Duration::from_secs(30), stream.read_exact(&mut bytes)).await;
    read.expect("silence").unwrap();
    assert_eq!(bytes, expected);
}

#[tokio::test]
async fn tcp_speaks_bare_apdus_to_one_after_the_other() {
    let terminal = quick();
    let tcp = Tcp::bind("127.0.0.1:0").await.unwrap();
    let address = tcp.address().unwrap();
    let task = tokio::spawn(tcp.serve(terminal.clone(), serve::plain));
    let mut first = TcpStream::connect(address).await.unwrap();
    first.write_all(&hex::decode("050105000000").unwrap()).await.unwrap();
    first.write_all(&[0x03, 0x02]).await.unwrap();
    heard(&mut first, &[0x80, 0, 0, 0x06, 0x0F, 0x01, 0x00]).await;
    drop(first);
    let mut second = TcpStream::connect(address).await.unwrap();
    // Two APDUs in one piece: the answer to the one before and the next command.
    second.write_all(&hex::decode("80000006b000").unwrap()).await.unwrap();
    heard(&mut second, &[0x80, 0, 0]).await;
    task.abort();
}

/// A block up to its CRC.
#[cfg(unix)]
async fn one_block(line: &mut (impl tokio::io::AsyncRead + Unpin)) -> Vec<u8> {
    heard(line, &[0x10, 0x02, 0x04, 0x0F]).await;
    let mut block = Vec::new();
    while !block.ends_with(&[0x10, 0x03]) {
        block.push(line.read_u8().await.unwrap());
    }
    line.read_u16().await.unwrap();
    block
}

#[cfg(unix)]
#[tokio::test]
async fn a_pseudo_terminal_speaks_blocks_and_can_be_opened_again_in_the_middle() {
    use tokio_serial::SerialPortBuilderExt;

    let home = tempfile::tempdir().unwrap();
    let link = home.path().join("t");
    let terminal = quick();
    let pty = serve::Pty::open(&link).unwrap();
    let task = tokio::spawn(pty.serve(terminal.clone(), serve::plain));
    let open = || tokio_serial::new(link.to_str().unwrap(), 9_600).open_native_async().unwrap();
    let block = |hex: &str| crate::protocol::zvt::frame(Wire::Serial, &hex::decode(hex.replace(' ', "")).unwrap());
    let accepted = block("80 00 00");
    let mut line = open();
    line.write_all(&block(REVERSE)).await.unwrap();
    heard(&mut line, &[&[0x06], &accepted[..]].concat()).await;
    line.write_all(&[0x06]).await.unwrap();
    // The cable is out before the result is taken, and back in time.
    let first = one_block(&mut line).await;
    drop(line);
    let mut line = open();
    assert_eq!(one_block(&mut line).await, first);
    line.write_all(&[&[0x06], &accepted[..]].concat()).await.unwrap();
    heard(&mut line, &[&[0x06], &block("06 0f 00")[..]].concat()).await;
    line.write_all(&[&[0x06], &accepted[..]].concat()).await.unwrap();
    heard(&mut line, &[0x06]).await;
    assert_eq!(terminal.movements().len(), 1);
    task.abort();
}
