//! What the result and progress codes of Transbank terminals mean, one text a code, in ascending order (the same codes
//! as in the codec's table, which keeps short English names for logs).

codes! {
    0 { en: "Approved.", es: "Aprobada.", zh: "已批准。", de: "Genehmigt." }
    1 { en: "Refused; the reason is not told.", es: "Rechazada; no se informa el motivo.", zh: "已拒绝，未说明原因。", de: "Abgelehnt; der Grund wird nicht mitgeteilt." }
    2 {
        en: "The host did not answer: the outcome is unknown.",
        es: "El host no respondió: el resultado es desconocido.",
        zh: "主机无应答：结果未知。",
        de: "Der Host antwortete nicht: Der Ausgang ist unbekannt.",
    }
    3 {
        en: "The connection to the host failed: the outcome is unknown.",
        es: "Falló la conexión con el host: el resultado es desconocido.",
        zh: "与主机的连接失败：结果未知。",
        de: "Die Verbindung zum Host schlug fehl: Der Ausgang ist unbekannt.",
    }
    4 { en: "The sale is voided already.", es: "La venta ya está anulada.", zh: "该笔消费已被撤销。", de: "Der Verkauf ist schon storniert." }
    5 { en: "There is no such sale to void.", es: "No existe esa venta para anular.", zh: "没有可撤销的该笔消费。", de: "Diesen Verkauf gibt es nicht zum Stornieren." }
    6 { en: "The card is not supported.", es: "Tarjeta no soportada.", zh: "不支持该卡。", de: "Die Karte wird nicht unterstützt." }
    7 { en: "Cancelled at the terminal.", es: "Cancelada en el terminal.", zh: "已在终端上取消。", de: "Am Terminal abgebrochen." }
    8 { en: "Debit sales cannot be voided.", es: "Las ventas con débito no se pueden anular.", zh: "借记卡消费不能撤销。", de: "Debitkartenverkäufe können nicht storniert werden." }
    9 { en: "The card could not be read.", es: "Error al leer la tarjeta.", zh: "读卡失败。", de: "Die Karte konnte nicht gelesen werden." }
    10 { en: "The amount is below the minimum.", es: "El monto es menor que el mínimo.", zh: "金额低于最低限额。", de: "Der Betrag liegt unter dem Mindestbetrag." }
    11 {
        en: "There is no sale in the terminal's memory.",
        es: "No hay ventas en la memoria del terminal.",
        zh: "终端内存中没有消费记录。",
        de: "Im Speicher des Terminals ist kein Verkauf.",
    }
    12 { en: "The transaction type is not supported.", es: "Tipo de transacción no soportado.", zh: "不支持该交易类型。", de: "Die Transaktionsart wird nicht unterstützt." }
    13 {
        en: "The terminal asks for a close of the batch first.",
        es: "El terminal pide un cierre antes.",
        zh: "终端要求先结算。",
        de: "Das Terminal verlangt zuerst einen Kassenschnitt.",
    }
    14 { en: "No dial tone.", es: "Sin tono de línea.", zh: "无拨号音。", de: "Kein Wählton." }
    15 {
        en: "BITMAP.DAT is missing and must be loaded.",
        es: "Falta BITMAP.DAT; se debe cargar.",
        zh: "缺少 BITMAP.DAT，必须加载。",
        de: "BITMAP.DAT fehlt und muss geladen werden.",
    }
    16 {
        en: "The host's answer was malformed: the outcome is unknown.",
        es: "La respuesta del host era inválida: el resultado es desconocido.",
        zh: "主机应答格式错误：结果未知。",
        de: "Die Antwort des Hosts war fehlerhaft: Der Ausgang ist unbekannt.",
    }
    17 { en: "The last four digits are wrong.", es: "Los últimos cuatro dígitos son incorrectos.", zh: "卡号后四位错误。", de: "Die letzten vier Ziffern sind falsch." }
    18 { en: "Invalid menu.", es: "Menú inválido.", zh: "菜单无效。", de: "Ungültiges Menü." }
    19 { en: "It is a different card.", es: "Es otra tarjeta.", zh: "不是同一张卡。", de: "Es ist eine andere Karte." }
    20 { en: "The card is invalid.", es: "Tarjeta inválida.", zh: "卡无效。", de: "Die Karte ist ungültig." }
    21 { en: "The void is not permitted.", es: "Anulación no permitida.", zh: "不允许撤销。", de: "Das Storno ist nicht erlaubt." }
    22 { en: "Timed out.", es: "Tiempo agotado.", zh: "超时。", de: "Zeitüberschreitung." }
    24 { en: "The printer is out of paper.", es: "Impresora sin papel.", zh: "打印机缺纸。", de: "Der Drucker hat kein Papier." }
    25 { en: "The date is invalid.", es: "Fecha inválida.", zh: "日期无效。", de: "Das Datum ist ungültig." }
    26 {
        en: "The terminal's keys must be loaded.",
        es: "Se deben cargar las llaves del terminal.",
        zh: "终端需要加载密钥。",
        de: "Die Schlüssel des Terminals müssen geladen werden.",
    }
    27 { en: "The terminal needs an update.", es: "El terminal necesita una actualización.", zh: "终端需要更新。", de: "Das Terminal braucht eine Aktualisierung." }
    54 { en: "Refused.", es: "Rechazada.", zh: "已拒绝。", de: "Abgelehnt." }
    60 { en: "The number of instalments is wrong.", es: "Número de cuotas incorrecto.", zh: "分期数错误。", de: "Die Anzahl der Raten ist falsch." }
    61 { en: "The request could not be built.", es: "No se pudo armar la solicitud.", zh: "无法生成请求。", de: "Die Anfrage konnte nicht erstellt werden." }
    62 { en: "The built-in PIN pad has a fault.", es: "Falla del PIN pad interno.", zh: "内置密码键盘故障。", de: "Das eingebaute PIN-Pad hat eine Störung." }
    65 {
        en: "The host's answer could not be processed: the outcome is unknown.",
        es: "No se pudo procesar la respuesta del host: el resultado es desconocido.",
        zh: "无法处理主机应答：结果未知。",
        de: "Die Antwort des Hosts konnte nicht verarbeitet werden: Der Ausgang ist unbekannt.",
    }
    67 {
        en: "Too many sales are stored; a close of the batch is needed first.",
        es: "Hay demasiadas ventas guardadas; se necesita un cierre antes.",
        zh: "存储的消费过多，需要先结算。",
        de: "Zu viele Verkäufe sind gespeichert; zuerst ist ein Kassenschnitt nötig.",
    }
    68 {
        en: "General error while the amounts were entered.",
        es: "Error general al ingresar los montos.",
        zh: "输入金额时发生一般错误。",
        de: "Allgemeiner Fehler bei der Eingabe der Beträge.",
    }
    70 {
        en: "The ticket is wrong: six characters at most.",
        es: "Boleta incorrecta: seis caracteres como máximo.",
        zh: "小票号错误：最多六个字符。",
        de: "Die Bon-Nr. ist falsch: höchstens sechs Zeichen.",
    }
    71 { en: "The print field is too long.", es: "El campo de impresión es demasiado largo.", zh: "打印字段过长。", de: "Das Druckfeld ist zu lang." }
    72 { en: "The amount must be above 0.", es: "El monto debe ser mayor que 0.", zh: "金额必须大于 0。", de: "Der Betrag muss über 0 liegen." }
    73 { en: "No terminal id is configured.", es: "No hay identificador de terminal configurado.", zh: "未配置终端号。", de: "Es ist keine Terminal-ID eingerichtet." }
    74 {
        en: "The terminal asks for a close of the batch first.",
        es: "El terminal pide un cierre antes.",
        zh: "终端要求先结算。",
        de: "Das Terminal verlangt zuerst einen Kassenschnitt.",
    }
    75 {
        en: "No card brands are set up for the merchant.",
        es: "El comercio no tiene marcas de tarjeta configuradas.",
        zh: "商户未配置卡组织。",
        de: "Für den Händler sind keine Kartenmarken eingerichtet.",
    }
    76 {
        en: "Too many sales are stored; a close of the batch is needed first.",
        es: "Hay demasiadas ventas guardadas; se necesita un cierre antes.",
        zh: "存储的消费过多，需要先结算。",
        de: "Zu viele Verkäufe sind gespeichert; zuerst ist ein Kassenschnitt nötig.",
    }
    77 {
        en: "The terminal asks for a close of the batch first.",
        es: "El terminal pide un cierre antes.",
        zh: "终端要求先结算。",
        de: "Das Terminal verlangt zuerst einen Kassenschnitt.",
    }
    78 { en: "Waiting for the card.", es: "Esperando la tarjeta.", zh: "等待刷卡。", de: "Warten auf die Karte." }
    79 { en: "The customer confirms the amount.", es: "El cliente confirma el monto.", zh: "顾客正在确认金额。", de: "Der Kunde bestätigt den Betrag." }
    80 { en: "The customer chooses instalments.", es: "El cliente elige las cuotas.", zh: "顾客正在选择分期。", de: "Der Kunde wählt die Raten." }
    81 { en: "The customer enters the PIN.", es: "El cliente ingresa su clave.", zh: "顾客正在输入密码。", de: "Der Kunde gibt die PIN ein." }
    82 {
        en: "Sent to the host; from here on a lost answer means unknown.",
        es: "Enviada al host; desde aquí, una respuesta perdida significa resultado desconocido.",
        zh: "已发送到主机；此后若丢失应答，结果即为未知。",
        de: "An den Host gesendet; ab hier bedeutet eine verlorene Antwort: unbekannt.",
    }
    83 {
        en: "The customer chooses credit or debit.",
        es: "El cliente elige crédito o débito.",
        zh: "顾客正在选择信用卡或借记卡。",
        de: "Der Kunde wählt Kredit oder Debit.",
    }
    84 { en: "The card is to be presented.", es: "Se debe presentar la tarjeta.", zh: "请出示卡片。", de: "Die Karte ist vorzulegen." }
    85 { en: "The customer chooses instalments.", es: "El cliente elige las cuotas.", zh: "顾客正在选择分期。", de: "Der Kunde wählt die Raten." }
    86 {
        en: "The customer enters the number of instalments.",
        es: "El cliente ingresa el número de cuotas.",
        zh: "顾客正在输入分期数。",
        de: "Der Kunde gibt die Anzahl der Raten ein.",
    }
    87 { en: "The customer confirms the instalments.", es: "El cliente confirma las cuotas.", zh: "顾客正在确认分期。", de: "Der Kunde bestätigt die Raten." }
    88 { en: "The number of instalments is wrong.", es: "Número de cuotas incorrecto.", zh: "分期数错误。", de: "Die Anzahl der Raten ist falsch." }
    89 { en: "The customer chooses a grace month.", es: "El cliente elige un mes de gracia.", zh: "顾客正在选择宽限月。", de: "Der Kunde wählt einen zahlungsfreien Monat." }
    90 { en: "The terminal is initialised.", es: "Terminal inicializado.", zh: "终端已初始化。", de: "Das Terminal ist initialisiert." }
    91 { en: "The initialisation failed.", es: "Falló la inicialización.", zh: "初始化失败。", de: "Die Initialisierung schlug fehl." }
    92 { en: "The card reader is not connected.", es: "El lector de tarjetas no está conectado.", zh: "读卡器未连接。", de: "Der Kartenleser ist nicht angeschlossen." }
    93 { en: "Declined; the reason is not told.", es: "Declinada; no se informa el motivo.", zh: "已拒绝，未说明原因。", de: "Abgelehnt; der Grund wird nicht mitgeteilt." }
    94 {
        en: "Error while the answer was processed: the outcome is unknown.",
        es: "Error al procesar la respuesta: el resultado es desconocido.",
        zh: "处理应答时出错：结果未知。",
        de: "Fehler bei der Verarbeitung der Antwort: Der Ausgang ist unbekannt.",
    }
    95 { en: "The rate could not be printed.", es: "No se pudo imprimir la tarifa.", zh: "无法打印费率。", de: "Der Kurs konnte nicht gedruckt werden." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_text_and_an_unassigned_one_has_none() {
        assert_eq!(of(8).map(|text| text.en), Some("Debit sales cannot be voided."));
        assert_eq!(of(95).map(|text| text.en), Some("The rate could not be printed."));
        assert_eq!(of(23), None);
        assert_eq!(of(255), None);
    }
}
