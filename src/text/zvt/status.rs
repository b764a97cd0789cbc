//! What terminal status mean (`05 01`).

codes! {
    0x00 { en: "Ready.", es: "Listo.", zh: "就绪。", de: "Bereit." }
    0x51 {
        en: "An initialisation is required.",
        es: "Se requiere una inicialización.",
        zh: "需要初始化。",
        de: "Eine Initialisierung ist nötig.",
    }
    0x62 {
        en: "Date or time is wrong.",
        es: "La fecha o la hora es incorrecta.",
        zh: "日期或时间错误。",
        de: "Datum oder Uhrzeit ist falsch.",
    }
    0x9C {
        en: "The terminal is busy.",
        es: "El terminal está ocupado.",
        zh: "终端正忙。",
        de: "Das Terminal ist beschäftigt.",
    }
    0x9D {
        en: "Goods were issued in part.",
        es: "Entrega parcial de mercancía.",
        zh: "商品已部分交付。",
        de: "Teilausgabe von Waren.",
    }
    0xB1 { en: "The memory is full.", es: "La memoria está llena.", zh: "存储已满。", de: "Der Speicher ist voll." }
    0xB2 {
        en: "The merchant journal is full.",
        es: "El diario del comercio está lleno.",
        zh: "商户流水已满。",
        de: "Das Händlerjournal ist voll.",
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
        en: "A diagnosis is required.",
        es: "Se requiere un diagnóstico.",
        zh: "需要诊断。",
        de: "Eine Diagnose ist nötig.",
    }
    0xC4 {
        en: "The card profile is invalid.",
        es: "El perfil de tarjeta no es válido.",
        zh: "卡配置无效。",
        de: "Das Kartenprofil ist ungültig.",
    }
    0xCC {
        en: "The printer is not ready.",
        es: "La impresora no está lista.",
        zh: "打印机未就绪。",
        de: "Der Drucker ist nicht bereit.",
    }
    0xDC { en: "A card is inserted.", es: "Hay una tarjeta insertada.", zh: "卡片已插入。", de: "Eine Karte steckt." }
    0xDF { en: "Out of order.", es: "Fuera de servicio.", zh: "停止服务。", de: "Außer Betrieb." }
    0xE0 {
        en: "Remote maintenance is running.",
        es: "Hay mantenimiento remoto en curso.",
        zh: "正在远程维护。",
        de: "Fernwartung läuft.",
    }
    0xE1 {
        en: "The card is not fully removed.",
        es: "La tarjeta no se ha retirado por completo.",
        zh: "卡片未完全取出。",
        de: "Die Karte ist nicht ganz entnommen.",
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
    0xF0 {
        en: "A reconciliation is required.",
        es: "Se requiere un cierre.",
        zh: "需要对账结算。",
        de: "Ein Kassenschnitt ist nötig.",
    }
    0xF6 {
        en: "Data of the online personalisation (OPT) are missing.",
        es: "Faltan datos de la personalización en línea (OPT).",
        zh: "缺少在线个性化（OPT）数据。",
        de: "Daten der Online-Personalisierung (OPT) fehlen.",
    }
}
