//! Words and phrases that say what a receipt is and how it ended, German and English.
//!
//! A line counts as a phrase only where it consists of these words alone: "Storno" is a title, "Storno nur am selben Tag"
//! is a sentence. What a sentence mentions is no fact; it may only make one doubtful.

use super::fold::{Word, folded, longest, same};

/// What a word or phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// A payment, or the means of one: reversals print these words too.
    Pay,
    /// A payment and nothing else (Swiss *Buchung*).
    Booking,
    /// A reversal.
    Reversal,
    /// A refund.
    Refund,
    /// A pre-authorisation, its booking or its end.
    Reserve,
    /// A report over many transactions.
    Totals,
    /// A practice transaction, which moves no money.
    Practice,
    /// Done; says so alone.
    Approved,
    /// Done; only with a word that says what (`Zahlung erfolgt`): alone it is the end of a sentence.
    Happened,
    /// Undone by the words themselves (`storniert`): a reversal that was done.
    Reversed,
    /// Refused or broken off.
    Declined,
    /// Possible; with a negation it is refused.
    Possible,
    /// A negation.
    Not,
    /// The customer's receipt.
    Customer,
    /// The merchant's receipt.
    Merchant,
    /// A copy of a receipt that was printed before.
    Copy,
    /// A card brand.
    Brand,
    /// A word that may go with a brand in its name.
    Means,
    /// Read without contact.
    Contactless,
    /// Read in another way.
    Contact,
    /// What was done, without saying which kind.
    Deed,
    /// Belongs to such lines and says nothing.
    Filler,
}

use Sense::*;

const SENSES: &[(&[&str], Sense)] = &[
    (&["KARTENZAHLUNG"], Pay),
    (&["ZAHLUNG"], Pay),
    (&["BEZAHLUNG"], Pay),
    (&["KAUF"], Pay),
    (&["VERKAUF"], Pay),
    (&["PURCHASE"], Pay),
    (&["PAYMENT"], Pay),
    (&["CARD", "PAYMENT"], Pay),
    (&["SALE"], Pay),
    (&["BUCHUNG"], Booking),
    (&["STORNO"], Reversal),
    (&["STORNIERUNG"], Reversal),
    (&["STORNOBELEG"], Reversal),
    (&["REVERSAL"], Reversal),
    (&["VOID"], Reversal),
    (&["VOID", "SALE"], Reversal),
    (&["CANCELLATION"], Reversal),
    (&["VOIDED"], Reversed),
    (&["REVERSED"], Reversed),
    (&["STORNIERT"], Reversed),
    (&["GUTSCHRIFT"], Refund),
    (&["GUTSCHRIFTSBELEG"], Refund),
    (&["RÜCKERSTATTUNG"], Refund),
    (&["ERSTATTUNG"], Refund),
    (&["RÜCKVERGÜTUNG"], Refund),
    (&["REFUND"], Refund),
    (&["RESERVIERUNG"], Reserve),
    (&["RESERVATION"], Reserve),
    (&["VORAUTORISIERUNG"], Reserve),
    (&["PREAUTHORISATION"], Reserve),
    (&["PREAUTHORIZATION"], Reserve),
    (&["PRE", "AUTHORISATION"], Reserve),
    (&["PRE", "AUTHORIZATION"], Reserve),
    (&["PREAUTH"], Reserve),
    (&["PRE", "AUTH"], Reserve),
    (&["KASSENSCHNITT"], Totals),
    (&["KASSENABSCHLUSS"], Totals),
    (&["TAGESABSCHLUSS"], Totals),
    (&["KASSENBERICHT"], Totals),
    (&["UMSATZÜBERSICHT"], Totals),
    (&["ENDSUMMEN"], Totals),
    (&["ZWISCHENSUMMEN"], Totals),
    (&["SUMMENBELEG"], Totals),
    (&["JOURNAL"], Totals),
    (&["BATCH"], Totals),
    (&["TOTALS"], Totals),
    (&["SETTLEMENT"], Totals),
    (&["RECONCILIATION"], Totals),
    (&["END", "OF", "DAY"], Totals),
    (&["CLOSE", "BATCH"], Totals),
    (&["DAILY", "CLOSING"], Totals),
    (&["TRAINING", "MODE"], Practice),
    (&["TEST", "MODE"], Practice),
    (&["DEMO", "MODE"], Practice),
    (&["GENEHMIGT"], Approved),
    (&["AUTORISIERT"], Approved),
    (&["APPROVED"], Approved),
    (&["AUTHORISED"], Approved),
    (&["AUTHORIZED"], Approved),
    (&["ERFOLGT"], Happened),
    (&["ERFOLGREICH"], Happened),
    (&["DURCHGEFÜHRT"], Happened),
    (&["SUCCESSFUL"], Happened),
    (&["ACCEPTED"], Happened),
    (&["ABGELEHNT"], Declined),
    (&["ABLEHNUNG"], Declined),
    (&["ABGEBROCHEN"], Declined),
    (&["ABBRUCH"], Declined),
    (&["FEHLGESCHLAGEN"], Declined),
    (&["DECLINED"], Declined),
    (&["REFUSED"], Declined),
    (&["REJECTED"], Declined),
    (&["ABORTED"], Declined),
    (&["FAILED"], Declined),
    (&["SYSTEMFEHLER"], Declined),
    (&["UNGÜLTIG"], Declined),
    (&["VERFALLEN"], Declined),
    (&["FALSCH"], Declined),
    (&["INVALID"], Declined),
    (&["EXPIRED"], Declined),
    (&["WRONG", "PIN"], Declined),
    (&["MÖGLICH"], Possible),
    (&["ZUGELASSEN"], Possible),
    (&["POSSIBLE"], Possible),
    (&["NICHT"], Not),
    (&["KEIN"], Not),
    (&["KEINE"], Not),
    (&["NOT"], Not),
    (&["NO"], Not),
    (&["KUNDENBELEG"], Customer),
    (&["KUNDENKOPIE"], Customer),
    (&["BELEG", "FÜR", "KUNDEN"], Customer),
    (&["CUSTOMER", "RECEIPT"], Customer),
    (&["CUSTOMER", "COPY"], Customer),
    (&["CARDHOLDER", "RECEIPT"], Customer),
    (&["CARDHOLDER", "COPY"], Customer),
    (&["HÄNDLERBELEG"], Merchant),
    (&["HÄNDLERKOPIE"], Merchant),
    (&["BELEG", "FÜR", "HÄNDLER"], Merchant),
    (&["MERCHANT", "RECEIPT"], Merchant),
    (&["MERCHANT", "COPY"], Merchant),
    (&["KOPIE"], Copy),
    (&["BELEGKOPIE"], Copy),
    (&["DUPLIKAT"], Copy),
    (&["ZWEITSCHRIFT"], Copy),
    (&["NACHDRUCK"], Copy),
    (&["WIEDERHOLUNG"], Copy),
    (&["BELEGWIEDERHOLUNG"], Copy),
    (&["DRUCKWIEDERHOLUNG"], Copy),
    (&["COPY"], Copy),
    (&["DUPLICATE"], Copy),
    (&["REPRINT"], Copy),
    (&["GIROCARD"], Brand),
    (&["ELECTRONIC", "CASH"], Brand),
    (&["VISA"], Brand),
    (&["V", "PAY"], Brand),
    (&["VPAY"], Brand),
    (&["MASTERCARD"], Brand),
    (&["MAESTRO"], Brand),
    (&["AMERICAN", "EXPRESS"], Brand),
    (&["AMEX"], Brand),
    (&["DINERS"], Brand),
    (&["DINERS", "CLUB"], Brand),
    (&["DISCOVER"], Brand),
    (&["JCB"], Brand),
    (&["UNIONPAY"], Brand),
    (&["POSTFINANCE"], Brand),
    (&["BANKOMAT"], Brand),
    (&["ELV"], Brand),
    (&["DEBIT"], Means),
    (&["CREDIT"], Means),
    (&["KREDIT"], Means),
    (&["PREPAID"], Means),
    (&["ELECTRON"], Means),
    (&["LASTSCHRIFT"], Means),
    (&["CARD"], Means),
    (&["KARTE"], Means),
    (&["KONTAKTLOS"], Contactless),
    (&["CONTACTLESS"], Contactless),
    (&["CTLS"], Contactless),
    (&["CLESS"], Contactless),
    (&["NFC"], Contactless),
    (&["CHIP"], Contact),
    (&["MAGNETSTREIFEN"], Contact),
    (&["MAGSTRIPE"], Contact),
    (&["SWIPED"], Contact),
    (&["INSERTED"], Contact),
    (&["KONTAKTBEHAFTET"], Contact),
    (&["AUTORISIERUNG"], Deed),
    (&["AUTHORISATION"], Deed),
    (&["AUTHORIZATION"], Deed),
    (&["TRANSAKTION"], Deed),
    (&["TRANSACTION"], Deed),
    (&["VORGANG"], Deed),
    (&["BETRAG"], Deed),
    (&["AMOUNT"], Deed),
    (&["IST"], Filler),
    (&["WURDE"], Filler),
    (&["IS"], Filler),
    (&["WAS"], Filler),
    (&["ONLINE"], Filler),
    (&["OFFLINE"], Filler),
    (&["PIN"], Filler),
    (&["GEHEIMZAHL"], Filler),
    (&["MIT"], Filler),
    (&["WITH"], Filler),
    (&["UND"], Filler),
    (&["AND"], Filler),
    (&["UNTERSCHRIFT"], Filler),
    (&["SIGNATURE"], Filler),
    (&["BITTE"], Filler),
    (&["PLEASE"], Filler),
    (&["BELEG"], Filler),
    (&["RECEIPT"], Filler),
    (&["AUFBEWAHREN"], Filler),
    (&["RETAIN"], Filler),
    (&["KEEP"], Filler),
    (&["VIELEN"], Filler),
    (&["DANK"], Filler),
    (&["DANKE"], Filler),
    (&["THANK"], Filler),
    (&["YOU"], Filler),
    (&["EFT"], Filler),
    (&["UHR"], Filler),
    (&["INFO"], Filler),
];

/// The phrase that begins at `words[at]`, and how many words it has.
pub fn sense(line: &str, words: &[Word<'_>], at: usize) -> Option<(Sense, usize)> {
    longest(line, words, at, SENSES)
}

/// Whether a word is a negation; one at the end of a line belongs to the next.
pub fn is_negation(word: &str) -> bool {
    SENSES.iter().any(|(key, sense)| *sense == Not && key.iter().all(|key| same(word, key)))
}

/// Stems whose mention in a sentence makes a kind or a result doubtful, in the form in which words are compared.
const STEMS: &[(&str, Sense)] = &[
    ("STORN", Reversal),
    ("REVERS", Reversal),
    ("CANCEL", Reversal),
    ("VOID", Reversal),
    ("GUTSCHRIFT", Refund),
    ("ERSTATT", Refund),
    ("REFUND", Refund),
    ("RUCKVERGUT", Refund),
    ("RESERVIER", Reserve),
    ("RESERVAT", Reserve),
    ("VORAUTORIS", Reserve),
    ("PREAUTH", Reserve),
    ("KASENSCHNITT", Totals),
    ("ABSCHLUS", Totals),
    ("SETTLEMENT", Totals),
    ("RECONCIL", Totals),
    ("SCHULUNGSBETR", Practice),
    ("SCHULUNGSMOD", Practice),
    ("TRAININGSMOD", Practice),
    ("TESTBETR", Practice),
    ("TESTMOD", Practice),
    ("TESTZAHL", Practice),
    ("DEMOMOD", Practice),
    ("ABGELEHN", Declined),
    ("ABGEBROCH", Declined),
    ("FEHLGESCHLAG", Declined),
    ("DECLIN", Declined),
    ("REFUS", Declined),
    ("REJECT", Declined),
    ("ABORT", Declined),
    ("FAIL", Declined),
];

/// Stems of results: with a negation they speak of a refusal.
const RESULTS: &[&str] =
    &["ERFOLGT", "GENEHM", "AUTORISIER", "APPROV", "MOGLICH", "UNGULTIG", "ZUGELASEN", "AUTHORI", "POSIBLE"];

/// What a sentence mentions.
pub fn mentions(line: &str, words: &[Word<'_>]) -> Vec<Sense> {
    let folded: Vec<String> = words.iter().map(|word| folded(word.text)).collect();
    let holds = |stem: &str| folded.iter().any(|word| word.contains(stem));
    let mut found: Vec<Sense> = STEMS.iter().filter(|(stem, _)| holds(stem)).map(|(_, sense)| *sense).collect();
    // "No." is a number.
    let negated = words.iter().any(|word| is_negation(word.text) && !line[word.end..].starts_with(['.', ':']));
    if negated && RESULTS.iter().any(|stem| holds(stem)) {
        found.push(Declined);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::device::zvt::slip::fold::words;

    #[test]
    fn stems_are_written_as_words_are_compared() {
        for stem in STEMS.iter().map(|(stem, _)| *stem).chain(RESULTS.iter().copied()) {
            assert_eq!(folded(stem), stem);
        }
    }

    #[test]
    fn sentences_mention_kinds_and_refusals() {
        let told = |line: &str| mentions(line, &words(line));
        assert_eq!(told("Ein Storno ist nur heute erlaubt"), [Reversal]);
        assert_eq!(told("Karte wurde nicht zugelassen"), [Declined]);
        assert_eq!(told("Rückvergütung an der Kasse"), [Refund]);
        assert_eq!(told("Approval no.: ?"), []);
        assert_eq!(told("Haarschnitt und Farbe"), []);
    }
}
