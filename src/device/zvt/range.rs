//! Which receipts the terminal holds: the range that its totals (`06 10`, silent) name.

use super::super::{DeviceError, Watch};
use super::Driver;
use super::allow::{MOST_RECEIPT, Situation};
use crate::link::Stream;
use crate::model::Code;
use crate::protocol::zvt::{Request, Totals};

/// What a terminal says of its range.
#[derive(Clone, Debug)]
pub(super) enum Range {
    /// From and to, both in it. Numbers run to 9999 and begin again at 1.
    Numbers(u16, u16),
    /// No receipt since the last end-of-day.
    Empty,
    /// It does not tell, and the code with which it refused; `None`: its totals name no range.
    NotTold(Option<Code>),
}

impl Range {
    fn of(totals: &Totals) -> Self {
        let (Some(first), Some(last)) = (totals.first, totals.last) else {
            return match totals.count() {
                0 => Range::Empty,
                _ => Range::NotTold(None),
            };
        };
        match (first, last) {
            (0, 0) => Range::Empty,
            // An empty batch may be told as the next number up to the last one.
            (first, last) if first > last && totals.count() == 0 => Range::Empty,
            (first, last) if first > MOST_RECEIPT || !(1..=MOST_RECEIPT).contains(&last) => Range::NotTold(None),
            (first, last) => Range::Numbers(first.max(1), last),
        }
    }

    /// How many receipts.
    pub(super) fn len(&self) -> u16 {
        match *self {
            Range::Numbers(first, last) if first <= last => last - first + 1,
            Range::Numbers(first, last) => MOST_RECEIPT - first + 1 + last,
            Range::Empty | Range::NotTold(_) => 0,
        }
    }

    /// The numbers, in order.
    pub(super) fn numbers(&self) -> Vec<u16> {
        match *self {
            Range::Numbers(first, last) if first <= last => (first..=last).collect(),
            Range::Numbers(first, last) => (first..=MOST_RECEIPT).chain(1..=last).collect(),
            Range::Empty | Range::NotTold(_) => Vec::new(),
        }
    }
}

impl<S: Stream> Driver<S> {
    /// Asks for the totals of the open batch; `Err` with the code where the terminal refuses.
    pub(super) async fn totals(&mut self, watch: &mut dyn Watch) -> Result<Result<Option<Totals>, Code>, DeviceError> {
        let request = Request::Totals { password: self.exchange.password };
        let talk = self.exchange.ask(Situation::Reading, &request, watch).await?;
        if let Some(code) = talk.refusal() {
            return Ok(Err(code));
        }
        let talk = talk.success(&request)?;
        Ok(Ok(talk.results.into_iter().rev().find_map(|status| status.totals)))
    }

    /// The range of receipts, as the terminal's totals name it.
    pub(super) async fn ask_range(&mut self, watch: &mut dyn Watch) -> Result<Range, DeviceError> {
        Ok(match self.totals(watch).await? {
            Ok(Some(totals)) => Range::of(&totals),
            Ok(None) => Range::NotTold(None),
            Err(code) => Range::NotTold(Some(code)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(first: Option<u16>, last: Option<u16>, count: u8) -> Range {
        let mut totals = Totals { first, last, ..Totals::default() };
        totals.schemes[0] = (count, 100);
        Range::of(&totals)
    }

    #[test]
    fn ranges_wrap_and_may_be_empty() {
        assert_eq!(range(Some(7), Some(9), 3).numbers(), [7, 8, 9]);
        let wrapped = range(Some(9998), Some(3), 5);
        assert_eq!(wrapped.numbers(), [9998, 9999, 1, 2, 3]);
        assert_eq!(wrapped.len(), 5);
        assert_eq!(range(Some(0), Some(2), 2).numbers(), [1, 2]);
        for empty in [range(Some(0), Some(0), 0), range(None, None, 0), range(Some(43), Some(42), 0)] {
            assert!(matches!(empty, Range::Empty), "{empty:?}");
        }
        assert!(matches!(range(None, Some(3), 2), Range::NotTold(_)));
        assert!(matches!(range(Some(5), Some(0), 2), Range::NotTold(_)));
        assert_eq!(range(Some(42), Some(42), 0).numbers(), [42], "a payment and its reversal may cancel out");
    }
}
