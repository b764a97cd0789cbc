//! What archives and ledger write of the model's values: types of their own, versioned with the file formats, so that the
//! model can change without breaking a file that somebody took home. They hold nothing that the model does not: card
//! numbers are masked before they get here, and text is made harmless again when it is read.

use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::{Deserialize, Deserializer, Serialize};

use crate::model::{
    Anomaly, Card, CardType, Code, CodeKind, Currency, CurrencySource, DeviceId, DeviceTime, Direction, Entry,
    EntryKey, EntryResult, Family, Instalments, Kind, Money, Printable, Provenance, RefName, Reference, VoidMark, Way,
    WireLine, YearSource,
};

/// Longest text that a file may bring; longer ones are cut.
const TEXT: usize = 65_536;

/// Text from a file, harmless. What [`Printable`] made before comes back unchanged.
pub(super) fn printable(text: &str) -> Printable {
    Printable::new(text, TEXT)
}

/// Free text with its lines: each harmless.
pub(super) fn lines(text: &str) -> String {
    let clean: Vec<String> = text.split('\n').map(|line| printable(line).to_string()).collect();
    clean.join("\n")
}

/// The value of `all` that goes by this name.
pub(super) fn token<T: Copy>(what: &str, all: &[T], name: impl Fn(T) -> &'static str, text: &str) -> Result<T, String> {
    let found = all.iter().copied().find(|value| name(*value) == text);
    found.ok_or_else(|| format!("no {what} {:?}", Printable::new(text, 40).as_str()))
}

fn year(source: YearSource) -> &'static str {
    match source {
        YearSource::Told => "told",
        YearSource::Assumed => "assumed",
    }
}

fn learnt(source: CurrencySource) -> &'static str {
    match source {
        CurrencySource::Device => "device",
        CurrencySource::Family => "family",
        CurrencySource::Person => "person",
        CurrencySource::Bill => "bill",
    }
}

/// Token of a void mark.
pub(super) fn void_name(mark: VoidMark) -> &'static str {
    match mark {
        VoidMark::NotTold => "not_told",
        VoidMark::Voided => "voided",
    }
}

/// A void mark by its token.
pub(super) fn void_mark(text: &str) -> Result<VoidMark, String> {
    token("void mark", &[VoidMark::NotTold, VoidMark::Voided], void_name, text)
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    token("kind", Kind::ALL, Kind::as_str, text)
}

pub(super) fn result(text: &str) -> Result<EntryResult, String> {
    let all = [EntryResult::Approved, EntryResult::Declined, EntryResult::Unknown];
    token("result", &all, EntryResult::as_str, text)
}

pub(super) fn card_type(text: &str) -> Result<CardType, String> {
    token("card type", &[CardType::Credit, CardType::Debit, CardType::Unknown], CardType::as_str, text)
}

pub(super) fn provenance(text: &str) -> Result<Provenance, String> {
    token("provenance", Provenance::ALL, Provenance::as_str, text)
}

/// A content hash: 64 hex digits. It names archives in lists and messages, so nothing else may stand in its place.
pub(super) fn hash<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let text = String::deserialize(input)?;
    match text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        true => Ok(text),
        false => Err(serde::de::Error::custom("a hash that is none")),
    }
}

/// A device id from its text, where the last part may be empty too.
pub(super) fn device(text: &str) -> Result<DeviceId, String> {
    let mut parts = text.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(family), Some(merchant), Some(terminal)) => {
            Ok(DeviceId::new(family.parse::<Family>()?, merchant, terminal))
        }
        _ => Err(format!("{:?} is no device id", Printable::new(text, 60).as_str())),
    }
}

/// The code of a currency and how it was learnt, as `CLP/family`.
pub(super) fn currency_text(money: &Money) -> String {
    format!("{}/{}", money.currency.code(), learnt(money.learnt))
}

/// Back from [`currency_text`].
pub(super) fn currency(text: &str) -> Result<(Currency, CurrencySource), String> {
    let (code, source) = text.split_once('/').ok_or("no currency")?;
    let currency =
        Currency::from_code(code).ok_or_else(|| format!("no currency {:?}", Printable::new(code, 10).as_str()))?;
    let all = [CurrencySource::Device, CurrencySource::Family, CurrencySource::Person, CurrencySource::Bill];
    Ok((currency, token("source of a currency", &all, learnt, source)?))
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct MoneyDto {
    minor: i64,
    currency: String,
}

impl From<&Money> for MoneyDto {
    fn from(money: &Money) -> Self {
        Self { minor: money.minor, currency: currency_text(money) }
    }
}

impl MoneyDto {
    pub(super) fn read(&self) -> Result<Money, String> {
        let (currency, learnt) = currency(&self.currency)?;
        Ok(Money::new(self.minor, currency, learnt))
    }
}

/// A device time as `2026-11-23T19:03:09 told`.
pub(super) fn time_text(time: &DeviceTime) -> String {
    format!("{} {}", time.civil, year(time.year))
}

/// Back from [`time_text`].
pub(super) fn time(text: &str) -> Result<DeviceTime, String> {
    let bad = || format!("{:?} is no device time", Printable::new(text, 40).as_str());
    let (civil, source) = text.split_once(' ').ok_or_else(bad)?;
    let civil: DateTime = civil.parse().map_err(|_| bad())?;
    Ok(DeviceTime { civil, year: token("source of a year", &[YearSource::Told, YearSource::Assumed], year, source)? })
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct InstalmentsDto {
    count: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<MoneyDto>,
}

/// One entry, a JSON line of an archive.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct EntryDto {
    key: String,
    device: String,
    number: u32,
    kind: String,
    result: String,
    code: String,
    amount: MoneyDto,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tip: Option<MoneyDto>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    card: Option<String>,
    card_type: String,
    brand: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instalments: Option<InstalmentsDto>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    references: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    printed: Vec<String>,
    provenance: String,
    void: String,
}

impl From<&Entry> for EntryDto {
    fn from(entry: &Entry) -> Self {
        let reference = |one: &Reference| (one.name.as_str().to_owned(), one.value.to_string());
        Self {
            key: entry.key.to_string(),
            device: entry.device.to_string(),
            number: entry.number,
            kind: entry.kind.as_str().to_owned(),
            result: entry.result.as_str().to_owned(),
            code: entry.code.to_string(),
            amount: MoneyDto::from(&entry.amount),
            tip: entry.tip.as_ref().map(MoneyDto::from),
            time: entry.time.as_ref().map(time_text),
            card: entry.card.as_ref().map(Card::to_string),
            card_type: entry.card_type.as_str().to_owned(),
            brand: entry.brand.to_string(),
            instalments: entry.instalments.map(|instalments| InstalmentsDto {
                count: instalments.count,
                amount: instalments.amount.as_ref().map(MoneyDto::from),
            }),
            references: entry.references.iter().map(reference).collect(),
            printed: entry.printed.iter().map(Printable::to_string).collect(),
            provenance: entry.provenance.as_str().to_owned(),
            void: void_name(entry.void).to_owned(),
        }
    }
}

impl EntryDto {
    /// The entry, or what in it is not understood.
    pub(super) fn read(&self) -> Result<Entry, String> {
        let reference = |(name, value): &(String, String)| {
            let name = token("reference", RefName::ALL, RefName::as_str, name)?;
            Ok(Reference { name, value: printable(value) })
        };
        let instalments = |dto: &InstalmentsDto| {
            let amount = dto.amount.as_ref().map(MoneyDto::read).transpose()?;
            Ok::<_, String>(Instalments { count: dto.count, amount })
        };
        // Not with the room to spare that collecting leaves: a hundred thousand entries may stay in memory.
        let mut references = self.references.iter().map(reference).collect::<Result<Vec<_>, String>>()?;
        references.shrink_to_fit();
        Ok(Entry {
            key: EntryKey::from_text(&self.key),
            device: device(&self.device)?,
            number: self.number,
            kind: kind(&self.kind)?,
            result: result(&self.result)?,
            code: printable(&self.code),
            amount: self.amount.read()?,
            tip: self.tip.as_ref().map(MoneyDto::read).transpose()?,
            time: self.time.as_deref().map(time).transpose()?,
            card: self.card.as_deref().map(card).transpose()?,
            card_type: card_type(&self.card_type)?,
            brand: printable(&self.brand),
            instalments: self.instalments.as_ref().map(instalments).transpose()?,
            references,
            printed: self.printed.iter().map(|line| printable(line)).collect(),
            provenance: provenance(&self.provenance)?,
            void: void_mark(&self.void)?,
        })
    }
}

/// A card from its masked form. A full number in a file made by others is masked here.
pub(super) fn card(text: &str) -> Result<Card, String> {
    Card::mask(text).ok_or_else(|| "a card without digits".to_owned())
}

/// One oddity, a JSON line of an archive.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "anomaly", rename_all = "snake_case")]
pub(super) enum AnomalyDto {
    Duplicate {
        number: u32,
    },
    Repeated {
        number: u32,
    },
    Gap {
        after: u32,
        before: u32,
    },
    Unreadable {
        position: u64,
        why: String,
    },
    OtherDevice {
        id: String,
    },
    NotOffered {
        way: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answer: Option<CodeDto>,
    },
}

impl From<&Anomaly> for AnomalyDto {
    fn from(anomaly: &Anomaly) -> Self {
        match anomaly {
            Anomaly::Duplicate { number } => Self::Duplicate { number: *number },
            Anomaly::Repeated { number } => Self::Repeated { number: *number },
            Anomaly::Gap { after, before } => Self::Gap { after: *after, before: *before },
            Anomaly::Unreadable { position, why } => {
                Self::Unreadable { position: *position as u64, why: printable(why).to_string() }
            }
            Anomaly::OtherDevice { id } => Self::OtherDevice { id: id.to_string() },
            Anomaly::NotOffered { way, answer } => {
                Self::NotOffered { way: way.as_str().to_owned(), answer: answer.as_ref().map(CodeDto::from) }
            }
        }
    }
}

impl AnomalyDto {
    pub(super) fn read(&self) -> Result<Anomaly, String> {
        Ok(match self {
            Self::Duplicate { number } => Anomaly::Duplicate { number: *number },
            Self::Repeated { number } => Anomaly::Repeated { number: *number },
            Self::Gap { after, before } => Anomaly::Gap { after: *after, before: *before },
            Self::Unreadable { position, why } => Anomaly::Unreadable {
                position: usize::try_from(*position).map_err(|_| "a position out of range")?,
                why: printable(why).to_string(),
            },
            Self::OtherDevice { id } => Anomaly::OtherDevice { id: device(id)? },
            Self::NotOffered { way, answer } => Anomaly::NotOffered {
                way: token("way", Way::ALL, Way::as_str, way)?,
                answer: answer.as_ref().map(CodeDto::read).transpose()?,
            },
        })
    }
}

/// A code of a device, as its family writes it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CodeDto {
    family: String,
    kind: String,
    code: String,
}

impl From<&Code> for CodeDto {
    fn from(code: &Code) -> Self {
        Self { family: code.family.as_str().to_owned(), kind: code.kind.as_str().to_owned(), code: code.to_string() }
    }
}

impl CodeDto {
    fn read(&self) -> Result<Code, String> {
        let kind = token("kind of code", CodeKind::ALL, CodeKind::as_str, &self.kind)?;
        Code::parse(self.family.parse()?, kind, &self.code).ok_or_else(|| "a code that is none".to_owned())
    }
}

/// Most bytes of one frame that are kept; what is longer is kept as its length.
const FRAME: usize = 1 << 20;

/// One frame, a JSON line of an archive.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct WireDto {
    at: Timestamp,
    direction: String,
    bytes: String,
    meaning: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checksum_ok: Option<bool>,
}

impl From<&WireLine> for WireDto {
    fn from(line: &WireLine) -> Self {
        let fits = line.bytes.len() <= FRAME;
        let meaning = if fits { line.meaning.clone() } else { format!("{} bytes, not kept", line.bytes.len()) };
        Self {
            at: line.at,
            direction: line.direction.as_str().to_owned(),
            bytes: if fits { hex::encode(&line.bytes) } else { String::new() },
            meaning: printable(&meaning).to_string(),
            checksum_ok: line.checksum_ok,
        }
    }
}

impl WireDto {
    pub(super) fn read(&self) -> Result<WireLine, String> {
        let all = [Direction::ToDevice, Direction::FromDevice];
        Ok(WireLine {
            at: self.at,
            direction: token("direction", &all, Direction::as_str, &self.direction)?,
            bytes: hex::decode(&self.bytes).map_err(|_| "bytes that are not hex")?,
            meaning: printable(&self.meaning).to_string(),
            checksum_ok: self.checksum_ok,
        })
    }
}
