//! Damaged and arbitrary files: nothing panics, nothing is read by half.

use proptest::prelude::*;
use tillwright::diagnose::bill::Profile;
use tillwright::model::{Bill, BillRefusal, Side};

use crate::kit::{GOOD, bill, bytes, of};

/// What has to hold of every answer.
fn holds(read: &Result<Bill, BillRefusal>) {
    let Ok(bill) = read else { return };
    assert!(!bill.rows.is_empty());
    assert!(bill.side == Side::Customer || bill.totals.iter().all(|total| total.tallies()));
    for row in &bill.rows {
        assert!(row.amount.minor >= 0 && row.settled.is_none_or(|settled| settled.minor >= 0));
        assert!(row.description.as_str().chars().count() <= 80);
    }
}

/// Whether the format of a fixture states totals, so that no row can get lost.
fn has_totals(bill: &Bill) -> bool {
    bill.is_proven()
}

#[test]
fn every_truncation_is_noticed_where_totals_are_there() {
    for name in GOOD {
        let (whole, all) = (bytes(name), bill(name));
        // Every point of short files; of long ones every seventh, and all of the last 400.
        let step = if whole.len() > 3_000 { 7 } else { 1 };
        for end in (0..whole.len()).filter(|end| end % step == 0 || whole.len() - end < 400) {
            let read = of(&whole[..end]);
            holds(&read);
            if let Ok(part) = read
                && (has_totals(&all) || name.ends_with("xml"))
                && !part.totals.is_empty()
            {
                assert_eq!(part.rows.len(), all.rows.len(), "{name} cut at {end} reads as a smaller bill");
            }
        }
    }
}

#[test]
fn a_wallet_bill_or_statement_that_is_cut_never_reads_with_fewer_rows() {
    for name in GOOD
        .iter()
        .filter(|name| name.starts_with("wechat-all") || name.starts_with("alipay-2") || name.ends_with("xml"))
    {
        let (whole, all) = (bytes(name), bill(name));
        for end in 0..whole.len() {
            if let Ok(part) = of(&whole[..end]) {
                assert_eq!((part.rows, part.bad_rows), (all.rows.clone(), all.bad_rows.clone()), "{name} at {end}");
            }
        }
    }
}

/// Cells of the lines of a table, moved by `order`; lines with another count of cells stay.
fn shuffled(text: &str, parted: &str, width: usize, order: &[usize]) -> String {
    let one = |line: &str| {
        let ticked = line.starts_with('`');
        let body = line.strip_prefix('`').unwrap_or(line);
        let (sign, front) = if ticked { (format!("{parted}`"), "`") } else { (parted.to_owned(), "") };
        let cells: Vec<&str> = body.split(sign.as_str()).collect();
        if cells.len() != width {
            return line.to_owned();
        }
        let moved: Vec<&str> = order.iter().map(|at| cells[*at]).collect();
        format!("{front}{}", moved.join(&sign))
    };
    text.lines().map(one).collect::<Vec<_>>().join("\n")
}

const TABLES: &[(&str, &str, usize)] = &[
    ("wechat-all-27.csv", ",", 27),
    ("alipay-22-utf8.csv", ",", 22),
    ("transbank.csv", ";", 12),
    ("spanish.csv", "|", 6),
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_hold(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        holds(&of(&bytes));
    }

    #[test]
    fn arbitrary_text_holds(text in any::<String>()) {
        holds(&of(text.as_bytes()));
        let _ = Profile::parse(&text);
    }

    #[test]
    fn damaged_files_hold(
        name in prop::sample::select(GOOD),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut file = bytes(name);
        for (at, byte) in damage {
            let at = at.index(file.len());
            file[at] = byte;
        }
        holds(&of(&file));
    }

    #[test]
    fn lines_that_are_taken_out_or_doubled_hold(name in prop::sample::select(GOOD), at in any::<prop::sample::Index>(), twice in any::<bool>()) {
        let file = bytes(name);
        let mut lines: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
        let at = at.index(lines.len());
        if twice {
            lines.insert(at, lines[at]);
        } else {
            lines.remove(at);
        }
        let read = of(&lines.concat());
        holds(&read);
        let all = bill(name);
        if let Ok(read) = read && (name.starts_with("wechat-all") || name.starts_with("alipay-2")) {
            prop_assert_eq!(read.rows.len(), all.rows.len());
        }
    }

    #[test]
    fn columns_read_the_same_in_any_order(
        (name, parted, width) in prop::sample::select(TABLES),
        seed in prop::collection::vec(any::<u32>(), 27),
    ) {
        let mut order: Vec<usize> = (0..width).collect();
        order.sort_by_key(|at| seed[*at]);
        let text = String::from_utf8(bytes(name)).unwrap();
        let moved = of(shuffled(text.trim_start_matches('\u{feff}'), parted, width, &order).as_bytes());
        // A line of totals begins with its word: it is found wherever that stands first.
        let moved = moved.map(|bill| bill.rows);
        prop_assert_eq!(moved, Ok(bill(name).rows));
    }

    #[test]
    fn doubled_columns_are_refused((name, parted, width) in prop::sample::select(TABLES), at in any::<prop::sample::Index>()) {
        let at = at.index(width);
        let order: Vec<usize> = (0..width).chain([at]).collect();
        let text = String::from_utf8(bytes(name)).unwrap();
        let read = of(shuffled(text.trim_start_matches('\u{feff}'), parted, width, &order).as_bytes());
        prop_assert!(matches!(read, Err(BillRefusal::ColumnDoubled { .. })), "{:?}", read);
    }
}

#[test]
fn renamed_columns_are_refused() {
    let needed = [
        "交易时间",
        "商户号",
        "微信订单号",
        "商户订单号",
        "交易状态",
        "货币种类",
        "应结订单金额",
        "微信退款单号",
        "退款金额",
        "退款状态",
        "手续费",
        "订单金额",
        "申请退款金额",
        "设备号",
        "付款银行",
        "商品名称",
    ];
    let text = String::from_utf8(bytes("wechat-all-27.csv")).unwrap();
    let (head, rest) = text.split_once('\n').unwrap();
    for name in needed {
        let renamed: Vec<&str> = head.split(',').map(|cell| if cell == name { "改名" } else { cell }).collect();
        let read = of(format!("{}\n{rest}", renamed.join(",")).as_bytes());
        assert!(read.is_err(), "{name}: {read:?}");
    }
}

/// Files that are small and would grow, or that take the square of their size.
#[test]
fn hostile_files_end_soon() {
    let head = "Date,Type,STAN,Amount,Currency\n";
    let quotes = format!("\"{}\"\n", "\n".repeat(30_000));
    let many: [Vec<u8>; 6] = [
        format!("{head}{}", ",".repeat(8_000_000)).into_bytes(),
        format!("{head}{}", "\n".repeat(8_000_000)).into_bytes(),
        format!("{head}{}", quotes.repeat(60)).into_bytes(),
        format!("<Document{}/>", " a='b'".repeat(1_000_000)).into_bytes(),
        format!("<Document><BkToCstmrStmt><Stmt><Ntry>{}", "<a/>".repeat(2_000_000)).into_bytes(),
        format!("{head}{}", "\"".repeat(8_000_000)).into_bytes(),
    ];
    for file in many {
        assert!(of(&file).is_err());
    }
}

/// A month of a busy shop.
#[test]
fn a_long_bill_is_read_whole() {
    const ROWS: usize = 50_000;
    let text = String::from_utf8(bytes("wechat-success-18.csv")).unwrap();
    let mut lines = text.lines();
    let (head, row, names) = (lines.next().unwrap(), lines.next().unwrap(), lines.next().unwrap());
    let sum = format!("`{ROWS},`{}.00,`0.00,`0.00,`{}.00000", ROWS * 95, ROWS * 57 / 100);
    let all = format!("{head}\n{}{names}\n{sum}\n", format!("{row}\n").repeat(ROWS));
    assert_eq!(of(all.as_bytes()).unwrap().rows.len(), ROWS);
}
