//! How a finding of a bill is known.

texts! {
    ROW {
        en: "{file}, line {line}: {kind} of {amount}, {state}; {told}.",
        es: "{file}, línea {line}: {kind} de {amount}, {state}; {told}.",
        zh: "{file} 第 {line} 行：{kind} {amount}，{state}；{told}。",
        de: "{file}, Zeile {line}: {kind} über {amount}, {state}; {told}.",
    }
    ENTRY {
        en: "Terminal {terminal}, number {number}: {kind} of {amount}, {result}; {told}.",
        es: "Terminal {terminal}, número {number}: {kind} de {amount}, {result}; {told}.",
        zh: "终端 {terminal}，编号 {number}：{kind} {amount}，{result}；{told}。",
        de: "Terminal {terminal}, Nummer {number}: {kind} über {amount}, {result}; {told}.",
    }
    JOINED {
        en: "Both are one transaction by {key}.",
        es: "Ambos son una transacción por {key}.",
        zh: "依据{key}，两者为同一笔交易。",
        de: "Beide sind nach {key} eine Transaktion.",
    }
    DIFFERS {
        en: "{what}: {ours} here, {theirs} there.",
        es: "{what}: {ours} aquí, {theirs} allá.",
        zh: "{what}：本机 {ours}，账单 {theirs}。",
        de: "{what}: hier {ours}, dort {theirs}.",
    }
    NO_ENTRY {
        en: "No journal that covers this time has it: {devices}.",
        es: "Ningún registro que cubra esa hora la tiene: {devices}.",
        zh: "覆盖该时间的流水中均没有：{devices}。",
        de: "Kein Journal, das diese Zeit abdeckt, enthält sie: {devices}.",
    }
    NO_ROW {
        en: "No bill that covers this day has it.",
        es: "Ninguna cuenta que cubra ese día la tiene.",
        zh: "覆盖当日的账单中均没有。",
        de: "Keine Abrechnung, die diesen Tag abdeckt, enthält sie.",
    }
    MAY_COME {
        en: "By the acquirer's profile its row may still come until {when}.",
        es: "Según el perfil del adquirente, su registro aún puede llegar hasta el {when}.",
        zh: "按收单机构配置，其记录最迟可在 {when} 出现。",
        de: "Nach dem Profil des Acquirers kann die Zeile noch bis {when} kommen.",
    }
    DUE_TELLS_NOBODY {
        en: "Nothing tells until when this acquirer's rows may come late.",
        es: "Nada indica hasta cuándo pueden llegar tarde los registros de este adquirente.",
        zh: "没有资料说明该收单机构的记录最迟何时到达。",
        de: "Nichts sagt, bis wann Zeilen dieses Acquirers verspätet kommen können.",
    }
    ALIKE {
        en: "{count} on the other side look alike by amount and time ({where}); no number joins them, so this closes nothing.",
        es: "{count} del otro lado se parecen por monto y hora ({where}); ningún número los une, así que no cierra nada.",
        zh: "对方有 {count} 条在金额和时间上相近（{where}）；没有号码可以关联，因此不能据此了结。",
        de: "{count} auf der anderen Seite sehen nach Betrag und Zeit ähnlich aus ({where}); keine Nummer verbindet sie, also erledigt das nichts.",
    }
    CLOCK_UNKNOWN {
        en: "The device's clock could not be measured against the bill, so {minutes} minutes were allowed.",
        es: "No se pudo medir el reloj del equipo contra la cuenta; se admitieron {minutes} minutos.",
        zh: "无法以账单校准设备时钟，因此放宽到 {minutes} 分钟。",
        de: "Die Uhr des Geräts ließ sich nicht an der Abrechnung messen, daher galten {minutes} Minuten.",
    }
    VOIDED_HERE {
        en: "It was voided here.",
        es: "Se anuló aquí.",
        zh: "本机已撤销。",
        de: "Hier wurde sie storniert.",
    }
    GIVEN_BACK {
        en: "Given back: {sum} of {amount}.",
        es: "Devuelto: {sum} de {amount}.",
        zh: "已退 {sum}，原金额 {amount}。",
        de: "Zurückgegeben: {sum} von {amount}.",
    }
    NAMES_NOTHING {
        en: "The payment that it names is in none of the files and journals, though they cover its day; or it names none, where others do.",
        es: "El pago que nombra no está en los archivos ni registros, aunque cubren su día; o no nombra ninguno, cuando otros sí.",
        zh: "其指明的付款不在任何覆盖当日的文件和流水中；或者别的行都指明而它没有。",
        de: "Die genannte Zahlung steht in keiner Datei und keinem Journal, obwohl sie ihren Tag abdecken; oder sie nennt keine, während andere es tun.",
    }
    FEES {
        en: "{others} rows of {scheme} are charged {rate} %; this one {fee} on {amount}, line {line}.",
        es: "{others} registros de {scheme} pagan {rate} %; este {fee} sobre {amount}, línea {line}.",
        zh: "{scheme} 的 {others} 行费率为 {rate}%；第 {line} 行 {amount} 的手续费为 {fee}。",
        de: "{others} Zeilen von {scheme} tragen {rate} %; diese {fee} auf {amount}, Zeile {line}.",
    }
    TWO_FEES {
        en: "Two files tell two fees: {first} and {second}.",
        es: "Dos archivos indican dos comisiones: {first} y {second}.",
        zh: "两个文件的手续费不同：{first} 与 {second}。",
        de: "Zwei Dateien nennen zwei Gebühren: {first} und {second}.",
    }
    PAYOUT {
        en: "{file}: payments less refunds and fees give {net}, the payouts are {paid}.",
        es: "{file}: pagos menos devoluciones y comisiones dan {net}; los abonos suman {paid}.",
        zh: "{file}：付款减退款和手续费为 {net}，实际划付 {paid}。",
        de: "{file}: Zahlungen abzüglich Erstattungen und Gebühren ergeben {net}, ausgezahlt wurden {paid}.",
    }
    BAD_ROWS {
        en: "{file}: {count} rows could not be read, the first in line {line}.",
        es: "{file}: no se pudieron leer {count} registros, el primero en la línea {line}.",
        zh: "{file}：有 {count} 行无法读取，首个在第 {line} 行。",
        de: "{file}: {count} Zeilen waren nicht lesbar, die erste in Zeile {line}.",
    }
    OTHER_NUMBERS {
        en: "{file} names {theirs}; the journals are of {ours}.",
        es: "{file} nombra {theirs}; los registros son de {ours}.",
        zh: "{file} 中为 {theirs}；流水属于 {ours}。",
        de: "{file} nennt {theirs}; die Journale sind von {ours}.",
    }

    // Words.
    PAYMENT { en: "payment", es: "pago", zh: "付款", de: "Zahlung" }
    REFUND { en: "refund", es: "devolución", zh: "退款", de: "Erstattung" }
    REVERSAL { en: "reversal", es: "reversa", zh: "冲正", de: "Rückbuchung" }
    FEE { en: "fee", es: "comisión", zh: "手续费", de: "Gebühr" }
    PAYOUT_ROW { en: "payout", es: "abono", zh: "划付", de: "Auszahlung" }
    OTHER { en: "other", es: "otro", zh: "其他", de: "anderes" }
    BOOKED { en: "booked", es: "contabilizado", zh: "已入账", de: "gebucht" }
    PENDING { en: "pending", es: "pendiente", zh: "处理中", de: "vorgemerkt" }
    REVERSED { en: "taken back", es: "revertido", zh: "已撤回", de: "zurückgenommen" }
    CLOSED { en: "closed without money", es: "cerrado sin dinero", zh: "已关闭，无资金", de: "ohne Geld geschlossen" }
    STATE_NOT_TOLD { en: "state not told", es: "estado no informado", zh: "状态不明", de: "Stand nicht mitgeteilt" }
    NO_TIME { en: "no time told", es: "sin hora", zh: "无时间", de: "ohne Zeit" }
    BY_TRACE { en: "merchant, terminal and trace number", es: "comercio, terminal y número de traza", zh: "商户号、终端号和流水号", de: "Händler, Terminal und Trace-Nummer" }
    BY_TERMINAL_TRACE { en: "terminal and trace number", es: "terminal y número de traza", zh: "终端号和流水号", de: "Terminal und Trace-Nummer" }
    BY_RETRIEVAL { en: "terminal and retrieval reference", es: "terminal y número de referencia", zh: "终端号和参考号", de: "Terminal und Referenznummer" }
    BY_AUTHORISATION { en: "authorisation code, amount and card", es: "código de autorización, monto y tarjeta", zh: "授权码、金额和卡号", de: "Genehmigungsnummer, Betrag und Karte" }
    BY_ORDER { en: "order number", es: "número de pedido", zh: "订单号", de: "Bestellnummer" }
    BY_TRADE { en: "the wallet's number", es: "el número de la billetera", zh: "钱包交易号", de: "Nummer der Wallet" }
    AMOUNT { en: "amount", es: "monto", zh: "金额", de: "Betrag" }
    CURRENCY { en: "currency", es: "moneda", zh: "币种", de: "Währung" }
    STATE { en: "state", es: "estado", zh: "状态", de: "Stand" }
    CARD { en: "card", es: "tarjeta", zh: "卡号", de: "Karte" }
    TIME { en: "time", es: "hora", zh: "时间", de: "Zeit" }
    MERCHANT { en: "merchant", es: "comercio", zh: "商户号", de: "Händlernummer" }
    TERMINAL { en: "terminal", es: "terminal", zh: "终端号", de: "Terminal" }
    AUTHORISATION { en: "authorisation code", es: "código de autorización", zh: "授权码", de: "Genehmigungsnummer" }
    ORDER { en: "order", es: "pedido", zh: "订单", de: "Bestellung" }
}
