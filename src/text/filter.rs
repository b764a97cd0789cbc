//! What is wrong with a filter.

texts! {
    NO_FIELD { en: "{word}: no such field. Known: amount tip number date time last4 result type kind brand voided auth ticket device text", es: "{word}: no existe ese campo. Hay: amount tip number date time last4 result type kind brand voided auth ticket device text", zh: "{word}：没有此字段。可用：amount tip number date time last4 result type kind brand voided auth ticket device text", de: "{word}: kein solches Feld. Bekannt: amount tip number date time last4 result type kind brand voided auth ticket device text" }
    NO_VALUE { en: "{word}: a value is missing (place {place})", es: "{word}: falta un valor (posición {place})", zh: "{word}：缺少值（位置 {place}）", de: "{word}: ein Wert fehlt (Stelle {place})" }
    NO_ORDER { en: "{word}: only : or = here (place {place})", es: "{word}: aquí solo : o = (posición {place})", zh: "{word}：此处只能用 : 或 =（位置 {place}）", de: "{word}: hier nur : oder = (Stelle {place})" }
    NO_AMOUNT { en: "{word}: no amount; write 12500 or 12.50 (place {place})", es: "{word}: no es un monto; escriba 12500 o 12,50 (posición {place})", zh: "{word}：不是金额；请写 12500 或 12.50（位置 {place}）", de: "{word}: kein Betrag; schreiben Sie 12500 oder 12,50 (Stelle {place})" }
    NO_NUMBER { en: "{word}: no number (place {place})", es: "{word}: no es un número (posición {place})", zh: "{word}：不是数字（位置 {place}）", de: "{word}: keine Zahl (Stelle {place})" }
    NO_DATE { en: "{word}: write the date as 2026-11-23 (place {place})", es: "{word}: escriba la fecha así: 2026-11-23 (posición {place})", zh: "{word}：日期请写成 2026-11-23（位置 {place}）", de: "{word}: schreiben Sie das Datum als 2026-11-23 (Stelle {place})" }
    NO_TIME { en: "{word}: write the time as 14:05 (place {place})", es: "{word}: escriba la hora así: 14:05 (posición {place})", zh: "{word}：时间请写成 14:05（位置 {place}）", de: "{word}: schreiben Sie die Uhrzeit als 14:05 (Stelle {place})" }
    NO_LAST4 { en: "{word}: at most four digits (place {place})", es: "{word}: cuatro dígitos como máximo (posición {place})", zh: "{word}：最多四位数字（位置 {place}）", de: "{word}: höchstens vier Ziffern (Stelle {place})" }
    NO_RESULT { en: "{word}: approved, declined or unknown (place {place})", es: "{word}: approved, declined o unknown (posición {place})", zh: "{word}：approved、declined 或 unknown（位置 {place}）", de: "{word}: approved, declined oder unknown (Stelle {place})" }
    NO_TYPE { en: "{word}: credit, debit or unknown (place {place})", es: "{word}: credit, debit o unknown (posición {place})", zh: "{word}：credit、debit 或 unknown（位置 {place}）", de: "{word}: credit, debit oder unknown (Stelle {place})" }
    NO_KIND { en: "{word}: sale, void or other (place {place})", es: "{word}: sale, void u other (posición {place})", zh: "{word}：sale、void 或 other（位置 {place}）", de: "{word}: sale, void oder other (Stelle {place})" }
    NO_YES { en: "{word}: yes, no or unknown (place {place})", es: "{word}: yes, no o unknown (posición {place})", zh: "{word}：yes、no 或 unknown（位置 {place}）", de: "{word}: yes, no oder unknown (Stelle {place})" }
}
