//! What result codes mean (BMP 27, `06 1E`, `84 xx`), but for 01 to 63, which are the host's.

codes! {
    0x00 { en: "Done.", es: "Hecho.", zh: "已完成。", de: "Ausgeführt." }
    0x64 {
        en: "The card could not be read.",
        es: "No se pudo leer la tarjeta.",
        zh: "无法读取卡片。",
        de: "Die Karte ist nicht lesbar.",
    }
    0x65 {
        en: "The card holds no data.",
        es: "La tarjeta no contiene datos.",
        zh: "卡上没有数据。",
        de: "Keine Kartendaten vorhanden.",
    }
    0x66 {
        en: "Processing error, perhaps of the card reader.",
        es: "Error de procesamiento, quizás del lector de tarjetas.",
        zh: "处理错误，可能是读卡器问题。",
        de: "Verarbeitungsfehler, womöglich am Kartenleser.",
    }
    0x67 {
        en: "Not allowed for girocard and Maestro.",
        es: "No permitido para girocard y Maestro.",
        zh: "girocard 和 Maestro 卡不允许此功能。",
        de: "Für girocard und Maestro nicht zugelassen.",
    }
    0x68 {
        en: "Not allowed for credit and fuel cards.",
        es: "No permitido para tarjetas de crédito y de combustible.",
        zh: "信用卡和加油卡不允许此功能。",
        de: "Für Kredit- und Tankkarten nicht zugelassen.",
    }
    0x6A {
        en: "The memory for turnover is full.",
        es: "La memoria de movimientos está llena.",
        zh: "交易存储已满。",
        de: "Der Umsatzspeicher ist voll.",
    }
    0x6B {
        en: "The function is off: the terminal is not registered.",
        es: "La función está desactivada: el terminal no está registrado.",
        zh: "功能已关闭：终端未注册。",
        de: "Funktion abgeschaltet: Das Terminal ist nicht angemeldet.",
    }
    0x6C {
        en: "Timed out, or the abort key was pressed.",
        es: "Tiempo agotado o se pulsó la tecla de cancelar.",
        zh: "超时，或按下了取消键。",
        de: "Zeit abgelaufen oder Abbruchtaste gedrückt.",
    }
    0x6E {
        en: "The card is blocked.",
        es: "La tarjeta está bloqueada.",
        zh: "卡片已被列入止付名单。",
        de: "Die Karte ist gesperrt.",
    }
    0x6F { en: "Wrong currency.", es: "Moneda incorrecta.", zh: "货币错误。", de: "Falsche Währung." }
    0x71 {
        en: "The credit on the chip is too low.",
        es: "El saldo del chip es insuficiente.",
        zh: "芯片余额不足。",
        de: "Das Guthaben auf dem Chip reicht nicht.",
    }
    0x72 {
        en: "Error of the card's chip.",
        es: "Error del chip de la tarjeta.",
        zh: "卡片芯片错误。",
        de: "Fehler im Chip der Karte.",
    }
    0x73 {
        en: "The card's data are wrong.",
        es: "Los datos de la tarjeta son incorrectos.",
        zh: "卡片数据错误。",
        de: "Die Kartendaten sind falsch.",
    }
    0x74 {
        en: "The terminal's keys are used up (DUKPT).",
        es: "Las llaves del terminal se agotaron (DUKPT).",
        zh: "终端密钥已用尽（DUKPT）。",
        de: "Die Schlüssel des Terminals sind verbraucht (DUKPT).",
    }
    0x75 {
        en: "The text is not authentic.",
        es: "El texto no es auténtico.",
        zh: "文本未通过验证。",
        de: "Der Text ist nicht authentisch.",
    }
    0x76 {
        en: "The card number is on no list of permitted cards.",
        es: "El número de tarjeta no figura en la lista de permitidas.",
        zh: "卡号不在允许名单中。",
        de: "Die Kartennummer steht nicht auf der Positivliste.",
    }
    0x77 {
        en: "The end-of-day is not possible.",
        es: "El cierre del día no es posible.",
        zh: "无法进行日终结算。",
        de: "Der Kassenschnitt ist nicht möglich.",
    }
    0x78 {
        en: "The card has expired.",
        es: "La tarjeta está vencida.",
        zh: "卡片已过期。",
        de: "Die Karte ist abgelaufen.",
    }
    0x79 {
        en: "The card is not valid yet.",
        es: "La tarjeta aún no es válida.",
        zh: "卡片尚未生效。",
        de: "Die Karte ist noch nicht gültig.",
    }
    0x7A {
        en: "The card is unknown.",
        es: "La tarjeta es desconocida.",
        zh: "未知卡片。",
        de: "Die Karte ist unbekannt.",
    }
    0x7B {
        en: "The magnetic stripe may not be used instead of the chip (girocard).",
        es: "No se permite usar la banda magnética en lugar del chip (girocard).",
        zh: "不允许用磁条代替芯片（girocard）。",
        de: "Der Magnetstreifen darf den Chip nicht ersetzen (girocard).",
    }
    0x7C {
        en: "The magnetic stripe may not be used instead of the chip.",
        es: "No se permite usar la banda magnética en lugar del chip.",
        zh: "不允许用磁条代替芯片。",
        de: "Der Magnetstreifen darf den Chip nicht ersetzen.",
    }
    0x7D {
        en: "Error of the communication module.",
        es: "Error del módulo de comunicación.",
        zh: "通信模块错误。",
        de: "Fehler im Kommunikationsmodul.",
    }
    0x7E {
        en: "The magnetic stripe may not be used; direct debit is possible (girocard).",
        es: "No se permite la banda magnética; es posible el débito directo (girocard).",
        zh: "不允许使用磁条；可用直接借记（girocard）。",
        de: "Kein Magnetstreifen erlaubt; Lastschrift ist möglich (girocard).",
    }
    0x83 {
        en: "The function is not possible.",
        es: "La función no es posible.",
        zh: "无法执行此功能。",
        de: "Die Funktion ist nicht möglich.",
    }
    0x85 { en: "A key is missing.", es: "Falta una llave.", zh: "缺少密钥。", de: "Ein Schlüssel fehlt." }
    0x89 {
        en: "The PIN pad is defective.",
        es: "El PIN pad está defectuoso.",
        zh: "密码键盘故障。",
        de: "Das PIN-Pad ist defekt.",
    }
    0x9A {
        en: "ZVT protocol error; with some terminals also a wrong till password.",
        es: "Error de protocolo ZVT; en algunos terminales también una contraseña de caja incorrecta.",
        zh: "ZVT 协议错误；部分终端也表示收银机密码错误。",
        de: "ZVT-Protokollfehler; bei manchen Terminals auch ein falsches Kassenpasswort.",
    }
    0x9B {
        en: "Error while dialling or transmitting: the outcome may be unknown.",
        es: "Error de marcación o de transmisión: el resultado puede ser desconocido.",
        zh: "拨号或通信错误：结果可能未知。",
        de: "Fehler bei Einwahl oder Übertragung: Der Ausgang kann unbekannt sein.",
    }
    0x9C {
        en: "The terminal is busy.",
        es: "El terminal está ocupado.",
        zh: "终端正忙。",
        de: "Das Terminal ist beschäftigt.",
    }
    0xA0 {
        en: "The receiver is not ready.",
        es: "El receptor no está listo.",
        zh: "接收方未就绪。",
        de: "Der Empfänger ist nicht bereit.",
    }
    0xA1 {
        en: "The remote station does not answer.",
        es: "La estación remota no responde.",
        zh: "远端无应答。",
        de: "Die Gegenstelle antwortet nicht.",
    }
    0xA3 { en: "No connection.", es: "Sin conexión.", zh: "无连接。", de: "Keine Verbindung." }
    0xA4 {
        en: "Geldkarte amounts cannot be submitted.",
        es: "No se pueden enviar los importes Geldkarte.",
        zh: "无法提交 Geldkarte 款项。",
        de: "Geldkarten-Umsätze lassen sich nicht einreichen.",
    }
    0xA5 {
        en: "Not allowed by PCI or P2PE rules.",
        es: "No permitido por las reglas PCI o P2PE.",
        zh: "PCI 或 P2PE 规则不允许。",
        de: "Nach PCI- oder P2PE-Regeln verboten.",
    }
    0xB1 { en: "The memory is full.", es: "La memoria está llena.", zh: "存储已满。", de: "Der Speicher ist voll." }
    0xB2 {
        en: "The merchant journal is full.",
        es: "El diario del comercio está lleno.",
        zh: "商户流水已满。",
        de: "Das Händlerjournal ist voll.",
    }
    0xB4 { en: "It is reversed already.", es: "Ya está anulada.", zh: "已被冲正。", de: "Bereits storniert." }
    0xB5 {
        en: "The reversal is not possible.",
        es: "La anulación no es posible.",
        zh: "无法冲正。",
        de: "Das Storno ist nicht möglich.",
    }
    0xB7 {
        en: "The pre-authorisation or the amount is wrong.",
        es: "La preautorización o el importe es incorrecto.",
        zh: "预授权或金额错误。",
        de: "Reservierung oder Betrag ist falsch.",
    }
    0xB8 {
        en: "Error of the pre-authorisation.",
        es: "Error de la preautorización.",
        zh: "预授权错误。",
        de: "Fehler bei der Reservierung.",
    }
    0xBF {
        en: "The supply voltage is low.",
        es: "La tensión de alimentación es baja.",
        zh: "供电电压过低。",
        de: "Die Versorgungsspannung ist zu niedrig.",
    }
    0xC0 {
        en: "The card lock is defective.",
        es: "El cierre de la tarjeta está defectuoso.",
        zh: "卡锁故障。",
        de: "Die Kartenverriegelung ist defekt.",
    }
    0xC1 {
        en: "The merchant card is locked.",
        es: "La tarjeta del comercio está bloqueada.",
        zh: "商户卡被锁定。",
        de: "Die Händlerkarte ist gesperrt.",
    }
    0xC2 {
        en: "A diagnosis is needed.",
        es: "Se necesita un diagnóstico.",
        zh: "需要诊断。",
        de: "Eine Diagnose ist nötig.",
    }
    0xC3 {
        en: "The maximum amount is exceeded.",
        es: "Se superó el importe máximo.",
        zh: "超过最高金额。",
        de: "Der Höchstbetrag ist überschritten.",
    }
    0xC4 {
        en: "The card profile is invalid.",
        es: "El perfil de tarjeta no es válido.",
        zh: "卡配置无效。",
        de: "Das Kartenprofil ist ungültig.",
    }
    0xC5 {
        en: "The payment method is not supported.",
        es: "El medio de pago no está soportado.",
        zh: "不支持该支付方式。",
        de: "Die Zahlungsart wird nicht unterstützt.",
    }
    0xC6 {
        en: "The currency cannot be used.",
        es: "La moneda no es aplicable.",
        zh: "货币不适用。",
        de: "Die Währung ist nicht anwendbar.",
    }
    0xC8 {
        en: "The amount is too small.",
        es: "El importe es demasiado pequeño.",
        zh: "金额过小。",
        de: "Der Betrag ist zu klein.",
    }
    0xC9 {
        en: "The maximum for one transaction is too small.",
        es: "El máximo por transacción es demasiado pequeño.",
        zh: "单笔交易上限过小。",
        de: "Der Höchstbetrag je Transaktion ist zu klein.",
    }
    0xCB { en: "Only in euro.", es: "Solo en euros.", zh: "仅限欧元。", de: "Nur in Euro möglich." }
    0xCC {
        en: "The printer is not ready.",
        es: "La impresora no está lista.",
        zh: "打印机未就绪。",
        de: "Der Drucker ist nicht bereit.",
    }
    0xCD {
        en: "Cashback is not possible.",
        es: "No es posible entregar efectivo.",
        zh: "无法取现找零。",
        de: "Bargeldauszahlung ist nicht möglich.",
    }
    0xD2 {
        en: "Not allowed for service cards and cards of bank customers.",
        es: "No permitido para tarjetas de servicio ni de clientes bancarios.",
        zh: "服务卡和银行客户卡不允许。",
        de: "Für Service- und Bankkundenkarten nicht zugelassen.",
    }
    0xDC { en: "A card is inserted.", es: "Hay una tarjeta insertada.", zh: "卡片已插入。", de: "Eine Karte steckt." }
    0xDD {
        en: "Error while the card was ejected.",
        es: "Error al expulsar la tarjeta.",
        zh: "退卡出错。",
        de: "Fehler beim Auswerfen der Karte.",
    }
    0xDE {
        en: "Error while the card was inserted.",
        es: "Error al insertar la tarjeta.",
        zh: "插卡出错。",
        de: "Fehler beim Einziehen der Karte.",
    }
    0xE0 {
        en: "Remote maintenance is running.",
        es: "Hay mantenimiento remoto en curso.",
        zh: "正在远程维护。",
        de: "Fernwartung läuft.",
    }
    0xE2 {
        en: "The card reader does not answer.",
        es: "El lector de tarjetas no responde.",
        zh: "读卡器无应答。",
        de: "Der Kartenleser antwortet nicht.",
    }
    0xE3 {
        en: "The shutter is closed.",
        es: "El obturador está cerrado.",
        zh: "闸门已关闭。",
        de: "Der Shutter ist geschlossen.",
    }
    0xE4 {
        en: "The terminal must be activated.",
        es: "Se debe activar el terminal.",
        zh: "终端需要激活。",
        de: "Das Terminal muss freigeschaltet werden.",
    }
    0xE7 {
        en: "The goods group is missing.",
        es: "Falta el grupo de productos.",
        zh: "缺少商品组。",
        de: "Die Warengruppe fehlt.",
    }
    0xE8 {
        en: "There is no table of goods groups.",
        es: "No hay tabla de grupos de productos.",
        zh: "没有商品组表。",
        de: "Die Warengruppentabelle fehlt.",
    }
    0xE9 {
        en: "The restriction code is not allowed.",
        es: "El código de restricción no está permitido.",
        zh: "限制代码不被允许。",
        de: "Der Restriktionscode ist nicht zugelassen.",
    }
    0xEA {
        en: "The card code is not allowed.",
        es: "El código de la tarjeta no está permitido.",
        zh: "卡代码不被允许。",
        de: "Der Kartencode ist nicht zugelassen.",
    }
    0xEB {
        en: "The PIN algorithm is unknown.",
        es: "El algoritmo de la clave es desconocido.",
        zh: "未知密码算法。",
        de: "Der PIN-Algorithmus ist unbekannt.",
    }
    0xEC {
        en: "The PIN cannot be processed.",
        es: "No se puede procesar la clave.",
        zh: "无法处理密码。",
        de: "Die PIN lässt sich nicht verarbeiten.",
    }
    0xED {
        en: "The PIN pad is defective.",
        es: "El PIN pad está defectuoso.",
        zh: "密码键盘故障。",
        de: "Das PIN-Pad ist defekt.",
    }
    0xF0 {
        en: "The batch is open: a reconciliation is needed.",
        es: "El lote está abierto: se necesita un cierre.",
        zh: "批次未结：需要对账结算。",
        de: "Offener Kassenschnitt: Er muss zuerst gemacht werden.",
    }
    0xF1 {
        en: "Offline error (girocard or Maestro).",
        es: "Error fuera de línea (girocard o Maestro).",
        zh: "脱机错误（girocard 或 Maestro）。",
        de: "Offline-Fehler (girocard oder Maestro).",
    }
    0xF5 {
        en: "Error of the online personalisation (OPT).",
        es: "Error de la personalización en línea (OPT).",
        zh: "在线个性化（OPT）错误。",
        de: "Fehler bei der Online-Personalisierung (OPT).",
    }
    0xF6 {
        en: "Data of the online personalisation (OPT) are missing.",
        es: "Faltan datos de la personalización en línea (OPT).",
        zh: "缺少在线个性化（OPT）数据。",
        de: "Daten der Online-Personalisierung (OPT) fehlen.",
    }
    0xFA {
        en: "Error while offline transactions were sent.",
        es: "Error al enviar transacciones fuera de línea.",
        zh: "发送脱机交易出错。",
        de: "Fehler beim Senden der Offline-Umsätze.",
    }
    0xFB {
        en: "A turnover record is defective.",
        es: "Un registro de movimientos está dañado.",
        zh: "交易记录损坏。",
        de: "Ein Umsatzdatensatz ist defekt.",
    }
    0xFC {
        en: "A device is missing or defective.",
        es: "Falta un dispositivo o está defectuoso.",
        zh: "设备缺失或故障。",
        de: "Ein Gerät fehlt oder ist defekt.",
    }
    0xFD {
        en: "The baud rate is not supported.",
        es: "La velocidad no está soportada.",
        zh: "不支持该波特率。",
        de: "Die Baudrate wird nicht unterstützt.",
    }
    0xFE {
        en: "The register is unknown.",
        es: "El registro es desconocido.",
        zh: "未知寄存器。",
        de: "Das Register ist unbekannt.",
    }
    0xFF {
        en: "System error; the terminal may tell more.",
        es: "Error de sistema; el terminal puede indicar más.",
        zh: "系统错误；终端可能提供更多信息。",
        de: "Systemfehler; das Terminal nennt womöglich mehr.",
    }
}
