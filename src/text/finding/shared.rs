//! What findings of every kind say.

texts! {
    ENTRY {
        en: "{word} {number}: {time}, {amount}, card {card}, {result}",
        es: "{word} {number}: {time}, {amount}, tarjeta {card}, {result}",
        zh: "{word} {number}：{time}，{amount}，卡 {card}，{result}",
        de: "{word} {number}: {time}, {amount}, Karte {card}, {result}",
    }
    MORE { en: "and {count} more", es: "y {count} más", zh: "另有 {count} 条", de: "und {count} weitere" }
    NOTHING_FOUND {
        en: "Nothing found.",
        es: "No se encontró nada.",
        zh: "未发现问题。",
        de: "Nichts gefunden.",
    }
    NO_PROOF {
        en: "That is no proof that every payment is right: this looks only at what was pulled, and a bill may tell more.",
        es: "Eso no prueba que todos los pagos estén bien: solo se revisa lo que se leyó, y una cartola puede decir más.",
        zh: "这不能证明每笔付款都正确：检查只依据已读取的内容，账单可能提供更多信息。",
        de: "Das beweist nicht, dass jede Zahlung stimmt: Geprüft wird nur, was ausgelesen wurde, und eine Abrechnung kann mehr zeigen.",
    }
    NO_ARCHIVE_OF {
        en: "The vault holds nothing of {device}.",
        es: "La bóveda no contiene nada de {device}.",
        zh: "保管库中没有 {device} 的任何内容。",
        de: "Die Ablage enthält nichts von {device}.",
    }
    URGENT { en: "URGENT", es: "URGENTE", zh: "紧急", de: "DRINGEND" }
    WARNING { en: "WARNING", es: "ADVERTENCIA", zh: "警告", de: "WARNUNG" }
    QUESTION { en: "QUESTION", es: "PREGUNTA", zh: "待确认", de: "FRAGE" }
    NOTE { en: "NOTE", es: "NOTA", zh: "提示", de: "HINWEIS" }
    L_CAUSE { en: "Likely cause", es: "Causa probable", zh: "可能原因", de: "Wahrscheinliche Ursache" }
    L_DO { en: "What to do", es: "Qué hacer", zh: "应做", de: "Was zu tun ist" }
    L_WAIT { en: "Wait until {when}", es: "Espere hasta el {when}", zh: "请等到 {when}", de: "Warten bis {when}" }
    COUNTS {
        en: "Urgent: {urgent}. Warnings: {warning}. Questions: {question}. Notes: {note}.",
        es: "Urgentes: {urgent}. Advertencias: {warning}. Preguntas: {question}. Notas: {note}.",
        zh: "紧急：{urgent}。警告：{warning}。待确认：{question}。提示：{note}。",
        de: "Dringend: {urgent}. Warnungen: {warning}. Fragen: {question}. Hinweise: {note}.",
    }
}
