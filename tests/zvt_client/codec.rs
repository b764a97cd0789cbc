//! The codec of the crate `zvt` beside ours: the same APDU, read by both.

use std::fmt::Debug;

use tillwright::model::{Currency, Direction, Printable};
use tillwright::protocol::zvt::{
    Charge, Charset, Completion, Control, Decoder, Event, Item, Line, Message, Reply, Request, Status, Wire,
};
use zvt::packets as theirs;
use zvt::{ZvtSerializer, encoding};

/// BMPs of a result that the crate knows; at any other it stops silently.
const KNOWN: [u8; 20] = [
    0x04, 0x06, 0x0B, 0x0C, 0x0D, 0x0E, 0x17, 0x19, 0x22, 0x27, 0x29, 0x2A, 0x3B, 0x3C, 0x49, 0x60, 0x87, 0x8A, 0x8B,
    0x8C,
];

/// The one APDU of these bytes.
pub fn parse(bytes: &[u8]) -> Message {
    let events = Decoder::new(Wire::Network).push(bytes);
    let [Event::Apdu(apdu)] = events.as_slice() else { panic!("{events:?}") };
    Message::parse(apdu).unwrap()
}

/// What the crate reads.
pub fn read<T: ZvtSerializer + Debug>(bytes: &[u8]) -> T
where
    encoding::Default: encoding::Encoding<T>,
{
    T::zvt_deserialize(bytes).unwrap_or_else(|error| panic!("{error}: {}", hex::encode(bytes))).0
}

/// Both read an APDU; they have to read the same. Whether the crate knows such APDUs at all.
pub fn compare(bytes: &[u8]) -> bool {
    let message = parse(bytes);
    if message.direction() == Some(Direction::ToDevice) {
        return compare_request(bytes, &Request::of(&message).unwrap());
    }
    match Reply::of(&message, Charset::default()).unwrap() {
        Reply::Accepted { .. } => assert_eq!(read::<theirs::Ack>(bytes), theirs::Ack {}),
        Reply::Intermediate { status, minutes, .. } => {
            let expected = theirs::IntermediateStatusInformation { status, timeout: minutes };
            assert_eq!(read::<theirs::IntermediateStatusInformation>(bytes), expected);
        }
        Reply::Status(status) => compare_status(bytes, &message, &status),
        Reply::Completion(completion) => compare_completion(bytes, &completion),
        Reply::Abort(abort) => {
            let receipt =
                if abort.none_open { Some(0xFFFF) } else { abort.receipts.first().map(|one| usize::from(*one)) };
            let expected = theirs::PartialReversalAbort { error: abort.code, receipt_no: receipt };
            assert_eq!(read::<theirs::PartialReversalAbort>(bytes), expected);
        }
        Reply::Line(line) => compare_line(&read(bytes), &line),
        Reply::SetClock { date, time } => {
            let date = date.unwrap().strftime("%y%m%d").to_string().parse().unwrap();
            let time = time.unwrap().strftime("%H%M%S").to_string().parse().unwrap();
            assert_eq!(read::<theirs::SetTimeAndDate>(bytes), theirs::SetTimeAndDate { date, time });
        }
        Reply::Block(block) => {
            let lines: Vec<&str> = block.lines.iter().map(|line| line.text.as_str()).collect();
            compare_block(bytes, &lines);
        }
        Reply::Refused { .. } | Reply::Other(_) => return false,
    }
    true
}

fn compare_request(bytes: &[u8], request: &Request) -> bool {
    let charge = |charge: &Charge| {
        let amount = charge.amount.map(|amount| usize::try_from(amount).unwrap());
        (amount, charge.currency.map(number), charge.payment_type)
    };
    let receipt = |receipt: &Option<u16>| receipt.map(usize::from);
    match request {
        Request::Registration { config, currency, .. } => {
            let read: theirs::Registration = read(bytes);
            assert_eq!((read.config_byte, read.currency), (*config, currency.map(number)));
        }
        Request::StatusEnquiry { password, service, .. } => {
            let read: theirs::StatusEnquiry = read(bytes);
            assert_eq!((read.password.is_some(), read.service_byte), (password.is_some(), *service));
        }
        Request::PreAuthorisation(ours) => {
            let read: theirs::Reservation = read(bytes);
            assert_eq!((read.amount, read.currency, read.payment_type), charge(ours));
        }
        Request::PartialReversal { receipt: number, charge: ours } => {
            let read: theirs::PartialReversal = read(bytes);
            assert_eq!((read.amount, read.currency, read.payment_type), charge(ours));
            assert_eq!(read.receipt_no, receipt(number));
        }
        Request::OpenPreAuthorisations => {
            assert_eq!(read::<theirs::PartialReversal>(bytes).receipt_no, Some(0xFFFF));
        }
        Request::PreAuthorisationReversal { receipt: number, charge: ours } => {
            let read: theirs::PreAuthReversal = read(bytes);
            assert_eq!((read.currency, read.payment_type), (charge(ours).1, charge(ours).2));
            assert_eq!(read.receipt_no, receipt(&Some(*number)));
        }
        Request::EndOfDay { .. } => drop(read::<theirs::EndOfDay>(bytes)),
        Request::Initialisation { .. } => drop(read::<theirs::Initialization>(bytes)),
        Request::Diagnosis { kind } => {
            assert_eq!(read::<theirs::Diagnosis>(bytes).tlv.and_then(|tlv| tlv.diagnosis_type), *kind);
        }
        Request::SystemConfiguration => drop(read::<theirs::PrintSystemConfiguration>(bytes)),
        Request::Other(message) => match message.control {
            Control::RESET => drop(read::<theirs::ResetTerminal>(bytes)),
            Control::READ_CARD => drop(read::<theirs::ReadCard>(bytes)),
            Control::SET_TERMINAL_ID => drop(read::<theirs::SetTerminalId>(bytes)),
            _ => return false,
        },
        _ => return false,
    }
    true
}

/// A result, up to the first BMP that the crate does not know.
fn compare_status(bytes: &[u8], message: &Message, ours: &Status) {
    let theirs: theirs::StatusInformation = read(bytes);
    let mut stopped = false;
    for tag in KNOWN {
        // Items behind one that is not known are not read.
        let known = |item: &&Item| match item {
            Item::Bmp(tag, _) => KNOWN.contains(tag),
            Item::Tlv(..) => true,
            _ => false,
        };
        let is_there =
            message.items.iter().take_while(known).any(|item| matches!(item, Item::Bmp(found, _) if *found == tag));
        stopped |= message.items.iter().any(|item| !known(&item));
        let (said, read) = (theirs_at(&theirs, tag), ours_at(ours, tag));
        match is_there {
            // A masked digit is an E, which the crate takes for a fourteen.
            true if tag == 0x22 => assert!(said.is_some() && read.is_some()),
            true => assert_eq!(said, read, "BMP {tag:02X} of {}", hex::encode(bytes)),
            false if tag == 0x06 => {}
            false => assert_eq!(said, None, "BMP {tag:02X} of {}", hex::encode(bytes)),
        }
    }
    assert!(stopped || message.items.iter().all(|item| matches!(item, Item::Bmp(..) | Item::Tlv(..))));
}

fn theirs_at(status: &theirs::StatusInformation, tag: u8) -> Option<String> {
    let long = |number: Option<usize>| number.map(|number| number.to_string());
    let short = |number: Option<u8>| number.map(|number| number.to_string());
    match tag {
        0x04 => long(status.amount),
        0x0B => long(status.trace_number),
        0x0C => status.time.map(|time| format!("{time:06}")),
        0x0D => status.date.map(|date| format!("{date:04}")),
        0x0E => status.expiry_date.map(|date| format!("{date:04}")),
        0x17 => long(status.card_sequence_number),
        0x19 => short(status.card_type),
        0x22 => long(status.card_number),
        0x27 => short(status.result_code),
        0x29 => status.terminal_id.map(|id| format!("{id:08}")),
        0x2A => status.vu_number.as_ref().map(|text| text.trim_end().to_owned()),
        0x3B => status.aid_authorization_attribute.clone(),
        0x3C => status.additional_text.clone(),
        0x49 => status.currency.map(|number| format!("{number:03}")),
        0x60 => status.single_amounts.as_ref().map(|totals| {
            let pairs = [
                &totals.girocard,
                &totals.jcb,
                &totals.eurocard,
                &totals.amex,
                &totals.visa,
                &totals.diners,
                &totals.others,
            ];
            let pairs = pairs.map(|pair| (pair.num, i64::try_from(pair.total).unwrap()));
            format!("{} {} {pairs:?}", totals.receipt_no_start, totals.receipt_no_end)
        }),
        0x87 => long(status.receipt_no),
        0x8A => short(status.zvt_card_type),
        0x8B => status.card_name.clone(),
        0x8C => short(status.zvt_card_type_id),
        _ => None,
    }
}

fn ours_at(status: &Status, tag: u8) -> Option<String> {
    let text = |text: &Option<Printable>| text.as_ref().map(|text| text.as_str().to_owned());
    let day = |day: Option<(i8, i8)>| day.map(|(high, low)| format!("{high:02}{low:02}"));
    let short = |number: Option<u8>| number.map(|number| number.to_string());
    match tag {
        0x04 => status.amount.map(|amount| amount.to_string()),
        0x0B => status.trace.map(|trace| trace.to_string()),
        0x0C => status.time.map(|time| time.strftime("%H%M%S").to_string()),
        0x0D => day(status.day),
        0x0E => day(status.expiry),
        0x17 => status.card_sequence.map(|number| number.to_string()),
        0x19 => short(status.payment_type),
        0x22 => status.card.as_ref().map(ToString::to_string),
        0x27 => short(status.result),
        0x29 => text(&status.terminal),
        0x2A => text(&status.contract),
        0x3B => text(&status.authorisation),
        0x3C => text(&status.text),
        0x49 => status.currency.map(|currency| format!("{:03}", currency.numeric())),
        0x60 => status
            .totals
            .as_ref()
            .map(|totals| format!("{} {} {:?}", totals.first.unwrap(), totals.last.unwrap(), totals.schemes)),
        0x87 => status.receipt.map(|receipt| receipt.to_string()),
        0x8A => short(status.card_type),
        0x8B => text(&status.card_name),
        0x8C => short(status.operator_card_type),
        _ => None,
    }
}

fn compare_completion(bytes: &[u8], ours: &Completion) {
    let id = |terminal: &Option<Printable>| terminal.as_ref().map(|text| text.as_str().parse::<usize>().unwrap());
    let Some(status) = ours.status else {
        let expected = theirs::CompletionData {
            result_code: ours.result,
            status_byte: ours.state,
            terminal_id: id(&ours.terminal),
            currency: ours.currency.map(number),
        };
        assert_eq!(read::<theirs::CompletionData>(bytes), expected);
        return;
    };
    // The crate takes the version for granted.
    let Some(version) = &ours.version else { return };
    let theirs: theirs::ReceiptPrintoutCompletion = read(bytes);
    assert_eq!((theirs.sw_version.as_str(), theirs.terminal_status_code), (version.as_str(), status));
    let Some(tlv) = theirs.tlv else { return };
    assert_eq!(tlv.terminal_id, id(&ours.terminal));
    let device = tlv.device_information.unwrap();
    let text = |tag| ours.device_text(tag).map(|text| text.as_str().to_owned());
    assert_eq!((device.device_name, device.software_version), (text(0x1F40), text(0x1F41)));
    assert_eq!(device.serial_number.map(|number| format!("{number:08}")), text(0x1F42));
    assert_eq!(device.device_state.map(|state| vec![state]), ours.object(&[0xE4, 0x1F43]).map(<[u8]>::to_vec));
    if let Some(moment) = tlv.date_time {
        let clock = ours.clock().map(|(date, time)| date.to_datetime(time).to_string());
        assert_eq!(Some(moment.format("%Y-%m-%dT%H:%M:%S").to_string()), clock);
    }
}

fn compare_line(theirs: &theirs::PrintLine, ours: &Line) {
    if ours.feeds == 0 {
        assert_eq!(masked(&theirs.text), ours.text.as_str());
        assert_eq!(theirs.attribute & 0x80 != 0, ours.last);
    }
}

/// The lines of a block. After a change of attribute the crate finds a tag a second time, and gives up.
fn compare_block(bytes: &[u8], ours: &[&str]) {
    match theirs::PrintTextBlock::zvt_deserialize(bytes) {
        Ok((block, _)) => {
            let lines = block.tlv.and_then(|tlv| tlv.lines).map(|texts| texts.lines).unwrap_or_default();
            assert_eq!(lines.iter().map(|line| masked(line)).collect::<Vec<_>>(), ours);
        }
        Err(error) => assert!(matches!(error, zvt::ZVTError::DuplicateTag(zvt::Tag(0x07 | 0x09))), "{error}"),
    }
}

/// A text as we keep it: without card numbers.
pub fn masked(text: &str) -> String {
    Printable::new(text, 160).as_str().to_owned()
}

fn number(currency: Currency) -> usize {
    currency.numeric().into()
}
