//! What devices tell of themselves, in each language.

use std::fmt::Display;

use super::{Lang, Phrase, Text, code::code, figures};
use crate::model::{Printable, Told};

texts! {
    ONE_DAY { en: "1 day", es: "1 día", zh: "1 天", de: "1 Tag" }
    DAYS { en: "{days} days", es: "{days} días", zh: "{days} 天", de: "{days} Tage" }
    TRANSACTION { en: "receipt {receipt}, {amount}, {time}", es: "recibo {receipt}, {amount}, {time}", zh: "票据 {receipt}，{amount}，{time}", de: "Beleg {receipt}, {amount}, {time}" }
    NO_TIME { en: "no time told", es: "sin hora informada", zh: "未提供时间", de: "ohne Zeitangabe" }
    AT_LEAST { en: "at least one: {list}", es: "al menos una: {list}", zh: "至少一笔：{list}", de: "mindestens eine: {list}" }
    AVAILABLE { en: "available, {size} bytes", es: "disponible, {size} bytes", zh: "可用，{size} 字节", de: "verfügbar, {size} Bytes" }
    AVAILABLE_UNSIZED { en: "available, size not told", es: "disponible, tamaño no informado", zh: "可用，大小未说明", de: "verfügbar, Größe nicht mitgeteilt" }
    NOT_PRINTED { en: "{code}; nothing was printed to this console", es: "{code}; no se imprimió nada hacia esta consola", zh: "{code}；未向本控制台打印任何内容", de: "{code}; an diese Konsole wurde nichts gedruckt" }
    NOTHING { en: "none", es: "ninguna", zh: "无", de: "keine" }
    NOT_TOLD { en: "not told", es: "no informado", zh: "未说明", de: "nicht mitgeteilt" }
    REFUSED { en: "not available: {code}", es: "no disponible: {code}", zh: "不可用：{code}", de: "nicht verfügbar: {code}" }
    NO_ANSWER { en: "no answer", es: "sin respuesta", zh: "无应答", de: "keine Antwort" }

    RECONCILIATION { en: "reconciliation", es: "cierre pendiente", zh: "待结算", de: "Kassenschnitt" }
    INITIALISATION { en: "initialisation", es: "inicialización", zh: "初始化", de: "Initialisierung" }
    DIAGNOSIS { en: "diagnosis", es: "diagnóstico", zh: "诊断", de: "Diagnose" }
    SERVICE { en: "service", es: "servicio técnico", zh: "维护", de: "Service" }
    OUT_OF_ORDER { en: "out of order", es: "fuera de servicio", zh: "停用", de: "außer Betrieb" }
    PRINTER { en: "printer", es: "impresora", zh: "打印机", de: "Drucker" }
    START_UP { en: "start-up needed", es: "requiere puesta en marcha", zh: "需要启用", de: "Inbetriebnahme nötig" }
    SECURE_MODULE { en: "secure module", es: "módulo de seguridad", zh: "安全模块", de: "Sicherheitsmodul" }
    TRANSACTION_LOG { en: "transaction log defective", es: "registro de transacciones defectuoso", zh: "交易日志损坏", de: "Transaktionsspeicher defekt" }
    READER_MISSING { en: "card reader missing", es: "falta el lector de tarjetas", zh: "缺少读卡器", de: "Kartenleser fehlt" }
    CARD_IN { en: "card in the reader", es: "tarjeta en el lector", zh: "读卡器内有卡", de: "Karte im Leser" }
    SECURE_LINK { en: "secure link", es: "enlace seguro", zh: "安全连接", de: "sichere Verbindung" }
    ACTIVATION { en: "activation", es: "activación", zh: "激活", de: "Aktivierung" }
    BATTERY { en: "battery", es: "batería", zh: "电池", de: "Akku" }
    NFC_READER { en: "contactless reader", es: "lector sin contacto", zh: "非接触读卡器", de: "Kontaktlosleser" }
    MDB { en: "vending machine bus (MDB)", es: "bus de máquina expendedora (MDB)", zh: "售货机总线（MDB）", de: "Automatenbus (MDB)" }
}

/// What was told, in a language.
pub fn told(told: &Told, lang: Lang) -> String {
    let with = |text: &'static Text, name, value: &dyn Display| text.with([(name, value)]).read(lang);
    match told {
        Told::Text(text) => text.to_string(),
        Told::Count(count) => count.to_string(),
        Told::Days(1) => ONE_DAY.get(lang).to_owned(),
        Told::Days(days) => with(&DAYS, "days", days),
        Told::Money(money) => figures::amount(money, lang),
        Told::Time(time) => figures::civil(*time, lang),
        Told::Code(told) => code(*told, lang),
        Told::Names(names) => names.iter().map(|one| name(one, lang)).collect::<Vec<_>>().join(", "),
        Told::Transaction { receipt, amount, time } => {
            let time = time.map_or_else(|| NO_TIME.get(lang).to_owned(), |time| figures::civil(time.civil, lang));
            let amount = figures::amount(amount, lang);
            let phrase: Phrase =
                TRANSACTION.with([("receipt", receipt as &dyn Display), ("amount", &amount), ("time", &time)]);
            phrase.read(lang)
        }
        Told::Receipts { numbers, count } => {
            let list = numbers.iter().map(Printable::as_str).collect::<Vec<_>>().join(", ");
            count.map_or_else(|| with(&AT_LEAST, "list", &list), |count| format!("{count} ({list})"))
        }
        Told::Scheme { name, count, sum } => format!("{name}: {count}, {}", figures::amount(sum, lang)),
        Told::File { size: Some(size) } => with(&AVAILABLE, "size", size),
        Told::File { size: None } => AVAILABLE_UNSIZED.get(lang).to_owned(),
        Told::Ended { code: told, printed: true } => code(*told, lang),
        Told::Ended { code: told, printed: false } => with(&NOT_PRINTED, "code", &code(*told, lang)),
        Told::Nothing => NOTHING.get(lang).to_owned(),
        Told::NotTold => NOT_TOLD.get(lang).to_owned(),
        Told::Refused(told) => with(&REFUSED, "code", &code(*told, lang)),
        Told::NoAnswer => NO_ANSWER.get(lang).to_owned(),
    }
}

/// The word for what a device names; the name itself where it is not known here.
pub fn name(name: &'static str, lang: Lang) -> String {
    let text = match name {
        "reconciliation" => &RECONCILIATION,
        "initialisation" => &INITIALISATION,
        "diagnosis" => &DIAGNOSIS,
        "service" => &SERVICE,
        "out of order" => &OUT_OF_ORDER,
        "printer" => &PRINTER,
        "start-up needed" => &START_UP,
        "secure module" => &SECURE_MODULE,
        "transaction log defective" => &TRANSACTION_LOG,
        "card reader missing" => &READER_MISSING,
        "card in the reader" => &CARD_IN,
        "secure link" => &SECURE_LINK,
        "activation" => &ACTIVATION,
        "battery" => &BATTERY,
        "contactless reader" => &NFC_READER,
        "vending machine bus" => &MDB,
        _ => return name.to_owned(),
    };
    text.get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, CodeKind, Currency, CurrencySource, DeviceTime, Family, Money};
    use jiff::civil::date;

    fn de(value: Told) -> String {
        told(&value, Lang::De)
    }

    #[test]
    fn what_was_told_is_said_in_the_language() {
        let sum = Money::new(118_299, Currency::EUR, CurrencySource::Device);
        let time = date(2026, 3, 14).at(10, 11, 12, 0);
        let refused = Code { family: Family::Zvt, kind: CodeKind::Refusal, value: 0x83 };
        assert_eq!(de(Told::Days(258)), "258 Tage");
        assert_eq!(de(Told::Days(1)), "1 Tag");
        assert_eq!(de(Told::Nothing), "keine");
        assert_eq!(de(Told::Money(sum)), "EUR 1.182,99");
        assert_eq!(de(Told::Refused(refused)), "nicht verfügbar: 83 Die Funktion ist nicht möglich");
        assert_eq!(de(Told::Names(vec!["printer", "battery"])), "Drucker, Akku");
        assert_eq!(de(Told::Scheme { name: "Visa", count: 2, sum }), "Visa: 2, EUR 1.182,99");
        let receipt = Printable::new("0042", 4);
        let last = |time| Told::Transaction { receipt: receipt.clone(), amount: sum, time };
        assert_eq!(de(last(Some(DeviceTime::told(time)))), "Beleg 0042, EUR 1.182,99, 14.03.2026 10:11:12");
        assert_eq!(de(last(None)), "Beleg 0042, EUR 1.182,99, ohne Zeitangabe");
        let one = |count| Told::Receipts { numbers: vec![receipt.clone()], count };
        assert_eq!((de(one(Some(1))), de(one(None))), ("1 (0042)".into(), "mindestens eine: 0042".into()));
        let done = Told::Ended { code: Code::result(Family::Zvt, 0), printed: false };
        assert_eq!(de(done), "00 Ausgeführt; an diese Konsole wurde nichts gedruckt");
    }

    #[test]
    fn what_files_hold_is_the_same_in_every_language() {
        let refused = Code { family: Family::Zvt, kind: CodeKind::Refusal, value: 0x83 };
        assert_eq!(Told::Refused(refused).to_string(), "not available: 83");
        assert_eq!(Told::Days(1).to_string(), "1 days");
    }
}
