//! From an entry to the lines of its receipt.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Align, Receipt, ReceiptLine, WIDEST, WIDTH};
use crate::model::{
    CardType, Entry, EntryResult, Kind, Money, RefName, Reference, Stands, VoidedBy, YearSource, brand_name,
};
use crate::text::receipt as words;
use crate::text::{Lang, Phrase, Text, code, figures, terms, width};

/// The receipt of an entry that stands so, marked as a copy, with the date of the original and, outside the slip body,
/// when and by whom this copy was made (in the time zone of this machine).
pub fn compose(entry: &Entry, stands: &Stands, made: Timestamp, lang: Lang) -> Receipt {
    compose_in(entry, stands, made, &TimeZone::system(), lang)
}

/// The same, with the time zone in which the making is told.
pub fn compose_in(entry: &Entry, stands: &Stands, made: Timestamp, zone: &TimeZone, lang: Lang) -> Receipt {
    let longest = entry.printed.iter().map(|line| width::cells(line.as_str())).max().unwrap_or(0);
    let mut slip = Slip { lines: Vec::new(), width: longest.clamp(WIDTH, WIDEST), lang };
    slip.centred(words::COPY_MARK.get(lang), true);
    slip.lines.push(ReceiptLine::Rule);
    // The device's own slip says what it is; only what it cannot know is said above it.
    if entry.printed.is_empty() || !is_sales_slip(entry, stands) {
        slip.centred(title(entry, stands).get(lang), true);
        if let Some(note) = note(stands) {
            slip.centred(&note.read(lang), false);
        }
        if !is_sales_slip(entry, stands) {
            slip.centred(words::NO_PAYMENT.get(lang), true);
        }
        slip.lines.push(ReceiptLine::Rule);
    }
    if entry.printed.is_empty() {
        slip.origin(entry);
        slip.payment(entry);
        slip.lines.push(ReceiptLine::Rule);
        slip.money(entry);
        slip.result(entry);
    } else {
        slip.printed(entry);
    }
    slip.lines.push(ReceiptLine::Rule);
    slip.centred(words::COPY_MARK.get(lang), true);
    let body = slip.lines.len();
    let when = figures::moment(made, zone, lang);
    let version = env!("CARGO_PKG_VERSION");
    slip.left(&words::MADE.with([("when", &when as &dyn std::fmt::Display), ("version", &version)]).read(lang));
    let from = if entry.printed.is_empty() { &words::FROM_JOURNAL } else { &words::FROM_PRINT };
    slip.left(from.get(lang));
    Receipt { lines: slip.lines, slip: body, width: slip.width, lang }
}

/// Whether the record may look like a sale at all: a declined or unknown one never does.
fn is_sales_slip(entry: &Entry, stands: &Stands) -> bool {
    let stays = matches!(stands, Stands::AsRecorded | Stands::VoidNotDone);
    entry.kind == Kind::Sale && entry.result == EntryResult::Approved && stays
}

fn title(entry: &Entry, stands: &Stands) -> &'static Text {
    match (entry.result, entry.kind, stands, entry.card_type) {
        (EntryResult::Declined, ..) => &words::DECLINED_RECORD,
        (EntryResult::Unknown, ..) => &words::UNKNOWN_RECORD,
        (EntryResult::Approved, Kind::Void, ..) => &words::VOID_RECORD,
        (EntryResult::Approved, Kind::Refund, ..) => &words::REFUND_RECORD,
        (EntryResult::Approved, Kind::Other, ..) => &words::OTHER_RECORD,
        (EntryResult::Approved, Kind::Sale, Stands::Voided(_), _) => &words::SALE_VOIDED,
        (EntryResult::Approved, Kind::Sale, Stands::VoidUnknown(_), _) => &words::SALE_VOID_UNKNOWN,
        (EntryResult::Approved, Kind::Sale, _, CardType::Credit) => &words::SALE_CREDIT,
        (EntryResult::Approved, Kind::Sale, _, CardType::Debit) => &words::SALE_DEBIT,
        (EntryResult::Approved, Kind::Sale, _, CardType::Unknown) => &words::SALE,
    }
}

/// On whose word it is voided, or what is unknown of a void.
fn note(stands: &Stands) -> Option<Phrase> {
    match stands {
        Stands::AsRecorded | Stands::VoidNotDone => None,
        Stands::Voided(VoidedBy::Journal) => Some(words::VOIDED_NOTE.plain()),
        Stands::Voided(VoidedBy::Us) => Some(words::VOIDED_BY_US.plain()),
        Stands::Voided(VoidedBy::Person) => Some(words::VOIDED_BY_PERSON.plain()),
        Stands::VoidUnknown(intent) => {
            Some(words::VOID_UNKNOWN_NOTE.with([("intent", &intent.0 as &dyn std::fmt::Display)]))
        }
    }
}

struct Slip {
    lines: Vec<ReceiptLine>,
    width: usize,
    lang: Lang,
}

impl Slip {
    /// The device's own lines; one too long for any slip is broken, never cut.
    fn printed(&mut self, entry: &Entry) {
        for line in &entry.printed {
            let symbols: Vec<char> = line.as_str().trim_end().chars().collect();
            if symbols.is_empty() {
                self.left("");
            }
            for part in symbols.chunks(self.width) {
                self.push(part.iter().collect(), Align::Left, false);
            }
        }
    }

    /// Whose terminal, when, and every number one may have to quote.
    fn origin(&mut self, entry: &Entry) {
        if entry.device.family.has_merchant() {
            self.pair(&terms::MERCHANT, entry.device.merchant.as_str());
        }
        self.pair(&terms::TERMINAL, entry.device.terminal.as_str());
        let time = entry.time.map_or_else(String::new, |time| figures::civil(time.civil, self.lang));
        self.pair(&terms::DATE_TIME, &time);
        if entry.time.is_some_and(|time| time.year == YearSource::Assumed) {
            self.left(words::YEAR_ASSUMED.get(self.lang));
        }
        self.pair(terms::number(entry.device.family), &entry.number_text());
        if entry.reference(RefName::AuthorisationCode).is_none_or(|code| code.is_blank()) {
            self.pair(&terms::AUTHORISATION_CODE, "");
        }
        for reference in entry.references.iter().filter(|reference| !reference.value.is_blank()) {
            self.reference(reference);
        }
    }

    fn reference(&mut self, reference: &Reference) {
        self.pair(terms::reference(reference.name), &reference.shown());
    }

    /// With what it was paid.
    fn payment(&mut self, entry: &Entry) {
        let brand = entry.brand.as_str().trim();
        let brand = brand_name(entry.device.family, brand).unwrap_or(brand);
        let card = entry.card.as_ref().map(ToString::to_string).unwrap_or_default();
        self.pair(&terms::CARD, format!("{brand} {card}").trim());
        self.pair(&words::CARD_TYPE, terms::card_type(entry.card_type).get(self.lang));
        if let Some(instalments) = entry.instalments.filter(|instalments| instalments.count > 1) {
            let each = instalments.amount.map(|amount| format!(" x {}", figures::amount(&amount, self.lang)));
            self.pair(&terms::INSTALMENTS, &format!("{}{}", instalments.count, each.unwrap_or_default()));
        }
    }

    /// The amount. Whether it includes the tip is not told by the device, so no sum is made up.
    fn money(&mut self, entry: &Entry) {
        let sale = entry.kind == Kind::Sale && entry.result == EntryResult::Approved;
        let label = if sale || entry.kind != Kind::Sale { &terms::AMOUNT } else { &words::AMOUNT_ASKED };
        self.amount(label, &entry.amount);
        if let Some(tip) = entry.tip.filter(|tip| tip.minor != 0) {
            self.amount(&terms::TIP, &tip);
        }
    }

    fn amount(&mut self, label: &'static Text, amount: &Money) {
        let text = figures::amount(amount, self.lang);
        self.pair(label, &text);
    }

    fn result(&mut self, entry: &Entry) {
        let word = terms::result(entry.result).get(self.lang);
        let code = code::of_entry(entry, self.lang);
        let value = if code.is_empty() { word.to_owned() } else { format!("{word} ({code})") };
        self.pair(&terms::RESULT, &value);
    }

    /// A label and its value; a pair too wide for a line becomes two or more.
    fn pair(&mut self, label: &'static Text, value: &str) {
        let label = capital(label.get(self.lang));
        let value = if value.is_empty() { words::NOT_TOLD.get(self.lang) } else { value };
        if width::cells(&label) + 1 + width::cells(value) <= self.width {
            self.lines.push(ReceiptLine::Pair { label, value: value.to_owned() });
            return;
        }
        self.left(&label);
        for part in width::wrap(value, self.width - 2) {
            self.lines.push(ReceiptLine::Pair { label: String::new(), value: part });
        }
    }

    fn left(&mut self, text: &str) {
        self.text(text, Align::Left, false);
    }

    fn centred(&mut self, text: &str, strong: bool) {
        self.text(text, Align::Centre, strong);
    }

    fn text(&mut self, text: &str, align: Align, strong: bool) {
        for part in width::wrap(text, self.width) {
            self.push(part, align, strong);
        }
    }

    fn push(&mut self, text: String, align: Align, strong: bool) {
        self.lines.push(ReceiptLine::Text { text, align, strong });
    }
}

fn capital(text: &str) -> String {
    let mut symbols = text.chars();
    symbols.next().map_or_else(String::new, |first| first.to_uppercase().chain(symbols).collect())
}
