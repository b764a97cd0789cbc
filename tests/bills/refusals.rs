//! Files that are no bill, and bills that contradict themselves (B16).

use tillwright::model::{BillRefusal, Exact};
use tillwright::text::{Lang, bill as texts};

use crate::kit::{bytes, of};

#[test]
fn other_files_are_named() {
    assert_eq!(of(&bytes("page.csv")).unwrap_err(), BillRefusal::HtmlPage);
    for name in ["no-bill.xml", "no-bill.json"] {
        assert_eq!(of(&bytes(name)).unwrap_err(), BillRefusal::NoRows, "{name}");
    }
    assert_eq!(of(b"No Bill Exist").unwrap_err(), BillRefusal::NoRows);
    assert!(matches!(of(&bytes("error.json")).unwrap_err(), BillRefusal::ErrorAnswer { .. }));
    assert_eq!(of(b"%PDF-1.7").unwrap_err(), BillRefusal::OtherFile { kind: "PDF" });
    assert_eq!(of(b"\x1f\x8b\x08").unwrap_err(), BillRefusal::OtherFile { kind: "gzip" });
    for nothing in [&b""[..], b"   \n", b"hello", b"a,b,c\n1,2,3\n", b"\xef\xbb\xbf"] {
        assert_eq!(of(nothing).unwrap_err(), BillRefusal::NotABill);
    }
    assert!(matches!(of(&vec![b' '; 33 << 20]).unwrap_err(), BillRefusal::TooLarge { .. }));
}

#[test]
fn totals_have_to_agree() {
    let text = String::from_utf8(bytes("wechat-all-27.csv")).unwrap();
    let fewer: Vec<&str> = text.lines().filter(|line| !line.contains("TW2026031410050000002")).collect();
    let refusal = of(fewer.join("\n").as_bytes()).unwrap_err();
    let BillRefusal::FooterDiffers { what, said, summed, .. } = &refusal else { panic!("{refusal}") };
    assert_eq!((what.as_str(), *said, *summed), ("总交易单数", Exact::whole(5).unwrap(), Exact::whole(4).unwrap()));
    assert!(of(text.replace("`0.54000", "`0.54001").as_bytes()).is_err(), "five places of a fee count");
    let without: Vec<&str> = text.lines().take(6).collect();
    assert_eq!(of(without.join("\n").as_bytes()).unwrap_err(), BillRefusal::FooterMissing);
    let alipay = String::from_utf8(bytes("alipay-22-utf8.csv")).unwrap();
    assert!(of(alipay.replace("114.99元", "114.98元").as_bytes()).is_err());
    assert!(of(alipay.replace("退款合计：1笔", "退款合计：2笔").as_bytes()).is_err());
    let bare: Vec<&str> = alipay.lines().filter(|line| !line.starts_with("#退款合计")).collect();
    assert_eq!(of(bare.join("\n").as_bytes()).unwrap_err(), BillRefusal::FooterMissing);
}

#[test]
fn a_bad_row_does_not_spoil_the_others() {
    let text = String::from_utf8(bytes("wechat-all-27.csv")).unwrap();
    let bill = of(text.replace("`2026-03-14 10:05:00", "`2026-13-14 10:05:00").as_bytes()).unwrap();
    assert_eq!((bill.rows.len(), bill.bad_rows.len()), (4, 1));
    assert_eq!((bill.bad_rows[0].line, bill.bad_rows[0].column.as_str()), (3, "交易时间"));
    assert!(bill.is_proven() && !bill.is_whole());
}

#[test]
fn several_currencies_under_one_total() {
    let text = String::from_utf8(bytes("wechat-success-20-bom-crlf.csv")).unwrap();
    let mixed = text.replacen("`CNY", "`HKD", 1);
    assert!(matches!(of(mixed.as_bytes()).unwrap_err(), BillRefusal::CurrencyMixed { .. }));
}

#[test]
fn encodings_that_were_damaged() {
    let mut text = bytes("wechat-all-27.csv");
    let at = text.len() - 300;
    text[at] = 0xff;
    assert!(matches!(of(&text).unwrap_err(), BillRefusal::WrongEncoding { .. }));
}

#[test]
fn every_refusal_of_a_fixture_is_told_in_every_language() {
    for name in ["page.csv", "no-bill.xml", "bomb.xml", "camt053.v2.five.decimals.xml"] {
        let refusal = of(&bytes(name)).unwrap_err();
        for lang in Lang::ALL {
            for phrase in [texts::happened(&refusal), texts::not_concluded(), texts::next(&refusal)] {
                let said = phrase.read(*lang);
                assert!(!said.is_empty() && !said.contains('{'), "{said}");
            }
        }
    }
}
