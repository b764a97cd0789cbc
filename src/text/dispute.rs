//! What is said about a disputed payment. The words are *approved here*, *declined here*, *unknown*; no device can know
//! whether the customer was charged, so no sentence here says it.

texts! {
    // The answer.
    VERDICT_APPROVED {
        en: "Approved here. Whether the customer was charged, only the bank's statement shows.",
        es: "Aprobada aquí. Si hubo cargo al cliente, solo lo muestra la cartola del banco.",
        zh: "本机已批准。顾客是否被扣款，只有银行账单能说明。",
        de: "Hier genehmigt. Ob der Kunde belastet wurde, zeigt nur der Kontoauszug der Bank.",
    }
    VERDICT_VOIDED {
        en: "Approved here, then voided. It is no payment any more; when the money returns, only the bank's statement shows.",
        es: "Aprobada aquí y después anulada. Ya no es un pago; cuándo vuelve el dinero, solo lo muestra la cartola del banco.",
        zh: "本机已批准，随后已撤销，不再是一笔付款。款项何时退回，只有银行账单能说明。",
        de: "Hier genehmigt, dann storniert. Es ist keine Zahlung mehr; wann das Geld zurückkommt, zeigt nur der Kontoauszug der Bank.",
    }
    VERDICT_VOID_UNKNOWN {
        en: "Approved here; a void of it is UNKNOWN. Nobody can say yet whether it is still a payment.",
        es: "Aprobada aquí; una anulación suya es INCIERTA. Todavía no se puede decir si sigue siendo un pago.",
        zh: "本机已批准；但其撤销结果未知。目前无法判断它是否仍是一笔付款。",
        de: "Hier genehmigt; ein Storno dazu ist UNBEKANNT. Noch kann niemand sagen, ob es weiterhin eine Zahlung ist.",
    }
    HEAD_VOIDED { en: "APPROVED HERE, THEN VOIDED", es: "APROBADA AQUÍ, DESPUÉS ANULADA", zh: "本机已批准，随后已撤销", de: "HIER GENEHMIGT, DANN STORNIERT" }
    HEAD_VOID_UNKNOWN { en: "APPROVED HERE; A VOID OF IT IS UNKNOWN", es: "APROBADA AQUÍ; ANULACIÓN INCIERTA", zh: "本机已批准；撤销结果未知", de: "HIER GENEHMIGT; EIN STORNO DAZU IST UNBEKANNT" }
    VERDICT_DECLINED {
        en: "Declined here. Whether the customer was charged, only the bank's statement shows.",
        es: "Rechazada aquí. Si hubo cargo al cliente, solo lo muestra la cartola del banco.",
        zh: "本机已拒绝。顾客是否被扣款，只有银行账单能说明。",
        de: "Hier abgelehnt. Ob der Kunde belastet wurde, zeigt nur der Kontoauszug der Bank.",
    }
    VERDICT_UNKNOWN {
        en: "Unknown. One record fits, and it does not settle how the payment ended.",
        es: "Desconocido. Un registro calza y no establece cómo terminó el pago.",
        zh: "未知。有一条记录相符，但它不能说明付款结果。",
        de: "Unbekannt. Ein Datensatz passt, und er sagt nicht, wie die Zahlung ausging.",
    }
    VERDICT_SEVERAL {
        en: "Several records fit. None is picked: a person has to tell them apart.",
        es: "Calzan varios registros. No se elige ninguno: una persona debe distinguirlos.",
        zh: "有多条记录相符。程序不作选择，须由人来辨别。",
        de: "Mehrere Datensätze passen. Keiner wird ausgewählt: eine Person muss sie unterscheiden.",
    }
    VERDICT_NO_RECORD {
        en: "No record in this device's memory. That does not prove that there was no charge. Do not void another sale, charge again or close the batch.",
        es: "No hay registro en la memoria de este equipo. Eso no prueba que no hubo cargo. No anule otra venta, no vuelva a cobrar ni cierre el lote.",
        zh: "本设备内存中没有记录。这不能证明没有扣款。请勿撤销其他交易、再次收款或结算批次。",
        de: "Kein Datensatz im Speicher dieses Geräts. Das beweist nicht, dass keine Belastung erfolgte. Stornieren Sie keinen anderen Verkauf, wiederholen Sie die Zahlung nicht, und machen Sie keinen Kassenschnitt.",
    }

    // How we know.
    NEVER_PULLED {
        en: "No journal of this device was ever pulled: nothing can be known of it yet. Pull it first.",
        es: "Nunca se leyó el registro de este equipo: todavía no se puede saber nada. Léalo primero.",
        zh: "从未读取过本设备的流水，目前无从判断。请先读取。",
        de: "Das Journal dieses Geräts wurde noch nie ausgelesen: Darüber kann noch nichts bekannt sein. Lesen Sie es zuerst aus.",
    }
    AS_OF {
        en: "The newest journal of this device was read {when}.",
        es: "El registro más reciente de este equipo se leyó el {when}.",
        zh: "本设备最新的流水读取于 {when}。",
        de: "Das neueste Journal dieses Geräts wurde am {when} gelesen.",
    }
    STALE {
        en: "That is before the disputed time ({around}): what happened after it is not in it.",
        es: "Eso es antes de la hora reclamada ({around}): lo que ocurrió después no está incluido.",
        zh: "这早于争议时间（{around}），之后发生的事不在其中。",
        de: "Das ist vor der strittigen Zeit ({around}): Was danach geschah, steht nicht darin.",
    }
    ANY_DAY {
        en: "The question gives a time without a date ({time}): it was looked for on every day known.",
        es: "La consulta da una hora sin fecha ({time}): se buscó en todos los días conocidos.",
        zh: "询问只给出时间（{time}）而无日期：已在所有已知日期中查找。",
        de: "Die Anfrage nennt eine Uhrzeit ohne Datum ({time}): An jedem bekannten Tag wurde gesucht.",
    }
    UNLISTED {
        en: "Further records of this amount at other times, not listed: {count}.",
        es: "Otros registros de este monto a otras horas, no listados: {count}.",
        zh: "另有 {count} 条同金额、时间相差较大的记录未列出。",
        de: "Weitere Datensätze mit diesem Betrag zu anderen Zeiten, nicht aufgeführt: {count}.",
    }
    COVERAGE {
        en: "Records known of this device: {count}, from {first} to {last} by its own clock.",
        es: "Registros conocidos de este equipo: {count}, desde {first} hasta {last} según su propio reloj.",
        zh: "已知本设备记录 {count} 条，按设备时钟从 {first} 到 {last}。",
        de: "Bekannte Datensätze dieses Geräts: {count}, von {first} bis {last} nach seiner eigenen Uhr.",
    }
    NOTHING_KNOWN {
        en: "No record of this device is known: its memory was empty when it was read, as it is after a batch close.",
        es: "No se conoce ningún registro de este equipo: su memoria estaba vacía al leerla, como después de un cierre de lote.",
        zh: "没有本设备的任何记录：读取时内存为空，例如在批次结算之后。",
        de: "Kein Datensatz dieses Geräts ist bekannt: Sein Speicher war beim Auslesen leer, wie nach einem Kassenschnitt.",
    }
    RECORD {
        en: "Transaction {number}: {kind}, {result}, {amount}, {time}, card {card}, {type}, authorisation code {code}.",
        es: "Transacción {number}: {kind}, {result}, {amount}, {time}, tarjeta {card}, {type}, código de autorización {code}.",
        zh: "交易号 {number}：{kind}，{result}，{amount}，{time}，卡号 {card}，{type}，授权码 {code}。",
        de: "Vorgang {number}: {kind}, {result}, {amount}, {time}, Karte {card}, {type}, Genehmigungsnummer {code}.",
    }
    NOT_TOLD { en: "not told", es: "no informado", zh: "未提供", de: "nicht mitgeteilt" }
    IN_MEMORY {
        en: "Transaction {number} was in the device's memory when its journal was last read.",
        es: "La transacción {number} estaba en la memoria del equipo cuando se leyó su registro por última vez.",
        zh: "最近一次读取流水时，交易号 {number} 仍在设备内存中。",
        de: "Vorgang {number} war im Speicher des Geräts, als sein Journal zuletzt gelesen wurde.",
    }
    NOT_IN_MEMORY {
        en: "Transaction {number} was last seen {when} and is not in the newest journal: the batch was closed, or it was voided and vanished.",
        es: "La transacción {number} se vio por última vez el {when} y no está en el registro más reciente: se cerró el lote, o fue anulada y desapareció.",
        zh: "交易号 {number} 最后见于 {when}，最新流水中已没有：批次已结算，或已被撤销而消失。",
        de: "Vorgang {number} wurde zuletzt am {when} gesehen und steht nicht im neuesten Journal: Es gab einen Kassenschnitt, oder er wurde storniert und verschwand.",
    }
    MARKED_VOIDED {
        en: "The device's journal shows transaction {number} as voided.",
        es: "El registro del equipo muestra la transacción {number} como anulada.",
        zh: "设备流水显示交易号 {number} 已撤销。",
        de: "Das Journal des Geräts zeigt Vorgang {number} als storniert.",
    }
    REMEDY_NONE {
        en: "Our ledger knows of no void of transaction {number}; others may have voided it.",
        es: "Nuestro libro no conoce anulación de la transacción {number}; otros pueden haberla anulado.",
        zh: "我方账本中没有撤销交易号 {number} 的记录；他人可能已撤销。",
        de: "Unser Logbuch kennt kein Storno von Vorgang {number}; andere können ihn storniert haben.",
    }
    REMEDY_DONE {
        en: "Our ledger: a void of transaction {number} took effect. Evidence: {evidence}",
        es: "Nuestro libro: la anulación de la transacción {number} tuvo efecto. Evidencia: {evidence}",
        zh: "我方账本：交易号 {number} 的撤销已生效。依据：{evidence}",
        de: "Unser Logbuch: Ein Storno von Vorgang {number} wurde wirksam. Nachweis: {evidence}",
    }
    REMEDY_NOT_DONE {
        en: "Our ledger: a void of transaction {number} was tried and did not take effect. Evidence: {evidence}",
        es: "Nuestro libro: se intentó anular la transacción {number} y no tuvo efecto. Evidencia: {evidence}",
        zh: "我方账本：曾尝试撤销交易号 {number}，未生效。依据：{evidence}",
        de: "Unser Logbuch: Ein Storno von Vorgang {number} wurde versucht und nicht wirksam. Nachweis: {evidence}",
    }
    REMEDY_UNKNOWN {
        en: "Our ledger: a void of transaction {number} was sent and its outcome is unknown. Evidence: {evidence}",
        es: "Nuestro libro: se envió una anulación de la transacción {number} y su resultado es desconocido. Evidencia: {evidence}",
        zh: "我方账本：已发出交易号 {number} 的撤销，结果未知。依据：{evidence}",
        de: "Unser Logbuch: Ein Storno von Vorgang {number} wurde gesendet, und sein Ausgang ist unbekannt. Nachweis: {evidence}",
    }
    CODE {
        en: "Transaction {number} carries result code {code}.",
        es: "La transacción {number} lleva el código de resultado {code}.",
        zh: "交易号 {number} 的结果码为 {code}。",
        de: "Vorgang {number} trägt den Ergebniscode {code}.",
    }
    CODE_WITHHELD {
        en: "Transaction {number} carries result code {code}: the reason is withheld by bank secrecy.",
        es: "La transacción {number} lleva el código de resultado {code}: el motivo se reserva por secreto bancario.",
        zh: "交易号 {number} 的结果码为 {code}：原因依银行保密规定不予提供。",
        de: "Vorgang {number} trägt den Ergebniscode {code}: Der Grund wird wegen des Bankgeheimnisses nicht genannt.",
    }
    RELATED {
        en: "Also in the journal, never the answer itself: transaction {number}, {kind}, {result}, {amount}, {time}.",
        es: "También en el registro, nunca como respuesta: transacción {number}, {kind}, {result}, {amount}, {time}.",
        zh: "流水中另有（不作为答案）：交易号 {number}，{kind}，{result}，{amount}，{time}。",
        de: "Auch im Journal, nie selbst die Antwort: Vorgang {number}, {kind}, {result}, {amount}, {time}.",
    }
    RELATED_ORIGINAL {
        en: "Transaction {number} names transaction {original} as its original.",
        es: "La transacción {number} indica la transacción {original} como su original.",
        zh: "交易号 {number} 指明其原交易为交易号 {original}。",
        de: "Vorgang {number} nennt Vorgang {original} als Original.",
    }

    // How well a record fits.
    FIT_AMOUNT { en: "amount agrees", es: "el monto coincide", zh: "金额相符", de: "Betrag stimmt" }
    FROM_PRINT {
        en: "Transaction {number} was read out of its printed receipt, not out of a record: compare it with the paper.",
        es: "La transacción {number} se leyó de su recibo impreso, no de un registro: compárela con el papel.",
        zh: "交易 {number} 读自其打印票据，而非设备记录：请与纸质票据核对。",
        de: "Vorgang {number} wurde aus seinem gedruckten Beleg gelesen, nicht aus einem Datensatz: Vergleichen Sie ihn mit dem Papier.",
    }
    FIT_WITH_TIP {
        en: "amount plus tip agrees, the amount alone does not",
        es: "coincide el monto más propina, no el monto solo",
        zh: "金额加小费相符，金额本身不符",
        de: "Betrag mit Trinkgeld stimmt, der Betrag allein nicht",
    }
    FIT_MINUTES {
        en: "{minutes} min from the time asked",
        es: "a {minutes} min de la hora indicada",
        zh: "与所询时间相差 {minutes} 分钟",
        de: "{minutes} min Abweichung von der angefragten Zeit",
    }
    FIT_NO_TIME {
        en: "the record tells no time",
        es: "el registro no indica hora",
        zh: "该记录无时间",
        de: "der Datensatz nennt keine Zeit",
    }
    FIT_CARD { en: "last digits agree", es: "los últimos dígitos coinciden", zh: "卡号末位相符", de: "letzte Ziffern stimmen" }
    FIT_OTHER_CARD {
        en: "another card number (a phone or watch pays with a number of its own)",
        es: "otro número de tarjeta (un teléfono o reloj paga con un número propio)",
        zh: "卡号不同（手机或手表付款时使用另一个卡号）",
        de: "andere Kartennummer (Telefon oder Uhr zahlen mit einer eigenen Nummer)",
    }
    FIT_CARD_UNKNOWN {
        en: "last digits not compared: one side does not tell them",
        es: "últimos dígitos sin comparar: falta uno de los dos",
        zh: "卡号末位未比对：有一方未提供",
        de: "letzte Ziffern nicht verglichen: eine Seite nennt sie nicht",
    }
    FIT_FAR {
        en: "far from the time asked ({minutes} min): the device's clock may be wrong",
        es: "lejos de la hora indicada ({minutes} min): el reloj del equipo puede estar mal",
        zh: "与所询时间相差较大（{minutes} 分钟）：设备时钟可能不准",
        de: "weit von der angefragten Zeit ({minutes} min): die Uhr des Geräts kann falsch gehen",
    }

    // What to do.
    DO_RECOVER {
        en: "First settle the void of transaction {number} with recover: it only reads.",
        es: "Primero aclare la anulación de la transacción {number} con recover: solo lee.",
        zh: "请先用 recover 查清交易号 {number} 的撤销：它只读取。",
        de: "Klären Sie zuerst das Storno von Vorgang {number} mit recover: Das liest nur.",
    }
    DO_PULL {
        en: "Pull the journal of this device and ask again.",
        es: "Lea el registro de este equipo y vuelva a preguntar.",
        zh: "读取本设备的流水，然后重新查询。",
        de: "Lesen Sie das Journal dieses Geräts aus, und fragen Sie noch einmal.",
    }
    DO_TILL {
        en: "If the till shows the sale as unpaid, record it there by hand as paid by card: transaction {number}, authorisation code {code}.",
        es: "Si la caja muestra la venta como impaga, regístrela ahí a mano como pagada con tarjeta: transacción {number}, código de autorización {code}.",
        zh: "如果收银机显示未付款，请手工记为已刷卡付款：交易号 {number}，授权码 {code}。",
        de: "Wenn die Kasse den Verkauf als unbezahlt zeigt, erfassen Sie ihn dort von Hand als mit Karte bezahlt: Vorgang {number}, Genehmigungsnummer {code}.",
    }
    DO_REPRINT {
        en: "If the receipt is missing, give a copy, marked as such. A missing receipt is not a missing payment.",
        es: "Si falta el comprobante, entregue una copia, marcada como tal. Un comprobante que falta no es un pago que falta.",
        zh: "如果缺少小票，请提供注明副本的小票。没有小票不等于没有付款。",
        de: "Wenn der Beleg fehlt, geben Sie eine Kopie aus, als solche gekennzeichnet. Ein fehlender Beleg ist keine fehlende Zahlung.",
    }
    DO_REMEDY {
        en: "If the goods were not handed over and the shop agrees, look at the remedies of transaction {number}: one remedy, once.",
        es: "Si no se entregó la mercadería y el comercio está de acuerdo, vea los remedios de la transacción {number}: uno solo, una vez.",
        zh: "如果货物未交付且商户同意，请查看交易号 {number} 可用的处理办法：只做一种，只做一次。",
        de: "Wenn die Ware nicht übergeben wurde und der Händler zustimmt, sehen Sie die Abhilfen für Vorgang {number} an: eine Abhilfe, einmal.",
    }
    DO_DEBIT {
        en: "If the goods were not handed over: a debit sale cannot be voided at this device; shop and acquirer settle it with the reference numbers.",
        es: "Si no se entregó la mercadería: una venta de débito no se puede anular en este equipo; el comercio y el adquirente la resuelven con las referencias.",
        zh: "如果货物未交付：借记卡交易不能在本机撤销，由商户与收单机构凭参考号处理。",
        de: "Wenn die Ware nicht übergeben wurde: Ein Debitkartenverkauf kann an diesem Gerät nicht storniert werden; Händler und Acquirer klären es mit den Referenznummern.",
    }
    DO_TYPE_UNKNOWN {
        en: "If the goods were not handed over: the record does not tell credit from debit, so it is not voided from here; ask the acquirer.",
        es: "Si no se entregó la mercadería: el registro no distingue crédito de débito, por eso no se anula desde aquí; consulte al adquirente.",
        zh: "如果货物未交付：记录未区分信用卡与借记卡，不能从此处撤销；请询问收单机构。",
        de: "Wenn die Ware nicht übergeben wurde: Der Datensatz unterscheidet Kredit und Debit nicht, deshalb wird von hier nicht storniert; fragen Sie den Acquirer.",
    }
    DO_REFUND_ELSEWHERE {
        en: "If the goods were not handed over: transaction {number} is not in the device's memory any more and cannot be voided there; the acquirer refunds it.",
        es: "Si no se entregó la mercadería: la transacción {number} ya no está en la memoria del equipo y no se puede anular ahí; la devuelve el adquirente.",
        zh: "如果货物未交付：交易号 {number} 已不在设备内存中，不能在设备上撤销；由收单机构退款。",
        de: "Wenn die Ware nicht übergeben wurde: Vorgang {number} ist nicht mehr im Speicher des Geräts und kann dort nicht storniert werden; der Acquirer erstattet ihn.",
    }
    DO_VOIDED_WAIT {
        en: "Transaction {number} is voided: the money returns in the card's own time, from days to the next statement. The acquirer can confirm it.",
        es: "La transacción {number} está anulada: el dinero vuelve según los plazos de la tarjeta, desde días hasta la próxima cartola. El adquirente puede confirmarlo.",
        zh: "交易号 {number} 已撤销：款项按发卡行的时间退回，从数日到下一期账单。收单机构可确认。",
        de: "Vorgang {number} ist storniert: Das Geld kommt nach den Fristen der Karte zurück, in Tagen oder erst mit der nächsten Abrechnung. Der Acquirer kann es bestätigen.",
    }
    DO_VOIDED_GOODS {
        en: "If the goods were handed over, they are unpaid now: shop and customer agree on a new payment, nobody repeats it unasked.",
        es: "Si se entregó la mercadería, ahora está impaga: el comercio y el cliente acuerdan un nuevo pago; nadie lo repite sin acuerdo.",
        zh: "如果货物已交付，现在即为未付款：由商户与顾客商定重新付款，任何人不得擅自重刷。",
        de: "Wenn die Ware übergeben wurde, ist sie jetzt unbezahlt: Händler und Kunde vereinbaren eine neue Zahlung, niemand wiederholt sie ungefragt.",
    }
    DO_STATEMENT {
        en: "The bank may still show a hold; a hold is not a posted charge. Look at the customer's statement on the next business day and up to the third (T+1 to T+3).",
        es: "El banco puede mostrar todavía una retención; una retención no es un cargo contabilizado. Revise la cartola del cliente el día hábil siguiente y hasta el tercero (T+1 a T+3).",
        zh: "银行可能仍显示预占；预占不是已入账的扣款。请在下一工作日至第三个工作日（T+1 至 T+3）查看顾客账单。",
        de: "Die Bank zeigt eventuell noch eine Vormerkung; eine Vormerkung ist keine gebuchte Belastung. Sehen Sie den Kontoauszug des Kunden am nächsten bis zum dritten Bankarbeitstag an (T+1 bis T+3).",
    }
    DO_ACQUIRER {
        en: "If a charge is posted there, hand the case to the acquirer with merchant code, terminal, date and time, amount and last four digits.",
        es: "Si ahí aparece un cargo contabilizado, entregue el caso al adquirente con código de comercio, terminal, fecha y hora, monto y últimos cuatro dígitos.",
        zh: "如果已入账，请将商户号、终端号、日期时间、金额和卡号末四位提交收单机构。",
        de: "Wenn dort eine Belastung gebucht ist, übergeben Sie den Fall dem Acquirer mit Händlernummer, Terminal-ID, Datum und Uhrzeit, Betrag und den letzten vier Ziffern.",
    }
    DO_QUOTE {
        en: "If the customer's statement says something else, quote every reference number of this case to the acquirer.",
        es: "Si la cartola del cliente dice otra cosa, indique al adquirente todas las referencias de este caso.",
        zh: "如果顾客账单与此不符，请向收单机构提供本案的所有参考号。",
        de: "Wenn der Kontoauszug des Kunden etwas anderes zeigt, nennen Sie dem Acquirer alle Referenznummern dieses Falls.",
    }
    DO_TELL_APART {
        en: "Tell them apart with the last four digits, the exact time, and the receipts of customer and shop; then ask again.",
        es: "Distíngalos con los últimos cuatro dígitos, la hora exacta y los comprobantes del cliente y del comercio; luego vuelva a preguntar.",
        zh: "请用卡号末四位、准确时间以及顾客和商户的小票加以区分，然后重新查询。",
        de: "Unterscheiden Sie sie nach den letzten vier Ziffern, der genauen Uhrzeit und den Belegen von Kunde und Händler; fragen Sie dann noch einmal.",
    }
    DO_ASK_TWICE {
        en: "Transactions {first} and {second}: same card, same amount, {minutes} min apart, both approved here. Perhaps repeated after a missing receipt or a time-out, perhaps two genuine sales: ask shop and customer. Only a confirmed double sale is voided, one of the two, while the batch is open.",
        es: "Transacciones {first} y {second}: misma tarjeta, mismo monto, {minutes} min de diferencia, ambas aprobadas aquí. Quizás se repitió por falta de comprobante o de respuesta, quizás son dos ventas reales: pregunte al comercio y al cliente. Solo una venta doble confirmada se anula, una de las dos, con el lote abierto.",
        zh: "交易号 {first} 与 {second}：同一张卡、同一金额、相隔 {minutes} 分钟，均为本机已批准。可能因无小票或超时而重复，也可能是两笔真实消费：请询问商户和顾客。只有确认重复时，才在批次未结算前撤销其中一笔。",
        de: "Vorgänge {first} und {second}: gleiche Karte, gleicher Betrag, {minutes} min Abstand, beide hier genehmigt. Vielleicht nach einem fehlenden Beleg oder einer Zeitüberschreitung wiederholt, vielleicht zwei echte Verkäufe: Fragen Sie Händler und Kunde. Nur ein bestätigter Doppelverkauf wird storniert, einer der beiden, vor dem Kassenschnitt.",
    }
    DO_MIXED {
        en: "A declined attempt followed by an approved one is common, and usually one sale, not two.",
        es: "Un intento rechazado seguido de uno aprobado es común, y suele ser una sola venta, no dos.",
        zh: "先被拒、后批准很常见，通常是一笔消费，不是两笔。",
        de: "Ein abgelehnter Versuch mit einem genehmigten danach ist häufig und meist ein Verkauf, nicht zwei.",
    }
    DO_PAPER {
        en: "Look at the paper: receipts of customer and shop, and the roll, near the disputed time.",
        es: "Revise el papel: comprobantes del cliente y del comercio, y el rollo, cerca de la hora reclamada.",
        zh: "查看纸质单据：顾客和商户的小票，以及争议时间前后的纸卷。",
        de: "Sehen Sie auf das Papier: Belege von Kunde und Händler und die Rolle, nahe der strittigen Zeit.",
    }
    DO_OTHER_TERMINALS {
        en: "Ask the other terminals of the shop: the customer may have paid at another one.",
        es: "Consulte los otros terminales del comercio: el cliente puede haber pagado en otro.",
        zh: "查询店内其他终端：顾客可能在另一台上付款。",
        de: "Fragen Sie die anderen Terminals des Händlers ab: Der Kunde kann an einem anderen bezahlt haben.",
    }
    DO_ASK_ACQUIRER {
        en: "Ask the acquirer with merchant code, terminal, date and time, amount and last four digits.",
        es: "Consulte al adquirente con código de comercio, terminal, fecha y hora, monto y últimos cuatro dígitos.",
        zh: "凭商户号、终端号、日期时间、金额和卡号末四位询问收单机构。",
        de: "Fragen Sie den Acquirer mit Händlernummer, Terminal-ID, Datum und Uhrzeit, Betrag und den letzten vier Ziffern.",
    }
    DO_NEAR {
        en: "Compare the records that nearly fit, listed apart, with the paper: none of them is an answer.",
        es: "Compare con el papel los registros que casi calzan, listados aparte: ninguno es una respuesta.",
        zh: "将另列的近似记录与纸质单据比对：它们都不是答案。",
        de: "Vergleichen Sie die getrennt aufgeführten, beinahe passenden Datensätze mit dem Papier: Keiner davon ist eine Antwort.",
    }

    // What must not be done.
    NOT_CHARGE_AGAIN { en: "Do not charge again.", es: "No vuelva a cobrar.", zh: "请勿再次收款。", de: "Wiederholen Sie die Zahlung nicht." }
    NOT_CHARGE_YET {
        en: "Do not charge the same card again before the customer has looked at the account.",
        es: "No vuelva a cobrar a la misma tarjeta antes de que el cliente revise su cuenta.",
        zh: "在顾客查看账户之前，请勿再次向同一张卡收款。",
        de: "Wiederholen Sie die Zahlung mit derselben Karte nicht, bevor der Kunde sein Konto geprüft hat.",
    }
    NOT_VOID_ANOTHER { en: "Do not void another sale.", es: "No anule otra venta.", zh: "请勿撤销其他交易。", de: "Stornieren Sie keinen anderen Verkauf." }
    NOT_CLOSE_UNSAVED {
        en: "Do not close the batch before a backup is made and verified; after the close nothing can be voided.",
        es: "No cierre el lote antes de tener un respaldo verificado; después del cierre no se puede anular nada.",
        zh: "在备份完成并验证之前请勿结算批次；结算后不能再撤销。",
        de: "Machen Sie keinen Kassenschnitt, bevor eine Sicherung erstellt und geprüft ist; danach kann nichts mehr storniert werden.",
    }
    NOT_CLOSE { en: "Do not close the batch.", es: "No cierre el lote.", zh: "请勿结算批次。", de: "Machen Sie keinen Kassenschnitt." }
    NOT_REFUND_HOLD {
        en: "Do not refund because of a hold: when it lapses, the shop has paid twice.",
        es: "No devuelva dinero por una retención: cuando caduque, el comercio habrá pagado dos veces.",
        zh: "请勿因预占而退款：预占解除后，商户就付了两次。",
        de: "Erstatten Sie nicht wegen einer Vormerkung: Wenn sie verfällt, hat der Händler zweimal gezahlt.",
    }
    NOT_HAND_OVER {
        en: "Do not hand over goods on the strength of this record.",
        es: "No entregue mercadería basándose en este registro.",
        zh: "请勿凭此记录交付货物。",
        de: "Übergeben Sie keine Ware allein aufgrund dieses Datensatzes.",
    }
    NOT_TWICE {
        en: "Do not void transaction {number} a second time, and do not refund it as well.",
        es: "No anule la transacción {number} por segunda vez ni la devuelva además.",
        zh: "请勿再次撤销交易号 {number}，也不要另行退款。",
        de: "Stornieren Sie Vorgang {number} kein zweites Mal, und erstellen Sie auch keine Gutschrift dazu.",
    }
    NOT_OTHER_REMEDY {
        en: "No other remedy for transaction {number}, no second void, no refund, no new sale in its place, until its outcome is known.",
        es: "Ningún otro remedio para la transacción {number}, ni segunda anulación, ni devolución, ni otra venta en su lugar, hasta conocer su resultado.",
        zh: "在结果查明之前，不得对交易号 {number} 采取其他处理：不得再次撤销、退款或重新收款。",
        de: "Keine andere Abhilfe für Vorgang {number}, kein zweites Storno, keine Gutschrift, kein neuer Verkauf an seiner Stelle, bis sein Ausgang bekannt ist.",
    }
    NOT_PICK {
        en: "Do not void any of them because it looks right.",
        es: "No anule ninguno porque parezca el correcto.",
        zh: "请勿凭感觉撤销其中任何一笔。",
        de: "Stornieren Sie keinen davon, nur weil er richtig aussieht.",
    }

    // The case sheet.
    SHEET_TITLE { en: "CASE SHEET: DISPUTED PAYMENT", es: "HOJA DE CASO: PAGO RECLAMADO", zh: "争议付款案情单", de: "FALLBLATT: STRITTIGE ZAHLUNG" }
    SHEET_DEVICE { en: "Device", es: "Equipo", zh: "设备", de: "Gerät" }
    SHEET_FAMILY { en: "family", es: "familia", zh: "协议族", de: "Familie" }
    SHEET_NO_DEVICE { en: "not named", es: "no identificado", zh: "未确认", de: "nicht genannt" }
    SHEET_QUESTION { en: "Question", es: "Consulta", zh: "询问", de: "Anfrage" }
    SHEET_AROUND { en: "about when", es: "hora aproximada", zh: "大约时间", de: "ungefähre Zeit" }
    SHEET_ANY_DAY { en: "{time} on any day", es: "{time}, cualquier día", zh: "任意一天的 {time}", de: "{time} an beliebigem Tag" }
    SHEET_LAST4 { en: "last four digits", es: "últimos cuatro dígitos", zh: "卡号末四位", de: "letzte vier Ziffern" }
    SHEET_ANSWER { en: "Answer", es: "Respuesta", zh: "答复", de: "Antwort" }
    SHEET_CANDIDATES { en: "Records that fit", es: "Registros que calzan", zh: "相符记录", de: "Passende Datensätze" }
    SHEET_NEAR { en: "Nearly fitting, not an answer", es: "Casi calzan, no son respuesta", zh: "近似记录（不是答案）", de: "Beinahe passend, keine Antwort" }
    SHEET_FIT { en: "fit", es: "calce", zh: "相符程度", de: "Übereinstimmung" }
    SHEET_KEY { en: "key", es: "clave", zh: "记录键", de: "Schlüssel" }
    SHEET_CODE { en: "result code", es: "código de resultado", zh: "结果码", de: "Ergebniscode" }
    SHEET_KIND { en: "kind", es: "tipo", zh: "类型", de: "Art" }
    SHEET_LAST_SEEN { en: "last seen", es: "visto por última vez", zh: "最后见于", de: "zuletzt gesehen" }
    SHEET_EVIDENCE { en: "How we know", es: "Cómo lo sabemos", zh: "依据", de: "Woher wir es wissen" }
    SHEET_DO { en: "What to do", es: "Qué hacer", zh: "应当做", de: "Was zu tun ist" }
    SHEET_DO_NOT { en: "What must not be done", es: "Qué no se debe hacer", zh: "禁止做", de: "Was nicht geschehen darf" }
    SHEET_SIGN { en: "Signatures", es: "Firmas", zh: "签字", de: "Unterschriften" }
    SHEET_SHOP { en: "Shop", es: "Comercio", zh: "商户", de: "Händler" }
    SHEET_TECHNICIAN { en: "Technician", es: "Técnico", zh: "技术员", de: "Techniker" }
    SHEET_CUSTOMER { en: "Customer", es: "Cliente", zh: "顾客", de: "Kunde" }
    SHEET_SIGN_LINE { en: "name, signature, date", es: "nombre, firma, fecha", zh: "姓名、签字、日期", de: "Name, Unterschrift, Datum" }
    SHEET_MADE {
        en: "Made {when} by {who} with Tillwright {version}.",
        es: "Hecha el {when} por {who} con Tillwright {version}.",
        zh: "由 {who} 于 {when} 使用 Tillwright {version} 制作。",
        de: "Erstellt am {when} von {who} mit Tillwright {version}.",
    }
}
