//! Why a file cannot be used as a bill, and what is wrong with a row: what happened, what was not concluded, what to do next.
//!
//! Names: `W_` what happened, `N_` what to do next, `ROW_` what is wrong with a row.

use std::fmt::Display;

use super::Phrase;
use crate::model::{BillRefusal, RowFault};

texts! {
    NOT_CONCLUDED {
        en: "Nothing was concluded from this file: no payment counts as billed or as missing because of it.",
        es: "No se concluyó nada de este archivo: ningún pago se considera facturado ni faltante por él.",
        zh: "未从该文件得出任何结论：不会因它把任何支付视为已入账或缺失。",
        de: "Aus dieser Datei wurde nichts geschlossen: Keine Zahlung gilt ihretwegen als abgerechnet oder als fehlend.",
    }

    W_NOT_A_BILL {
        en: "This is not a bill of a known format, and no mapping profile fits its columns.",
        es: "No es un extracto de un formato conocido y ningún perfil de columnas coincide con él.",
        zh: "该文件不是已知格式的账单，也没有与其列名匹配的映射配置。",
        de: "Das ist keine Abrechnung in einem bekannten Format, und kein Spaltenprofil passt dazu.",
    }
    W_OTHER_FILE {
        en: "This is a file of the kind {kind}, not a bill.",
        es: "Es un archivo de tipo {kind}, no un extracto.",
        zh: "这是 {kind} 类型的文件，不是账单。",
        de: "Das ist eine Datei der Art {kind}, keine Abrechnung.",
    }
    W_HTML {
        en: "This is a web page that was saved under the name of a bill.",
        es: "Es una página web guardada con el nombre de un extracto.",
        zh: "这是以账单名义保存的网页。",
        de: "Das ist eine Webseite, die unter dem Namen einer Abrechnung gespeichert wurde.",
    }
    W_ERROR_ANSWER {
        en: "Instead of a bill the provider answered with an error: {said}",
        es: "En lugar del extracto, el proveedor respondió con un error: {said}",
        zh: "服务商返回的不是账单，而是错误信息：{said}",
        de: "Statt einer Abrechnung antwortete der Anbieter mit einem Fehler: {said}",
    }
    W_NO_ROWS {
        en: "The file holds no transaction (“No Bill Exist”).",
        es: "El archivo no contiene ninguna transacción (“No Bill Exist”).",
        zh: "文件中没有任何交易（“No Bill Exist”）。",
        de: "Die Datei enthält keine Transaktion („No Bill Exist“).",
    }
    W_ENCODING {
        en: "The bytes of this file are no text in the encoding {expected}; it was damaged or saved again by another program.",
        es: "Los bytes del archivo no son texto en la codificación {expected}; está dañado o fue guardado de nuevo con otro programa.",
        zh: "文件内容不是 {expected} 编码的文本；文件已损坏，或被其他程序重新保存过。",
        de: "Die Bytes dieser Datei sind kein Text in der Kodierung {expected}; sie ist beschädigt oder wurde von einem anderen Programm neu gespeichert.",
    }
    W_TRUNCATED {
        en: "The file ends in the middle, in line {line}.",
        es: "El archivo se corta a la mitad, en la línea {line}.",
        zh: "文件在第 {line} 行中断，不完整。",
        de: "Die Datei bricht in Zeile {line} mittendrin ab.",
    }
    W_FOOTER_MISSING {
        en: "The totals at the end of the file are missing, so rows may be missing too.",
        es: "Faltan los totales al final del archivo, así que también pueden faltar filas.",
        zh: "文件末尾缺少合计，因此可能也缺少记录。",
        de: "Die Summen am Ende der Datei fehlen, also können auch Zeilen fehlen.",
    }
    W_FOOTER_DIFFERS {
        en: "The file contradicts itself: {what} says {said}, its rows give {summed} (rows that could not be read: {bad}).",
        es: "El archivo se contradice: {what} dice {said} y sus filas dan {summed} (filas ilegibles: {bad}).",
        zh: "文件自相矛盾：{what} 写的是 {said}，而各行合计为 {summed}（无法读取的行：{bad}）。",
        de: "Die Datei widerspricht sich: {what} nennt {said}, ihre Zeilen ergeben {summed} (nicht lesbare Zeilen: {bad}).",
    }
    W_COLUMN_MISSING {
        en: "The column {name} is missing; the provider may have changed the format.",
        es: "Falta la columna {name}; es posible que el proveedor haya cambiado el formato.",
        zh: "缺少列“{name}”；服务商可能更改了格式。",
        de: "Die Spalte {name} fehlt; vielleicht hat der Anbieter das Format geändert.",
    }
    W_COLUMN_DOUBLED {
        en: "The column {name} stands there twice, or two columns have its meaning; which one counts is not known.",
        es: "La columna {name} está repetida o dos columnas significan lo mismo; no se sabe cuál vale.",
        zh: "列“{name}”出现两次，或有两列含义相同；无法确定以哪一列为准。",
        de: "Die Spalte {name} steht zweimal da, oder zwei Spalten bedeuten dasselbe; welche gilt, ist nicht bekannt.",
    }
    W_TOO_LARGE {
        en: "The file is larger than what is read: {what}, more than {limit}.",
        es: "El archivo supera lo que se lee: {what}, más de {limit}.",
        zh: "文件超出可读取的范围：{what} 超过 {limit}。",
        de: "Die Datei ist größer, als gelesen wird: {what}, mehr als {limit}.",
    }
    W_XML_DOCTYPE {
        en: "The XML brings a document type or entities of its own. No bank sends that, and it can be an attack.",
        es: "El XML trae un tipo de documento o entidades propias. Ningún banco lo envía y puede ser un ataque.",
        zh: "该 XML 带有自定义文档类型或实体。银行不会发送这样的文件，这可能是攻击。",
        de: "Das XML bringt einen eigenen Dokumenttyp oder eigene Entitäten mit. Keine Bank sendet das, und es kann ein Angriff sein.",
    }
    W_XML_BROKEN {
        en: "The XML is not well formed, in line {line}.",
        es: "El XML está mal formado, en la línea {line}.",
        zh: "XML 在第 {line} 行格式错误。",
        de: "Das XML ist in Zeile {line} nicht wohlgeformt.",
    }
    W_UNKNOWN_VERSION {
        en: "This format or version is not read: {said}.",
        es: "Este formato o versión no se lee: {said}.",
        zh: "不支持读取该格式或版本：{said}。",
        de: "Dieses Format oder diese Version wird nicht gelesen: {said}.",
    }
    W_CURRENCY_MIXED {
        en: "Amounts in {first} and in {other} stand under one total.",
        es: "Hay importes en {first} y en {other} bajo un mismo total.",
        zh: "同一合计下混有 {first} 和 {other} 的金额。",
        de: "Beträge in {first} und in {other} stehen unter einer Summe.",
    }
    W_DATES_AMBIGUOUS {
        en: "Day and month of the dates can be read both ways, as in {text}, or contradict each other.",
        es: "El día y el mes de las fechas se pueden leer de dos maneras, como en {text}, o se contradicen.",
        zh: "日期中的日和月可以有两种读法（例如 {text}），或相互矛盾。",
        de: "Tag und Monat der Daten lassen sich auf zwei Arten lesen, wie bei {text}, oder widersprechen einander.",
    }
    W_NO_ROW_READABLE {
        en: "None of the {rows} rows of this file could be read.",
        es: "No se pudo leer ninguna de las {rows} filas del archivo.",
        zh: "文件中的 {rows} 行均无法读取。",
        de: "Keine der {rows} Zeilen dieser Datei war lesbar.",
    }
    W_WRONG_DAY {
        en: "The file covers {first} to {last}, not {asked}.",
        es: "El archivo cubre del {first} al {last}, no el {asked}.",
        zh: "文件覆盖 {first} 至 {last}，不包括 {asked}。",
        de: "Die Datei umfasst {first} bis {last}, nicht {asked}.",
    }
    W_WRONG_MERCHANT {
        en: "The file is of merchant {found}, not of {asked}.",
        es: "El archivo es del comercio {found}, no de {asked}.",
        zh: "文件属于商户 {found}，而不是 {asked}。",
        de: "Die Datei gehört zum Händler {found}, nicht zu {asked}.",
    }

    N_DOWNLOAD_AGAIN {
        en: "Download the file again and give it as it comes, without opening and saving it in another program.",
        es: "Descargue el archivo de nuevo y entréguelo tal cual, sin abrirlo y guardarlo en otro programa.",
        zh: "请重新下载文件，并原样提供，不要用其他程序打开后再保存。",
        de: "Laden Sie die Datei neu herunter, und geben Sie sie unverändert an, ohne sie in einem anderen Programm zu öffnen und zu speichern.",
    }
    N_PROFILE {
        en: "If it is a table of an acquirer, write a mapping profile for it (docs/bills.md) and look at its preview.",
        es: "Si es una tabla de un adquirente, escriba un perfil de columnas para ella (docs/bills.md) y mire la vista previa.",
        zh: "如果这是收单机构的表格，请为它编写映射配置（docs/bills.md）并查看预览。",
        de: "Wenn es eine Tabelle eines Acquirers ist, schreiben Sie ein Spaltenprofil dafür (docs/bills.md), und sehen Sie sich die Vorschau an.",
    }
    N_UNPACK {
        en: "Unpack it or export it as a table (CSV or .xlsx), then give that file.",
        es: "Descomprímalo o expórtelo como tabla (CSV o .xlsx) y entregue ese archivo.",
        zh: "请先解压或导出为表格（CSV 或 .xlsx），再提供该文件。",
        de: "Entpacken Sie sie, oder exportieren Sie sie als Tabelle (CSV oder .xlsx), und geben Sie dann diese Datei an.",
    }
    N_LOG_IN {
        en: "Log in to the provider's portal again and download the bill there.",
        es: "Vuelva a iniciar sesión en el portal del proveedor y descargue allí el extracto.",
        zh: "请重新登录服务商平台，并在那里下载账单。",
        de: "Melden Sie sich erneut am Portal des Anbieters an, und laden Sie die Abrechnung dort herunter.",
    }
    N_WAIT_FOR_BILL {
        en: "Ask for the right day and merchant. Wallets make a day's bill on the next day from about 10:00; a day without payments has none.",
        es: "Pida el día y el comercio correctos. Las billeteras generan el extracto al día siguiente desde las 10:00; un día sin pagos no tiene.",
        zh: "请确认日期和商户。钱包的账单在次日约 10:00 后生成；没有支付的日子没有账单。",
        de: "Fragen Sie nach dem richtigen Tag und Händler. Wallets erstellen die Abrechnung eines Tages am Folgetag ab etwa 10 Uhr; für einen Tag ohne Zahlungen gibt es keine.",
    }
    N_ASK_PROVIDER {
        en: "Download the file again; if it stays so, ask the provider for a correct one. Do not reconcile with half a file.",
        es: "Descargue el archivo de nuevo; si sigue igual, pida al proveedor uno correcto. No concilie con medio archivo.",
        zh: "请重新下载；若仍如此，请向服务商索取正确的文件。不要用残缺的文件对账。",
        de: "Laden Sie die Datei neu herunter; bleibt es dabei, verlangen Sie vom Anbieter eine richtige. Gleichen Sie nicht mit einer halben Datei ab.",
    }
    N_SPLIT {
        en: "Download shorter periods, one file a day.",
        es: "Descargue períodos más cortos, un archivo por día.",
        zh: "请按较短的时段下载，每天一个文件。",
        de: "Laden Sie kürzere Zeiträume herunter, eine Datei je Tag.",
    }
    N_DO_NOT_OPEN {
        en: "Do not open this file elsewhere either; get it from the bank's own portal.",
        es: "Tampoco abra este archivo en otro programa; obténgalo del portal del banco.",
        zh: "也不要用其他程序打开该文件；请从银行自己的平台获取。",
        de: "Öffnen Sie diese Datei auch nicht anderswo; holen Sie sie aus dem Portal der Bank.",
    }
    N_RIGHT_FILE {
        en: "Give the file of the day and merchant that is asked for.",
        es: "Entregue el archivo del día y del comercio que se piden.",
        zh: "请提供所要求日期和商户的文件。",
        de: "Geben Sie die Datei des gefragten Tages und Händlers an.",
    }

    ROW_CELLS {
        en: "it has {found} cells, the header has {expected}",
        es: "tiene {found} celdas y el encabezado {expected}",
        zh: "该行有 {found} 个单元格，表头有 {expected} 个",
        de: "sie hat {found} Zellen, die Kopfzeile {expected}",
    }
    ROW_EMPTY { en: "nothing stands there", es: "está vacío", zh: "内容为空", de: "dort steht nichts" }
    ROW_NOT_AN_AMOUNT { en: "{text} is not an amount", es: "{text} no es un importe", zh: "{text} 不是金额", de: "{text} ist kein Betrag" }
    ROW_AMBIGUOUS {
        en: "{text} can be read as two amounts; name the decimal mark in a mapping profile",
        es: "{text} se puede leer como dos importes; indique el separador decimal en un perfil de columnas",
        zh: "{text} 可以读作两种金额；请在映射配置中指明小数点",
        de: "{text} kann zwei Beträge bedeuten; nennen Sie das Dezimalzeichen in einem Spaltenprofil",
    }
    ROW_SIGN {
        en: "the sign of {text} contradicts “{word}”",
        es: "el signo de {text} contradice “{word}”",
        zh: "{text} 的正负号与“{word}”矛盾",
        de: "das Vorzeichen von {text} widerspricht „{word}“",
    }
    ROW_NOT_A_TIME {
        en: "{text} is not a date and time",
        es: "{text} no es una fecha y hora",
        zh: "{text} 不是日期时间",
        de: "{text} ist kein Zeitpunkt",
    }
    ROW_CURRENCY { en: "{text} is not a currency", es: "{text} no es una moneda", zh: "{text} 不是货币", de: "{text} ist keine Währung" }
    ROW_KIND {
        en: "what “{word}” means is unknown, so the direction of the money is too",
        es: "se desconoce qué significa “{word}” y, por tanto, la dirección del dinero",
        zh: "“{word}”的含义未知，因此资金方向也未知",
        de: "was „{word}“ bedeutet, ist unbekannt, und damit die Richtung des Geldes",
    }
    ROW_DETAILS {
        en: "the entry says {said}, its details give {summed}",
        es: "el asiento dice {said} y sus detalles dan {summed}",
        zh: "条目为 {said}，而其明细合计为 {summed}",
        de: "der Posten nennt {said}, seine Einzelheiten ergeben {summed}",
    }
}

/// What happened.
pub fn happened(refusal: &BillRefusal) -> Phrase {
    match refusal {
        BillRefusal::NotABill => W_NOT_A_BILL.plain(),
        BillRefusal::OtherFile { kind } => W_OTHER_FILE.with([("kind", kind as &dyn Display)]),
        BillRefusal::HtmlPage => W_HTML.plain(),
        BillRefusal::ErrorAnswer { said } => W_ERROR_ANSWER.with([("said", said as &dyn Display)]),
        BillRefusal::NoRows => W_NO_ROWS.plain(),
        BillRefusal::WrongEncoding { expected } => W_ENCODING.with([("expected", expected as &dyn Display)]),
        BillRefusal::Truncated { line } => W_TRUNCATED.with([("line", line as &dyn Display)]),
        BillRefusal::FooterMissing => W_FOOTER_MISSING.plain(),
        BillRefusal::FooterDiffers { what, said, summed, bad_rows } => W_FOOTER_DIFFERS.with([
            ("what", what as &dyn Display),
            ("said", said),
            ("summed", summed),
            ("bad", bad_rows),
        ]),
        BillRefusal::ColumnMissing { name } => W_COLUMN_MISSING.with([("name", name as &dyn Display)]),
        BillRefusal::ColumnDoubled { name } => W_COLUMN_DOUBLED.with([("name", name as &dyn Display)]),
        BillRefusal::TooLarge { what, limit } => W_TOO_LARGE.with([("what", what as &dyn Display), ("limit", limit)]),
        BillRefusal::XmlDoctype => W_XML_DOCTYPE.plain(),
        BillRefusal::XmlBroken { line } => W_XML_BROKEN.with([("line", line as &dyn Display)]),
        BillRefusal::UnknownVersion { said } => W_UNKNOWN_VERSION.with([("said", said as &dyn Display)]),
        BillRefusal::CurrencyMixed { first, other } => {
            W_CURRENCY_MIXED.with([("first", &first.code() as &dyn Display), ("other", &other.code())])
        }
        BillRefusal::DatesAmbiguous { text } => W_DATES_AMBIGUOUS.with([("text", text as &dyn Display)]),
        BillRefusal::NoRowReadable { rows } => W_NO_ROW_READABLE.with([("rows", rows as &dyn Display)]),
        BillRefusal::WrongDay { first, last, asked } => {
            W_WRONG_DAY.with([("first", first as &dyn Display), ("last", last), ("asked", asked)])
        }
        BillRefusal::WrongMerchant { found, asked } => {
            W_WRONG_MERCHANT.with([("found", found as &dyn Display), ("asked", asked)])
        }
    }
}

/// What was not concluded.
pub fn not_concluded() -> Phrase {
    NOT_CONCLUDED.plain()
}

/// What to do next.
pub fn next(refusal: &BillRefusal) -> Phrase {
    let text = match refusal {
        BillRefusal::OtherFile { .. } => &N_UNPACK,
        BillRefusal::HtmlPage => &N_LOG_IN,
        BillRefusal::ErrorAnswer { .. } | BillRefusal::NoRows => &N_WAIT_FOR_BILL,
        BillRefusal::WrongEncoding { .. } | BillRefusal::Truncated { .. } | BillRefusal::XmlBroken { .. } => {
            &N_DOWNLOAD_AGAIN
        }
        BillRefusal::FooterMissing | BillRefusal::FooterDiffers { .. } | BillRefusal::CurrencyMixed { .. } => {
            &N_ASK_PROVIDER
        }
        BillRefusal::NotABill
        | BillRefusal::ColumnMissing { .. }
        | BillRefusal::ColumnDoubled { .. }
        | BillRefusal::UnknownVersion { .. }
        | BillRefusal::DatesAmbiguous { .. }
        | BillRefusal::NoRowReadable { .. } => &N_PROFILE,
        BillRefusal::TooLarge { .. } => &N_SPLIT,
        BillRefusal::XmlDoctype => &N_DO_NOT_OPEN,
        BillRefusal::WrongDay { .. } | BillRefusal::WrongMerchant { .. } => &N_RIGHT_FILE,
    };
    text.plain()
}

/// What is wrong with a row.
pub fn row_fault(fault: &RowFault) -> Phrase {
    match fault {
        RowFault::Cells { found, expected } => {
            ROW_CELLS.with([("found", found as &dyn Display), ("expected", expected)])
        }
        RowFault::Empty => ROW_EMPTY.plain(),
        RowFault::NotAnAmount { text } => ROW_NOT_AN_AMOUNT.with([("text", text as &dyn Display)]),
        RowFault::AmbiguousAmount { text } => ROW_AMBIGUOUS.with([("text", text as &dyn Display)]),
        RowFault::SignContradicts { text, word } => ROW_SIGN.with([("text", text as &dyn Display), ("word", word)]),
        RowFault::NotATime { text } => ROW_NOT_A_TIME.with([("text", text as &dyn Display)]),
        RowFault::UnknownCurrency { text } => ROW_CURRENCY.with([("text", text as &dyn Display)]),
        RowFault::UnknownKind { word } => ROW_KIND.with([("word", word as &dyn Display)]),
        RowFault::DetailsDiffer { said, summed } => {
            ROW_DETAILS.with([("said", said as &dyn Display), ("summed", summed)])
        }
    }
}
