//! The last transaction, silently: `06 20` with service byte 03 (its status information, no print). The one silent query
//! that tells something of a transaction, and the one that a link begins with after it was opened.

use tokio::time::{Instant, sleep};

use super::super::{DeviceError, Watch};
use super::allow::Situation;
use super::exchange::Exchange;
use super::talk::{Talk, WRONG_PASSWORD, refused, wrong_password};
use super::timing;
use crate::link::Stream;
use crate::model::Code;
use crate::protocol::zvt::request::repeat;
use crate::protocol::zvt::{Request, Status};

/// The code of a command that a terminal does not have.
pub(super) const NOT_POSSIBLE: u8 = 0x83;
/// The code of a terminal that is busy with something else.
pub(super) const BUSY: u8 = 0x9C;

/// What a terminal says of its last transaction.
#[derive(Debug)]
pub(super) enum Last {
    /// It tells one.
    Told(Box<Status>),
    /// It completed the command and told none. That proves nothing: some terminals always do so.
    Nothing,
    /// It does not offer this command, or refuses it with this code.
    Refused(Code),
}

impl<S: Stream> Exchange<S> {
    /// Asks for the last transaction. A wrong password is an error, and no other one is tried; a busy terminal is asked again
    /// until T4 is over.
    pub(super) async fn last(&mut self, watch: &mut dyn Watch) -> Result<Last, DeviceError> {
        let end = Instant::now() + timing::T4;
        loop {
            let talk = self.ask(Situation::Reading, &self.last_transaction(), watch).await?;
            let refusal = talk.refusal();
            match refusal.map(|code| (code, code.value)) {
                Some((_, BUSY)) if Instant::now() < end && !watch.cancelled() => sleep(timing::BUSY).await,
                Some((code, WRONG_PASSWORD)) => return Err(wrong_password(&self.last_transaction(), code)),
                Some((code, BUSY)) => return Err(refused(&self.last_transaction(), code)),
                Some((code, _)) => return Ok(Last::Refused(code)),
                None => return Ok(told(talk.success(&self.last_transaction())?)),
            }
        }
    }

    /// Whether a terminal is there: it answers with blocks of this family, whatever they say. One that refuses the password is
    /// not asked anything else.
    pub(super) async fn detect(&mut self, watch: &mut dyn Watch) -> Result<(), DeviceError> {
        let request = self.last_transaction();
        let talk = self.ask(Situation::Detecting, &request, watch).await?;
        match talk.refusal() {
            Some(code) if !talk.accepted && code.value == WRONG_PASSWORD => return Err(wrong_password(&request, code)),
            _ => (),
        }
        match talk.accepted || talk.refusal().is_some() {
            true => Ok(()),
            false => talk.success(&request).map(|_| ()),
        }
    }

    fn last_transaction(&self) -> Request {
        let service = Some(repeat::STATUS | repeat::NO_PRINT);
        Request::RepeatReceipt { password: self.password, service, which: None, range: None }
    }
}

/// The newest status information that names a transaction.
pub(super) fn told(talk: Talk) -> Last {
    let last = talk.results.into_iter().rev().find(|status| status.totals.is_none() && status.names_transaction());
    last.map_or(Last::Nothing, |status| Last::Told(Box::new(status)))
}
