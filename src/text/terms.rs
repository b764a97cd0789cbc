//! The words of the trade, used by every screen and printout alike.

use super::Text;
use crate::model::{CardType, Effect, EntryResult, Family, Kind, Outcome, Provenance, RefName};

texts! {
    APPROVED_HERE { en: "approved here", es: "aprobada aquí", zh: "本机已批准", de: "hier genehmigt" }
    DECLINED_HERE { en: "declined here", es: "rechazada aquí", zh: "本机已拒绝", de: "hier abgelehnt" }
    UNKNOWN { en: "unknown", es: "desconocido", zh: "未知", de: "unbekannt" }
    SALE { en: "sale", es: "venta", zh: "消费", de: "Verkauf" }
    VOID { en: "void", es: "anulación", zh: "撤销", de: "Storno" }
    REFUND { en: "refund", es: "devolución", zh: "退货", de: "Gutschrift" }
    OTHER { en: "other", es: "otra", zh: "其他", de: "anderes" }
    CREDIT { en: "credit", es: "crédito", zh: "信用卡", de: "Kredit" }
    DEBIT { en: "debit", es: "débito", zh: "借记卡", de: "Debit" }
    CARD_TYPE_UNKNOWN { en: "type not told", es: "tipo no informado", zh: "卡类型不明", de: "Typ nicht mitgeteilt" }
    AUTHORISATION_CODE { en: "authorisation code", es: "código de autorización", zh: "授权码", de: "Genehmigungsnummer" }
    TICKET { en: "ticket", es: "boleta", zh: "小票号", de: "Bon-Nr." }
    EMPLOYEE { en: "employee", es: "empleado", zh: "员工号", de: "Bediener" }
    ACCOUNTING_DATE { en: "accounting date", es: "fecha contable", zh: "记账日期", de: "Buchungsdatum" }
    ACCOUNT { en: "account", es: "cuenta", zh: "账户", de: "Konto" }
    PROVIDER { en: "provider code", es: "código de proveedor", zh: "提供商代码", de: "Anbietercode" }
    ORIGINAL { en: "original operation", es: "operación original", zh: "原操作号", de: "Originalvorgang" }
    TRACE { en: "trace number", es: "número de traza", zh: "流水号", de: "Trace-Nummer" }
    ORIGINAL_TRACE { en: "original trace", es: "traza original", zh: "原流水号", de: "Original-Trace" }
    TURNOVER { en: "turnover record", es: "registro de ventas", zh: "交易记录号", de: "Umsatznummer" }
    CONTRACT { en: "contract number", es: "número de contrato", zh: "合同号", de: "VU-Nummer" }
    RECEIPT_NUMBER { en: "receipt number", es: "número de recibo", zh: "票据号", de: "Belegnummer" }
    PROVENANCE { en: "source", es: "origen", zh: "来源", de: "Herkunft" }
    STRUCTURED { en: "a record of the device", es: "un registro del equipo", zh: "设备记录", de: "Datensatz des Geräts" }
    FROM_PRINT { en: "parsed from print", es: "leído de un recibo", zh: "由打印内容解析", de: "aus dem Ausdruck gelesen" }
    TYPED { en: "typed from paper", es: "copiado del papel", zh: "按纸质票据录入", de: "vom Papier abgetippt" }
    SILENT { en: "nothing anybody notices", es: "nada que se note", zh: "无任何影响", de: "nichts, was jemand bemerkt" }
    PRINTS { en: "prints", es: "imprime", zh: "打印", de: "druckt" }
    GOES_ONLINE { en: "calls the host", es: "llama al host", zh: "连接主机", de: "ruft den Host an" }
    CHANGES_CONFIGURATION { en: "changes a stored setting", es: "cambia un ajuste guardado", zh: "更改已存设置", de: "ändert eine gespeicherte Einstellung" }
    MAY_CLOSE_BATCH { en: "may close the batch", es: "puede cerrar el lote", zh: "可能触发结批", de: "kann einen Kassenschnitt auslösen" }
    MOVES_MONEY { en: "moves money", es: "mueve dinero", zh: "产生资金变动", de: "bewegt Geld" }
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
        Kind::Refund => &REFUND,
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
        RefName::Trace => &TRACE,
        RefName::OriginalTrace => &ORIGINAL_TRACE,
        RefName::Turnover => &TURNOVER,
        RefName::Contract => &CONTRACT,
    }
}

/// The word for the device's own number of an entry.
pub fn number(family: Family) -> &'static Text {
    match family {
        Family::Transbank => &OPERATION_NUMBER,
        Family::Zvt => &RECEIPT_NUMBER,
    }
}

/// How an entry is known.
pub fn provenance(provenance: Provenance) -> &'static Text {
    match provenance {
        Provenance::Structured => &STRUCTURED,
        Provenance::Print => &FROM_PRINT,
        Provenance::Typed => &TYPED,
    }
}

/// What a command does to a device.
pub fn effect(effect: Effect) -> &'static Text {
    match effect {
        Effect::Silent => &SILENT,
        Effect::Prints => &PRINTS,
        Effect::GoesOnline => &GOES_ONLINE,
        Effect::ChangesConfiguration => &CHANGES_CONFIGURATION,
        Effect::MayCloseBatch => &MAY_CLOSE_BATCH,
        Effect::MovesMoney => &MOVES_MONEY,
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
