//! What a terminal can be asked beyond its journal, each by name.

use super::super::{DeviceError, Findings, Inquiry, Watch};
use super::Driver;
use super::allow::Situation;
use super::last::{BUSY, NOT_POSSIBLE};
use super::talk::{Ending, Talk, WRONG_PASSWORD, refused, result};
use crate::link::Stream;
use crate::model::{Code, CodeKind, CurrencySource, Effect, Family, HealthItem, Money, Printable, Told};
use crate::protocol::zvt::reply::Abort;
use crate::protocol::zvt::request::status;
use crate::protocol::zvt::status::SCHEMES;
use crate::protocol::zvt::{Completion, Request, Totals};

/// Longest text of an item.
const TEXT: usize = 120;
/// The code under which a terminal tells open pre-authorisations.
const PRE_AUTHORISATION: u8 = 0xB8;
/// Most receipt numbers that one item names.
const MOST_NAMED: usize = 20;

/// What can be asked, and what each does at most. A status enquiry may start a due end-of-day on some terminals.
pub const INQUIRIES: &[(Inquiry, Effect)] = &[
    (Inquiry::Status, Effect::MayCloseBatch),
    (Inquiry::Totals, Effect::Silent),
    (Inquiry::Preauthorisations, Effect::Silent),
    (Inquiry::Configuration, Effect::Prints),
    (Inquiry::Diagnosis, Effect::GoesOnline),
    (Inquiry::Files, Effect::Silent),
];

/// Files that PA00P015 names, by their number.
const FILES: [(u8, &str); 6] = [
    (1, "file_merchant_journal"),
    (2, "file_application_log"),
    (3, "file_till_protocol_log"),
    (4, "file_communication_log"),
    (5, "file_pin_pad_log"),
    (6, "file_reconciliation"),
];

/// The sums of the schemes, in the order in which totals tell them.
const SUMS: [&str; 7] = ["girocard", "jcb", "mastercard", "american_express", "visa", "diners", "other_schemes"];

/// Two bytes of locks (TLV 1F55), each bit with its name; PA00P015, chapter "status enquiry".
const LOCKS: [(u16, &str); 16] = [
    (0x8000, "reconciliation"),
    (0x4000, "initialisation"),
    (0x2000, "diagnosis"),
    (0x1000, "service"),
    (0x0800, "out of order"),
    (0x0400, "printer"),
    (0x0200, "start-up needed"),
    (0x0100, "secure module"),
    (0x0080, "transaction log defective"),
    (0x0040, "card reader missing"),
    (0x0020, "card in the reader"),
    (0x0010, "secure link"),
    (0x0008, "activation"),
    (0x0004, "battery"),
    (0x0002, "contactless reader"),
    (0x0001, "vending machine bus"),
];

impl<S: Stream> Driver<S> {
    /// See [`Device::inquire`](super::super::Device::inquire).
    /// That the terminal does not have the command is an answer too.
    pub async fn inquire(&mut self, what: Inquiry, watch: &mut dyn Watch) -> Result<Findings, DeviceError> {
        match self.answer(what, watch).await {
            Err(DeviceError::Refused { code, .. }) if code.value == NOT_POSSIBLE => {
                Ok(Findings { items: vec![item("result", Told::Refused(code), None)], lines: Vec::new() })
            }
            answered => answered,
        }
    }

    async fn answer(&mut self, what: Inquiry, watch: &mut dyn Watch) -> Result<Findings, DeviceError> {
        match what {
            Inquiry::Status => self.status(watch).await,
            Inquiry::Totals => self.batch(watch).await,
            Inquiry::Preauthorisations => {
                Ok(Findings { items: vec![self.open_preauthorisations(watch).await?], lines: Vec::new() })
            }
            Inquiry::Configuration => {
                self.need_consent(Request::SystemConfiguration.name(), Effect::Prints)?;
                self.printed(&Request::SystemConfiguration, watch).await
            }
            Inquiry::Diagnosis => {
                let request = Request::Diagnosis { kind: None };
                self.need_consent(request.name(), Effect::GoesOnline)?;
                self.printed(&request, watch).await
            }
            Inquiry::Files => self.files(watch).await,
        }
    }

    /// Status enquiry: status, version, and where the terminal tells them its name, number, clock and locks. These come in a
    /// container, which has to be asked for and allowed; a terminal that refuses the question in this form, before it did
    /// anything, is asked in the plain one.
    async fn status(&mut self, watch: &mut dyn Watch) -> Result<Findings, DeviceError> {
        let password = Some(self.exchange.password);
        let plain = Request::StatusEnquiry { password, service: None, tlv: None };
        let full = Request::StatusEnquiry { password, service: Some(status::CONTAINER), tlv: Some(Vec::new()) };
        self.need_consent(plain.name(), Effect::MayCloseBatch)?;
        let mut talk = self.exchange.ask(Situation::Enquiring, &full, watch).await?;
        if talk.refusal().is_some_and(speaks_of_the_form) {
            talk = self.exchange.ask(Situation::Enquiring, &plain, watch).await?;
        }
        let talk = talk.success(&plain)?;
        let items = talk.completion().map(status_items).unwrap_or_default();
        Ok(Findings { items, lines: talk.printed() })
    }

    /// Totals of the open batch.
    async fn batch(&mut self, watch: &mut dyn Watch) -> Result<Findings, DeviceError> {
        let request = Request::Totals { password: self.exchange.password };
        let totals = match self.totals(watch).await? {
            Ok(Some(totals)) => totals,
            Ok(None) => {
                return Err(DeviceError::Protocol { what: request.name(), why: "completed without totals".to_owned() });
            }
            Err(code) => return Err(refused(&request, code)),
        };
        Ok(Findings { items: self.total_items(&totals), lines: Vec::new() })
    }

    fn total_items(&self, totals: &Totals) -> Vec<HealthItem> {
        let money = |minor| Money::new(minor, self.currency, CurrencySource::Family);
        let number = |number: Option<u16>| number.map_or(Told::NotTold, |number| Told::Text(receipt(number)));
        let mut items = vec![
            item("first_receipt", number(totals.first), None),
            item("last_receipt", number(totals.last), None),
            item("transactions", Told::Count(totals.count().into()), None),
            item("sum", Told::Money(money(totals.sum())), None),
        ];
        for ((name, scheme), (count, sum)) in SUMS.iter().zip(SCHEMES).zip(totals.schemes) {
            if count > 0 || sum != 0 {
                items.push(item(name, Told::Scheme { name: scheme, count, sum: money(sum) }, None));
            }
        }
        items
    }

    /// How many pre-authorisations are open (`06 23` with receipt `FFFF` and nothing else). The answer is always a refusal.
    pub(super) async fn open_preauthorisations(&mut self, watch: &mut dyn Watch) -> Result<HealthItem, DeviceError> {
        let request = Request::OpenPreAuthorisations;
        let talk = self.exchange.ask(Situation::Reading, &request, watch).await?;
        let (value, good) = match &talk.ending {
            Ending::Aborted(abort) if abort.code == PRE_AUTHORISATION => open(abort),
            _ => match talk.refusal() {
                Some(code) => (Told::Refused(code), None),
                None => {
                    talk.success(&request)?;
                    (Told::NotTold, None)
                }
            },
        };
        Ok(item("open_preauthorisations", value, good))
    }

    /// What the terminal prints to us; where it prints on its own paper there is nothing to tell.
    async fn printed(&mut self, request: &Request, watch: &mut dyn Watch) -> Result<Findings, DeviceError> {
        let talk = self.exchange.ask(Situation::Enquiring, request, watch).await?.success(request)?;
        let told =
            talk.results.last().and_then(|status| status.result).or(talk.completion().and_then(|end| end.result));
        let code = told.unwrap_or(0);
        let ended = Told::Ended { code: result(code), printed: !talk.lines.is_empty() };
        let items = vec![item("result", ended, Some(code == 0))];
        Ok(Findings { items, lines: talk.printed() })
    }

    /// Which files the terminal would hand out. Its first block is refused: the size is known then, and no content is read.
    async fn files(&mut self, watch: &mut dyn Watch) -> Result<Findings, DeviceError> {
        let mut items = Vec::new();
        for (id, name) in FILES {
            if watch.cancelled() {
                return Err(DeviceError::Cancelled);
            }
            let request = Request::ReadFile { id, offset: None };
            let talk = self.exchange.ask(Situation::Enquiring, &request, watch).await?;
            let told = file(&talk, id);
            let offered = talk.refusal().is_none_or(|code| code.value != NOT_POSSIBLE);
            let value = match told {
                Some(size) => Told::File { size },
                None => match talk.refusal() {
                    Some(code) => Told::Refused(code),
                    None => {
                        talk.success(&request)?;
                        Told::NotTold
                    }
                },
            };
            items.push(item(name, value, None));
            if told.is_none() && !offered {
                break;
            }
        }
        Ok(Findings { items, lines: Vec::new() })
    }
}

/// Whether a block of this file came, and the size that it told.
fn file(talk: &Talk, id: u8) -> Option<Option<u32>> {
    talk.results.iter().filter_map(|status| status.file()).find(|(told, _)| *told == id).map(|(_, size)| size)
}

/// Whether a refusal of the status enquiry may be for its form, and came before the terminal did anything: a due end-of-day
/// must not be started twice.
fn speaks_of_the_form(code: Code) -> bool {
    match code.kind {
        CodeKind::Refusal => ![BUSY, WRONG_PASSWORD].contains(&code.value),
        CodeKind::Result | CodeKind::Status => code.value == NOT_POSSIBLE,
    }
}

fn open(abort: &Abort) -> (Told, Option<bool>) {
    let numbers: Vec<Printable> = abort.receipts.iter().take(MOST_NAMED).map(|&number| receipt(number)).collect();
    match (abort.none_open, abort.all_told) {
        (true, _) => (Told::Nothing, Some(true)),
        (false, true) => (Told::Receipts { numbers, count: Some(abort.receipts.len()) }, Some(false)),
        (false, false) if numbers.is_empty() => (Told::NotTold, None),
        (false, false) => (Told::Receipts { numbers, count: None }, Some(false)),
    }
}

fn status_items(completion: &Completion) -> Vec<HealthItem> {
    let mut items = Vec::new();
    if let Some(value) = completion.status {
        let code = Code { family: Family::Zvt, kind: CodeKind::Status, value };
        items.push(item("status", Told::Code(code), Some(value == 0)));
    }
    let told = [
        ("software_version", completion.version.clone().or_else(|| completion.device_text(0x1F41))),
        ("device_name", completion.device_text(0x1F40)),
        ("serial_number", completion.device_text(0x1F42)),
        ("terminal_id", completion.terminal.clone()),
    ];
    for (name, told) in told {
        items.extend(told.map(|told| item(name, Told::Text(text(told.as_str())), None)));
    }
    items.extend(completion.clock().map(|(date, time)| item("clock", Told::Time(date.to_datetime(time)), None)));
    if let Some([high, low]) = completion.object(&[0x1F55]) {
        let bits = u16::from_be_bytes([*high, *low]);
        let names: Vec<&str> = LOCKS.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| *name).collect();
        let told = if names.is_empty() { Told::Nothing } else { Told::Names(names) };
        items.push(item("locks", told, Some(bits == 0)));
    }
    items
}

pub(super) fn item(name: &'static str, value: Told, good: Option<bool>) -> HealthItem {
    HealthItem { name, value, good }
}

/// A text of the terminal, bounded.
pub(super) fn text(text: &str) -> Printable {
    Printable::new(text, TEXT)
}

/// A receipt number as receipts print it.
fn receipt(number: u16) -> Printable {
    text(&format!("{number:04}"))
}
