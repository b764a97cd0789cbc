//! Imitates a line of so many baud over a stream that has no speed of its own (memory, pty, TCP), in both directions
//! at once, as a UART is.
//!
//! Bytes move in pieces of at most [`FIFO`], the depth of the buffer of the common 16550 chip, and a piece arrives when
//! its last bit would have. A write returns when its piece has arrived, so nothing waits in here for a later call. The
//! time of a piece is counted from the beginning of the busy stretch, not from the piece before: rounding never adds
//! up. Timers fire late (by up to a millisecond, eleven characters at 115200 baud); a real line would have gone on
//! meanwhile, so that lateness is credited to what follows. So is the time that the stream below takes for a piece.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

use super::{LineSettings, Stream};

/// Bytes that arrive together: the receive buffer of a 16550.
const FIFO: usize = 16;

/// Most lateness that is credited. More is no timer, it is a machine that stood still.
const CREDIT: Duration = Duration::from_millis(10);

/// A stream at the pace of a serial line.
pub struct Paced<S> {
    inner: S,
    reading: Lane,
    writing: Lane,
    /// Read from the inner stream, not yet arrived.
    held: [u8; FIFO],
    held_len: usize,
    /// Size of a written piece that is over, but that the inner stream would not take yet.
    overdue: usize,
    /// How far reality is behind the imitated line.
    late: Duration,
    /// How long the inner stream took to take the last piece: a real line goes on meanwhile.
    handing: Duration,
}

impl<S: Stream> Paced<S> {
    /// `inner` at the speed and with the character length of `settings`.
    pub fn new(inner: S, settings: LineSettings) -> Self {
        let lane = || Lane::new(settings.baud, settings.bits_per_char());
        Self {
            inner,
            reading: lane(),
            writing: lane(),
            held: [0; FIFO],
            held_len: 0,
            overdue: 0,
            late: Duration::ZERO,
            handing: Duration::ZERO,
        }
    }
}

/// One direction.
struct Lane {
    baud: u64,
    bits: u64,
    /// When the present busy stretch began, and the characters carried or booked since.
    begun: Option<Instant>,
    carried: u64,
    /// Size of the booked piece; 0 when none is booked.
    booked: usize,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Lane {
    fn new(baud: u32, bits: u32) -> Self {
        Self { baud: u64::from(baud.max(1)), bits: u64::from(bits), begun: None, carried: 0, booked: 0, timer: None }
    }

    /// When the last booked character is over.
    fn free_at(&self) -> Option<Instant> {
        const NANOS: u128 = 1_000_000_000;
        let nanos = u128::from(self.carried) * u128::from(self.bits) * NANOS / u128::from(self.baud);
        let nanos = u64::try_from(nanos).unwrap_or(u64::MAX);
        self.begun.and_then(|begun| begun.checked_add(Duration::from_nanos(nanos)))
    }

    /// Books `count` characters from `now` (the imitated line's) or from when the line is free.
    fn book(&mut self, count: usize, now: Instant) {
        if self.free_at().is_none_or(|free| free < now) {
            self.begun = Some(now);
            self.carried = 0;
        }
        self.carried += count as u64;
        self.booked = count;
    }

    /// Ready with how late it is when the booked characters are over.
    fn poll_over(&mut self, cx: &mut Context<'_>) -> Poll<Duration> {
        let Some(due) = self.free_at() else { return Poll::Ready(Duration::ZERO) };
        let mut now = Instant::now();
        if now < due {
            let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(due)));
            if timer.deadline() != due {
                timer.as_mut().reset(due);
            }
            ready!(timer.as_mut().poll(cx));
            now = Instant::now();
        }
        self.booked = 0;
        Poll::Ready(now.saturating_duration_since(due).min(CREDIT))
    }
}

impl<S> Paced<S> {
    fn line_now(&self) -> Instant {
        let now = Instant::now();
        now.checked_sub(self.late).unwrap_or(now)
    }
}

impl<S: Stream> AsyncRead for Paced<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if buf.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        if this.held_len == 0 {
            let mut piece = ReadBuf::new(&mut this.held);
            ready!(Pin::new(&mut this.inner).poll_read(cx, &mut piece))?;
            this.held_len = piece.filled().len();
            if this.held_len == 0 {
                return Poll::Ready(Ok(()));
            }
            let now = this.line_now();
            this.reading.book(this.held_len, now);
        }
        if this.reading.booked > 0 {
            this.late = ready!(this.reading.poll_over(cx));
            this.handing = Duration::ZERO;
        }
        let count = this.held_len.min(buf.remaining());
        buf.put_slice(&this.held[..count]);
        this.held.copy_within(count..this.held_len, 0);
        this.held_len -= count;
        Poll::Ready(Ok(()))
    }
}

impl<S: Stream> AsyncWrite for Paced<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = &mut *self;
        if bytes.is_empty() {
            return Poll::Ready(Ok(0));
        }
        if this.overdue == 0 {
            if this.writing.booked == 0 {
                let now = this.line_now();
                let now = now.checked_sub(this.handing).unwrap_or(now);
                this.writing.book(bytes.len().min(FIFO), now);
            }
            let count = this.writing.booked;
            this.late = ready!(this.writing.poll_over(cx));
            this.overdue = count;
        }
        let count = this.overdue.min(bytes.len());
        let begun = Instant::now();
        match Pin::new(&mut this.inner).poll_write(cx, &bytes[..count]) {
            Poll::Ready(result) => {
                this.overdue = 0;
                this.handing = begun.elapsed().min(CREDIT);
                Poll::Ready(result)
            }
            Poll::Pending => {
                // Time during which nobody takes the bytes is the other end's, and no lateness of ours.
                this.late = Duration::ZERO;
                this.handing = Duration::ZERO;
                Poll::Pending
            }
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::memory;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    fn settings(text: &str) -> LineSettings {
        text.parse().unwrap()
    }

    /// Seconds that `count` bytes take through a line, both as written and as read, in pieces of `piece`.
    async fn seconds(line: &str, count: usize, piece: usize, write: bool) -> f64 {
        let (near, mut far) = memory::pair();
        let mut near = Paced::new(near, settings(line));
        let data: Vec<u8> = (0..count).map(|n| n as u8).collect();
        let expected = data.clone();
        let begun = Instant::now();
        if write {
            let writer = async {
                for part in data.chunks(piece) {
                    near.write_all(part).await.unwrap();
                }
            };
            let mut got = vec![0; count];
            let (_, result) = tokio::join!(writer, far.read_exact(&mut got));
            result.unwrap();
            assert_eq!(got, expected);
        } else {
            let mut got = vec![0; count];
            let reader = async {
                for part in got.chunks_mut(piece) {
                    near.read_exact(part).await.unwrap();
                }
            };
            let (_, result) = tokio::join!(reader, far.write_all(&data));
            result.unwrap();
            assert_eq!(got, expected);
        }
        begun.elapsed().as_secs_f64()
    }

    #[tokio::test(start_paused = true)]
    async fn a_long_transfer_takes_exactly_what_the_line_allows() {
        for (line, bits, baud) in
            [("115200,8N1", 10.0, 115_200.0), ("9600,8N2", 11.0, 9600.0), ("921600,7E2", 11.0, 921_600.0)]
        {
            for piece in [1, 7, 16, 1000] {
                for write in [true, false] {
                    let wanted = 100_000.0 * bits / baud;
                    let took = seconds(line, 100_000, piece, write).await;
                    // The clock of the runtime ticks in milliseconds; nothing may add up beyond one tick.
                    assert!((took - wanted).abs() < 0.0021, "{line} {piece} write={write}: {took} instead of {wanted}");
                }
            }
        }
    }

    #[tokio::test(start_paused = true)]
    async fn question_and_answer_lose_nothing_to_the_ticks_of_the_clock() {
        let (near, mut far) = memory::pair();
        let mut near = Paced::new(near, settings("115200,8N1"));
        let begun = Instant::now();
        let device = async {
            for _ in 0..1000 {
                let mut request = [0; 5];
                near.read_exact(&mut request).await.unwrap();
                near.write_all(&[7; 95]).await.unwrap();
            }
        };
        let console = async {
            for _ in 0..1000 {
                far.write_all(&[1; 5]).await.unwrap();
                let mut answer = [0; 95];
                far.read_exact(&mut answer).await.unwrap();
            }
        };
        tokio::join!(device, console);
        let wanted = 1000.0 * 100.0 * 10.0 / 115_200.0;
        let took = begun.elapsed().as_secs_f64();
        assert!((wanted..wanted * 1.01).contains(&took), "{took} instead of {wanted}");
    }

    #[tokio::test(start_paused = true)]
    async fn an_idle_line_saves_nothing_up_and_a_byte_does_not_wait_for_others() {
        let (near, mut far) = memory::pair();
        let mut near = Paced::new(near, settings("300,8N1"));
        tokio::time::sleep(Duration::from_secs(60)).await;
        let begun = Instant::now();
        near.write_all(&[1, 2, 3]).await.unwrap();
        assert_eq!(begun.elapsed().as_millis(), 100);
        far.write_all(&[9]).await.unwrap();
        near.read_u8().await.unwrap();
        assert!((133..136).contains(&begun.elapsed().as_millis()), "{:?}", begun.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_of_the_line_passes_through() {
        let (near, far) = memory::pair();
        let mut near = Paced::new(near, settings("9600,8N1"));
        drop(far);
        assert_eq!(near.read(&mut [0; 4]).await.unwrap(), 0);
        assert!(near.write_all(&[1]).await.is_err());
    }
}
