//! What is said of what only a bill shows: cause, what to do, what must not be done. Names begin with the finding's id.

texts! {
    ANSWER_LOST {
        en: "The host approved it and the answer did not reach the terminal, or the terminal lost its record.",
        es: "El host la aprobó y la respuesta no llegó al terminal, o el terminal perdió su registro.",
        zh: "主机已批准但应答未到达终端，或终端丢失了记录。",
        de: "Der Host hat genehmigt und die Antwort kam nicht am Terminal an, oder das Terminal hat seinen Datensatz verloren.",
    }
    ASK_ACQUIRER_STATE {
        en: "Ask the acquirer for the state of this payment and quote these numbers. If the reversal does not come by itself, the acquirer gives the money back.",
        es: "Pregunte al adquirente por el estado de este pago con estos números. Si la reversa no llega sola, el adquirente devuelve el dinero.",
        zh: "请凭以上号码向收单机构查询该笔付款的状态。若未自动冲正，由收单机构退款。",
        de: "Fragen Sie den Acquirer mit diesen Nummern nach dem Stand der Zahlung. Kommt die Rückbuchung nicht von selbst, erstattet der Acquirer.",
    }
    NOT_SECOND_SALE {
        en: "Do not make a second sale: the customer would pay twice.",
        es: "No haga una segunda venta: el cliente pagaría dos veces.",
        zh: "请勿再次收款：顾客会重复付款。",
        de: "Machen Sie keinen zweiten Verkauf: Der Kunde würde doppelt zahlen.",
    }
    WECHAT_ORDER {
        en: "Order {order}: query it. Paid: refund it. Still unknown: cancel it, not before 15 seconds and not later than 7 days after the payment. Unpaid: close it, not before 5 minutes after it was made. Query again after closing.",
        es: "Pedido {order}: consúltelo. Pagado: devuélvalo. Aún desconocido: cancélelo, no antes de 15 segundos ni después de 7 días del pago. Sin pagar: ciérrelo, no antes de 5 minutos de creado. Consulte otra vez después de cerrarlo.",
        zh: "订单 {order}：先查询。已支付：退款。仍未知：撤销，须在付款 15 秒后、7 天之内。未支付：关单，须在下单 5 分钟后。关单后再查询一次。",
        de: "Bestellung {order}: abfragen. Bezahlt: erstatten. Weiter unbekannt: abbrechen, frühestens 15 Sekunden und spätestens 7 Tage nach der Zahlung. Unbezahlt: schließen, frühestens 5 Minuten nach dem Anlegen. Danach erneut abfragen.",
    }
    ALIPAY_ORDER {
        en: "Order {order}: query it. Known to be paid: refund it, do not cancel. Only where it stays unknown: cancel it; `action` in the answer says close or refund, and `retry_flag` Y means call again. A code made in advance holds for 2 hours.",
        es: "Pedido {order}: consúltelo. Si consta pagado: devuélvalo, no lo cancele. Solo si sigue desconocido: cancélelo; `action` en la respuesta dice cierre o devolución, y `retry_flag` Y pide llamar otra vez. Un código creado antes vale 2 horas.",
        zh: "订单 {order}：先查询。确认已支付：退款，不要撤销。仍未知时才撤销；应答中的 `action` 表明关闭或退款，`retry_flag` 为 Y 时须重新调用。预下单码有效 2 小时。",
        de: "Bestellung {order}: abfragen. Nachweislich bezahlt: erstatten, nicht abbrechen. Nur wenn weiter unbekannt: abbrechen; `action` in der Antwort sagt Schließen oder Erstatten, `retry_flag` Y verlangt einen neuen Aufruf. Ein vorab erstellter Code gilt 2 Stunden.",
    }
    NOT_CARD_REVERSAL {
        en: "Do not reverse it on the card terminal: a wallet's order is not a card payment.",
        es: "No la reverse en el terminal de tarjetas: un pedido de billetera no es un pago con tarjeta.",
        zh: "请勿在刷卡终端上冲正：钱包订单不是银行卡付款。",
        de: "Nicht am Kartenterminal stornieren: Eine Wallet-Bestellung ist keine Kartenzahlung.",
    }

    NOT_BILLED_YET {
        en: "The acquirer has not booked it yet: its day ended before, it was uploaded late, or it went to another merchant number.",
        es: "El adquirente aún no la contabilizó: su día cerró antes, se envió tarde o fue a otro código de comercio.",
        zh: "收单机构尚未入账：已过日切、上传延迟，或记到了其他商户号。",
        de: "Der Acquirer hat sie noch nicht gebucht: Sein Tag endete vorher, sie kam verspätet, oder sie ging an eine andere Händlernummer.",
    }
    THE_ROW {
        en: "the row of this transaction in a file of the acquirer",
        es: "el registro de esta transacción en un archivo del adquirente",
        zh: "该交易在收单机构文件中的记录",
        de: "die Zeile dieser Transaktion in einer Datei des Acquirers",
    }
    WAIT_FOR_FILE {
        en: "Wait until then, import the next file and reconcile again.",
        es: "Espere hasta entonces, importe el archivo siguiente y concilie otra vez.",
        zh: "请等到该时间，导入下一个文件后重新对账。",
        de: "Warten Sie bis dahin, lesen Sie die nächste Datei ein und gleichen Sie erneut ab.",
    }
    CLAIM_FROM_ACQUIRER {
        en: "Claim it from the acquirer, with the receipt and these numbers.",
        es: "Reclámela al adquirente, con el comprobante y estos números.",
        zh: "请凭签购单和以上号码向收单机构请款。",
        de: "Fordern Sie sie beim Acquirer mit Beleg und diesen Nummern ein.",
    }
    ASK_HOW_LONG {
        en: "Ask the acquirer until when rows may come late, and put that into its profile. Until then nobody can say that it is missing.",
        es: "Pregunte al adquirente hasta cuándo puede llegar tarde un registro y anótelo en su perfil. Hasta entonces nadie puede decir que falta.",
        zh: "请向收单机构询问最迟到账时间，并写入其配置。在此之前不能断定缺失。",
        de: "Fragen Sie den Acquirer, bis wann Zeilen verspätet kommen können, und tragen Sie das in sein Profil ein. Bis dahin kann niemand sagen, dass sie fehlt.",
    }
    NOT_REVERSE {
        en: "Do not reverse it.",
        es: "No la reverse.",
        zh: "请勿冲正。",
        de: "Nicht stornieren.",
    }
    NOT_SAY_UNPAID {
        en: "Do not tell the customer that they did not pay.",
        es: "No le diga al cliente que no pagó.",
        zh: "请勿告诉顾客未付款。",
        de: "Sagen Sie dem Kunden nicht, er habe nicht bezahlt.",
    }

    AMOUNT_CHANGED {
        en: "A tip or adjustment, another currency at the terminal, a coupon, or a capture of another amount.",
        es: "Propina o ajuste, otra moneda en el terminal, un cupón o una captura por otro monto.",
        zh: "小费或调整、终端换汇、优惠券，或入账金额与授权不同。",
        de: "Trinkgeld oder Anpassung, andere Währung am Terminal, ein Gutschein, oder ein anderer Betrag wurde eingezogen.",
    }
    COMPARE_COLUMN {
        en: "Compare with the receipt first: ordered, received and settled amounts stand in different columns. If it still differs, dispute it with the acquirer.",
        es: "Compare primero con el comprobante: monto pedido, recibido y liquidado están en columnas distintas. Si aún difiere, dispútelo con el adquirente.",
        zh: "请先与小票核对：订单金额、实收与应结在不同的列。若仍不符，向收单机构提出差错。",
        de: "Vergleichen Sie zuerst mit dem Beleg: bestellter, erhaltener und abgerechneter Betrag stehen in verschiedenen Spalten. Weicht er weiter ab, reklamieren Sie beim Acquirer.",
    }
    NOT_SECOND_FOR_REST {
        en: "Do not make another sale over the difference without the customer's consent.",
        es: "No haga otra venta por la diferencia sin acuerdo del cliente.",
        zh: "未经顾客同意，请勿就差额另行收款。",
        de: "Keinen weiteren Verkauf über die Differenz ohne Zustimmung des Kunden.",
    }
    AMOUNT_IS_NET {
        en: "The difference is exactly the fee: the column seems to be after fees.",
        es: "La diferencia es exactamente la comisión: la columna parece ser después de comisiones.",
        zh: "差额恰为手续费：该列似为扣费后金额。",
        de: "Die Differenz ist genau die Gebühr: Die Spalte ist offenbar nach Gebühren.",
    }

    FEE_ODD {
        en: "Another class of card, rounding, or a rate that changed.",
        es: "Otra clase de tarjeta, redondeo o un cambio de tarifa.",
        zh: "卡种不同、舍入，或费率变更。",
        de: "Andere Kartenart, Rundung oder ein geänderter Satz.",
    }
    ASK_FEE {
        en: "Ask the acquirer which rate applies to these rows.",
        es: "Pregunte al adquirente qué tarifa corresponde a estos registros.",
        zh: "请向收单机构询问这些行适用的费率。",
        de: "Fragen Sie den Acquirer, welcher Satz für diese Zeilen gilt.",
    }
    NOT_FEE_AS_PAYMENT {
        en: "Do not count a fee as a difference of the payment.",
        es: "No cuente una comisión como diferencia del pago.",
        zh: "请勿将手续费差异当作交易差异。",
        de: "Werten Sie eine Gebühr nicht als Abweichung der Zahlung.",
    }

    TAKEN_BACK_THERE {
        en: "The host took it back: the terminal's answer came too late, or somebody reversed it in the acquirer's portal.",
        es: "El host la revirtió: la confirmación del terminal llegó tarde, o alguien la revirtió en el portal del adquirente.",
        zh: "主机已冲正：终端确认过晚，或有人在收单平台上撤销。",
        de: "Der Host hat sie zurückgenommen: Die Bestätigung des Terminals kam zu spät, oder jemand hat sie im Portal des Acquirers storniert.",
    }
    MERCHANT_LOST {
        en: "The shop did not get this money. If goods were handed over, claim it from the acquirer or make a new sale with the customer's consent.",
        es: "El comercio no recibió este dinero. Si se entregó la mercadería, reclámelo al adquirente o haga una venta nueva con acuerdo del cliente.",
        zh: "商户未收到该款。若已交货，请向收单机构请款，或经顾客同意后重新收款。",
        de: "Das Geschäft hat dieses Geld nicht erhalten. Wurde Ware übergeben, fordern Sie es beim Acquirer ein oder verkaufen Sie neu mit Zustimmung des Kunden.",
    }
    NOT_GIVE_BACK_AGAIN {
        en: "Do not void, reverse or refund it: it was given back already.",
        es: "No la anule, reverse ni devuelva: ya fue devuelta.",
        zh: "请勿撤销、冲正或退款：款项已退回。",
        de: "Nicht stornieren oder erstatten: Das Geld wurde schon zurückgegeben.",
    }
    VOID_NOT_THERE {
        en: "The void of this terminal did not reach the acquirer, or its row comes later.",
        es: "La anulación de este terminal no llegó al adquirente, o su registro llega después.",
        zh: "本终端的撤销未到达收单机构，或其记录稍后才出现。",
        de: "Das Storno dieses Terminals kam beim Acquirer nicht an, oder seine Zeile kommt später.",
    }
    CLAIM_VOID {
        en: "Show the acquirer the void's receipt, and have the payment given back there.",
        es: "Muestre al adquirente el comprobante de la anulación y pida que devuelva el pago.",
        zh: "请向收单机构出示撤销凭证，由其退回该笔付款。",
        de: "Legen Sie dem Acquirer den Stornobeleg vor, und lassen Sie die Zahlung dort zurückgeben.",
    }
    NOT_VOID_AGAIN {
        en: "Do not void it again, and do not refund it beside the void.",
        es: "No la anule otra vez ni la devuelva además de la anulación.",
        zh: "请勿再次撤销，也不要在撤销之外另行退款。",
        de: "Nicht noch einmal stornieren und nicht zusätzlich erstatten.",
    }

    DOUBLED {
        en: "It was captured twice, or the file has the row twice.",
        es: "Se capturó dos veces, o el archivo trae el registro dos veces.",
        zh: "重复入账，或文件中该行重复。",
        de: "Sie wurde doppelt eingezogen, oder die Datei enthält die Zeile doppelt.",
    }
    DISPUTE_ONE {
        en: "Ask the acquirer whether both were charged. If so, dispute exactly one of them.",
        es: "Pregunte al adquirente si se cobraron ambas. Si es así, dispute exactamente una.",
        zh: "请向收单机构确认是否两笔均已扣款。若是，只就其中一笔提出差错。",
        de: "Fragen Sie den Acquirer, ob beide belastet wurden. Wenn ja, reklamieren Sie genau eine davon.",
    }
    NOT_BOTH {
        en: "Do not give back both.",
        es: "No devuelva ambas.",
        zh: "请勿两笔都退。",
        de: "Geben Sie nicht beide zurück.",
    }

    TWO_ACTED {
        en: "Two people acted: one voided or reversed it, another refunded it.",
        es: "Actuaron dos personas: una la anuló o reversó, otra la devolvió.",
        zh: "两人分别操作：一人撤销或冲正，另一人退款。",
        de: "Zwei haben gehandelt: Einer hat storniert, ein anderer erstattet.",
    }
    RECOVER_SECOND {
        en: "Ask the acquirer to collect what was given back too much from the customer.",
        es: "Pida al adquirente recuperar del cliente lo devuelto de más.",
        zh: "请通过收单机构向顾客追回多退的款项。",
        de: "Lassen Sie den Acquirer das zu viel Erstattete beim Kunden zurückholen.",
    }
    NOT_NEW_SALE {
        en: "Do not charge the card again to make up for it.",
        es: "No vuelva a cobrar la tarjeta para compensarlo.",
        zh: "请勿再次刷卡来弥补。",
        de: "Belasten Sie die Karte nicht erneut, um es auszugleichen.",
    }

    NO_ORIGINAL {
        en: "A wrong reference, or a refund for a payment that never was.",
        es: "Una referencia errada, o una devolución de un pago que nunca existió.",
        zh: "参考号有误，或退了一笔不存在的付款。",
        de: "Eine falsche Referenz, oder eine Erstattung für eine Zahlung, die es nie gab.",
    }
    AUDIT_OPERATOR {
        en: "Find out who refunded it, by whose password and for which receipt.",
        es: "Averigüe quién la devolvió, con qué clave y por qué comprobante.",
        zh: "请查明由谁、凭谁的密码、依据哪张小票退款。",
        de: "Klären Sie, wer erstattet hat, mit wessen Passwort und zu welchem Beleg.",
    }
    NOT_PICK_PAYMENT {
        en: "Do not set it against some payment of the same amount.",
        es: "No la asigne a cualquier pago del mismo monto.",
        zh: "请勿随意对应一笔金额相同的付款。",
        de: "Ordnen Sie sie nicht irgendeiner Zahlung gleichen Betrags zu.",
    }

    AFTER_CUT_OFF {
        en: "It was made after the acquirer's hour: the next file has it.",
        es: "Se hizo después de la hora de corte del adquirente: está en el archivo siguiente.",
        zh: "交易发生在收单日切之后：将出现在下一个文件中。",
        de: "Sie lag nach dem Tagesende des Acquirers: Die nächste Datei enthält sie.",
    }
    REVERSED_LATER {
        en: "It was taken back after its own day: payment and reversal stand in different files.",
        es: "Se revirtió después de su día: pago y reversa están en archivos distintos.",
        zh: "在交易日之后冲正：付款与冲正在不同文件中。",
        de: "Sie wurde nach ihrem Tag zurückgenommen: Zahlung und Rückbuchung stehen in verschiedenen Dateien.",
    }
    NET_THEM {
        en: "Set both against each other: together they are nothing.",
        es: "Compense ambos registros: juntos suman cero.",
        zh: "两行相抵：合计为零。",
        de: "Rechnen Sie beide gegeneinander auf: Zusammen ergeben sie nichts.",
    }
    PAID_THEN_REVOKED {
        en: "The order was paid and then cancelled; the bill shows both under one order.",
        es: "El pedido se pagó y luego se canceló; la cuenta muestra ambos con un mismo pedido.",
        zh: "订单支付后又被撤销；账单以同一订单号列出两行。",
        de: "Die Bestellung wurde bezahlt und dann abgebrochen; die Abrechnung zeigt beides unter einer Bestellung.",
    }
    SEEN_TWICE {
        en: "One payment by wallet: the wallet lists it, and the bank behind the wallet lists it again.",
        es: "Un solo pago con billetera: la billetera lo lista y el banco detrás de ella lo lista otra vez.",
        zh: "同一笔钱包付款：钱包列一次，背后的银行卡又列一次。",
        de: "Eine Zahlung per Wallet: Die Wallet führt sie auf, und die Bank dahinter noch einmal.",
    }
    EXPLAIN_LINES {
        en: "Explain it to the customer with both lines side by side.",
        es: "Explíquelo al cliente con ambas líneas lado a lado.",
        zh: "请将两行并列向顾客说明。",
        de: "Erklären Sie es dem Kunden mit beiden Zeilen nebeneinander.",
    }
    NOT_REFUND_LINES {
        en: "Do not refund: it was paid once.",
        es: "No devuelva: se pagó una sola vez.",
        zh: "请勿退款：只付了一次。",
        de: "Nicht erstatten: Es wurde nur einmal bezahlt.",
    }
    HOLD {
        en: "An authorisation is held and was not posted: money is reserved, not taken.",
        es: "Hay una autorización retenida sin contabilizar: el dinero está reservado, no cobrado.",
        zh: "授权被冻结但未入账：款项只是预留，并未扣走。",
        de: "Eine Autorisierung ist vorgemerkt und nicht gebucht: Geld ist reserviert, nicht abgebucht.",
    }
    WAIT_EXPIRY {
        en: "Wait until the hold expires; the customer's bank says when.",
        es: "Espere a que venza la retención; el banco del cliente dice cuándo.",
        zh: "请等待冻结到期；具体时间由顾客的银行说明。",
        de: "Warten Sie, bis die Vormerkung verfällt; die Bank des Kunden sagt wann.",
    }
    NOT_REFUND_HELD {
        en: "Do not refund a hold: the customer would get money that was never taken.",
        es: "No devuelva una retención: el cliente recibiría dinero que nunca se cobró.",
        zh: "请勿对冻结款退款：顾客会得到从未扣走的钱。",
        de: "Erstatten Sie keine Vormerkung: Der Kunde bekäme Geld, das nie abgebucht wurde.",
    }
    MIXED_UP {
        en: "The terminal or the acquirer has another merchant or terminal number in its parameters, or this is another shop's bill.",
        es: "El terminal o el adquirente tiene otro código de comercio o terminal en sus parámetros, o es la cuenta de otro comercio.",
        zh: "终端或收单机构参数中的商户号或终端号不同，或这是另一家店的账单。",
        de: "Terminal oder Acquirer führt eine andere Händler- oder Terminalnummer in den Parametern, oder es ist die Abrechnung eines anderen Geschäfts.",
    }
    CHECK_PARAMETERS {
        en: "Compare merchant and terminal number on a receipt with the contract, and have the acquirer correct them.",
        es: "Compare código de comercio y terminal de un comprobante con el contrato y pida al adquirente corregirlos.",
        zh: "请将小票上的商户号和终端号与合同核对，由收单机构更正。",
        de: "Vergleichen Sie Händler- und Terminalnummer eines Belegs mit dem Vertrag, und lassen Sie sie vom Acquirer berichtigen.",
    }
    NOT_REPEAT_ELSEWHERE {
        en: "Do not make these sales again under the right number.",
        es: "No repita estas ventas con el número correcto.",
        zh: "请勿用正确的号码重做这些交易。",
        de: "Wiederholen Sie diese Verkäufe nicht unter der richtigen Nummer.",
    }
    PAYOUT_OFF {
        en: "Something else was set off: a chargeback, an adjustment, a fee or a reserve.",
        es: "Se descontó otra cosa: un contracargo, un ajuste, una comisión o una reserva.",
        zh: "另有抵扣：退单、调整、费用或保证金。",
        de: "Etwas anderes wurde verrechnet: eine Rückbelastung, eine Anpassung, eine Gebühr oder eine Rücklage.",
    }
    FIND_ADJUSTMENT {
        en: "Ask the acquirer for the rows that make up the difference.",
        es: "Pida al adquirente los registros que explican la diferencia.",
        zh: "请向收单机构索取构成差额的明细。",
        de: "Lassen Sie sich vom Acquirer die Zeilen geben, die die Differenz ausmachen.",
    }
    NOT_BLAME_SALE {
        en: "Do not blame a single sale for it.",
        es: "No se lo atribuya a una venta en particular.",
        zh: "请勿归咎于某一笔交易。",
        de: "Schreiben Sie sie keinem einzelnen Verkauf zu.",
    }
    ROWS_UNREAD {
        en: "Rows of the file are damaged or written in a way that cannot be read for certain.",
        es: "Hay registros dañados o escritos de un modo que no se puede leer con certeza.",
        zh: "文件中有损坏或无法可靠读取的行。",
        de: "Zeilen der Datei sind beschädigt oder nicht sicher lesbar.",
    }
    GET_FILE_AGAIN {
        en: "Get the file again as the acquirer wrote it, not saved by another program, and reconcile again.",
        es: "Descargue otra vez el archivo original del adquirente, sin guardarlo con otro programa, y concilie otra vez.",
        zh: "请重新下载收单机构的原始文件（勿用其他程序另存），再次对账。",
        de: "Holen Sie die Datei noch einmal so, wie der Acquirer sie schrieb, nicht von einem anderen Programm gespeichert, und gleichen Sie erneut ab.",
    }
    NOT_FROM_ABSENCE {
        en: "Do not conclude anything from what is not in this file.",
        es: "No concluya nada de lo que no está en este archivo.",
        zh: "请勿根据该文件中没有的内容下任何结论。",
        de: "Schließen Sie nichts aus dem, was in dieser Datei fehlt.",
    }
}
