//! What may be sent, by situation. A command that is on none of these lists cannot be sent at all: sales (`0200`,
//! `0270`), leaving integrated mode (`0300`), closing the batch (`0500`), totals (`0700`, they print), loading keys
//! (`0800`), the multi-code last sale (`0280`) and the list on paper (`0260|0|`).

use super::super::DeviceError;
use crate::model::Effect;
use crate::protocol::transbank::Request;

/// What the driver is doing, which decides what it may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Situation {
    /// Finding out whether a device of this family is there.
    Detecting,
    /// Reading what changes nothing.
    Reading,
    /// Printing, which a person agreed to.
    Printing,
    /// Carrying out a durable intent.
    Remedy,
}

/// A command and the effect it may have at most.
type Allowed = (&'static str, Effect);

const POLL: &str = "poll (0100)";
const LIST: &str = "list of sales (0260|1)";
const LAST: &str = "last sale (0250)";
const VOID: &str = "void (1200)";

const DETECTING: &[Allowed] = &[(POLL, Effect::Silent)];
const READING: &[Allowed] = &[(POLL, Effect::Silent), (LIST, Effect::Silent)];
const PRINTING: &[Allowed] = &[(LAST, Effect::Prints)];
const REMEDY: &[Allowed] = &[(VOID, Effect::MovesMoney)];

impl Situation {
    fn list(self) -> &'static [Allowed] {
        match self {
            Situation::Detecting => DETECTING,
            Situation::Reading => READING,
            Situation::Printing => PRINTING,
            Situation::Remedy => REMEDY,
        }
    }

    /// Lets a request pass or refuses it; what the codec says of its effect has to agree with the list.
    pub(super) fn permit(self, request: &Request) -> Result<(), DeviceError> {
        let (what, effect) = (name(request), request.effect());
        match self.list().contains(&(what, effect)) {
            true => Ok(()),
            false => Err(DeviceError::NotAllowed { what, effect }),
        }
    }
}

/// A request by name, as errors tell it.
pub(super) fn name(request: &Request) -> &'static str {
    match request {
        Request::Poll => POLL,
        Request::LoadKeys => "key load (0800)",
        Request::Sale { provider: None, .. } => "sale (0200)",
        Request::Sale { provider: Some(_), .. } => "multi-code sale (0270)",
        Request::LastSale => LAST,
        Request::LastSaleMulti { .. } => "multi-code last sale (0280)",
        Request::List { to_host: true, multi: false } => LIST,
        Request::List { to_host: true, multi: true } => "list of sales (0290|1)",
        Request::List { to_host: false, .. } => "list on paper (0260|0)",
        Request::Void { .. } => VOID,
        Request::Close => "close (0500)",
        Request::Totals => "totals (0700)",
        Request::Leave => "leave integrated mode (0300)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Request> {
        let sale = |provider| Request::Sale { amount: 100, ticket: "1".into(), status: false, provider };
        vec![
            Request::Poll,
            Request::LoadKeys,
            sale(None),
            sale(Some(String::new())),
            Request::LastSale,
            Request::LastSaleMulti { voucher: false },
            Request::LastSaleMulti { voucher: true },
            Request::List { to_host: true, multi: false },
            Request::List { to_host: true, multi: true },
            Request::List { to_host: false, multi: false },
            Request::List { to_host: false, multi: true },
            Request::Void { operation: 63 },
            Request::Close,
            Request::Totals,
            Request::Leave,
        ]
    }

    fn allowed(situation: Situation) -> Vec<&'static str> {
        all().iter().filter(|request| situation.permit(request).is_ok()).map(name).collect()
    }

    #[test]
    fn each_situation_lets_its_own_commands_pass_and_no_other() {
        assert_eq!(allowed(Situation::Detecting), [POLL]);
        assert_eq!(allowed(Situation::Reading), [POLL, LIST]);
        assert_eq!(allowed(Situation::Printing), [LAST]);
        assert_eq!(allowed(Situation::Remedy), [VOID]);
    }

    #[test]
    fn what_is_refused_is_named() {
        let refused = Situation::Reading.permit(&Request::Close).unwrap_err();
        assert_eq!(refused.to_string(), "close (0500) is not allowed here (MayCloseBatch)");
    }
}
