//! Findings about single payments.

texts! {
    // J02
    UNANSWERED {
        en: "A payment ended without a usable answer: its outcome is UNKNOWN.",
        es: "Un pago terminó sin una respuesta utilizable: su resultado es DESCONOCIDO.",
        zh: "一笔付款未得到可用的应答：结果未知。",
        de: "Eine Zahlung endete ohne brauchbare Antwort: Ihr Ausgang ist UNBEKANNT.",
    }
    UNANSWERED_CAUSE {
        en: "The answer of the host was lost. Whether the terminal took the payment back by itself, its journal does not tell.",
        es: "Se perdió la respuesta del host. El registro no indica si el terminal deshizo el pago por sí mismo.",
        zh: "主机应答丢失。终端是否已自行冲正，其流水中没有说明。",
        de: "Die Antwort des Hosts ging verloren. Ob das Terminal die Zahlung selbst zurücknahm, sagt sein Journal nicht.",
    }
    UNANSWERED_DO {
        en: "Ask the acquirer with terminal id, number, time, amount and last four digits. Look at the bill of the next day.",
        es: "Consulte al adquirente con terminal, número, hora, monto y últimos cuatro dígitos. Revise la cartola del día siguiente.",
        zh: "凭终端号、编号、时间、金额和卡号后四位询问收单机构，并查看次日账单。",
        de: "Beim Acquirer mit Terminal-ID, Nummer, Uhrzeit, Betrag und letzten vier Ziffern nachfragen. Die Abrechnung des nächsten Tages ansehen.",
    }
    UNANSWERED_NOT {
        en: "Do not repeat the payment, and do not make a reversal of it by hand.",
        es: "No repita el pago ni haga una anulación a mano.",
        zh: "请勿重复收款，也不要手工补做冲正。",
        de: "Die Zahlung nicht wiederholen und keine Rücknahme von Hand nachholen.",
    }
    NEXT_BILL {
        en: "the acquirer's bill of that day",
        es: "la cartola del adquirente de ese día",
        zh: "收单机构当日的账单",
        de: "die Abrechnung des Acquirers für diesen Tag",
    }

    // J06
    UNPRINTED {
        en: "The printer was not ready beside an approved sale: its receipt may never have been printed.",
        es: "La impresora no estaba lista junto a una venta aprobada: puede que su comprobante nunca se imprimiera.",
        zh: "一笔已批准的交易前后打印机未就绪：票据可能从未打印。",
        de: "Neben einem genehmigten Verkauf war der Drucker nicht bereit: Sein Beleg wurde vielleicht nie gedruckt.",
    }
    PRINTER_ONLY {
        en: "The printer was not ready; no approved sale of the same amount stands beside it.",
        es: "La impresora no estaba lista; no hay al lado una venta aprobada del mismo monto.",
        zh: "打印机未就绪；其前后没有同金额的已批准交易。",
        de: "Der Drucker war nicht bereit; kein genehmigter Verkauf über denselben Betrag steht daneben.",
    }
    UNPRINTED_CAUSE {
        en: "Paper out, cover open, or the printer is worn or too hot.",
        es: "Sin papel, tapa abierta, o la impresora está gastada o recalentada.",
        zh: "缺纸、盖未合、打印机磨损或过热。",
        de: "Kein Papier, offener Deckel, oder der Drucker ist verschlissen oder überhitzt.",
    }
    UNPRINTED_DO {
        en: "Print the receipt again, marked as a copy, and repair the printer. A missing receipt is no missing payment.",
        es: "Reimprima el comprobante marcado como copia y repare la impresora. Un comprobante que falta no es un pago que falta.",
        zh: "重打票据并标注为副本，修理打印机。缺票据不等于缺付款。",
        de: "Den Beleg als Kopie erneut drucken und den Drucker instand setzen. Ein fehlender Beleg ist keine fehlende Zahlung.",
    }
    UNPRINTED_NOT {
        en: "Do not void the sale and do not charge again because of a missing receipt.",
        es: "No anule la venta ni vuelva a cobrar por un comprobante que falta.",
        zh: "请勿因缺少票据而撤销交易或再次收款。",
        de: "Wegen eines fehlenden Belegs weder stornieren noch erneut kassieren.",
    }

    // J11
    SETTLED {
        en: "A void from here ({intent}) is UNKNOWN, and since then the memory of the device was emptied.",
        es: "Una anulación hecha desde aquí ({intent}) es DESCONOCIDA, y desde entonces se vació la memoria del equipo.",
        zh: "从本机发出的撤销（{intent}）结果未知，此后设备内存已被清空。",
        de: "Ein Storno von hier ({intent}) ist UNBEKANNT, und seither wurde der Speicher des Geräts geleert.",
    }
    SETTLED_CAUSE {
        en: "The batch was closed before the void was settled: the device can prove nothing any more.",
        es: "Se cerró el lote antes de aclarar la anulación: el equipo ya no puede probar nada.",
        zh: "撤销尚未查清就已结算批次：设备已无法提供证明。",
        de: "Der Kassenschnitt kam, bevor das Storno geklärt war: Das Gerät kann nichts mehr beweisen.",
    }
    SETTLED_DO {
        en: "Settle it with the acquirer only, then say so with `recover --conclude`.",
        es: "Aclárelo solo con el adquirente y regístrelo luego con `recover --conclude`.",
        zh: "只能与收单机构查清，然后用 `recover --conclude` 记录。",
        de: "Nur mit dem Acquirer klären und dann mit `recover --conclude` festhalten.",
    }
    SETTLED_NOT {
        en: "Do not send that void again, and do not refund the sale before the acquirer has answered.",
        es: "No vuelva a enviar esa anulación ni devuelva la venta antes de la respuesta del adquirente.",
        zh: "请勿再次发送该撤销，收单机构答复前也不要退款。",
        de: "Dieses Storno nicht noch einmal senden und vor der Antwort des Acquirers nichts erstatten.",
    }

    // J15
    VOIDED {
        en: "Sales that were voided already: {count}.",
        es: "Ventas ya anuladas: {count}.",
        zh: "已撤销的交易：{count} 笔。",
        de: "Bereits stornierte Verkäufe: {count}.",
    }
    VOIDED_CAUSE {
        en: "Somebody voided them, at the till, at the terminal or from here.",
        es: "Alguien las anuló, en la caja, en el terminal o desde aquí.",
        zh: "有人在收银机、终端或本机撤销了这些交易。",
        de: "Jemand hat sie storniert, an der Kasse, am Terminal oder von hier.",
    }
    VOIDED_DO {
        en: "Nothing. Where a customer asks: the money returns by the bank's own time.",
        es: "Nada. Si un cliente pregunta: el dinero vuelve en los plazos del banco.",
        zh: "无需处理。如顾客询问：款项按银行的时间退回。",
        de: "Nichts. Fragt ein Kunde: Das Geld kommt in der Frist der Bank zurück.",
    }
    VOIDED_NOT {
        en: "Do not void them again, and do not refund them.",
        es: "No las anule otra vez ni las devuelva.",
        zh: "请勿再次撤销，也不要退款。",
        de: "Nicht noch einmal stornieren und nicht erstatten.",
    }
    VOIDED_TWICE {
        en: "More than one record says that it took this sale back: {count}.",
        es: "Más de un registro dice haber anulado esta venta: {count}.",
        zh: "有 {count} 条记录都表示撤销了这笔交易。",
        de: "Mehr als ein Datensatz sagt, er habe diesen Verkauf zurückgenommen: {count}.",
    }
    VOIDED_TWICE_CAUSE {
        en: "Two people acted, or a void was repeated after a lost answer.",
        es: "Actuaron dos personas, o se repitió una anulación tras perderse la respuesta.",
        zh: "两人分别操作，或应答丢失后重复了撤销。",
        de: "Zwei Personen haben gehandelt, oder ein Storno wurde nach verlorener Antwort wiederholt.",
    }
    VOIDED_TWICE_DO {
        en: "Ask the acquirer how often the money went back, with the numbers of all these records.",
        es: "Pregunte al adquirente cuántas veces volvió el dinero, con los números de todos estos registros.",
        zh: "凭所有这些记录的编号询问收单机构款项退了几次。",
        de: "Mit den Nummern aller dieser Datensätze beim Acquirer fragen, wie oft das Geld zurückging.",
    }
    VOIDED_TWICE_NOT {
        en: "Do not charge the customer again to make up for it.",
        es: "No vuelva a cobrar al cliente para compensarlo.",
        zh: "请勿为弥补而再次向顾客收款。",
        de: "Den Kunden nicht zum Ausgleich erneut belasten.",
    }

    // J16
    VOID_UNKNOWN {
        en: "A void from here ({intent}) is UNKNOWN.",
        es: "Una anulación hecha desde aquí ({intent}) es DESCONOCIDA.",
        zh: "从本机发出的撤销（{intent}）结果未知。",
        de: "Ein Storno von hier ({intent}) ist UNBEKANNT.",
    }
    VOID_RECORD_UNKNOWN {
        en: "The journal holds a void whose own outcome is UNKNOWN.",
        es: "El registro contiene una anulación cuyo propio resultado es DESCONOCIDO.",
        zh: "流水中有一笔撤销，其自身结果未知。",
        de: "Das Journal enthält ein Storno, dessen eigener Ausgang UNBEKANNT ist.",
    }
    VOID_UNKNOWN_CAUSE {
        en: "Its answer was lost. The sale may stand, or be taken back.",
        es: "Se perdió la respuesta. La venta puede seguir vigente o estar anulada.",
        zh: "应答丢失。该交易可能仍然有效，也可能已被撤销。",
        de: "Die Antwort ging verloren. Der Verkauf kann bestehen oder zurückgenommen sein.",
    }
    VOID_UNKNOWN_DO {
        en: "Run `recover`; what it cannot settle, the acquirer or the bill of the next day does.",
        es: "Ejecute `recover`; lo que no pueda aclarar, lo aclara el adquirente o la cartola del día siguiente.",
        zh: "运行 `recover`；查不清的，由收单机构或次日账单说明。",
        de: "`recover` ausführen; was es nicht klärt, klären der Acquirer oder die Abrechnung des nächsten Tages.",
    }
    VOID_UNKNOWN_NOT {
        en: "Do not void it again, do not refund it, and do not close the batch before it is settled.",
        es: "No la anule otra vez, no la devuelva ni cierre el lote antes de aclararlo.",
        zh: "查清之前，请勿再次撤销、退款或结算批次。",
        de: "Vor der Klärung nicht noch einmal stornieren, nicht erstatten und keinen Kassenschnitt machen.",
    }

    // J17
    TWICE {
        en: "Same card, same amount, minutes apart: {count} approved sales.",
        es: "Misma tarjeta, mismo monto, a pocos minutos: {count} ventas aprobadas.",
        zh: "同一张卡、相同金额、相隔几分钟：{count} 笔已批准交易。",
        de: "Gleiche Karte, gleicher Betrag, Minuten auseinander: {count} genehmigte Verkäufe.",
    }
    TWICE_BROKEN_OFF {
        en: "Before it a payment ended without an answer: it may have been repeated for that.",
        es: "Antes hubo un pago sin respuesta: puede que se repitiera por eso.",
        zh: "此前有一笔付款未得到应答：可能因此重复收款。",
        de: "Davor endete eine Zahlung ohne Antwort: Sie wurde vielleicht deshalb wiederholt.",
    }
    TWICE_PRINTER {
        en: "The printer was not ready just then: it may have been repeated because no receipt came.",
        es: "La impresora no estaba lista en ese momento: puede que se repitiera por falta de comprobante.",
        zh: "当时打印机未就绪：可能因没有票据而重复收款。",
        de: "Der Drucker war gerade nicht bereit: Sie wurde vielleicht wiederholt, weil kein Beleg kam.",
    }
    TWICE_CAUSE {
        en: "Paid twice after a lost answer or a missing receipt; or two real purchases.",
        es: "Pagado dos veces tras perderse la respuesta o el comprobante; o dos compras reales.",
        zh: "应答或票据丢失后重复收款；也可能确是两笔消费。",
        de: "Nach verlorener Antwort oder fehlendem Beleg doppelt bezahlt; oder zwei echte Einkäufe.",
    }
    TWICE_DO {
        en: "Ask the shop and compare with the till. If it was one purchase, void one of them while the batch is open.",
        es: "Pregunte al local y compare con la caja. Si fue una sola compra, anule una mientras el lote esté abierto.",
        zh: "询问店家并与收银记录核对。若只是一笔消费，在批次未结算时撤销其中一笔。",
        de: "Im Laden fragen und mit der Kasse vergleichen. War es ein Einkauf, einen davon vor dem Kassenschnitt stornieren.",
    }
    TWICE_NOT {
        en: "Do not void one without asking: both may be right.",
        es: "No anule ninguna sin preguntar: ambas pueden ser correctas.",
        zh: "未经询问请勿撤销：两笔都可能正确。",
        de: "Keinen ungefragt stornieren: Beide können richtig sein.",
    }

    // J18
    AMOUNT_SLIP {
        en: "Same card, minutes apart, and the amounts look like one mistyped: ten or a hundred times as much, or two digits changed round.",
        es: "Misma tarjeta, a pocos minutos, y los montos parecen un error de digitación: diez o cien veces más, o dos cifras cambiadas.",
        zh: "同一张卡、相隔几分钟，金额像是输入错误：相差十倍或百倍，或两位数字颠倒。",
        de: "Gleiche Karte, Minuten auseinander, und die Beträge sehen nach einem Tippfehler aus: zehn- oder hundertfach, oder zwei Ziffern vertauscht.",
    }
    AMOUNT_RIGHTED {
        en: "One of the two was voided: it seems to have been put right.",
        es: "Una de las dos fue anulada: parece ya corregido.",
        zh: "其中一笔已撤销：似乎已更正。",
        de: "Einer der beiden wurde storniert: Es scheint berichtigt zu sein.",
    }
    AMOUNT_CAUSE {
        en: "Mistyped, or the till kept the amount of the payment before.",
        es: "Error de digitación, o la caja conservó el monto del pago anterior.",
        zh: "输入错误，或收银机保留了上一笔金额。",
        de: "Vertippt, oder die Kasse behielt den Betrag der Zahlung davor.",
    }
    AMOUNT_DO {
        en: "Compare both with the till. Void the wrong one while the batch is open; later refund the difference.",
        es: "Compare ambas con la caja. Anule la equivocada mientras el lote esté abierto; después devuelva la diferencia.",
        zh: "两笔都与收银记录核对。批次未结算时撤销错误的一笔；之后则退差额。",
        de: "Beide mit der Kasse vergleichen. Den falschen vor dem Kassenschnitt stornieren; danach die Differenz erstatten.",
    }
    AMOUNT_NOT {
        en: "Do not void either before the till's record was seen.",
        es: "No anule ninguna antes de ver el registro de la caja.",
        zh: "未查看收银记录前请勿撤销任何一笔。",
        de: "Keinen stornieren, bevor der Eintrag der Kasse gesehen wurde.",
    }
}
