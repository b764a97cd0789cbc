//! Bills, and the profiles that tables of acquirers are read through.

use tillwright::diagnose::bill::{Profile, preview, read};
use tillwright::model::{Bill, Side};
use tillwright::text::{Lang, bill as words};

use super::look;

/// A file as somebody downloaded it.
pub fn bill(data: &[u8]) {
    match read("bill.csv", data, &[]) {
        Ok(bill) => usable(&bill, data),
        Err(refusal) => {
            for phrase in [words::happened(&refusal), words::not_concluded(), words::next(&refusal)] {
                Lang::ALL.iter().for_each(|lang| look::harmless(&phrase.read(*lang)));
            }
        }
    }
    for profile in Profile::built_in() {
        if let Ok(seen) = preview(data, profile) {
            look::secret_free(format!("{seen:?}").as_bytes());
        }
    }
}

/// What became a bill tallies, names every row once and holds no more than the file can.
fn usable(bill: &Bill, data: &[u8]) {
    look::secret_free(format!("{bill:?}").as_bytes());
    assert!(bill.side == Side::Customer || bill.totals.iter().all(|total| total.tallies()), "{:?}", bill.totals);
    let names: std::collections::BTreeSet<_> = bill.rows.iter().map(|row| (row.line, row.part)).collect();
    assert_eq!(names.len(), bill.rows.len(), "a row with the name of another");
    let packed = data.starts_with(b"PK");
    assert!(packed || bill.rows.len() + bill.bad_rows.len() <= data.len());
    assert!(bill.covers.is_none_or(|(first, last)| first <= last));
    for row in &bill.rows {
        assert!(row.amount.minor >= 0 && row.settled.is_none_or(|settled| settled.minor >= 0), "{row:?}");
        for text in [&row.kind_said, &row.state_said, &row.scheme, &row.description] {
            look::harmless(text.as_str());
        }
    }
}

/// A mapping profile.
pub fn profile(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Profile::parse(&text) {
        Ok(profile) => {
            look::harmless(profile.name().as_str());
            let _ = read("bill.csv", data, &[profile]);
        }
        Err(error) => look::plain(&error.to_string()),
    }
}
