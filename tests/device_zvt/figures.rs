//! How much of a slow line a pull uses: 500 receipts at 9600 8N2, from a terminal that needs no time of its own.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use tillwright::device::{Depth, zvt};
use tillwright::link::pace::Paced;
use tillwright::link::{LineKind, Stream};
use tillwright::model::*;
use tillwright::sim::zvt::{Scenario, Terminal};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::faults::over;
use super::kit::*;

/// Bytes read and written, and how often the direction changed.
#[derive(Clone, Copy, Debug, Default)]
struct Traffic {
    read: u64,
    written: u64,
    turns: u64,
    writing: bool,
}

struct Measured<S>(S, Arc<Mutex<Traffic>>);

impl<S: Stream> AsyncRead for Measured<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.0).poll_read(cx, buf);
        let count = (buf.filled().len() - before) as u64;
        let mut traffic = self.1.lock().unwrap();
        traffic.read += count;
        traffic.turns += u64::from(count > 0 && traffic.writing);
        traffic.writing &= count == 0;
        polled
    }
}

impl<S: Stream> AsyncWrite for Measured<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let polled = Pin::new(&mut self.0).poll_write(cx, bytes);
        if let Poll::Ready(Ok(count)) = &polled {
            let mut traffic = self.1.lock().unwrap();
            traffic.written += *count as u64;
            traffic.turns += u64::from(!traffic.writing);
            traffic.writing = true;
        }
        polled
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

#[tokio::test(start_paused = true)]
async fn five_hundred_receipts_use_the_line() {
    let toml = format!(
        "shop = [\"Laden\"]\nseed = 7\nterminal = \"52500001\"\nstart = \"2026-03-14T18:30:00\"\nentries = 500\n\
         [options]\npassword = \"{PASSWORD}\"\ngap_ms = 0\ncapacity = 600"
    );
    let terminal = Terminal::new(Scenario::load(&toml).unwrap());
    let traffic = Arc::new(Mutex::new(Traffic::default()));
    let (kind, settings) = (LineKind::Serial, zvt::SETTINGS);
    let line = Measured(Paced::new(terminal.plug(kind), settings), traffic.clone());
    let mut eye = Eye::new();
    let begun = tokio::time::Instant::now();
    let journal = over(line, kind, async |driver| {
        driver.detect(&mut eye).await.unwrap();
        driver.pull(Depth::Full, &mut Keep::default(), &mut eye).await.unwrap()
    })
    .await;
    let seconds = begun.elapsed().as_secs_f64();
    assert_eq!((journal.extent, journal.entries.len()), (Extent::Whole, 500), "{:?}", journal.anomalies);
    let traffic = *traffic.lock().unwrap();
    let bytes = traffic.read + traffic.written;
    // A start bit, eight data bits, two stop bits. Nobody speaks while the other does.
    let share = bytes as f64 * 11.0 / f64::from(settings.baud) / seconds;
    let figures = format!("{traffic:?} {bytes} bytes in {seconds:.1} s: {:.1} %", share * 100.0);
    assert!(share > 0.97, "{figures}");
    assert!(bytes / 500 < u64::from(zvt_cost()), "the cost that is announced is not exceeded: {figures}");
}

/// Bytes for an entry, as they are announced.
fn zvt_cost() -> u32 {
    let (console, _) = tokio::io::duplex(1);
    zvt::Driver::new(console, terms(LineKind::Serial, false)).pull_cost().bytes_an_entry
}
