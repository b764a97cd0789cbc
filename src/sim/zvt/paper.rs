//! What the terminal prints: receipts for customer and merchant, reports, in the looks that terminals have.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::card::Entry;
use super::memory::Totals;
use super::transaction::{Deed, Standing, Transaction};
use crate::model::{Currency, CurrencySource, Money};

/// The look of receipts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// German, 40 columns, a label on the left and its value on the right.
    #[default]
    German,
    /// German, 24 columns, as small printers have it.
    GermanNarrow,
    /// English, 40 columns.
    English,
}

/// What kind of slip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlipKind {
    /// Of a transaction.
    Receipt,
    /// Of a transaction, again.
    Reprint,
    /// Totals.
    Totals,
    /// Report of a closure.
    Closure,
    /// Diagnosis, self-test, configuration and the like.
    Administration,
}

/// Whose slip it is; its number in TLV tag 1F07.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Whose {
    /// The merchant's.
    Merchant,
    /// The customer's.
    Customer,
    /// Of administration.
    Administration,
}

/// Where it was printed, and so why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Printed {
    /// On the terminal's own paper: the till did not ask to print such slips.
    OwnPaper,
    /// Sent to the till line by line.
    Lines,
    /// Sent to the till as a block of text.
    Block,
}

/// One piece of paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// What it is.
    pub kind: SlipKind,
    /// Whose.
    pub whose: Whose,
    /// The receipt number it is about, where it is about one.
    pub receipt: Option<u16>,
    /// Its lines.
    pub lines: Vec<String>,
    /// Where it was printed.
    pub printed: Printed,
}

impl Whose {
    /// Its number in TLV tag 1F07.
    pub(super) fn number(self) -> u8 {
        match self {
            Whose::Merchant => 1,
            Whose::Customer => 2,
            Whose::Administration => 3,
        }
    }
}

/// Whose paper it is.
pub(super) struct Letterhead<'a> {
    pub(super) shop: &'a [String],
    pub(super) terminal: &'a str,
    pub(super) contract: u64,
    pub(super) layout: Layout,
    pub(super) now: DateTime,
}

/// Lines of one width.
struct Sheet {
    width: usize,
    lines: Vec<String>,
}

impl Sheet {
    fn line(&mut self, text: &str) {
        self.lines.push(text.chars().take(self.width).collect());
    }

    fn centre(&mut self, text: &str) {
        let width = self.width;
        self.line(format!("{text:^width$}").trim_end());
    }

    /// A label on the left, its value on the right edge.
    fn pair(&mut self, label: &str, value: &str) {
        let room = self.width.saturating_sub(label.chars().count());
        self.line(&format!("{label}{value:>room$}"));
    }
}

impl Letterhead<'_> {
    fn is_english(&self) -> bool {
        self.layout == Layout::English
    }

    /// The word of the layout's language.
    fn word<'w>(&self, german: &'w str, english: &'w str) -> &'w str {
        if self.is_english() { english } else { german }
    }

    fn sheet(&self) -> Sheet {
        let mut sheet = Sheet { width: if self.layout == Layout::GermanNarrow { 24 } else { 40 }, lines: Vec::new() };
        for line in self.shop {
            sheet.centre(line);
        }
        sheet.line("");
        sheet
    }

    /// The receipt of a transaction. Terminals of the narrow look write label and value side by side, the others apart.
    pub(super) fn receipt(&self, one: &Transaction, whose: Whose, kind: SlipKind) -> Slip {
        let mut sheet = self.sheet();
        sheet.centre(match (self.layout, whose) {
            (Layout::English, Whose::Customer) => "** Customer Receipt **",
            (Layout::English, _) => "** Merchant Receipt **",
            (Layout::German, Whose::Customer) => "* * Kundenbeleg * *",
            (Layout::German, _) => "* * Händlerbeleg * *",
            (Layout::GermanNarrow, Whose::Customer) => "K-U-N-D-E-N-B-E-L-E-G",
            (Layout::GermanNarrow, _) => "H-Ä-N-D-L-E-R-B-E-L-E-G",
        });
        if kind == SlipKind::Reprint {
            sheet.centre(self.word("* * Kopie * *", "** Copy **"));
        }
        match self.layout {
            Layout::GermanNarrow => self.narrow(&mut sheet, one),
            Layout::German => self.german(&mut sheet, one),
            Layout::English => self.english(&mut sheet, one),
        }
        sheet.line("");
        for line in self.verdict(one) {
            sheet.centre(&line);
        }
        if whose == Whose::Customer && !self.is_english() {
            sheet.centre("BITTE BELEG AUFBEWAHREN");
        }
        self.slip(kind, whose, Some(one.receipt), sheet)
    }

    fn slip(&self, kind: SlipKind, whose: Whose, receipt: Option<u16>, sheet: Sheet) -> Slip {
        Slip { kind, whose, receipt, lines: sheet.lines, printed: Printed::OwnPaper }
    }

    fn german(&self, sheet: &mut Sheet, one: &Transaction) {
        sheet.pair("Datum:", &one.time.strftime("%d.%m.%Y").to_string());
        sheet.pair("Uhrzeit:", &one.time.strftime("%H:%M:%S Uhr").to_string());
        sheet.pair("Terminal-ID:", self.terminal);
        sheet.pair("TA-Nr.:", &format!("{:06}", one.trace));
        if let Some(original) = one.original {
            sheet.pair("TA-Nr.(alt):", &format!("{:06}", original.trace));
        }
        sheet.pair("Beleg-Nr.:", &format!("{:04}", one.receipt));
        if let Some(original) = one.original {
            sheet.pair("Beleg-Nr.(alt):", &format!("{:04}", original.receipt));
        }
        sheet.line("");
        sheet.line(self.title(one));
        sheet.line(&self.card_name(one));
        sheet.pair("Karten-Nr.:", &one.card.printed('#'));
        sheet.pair("gültig bis:", &expiry(&one.card.expiry));
        sheet.pair("VU-Nr.:", &one.card.scheme.contract(self.contract));
        if !one.authorisation.is_empty() {
            sheet.pair("Genehmigungs-Nr.:", &one.authorisation);
        }
        sheet.pair("EMV-AID:", one.card.scheme.aid());
        sheet.line("EMV-Daten:");
        sheet.line("0000008001/E800/1F0302///00");
        sheet.line(&format!("AS-Proc-Code = 00 075 {:02X}", one.result));
        sheet.line(&format!("Capt.-Ref.= {:04}", one.turnover % 10_000));
        sheet.line("");
        sheet.pair("Betrag EUR", &euros(one.amount, self.layout));
    }

    fn narrow(&self, sheet: &mut Sheet, one: &Transaction) {
        sheet.line(&format!("Terminal-ID {}", self.terminal));
        sheet.line(&format!("TA-Nr {:06} BNr {:04}", one.trace, one.receipt));
        if let Some(original) = one.original {
            sheet.line(&format!("zu TA {:06} BNr {:04}", original.trace, original.receipt));
        }
        sheet.line(self.title(one));
        sheet.line(&self.card_name(one));
        sheet.line(&format!("EUR {}", euros(one.amount, self.layout)));
        sheet.line(&format!("PAN {}", one.card.printed('#')));
        sheet.line(&format!("gültig bis {}", expiry(&one.card.expiry)));
        sheet.line(&format!("VU-Nr {}", one.card.scheme.contract(self.contract)));
        sheet.line(&one.time.strftime("%d.%m.%y %H:%M Uhr").to_string());
        if !one.authorisation.is_empty() {
            sheet.line(&format!("Genehmigungs-Nr {}", one.authorisation));
        }
        sheet.line(&format!("AID {}", one.card.scheme.aid()));
    }

    fn english(&self, sheet: &mut Sheet, one: &Transaction) {
        sheet.centre(&format!("{} {}", self.title(one), one.card.scheme.name().to_uppercase()));
        sheet.line("");
        let (date, time) = (one.time.strftime("%d.%m.%Y").to_string(), one.time.strftime("%H:%M:%S").to_string());
        sheet.pair(&date, &time);
        sheet.pair("Terminal-Id:", self.terminal);
        sheet.pair("TA-No.:", &format!("{:06}", one.trace));
        if let Some(original) = one.original {
            sheet.pair("TA-No.(old):", &format!("{:06}", original.trace));
        }
        sheet.pair("Receipt No:", &format!("{:04}", one.receipt));
        if let Some(original) = one.original {
            sheet.pair("Receipt No(old):", &format!("{:04}", original.receipt));
        }
        sheet.pair("VU.No.:", &one.card.scheme.contract(self.contract));
        sheet.pair("App-ID:", one.card.scheme.aid());
        sheet.pair("Card No.:", &one.card.printed('x'));
        sheet.pair("Valid to:", &expiry(&one.card.expiry));
        sheet.pair(
            "Capture kind:",
            match one.card.entry {
                Entry::Chip => "Chip",
                Entry::Contactless => "Contactless",
                Entry::Stripe => "Magstripe",
            },
        );
        if !one.authorisation.is_empty() {
            sheet.pair("Auth.-No.:", &one.authorisation);
        }
        sheet.line("EMV-DATA:");
        sheet.line("0000008001//3F0002///00");
        sheet.line("");
        sheet.pair("Amount:", &format!("EUR {}", euros(one.amount, self.layout)));
    }

    fn title(&self, one: &Transaction) -> &'static str {
        match (one.deed, self.is_english()) {
            (Deed::Payment, false) => "Kartenzahlung",
            (Deed::Payment, true) => "Purchase",
            (Deed::Reversal, false) => "Storno",
            (Deed::Reversal, true) => "Cancellation",
            (Deed::Refund, false) => "Gutschrift",
            (Deed::Refund, true) => "Refund",
            (Deed::Reservation, false) => "Reservierung",
            (Deed::Reservation, true) => "Reservation",
            (Deed::Booking, false) => "Buchung Reservierung",
            (Deed::Booking, true) => "Reservation Booking",
            (Deed::Release, false) => "Storno Reservierung",
            (Deed::Release, true) => "Reservation Release",
        }
    }

    fn card_name(&self, one: &Transaction) -> String {
        let how = if one.card.entry == Entry::Contactless { " kontaktlos" } else { "" };
        format!("{}{how}", one.card.scheme.name())
    }

    /// What became of it, in one or two lines.
    fn verdict(&self, one: &Transaction) -> Vec<String> {
        let good = match (one.deed, self.is_english()) {
            (Deed::Payment | Deed::Booking, false) => "Zahlung erfolgt",
            (Deed::Payment | Deed::Booking, true) => "Approved",
            (Deed::Reversal, false) => "Storno erfolgt",
            (Deed::Reversal, true) => "Cancellation approved",
            (Deed::Refund, false) => "Gutschrift erfolgt",
            (Deed::Refund, true) => "Refund approved",
            (Deed::Reservation, false) => "Reservierung erfolgt",
            (Deed::Reservation, true) => "Reservation approved",
            (Deed::Release, false) => "Storno erfolgt",
            (Deed::Release, true) => "Release approved",
        };
        match one.standing {
            Standing::Pending | Standing::Final => vec![good.to_owned()],
            Standing::Declined => {
                let bad = self.word("Zahlung nicht möglich", "Declined");
                vec![bad.to_owned(), format!("{} {:02X}", self.word("Ablehnung", "Result"), one.result)]
            }
            Standing::Undone => {
                let bad = self.word("VORGANG NICHT ERFOLGT", "NOT COMPLETED");
                vec![bad.to_owned(), self.word("automatisch storniert", "reversed automatically").to_owned()]
            }
        }
    }

    /// Counts and sums of the open batch; also the report of a closure.
    pub(super) fn totals(&self, kind: SlipKind, totals: &Totals) -> Slip {
        let mut sheet = self.sheet();
        sheet.centre(match (kind == SlipKind::Closure, self.is_english()) {
            (true, false) => "* * Kassenschnitt * *",
            (true, true) => "** End of Day **",
            (false, false) => "* * Umsatzsummen * *",
            (false, true) => "** Totals **",
        });
        sheet.pair(&self.now.strftime("%d.%m.%Y").to_string(), &self.now.strftime("%H:%M").to_string());
        sheet.pair("Terminal-ID", self.terminal);
        sheet.pair(self.word("Belege", "Receipts"), &format!("{:04}-{:04}", totals.first, totals.last));
        for (name, (count, sum)) in Totals::NAMES.iter().zip(totals.pairs).filter(|(_, pair)| *pair != (0, 0)) {
            sheet.pair(&format!("{name} {count}"), &signed(sum, self.layout));
        }
        let (count, sum) = totals.all();
        sheet.pair(&format!("{} {count} EUR", self.word("Gesamt", "Total")), &signed(sum, self.layout));
        if kind == SlipKind::Closure {
            sheet.centre(self.word("Kassenschnitt erfolgt", "End of day successful"));
        }
        self.slip(kind, Whose::Administration, None, sheet)
    }

    /// A slip of administration.
    pub(super) fn note(&self, title: &str, lines: &[String]) -> Slip {
        let mut sheet = self.sheet();
        sheet.centre(title);
        sheet.pair(&self.now.strftime("%d.%m.%Y").to_string(), &self.now.strftime("%H:%M").to_string());
        sheet.pair("Terminal-ID", self.terminal);
        for line in lines {
            sheet.line(line);
        }
        self.slip(SlipKind::Administration, Whose::Administration, None, sheet)
    }
}

/// `MM/YY` of YYMM.
fn expiry(yymm: &str) -> String {
    match yymm.split_at_checked(2) {
        Some((year, month)) => format!("{month}/{year}"),
        None => yymm.to_owned(),
    }
}

fn euros(cents: u64, layout: Layout) -> String {
    signed(i64::try_from(cents).unwrap_or(i64::MAX), layout)
}

fn signed(cents: i64, layout: Layout) -> String {
    let (group, point) = if layout == Layout::English { (',', '.') } else { ('.', ',') };
    Money::new(cents, Currency::EUR, CurrencySource::Family).grouped(group, point)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::zvt::scenario::Scenario;

    fn receipts(layout: Layout) -> Vec<Slip> {
        let scenario = Scenario::named("demo").unwrap();
        let head = Letterhead {
            shop: &scenario.shop,
            terminal: &scenario.terminal,
            contract: scenario.contract,
            layout,
            now: scenario.start,
        };
        let stored = scenario.stored();
        stored.iter().map(|one| head.receipt(one, Whose::Merchant, SlipKind::Receipt)).collect()
    }

    #[test]
    fn receipts_fit_their_paper_and_show_no_card_number() {
        for (layout, width) in [(Layout::German, 40), (Layout::GermanNarrow, 24), (Layout::English, 40)] {
            for slip in receipts(layout) {
                assert!(slip.lines.iter().all(|line| line.chars().count() <= width), "{slip:?}");
                let digits = |line: &String| line.chars().filter(char::is_ascii_digit).count();
                assert!(slip.lines.iter().filter(|line| line.contains("AID") || line.contains("App-ID")).count() == 1);
                let numbers = slip.lines.iter().filter(|line| line.contains("PAN") || line.contains("-Nr.:  "));
                assert!(numbers.clone().all(|line| digits(line) <= 9), "{slip:?}");
            }
        }
    }

    #[test]
    fn what_was_declined_or_reversed_does_not_look_paid() {
        for slip in receipts(Layout::German) {
            let text = slip.lines.join("\n");
            let kinds = ["Zahlung erfolgt", "Storno erfolgt", "Zahlung nicht möglich"];
            assert_eq!(kinds.iter().filter(|kind| text.contains(*kind)).count(), 1, "{text}");
            assert_eq!(text.contains("Beleg-Nr.(alt):"), text.contains("Storno erfolgt"), "{text}");
        }
    }
}
