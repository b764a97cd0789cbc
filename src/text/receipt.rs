//! What stands on a receipt that this program renders. It must never pass for an original.

texts! {
    COPY_MARK {
        en: "* COPY - NOT VALID AS A RECEIPT *",
        es: "* COPIA - NO VÁLIDA COMO COMPROBANTE *",
        zh: "* 重打印副本 - 不作收款凭证 *",
        de: "* KOPIE - GILT NICHT ALS BELEG *",
    }
    SALE { en: "CARD SALE", es: "VENTA CON TARJETA", zh: "银行卡消费", de: "VERKAUF MIT KARTE" }
    SALE_CREDIT { en: "CREDIT CARD SALE", es: "VENTA CRÉDITO", zh: "信用卡消费", de: "VERKAUF MIT KREDITKARTE" }
    SALE_DEBIT { en: "DEBIT CARD SALE", es: "VENTA DÉBITO", zh: "借记卡消费", de: "VERKAUF MIT DEBITKARTE" }
    SALE_VOIDED {
        en: "SALE VOIDED - NOT A VALID SALE",
        es: "VENTA ANULADA - NO ES VENTA VÁLIDA",
        zh: "消费已撤销 - 不是有效消费",
        de: "STORNIERT - KEIN GÜLTIGER VERKAUF",
    }
    SALE_VOID_UNKNOWN {
        en: "VOID UNKNOWN - NOT A VALID SALE",
        es: "ANULACIÓN INCIERTA - NO ES VENTA VÁLIDA",
        zh: "撤销结果未知 - 不是有效消费",
        de: "STORNO UNBEKANNT - KEIN GÜLTIGER VERKAUF",
    }
    VOIDED_NOTE {
        en: "The journal shows this sale as voided: it is no payment any more.",
        es: "El registro muestra esta venta como anulada: ya no es un pago.",
        zh: "流水显示该笔消费已撤销，不再是一笔付款。",
        de: "Das Journal zeigt diesen Verkauf als storniert: Er ist keine Zahlung mehr.",
    }
    VOIDED_BY_US {
        en: "Our ledger shows that it was voided: it is no payment any more.",
        es: "Nuestro libro muestra que fue anulada: ya no es un pago.",
        zh: "我方账本显示该笔消费已撤销，不再是一笔付款。",
        de: "Unser Logbuch zeigt, dass er storniert wurde: Er ist keine Zahlung mehr.",
    }
    VOIDED_BY_PERSON {
        en: "A person concluded that it was voided: it is no payment any more.",
        es: "Una persona concluyó que fue anulada: ya no es un pago.",
        zh: "经人工认定该笔消费已撤销，不再是一笔付款。",
        de: "Eine Person stellte fest, dass er storniert wurde: Er ist keine Zahlung mehr.",
    }
    VOID_UNKNOWN_NOTE {
        en: "A void of it was sent and nobody knows yet whether it took effect ({intent}).",
        es: "Se envió una anulación y todavía no se sabe si tuvo efecto ({intent}).",
        zh: "已发出撤销请求，尚不清楚是否生效（{intent}）。",
        de: "Ein Storno dazu wurde gesendet, und noch weiß niemand, ob es wirksam wurde ({intent}).",
    }
    VOID_RECORD { en: "RECORD OF A VOID", es: "REGISTRO DE ANULACIÓN", zh: "撤销记录", de: "DATENSATZ EINES STORNOS" }
    REFUND_RECORD { en: "RECORD OF A REFUND", es: "REGISTRO DE DEVOLUCIÓN", zh: "退货记录", de: "AUFZEICHNUNG EINER GUTSCHRIFT" }
    OTHER_RECORD { en: "OTHER RECORD", es: "OTRO REGISTRO", zh: "其他记录", de: "ANDERER DATENSATZ" }
    DECLINED_RECORD {
        en: "RECORD OF A DECLINED ATTEMPT",
        es: "REGISTRO DE INTENTO RECHAZADO",
        zh: "被拒交易记录",
        de: "DATENSATZ: ABGELEHNTER VERSUCH",
    }
    UNKNOWN_RECORD {
        en: "RECORD WITHOUT A KNOWN RESULT",
        es: "REGISTRO SIN RESULTADO CONOCIDO",
        zh: "结果未知的记录",
        de: "DATENSATZ, ERGEBNIS UNBEKANNT",
    }
    NO_PAYMENT {
        en: "No sales slip: proves no payment.",
        es: "No es comprobante: no prueba un pago.",
        zh: "不是付款凭证，不能证明已付款",
        de: "Kein Kaufbeleg: beweist keine Zahlung.",
    }
    AMOUNT_ASKED { en: "amount asked", es: "monto solicitado", zh: "请求金额", de: "angefragter Betrag" }
    CARD_TYPE { en: "card type", es: "tipo de tarjeta", zh: "卡类型", de: "Kartenart" }
    NOT_TOLD { en: "not told", es: "no informado", zh: "未提供", de: "nicht mitgeteilt" }
    YEAR_ASSUMED {
        en: "The device tells no year: it was assumed.",
        es: "El equipo no informa el año: se supuso.",
        zh: "设备未提供年份，年份为推定。",
        de: "Das Gerät nennt kein Jahr: Es wurde angenommen.",
    }
    MADE {
        en: "Copy made {when} by Tillwright {version}.",
        es: "Copia hecha el {when} por Tillwright {version}.",
        zh: "副本由 Tillwright {version} 于 {when} 生成。",
        de: "Kopie erstellt am {when} von Tillwright {version}.",
    }
    FROM_PRINT {
        en: "The lines above are the device's own, card numbers masked; this is not its paper. What happened to the sale later may be missing.",
        es: "Las líneas de arriba son las del equipo, con las tarjetas enmascaradas; este no es su papel. Puede faltar lo que ocurrió después con la venta.",
        zh: "以上各行由设备输出，卡号已屏蔽；并非其原始纸质票据。之后发生的变动可能未包含在内。",
        de: "Die Zeilen oben sind die des Geräts, Kartennummern maskiert; dies ist nicht sein Papier. Was später mit dem Verkauf geschah, kann fehlen.",
    }
    FROM_JOURNAL {
        en: "Made from the device's journal, not printed by the device. What happened to the sale later may be missing.",
        es: "Hecha con el registro del equipo, no impresa por el equipo. Puede faltar lo que ocurrió después con la venta.",
        zh: "依据设备流水生成，并非设备打印。之后发生的变动可能未包含在内。",
        de: "Aus dem Journal des Geräts erstellt, nicht vom Gerät gedruckt. Was später mit dem Verkauf geschah, kann fehlen.",
    }
}
