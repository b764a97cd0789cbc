//! A network connection that remembers what went over it.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Ecr,
    Terminal,
}

pub struct Line {
    inner: TcpStream,
    heard: Vec<(Side, Vec<u8>)>,
}

impl Line {
    pub fn new(inner: TcpStream) -> Self {
        Self { inner, heard: Vec::new() }
    }

    /// Every APDU that went over it, each with its sender, in the order of each side.
    pub fn apdus(&self) -> Vec<(Side, Vec<u8>)> {
        let of = |side: Side| {
            let bytes: Vec<u8> =
                self.heard.iter().filter(|(from, _)| *from == side).flat_map(|(_, b)| b.clone()).collect();
            cut(&bytes).into_iter().map(move |apdu| (side, apdu))
        };
        of(Side::Ecr).chain(of(Side::Terminal)).collect()
    }
}

fn cut(mut bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut apdus = Vec::new();
    while let [_, _, len, rest @ ..] = bytes {
        let size = match (len, rest) {
            (0xFF, [low, high, ..]) => 5 + usize::from(u16::from_le_bytes([*low, *high])),
            (len, _) => 3 + usize::from(*len),
        };
        apdus.push(bytes[..size].to_vec());
        bytes = &bytes[size..];
    }
    assert!(bytes.is_empty(), "{bytes:02x?}");
    apdus
}

impl AsyncRead for Line {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = out.filled().len();
        let done = Pin::new(&mut self.inner).poll_read(cx, out);
        self.heard.push((Side::Terminal, out.filled()[before..].to_vec()));
        done
    }
}

impl AsyncWrite for Line {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let done = Pin::new(&mut self.inner).poll_write(cx, bytes);
        if let Poll::Ready(Ok(len)) = done {
            self.heard.push((Side::Ecr, bytes[..len].to_vec()));
        }
        done
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}
