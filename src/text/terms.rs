//! The words of the trade, used by every screen and printout alike.

use super::Text;
use crate::model::{CardType, EntryResult, Kind, Outcome, RefName};

texts! {
    APPROVED_HERE { en: "approved here", es: "aprobada aquí", zh: "本机已批准" }
    DECLINED_HERE { en: "declined here", es: "rechazada aquí", zh: "本机已拒绝" }
    UNKNOWN { en: "unknown", es: "desconocido", zh: "未知" }
    SALE { en: "sale", es: "venta", zh: "消费" }
    VOID { en: "void", es: "anulación", zh: "撤销" }
    OTHER { en: "other", es: "otra", zh: "其他" }
    CREDIT { en: "credit", es: "crédito", zh: "信用卡" }
    DEBIT { en: "debit", es: "débito", zh: "借记卡" }
    CARD_TYPE_UNKNOWN { en: "type not told", es: "tipo no informado", zh: "卡类型不明" }
    AUTHORISATION_CODE { en: "authorisation code", es: "código de autorización", zh: "授权码" }
    TICKET { en: "ticket", es: "boleta", zh: "小票号" }
    EMPLOYEE { en: "employee", es: "empleado", zh: "员工号" }
    ACCOUNTING_DATE { en: "accounting date", es: "fecha contable", zh: "记账日期" }
    ACCOUNT { en: "account", es: "cuenta", zh: "账户" }
    PROVIDER { en: "provider code", es: "código de proveedor", zh: "提供商代码" }
    ORIGINAL { en: "original operation", es: "operación original", zh: "原操作号" }
    OPERATION_NUMBER { en: "operation number", es: "número de operación", zh: "操作号" }
    MERCHANT { en: "merchant code", es: "código de comercio", zh: "商户号" }
    TERMINAL { en: "terminal", es: "terminal", zh: "终端号" }
    AMOUNT { en: "amount", es: "monto", zh: "金额" }
    TIP { en: "tip", es: "propina", zh: "小费" }
    DATE_TIME { en: "date and time", es: "fecha y hora", zh: "日期时间" }
    CARD { en: "card", es: "tarjeta", zh: "卡号" }
    BRAND { en: "brand", es: "marca", zh: "卡组织" }
    INSTALMENTS { en: "instalments", es: "cuotas", zh: "分期" }
    RESULT { en: "result", es: "resultado", zh: "结果" }
    VOIDED { en: "voided", es: "anulada", zh: "已撤销" }
    VOID_UNKNOWN { en: "void UNKNOWN", es: "anulación INCIERTA", zh: "撤销结果未知" }
    DONE { en: "done", es: "hecho", zh: "已执行" }
    NOT_DONE { en: "not done", es: "no hecho", zh: "未执行" }
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
