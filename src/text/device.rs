//! What is told of a device's abilities and state, by the stable names that drivers give them.

use super::Text;
use crate::model::Family;

texts! {
    DETECT { en: "detect", es: "detectar", zh: "探测", de: "Erkennung" }
    IDENTIFY { en: "identify", es: "identificar", zh: "识别", de: "Identifizierung" }
    HEALTH { en: "health", es: "estado", zh: "状态", de: "Zustand" }
    JOURNAL { en: "journal", es: "registro", zh: "流水", de: "Journal" }
    JOURNAL_RESUME { en: "resume a pull", es: "continuar lectura", zh: "断点续读", de: "Auslesen fortsetzen" }
    TOTALS { en: "totals", es: "totales", zh: "合计", de: "Summen" }
    RECEIPT { en: "receipt", es: "recibo", zh: "票据", de: "Beleg" }
    REPRINT { en: "reprint", es: "reimprimir", zh: "重打", de: "Belegnachdruck" }
    VOID { en: "void", es: "anular", zh: "撤销", de: "Storno" }
    REFUND { en: "refund", es: "devolución", zh: "退货", de: "Gutschrift" }
    RECOVERY { en: "recovery", es: "recuperación", zh: "核实", de: "Klärung" }
    CLOCK { en: "clock", es: "reloj", zh: "时钟", de: "Uhr" }
    EVIDENCE { en: "proven on", es: "probado con", zh: "验证", de: "erprobt an" }

    DETECT_SAYS { en: "an answer to the poll does not prove the family", es: "que responda al sondeo no prueba la familia", zh: "有轮询应答不能证明设备类型", de: "eine Antwort auf die Abfrage beweist die Gerätefamilie nicht" }
    IDENTIFY_SAYS { en: "merchant code and terminal id stand in the sales of its memory; an empty memory may tell neither; no serial number or version", es: "los códigos de comercio y terminal están en las ventas de su memoria; vacía puede no darlos; sin número de serie ni versión", zh: "商户号和终端号在其内存的消费记录中；内存为空时可能没有；无序列号和版本号", de: "Händlernummer und Terminal-ID stehen in den Verkäufen des Speichers; ein leerer Speicher nennt sie eventuell nicht; keine Seriennummer, keine Version" }
    HEALTH_SAYS { en: "poll, sales in memory, their sum and age; no counters, paper or clock", es: "sondeo, ventas en memoria, su suma y antigüedad; sin contadores, papel ni reloj", zh: "轮询、内存中的消费、合计与时间；无计数器、纸张和时钟", de: "Abfrage, Verkäufe im Speicher, ihre Summe und ihr Alter; keine Zähler, kein Papierstand, keine Uhr" }
    JOURNAL_SAYS { en: "every sale in memory, silently; a close of the batch empties it", es: "todas las ventas en memoria, en silencio; el cierre la vacía", zh: "静默读取内存中全部消费；结批会清空", de: "jeder Verkauf im Speicher, ohne Ausdruck; ein Kassenschnitt leert ihn" }
    JOURNAL_RESUME_SAYS { en: "the list has no cursor: it is read from its beginning and compared", es: "la lista no tiene cursor: se lee desde el principio y se compara", zh: "列表没有游标：从头读取并比对", de: "die Liste hat keine Lesemarke: sie wird von Anfang an gelesen und verglichen" }
    TOTALS_SAYS { en: "added up from the list; the terminal's own totals print and are never asked for", es: "sumados de la lista; los totales del terminal imprimen y nunca se piden", zh: "由列表累加；终端自身的合计会打印，从不请求", de: "aus der Liste addiert; die Summen des Terminals würden gedruckt und werden nie angefordert" }
    RECEIPT_SAYS { en: "every entry can be rendered here", es: "cada operación se puede mostrar aquí", zh: "每条记录均可在此生成", de: "jeder Eintrag kann hier dargestellt werden" }
    REPRINT_SAYS { en: "the terminal reprints its last sale only", es: "el terminal solo reimprime su última venta", zh: "终端只能重打最后一笔", de: "das Terminal druckt nur seinen letzten Verkauf nach" }
    VOID_SAYS { en: "approved credit sales whose batch is open; debit sales cannot be voided", es: "ventas a crédito aprobadas con lote abierto; las de débito no se anulan", zh: "未结批的已批准信用卡消费；借记卡不能撤销", de: "genehmigte Kreditkartenverkäufe vor dem Kassenschnitt; Debitkartenverkäufe können nicht storniert werden" }
    REFUND_SAYS { en: "the protocol has none; after the close ask the acquirer", es: "el protocolo no la tiene; tras el cierre, pídala al adquirente", zh: "协议不支持；结批后请联系收单方", de: "gibt es im Protokoll nicht; nach dem Kassenschnitt den Acquirer fragen" }
    RECOVERY_SAYS { en: "a lost answer is looked for in the list, which shows a void but not whose; a person concludes", es: "una respuesta perdida se busca en la lista, que muestra una anulación pero no de quién; concluye una persona", zh: "在列表中寻找丢失的应答；列表显示撤销但不知由谁所为；由人结案", de: "eine verlorene Antwort wird in der Liste gesucht; sie zeigt ein Storno, aber nicht, wessen; eine Person entscheidet" }
    CLOCK_SAYS { en: "can neither be read nor set; sales carry its time", es: "no se puede leer ni ajustar; las ventas llevan su hora", zh: "不能读取或设置；消费记录带有其时间", de: "kann weder gelesen noch gestellt werden; Verkäufe tragen ihre Zeit" }
    EVIDENCE_SAYS { en: "simulated terminals and official clients; no physical terminal yet", es: "terminales simulados y clientes oficiales; aún ningún terminal físico", zh: "模拟终端与官方客户端；尚无实体终端", de: "simulierten Terminals und offiziellen Clients; noch an keinem echten Terminal" }

    LAST_TRANSACTION { en: "last transaction", es: "última transacción", zh: "最后一笔交易", de: "letzter Vorgang" }
    LAST_RESULT { en: "its result", es: "su resultado", zh: "其结果", de: "sein Ergebnis" }
    LAST_TRANSACTION_AGE { en: "its age by this clock", es: "su antigüedad según este reloj", zh: "距今（按本机时钟）", de: "sein Alter nach dieser Uhr" }
    OPEN_PREAUTHORISATIONS { en: "open pre-authorisations", es: "preautorizaciones abiertas", zh: "未结预授权", de: "offene Reservierungen" }
    STATUS { en: "status", es: "estado", zh: "状态", de: "Status" }
    LOCKS { en: "locked by", es: "bloqueado por", zh: "锁定原因", de: "gesperrt durch" }
    SOFTWARE_VERSION { en: "software version", es: "versión de software", zh: "软件版本", de: "Softwareversion" }
    DEVICE_NAME { en: "device name", es: "nombre del equipo", zh: "设备名称", de: "Gerätename" }
    SERIAL_NUMBER { en: "serial number", es: "número de serie", zh: "序列号", de: "Seriennummer" }
    TERMINAL_ID { en: "terminal id", es: "id del terminal", zh: "终端号", de: "Terminal-ID" }
    DEVICE_CLOCK { en: "its clock", es: "su reloj", zh: "设备时钟", de: "seine Uhr" }
    FIRST_RECEIPT { en: "first receipt", es: "primer recibo", zh: "首张票据", de: "erster Beleg" }
    LAST_RECEIPT { en: "last receipt", es: "último recibo", zh: "末张票据", de: "letzter Beleg" }
    TRANSACTIONS { en: "transactions", es: "transacciones", zh: "交易笔数", de: "Vorgänge" }
    SUM { en: "sum", es: "suma", zh: "总额", de: "Summe" }
    OTHER_SCHEMES { en: "other schemes", es: "otras marcas", zh: "其他卡组织", de: "andere Karten" }
    INQUIRY_RESULT { en: "result", es: "resultado", zh: "结果", de: "Ergebnis" }
    FILE_MERCHANT_JOURNAL { en: "merchant journal (file)", es: "registro del comercio (archivo)", zh: "商户流水（文件）", de: "Händlerjournal (Datei)" }
    FILE_APPLICATION_LOG { en: "application log (file)", es: "registro de aplicación (archivo)", zh: "应用日志（文件）", de: "Anwendungslog (Datei)" }
    FILE_TILL_PROTOCOL_LOG { en: "till protocol log (file)", es: "registro de la caja (archivo)", zh: "收银协议日志（文件）", de: "Kassenprotokoll-Log (Datei)" }
    FILE_COMMUNICATION_LOG { en: "communication log (file)", es: "registro de comunicación (archivo)", zh: "通信日志（文件）", de: "Kommunikationslog (Datei)" }
    FILE_PIN_PAD_LOG { en: "PIN pad log (file)", es: "registro del PIN pad (archivo)", zh: "密码键盘日志（文件）", de: "PIN-Pad-Log (Datei)" }
    FILE_RECONCILIATION { en: "reconciliation data (file)", es: "datos de cierre (archivo)", zh: "对账数据（文件）", de: "Kassenschnittdaten (Datei)" }
    STEP_REGISTRATION { en: "a registration as till (06 00)", es: "un registro como caja (06 00)", zh: "收银机登记（06 00）", de: "eine Anmeldung als Kasse (06 00)" }
    STEP_STATUS { en: "a status enquiry (05 01) where the terminal may be busy", es: "una consulta de estado (05 01) si el terminal puede estar ocupado", zh: "终端可能忙碌时的状态查询（05 01）", de: "eine Statusabfrage (05 01), wo das Terminal beschäftigt sein kann" }
    STEP_REPRINT { en: "a reprint of each receipt (06 12, 06 20)", es: "una reimpresión de cada recibo (06 12, 06 20)", zh: "逐张重打票据（06 12、06 20）", de: "ein Nachdruck jedes Belegs (06 12, 06 20)" }

    ZVT_DETECT_SAYS { en: "asks for the last transaction (06 20); only a ZVT terminal answers like that", es: "pide la última transacción (06 20); solo un terminal ZVT responde así", zh: "查询最后一笔交易（06 20）；只有 ZVT 终端会如此应答", de: "fragt nach dem letzten Vorgang (06 20); so antwortet nur ein ZVT-Terminal" }
    ZVT_IDENTIFY_SAYS { en: "the terminal id stands in the last transaction; an empty memory tells it only at registration", es: "el id del terminal está en la última transacción; con la memoria vacía solo lo da al registrarse", zh: "终端号在最后一笔交易中；内存为空时仅在登记时提供", de: "die Terminal-ID steht im letzten Vorgang; bei leerem Speicher nennt das Terminal sie nur bei der Anmeldung" }
    ZVT_HEALTH_SAYS { en: "last transaction and open pre-authorisations silently; status, version and diagnosis when asked for by name", es: "última transacción y preautorizaciones abiertas en silencio; estado, versión y diagnóstico si se piden por nombre", zh: "静默读取最后一笔交易和未结预授权；状态、版本和诊断需指名查询", de: "letzter Vorgang und offene Reservierungen lautlos; Status, Version und Diagnose auf ausdrückliche Frage" }
    ZVT_JOURNAL_SAYS { en: "no journal command: receipts are printed again, one by one, to this console and read (06 12), where the terminal offers it; otherwise only the last transaction", es: "sin comando de registro: los recibos se reimprimen uno a uno hacia esta consola y se leen (06 12), si el terminal lo ofrece; si no, solo la última transacción", zh: "无流水命令：在终端支持时，逐张重打票据到本控制台并解析（06 12）；否则只有最后一笔交易", de: "kein Journalbefehl: Belege werden einzeln an diese Konsole nachgedruckt und gelesen (06 12), wo das Terminal es bietet; sonst nur der letzte Vorgang" }
    ZVT_JOURNAL_RESUME_SAYS { en: "a cut pull reads the range from its beginning and compares", es: "una lectura cortada lee el rango desde el principio y compara", zh: "中断后从头读取该范围并比对", de: "ein abgebrochenes Auslesen liest den Bereich von vorn und vergleicht" }
    ZVT_TOTALS_SAYS { en: "the terminal's own totals without closing (06 10), where it offers them", es: "los totales del terminal sin cierre (06 10), si los ofrece", zh: "终端自身的合计，不结批（06 10），需终端支持", de: "die Summen des Terminals ohne Kassenschnitt (06 10), wo es sie bietet" }
    ZVT_RECEIPT_SAYS { en: "the terminal's own lines, card numbers masked; rendered here where it printed none", es: "las líneas del propio terminal, con tarjetas enmascaradas; generado aquí si no imprimió", zh: "终端自身的打印行，卡号屏蔽；未打印时在此生成", de: "die Zeilen des Terminals, Kartennummern maskiert; hier erzeugt, wo es keine druckte" }
    ZVT_REPRINT_SAYS { en: "any receipt of the batch by its number (06 12), or the last one (06 20); on paper or to this console, as the terminal is set", es: "cualquier recibo del lote por número (06 12), o el último (06 20); en papel o hacia esta consola, según el ajuste", zh: "按号重打批次内任意票据（06 12）或最后一张（06 20）；按终端设置打印到纸上或本控制台", de: "jeden Beleg vor dem Kassenschnitt nach Nummer (06 12) oder den letzten (06 20); auf Papier oder an diese Konsole, wie das Terminal eingestellt ist" }
    ZVT_VOID_SAYS { en: "approved payments before the end-of-day, always with the amount (06 30); some terminals void their last one only, or want the card", es: "pagos aprobados antes del cierre, siempre con el monto (06 30); algunos solo anulan el último o piden la tarjeta", zh: "日结前已批准的付款，始终附带金额（06 30）；部分终端只能撤销最后一笔或需要卡片", de: "genehmigte Zahlungen vor dem Kassenschnitt, immer mit Betrag (06 30); manche Terminals stornieren nur die letzte oder verlangen die Karte" }
    ZVT_REFUND_SAYS { en: "never sent: it needs the card and takes no payment back; ask the acquirer", es: "nunca se envía: requiere la tarjeta y no deshace un pago; pídala al adquirente", zh: "从不发送：需要卡片且不撤销原付款；请联系收单方", de: "wird nie gesendet: braucht die Karte und nimmt keine Zahlung zurück; fragen Sie den Acquirer" }
    ZVT_RECOVERY_SAYS { en: "by the last transaction (06 20): done where receipt, trace, original trace and amount agree", es: "por la última transacción (06 20): hecho si recibo, traza, traza original y monto coinciden", zh: "依据最后一笔交易（06 20）：票据号、流水号、原流水号和金额一致才算已执行", de: "über den letzten Vorgang (06 20): ausgeführt, wenn Beleg, Trace, Original-Trace und Betrag übereinstimmen" }
    ZVT_CLOCK_SAYS { en: "shown by the last transaction and the status; never set", es: "la muestran la última transacción y el estado; nunca se ajusta", zh: "由最后一笔交易和状态显示；从不设置", de: "zeigen letzter Vorgang und Status; wird nie gestellt" }
    ZVT_EVIDENCE_SAYS { en: "simulated terminals, an independent client and an independent decoder; no physical terminal yet", es: "terminales simulados, un cliente y un decodificador independientes; aún ningún terminal físico", zh: "模拟终端、独立客户端与独立解码器；尚无实体终端", de: "simulierte Terminals, ein unabhängiger Client und ein unabhängiger Decoder; noch kein echtes Terminal" }

    POLL { en: "poll", es: "sondeo", zh: "轮询", de: "Abfrage" }
    SALES_IN_MEMORY { en: "sales in memory", es: "ventas en memoria", zh: "内存中的消费", de: "Verkäufe im Speicher" }
    SUM_IN_MEMORY { en: "their sum", es: "su suma", zh: "合计", de: "ihre Summe" }
    NEWEST_SALE { en: "newest sale", es: "última venta", zh: "最近消费", de: "letzter Verkauf" }
    JOURNAL_ANOMALIES { en: "odd things in the journal", es: "rarezas en el registro", zh: "流水异常", de: "Auffälligkeiten im Journal" }
}

/// What a family's driver was proven on.
pub fn evidence(family: Family) -> &'static Text {
    match family {
        Family::Transbank => &EVIDENCE_SAYS,
        Family::Zvt => &ZVT_EVIDENCE_SAYS,
    }
}

/// Name and note of a capability of a family; `None` for one that is not known here.
pub fn capability(family: Family, name: &str) -> Option<(&'static Text, &'static Text)> {
    let zvt = family == Family::Zvt;
    let of = |transbank, in_zvt| if zvt { in_zvt } else { transbank };
    Some(match name {
        "detect" => (&DETECT, of(&DETECT_SAYS, &ZVT_DETECT_SAYS)),
        "identify" => (&IDENTIFY, of(&IDENTIFY_SAYS, &ZVT_IDENTIFY_SAYS)),
        "health" => (&HEALTH, of(&HEALTH_SAYS, &ZVT_HEALTH_SAYS)),
        "journal" => (&JOURNAL, of(&JOURNAL_SAYS, &ZVT_JOURNAL_SAYS)),
        "journal_resume" => (&JOURNAL_RESUME, of(&JOURNAL_RESUME_SAYS, &ZVT_JOURNAL_RESUME_SAYS)),
        "totals" => (&TOTALS, of(&TOTALS_SAYS, &ZVT_TOTALS_SAYS)),
        "receipt" => (&RECEIPT, of(&RECEIPT_SAYS, &ZVT_RECEIPT_SAYS)),
        "reprint" => (&REPRINT, of(&REPRINT_SAYS, &ZVT_REPRINT_SAYS)),
        "void" => (&VOID, of(&VOID_SAYS, &ZVT_VOID_SAYS)),
        "refund" => (&REFUND, of(&REFUND_SAYS, &ZVT_REFUND_SAYS)),
        "recovery" => (&RECOVERY, of(&RECOVERY_SAYS, &ZVT_RECOVERY_SAYS)),
        "clock" => (&CLOCK, of(&CLOCK_SAYS, &ZVT_CLOCK_SAYS)),
        "evidence" => (&EVIDENCE, evidence(family)),
        _ => return None,
    })
}

/// Name of a health item; `None` for one that is not known here.
pub fn health(name: &str) -> Option<&'static Text> {
    Some(match name {
        "poll" => &POLL,
        "sales_in_memory" => &SALES_IN_MEMORY,
        "sum_in_memory" => &SUM_IN_MEMORY,
        "newest_sale" => &NEWEST_SALE,
        "journal_anomalies" => &JOURNAL_ANOMALIES,
        "last_transaction" => &LAST_TRANSACTION,
        "last_result" => &LAST_RESULT,
        "last_transaction_age" => &LAST_TRANSACTION_AGE,
        "open_preauthorisations" => &OPEN_PREAUTHORISATIONS,
        "status" => &STATUS,
        "locks" => &LOCKS,
        "software_version" => &SOFTWARE_VERSION,
        "device_name" => &DEVICE_NAME,
        "serial_number" => &SERIAL_NUMBER,
        "terminal_id" => &TERMINAL_ID,
        "clock" => &DEVICE_CLOCK,
        "first_receipt" => &FIRST_RECEIPT,
        "last_receipt" => &LAST_RECEIPT,
        "transactions" => &TRANSACTIONS,
        "sum" => &SUM,
        "other_schemes" => &OTHER_SCHEMES,
        "result" => &INQUIRY_RESULT,
        "file_merchant_journal" => &FILE_MERCHANT_JOURNAL,
        "file_application_log" => &FILE_APPLICATION_LOG,
        "file_till_protocol_log" => &FILE_TILL_PROTOCOL_LOG,
        "file_communication_log" => &FILE_COMMUNICATION_LOG,
        "file_pin_pad_log" => &FILE_PIN_PAD_LOG,
        "file_reconciliation" => &FILE_RECONCILIATION,
        _ => return None,
    })
}

/// A step of a driver that is not silent, by the name that the driver gives it; `None` for one that is not known here.
pub fn step(name: &str) -> Option<&'static Text> {
    Some(match name {
        "registration (06 00)" => &STEP_REGISTRATION,
        "reprint of receipts (06 12, 06 20)" => &STEP_REPRINT,
        "status enquiry (05 01)" => &STEP_STATUS,
        _ => return None,
    })
}
