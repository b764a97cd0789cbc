//! The field tables of the reference: what stands where in which message, and how long it may be.
//!
//! Decided where the public material contradicts itself:
//! - The date is eight characters (day, month, year); one table prints length 2, the examples show 8.
//! - The multi-code sale is `0270`, as its message pattern and all SDKs have it; its field table says `0200`. Its answer is
//!   `0210` in the reference and `0271` in one SDK: one table serves both.
//! - The multi-code last sale is asked by `0280`, as the SDKs do; one table of the reference says `0250`.
//! - `0261` and the multi-code `0210` begin with their own digits; the reference prints the bytes of `0510` for both.
//! - Instalments stand at the end of `0261`, amount before number. One SDK reads tip and instalment amount there: its own slip.
//! - `0260` is the request for the list and the answer to `0250` and `0280`. A request has at most one field of at most one
//!   character; everything else is an answer.
//! - The self-service edition uses some of the same commands with other fields and is not read: its sale request has one
//!   field less and is refused, its own commands are unknown.

use crate::model::Direction;

/// How a field is written, and so how it is redacted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Digits.
    Digits,
    /// Letters and digits.
    Text,
    /// May be a card number.
    Account,
    /// Free text of any length.
    Voucher,
    /// Reserved, any length, of no use to us.
    Reserved,
}

/// One field.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// Longest length in characters. Nothing for forms of any length.
    pub(super) max: usize,
    pub(super) form: Form,
}

/// The fields of one message.
#[derive(Debug)]
pub(super) struct Layout {
    /// What the message is, in a few words.
    pub(super) title: &'static str,
    pub(super) direction: Direction,
    pub(super) fields: &'static [Field],
}

const fn digits(name: &'static str, max: usize) -> Field {
    Field { name, max, form: Form::Digits }
}
const fn text(name: &'static str, max: usize) -> Field {
    Field { name, max, form: Form::Text }
}
const fn other(name: &'static str, max: usize, form: Form) -> Field {
    Field { name, max, form }
}
const fn request(title: &'static str, fields: &'static [Field]) -> Layout {
    Layout { title, direction: Direction::ToDevice, fields }
}
const fn answer(title: &'static str, fields: &'static [Field]) -> Layout {
    Layout { title, direction: Direction::FromDevice, fields }
}

const RESULT: Field = text("result", 2);
const MERCHANT: Field = text("merchant", 12);
const TERMINAL: Field = text("terminal", 8);
const TICKET: Field = text("ticket", 6);
const AUTHORISATION: Field = text("authorisation", 6);
const AMOUNT: Field = digits("amount", 9);
const INSTALMENTS: Field = digits("instalments", 2);
const INSTALMENT_AMOUNT: Field = digits("instalment_amount", 9);
const LAST4: Field = digits("last4", 4);
const OPERATION: Field = digits("operation", 6);
const CARD_TYPE: Field = text("card_type", 2);
const ACCOUNTING_DATE: Field = text("accounting_date", 6);
const ACCOUNT: Field = other("account", 19, Form::Account);
const BRAND: Field = text("brand", 2);
const DATE: Field = text("date", 8);
const TIME: Field = text("time", 6);
const EMPLOYEE: Field = text("employee", 4);
const TIP: Field = digits("tip", 9);
const CHANGE: Field = digits("change", 5);
const PROVIDER: Field = text("provider", 12);
const RESERVED: Field = other("reserved", 0, Form::Reserved);
const VOUCHER: Field = other("voucher", 0, Form::Voucher);
const FILLER: Field = text("filler_1", 1);
const FILLER_2: Field = text("filler_2", 1);
const STATUS: Field = text("status", 1);
const NOTHING: Field = text("empty_1", 0);
const NOTHING_2: Field = text("empty_2", 0);

macro_rules! sale {
    ($($tail:expr),*) => {
        &[
            RESULT, MERCHANT, TERMINAL, TICKET, AUTHORISATION, AMOUNT, INSTALMENTS, INSTALMENT_AMOUNT, LAST4, OPERATION,
            CARD_TYPE, ACCOUNTING_DATE, ACCOUNT, BRAND, DATE, TIME, EMPLOYEE, TIP, $($tail),*
        ]
    };
}

static POLL: Layout = request("poll", &[]);
static LOAD_KEYS: Layout = request("load keys", &[]);
static LEAVE: Layout = request("leave integrated mode", &[]);
static SALE: Layout = request("sale", &[AMOUNT, TICKET, FILLER, FILLER_2, STATUS]);
static SALE_MULTI: Layout = request("multi-code sale", &[AMOUNT, TICKET, FILLER, FILLER_2, STATUS, PROVIDER]);
static LAST_SALE: Layout = request("last sale", &[NOTHING]);
static LAST_SALE_MULTI: Layout = request("multi-code last sale", &[text("voucher", 1)]);
static LIST: Layout = request("sale list", &[text("to_host", 1)]);
static VOID: Layout = request("void", &[OPERATION]);
static CLOSE: Layout = request("close", &[NOTHING, NOTHING_2]);
static TOTALS: Layout = request("totals", &[NOTHING, NOTHING_2]);

static SALE_ANSWER: Layout = answer("sale answer", sale!(RESERVED, CHANGE, PROVIDER));
static LAST_SALE_ANSWER: Layout = answer("last sale answer", sale!(VOUCHER, CHANGE, PROVIDER));
static ITEM: Layout = answer(
    "sale list item",
    &[
        RESULT,
        MERCHANT,
        TERMINAL,
        TICKET,
        AUTHORISATION,
        AMOUNT,
        LAST4,
        OPERATION,
        CARD_TYPE,
        ACCOUNTING_DATE,
        ACCOUNT,
        BRAND,
        DATE,
        TIME,
        EMPLOYEE,
        TIP,
        INSTALMENT_AMOUNT,
        INSTALMENTS,
        CHANGE,
        PROVIDER,
    ],
);
static TOTALS_ANSWER: Layout = answer("totals answer", &[RESULT, digits("count", 3), digits("total", 9)]);
static CLOSE_ANSWER: Layout = answer("close answer", &[RESULT, MERCHANT, TERMINAL]);
static KEYS_ANSWER: Layout = answer("load keys answer", &[RESULT, MERCHANT, TERMINAL]);
static VOID_ANSWER: Layout = answer("void answer", &[RESULT, MERCHANT, TERMINAL, AUTHORISATION, OPERATION]);
static PROGRESS: Layout = answer("progress", &[text("code", 2)]);

/// The layout of a message, by its command and the lengths of its fields.
pub(super) fn layout(command: &str, lengths: &[usize]) -> Option<&'static Layout> {
    Some(match command {
        "0100" => &POLL,
        "0800" => &LOAD_KEYS,
        "0300" => &LEAVE,
        "0200" => &SALE,
        "0270" => &SALE_MULTI,
        "0250" => &LAST_SALE,
        "0280" => &LAST_SALE_MULTI,
        "0260" if matches!(lengths, [] | [0 | 1]) => &LIST,
        "0260" => &LAST_SALE_ANSWER,
        "0290" => &LIST,
        "1200" => &VOID,
        "0500" => &CLOSE,
        "0700" => &TOTALS,
        "0210" | "0271" => &SALE_ANSWER,
        "0261" => &ITEM,
        "0710" => &TOTALS_ANSWER,
        "0510" => &CLOSE_ANSWER,
        "0810" => &KEYS_ANSWER,
        "1210" => &VOID_ANSWER,
        "0900" => &PROGRESS,
        _ => return None,
    })
}
