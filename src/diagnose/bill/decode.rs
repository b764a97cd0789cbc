//! From bytes to text. Which encoding a file has is told by a mark at its beginning, or else by what fits.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::BillRefusal;

/// Texts that the bytes can be, the likeliest first. Western and Chinese bytes often read as each other, so where the bytes are
/// no UTF-8 both readings are given: the one whose header is known counts.
pub(super) fn readings(bytes: &[u8]) -> Result<Vec<String>, BillRefusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = strict(encoding, bytes.get(mark..).unwrap_or_default());
        return text.map(|text| vec![text]).ok_or(BillRefusal::WrongEncoding { expected: encoding.name() });
    }
    if let Some(encoding) = bare_utf16(bytes) {
        return strict(encoding, bytes)
            .map(|text| vec![text])
            .ok_or(BillRefusal::WrongEncoding { expected: encoding.name() });
    }
    if let Some(text) = strict(UTF_8, bytes) {
        return Ok(vec![text]);
    }
    let order = if is_western(bytes) { [WINDOWS_1252, GB18030] } else { [GB18030, WINDOWS_1252] };
    let both: Vec<String> = order.into_iter().filter_map(|encoding| strict(encoding, bytes)).collect();
    if is_damaged_chinese(bytes) { Err(BillRefusal::WrongEncoding { expected: "UTF-8, GB18030" }) } else { Ok(both) }
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Whether most bytes beyond ASCII stand alone between ASCII ones, as umlauts do; Chinese characters bring two and more in a row.
fn is_western(bytes: &[u8]) -> bool {
    let runs = || bytes.split(u8::is_ascii).filter(|run| !run.is_empty());
    2 * runs().filter(|run| run.len() == 1).count() > runs().count()
}

/// UTF-16 without a mark: every other byte of its beginning is zero, as the delimiters and digits of a table are Latin.
fn bare_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let front = bytes.get(..64.min(bytes.len()))?;
    let zeros = |odd: usize| front.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match front.len() / 4 {
        0 => None,
        enough if odd > enough && even == 0 => Some(UTF_16LE),
        enough if even > enough && odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}

/// Words that stand in the header of every wallet's bill.
const WALLET_WORDS: &[&str] = &["交易时间", "微信订单号", "支付宝交易号", "交易订单号"];

/// Whether a wallet's bill shows through, with bytes in it that do not belong to its encoding.
fn is_damaged_chinese(bytes: &[u8]) -> bool {
    let shows = |encoding: &'static Encoding| {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        damaged && WALLET_WORDS.iter().any(|word| text.contains(word))
    };
    shows(UTF_8) || shows(GB18030)
}
