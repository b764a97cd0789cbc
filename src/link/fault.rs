//! A line with faults: a wrapper round any stream that cuts, loses, doubles, changes, delays or invents bytes at given
//! places, so that no protocol needs a special case to be tested.
//!
//! Written as a list, `rx:cut@120,tx:lose@5,rx:flip@33=0x80,rx:delay@40=11s,rx:noise@7=0x00a5,tx:stall@9`. `rx` is what
//! the holder of the wrapped stream reads, `tx` what it writes. Places count the bytes of that direction from 0, as
//! they were before any fault.
//!
//! | fault | what happens at byte n |
//! | --- | --- |
//! | `cut@n` | n bytes pass, then the link is gone: reads give the end, writes fail, in both directions |
//! | `lose@n` | it does not arrive |
//! | `double@n` | it arrives twice |
//! | `flip@n=0xMASK` | the bits of the mask change (`0x01` where none is given) |
//! | `delay@n=11s` | it, and what follows, arrives later (`ms` or `s`) |
//! | `noise@n=0xHEX` | these bytes arrive before it |
//! | `stall@n` | neither it nor anything after it arrives, and nobody is told |

mod plan;

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

pub use plan::{Fault, FaultPlan};

use super::Stream;

/// Bytes taken from the inner stream at once.
const SCRATCH: usize = 512;

/// A stream with the faults of a plan.
pub struct Faulty<S> {
    inner: S,
    rx: Side,
    tx: Side,
    cut: bool,
    /// Read, and past its faults: not yet handed on.
    arrived: VecDeque<u8>,
    /// The byte being written, as it is after its faults: not yet with the inner stream.
    leaving: Option<VecDeque<u8>>,
    /// A byte that was read and waits for its delay.
    touched: Option<u8>,
    /// Who waits for bytes, to be told of a cut.
    reader: Option<Waker>,
}

/// One direction.
struct Side {
    plan: VecDeque<(u64, Fault)>,
    at: u64,
    stalled: bool,
    wait: Option<Pin<Box<Sleep>>>,
}

/// What becomes of the next bytes of a direction.
enum Next {
    /// So many pass unchanged.
    Pass(u64),
    /// The link ends here.
    Cut,
    /// The next byte has a fault.
    Touch,
}

impl Side {
    fn new(plan: Vec<(u64, Fault)>) -> Self {
        Self { plan: plan.into(), at: 0, stalled: false, wait: None }
    }

    fn next(&self) -> Next {
        match self.plan.front() {
            None => Next::Pass(u64::MAX),
            Some((at, _)) if *at > self.at => Next::Pass(at - self.at),
            Some((_, Fault::Cut)) => Next::Cut,
            Some(_) => Next::Touch,
        }
    }

    /// Applies all faults of the byte at this place, waiting out its delays; what arrives instead of it.
    fn poll_touch(&mut self, byte: u8, cx: &mut Context<'_>) -> Poll<VecDeque<u8>> {
        while let Some(&(at, Fault::Delay(time))) = self.plan.front() {
            if at != self.at {
                break;
            }
            let wait = self.wait.get_or_insert_with(|| Box::pin(sleep(time)));
            ready!(wait.as_mut().poll(cx));
            self.wait = None;
            self.plan.pop_front();
        }
        let (mut before, mut bytes) = (Vec::new(), vec![byte]);
        while let Some((_, fault)) = self.plan.pop_front_if(|(at, _)| *at == self.at) {
            match fault {
                Fault::Lose => bytes.clear(),
                Fault::Double => bytes.extend_from_within(..),
                Fault::Flip(mask) => bytes.iter_mut().for_each(|byte| *byte ^= mask),
                Fault::Noise(noise) => before.extend(noise),
                Fault::Stall => {
                    self.stalled = true;
                    bytes.clear();
                }
                Fault::Cut | Fault::Delay(_) => {}
            }
        }
        self.at += 1;
        before.append(&mut bytes);
        Poll::Ready(before.into())
    }
}

impl<S: Stream> Faulty<S> {
    /// `inner` with the faults of `plan`.
    pub fn new(inner: S, plan: FaultPlan) -> Self {
        // Of several faults of one byte, delays come first and a cut before everything: the order of writing is no matter.
        let rank = |fault: &Fault| match fault {
            Fault::Cut => 0,
            Fault::Delay(_) => 1,
            _ => 2,
        };
        let side = |mut list: Vec<(u64, Fault)>| {
            list.sort_by_key(|(at, fault)| (*at, rank(fault)));
            Side::new(list)
        };
        let (rx, tx) = (side(plan.rx), side(plan.tx));
        Self { inner, rx, tx, cut: false, arrived: VecDeque::new(), leaving: None, touched: None, reader: None }
    }

    fn hand_over(&mut self, buf: &mut ReadBuf<'_>) {
        let count = self.arrived.len().min(buf.remaining());
        for byte in self.arrived.drain(..count) {
            buf.put_slice(&[byte]);
        }
    }
}

impl<S: Stream> AsyncRead for Faulty<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        loop {
            if !this.arrived.is_empty() || buf.remaining() == 0 {
                this.hand_over(buf);
                return Poll::Ready(Ok(()));
            }
            if this.cut {
                return Poll::Ready(Ok(()));
            }
            if let Some(byte) = this.touched {
                this.arrived = ready!(this.rx.poll_touch(byte, cx));
                this.touched = None;
                continue;
            }
            let limit = match this.rx.next() {
                _ if this.rx.stalled => SCRATCH,
                Next::Cut => {
                    this.cut = true;
                    continue;
                }
                Next::Pass(count) => usize::try_from(count).unwrap_or(SCRATCH).min(SCRATCH),
                Next::Touch => 1,
            };
            let touch = matches!(this.rx.next(), Next::Touch);
            let mut scratch = [0; SCRATCH];
            let mut piece = ReadBuf::new(&mut scratch[..limit]);
            this.reader = Some(cx.waker().clone());
            ready!(Pin::new(&mut this.inner).poll_read(cx, &mut piece))?;
            match piece.filled() {
                [] => return Poll::Ready(Ok(())),
                _ if this.rx.stalled => {}
                [byte, ..] if touch => this.touched = Some(*byte),
                bytes => {
                    this.rx.at += bytes.len() as u64;
                    this.arrived.extend(bytes);
                }
            }
        }
    }
}

impl<S: Stream> AsyncWrite for Faulty<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        let Some(&first) = bytes.first() else { return Poll::Ready(Ok(0)) };
        loop {
            if this.cut {
                return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
            }
            if let Some(leaving) = &mut this.leaving {
                while !leaving.is_empty() {
                    let count = ready!(Pin::new(&mut this.inner).poll_write(cx, leaving.make_contiguous()))?;
                    leaving.drain(..count.min(leaving.len()));
                }
                this.leaving = None;
                return Poll::Ready(Ok(1));
            }
            if this.tx.stalled {
                return Poll::Ready(Ok(bytes.len()));
            }
            match this.tx.next() {
                Next::Cut => {
                    this.cut = true;
                    if let Some(reader) = this.reader.take() {
                        reader.wake();
                    }
                }
                Next::Pass(count) => {
                    let count = usize::try_from(count).unwrap_or(usize::MAX).min(bytes.len());
                    let written = ready!(Pin::new(&mut this.inner).poll_write(cx, &bytes[..count]))?;
                    this.tx.at += written as u64;
                    return Poll::Ready(Ok(written));
                }
                Next::Touch => this.leaving = Some(ready!(this.tx.poll_touch(first, cx))),
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.cut {
            true => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
            false => Pin::new(&mut self.inner).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::memory;
    use std::time::Duration;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::time::{Instant, timeout};

    fn plan(text: &str) -> FaultPlan {
        text.parse().unwrap()
    }

    /// What arrives when ten bytes 0..10 are read through a plan.
    async fn read(text: &str) -> Vec<u8> {
        let (near, mut far) = memory::pair();
        let mut near = Faulty::new(near, plan(text));
        far.write_all(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]).await.unwrap();
        drop(far);
        let mut got = Vec::new();
        near.read_to_end(&mut got).await.unwrap();
        got
    }

    /// The same, written one call a byte or all at once.
    async fn write(text: &str, piece: usize) -> (Vec<u8>, bool) {
        let (near, mut far) = memory::pair();
        let mut near = Faulty::new(near, plan(text));
        let mut failed = false;
        for part in [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].chunks(piece) {
            failed |= near.write_all(part).await.is_err();
        }
        drop(near);
        let mut got = Vec::new();
        far.read_to_end(&mut got).await.unwrap();
        (got, failed)
    }

    #[tokio::test(start_paused = true)]
    async fn each_fault_does_what_it_says_in_both_directions() {
        for (text, wanted) in [
            ("lose@0,lose@9", vec![1, 2, 3, 4, 5, 6, 7, 8]),
            ("double@4", vec![0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 9]),
            ("flip@3=0x81", vec![0, 1, 2, 0x82, 4, 5, 6, 7, 8, 9]),
            ("flip@3", vec![0, 1, 2, 2, 4, 5, 6, 7, 8, 9]),
            ("noise@7=0x00a5", vec![0, 1, 2, 3, 4, 5, 6, 0, 0xa5, 7, 8, 9]),
            ("delay@5=11s", vec![0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
            ("cut@6", vec![0, 1, 2, 3, 4, 5]),
            ("cut@0", vec![]),
            ("stall@8", vec![0, 1, 2, 3, 4, 5, 6, 7]),
            ("lose@2,noise@2=0xff,delay@2=1ms,double@3,flip@3=0x10", vec![0, 1, 0xff, 0x13, 0x13, 4, 5, 6, 7, 8, 9]),
        ] {
            let side = |side: &str| text.split(',').map(|part| format!("{side}:{part}")).collect::<Vec<_>>().join(",");
            assert_eq!(read(&side("rx")).await, wanted, "{text}");
            for piece in [1, 3, 10] {
                assert_eq!(write(&side("tx"), piece).await, (wanted.clone(), text.contains("cut")), "{text} {piece}");
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_delay_holds_the_byte_and_not_those_before_it() {
        let (near, mut far) = memory::pair();
        let mut near = Faulty::new(near, plan("rx:delay@2=11s,tx:delay@0=3s"));
        far.write_all(&[0, 1, 2, 3]).await.unwrap();
        let begun = Instant::now();
        let mut got = [0; 2];
        near.read_exact(&mut got).await.unwrap();
        assert_eq!((got, begun.elapsed().as_secs()), ([0, 1], 0));
        near.read_exact(&mut got).await.unwrap();
        assert_eq!((got, begun.elapsed().as_secs()), ([2, 3], 11));
        near.write_all(&[1]).await.unwrap();
        assert_eq!(begun.elapsed().as_secs(), 14);
    }

    #[tokio::test(start_paused = true)]
    async fn a_stall_is_silence_and_a_cut_is_the_end_of_both_directions() {
        let (near, mut far) = memory::pair();
        let mut near = Faulty::new(near, plan("rx:stall@1,tx:cut@2"));
        far.write_all(&[1, 2, 3]).await.unwrap();
        assert_eq!(near.read_u8().await.unwrap(), 1);
        assert!(timeout(Duration::from_secs(3600), near.read_u8()).await.is_err());
        let (mut reading, mut writing) = tokio::io::split(near);
        let mut byte = [0];
        let (read, write) = tokio::join!(reading.read(&mut byte), writing.write_all(&[1, 2, 3]));
        assert_eq!(read.unwrap(), 0, "a read that waits is told of the cut");
        assert_eq!(write.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert!(writing.flush().await.is_err());
    }
}
