//! Answers from messages and to messages.
//!
//! Decided where the public material is silent or contradicts itself:
//! - Fields may be missing at the end (a refusal may be short), and any end separator is accepted. Written are all fields
//!   with their separators, since two SDKs fail on less; `0810`, `1210` and `0710` end without a separator, `0510` and the
//!   sales with one: one SDK counts the bytes.
//! - Operation numbers are written with six digits in sales and as they are in `1210`; they are read as numbers.
//! - The accounting date has six characters and an unknown order: it stays text.
//! - Only the result code is required, and exactly two digits: a code is never guessed. Every other field that is not as
//!   specified reads as absent, and a record of the list says so in `odd`.

use jiff::civil::DateTime;

use super::codes::ResultCode;
use super::fields::{Form, Layout, layout};
use super::meaning::{Answer, ItemAnswer, MeaningError, SaleAnswer};
use super::message::Message;
use super::redact::is_mark;
use super::requests::digits;
use crate::model::{Card, CardType, Direction, Printable};

/// Columns of a voucher's line: stated for the self-service edition, used for this one by an SDK.
const VOUCHER_COLUMNS: usize = 40;
/// Longest text that a field gives, marks of unkept fields included.
const TEXT: usize = 24;

impl Answer {
    /// Reads an answer. Short answers and missing end separators are accepted.
    pub fn of(message: &Message) -> Result<Self, MeaningError> {
        let layout = message.layout().ok_or_else(|| MeaningError::Unknown { command: message.command.clone() })?;
        if layout.direction != Direction::FromDevice {
            return Err(MeaningError::OtherSide { command: message.command.clone(), title: layout.title });
        }
        let mut reader = Reader { message, layout, odd: Vec::new() };
        Ok(match message.command.as_str() {
            "0210" | "0271" => Answer::Sale(reader.sale()?),
            "0260" => Answer::LastSale(reader.sale()?),
            "0261" => Answer::Item(reader.item()?),
            "0710" => Answer::Totals {
                result: reader.code("result")?,
                count: reader.number("count"),
                total: reader.number("total"),
            },
            "0510" => Answer::Close {
                result: reader.code("result")?,
                merchant: reader.text("merchant"),
                terminal: reader.text("terminal"),
            },
            "0810" => Answer::Keys {
                result: reader.code("result")?,
                merchant: reader.text("merchant"),
                terminal: reader.text("terminal"),
            },
            "1210" => Answer::Void {
                result: reader.code("result")?,
                merchant: reader.text("merchant"),
                terminal: reader.text("terminal"),
                authorisation: reader.trimmed("authorisation"),
                operation: reader.number("operation"),
            },
            _ => Answer::Progress { code: reader.code("code")? },
        })
    }

    /// The message, at full width with every separator, as a terminal sends it. A multi-code sale is answered by `0210`,
    /// as the reference has it; its three fields are there when one of them holds something.
    pub fn message(&self) -> Message {
        let number = |number: &Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        let (command, fields, end) = match self {
            Answer::Sale(sale) => ("0210", sale_fields("0210", sale), true),
            Answer::LastSale(sale) => ("0260", sale_fields("0260", sale), true),
            Answer::Item(item) => ("0261", sale_fields("0261", &item.sale), true),
            Answer::Totals { result, count, total } => {
                ("0710", vec![result.to_string(), number(count), number(total)], false)
            }
            Answer::Close { result, merchant, terminal } => {
                ("0510", vec![result.to_string(), merchant.to_string(), terminal.to_string()], true)
            }
            Answer::Keys { result, merchant, terminal } => {
                ("0810", vec![result.to_string(), merchant.to_string(), terminal.to_string()], false)
            }
            Answer::Void { result, merchant, terminal, authorisation, operation } => {
                let texts = [merchant, terminal, authorisation].map(Printable::to_string);
                let fields = [result.to_string()].into_iter().chain(texts).chain([number(operation)]).collect();
                ("1210", fields, false)
            }
            Answer::Progress { code } => ("0900", vec![code.to_string()], true),
        };
        Message::new(command, fields, end)
    }
}

fn sale_fields(command: &str, sale: &SaleAnswer) -> Vec<String> {
    // Many fields: the table of the sale, not the request that shares its command.
    let fields = layout(command, &[2; 4]).map_or(&[][..], |layout| layout.fields);
    let multi = sale.change.is_some() || !sale.provider.as_str().is_empty() || !sale.voucher.is_empty();
    let plain = |name: &str| !matches!(name, "reserved" | "voucher" | "change" | "provider");
    fields.iter().filter(|field| multi || plain(field.name)).map(|field| sale_field(field.name, sale)).collect()
}

fn sale_field(name: &str, sale: &SaleAnswer) -> String {
    let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
    let time = |format: &str| sale.time.map(|time| time.strftime(format).to_string()).unwrap_or_default();
    match name {
        "result" => sale.result.to_string(),
        "merchant" => sale.merchant.to_string(),
        "terminal" => sale.terminal.to_string(),
        "ticket" => sale.ticket.to_string(),
        "authorisation" => sale.authorisation.to_string(),
        "amount" => number(sale.amount),
        "instalments" => number(sale.instalments.map(u32::from)),
        "instalment_amount" => number(sale.instalment_amount),
        "last4" => sale.card.as_ref().map(|card| card.last4().to_owned()).unwrap_or_default(),
        "operation" => sale.operation.map(|operation| format!("{operation:06}")).unwrap_or_default(),
        "card_type" => match sale.card_type {
            CardType::Credit => "CR",
            CardType::Debit => "DB",
            CardType::Unknown => "",
        }
        .to_owned(),
        "accounting_date" => sale.accounting_date.to_string(),
        "account" => sale.account.to_string(),
        "brand" => sale.brand.to_string(),
        "date" => time("%d%m%Y"),
        "time" => time("%H%M%S"),
        "employee" => sale.employee.to_string(),
        "tip" => number(sale.tip),
        "voucher" => voucher_text(&sale.voucher),
        "change" => number(sale.change),
        "provider" => sale.provider.to_string(),
        _ => String::new(),
    }
}

/// The lines run together; every line but the last is filled to its full width.
fn voucher_text(lines: &[Printable]) -> String {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        text.push_str(line.as_str());
        if index + 1 < lines.len() {
            let width = line.as_str().chars().count();
            text.extend(std::iter::repeat_n(' ', VOUCHER_COLUMNS.saturating_sub(width)));
        }
    }
    text
}

struct Reader<'a> {
    message: &'a Message,
    layout: &'static Layout,
    odd: Vec<String>,
}

impl Reader<'_> {
    /// The field by name: its index as the pages count, and its text (empty where the message is shorter).
    fn raw(&self, name: &str) -> (usize, &str) {
        let Some(at) = self.layout.fields.iter().position(|field| field.name == name) else { return (0, "") };
        (at + 1, self.message.fields.get(at).map_or("", String::as_str))
    }

    fn code(&self, name: &'static str) -> Result<ResultCode, MeaningError> {
        let (index, text) = self.raw(name);
        let why = if text.is_empty() { "is missing" } else { "is not two digits" };
        let code = (text.len() == 2).then(|| digits(text, 2)).flatten().and_then(|code| u8::try_from(code).ok());
        code.map(ResultCode).ok_or_else(|| MeaningError::Field {
            command: self.message.command.clone(),
            index,
            name,
            why: why.to_owned(),
        })
    }

    fn text(&self, name: &str) -> Printable {
        Printable::new(self.raw(name).1, TEXT)
    }

    fn trimmed(&self, name: &str) -> Printable {
        Printable::new(self.raw(name).1.trim(), TEXT)
    }

    fn number(&mut self, name: &str) -> Option<u32> {
        let text = self.raw(name).1.trim();
        if text.is_empty() {
            return None;
        }
        let most = self.layout.fields.iter().find(|field| field.name == name).map_or(0, |field| field.max);
        let number = digits(text, most);
        if number.is_none() && !is_mark(text) {
            self.note(name, "is not a number");
        }
        number
    }

    fn note(&mut self, name: &str, why: &str) {
        let (index, _) = self.raw(name);
        self.odd.push(format!("field {index} ({name}) {why}"));
    }

    fn sale(&mut self) -> Result<SaleAnswer, MeaningError> {
        self.note_too_long();
        Ok(SaleAnswer {
            result: self.code("result")?,
            merchant: self.text("merchant"),
            terminal: self.text("terminal"),
            ticket: self.text("ticket"),
            authorisation: self.trimmed("authorisation"),
            amount: self.number("amount"),
            instalments: self.number("instalments").and_then(|number| u8::try_from(number).ok()),
            instalment_amount: self.number("instalment_amount"),
            card: self.card(),
            operation: self.number("operation"),
            card_type: self.card_type(),
            accounting_date: self.text("accounting_date"),
            account: self.text("account"),
            brand: self.text("brand"),
            time: self.time(),
            employee: self.text("employee"),
            tip: self.number("tip"),
            voucher: self.voucher(),
            change: self.number("change"),
            provider: self.text("provider"),
        })
    }

    fn item(&mut self) -> Result<ItemAnswer, MeaningError> {
        let sale = self.sale()?;
        let operation = self.raw("operation").1.trim();
        let nameless = operation.bytes().all(|byte| byte == b'0');
        let unauthorised = sale.authorisation.is_blank();
        let is_end = nameless && unauthorised;
        if is_end && (sale.amount.is_some_and(|amount| amount > 0) || sale.card.is_some() || sale.time.is_some()) {
            self.odd.push("the record that ends the list holds facts of a sale".to_owned());
        }
        if !is_end && unauthorised {
            self.note("authorisation", "is missing");
        }
        if !is_end && nameless {
            self.note("operation", "is missing");
        }
        if !is_end && self.raw("amount").1.trim().is_empty() {
            self.note("amount", "is missing");
        }
        Ok(ItemAnswer { sale, is_end, odd: std::mem::take(&mut self.odd) })
    }

    fn note_too_long(&mut self) {
        for (index, text) in self.message.fields.iter().enumerate().filter(|(_, text)| is_mark(text)) {
            let note = match self.layout.fields.get(index) {
                Some(field) if field.form == Form::Reserved => continue,
                Some(field) => format!("field {} ({}) is longer than specified: {text}", index + 1, field.name),
                None => format!("field {} is not specified: {text}", index + 1),
            };
            self.odd.push(note);
        }
    }

    fn card(&mut self) -> Option<Card> {
        let text = self.raw("last4").1.trim();
        if text.is_empty() || is_mark(text) {
            return None;
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.note("last4", "is not digits");
            return None;
        }
        Card::mask(text)
    }

    fn card_type(&mut self) -> CardType {
        match self.raw("card_type").1.trim() {
            "CR" => CardType::Credit,
            "DB" => CardType::Debit,
            "" => CardType::Unknown,
            _ => {
                self.note("card_type", "is neither CR nor DB");
                CardType::Unknown
            }
        }
    }

    fn time(&mut self) -> Option<DateTime> {
        let (date, time) = (self.raw("date").1.trim(), self.raw("time").1.trim());
        if date.is_empty() && time.is_empty() {
            return None;
        }
        let found = civil(date, time);
        if found.is_none() {
            self.note("date", "and the time are not a moment");
        }
        found
    }

    fn voucher(&self) -> Vec<Printable> {
        let symbols: Vec<char> = self.raw("voucher").1.chars().collect();
        symbols
            .chunks(VOUCHER_COLUMNS)
            .map(|line| Printable::new(&line.iter().collect::<String>(), VOUCHER_COLUMNS))
            .collect()
    }
}

/// DDMMYYYY and HHMMSS.
fn civil(date: &str, time: &str) -> Option<DateTime> {
    if date.len() != 8 || time.len() != 6 {
        return None;
    }
    let (date, time) = (digits(date, 8)?, digits(time, 6)?);
    let small = |number: u32| i8::try_from(number % 100).ok();
    let year = i16::try_from(date % 10_000).ok()?;
    DateTime::new(
        year,
        small(date / 10_000)?,
        small(date / 1_000_000)?,
        small(time / 10_000)?,
        small(time / 100)?,
        small(time)?,
        0,
    )
    .ok()
}
