//! The words of the trade, used by every screen and printout alike.

use super::Text;
use crate::model::{CardType, EntryResult, Kind, Outcome, RefName};

texts! {
    APPROVED_HERE { en: "approved here", es: "aprobada aquí", zh: "本机已批准", de: "hier genehmigt" }
    DECLINED_HERE { en: "declined here", es: "rechazada aquí", zh: "本机已拒绝", de: "hier abgelehnt" }
    UNKNOWN { en: "unknown", es: "desconocido", zh: "未知", de: "unbekannt" }
    SALE { en: "sale", es: "venta", zh: "消费", de: "Verkauf" }
    VOID { en: "void", es: "anulación", zh: "撤销", de: "Storno" }
    OTHER { en: "other", es: "otra", zh: "其他", de: "anderes" }
    CREDIT { en: "credit", es: "crédito", zh: "信用卡", de: "Kredit" }
    DEBIT { en: "debit", es: "débito", zh: "借记卡", de: "Debit" }
    CARD_TYPE_UNKNOWN { en: "type not told", es: "tipo no informado", zh: "卡类型不明", de: "Kartenart nicht mitgeteilt" }
    AUTHORISATION_CODE { en: "authorisation code", es: "código de autorización", zh: "授权码", de: "Genehmigungsnummer" }
    TICKET { en: "ticket", es: "boleta", zh: "小票号", de: "Bon-Nr." }
    EMPLOYEE { en: "employee", es: "empleado", zh: "员工号", de: "Bediener" }
    ACCOUNTING_DATE { en: "accounting date", es: "fecha contable", zh: "记账日期", de: "Buchungsdatum" }
    ACCOUNT { en: "account", es: "cuenta", zh: "账户", de: "Konto" }
    PROVIDER { en: "provider code", es: "código de proveedor", zh: "提供商代码", de: "Anbietercode" }
    ORIGINAL { en: "original operation", es: "operación original", zh: "原操作号", de: "Originalvorgang" }
    OPERATION_NUMBER { en: "operation number", es: "número de operación", zh: "操作号", de: "Vorgangsnummer" }
    MERCHANT { en: "merchant code", es: "código de comercio", zh: "商户号", de: "Händlernummer" }
    TERMINAL { en: "terminal", es: "terminal", zh: "终端号", de: "Terminal-ID" }
    AMOUNT { en: "amount", es: "monto", zh: "金额", de: "Betrag" }
    TIP { en: "tip", es: "propina", zh: "小费", de: "Trinkgeld" }
    DATE_TIME { en: "date and time", es: "fecha y hora", zh: "日期时间", de: "Datum und Uhrzeit" }
    CARD { en: "card", es: "tarjeta", zh: "卡号", de: "Karte" }
    BRAND { en: "brand", es: "marca", zh: "卡组织", de: "Kartenmarke" }
    INSTALMENTS { en: "instalments", es: "cuotas", zh: "分期", de: "Raten" }
    RESULT { en: "result", es: "resultado", zh: "结果", de: "Ergebnis" }
    VOIDED { en: "voided", es: "anulada", zh: "已撤销", de: "storniert" }
    VOID_UNKNOWN { en: "void UNKNOWN", es: "anulación INCIERTA", zh: "撤销结果未知", de: "Storno UNBEKANNT" }
    DONE { en: "done", es: "hecho", zh: "已执行", de: "ausgeführt" }
    NOT_DONE { en: "not done", es: "no hecho", zh: "未执行", de: "nicht ausgeführt" }
}

/// The word for a result.
pub fn result(result: EntryResult) -> &'static Text {
    match result {
        EntryResult::Approved => &APPROVED_HERE,
        EntryResult::Declined => &DECLINED_HERE,
        EntryResult::Unknown => &UNKNOWN,
    }
}

/// The word for a kind of entry.
pub fn kind(kind: Kind) -> &'static Text {
    match kind {
        Kind::Sale => &SALE,
        Kind::Void => &VOID,
        Kind::Other => &OTHER,
    }
}

/// The word for a card type.
pub fn card_type(card_type: CardType) -> &'static Text {
    match card_type {
        CardType::Credit => &CREDIT,
        CardType::Debit => &DEBIT,
        CardType::Unknown => &CARD_TYPE_UNKNOWN,
    }
}

/// The word for a reference.
pub fn reference(name: RefName) -> &'static Text {
    match name {
        RefName::AuthorisationCode => &AUTHORISATION_CODE,
        RefName::Ticket => &TICKET,
        RefName::Employee => &EMPLOYEE,
        RefName::AccountingDate => &ACCOUNTING_DATE,
        RefName::Account => &ACCOUNT,
        RefName::Provider => &PROVIDER,
        RefName::Original => &ORIGINAL,
    }
}

/// The word for how a remedy ended.
pub fn outcome(outcome: &Outcome) -> &'static Text {
    match outcome {
        Outcome::Done { .. } => &DONE,
        Outcome::NotDone { .. } => &NOT_DONE,
        Outcome::Unknown { .. } => &UNKNOWN,
    }
}
