//! What the result codes, terminal status and intermediate status of ZVT terminals mean, one text a code, in ascending
//! order (the same codes as in the codec's tables, which keep short English names for logs).

use super::{Phrase, Text};

texts! {
    RESULT_00 { en: "Done.", es: "Hecho.", zh: "已完成。", de: "Ausgeführt." }
    RESULT_HOST {
        en: "The host refused it; what the code means, its operator says.",
        es: "El host lo rechazó; el significado del código lo indica su operador.",
        zh: "主机已拒绝；代码含义由其运营方规定。",
        de: "Vom Host abgelehnt; was der Code bedeutet, legt dessen Betreiber fest.",
    }
    RESULT_64 {
        en: "The card could not be read.",
        es: "No se pudo leer la tarjeta.",
        zh: "无法读取卡片。",
        de: "Die Karte ist nicht lesbar.",
    }
    RESULT_65 {
        en: "The card holds no data.",
        es: "La tarjeta no contiene datos.",
        zh: "卡上没有数据。",
        de: "Keine Kartendaten vorhanden.",
    }
    RESULT_66 {
        en: "Processing error, perhaps of the card reader.",
        es: "Error de procesamiento, quizás del lector de tarjetas.",
        zh: "处理错误，可能是读卡器问题。",
        de: "Verarbeitungsfehler, womöglich am Kartenleser.",
    }
    RESULT_67 {
        en: "Not allowed for girocard and Maestro.",
        es: "No permitido para girocard y Maestro.",
        zh: "girocard 和 Maestro 卡不允许此功能。",
        de: "Für girocard und Maestro nicht zugelassen.",
    }
    RESULT_68 {
        en: "Not allowed for credit and fuel cards.",
        es: "No permitido para tarjetas de crédito y de combustible.",
        zh: "信用卡和加油卡不允许此功能。",
        de: "Für Kredit- und Tankkarten nicht zugelassen.",
    }
    RESULT_6A {
        en: "The memory for turnover is full.",
        es: "La memoria de movimientos está llena.",
        zh: "交易存储已满。",
        de: "Der Umsatzspeicher ist voll.",
    }
    RESULT_6B {
        en: "The function is off: the terminal is not registered.",
        es: "La función está desactivada: el terminal no está registrado.",
        zh: "功能已关闭：终端未注册。",
        de: "Funktion abgeschaltet: Das Terminal ist nicht angemeldet.",
    }
    RESULT_6C {
        en: "Timed out, or the abort key was pressed.",
        es: "Tiempo agotado o se pulsó la tecla de cancelar.",
        zh: "超时，或按下了取消键。",
        de: "Zeit abgelaufen oder Abbruchtaste gedrückt.",
    }
    RESULT_6E {
        en: "The card is blocked.",
        es: "La tarjeta está bloqueada.",
        zh: "卡片已被列入止付名单。",
        de: "Die Karte ist gesperrt.",
    }
    RESULT_6F { en: "Wrong currency.", es: "Moneda incorrecta.", zh: "货币错误。", de: "Falsche Währung." }
    RESULT_71 {
        en: "The credit on the chip is too low.",
        es: "El saldo del chip es insuficiente.",
        zh: "芯片余额不足。",
        de: "Das Guthaben auf dem Chip reicht nicht.",
    }
    RESULT_72 {
        en: "Error of the card's chip.",
        es: "Error del chip de la tarjeta.",
        zh: "卡片芯片错误。",
        de: "Fehler im Chip der Karte.",
    }
    RESULT_73 {
        en: "The card's data are wrong.",
        es: "Los datos de la tarjeta son incorrectos.",
        zh: "卡片数据错误。",
        de: "Die Kartendaten sind falsch.",
    }
    RESULT_74 {
        en: "The terminal's keys are used up (DUKPT).",
        es: "Las llaves del terminal se agotaron (DUKPT).",
        zh: "终端密钥已用尽（DUKPT）。",
        de: "Die Schlüssel des Terminals sind verbraucht (DUKPT).",
    }
    RESULT_75 {
        en: "The text is not authentic.",
        es: "El texto no es auténtico.",
        zh: "文本未通过验证。",
        de: "Der Text ist nicht authentisch.",
    }
    RESULT_76 {
        en: "The card number is on no list of permitted cards.",
        es: "El número de tarjeta no figura en la lista de permitidas.",
        zh: "卡号不在允许名单中。",
        de: "Die Kartennummer steht nicht auf der Positivliste.",
    }
    RESULT_77 {
        en: "The end-of-day is not possible.",
        es: "El cierre del día no es posible.",
        zh: "无法进行日终结算。",
        de: "Der Kassenschnitt ist nicht möglich.",
    }
    RESULT_78 {
        en: "The card has expired.",
        es: "La tarjeta está vencida.",
        zh: "卡片已过期。",
        de: "Die Karte ist abgelaufen.",
    }
    RESULT_79 {
        en: "The card is not valid yet.",
        es: "La tarjeta aún no es válida.",
        zh: "卡片尚未生效。",
        de: "Die Karte ist noch nicht gültig.",
    }
    RESULT_7A {
        en: "The card is unknown.",
        es: "La tarjeta es desconocida.",
        zh: "未知卡片。",
        de: "Die Karte ist unbekannt.",
    }
    RESULT_7B {
        en: "The magnetic stripe may not be used instead of the chip (girocard).",
        es: "No se permite usar la banda magnética en lugar del chip (girocard).",
        zh: "不允许用磁条代替芯片（girocard）。",
        de: "Der Magnetstreifen darf den Chip nicht ersetzen (girocard).",
    }
    RESULT_7C {
        en: "The magnetic stripe may not be used instead of the chip.",
        es: "No se permite usar la banda magnética en lugar del chip.",
        zh: "不允许用磁条代替芯片。",
        de: "Der Magnetstreifen darf den Chip nicht ersetzen.",
    }
    RESULT_7D {
        en: "Error of the communication module.",
        es: "Error del módulo de comunicación.",
        zh: "通信模块错误。",
        de: "Fehler im Kommunikationsmodul.",
    }
    RESULT_7E {
        en: "The magnetic stripe may not be used; direct debit is possible (girocard).",
        es: "No se permite la banda magnética; es posible el débito directo (girocard).",
        zh: "不允许使用磁条；可用直接借记（girocard）。",
        de: "Kein Magnetstreifen erlaubt; Lastschrift ist möglich (girocard).",
    }
    RESULT_83 {
        en: "The function is not possible.",
        es: "La función no es posible.",
        zh: "无法执行此功能。",
        de: "Die Funktion ist nicht möglich.",
    }
    RESULT_85 { en: "A key is missing.", es: "Falta una llave.", zh: "缺少密钥。", de: "Ein Schlüssel fehlt." }
    RESULT_89 {
        en: "The PIN pad is defective.",
        es: "El PIN pad está defectuoso.",
        zh: "密码键盘故障。",
        de: "Das PIN-Pad ist defekt.",
    }
    RESULT_9A {
        en: "ZVT protocol error.",
        es: "Error de protocolo ZVT.",
        zh: "ZVT 协议错误。",
        de: "ZVT-Protokollfehler.",
    }
    RESULT_9B {
        en: "Error while dialling or transmitting: the outcome may be unknown.",
        es: "Error de marcación o de transmisión: el resultado puede ser desconocido.",
        zh: "拨号或通信错误：结果可能未知。",
        de: "Fehler bei Einwahl oder Übertragung: Der Ausgang kann unbekannt sein.",
    }
    RESULT_9C {
        en: "The terminal is busy.",
        es: "El terminal está ocupado.",
        zh: "终端正忙。",
        de: "Das Terminal ist beschäftigt.",
    }
    RESULT_A0 {
        en: "The receiver is not ready.",
        es: "El receptor no está listo.",
        zh: "接收方未就绪。",
        de: "Der Empfänger ist nicht bereit.",
    }
    RESULT_A1 {
        en: "The remote station does not answer.",
        es: "La estación remota no responde.",
        zh: "远端无应答。",
        de: "Die Gegenstelle antwortet nicht.",
    }
    RESULT_A3 { en: "No connection.", es: "Sin conexión.", zh: "无连接。", de: "Keine Verbindung." }
    RESULT_A4 {
        en: "Geldkarte amounts cannot be submitted.",
        es: "No se pueden enviar los importes Geldkarte.",
        zh: "无法提交 Geldkarte 款项。",
        de: "Geldkarten-Umsätze lassen sich nicht einreichen.",
    }
    RESULT_A5 {
        en: "Not allowed by PCI or P2PE rules.",
        es: "No permitido por las reglas PCI o P2PE.",
        zh: "PCI 或 P2PE 规则不允许。",
        de: "Nach PCI- oder P2PE-Regeln verboten.",
    }
    RESULT_B1 { en: "The memory is full.", es: "La memoria está llena.", zh: "存储已满。", de: "Der Speicher ist voll." }
    RESULT_B2 {
        en: "The merchant journal is full.",
        es: "El diario del comercio está lleno.",
        zh: "商户流水已满。",
        de: "Das Händlerjournal ist voll.",
    }
    RESULT_B4 { en: "It is reversed already.", es: "Ya está anulada.", zh: "已被冲正。", de: "Bereits storniert." }
    RESULT_B5 {
        en: "The reversal is not possible.",
        es: "La anulación no es posible.",
        zh: "无法冲正。",
        de: "Das Storno ist nicht möglich.",
    }
    RESULT_B7 {
        en: "The pre-authorisation or the amount is wrong.",
        es: "La preautorización o el importe es incorrecto.",
        zh: "预授权或金额错误。",
        de: "Reservierung oder Betrag ist falsch.",
    }
    RESULT_B8 {
        en: "Error of the pre-authorisation.",
        es: "Error de la preautorización.",
        zh: "预授权错误。",
        de: "Fehler bei der Reservierung.",
    }
    RESULT_BF {
        en: "The supply voltage is low.",
        es: "La tensión de alimentación es baja.",
        zh: "供电电压过低。",
        de: "Die Versorgungsspannung ist zu niedrig.",
    }
    RESULT_C0 {
        en: "The card lock is defective.",
        es: "El cierre de la tarjeta está defectuoso.",
        zh: "卡锁故障。",
        de: "Die Kartenverriegelung ist defekt.",
    }
    RESULT_C1 {
        en: "The merchant card is locked.",
        es: "La tarjeta del comercio está bloqueada.",
        zh: "商户卡被锁定。",
        de: "Die Händlerkarte ist gesperrt.",
    }
    RESULT_C2 {
        en: "A diagnosis is needed.",
        es: "Se necesita un diagnóstico.",
        zh: "需要诊断。",
        de: "Eine Diagnose ist nötig.",
    }
    RESULT_C3 {
        en: "The maximum amount is exceeded.",
        es: "Se superó el importe máximo.",
        zh: "超过最高金额。",
        de: "Der Höchstbetrag ist überschritten.",
    }
    RESULT_C4 {
        en: "The card profile is invalid.",
        es: "El perfil de tarjeta no es válido.",
        zh: "卡配置无效。",
        de: "Das Kartenprofil ist ungültig.",
    }
    RESULT_C5 {
        en: "The payment method is not supported.",
        es: "El medio de pago no está soportado.",
        zh: "不支持该支付方式。",
        de: "Die Zahlungsart wird nicht unterstützt.",
    }
    RESULT_C6 {
        en: "The currency cannot be used.",
        es: "La moneda no es aplicable.",
        zh: "货币不适用。",
        de: "Die Währung ist nicht anwendbar.",
    }
    RESULT_C8 {
        en: "The amount is too small.",
        es: "El importe es demasiado pequeño.",
        zh: "金额过小。",
        de: "Der Betrag ist zu klein.",
    }
    RESULT_C9 {
        en: "The maximum for one transaction is too small.",
        es: "El máximo por transacción es demasiado pequeño.",
        zh: "单笔交易上限过小。",
        de: "Der Höchstbetrag je Transaktion ist zu klein.",
    }
    RESULT_CB { en: "Only in euro.", es: "Solo en euros.", zh: "仅限欧元。", de: "Nur in Euro möglich." }
    RESULT_CC {
        en: "The printer is not ready.",
        es: "La impresora no está lista.",
        zh: "打印机未就绪。",
        de: "Der Drucker ist nicht bereit.",
    }
    RESULT_CD {
        en: "Cashback is not possible.",
        es: "No es posible entregar efectivo.",
        zh: "无法取现找零。",
        de: "Bargeldauszahlung ist nicht möglich.",
    }
    RESULT_D2 {
        en: "Not allowed for service cards and cards of bank customers.",
        es: "No permitido para tarjetas de servicio ni de clientes bancarios.",
        zh: "服务卡和银行客户卡不允许。",
        de: "Für Service- und Bankkundenkarten nicht zugelassen.",
    }
    RESULT_DC { en: "A card is inserted.", es: "Hay una tarjeta insertada.", zh: "卡片已插入。", de: "Eine Karte steckt." }
    RESULT_DD {
        en: "Error while the card was ejected.",
        es: "Error al expulsar la tarjeta.",
        zh: "退卡出错。",
        de: "Fehler beim Auswerfen der Karte.",
    }
    RESULT_DE {
        en: "Error while the card was inserted.",
        es: "Error al insertar la tarjeta.",
        zh: "插卡出错。",
        de: "Fehler beim Einziehen der Karte.",
    }
    RESULT_E0 {
        en: "Remote maintenance is running.",
        es: "Hay mantenimiento remoto en curso.",
        zh: "正在远程维护。",
        de: "Fernwartung läuft.",
    }
    RESULT_E2 {
        en: "The card reader does not answer.",
        es: "El lector de tarjetas no responde.",
        zh: "读卡器无应答。",
        de: "Der Kartenleser antwortet nicht.",
    }
    RESULT_E3 {
        en: "The shutter is closed.",
        es: "El obturador está cerrado.",
        zh: "闸门已关闭。",
        de: "Der Shutter ist geschlossen.",
    }
    RESULT_E4 {
        en: "The terminal must be activated.",
        es: "Se debe activar el terminal.",
        zh: "终端需要激活。",
        de: "Das Terminal muss freigeschaltet werden.",
    }
    RESULT_E7 {
        en: "The goods group is missing.",
        es: "Falta el grupo de productos.",
        zh: "缺少商品组。",
        de: "Die Warengruppe fehlt.",
    }
    RESULT_E8 {
        en: "There is no table of goods groups.",
        es: "No hay tabla de grupos de productos.",
        zh: "没有商品组表。",
        de: "Die Warengruppentabelle fehlt.",
    }
    RESULT_E9 {
        en: "The restriction code is not allowed.",
        es: "El código de restricción no está permitido.",
        zh: "限制代码不被允许。",
        de: "Der Restriktionscode ist nicht zugelassen.",
    }
    RESULT_EA {
        en: "The card code is not allowed.",
        es: "El código de la tarjeta no está permitido.",
        zh: "卡代码不被允许。",
        de: "Der Kartencode ist nicht zugelassen.",
    }
    RESULT_EB {
        en: "The PIN algorithm is unknown.",
        es: "El algoritmo de la clave es desconocido.",
        zh: "未知密码算法。",
        de: "Der PIN-Algorithmus ist unbekannt.",
    }
    RESULT_EC {
        en: "The PIN cannot be processed.",
        es: "No se puede procesar la clave.",
        zh: "无法处理密码。",
        de: "Die PIN lässt sich nicht verarbeiten.",
    }
    RESULT_ED {
        en: "The PIN pad is defective.",
        es: "El PIN pad está defectuoso.",
        zh: "密码键盘故障。",
        de: "Das PIN-Pad ist defekt.",
    }
    RESULT_F0 {
        en: "The batch is open: a reconciliation is needed.",
        es: "El lote está abierto: se necesita un cierre.",
        zh: "批次未结：需要对账结算。",
        de: "Offener Kassenschnitt: Er muss zuerst gemacht werden.",
    }
    RESULT_F1 {
        en: "Offline error (girocard or Maestro).",
        es: "Error fuera de línea (girocard o Maestro).",
        zh: "脱机错误（girocard 或 Maestro）。",
        de: "Offline-Fehler (girocard oder Maestro).",
    }
    RESULT_F5 {
        en: "Error of the online personalisation (OPT).",
        es: "Error de la personalización en línea (OPT).",
        zh: "在线个性化（OPT）错误。",
        de: "Fehler bei der Online-Personalisierung (OPT).",
    }
    RESULT_F6 {
        en: "Data of the online personalisation (OPT) are missing.",
        es: "Faltan datos de la personalización en línea (OPT).",
        zh: "缺少在线个性化（OPT）数据。",
        de: "Daten der Online-Personalisierung (OPT) fehlen.",
    }
    RESULT_FA {
        en: "Error while offline transactions were sent.",
        es: "Error al enviar transacciones fuera de línea.",
        zh: "发送脱机交易出错。",
        de: "Fehler beim Senden der Offline-Umsätze.",
    }
    RESULT_FB {
        en: "A turnover record is defective.",
        es: "Un registro de movimientos está dañado.",
        zh: "交易记录损坏。",
        de: "Ein Umsatzdatensatz ist defekt.",
    }
    RESULT_FC {
        en: "A device is missing or defective.",
        es: "Falta un dispositivo o está defectuoso.",
        zh: "设备缺失或故障。",
        de: "Ein Gerät fehlt oder ist defekt.",
    }
    RESULT_FD {
        en: "The baud rate is not supported.",
        es: "La velocidad no está soportada.",
        zh: "不支持该波特率。",
        de: "Die Baudrate wird nicht unterstützt.",
    }
    RESULT_FE {
        en: "The register is unknown.",
        es: "El registro es desconocido.",
        zh: "未知寄存器。",
        de: "Das Register ist unbekannt.",
    }
    RESULT_FF {
        en: "System error; the terminal may tell more.",
        es: "Error de sistema; el terminal puede indicar más.",
        zh: "系统错误；终端可能提供更多信息。",
        de: "Systemfehler; das Terminal nennt womöglich mehr.",
    }
    STATUS_00 { en: "Ready.", es: "Listo.", zh: "就绪。", de: "Bereit." }
    STATUS_51 {
        en: "An initialisation is required.",
        es: "Se requiere una inicialización.",
        zh: "需要初始化。",
        de: "Eine Initialisierung ist nötig.",
    }
    STATUS_62 {
        en: "Date or time is wrong.",
        es: "La fecha o la hora es incorrecta.",
        zh: "日期或时间错误。",
        de: "Datum oder Uhrzeit ist falsch.",
    }
    STATUS_9C {
        en: "The terminal is busy.",
        es: "El terminal está ocupado.",
        zh: "终端正忙。",
        de: "Das Terminal ist beschäftigt.",
    }
    STATUS_9D {
        en: "Goods were issued in part.",
        es: "Entrega parcial de mercancía.",
        zh: "商品已部分交付。",
        de: "Teilausgabe von Waren.",
    }
    STATUS_B1 { en: "The memory is full.", es: "La memoria está llena.", zh: "存储已满。", de: "Der Speicher ist voll." }
    STATUS_B2 {
        en: "The merchant journal is full.",
        es: "El diario del comercio está lleno.",
        zh: "商户流水已满。",
        de: "Das Händlerjournal ist voll.",
    }
    STATUS_BF {
        en: "The supply voltage is low.",
        es: "La tensión de alimentación es baja.",
        zh: "供电电压过低。",
        de: "Die Versorgungsspannung ist zu niedrig.",
    }
    STATUS_C0 {
        en: "The card lock is defective.",
        es: "El cierre de la tarjeta está defectuoso.",
        zh: "卡锁故障。",
        de: "Die Kartenverriegelung ist defekt.",
    }
    STATUS_C1 {
        en: "The merchant card is locked.",
        es: "La tarjeta del comercio está bloqueada.",
        zh: "商户卡被锁定。",
        de: "Die Händlerkarte ist gesperrt.",
    }
    STATUS_C2 {
        en: "A diagnosis is required.",
        es: "Se requiere un diagnóstico.",
        zh: "需要诊断。",
        de: "Eine Diagnose ist nötig.",
    }
    STATUS_C4 {
        en: "The card profile is invalid.",
        es: "El perfil de tarjeta no es válido.",
        zh: "卡配置无效。",
        de: "Das Kartenprofil ist ungültig.",
    }
    STATUS_CC {
        en: "The printer is not ready.",
        es: "La impresora no está lista.",
        zh: "打印机未就绪。",
        de: "Der Drucker ist nicht bereit.",
    }
    STATUS_DC { en: "A card is inserted.", es: "Hay una tarjeta insertada.", zh: "卡片已插入。", de: "Eine Karte steckt." }
    STATUS_DF { en: "Out of order.", es: "Fuera de servicio.", zh: "停止服务。", de: "Außer Betrieb." }
    STATUS_E0 {
        en: "Remote maintenance is running.",
        es: "Hay mantenimiento remoto en curso.",
        zh: "正在远程维护。",
        de: "Fernwartung läuft.",
    }
    STATUS_E1 {
        en: "The card is not fully removed.",
        es: "La tarjeta no se ha retirado por completo.",
        zh: "卡片未完全取出。",
        de: "Die Karte ist nicht ganz entnommen.",
    }
    STATUS_E2 {
        en: "The card reader does not answer.",
        es: "El lector de tarjetas no responde.",
        zh: "读卡器无应答。",
        de: "Der Kartenleser antwortet nicht.",
    }
    STATUS_E3 {
        en: "The shutter is closed.",
        es: "El obturador está cerrado.",
        zh: "闸门已关闭。",
        de: "Der Shutter ist geschlossen.",
    }
    STATUS_E4 {
        en: "The terminal must be activated.",
        es: "Se debe activar el terminal.",
        zh: "终端需要激活。",
        de: "Das Terminal muss freigeschaltet werden.",
    }
    STATUS_F0 {
        en: "A reconciliation is required.",
        es: "Se requiere un cierre.",
        zh: "需要对账结算。",
        de: "Ein Kassenschnitt ist nötig.",
    }
    STATUS_F6 {
        en: "Data of the online personalisation (OPT) are missing.",
        es: "Faltan datos de la personalización en línea (OPT).",
        zh: "缺少在线个性化（OPT）数据。",
        de: "Daten der Online-Personalisierung (OPT) fehlen.",
    }
    INTERMEDIATE_00 {
        en: "Waiting for the amount to be confirmed.",
        es: "Esperando la confirmación del importe.",
        zh: "等待确认金额。",
        de: "Betragsbestätigung abwarten.",
    }
    INTERMEDIATE_01 {
        en: "Watch the PIN pad.",
        es: "Atienda al PIN pad.",
        zh: "请看密码键盘。",
        de: "Anzeige auf dem PIN-Pad beachten.",
    }
    INTERMEDIATE_02 {
        en: "Watch the PIN pad.",
        es: "Atienda al PIN pad.",
        zh: "请看密码键盘。",
        de: "Anzeige auf dem PIN-Pad beachten.",
    }
    INTERMEDIATE_03 { en: "Not accepted.", es: "No aceptado.", zh: "未被接受。", de: "Vorgang nicht möglich." }
    INTERMEDIATE_04 {
        en: "Waiting for the host.",
        es: "Esperando al host.",
        zh: "等待主机。",
        de: "Warten auf Antwort des Hosts.",
    }
    INTERMEDIATE_05 {
        en: "The terminal is sending an automatic reversal.",
        es: "El terminal está enviando una anulación automática.",
        zh: "终端正在发送自动冲正。",
        de: "Das Terminal sendet ein Auto-Storno.",
    }
    INTERMEDIATE_06 {
        en: "The terminal is sending post-bookings.",
        es: "El terminal está enviando contabilizaciones posteriores.",
        zh: "终端正在发送补记账。",
        de: "Das Terminal sendet Nachbuchungen.",
    }
    INTERMEDIATE_07 {
        en: "The card is not admitted.",
        es: "Tarjeta no admitida.",
        zh: "卡片不被接受。",
        de: "Karte nicht zugelassen.",
    }
    INTERMEDIATE_08 { en: "The card is unknown.", es: "Tarjeta desconocida.", zh: "未知卡片。", de: "Karte unbekannt." }
    INTERMEDIATE_09 { en: "The card has expired.", es: "Tarjeta vencida.", zh: "卡片已过期。", de: "Karte abgelaufen." }
    INTERMEDIATE_0A { en: "Insert the card.", es: "Inserte la tarjeta.", zh: "请插卡。", de: "Karte einstecken." }
    INTERMEDIATE_0B { en: "Remove the card.", es: "Retire la tarjeta.", zh: "请取卡。", de: "Karte entnehmen." }
    INTERMEDIATE_0C {
        en: "The card could not be read.",
        es: "No se pudo leer la tarjeta.",
        zh: "无法读取卡片。",
        de: "Karte nicht lesbar.",
    }
    INTERMEDIATE_0D { en: "Aborted.", es: "Cancelado.", zh: "已中止。", de: "Vorgang abgebrochen." }
    INTERMEDIATE_0E { en: "Please wait.", es: "Espere, por favor.", zh: "请稍候。", de: "Bitte warten." }
    INTERMEDIATE_0F {
        en: "An automatic end-of-day is starting.",
        es: "Comienza un cierre automático del día.",
        zh: "自动日终结算即将开始。",
        de: "Ein automatischer Kassenschnitt beginnt.",
    }
    INTERMEDIATE_10 { en: "The card is invalid.", es: "Tarjeta no válida.", zh: "卡片无效。", de: "Karte ungültig." }
    INTERMEDIATE_11 {
        en: "The balance is shown.",
        es: "Se muestra el saldo.",
        zh: "正在显示余额。",
        de: "Guthaben wird angezeigt.",
    }
    INTERMEDIATE_12 { en: "System malfunction.", es: "Falla del sistema.", zh: "系统故障。", de: "Systemfehler." }
    INTERMEDIATE_13 {
        en: "The payment is not possible.",
        es: "El pago no es posible.",
        zh: "无法付款。",
        de: "Zahlung nicht möglich.",
    }
    INTERMEDIATE_14 {
        en: "The credit is too low.",
        es: "El saldo es insuficiente.",
        zh: "余额不足。",
        de: "Guthaben nicht ausreichend.",
    }
    INTERMEDIATE_15 { en: "The PIN is wrong.", es: "Clave incorrecta.", zh: "密码错误。", de: "Falsche PIN." }
    INTERMEDIATE_16 {
        en: "The limit is too low.",
        es: "El límite es insuficiente.",
        zh: "额度不足。",
        de: "Limit nicht ausreichend.",
    }
    INTERMEDIATE_17 { en: "Please wait.", es: "Espere, por favor.", zh: "请稍候。", de: "Bitte warten." }
    INTERMEDIATE_18 {
        en: "The PIN was wrong too often.",
        es: "Demasiados intentos de clave.",
        zh: "密码尝试次数已用尽。",
        de: "PIN zu oft falsch.",
    }
    INTERMEDIATE_19 {
        en: "The card's data are wrong.",
        es: "Datos de la tarjeta incorrectos.",
        zh: "卡片数据错误。",
        de: "Kartendaten falsch.",
    }
    INTERMEDIATE_1A { en: "Service mode.", es: "Modo de servicio.", zh: "服务模式。", de: "Servicemodus." }
    INTERMEDIATE_1B {
        en: "Approved: fill up.",
        es: "Aprobado: puede repostar.",
        zh: "已批准：请加油。",
        de: "Autorisiert: bitte tanken.",
    }
    INTERMEDIATE_1C {
        en: "Approved: take the goods.",
        es: "Aprobado: retire la mercancía.",
        zh: "已批准：请取货。",
        de: "Autorisiert: bitte Ware entnehmen.",
    }
    INTERMEDIATE_1D { en: "Declined.", es: "Rechazado.", zh: "已拒绝。", de: "Autorisierung nicht möglich." }
    INTERMEDIATE_26 {
        en: "The mobile number is to be entered.",
        es: "Se debe ingresar el número de móvil.",
        zh: "请输入手机号码。",
        de: "Mobilnummer eingeben.",
    }
    INTERMEDIATE_27 {
        en: "The mobile number is to be entered again.",
        es: "Se debe repetir el número de móvil.",
        zh: "请再次输入手机号码。",
        de: "Mobilnummer wiederholen.",
    }
    INTERMEDIATE_28 {
        en: "The currency is being chosen.",
        es: "Se elige la moneda.",
        zh: "正在选择货币。",
        de: "Währung wird gewählt.",
    }
    INTERMEDIATE_29 {
        en: "The language is being chosen.",
        es: "Se elige el idioma.",
        zh: "正在选择语言。",
        de: "Sprache wird gewählt.",
    }
    INTERMEDIATE_2A {
        en: "Insert the card for loading.",
        es: "Inserte la tarjeta para cargarla.",
        zh: "请插卡充值。",
        de: "Karte zum Laden einstecken.",
    }
    INTERMEDIATE_2B {
        en: "Offline emergency operation.",
        es: "Operación de emergencia fuera de línea.",
        zh: "脱机应急运行。",
        de: "Offline-Notbetrieb.",
    }
    INTERMEDIATE_2C {
        en: "Debit or credit is being chosen.",
        es: "Se elige débito o crédito.",
        zh: "正在选择借记或贷记。",
        de: "Debit oder Kredit wird gewählt.",
    }
    INTERMEDIATE_68 {
        en: "A customer card was recognised.",
        es: "Se reconoció una tarjeta de cliente.",
        zh: "识别到会员卡。",
        de: "Kundenkarte erkannt.",
    }
    INTERMEDIATE_69 {
        en: "The customer chooses the currency (DCC).",
        es: "El cliente elige la moneda (DCC).",
        zh: "顾客正在选择货币（DCC）。",
        de: "Der Kunde wählt die Währung (DCC).",
    }
    INTERMEDIATE_C7 {
        en: "The mileage is to be entered.",
        es: "Se debe ingresar el kilometraje.",
        zh: "请输入里程。",
        de: "Kilometerstand eingeben.",
    }
    INTERMEDIATE_C8 {
        en: "Waiting for the cashier.",
        es: "Esperando al cajero.",
        zh: "等待收银员。",
        de: "Warten auf das Kassenpersonal.",
    }
    INTERMEDIATE_C9 {
        en: "An automatic diagnosis is running.",
        es: "Hay un diagnóstico automático en curso.",
        zh: "正在自动诊断。",
        de: "Automatische Diagnose läuft.",
    }
    INTERMEDIATE_CA {
        en: "An automatic initialisation is running.",
        es: "Hay una inicialización automática en curso.",
        zh: "正在自动初始化。",
        de: "Automatische Initialisierung läuft.",
    }
    INTERMEDIATE_CB {
        en: "The merchant journal is full.",
        es: "El diario del comercio está lleno.",
        zh: "商户流水已满。",
        de: "Das Händlerjournal ist voll.",
    }
    INTERMEDIATE_CC { en: "The PIN is needed.", es: "Se necesita la clave.", zh: "需要输入密码。", de: "PIN-Eingabe nötig." }
    INTERMEDIATE_D2 { en: "Dialling.", es: "Marcando.", zh: "正在拨号。", de: "Verbindung wird aufgebaut." }
    INTERMEDIATE_D3 { en: "Connected.", es: "Conectado.", zh: "已连接。", de: "Verbindung besteht." }
    INTERMEDIATE_E0 {
        en: "The application is being chosen.",
        es: "Se elige la aplicación.",
        zh: "正在选择应用。",
        de: "Anwendung wird gewählt.",
    }
    INTERMEDIATE_E1 {
        en: "The language is being chosen.",
        es: "Se elige el idioma.",
        zh: "正在选择语言。",
        de: "Sprache wird gewählt.",
    }
    INTERMEDIATE_E2 {
        en: "A cleaning card is asked for.",
        es: "Se pide una tarjeta de limpieza.",
        zh: "请使用清洁卡。",
        de: "Reinigungskarte einführen.",
    }
    INTERMEDIATE_F1 { en: "Offline.", es: "Fuera de línea.", zh: "脱机。", de: "Offline." }
    INTERMEDIATE_F2 { en: "Online.", es: "En línea.", zh: "联机。", de: "Online." }
    INTERMEDIATE_F3 {
        en: "Offline transaction.",
        es: "Transacción fuera de línea.",
        zh: "脱机交易。",
        de: "Offline-Transaktion.",
    }
    INTERMEDIATE_FF {
        en: "The terminal tells it as text.",
        es: "El terminal lo indica con un texto.",
        zh: "终端以文字说明。",
        de: "Siehe den Text des Terminals.",
    }
    REMOVE_CARD {
        en: "{text} Remove the card.",
        es: "{text} Retire la tarjeta.",
        zh: "{text}请取卡。",
        de: "{text} Karte entnehmen.",
    }
}

/// What a result code means; `None` for codes that nobody assigned. 01 to 63 come from the host.
pub fn result(code: u8) -> Option<&'static Text> {
    match code {
        0x01..=0x63 => Some(&RESULT_HOST),
        _ => named("RESULT", code),
    }
}

/// What a terminal status means; `None` for codes that nobody assigned.
pub fn status(code: u8) -> Option<&'static Text> {
    named("STATUS", code)
}

/// What an intermediate status means, in no language yet; `None` for codes that nobody assigned.
pub fn intermediate(code: u8) -> Option<Phrase> {
    // 41 to 5D, 66 and 67 say the same as the code 40 below, and ask for the card to be removed.
    let removes = matches!(code, 0x41..=0x5D | 0x66..=0x67);
    let text = named("INTERMEDIATE", if removes { code - 0x40 } else { code })?;
    Some(match removes {
        true => REMOVE_CARD.plain().each("text", |lang| text.get(lang).to_owned()),
        false => text.plain(),
    })
}

fn named(table: &str, code: u8) -> Option<&'static Text> {
    let name = format!("{table}_{code:02X}");
    ALL.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_code_has_its_text_and_an_unassigned_one_has_none() {
        assert_eq!(result(0xB4), Some(&RESULT_B4));
        assert_eq!((result(0x05), result(0x69)), (Some(&RESULT_HOST), None));
        assert_eq!((status(0xF0), status(0x01)), (Some(&STATUS_F0), None));
        let read = |code| intermediate(code).map(|phrase| phrase.read(Lang::De));
        assert_eq!(read(0x01).as_deref(), Some("Anzeige auf dem PIN-Pad beachten."));
        assert_eq!(read(0x55).as_deref(), Some("Falsche PIN. Karte entnehmen."));
        assert_eq!(read(0x30), None);
    }
}
