//! Real sockets and pseudo-terminals, so on the real clock; nothing here asserts how long anything takes.

use super::*;
use crate::sim::serve::{self, Tcp};

fn quick() -> Terminal {
    terminal(&format!("{THREE}\n[options]\ngap_ms = 0\n"))
}

async fn say_to(stream: &mut (impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin), data: &str, until: &[u8]) {
    stream.write_all(&frame(data.as_bytes())).await.unwrap();
    let mut heard = Vec::new();
    while !heard.ends_with(until) {
        let byte = tokio::time::timeout(Duration::from_secs(30), stream.read_u8()).await;
        heard.push(byte.unwrap_or_else(|_| panic!("silence after {heard:02x?}")).unwrap());
    }
}

#[tokio::test]
async fn tcp_serves_one_after_the_other_and_the_memory_stays() {
    let terminal = quick();
    let tcp = Tcp::bind("127.0.0.1:0").await.unwrap();
    let address = tcp.address().unwrap();
    let task = tokio::spawn(tcp.serve(terminal.clone(), serve::plain));
    let mut first = tokio::net::TcpStream::connect(address).await.unwrap();
    let mut second = tokio::net::TcpStream::connect(address).await.unwrap();
    say_to(&mut first, "0100", &[6]).await;
    let early = tokio::time::timeout(Duration::from_millis(50), say_to(&mut second, "0100", &[6])).await;
    assert!(early.is_err(), "a terminal has one socket");
    first.write_all(&frame(b"1200|1|")).await.unwrap();
    assert_eq!(first.read_u8().await.unwrap(), 6);
    drop(first);
    assert_eq!(second.read_u8().await.unwrap(), 6);
    drop(second);
    let mut third = tokio::net::TcpStream::connect(address).await.unwrap();
    third.write_all(&frame(b"1200|1|")).await.unwrap();
    let mut answer = [0; 10];
    third.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer[..9], b"\x06\x021210|04");
    task.abort();
}

#[cfg(unix)]
mod pty {
    use super::*;
    use crate::sim::serve::Pty;
    use std::os::unix::fs::OpenOptionsExt;
    use std::path::Path;
    use tokio_serial::SerialPortBuilderExt;

    async fn open(link: &Path) -> tokio_serial::SerialStream {
        let path = link.to_str().unwrap();
        tokio_serial::new(path, 115_200).open_native_async().unwrap()
    }

    #[tokio::test]
    async fn a_pseudo_terminal_can_be_opened_closed_and_opened_again() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("t");
        let terminal = quick();
        let pty = Pty::open(&link).unwrap();
        let task = tokio::spawn(pty.serve(terminal.clone(), serve::plain));
        for _ in 0..5 {
            let mut line = open(&link).await;
            say_to(&mut line, "0100", &[6]).await;
            // The list is left in the middle; the next one is to hear nothing of it.
            say_to(&mut line, "0260|1|", b"|1|\x03").await;
        }
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        assert!(!link.exists(), "the link goes with the terminal");
    }

    #[tokio::test]
    async fn an_unplugged_one_comes_back_under_the_same_link() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("t");
        let terminal = terminal(&format!(
            "{THREE}\n[options]\ngap_ms = 0\n[[on]]\ncommand = \"1200\"\nnth = 1\nthen = \"execute_then_drop_link\"\n"
        ));
        let pty = Pty::open(&link).unwrap();
        let before = std::fs::read_link(&link).unwrap();
        let task = tokio::spawn(pty.serve(terminal.clone(), serve::plain));
        let mut line = open(&link).await;
        line.write_all(&frame(b"1200|1|")).await.unwrap();
        let mut rest = Vec::new();
        // End of file or an error, with the ACK or without, as the system likes; but it ends.
        let _ = line.read_to_end(&mut rest).await;
        assert!(rest.len() <= 1);
        while std::fs::read_link(&link).unwrap() == before {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let mut line = open(&link).await;
        say_to(&mut line, "0100", &[6]).await;
        assert_eq!(terminal.movements().len(), 1);
        task.abort();
    }

    #[tokio::test]
    async fn a_file_in_the_place_of_the_link_is_not_touched() {
        let dir = tempfile::tempdir().unwrap();
        let link = dir.path().join("t");
        std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&link).unwrap();
        assert!(Pty::open(&link).is_err());
        assert!(link.is_file());
    }
}
