//! What the terminal prints: slips of 40 columns.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::sale::{CardKind, StoredSale};
use crate::model::{Currency, CurrencySource, Money};

/// Columns of the paper.
const WIDTH: usize = 40;

/// What kind of slip it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SlipKind {
    /// Voucher of a sale.
    Voucher,
    /// The last voucher, printed again.
    Reprint,
    /// Voucher of a void.
    Void,
    /// Every sale in memory.
    Detail,
    /// Count and sum.
    Summary,
    /// Report of a close.
    Close,
}

/// One piece of paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slip {
    /// What it is.
    pub kind: SlipKind,
    /// The operation it is about, where it is about one.
    pub operation: Option<u32>,
    /// Its lines, at most 40 characters each.
    pub lines: Vec<String>,
}

/// Whose paper it is.
pub(super) struct Letterhead<'a> {
    pub(super) name: &'a str,
    pub(super) merchant: &'a str,
    pub(super) terminal: &'a str,
    pub(super) now: DateTime,
}

impl Letterhead<'_> {
    fn slip(&self, kind: SlipKind, operation: Option<u32>, title: &str, body: Vec<String>) -> Slip {
        let mut lines = vec![centre(self.name), centre(title)];
        lines.push(pair("COMERCIO", self.merchant));
        lines.push(pair("TERMINAL", self.terminal));
        lines.extend(body);
        let lines = lines.into_iter().map(|line| line.chars().take(WIDTH).collect()).collect();
        Slip { kind, operation, lines }
    }

    /// The voucher of a sale, or of its void, or a second print of it.
    pub(super) fn voucher(&self, sale: &StoredSale, kind: SlipKind) -> Slip {
        let title = match (kind, sale.card) {
            (SlipKind::Void, _) => "ANULACION",
            (SlipKind::Reprint, _) => "DUPLICADO",
            (_, CardKind::Credit) => "VENTA CREDITO",
            (_, CardKind::Debit) => "VENTA DEBITO",
        };
        let mut body = vec![
            pair(&stamp(sale.time), &sale.brand),
            pair("TARJETA", &format!("************{}", sale.last4)),
            pair("MONTO", &pesos(i64::from(sale.amount))),
        ];
        if sale.tip > 0 {
            body.push(pair("PROPINA", &pesos(i64::from(sale.tip))));
            body.push(pair("TOTAL", &pesos(i64::from(sale.amount) + i64::from(sale.tip))));
        }
        if let Some(share) = sale.instalment_amount() {
            body.push(pair("CUOTAS", &format!("{} x {}", sale.instalments, pesos(i64::from(share)))));
        }
        body.push(pair("BOLETA", &sale.ticket));
        body.push(pair("NUMERO DE OPERACION", &format!("{:06}", sale.operation)));
        body.push(pair("CODIGO DE AUTORIZACION", &sale.authorisation));
        self.slip(kind, Some(sale.operation), title, body)
    }

    /// Every sale in memory, one line each.
    pub(super) fn detail<'s>(&self, sales: impl Iterator<Item = &'s StoredSale>) -> Slip {
        let mut body = vec![stamp(self.now)];
        for sale in sales {
            let mark = if sale.voided { " ANULADA" } else { "" };
            let left = format!("{:06} {} {}{mark}", sale.operation, sale.time.strftime("%H:%M"), sale.brand);
            body.push(pair(&left, &pesos(i64::from(sale.amount))));
        }
        self.slip(SlipKind::Detail, None, "DETALLE DE VENTAS", body)
    }

    /// Count and sum; also the report of a close.
    pub(super) fn summary(&self, kind: SlipKind, count: usize, total: i64) -> Slip {
        let title = if kind == SlipKind::Close { "CIERRE" } else { "TOTALES" };
        let body = vec![stamp(self.now), pair("VENTAS", &count.to_string()), pair("TOTAL", &pesos(total))];
        self.slip(kind, None, title, body)
    }
}

fn stamp(time: DateTime) -> String {
    time.strftime("%d/%m/%Y %H:%M:%S").to_string()
}

fn pesos(amount: i64) -> String {
    format!("${}", Money::new(amount, Currency::CLP, CurrencySource::Family).grouped('.', ','))
}

fn centre(text: &str) -> String {
    format!("{text:^WIDTH$}").trim_end().to_owned()
}

fn pair(left: &str, right: &str) -> String {
    let room = WIDTH.saturating_sub(left.chars().count());
    format!("{left}{right:>room$}")
}
