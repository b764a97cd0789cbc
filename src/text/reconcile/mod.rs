//! What is said when journals are set against bills.

pub mod evidence;
pub mod finding;

texts! {
    W_UNREADABLE { en: "The file could not be read.", es: "No se pudo leer el archivo.", zh: "无法读取该文件。", de: "Die Datei konnte nicht gelesen werden." }
    N_UNREADABLE {
        en: "Check the name and whether you may read it.",
        es: "Revise el nombre y si tiene permiso de lectura.",
        zh: "请检查文件名以及是否有读取权限。",
        de: "Prüfen Sie den Namen und ob Sie sie lesen dürfen.",
    }
    W_PROFILE {
        en: "The mapping profile cannot be used.",
        es: "No se puede usar el perfil de columnas.",
        zh: "该映射配置无法使用。",
        de: "Das Spaltenprofil kann nicht verwendet werden.",
    }
    N_PROFILE {
        en: "Correct the line that is named, and look at the result with --preview.",
        es: "Corrija la línea indicada y vea el resultado con --preview.",
        zh: "请更正所指出的行，并用 --preview 查看结果。",
        de: "Berichtigen Sie die genannte Zeile, und sehen Sie sich das Ergebnis mit --preview an.",
    }
    BILL {
        en: "{file}: {rows} rows, {bad} unreadable, {from} to {to} ({format})",
        es: "{file}: {rows} registros, {bad} ilegibles, {from} a {to} ({format})",
        zh: "{file}：{rows} 行，{bad} 行不可读，{from} 至 {to}（{format}）",
        de: "{file}: {rows} Zeilen, {bad} unlesbar, {from} bis {to} ({format})",
    }
    JOURNALS {
        en: "Journals: {devices}",
        es: "Registros: {devices}",
        zh: "流水：{devices}",
        de: "Journale: {devices}",
    }
    NO_JOURNAL {
        en: "The vault holds no journal: only what the bills say among themselves can be judged. Pull the device first.",
        es: "La bóveda no tiene registros: solo se puede juzgar lo que dicen las cuentas entre sí. Lea primero el equipo.",
        zh: "库中没有流水：只能判断账单之间的内容。请先读取设备。",
        de: "Der Tresor enthält kein Journal: Nur was die Abrechnungen untereinander sagen, lässt sich beurteilen. Lesen Sie erst das Gerät aus.",
    }
    PAIRS {
        en: "{count} pairs by {key}",
        es: "{count} pares por {key}",
        zh: "依据{key}配对 {count} 笔",
        de: "{count} Paare nach {key}",
    }
    LEFT {
        en: "{entries} records without a row, {rows} rows without a record, {ambiguous} undecided, {repeated} repeated in another file",
        es: "{entries} sin registro en la cuenta, {rows} sin registro en el equipo, {ambiguous} sin decidir, {repeated} repetidos en otro archivo",
        zh: "{entries} 条流水无账单记录，{rows} 行账单无流水，{ambiguous} 组无法判定，{repeated} 行在其他文件中重复",
        de: "{entries} Einträge ohne Zeile, {rows} Zeilen ohne Eintrag, {ambiguous} unentschieden, {repeated} in einer anderen Datei wiederholt",
    }
    CLOCK {
        en: "{file} is {offset} s ahead of {device} ({pairs} pairs, half of them within {spread} s)",
        es: "{file} está {offset} s adelantado respecto de {device} ({pairs} pares, la mitad dentro de {spread} s)",
        zh: "{file} 比 {device} 快 {offset} 秒（{pairs} 对，半数在 {spread} 秒以内）",
        de: "{file} geht {device} um {offset} s voraus ({pairs} Paare, die Hälfte innerhalb von {spread} s)",
    }
    DIFFERENCES { en: "DIFFERENCES", es: "DIFERENCIAS", zh: "差异", de: "ABWEICHUNGEN" }
    SUGGESTIONS {
        en: "LOOKS ALIKE, CLOSES NOTHING",
        es: "SE PARECEN, NO CIERRA NADA",
        zh: "相似，不能据此了结",
        de: "SIEHT ÄHNLICH AUS, ERLEDIGT NICHTS",
    }
    SUGGESTION {
        en: "{entry} and {file}, line {line}: {apart} s apart, {among} alike",
        es: "{entry} y {file}, línea {line}: {apart} s de diferencia, {among} parecidos",
        zh: "{entry} 与 {file} 第 {line} 行：相差 {apart} 秒，相似 {among} 条",
        de: "{entry} und {file}, Zeile {line}: {apart} s auseinander, {among} ähnliche",
    }
    FINDINGS { en: "FINDINGS", es: "HALLAZGOS", zh: "发现", de: "BEFUNDE" }
    NO_FINDINGS { en: "Nothing found.", es: "Sin hallazgos.", zh: "未发现异常。", de: "Nichts gefunden." }
    DO { en: "To do: {what}", es: "Qué hacer: {what}", zh: "应做：{what}", de: "Zu tun: {what}" }
    WAIT { en: "Wait until {when}: {what}", es: "Espere hasta {when}: {what}", zh: "等到 {when}：{what}", de: "Warten bis {when}: {what}" }
    MORE { en: "and {count} more (--json lists them)", es: "y {count} más (--json los lista)", zh: "另有 {count} 条（--json 列出全部）", de: "und {count} weitere (--json nennt sie)" }
    BAD_ROW { en: "{file}, line {line}: {why}", es: "{file}, línea {line}: {why}", zh: "{file} 第 {line} 行：{why}", de: "{file}, Zeile {line}: {why}" }
    COLUMN { en: "{field}: column {name}", es: "{field}: columna {name}", zh: "{field}：列“{name}”", de: "{field}: Spalte {name}" }
    LEFT_OVER { en: "Not used: {names}", es: "Sin uso: {names}", zh: "未使用：{names}", de: "Nicht verwendet: {names}" }
    MISSING { en: "Missing: {names}", es: "Faltan: {names}", zh: "缺少：{names}", de: "Es fehlen: {names}" }
    COUNTS { en: "{good} rows can be read, {bad} cannot.", es: "{good} registros legibles, {bad} no.", zh: "可读 {good} 行，不可读 {bad} 行。", de: "{good} Zeilen sind lesbar, {bad} nicht." }
}
