//! Words and phrases that say what a receipt is and how it ended, German and English.
//!
//! A line counts as a phrase only where it consists of these words alone: "Storno" is a title, "Storno nur am selben Tag"
//! is a sentence. What a sentence mentions is no fact; it may only make one doubtful.

use super::fold::{Word, holds, longest, same};

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

/// Stems whose mention in a sentence makes a kind or a result doubtful.
const STEMS: &[(&str, Sense)] = &[
    ("STORN", Reversal),
    ("REVERS", Reversal),
    ("CANCEL", Reversal),
    ("VOID", Reversal),
    ("GUTSCHRIFT", Refund),
    ("ERSTATT", Refund),
    ("REFUND", Refund),
    ("RÜCKVERGÜT", Refund),
    ("RESERVIER", Reserve),
    ("RESERVAT", Reserve),
    ("VORAUTORIS", Reserve),
    ("PREAUTH", Reserve),
    ("SCHNITT", Totals),
    ("ABSCHLUSS", Totals),
    ("SETTLEMENT", Totals),
    ("RECONCIL", Totals),
    ("ABGELEHN", Declined),
    ("ABGEBROCH", Declined),
    ("FEHLGESCHLAG", Declined),
    ("DECLIN", Declined),
    ("REFUS", Declined),
    ("REJECT", Declined),
    ("ABORT", Declined),
    ("FAIL", Declined),
];

/// What a sentence mentions. A negation counts as a refusal where the sentence speaks of a result.
pub fn mentions(words: &[Word<'_>]) -> Vec<Sense> {
    let mut found: Vec<Sense> = STEMS
        .iter()
        .filter(|(stem, _)| words.iter().any(|word| holds(word.text, stem)))
        .map(|(_, sense)| *sense)
        .collect();
    let negated = words.iter().any(|word| is_negation(word.text));
    let result =
        ["ERFOLGT", "GENEHM", "AUTORISIER", "APPROV", "MÖGLICH", "UNGÜLTIG", "ZUGELASSEN", "AUTHORI", "POSSIBLE"];
    if negated && words.iter().any(|word| result.iter().any(|stem| holds(word.text, stem))) {
        found.push(Declined);
    }
    found
}
