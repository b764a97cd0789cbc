//! What the command line says to people.

use super::{Lang, Phrase, Text, device, terms, tui};
use crate::model::{Anomaly, IdentityProof, IntentId, Outcome, Plan, Provenance, RefName, RemedyKind};

texts! {
    USAGE { en: "The call is not right: {why}", es: "La llamada no es correcta: {why}", zh: "命令有误：{why}", de: "Der Aufruf stimmt nicht: {why}" }
    NOTHING_DONE { en: "Nothing was done.", es: "No se hizo nada.", zh: "未执行任何操作。", de: "Es wurde nichts ausgeführt." }
    NOTHING_MOVED { en: "No money was moved.", es: "No se movió dinero.", zh: "未发生资金变动。", de: "Es wurde kein Geld bewegt." }
    SEE_HELP {
        en: "See `tillwright --help`, or `--help` behind the command.",
        es: "Vea `tillwright --help`, o `--help` tras el comando.",
        zh: "请查看 `tillwright --help`，或在命令后加 `--help`。",
        de: "Siehe `tillwright --help` oder `--help` hinter dem Befehl.",
    }
    SEE_JOURNAL_HELP {
        en: "See `tillwright journal --help` for what a filter may say.",
        es: "Vea en `tillwright journal --help` qué puede decir un filtro.",
        zh: "筛选条件的写法请见 `tillwright journal --help`。",
        de: "Was ein Filter enthalten darf, zeigt `tillwright journal --help`.",
    }
    NO_HOME {
        en: "There is no home directory to keep the vault in.",
        es: "No hay un directorio personal donde guardar la bóveda.",
        zh: "没有可存放保管库的用户目录。",
        de: "Es gibt kein Benutzerverzeichnis für die Ablage.",
    }
    GIVE_VAULT { en: "Name one with --vault DIR.", es: "Indique uno con --vault DIR.", zh: "请用 --vault DIR 指定。", de: "Geben Sie eines mit --vault DIR an." }
    NO_RUNTIME {
        en: "The system gave no resources to run.",
        es: "El sistema no dio recursos para ejecutar.",
        zh: "系统未能提供运行所需的资源。",
        de: "Das System gab keine Mittel zum Ausführen.",
    }
    TRY_AGAIN { en: "Try again.", es: "Inténtelo de nuevo.", zh: "请重试。", de: "Versuchen Sie es noch einmal." }
    INTERRUPTED { en: "Interrupted.", es: "Interrumpido.", zh: "已中断。", de: "Unterbrochen." }
    READ_NOT_FINISHED {
        en: "The reading was not finished; what arrived is kept.",
        es: "La lectura no terminó; lo recibido se conserva.",
        zh: "读取未完成；已收到的内容已保留。",
        de: "Das Auslesen wurde nicht beendet; was ankam, bleibt erhalten.",
    }
    WHICH_DEVICE {
        en: "The vault holds several devices: {list}",
        es: "La bóveda contiene varios equipos: {list}",
        zh: "保管库中有多台设备：{list}",
        de: "Die Ablage enthält mehrere Geräte: {list}",
    }
    NAME_DEVICE_OR_PULL {
        en: "Name one with --device, or pull its journal first.",
        es: "Indique uno con --device, o extraiga antes su registro.",
        zh: "请用 --device 指定，或先读取其日志。",
        de: "Geben Sie eines mit --device an, oder lesen Sie zuerst sein Journal aus.",
    }
    NO_ARCHIVE_AT_ALL {
        en: "The vault holds no archive yet.",
        es: "La bóveda aún no contiene ningún archivo.",
        zh: "保管库中还没有归档。",
        de: "Die Ablage enthält noch kein Archiv.",
    }
    NO_ENTRY {
        en: "No entry fits \"{name}\".",
        es: "Ninguna operación coincide con \"{name}\".",
        zh: "没有与“{name}”相符的记录。",
        de: "Kein Eintrag passt zu „{name}“.",
    }
    WHICH_ENTRY {
        en: "Several entries fit \"{name}\": {list}",
        es: "Varias operaciones coinciden con \"{name}\": {list}",
        zh: "有多条记录与“{name}”相符：{list}",
        de: "Mehrere Einträge passen zu „{name}“: {list}",
    }
    NAME_ENTRY_OR_PULL {
        en: "Give a key as `tillwright journal` lists it, or pull the device's journal first.",
        es: "Indique una clave como la muestra `tillwright journal`, o extraiga antes el registro del equipo.",
        zh: "请给出 `tillwright journal` 列出的键，或先读取设备日志。",
        de: "Geben Sie einen Schlüssel an, wie `tillwright journal` ihn zeigt, oder lesen Sie zuerst das Journal des Geräts aus.",
    }
    NO_ENTRIES { en: "No entry fits.", es: "Ninguna operación coincide.", zh: "没有相符的记录。", de: "Kein Eintrag passt." }
    NUMBER { en: "no.", es: "n.º", zh: "编号", de: "Nr." }
    NO_PORTS {
        en: "No serial port is plugged in.",
        es: "No hay ningún puerto serie conectado.",
        zh: "未接入任何串口。",
        de: "Es ist kein serieller Anschluss eingesteckt.",
    }
    PROGRESS { en: "{entries} entries, {rate} bytes/s", es: "{entries} operaciones, {rate} bytes/s", zh: "{entries} 条记录，{rate} 字节/秒", de: "{entries} Einträge, {rate} Bytes/s" }
    PULLED {
        en: "{entries} entries ({new} new), sealed and verified: {path}\nhash {hash}",
        es: "{entries} operaciones ({new} nuevas), sellado y verificado: {path}\nhash {hash}",
        zh: "{entries} 条记录（{new} 条新增），已封存并校验：{path}\n哈希 {hash}",
        de: "{entries} Einträge ({new} neu), versiegelt und geprüft: {path}\nHash {hash}",
    }
    SEEN { en: "seen", es: "vista", zh: "读取于", de: "gesehen" }
    STDOUT { en: "The output could not be written.", es: "No se pudo escribir la salida.", zh: "无法写出结果。", de: "Die Ausgabe konnte nicht geschrieben werden." }
    STDOUT_NOT_DONE {
        en: "The data on stdout is incomplete.",
        es: "Los datos en stdout están incompletos.",
        zh: "标准输出的数据不完整。",
        de: "Die Daten auf stdout sind unvollständig.",
    }
    OUTCOME_IN_LEDGER {
        en: "How it ended is in the ledger: see `ledger show` and `recover`. Do not send it again.",
        es: "El resultado está en el registro: vea `ledger show` y `recover`. No lo envíe otra vez.",
        zh: "结果已记入操作账本：请运行 `ledger show` 和 `recover` 查看。不要再次发送。",
        de: "Wie es ausging, steht im Logbuch: siehe `ledger show` und `recover`. Senden Sie es nicht noch einmal.",
    }
    NOT_WRITTEN { en: "The file was not written.", es: "No se escribió el archivo.", zh: "文件未写入。", de: "Die Datei wurde nicht geschrieben." }
    FILE_AS_BEFORE {
        en: "An existing file is never overwritten.",
        es: "Un archivo existente nunca se sobrescribe.",
        zh: "绝不覆盖已有文件。",
        de: "Eine vorhandene Datei wird nie überschrieben.",
    }
    OTHER_FILE { en: "Name another file.", es: "Indique otro archivo.", zh: "请换一个文件名。", de: "Geben Sie eine andere Datei an." }
    REPRINTED {
        en: "The receipt was printed again. Mark it as a copy by hand.",
        es: "El comprobante se imprimió de nuevo. Márquelo a mano como copia.",
        zh: "小票已重打印。请手工注明为副本。",
        de: "Der Beleg wurde noch einmal gedruckt. Kennzeichnen Sie ihn von Hand als Kopie.",
    }
    REPRINTED_OTHER {
        en: "Another sale came out: transaction {number}. Destroy that slip.",
        es: "Salió otra venta: transacción {number}. Destruya ese comprobante.",
        zh: "打印出的是另一笔交易：交易号 {number}。请销毁该小票。",
        de: "Ein anderer Verkauf wurde gedruckt: Vorgang {number}. Vernichten Sie diesen Beleg.",
    }
    REPRINT_UNKNOWN {
        en: "It is unknown what came out of the printer: {why}. Look at the paper; destroy what is not the wanted receipt.",
        es: "No se sabe qué salió de la impresora: {why}. Mire el papel; destruya lo que no sea el comprobante pedido.",
        zh: "不清楚打印了什么：{why}。请查看纸张，销毁不是所需小票的纸。",
        de: "Es ist unbekannt, was aus dem Drucker kam: {why}. Sehen Sie auf das Papier; vernichten Sie, was nicht der gewünschte Beleg ist.",
    }
    ALLOWED { en: "allowed", es: "permitida", zh: "允许", de: "erlaubt" }
    NOT_ALLOWED { en: "not allowed", es: "no permitida", zh: "不允许", de: "nicht erlaubt" }
    CONSENT_MISSING {
        en: "This moves money, and --yes was not given.",
        es: "Esto mueve dinero, y no se indicó --yes.",
        zh: "此操作涉及资金，且未给出 --yes。",
        de: "Dies bewegt Geld, und --yes wurde nicht angegeben.",
    }
    SAY_YES {
        en: "Read the plan, then give the same call with --yes.",
        es: "Lea el plan y repita la llamada con --yes.",
        zh: "请阅读计划，然后加上 --yes 重新执行。",
        de: "Lesen Sie den Plan, und wiederholen Sie dann den Aufruf mit --yes.",
    }
    PLAN {
        en: "Plan: {kind} of transaction {number}, {facts}, on {device}\n  sends {request} once\n  reason: {reason}; authorised by {authoriser}; goods handed over: {goods}\n  archive {archive}",
        es: "Plan: {kind} de la transacción {number}, {facts}, en {device}\n  envía {request} una vez\n  motivo: {reason}; autorizado por {authoriser}; mercadería entregada: {goods}\n  archivo {archive}",
        zh: "计划：{kind}，交易号 {number}，{facts}，设备 {device}\n  发送 {request}，仅一次\n  原因：{reason}；授权人：{authoriser}；是否已交付商品：{goods}\n  归档 {archive}",
        de: "Plan: {kind} von Vorgang {number}, {facts}, an {device}\n  sendet {request} einmal\n  Grund: {reason}; freigegeben von {authoriser}; Ware übergeben: {goods}\n  Archiv {archive}",
    }
    NO_TRACE {
        en: "Its trace number is not known: give --trace from the receipt, or nobody can tell afterwards which payment was voided, and the outcome will be unknown.",
        es: "No se conoce su número de traza: indique --trace del recibo, o nadie podrá decir después qué pago se anuló y el resultado será desconocido.",
        zh: "流水号未知：请用 --trace 提供票据上的号码，否则事后无法确认撤销的是哪一笔，结果将为未知。",
        de: "Die Trace-Nummer ist nicht bekannt: Geben Sie --trace vom Beleg an, sonst kann niemand nachher sagen, welche Zahlung storniert wurde, und der Ausgang ist unbekannt.",
    }
    YES { en: "yes", es: "sí", zh: "是", de: "ja" }
    NO { en: "no", es: "no", zh: "否", de: "nein" }
    OUTCOME { en: "{intent}: {outcome}. {evidence}", es: "{intent}: {outcome}. {evidence}", zh: "{intent}：{outcome}。{evidence}", de: "{intent}: {outcome}. {evidence}" }
    PROBE { en: "What could settle it: {probe}", es: "Qué podría aclararlo: {probe}", zh: "可用于确认的方法：{probe}", de: "Was es klären könnte: {probe}" }
    NO_OPEN_CASES {
        en: "No outcome is unknown.",
        es: "Ningún resultado está pendiente de aclarar.",
        zh: "没有未知的结果。",
        de: "Kein Ausgang ist unbekannt.",
    }
    EXPORTED { en: "{count} archives in {path}, verified.", es: "{count} archivos en {path}, verificado.", zh: "{path} 中有 {count} 个归档，已校验。", de: "{count} Archive in {path}, geprüft." }
    RESTORED {
        en: "{new} archives taken in, {present} were here already, {ledgers} ledgers.",
        es: "{new} archivos incorporados, {present} ya estaban, {ledgers} libros.",
        zh: "导入 {new} 个归档，{present} 个已存在，{ledgers} 个账本。",
        de: "{new} Archive übernommen, {present} waren schon da, {ledgers} Logbücher.",
    }
    REBUILT { en: "Index built again: {entries} entries.", es: "Índice reconstruido: {entries} operaciones.", zh: "索引已重建：{entries} 条记录。", de: "Index neu aufgebaut: {entries} Einträge." }
    PURGED { en: "{count} archives removed; tombstones kept.", es: "{count} archivos eliminados; quedan sus lápidas.", zh: "已移除 {count} 个归档；保留墓碑记录。", de: "{count} Archive entfernt; ihre Löschvermerke bleiben." }
    WOULD_PURGE {
        en: "{count} archives would be removed. Give --yes to do it.",
        es: "Se eliminarían {count} archivos. Indique --yes para hacerlo.",
        zh: "将移除 {count} 个归档。加 --yes 执行。",
        de: "{count} Archive würden entfernt. Mit --yes wird es ausgeführt.",
    }
    NO_PASSPHRASE {
        en: "There is no passphrase in that file.",
        es: "No hay una frase de contraseña en ese archivo.",
        zh: "该文件中没有口令。",
        de: "In dieser Datei steht keine Passphrase.",
    }
    GIVE_PASSPHRASE {
        en: "Write the passphrase into the first line of a file that only you can read.",
        es: "Escriba la frase en la primera línea de un archivo que solo usted pueda leer.",
        zh: "请将口令写在仅您可读的文件的第一行。",
        de: "Schreiben Sie die Passphrase in die erste Zeile einer Datei, die nur Sie lesen können.",
    }
    NOT_HEX { en: "These are not hex digits: {why}", es: "No son dígitos hexadecimales: {why}", zh: "不是十六进制数字：{why}", de: "Das sind keine Hexadezimalziffern: {why}" }
    PROOF_CONTINUITY {
        en: "told its numbers; its journal continues the archive ({matched} entries in both)",
        es: "informó sus números; su registro continúa el archivo ({matched} operaciones en ambos)",
        zh: "设备报出编号；其日志与归档连续（{matched} 条相同）",
        de: "nannte seine Nummern; sein Journal setzt das Archiv fort ({matched} Einträge in beiden)",
    }
    PROOF_TOLD {
        en: "told its numbers; nothing earlier to compare with",
        es: "informó sus números; no hay nada anterior con que comparar",
        zh: "设备报出编号；没有更早的记录可比对",
        de: "nannte seine Nummern; nichts Früheres zum Vergleichen",
    }
    PROOF_BROKEN {
        en: "its journal contradicts what we know of this device",
        es: "su registro contradice lo que sabemos de este equipo",
        zh: "其日志与已知记录相矛盾",
        de: "sein Journal widerspricht dem, was über dieses Gerät bekannt ist",
    }
    PROOF_NONE {
        en: "nothing it says tells which device it is",
        es: "nada de lo que informa dice qué equipo es",
        zh: "设备所报内容无法表明其身份",
        de: "nichts, was es mitteilt, sagt, welches Gerät es ist",
    }
    ANOMALY_DUPLICATE {
        en: "number {number} stands more than once with different facts: none of them can be voided by number",
        es: "el número {number} aparece más de una vez con datos distintos: ninguna puede anularse por número",
        zh: "交易号 {number} 出现多次且内容不同：不能按交易号撤销",
        de: "Nummer {number} steht mehrmals mit verschiedenen Angaben: keiner dieser Einträge kann nach Nummer storniert werden",
    }
    ANOMALY_REPEATED {
        en: "number {number} was sent more than once; kept once",
        es: "el número {number} llegó más de una vez; se conserva una",
        zh: "交易号 {number} 重复发送；只保留一条",
        de: "Nummer {number} wurde mehrmals gesendet; einmal behalten",
    }
    ANOMALY_GAP {
        en: "numbers are missing between {after} and {before} (a refused sale may have used them)",
        es: "faltan números entre {after} y {before} (una venta rechazada pudo usarlos)",
        zh: "{after} 与 {before} 之间缺号（可能被拒绝的交易占用）",
        de: "zwischen {after} und {before} fehlen Nummern (ein abgelehnter Verkauf kann sie verbraucht haben)",
    }
    ANOMALY_UNREADABLE {
        en: "record {position} could not be read: {why}",
        es: "el registro {position} no se pudo leer: {why}",
        zh: "第 {position} 条记录无法读取：{why}",
        de: "Datensatz {position} war nicht lesbar: {why}",
    }
    ANOMALY_NOT_OFFERED {
        en: "The device does not offer {what}: what is not listed here may exist all the same.",
        es: "El equipo no ofrece {what}: lo que aquí no figura puede existir igualmente.",
        zh: "设备不支持 {what}：此处未列出的交易仍可能存在。",
        de: "Das Gerät bietet {what} nicht: Was hier nicht steht, kann es trotzdem geben.",
    }
    REPRINT_RECEIVED {
        en: "The device sent the receipt here instead of printing it ({count} lines):",
        es: "El equipo envió el recibo aquí en lugar de imprimirlo ({count} líneas):",
        zh: "设备将票据发送到此处而未打印（{count} 行）：",
        de: "Das Gerät hat den Beleg hierher gesendet, statt ihn zu drucken ({count} Zeilen):",
    }
    ANOMALY_OTHER_DEVICE {
        en: "a record of another device is in the list: {id}",
        es: "en la lista hay un registro de otro equipo: {id}",
        zh: "列表中有另一台设备的记录：{id}",
        de: "ein Datensatz eines anderen Geräts steht in der Liste: {id}",
    }
    ARCHIVE {
        en: "{mark} {state}  {begun}  {device}  {entries} entries  {size} bytes\n    {path}",
        es: "{mark} {state}  {begun}  {device}  {entries} operaciones  {size} bytes\n    {path}",
        zh: "{mark} {state}  {begun}  {device}  {entries} 条记录  {size} 字节\n    {path}",
        de: "{mark} {state}  {begun}  {device}  {entries} Einträge  {size} Bytes\n    {path}",
    }
    VERIFIED { en: "verified", es: "verificado", zh: "已校验", de: "geprüft" }
    PARTIAL { en: "partial", es: "parcial", zh: "未完成", de: "unvollständig" }
    DAMAGED { en: "DAMAGED: {what}", es: "DAÑADO: {what}", zh: "已损坏：{what}", de: "BESCHÄDIGT: {what}" }
    CHAIN {
        en: "{mark} {writer}: {lines} lines, head {head} {broken}",
        es: "{mark} {writer}: {lines} líneas, cabeza {head} {broken}",
        zh: "{mark} {writer}：{lines} 行，链头 {head} {broken}",
        de: "{mark} {writer}: {lines} Zeilen, Kopf {head} {broken}",
    }
    DEMO_DAY { en: "a day with trouble in it", es: "un día con problemas", zh: "问题不断的一天", de: "ein Tag mit Störungen" }
    DEMO_ZVT { en: "a ZVT terminal: a day with trouble", es: "un terminal ZVT: un día con problemas", zh: "ZVT 终端：问题不断的一天", de: "ein ZVT-Terminal: ein Tag mit Störungen" }
    DEMO_QUIET { en: "a quiet day", es: "un día tranquilo", zh: "平静的一天", de: "ein ruhiger Tag" }
    DEMO_EMPTY { en: "an empty memory", es: "una memoria vacía", zh: "空存储", de: "ein leerer Speicher" }
    NO_SCREEN {
        en: "This is no terminal that a screen can be drawn on.",
        es: "Este no es un terminal en el que se pueda dibujar una pantalla.",
        zh: "当前终端无法显示界面。",
        de: "Auf diesem Terminal kann kein Bildschirm gezeichnet werden.",
    }
    USE_COMMANDS {
        en: "Run it in a terminal window, or use the commands: `tillwright --help`.",
        es: "Ejecútelo en una ventana de terminal, o use los comandos: `tillwright --help`.",
        zh: "请在终端窗口中运行，或使用命令：`tillwright --help`。",
        de: "Starten Sie es in einem Terminalfenster, oder verwenden Sie die Befehle: `tillwright --help`.",
    }
    NO_PLACE {
        en: "There is no place for a throw-away vault.",
        es: "No hay lugar para una bóveda temporal.",
        zh: "没有可存放临时保管库的位置。",
        de: "Es gibt keinen Platz für eine vorübergehende Ablage.",
    }
    SIM_PTY { en: "needs --pty LINK or --tcp ADDR", es: "requiere --pty LINK o --tcp ADDR", zh: "需要 --pty LINK 或 --tcp ADDR", de: "braucht --pty LINK oder --tcp ADDR" }
    SIM_FAILED {
        en: "The simulated device cannot run.",
        es: "El equipo simulado no puede funcionar.",
        zh: "模拟设备无法运行。",
        de: "Das simulierte Gerät kann nicht laufen.",
    }
}

/// What an identity rests on.
pub fn proof(proof: IdentityProof) -> Phrase {
    match proof {
        IdentityProof::Continuity { matched } => {
            PROOF_CONTINUITY.with([("matched", &matched as &dyn std::fmt::Display)])
        }
        IdentityProof::Told => PROOF_TOLD.plain(),
        IdentityProof::Broken => PROOF_BROKEN.plain(),
        IdentityProof::None => PROOF_NONE.plain(),
    }
}

/// What was odd in a journal.
pub fn anomaly(anomaly: &Anomaly) -> Phrase {
    match anomaly {
        Anomaly::Duplicate { number } => ANOMALY_DUPLICATE.with([("number", number as &dyn std::fmt::Display)]),
        Anomaly::Repeated { number } => ANOMALY_REPEATED.with([("number", number as &dyn std::fmt::Display)]),
        Anomaly::Gap { after, before } => {
            ANOMALY_GAP.with([("after", after as &dyn std::fmt::Display), ("before", before)])
        }
        Anomaly::Unreadable { position, why } => {
            ANOMALY_UNREADABLE.with([("position", position as &dyn std::fmt::Display), ("why", why)])
        }
        Anomaly::OtherDevice { id } => ANOMALY_OTHER_DEVICE.with([("id", id as &dyn std::fmt::Display)]),
        Anomaly::NotOffered { what } => ANOMALY_NOT_OFFERED.with([("what", what as &dyn std::fmt::Display)]),
    }
}

/// The name of a remedy.
pub fn remedy(kind: RemedyKind) -> &'static Text {
    match kind {
        RemedyKind::Void => &terms::VOID,
    }
}

/// A plan, on a few lines, with the warnings that the screen shows.
pub fn plan(plan: &Plan, lang: Lang) -> String {
    let entry = &plan.entry;
    let told = [entry.time.map(|time| time.to_string()), entry.card.as_ref().map(ToString::to_string)];
    let amount = super::money(&entry.amount, lang);
    let facts = std::iter::once(amount).chain(told.into_iter().flatten()).collect::<Vec<_>>().join(", ");
    let handed_over = plan.goods == crate::model::Goods::HandedOver;
    let goods = match plan.goods {
        crate::model::Goods::HandedOver => YES.get(lang),
        crate::model::Goods::NotHandedOver => NO.get(lang),
    };
    let kind = remedy(plan.kind).get(lang);
    let request = hex::encode(&plan.request);
    let mut said = PLAN
        .with([
            ("kind", &kind as &dyn std::fmt::Display),
            ("number", &plan.entry.number),
            ("facts", &facts),
            ("device", &plan.device),
            ("request", &request),
            ("reason", &plan.reason),
            ("authoriser", &plan.authoriser),
            ("goods", &goods),
            ("archive", &plan.archive),
        ])
        .read(lang);
    if entry.provenance != Provenance::Structured {
        let known = terms::provenance(entry.provenance).get(lang);
        said.push_str(&format!("\n  {}: {known}", terms::PROVENANCE.get(lang)));
    }
    said.push_str(&format!("\n  {}: {}", device::EVIDENCE.get(lang), device::evidence(plan.device.family).get(lang)));
    let blind = entry.provenance == Provenance::Typed && entry.reference(RefName::Trace).is_none();
    let warnings = [handed_over.then_some(&tui::GOODS_WARNING), blind.then_some(&NO_TRACE), Some(&tui::NO_WAY_BACK)];
    for warning in warnings.into_iter().flatten() {
        said.push_str(&format!("\n  ! {}", warning.get(lang)));
    }
    said
}

/// How a remedy ended, and for an unknown one what could settle it.
pub fn outcome(intent: &IntentId, outcome: &Outcome, lang: Lang) -> String {
    let word = terms::outcome(outcome).get(lang);
    let evidence = outcome.evidence();
    let mut said = OUTCOME
        .with([("intent", intent as &dyn std::fmt::Display), ("outcome", &word), ("evidence", &evidence)])
        .read(lang);
    if let Outcome::Unknown { probe, .. } = outcome {
        said.push('\n');
        said.push_str(&PROBE.with([("probe", probe as &dyn std::fmt::Display)]).read(lang));
    }
    said
}
