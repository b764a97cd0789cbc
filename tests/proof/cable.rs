//! The console's end of the line: counts bytes from the moment it is armed, spoils them as planned, and lets things happen
//! between two given bytes.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use tillwright::link::fault::{FaultPlan, Faulty};
use tillwright::link::memory::pair;
use tillwright::link::{BoxStream, LineKind};
use tillwright::model::{Direction, Family};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::sync::Notify;

use super::shop::{Deed, Shop, moves_money};

/// Pieces of what was heard that can come again.
const KEPT: usize = 16;

/// Something that happens between two bytes of a direction, counted from the arming: as soon as the console writes the next
/// byte or waits for it, or so much later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trip {
    pub(crate) direction: Direction,
    pub(crate) at: u64,
    pub(crate) after: Duration,
    pub(crate) deed: Deed,
}

/// What is shared between the cable and the history.
#[derive(Default)]
pub(crate) struct Wires {
    /// Takes effect with the next byte, once.
    pub(crate) plan: Option<FaultPlan>,
    pub(crate) trips: Vec<Trip>,
    /// Bytes that passed since the arming: to the device, from it.
    pub(crate) passed: [u64; 2],
    /// Frames asking for money to move of which the first bytes left, since the arming.
    pub(crate) requests: usize,
    /// What was written of the frame that is leaving.
    leaving: Vec<u8>,
    /// What the console died of.
    pub(crate) died: Option<Deed>,
    /// The line that takes the place of the one of before, and who waits at that.
    replaced: Option<BoxStream>,
    reader: Option<Waker>,
    /// What was read lately, piece by piece, newest last, and what of it comes again.
    heard: VecDeque<Vec<u8>>,
    again: VecDeque<u8>,
    /// A cable of another opening is plugged in.
    opening: u64,
}

impl Wires {
    /// Counts from here, with these faults and happenings.
    pub(crate) fn arm(&mut self, plan: FaultPlan, trips: Vec<Trip>) {
        self.plan = Some(plan).filter(|plan| !plan.is_empty());
        (self.trips, self.passed, self.requests) = (trips, [0, 0], 0);
    }

    /// What is told of a line is told before it is written, and noise can look like a till's request: what left is counted here.
    fn left(&mut self, family: Family, bytes: &[u8]) {
        let known = moves_money(family, &self.leaving);
        self.leaving.extend(bytes);
        self.requests += usize::from(!known && moves_money(family, &self.leaving));
    }

    fn passed(&mut self, direction: Direction) -> &mut u64 {
        match direction {
            Direction::ToDevice => &mut self.passed[0],
            Direction::FromDevice => &mut self.passed[1],
        }
    }

    /// What is due before the next byte, and how many bytes may pass after it without a look.
    fn due(&mut self, direction: Direction) -> (Vec<Trip>, usize) {
        let at = *self.passed(direction);
        let here = |trip: &Trip| trip.direction == direction && trip.at <= at;
        let due = self.trips.iter().filter(|trip| here(trip)).copied().collect();
        self.trips.retain(|trip| !here(trip));
        let next = self.trips.iter().filter(|trip| trip.direction == direction).map(|trip| trip.at - at).min();
        (due, next.map_or(usize::MAX, |next| usize::try_from(next).unwrap_or(usize::MAX)))
    }
}

/// The line, the device behind it, and who is told when the console is to die.
#[derive(Clone)]
pub(crate) struct Site {
    pub(crate) shop: Arc<Mutex<Shop>>,
    pub(crate) wires: Arc<Mutex<Wires>>,
    pub(crate) death: Arc<Notify>,
    pub(crate) kind: LineKind,
    pub(crate) family: Family,
}

impl Site {
    /// Plugs a new cable in.
    pub(crate) fn open(&self) -> Cable {
        let mut wires = self.wires.lock().unwrap();
        wires.opening += 1;
        Cable { site: self.clone(), line: self.plug(), opening: wires.opening }
    }

    fn plug(&self) -> BoxStream {
        let (ours, theirs) = pair();
        let (device, kind) = (self.shop.lock().unwrap().device.clone(), self.kind);
        tokio::spawn(async move { device.serve(theirs, kind).await });
        Box::new(ours)
    }

    /// Lets something happen now.
    pub(crate) fn happen(&self, deed: Deed) {
        match deed {
            Deed::Sells(_) | Deed::Voids(_) | Deed::Closes => self.shop.lock().unwrap().till(deed),
            Deed::Restarts { remembers, line_ends } => {
                self.shop.lock().unwrap().restart(remembers);
                if !line_ends {
                    let line = self.plug();
                    let mut wires = self.wires.lock().unwrap();
                    wires.replaced = Some(line);
                    wires.reader.take().into_iter().for_each(Waker::wake);
                }
            }
            Deed::Repeats(back) => {
                let mut wires = self.wires.lock().unwrap();
                let piece = wires.heard.iter().rev().nth(back).cloned().unwrap_or_default();
                wires.again.extend(piece);
                wires.reader.take().into_iter().for_each(Waker::wake);
            }
            Deed::KillsConsole | Deed::CutsLaptop(_) => {
                self.wires.lock().unwrap().died = Some(deed);
                self.death.notify_one();
            }
        }
    }
}

/// The console's end.
pub(crate) struct Cable {
    site: Site,
    line: BoxStream,
    opening: u64,
}

impl Cable {
    /// What is due happens; how many bytes may pass, `None` where the console is dead.
    fn look(&mut self, direction: Direction) -> Option<usize> {
        let (due, room) = {
            let mut wires = self.site.wires.lock().unwrap();
            // An old cable that is still held somewhere passes bytes and counts none.
            if wires.opening != self.opening {
                return Some(usize::MAX);
            }
            if let Some(plan) = wires.plan.take() {
                let line = std::mem::replace(&mut self.line, Box::new(tokio::io::empty()));
                self.line = Box::new(Faulty::new(line, plan));
            }
            wires.due(direction)
        };
        for trip in due {
            if trip.after.is_zero() {
                self.site.happen(trip.deed);
                continue;
            }
            let site = self.site.clone();
            tokio::spawn(async move {
                tokio::time::sleep(trip.after).await;
                site.happen(trip.deed);
            });
        }
        let mut wires = self.site.wires.lock().unwrap();
        if let Some(line) = wires.replaced.take() {
            self.line = line;
        }
        wires.died.is_none().then_some(room)
    }

    /// Hands out what comes again; whether there was something.
    fn say_again(&self, out: &mut ReadBuf<'_>) -> bool {
        let again = &mut self.site.wires.lock().unwrap().again;
        let count = again.len().min(out.remaining());
        out.put_slice(&again.drain(..count).collect::<Vec<_>>());
        count > 0
    }

    fn remember(&self, piece: &[u8]) {
        if !piece.is_empty() {
            let heard = &mut self.site.wires.lock().unwrap().heard;
            heard.push_back(piece.to_vec());
            heard.drain(..heard.len().saturating_sub(KEPT));
        }
    }

    fn count(&self, direction: Direction, bytes: usize) {
        let mut wires = self.site.wires.lock().unwrap();
        if wires.opening == self.opening {
            *wires.passed(direction) += bytes as u64;
        }
    }
}

impl AsyncRead for Cable {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, out: &mut ReadBuf<'_>) -> Poll<std::io::Result<()>> {
        let Some(room) = self.look(Direction::FromDevice) else { return Poll::Pending };
        if self.say_again(out) {
            return Poll::Ready(Ok(()));
        }
        let mut scratch = [0; 512];
        let room = room.min(out.remaining()).min(scratch.len());
        let mut piece = ReadBuf::new(&mut scratch[..room]);
        let polled = Pin::new(&mut self.line).poll_read(cx, &mut piece);
        if polled.is_pending() {
            self.site.wires.lock().unwrap().reader = Some(cx.waker().clone());
        }
        self.count(Direction::FromDevice, piece.filled().len());
        self.remember(piece.filled());
        out.put_slice(piece.filled());
        polled
    }
}

impl AsyncWrite for Cable {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        let Some(room) = self.look(Direction::ToDevice) else { return Poll::Pending };
        let polled = Pin::new(&mut self.line).poll_write(cx, &bytes[..bytes.len().min(room)]);
        if let Poll::Ready(Ok(count)) = &polled {
            self.count(Direction::ToDevice, *count);
            self.site.wires.lock().unwrap().left(self.site.family, &bytes[..*count]);
        }
        polled
    }
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        self.site.wires.lock().unwrap().leaving.clear();
        Pin::new(&mut self.line).poll_flush(cx)
    }
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.line).poll_shutdown(cx)
    }
}
