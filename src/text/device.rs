//! What is told of a device's abilities and state, by the stable names that drivers give them.

use super::Text;

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
    VOID_SAYS { en: "approved credit sales whose batch is open; debit sales cannot be voided", es: "ventas a crédito aprobadas con lote abierto; las de débito no se anulan", zh: "未结批的已批准信用卡消费；借记卡不能撤销", de: "genehmigte Kreditverkäufe vor dem Kassenschnitt; Debitverkäufe können nicht storniert werden" }
    REFUND_SAYS { en: "the protocol has none; after the close ask the acquirer", es: "el protocolo no la tiene; tras el cierre, pídala al adquirente", zh: "协议不支持；结批后请联系收单方", de: "gibt es im Protokoll nicht; nach dem Kassenschnitt den Acquirer fragen" }
    RECOVERY_SAYS { en: "a lost answer is looked for in the list, which shows a void but not whose; a person concludes", es: "una respuesta perdida se busca en la lista, que muestra una anulación pero no de quién; concluye una persona", zh: "在列表中寻找丢失的应答；列表显示撤销但不知由谁所为；由人结案", de: "eine verlorene Antwort wird in der Liste gesucht; sie zeigt ein Storno, aber nicht, wessen; eine Person entscheidet" }
    CLOCK_SAYS { en: "can neither be read nor set; sales carry its time", es: "no se puede leer ni ajustar; las ventas llevan su hora", zh: "不能读取或设置；消费记录带有其时间", de: "kann weder gelesen noch gestellt werden; Verkäufe tragen ihre Zeit" }
    EVIDENCE_SAYS { en: "simulated terminals and official clients; no physical terminal yet", es: "terminales simulados y clientes oficiales; aún ningún terminal físico", zh: "模拟终端与官方客户端；尚无实体终端", de: "simulierten Terminals und offiziellen Clients; noch an keinem echten Terminal" }

    POLL { en: "poll", es: "sondeo", zh: "轮询", de: "Abfrage" }
    SALES_IN_MEMORY { en: "sales in memory", es: "ventas en memoria", zh: "内存中的消费", de: "Verkäufe im Speicher" }
    SUM_IN_MEMORY { en: "their sum", es: "su suma", zh: "合计", de: "ihre Summe" }
    NEWEST_SALE { en: "newest sale", es: "última venta", zh: "最近消费", de: "letzter Verkauf" }
    JOURNAL_ANOMALIES { en: "odd things in the journal", es: "rarezas en el registro", zh: "流水异常", de: "Auffälligkeiten im Journal" }
}

/// Name and note of a capability; `None` for one that is not known here.
pub fn capability(name: &str) -> Option<(&'static Text, &'static Text)> {
    Some(match name {
        "detect" => (&DETECT, &DETECT_SAYS),
        "identify" => (&IDENTIFY, &IDENTIFY_SAYS),
        "health" => (&HEALTH, &HEALTH_SAYS),
        "journal" => (&JOURNAL, &JOURNAL_SAYS),
        "journal_resume" => (&JOURNAL_RESUME, &JOURNAL_RESUME_SAYS),
        "totals" => (&TOTALS, &TOTALS_SAYS),
        "receipt" => (&RECEIPT, &RECEIPT_SAYS),
        "reprint" => (&REPRINT, &REPRINT_SAYS),
        "void" => (&VOID, &VOID_SAYS),
        "refund" => (&REFUND, &REFUND_SAYS),
        "recovery" => (&RECOVERY, &RECOVERY_SAYS),
        "clock" => (&CLOCK, &CLOCK_SAYS),
        "evidence" => (&EVIDENCE, &EVIDENCE_SAYS),
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
        _ => return None,
    })
}
