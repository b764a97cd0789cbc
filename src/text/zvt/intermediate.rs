//! What intermediate status mean (`04 FF`), but for those that ask for the card to be removed as well.

codes! {
    0x00 {
        en: "Waiting for the amount to be confirmed.",
        es: "Esperando la confirmación del importe.",
        zh: "等待确认金额。",
        de: "Betragsbestätigung abwarten.",
    }
    0x01 {
        en: "Watch the PIN pad.",
        es: "Atienda al PIN pad.",
        zh: "请看密码键盘。",
        de: "Anzeige auf dem PIN-Pad beachten.",
    }
    0x02 {
        en: "Watch the PIN pad.",
        es: "Atienda al PIN pad.",
        zh: "请看密码键盘。",
        de: "Anzeige auf dem PIN-Pad beachten.",
    }
    0x03 { en: "Not accepted.", es: "No aceptado.", zh: "未被接受。", de: "Vorgang nicht möglich." }
    0x04 {
        en: "Waiting for the host.",
        es: "Esperando al host.",
        zh: "等待主机。",
        de: "Warten auf Antwort des Hosts.",
    }
    0x05 {
        en: "The terminal is sending an automatic reversal.",
        es: "El terminal está enviando una anulación automática.",
        zh: "终端正在发送自动冲正。",
        de: "Das Terminal sendet ein Auto-Storno.",
    }
    0x06 {
        en: "The terminal is sending post-bookings.",
        es: "El terminal está enviando contabilizaciones posteriores.",
        zh: "终端正在发送补记账。",
        de: "Das Terminal sendet Nachbuchungen.",
    }
    0x07 {
        en: "The card is not admitted.",
        es: "Tarjeta no admitida.",
        zh: "卡片不被接受。",
        de: "Karte nicht zugelassen.",
    }
    0x08 { en: "The card is unknown.", es: "Tarjeta desconocida.", zh: "未知卡片。", de: "Karte unbekannt." }
    0x09 { en: "The card has expired.", es: "Tarjeta vencida.", zh: "卡片已过期。", de: "Karte abgelaufen." }
    0x0A { en: "Insert the card.", es: "Inserte la tarjeta.", zh: "请插卡。", de: "Karte einstecken." }
    0x0B { en: "Remove the card.", es: "Retire la tarjeta.", zh: "请取卡。", de: "Karte entnehmen." }
    0x0C {
        en: "The card could not be read.",
        es: "No se pudo leer la tarjeta.",
        zh: "无法读取卡片。",
        de: "Karte nicht lesbar.",
    }
    0x0D { en: "Aborted.", es: "Cancelado.", zh: "已中止。", de: "Vorgang abgebrochen." }
    0x0E { en: "Please wait.", es: "Espere, por favor.", zh: "请稍候。", de: "Bitte warten." }
    0x0F {
        en: "An automatic end-of-day is starting.",
        es: "Comienza un cierre automático del día.",
        zh: "自动日终结算即将开始。",
        de: "Ein automatischer Kassenschnitt beginnt.",
    }
    0x10 { en: "The card is invalid.", es: "Tarjeta no válida.", zh: "卡片无效。", de: "Karte ungültig." }
    0x11 {
        en: "The balance is shown.",
        es: "Se muestra el saldo.",
        zh: "正在显示余额。",
        de: "Guthaben wird angezeigt.",
    }
    0x12 { en: "System malfunction.", es: "Falla del sistema.", zh: "系统故障。", de: "Systemfehler." }
    0x13 {
        en: "The payment is not possible.",
        es: "El pago no es posible.",
        zh: "无法付款。",
        de: "Zahlung nicht möglich.",
    }
    0x14 {
        en: "The credit is too low.",
        es: "El saldo es insuficiente.",
        zh: "余额不足。",
        de: "Guthaben nicht ausreichend.",
    }
    0x15 { en: "The PIN is wrong.", es: "Clave incorrecta.", zh: "密码错误。", de: "Falsche PIN." }
    0x16 {
        en: "The limit is too low.",
        es: "El límite es insuficiente.",
        zh: "额度不足。",
        de: "Limit nicht ausreichend.",
    }
    0x17 { en: "Please wait.", es: "Espere, por favor.", zh: "请稍候。", de: "Bitte warten." }
    0x18 {
        en: "The PIN was wrong too often.",
        es: "Demasiados intentos de clave.",
        zh: "密码尝试次数已用尽。",
        de: "PIN zu oft falsch.",
    }
    0x19 {
        en: "The card's data are wrong.",
        es: "Datos de la tarjeta incorrectos.",
        zh: "卡片数据错误。",
        de: "Kartendaten falsch.",
    }
    0x1A { en: "Service mode.", es: "Modo de servicio.", zh: "服务模式。", de: "Servicemodus." }
    0x1B {
        en: "Approved: fill up.",
        es: "Aprobado: puede repostar.",
        zh: "已批准：请加油。",
        de: "Autorisiert: bitte tanken.",
    }
    0x1C {
        en: "Approved: take the goods.",
        es: "Aprobado: retire la mercancía.",
        zh: "已批准：请取货。",
        de: "Autorisiert: bitte Ware entnehmen.",
    }
    0x1D { en: "Declined.", es: "Rechazado.", zh: "已拒绝。", de: "Autorisierung nicht möglich." }
    0x26 {
        en: "The mobile number is to be entered.",
        es: "Se debe ingresar el número de móvil.",
        zh: "请输入手机号码。",
        de: "Mobilnummer eingeben.",
    }
    0x27 {
        en: "The mobile number is to be entered again.",
        es: "Se debe repetir el número de móvil.",
        zh: "请再次输入手机号码。",
        de: "Mobilnummer wiederholen.",
    }
    0x28 {
        en: "The currency is being chosen.",
        es: "Se elige la moneda.",
        zh: "正在选择货币。",
        de: "Währung wird gewählt.",
    }
    0x29 {
        en: "The language is being chosen.",
        es: "Se elige el idioma.",
        zh: "正在选择语言。",
        de: "Sprache wird gewählt.",
    }
    0x2A {
        en: "Insert the card for loading.",
        es: "Inserte la tarjeta para cargarla.",
        zh: "请插卡充值。",
        de: "Karte zum Laden einstecken.",
    }
    0x2B {
        en: "Offline emergency operation.",
        es: "Operación de emergencia fuera de línea.",
        zh: "脱机应急运行。",
        de: "Offline-Notbetrieb.",
    }
    0x2C {
        en: "Debit or credit is being chosen.",
        es: "Se elige débito o crédito.",
        zh: "正在选择借记或贷记。",
        de: "Debit oder Kredit wird gewählt.",
    }
    0x68 {
        en: "A customer card was recognised.",
        es: "Se reconoció una tarjeta de cliente.",
        zh: "识别到会员卡。",
        de: "Kundenkarte erkannt.",
    }
    0x69 {
        en: "The customer chooses the currency (DCC).",
        es: "El cliente elige la moneda (DCC).",
        zh: "顾客正在选择货币（DCC）。",
        de: "Der Kunde wählt die Währung (DCC).",
    }
    0xC7 {
        en: "The mileage is to be entered.",
        es: "Se debe ingresar el kilometraje.",
        zh: "请输入里程。",
        de: "Kilometerstand eingeben.",
    }
    0xC8 {
        en: "Waiting for the cashier.",
        es: "Esperando al cajero.",
        zh: "等待收银员。",
        de: "Warten auf das Kassenpersonal.",
    }
    0xC9 {
        en: "An automatic diagnosis is running.",
        es: "Hay un diagnóstico automático en curso.",
        zh: "正在自动诊断。",
        de: "Automatische Diagnose läuft.",
    }
    0xCA {
        en: "An automatic initialisation is running.",
        es: "Hay una inicialización automática en curso.",
        zh: "正在自动初始化。",
        de: "Automatische Initialisierung läuft.",
    }
    0xCB {
        en: "The merchant journal is full.",
        es: "El diario del comercio está lleno.",
        zh: "商户流水已满。",
        de: "Das Händlerjournal ist voll.",
    }
    0xCC { en: "The PIN is needed.", es: "Se necesita la clave.", zh: "需要输入密码。", de: "PIN-Eingabe nötig." }
    0xD2 { en: "Dialling.", es: "Marcando.", zh: "正在拨号。", de: "Verbindung wird aufgebaut." }
    0xD3 { en: "Connected.", es: "Conectado.", zh: "已连接。", de: "Verbindung besteht." }
    0xE0 {
        en: "The application is being chosen.",
        es: "Se elige la aplicación.",
        zh: "正在选择应用。",
        de: "Anwendung wird gewählt.",
    }
    0xE1 {
        en: "The language is being chosen.",
        es: "Se elige el idioma.",
        zh: "正在选择语言。",
        de: "Sprache wird gewählt.",
    }
    0xE2 {
        en: "A cleaning card is asked for.",
        es: "Se pide una tarjeta de limpieza.",
        zh: "请使用清洁卡。",
        de: "Reinigungskarte einführen.",
    }
    0xF1 { en: "Offline.", es: "Fuera de línea.", zh: "脱机。", de: "Offline." }
    0xF2 { en: "Online.", es: "En línea.", zh: "联机。", de: "Online." }
    0xF3 {
        en: "Offline transaction.",
        es: "Transacción fuera de línea.",
        zh: "脱机交易。",
        de: "Offline-Transaktion.",
    }
    0xFF {
        en: "The terminal tells it as text.",
        es: "El terminal lo indica con un texto.",
        zh: "终端以文字说明。",
        de: "Siehe den Text des Terminals.",
    }
}
