//! What the use cases say beside failures: the cost of a pull, and what has to be right again when a visit ends.

texts! {
    PULL_NO_PAPER { en: "No paper comes out.", es: "No sale papel.", zh: "不会出纸。", de: "Es kommt kein Papier heraus." }
    PULL_PAPER { en: "Paper comes out of the printer.", es: "Sale papel de la impresora.", zh: "打印机会出纸。", de: "Aus dem Drucker kommt Papier." }
    PULL_TIME {
        en: "Up to {entries} entries ({kilobytes} kB): at most about {seconds} s on this line, beside the device's own pauses.",
        es: "Hasta {entries} registros ({kilobytes} kB): como máximo unos {seconds} s en esta línea, aparte de las pausas del equipo.",
        zh: "最多 {entries} 条记录（{kilobytes} kB）：此线路上至多约 {seconds} 秒，设备自身停顿除外。",
        de: "Bis zu {entries} Einträge ({kilobytes} kB): auf dieser Leitung höchstens etwa {seconds} s, dazu die Pausen des Geräts.",
    }
    PULL_DOWN_TIME {
        en: "Meanwhile the shop cannot sell with this device.",
        es: "Mientras tanto el local no puede vender con este equipo.",
        zh: "期间店家无法用该设备收款。",
        de: "Währenddessen kann der Händler mit diesem Gerät nicht verkaufen.",
    }

    NO_FOLDER {
        en: "The folder for the file is not there.",
        es: "La carpeta para el archivo no existe.",
        zh: "存放该文件的文件夹不存在。",
        de: "Den Ordner für die Datei gibt es nicht.",
    }
    MAKE_FOLDER {
        en: "Make the folder, plug the stick in, or name another place.",
        es: "Cree la carpeta, conecte la memoria o indique otro lugar.",
        zh: "请创建该文件夹、插入存储盘，或指定其他位置。",
        de: "Legen Sie den Ordner an, stecken Sie den Stick ein, oder geben Sie einen anderen Ort an.",
    }

    ARCHIVE_LEFT_OUT {
        en: "The archive {file} does not verify and was left out: entries that only it holds are missing here.",
        es: "El archivo {file} no se pudo verificar y se dejó fuera: faltan aquí los registros que solo él contiene.",
        zh: "归档 {file} 校验失败，未予采用：仅存于其中的记录在此缺失。",
        de: "Das Archiv {file} besteht die Prüfung nicht und wurde ausgelassen: Einträge, die nur darin stehen, fehlen hier.",
    }

    BACK_INTEGRATED {
        en: "The terminal is in integrated mode: its screen shows the acquirer's logo.",
        es: "El terminal está en modo integrado: su pantalla muestra el logo del adquirente.",
        zh: "终端处于集成模式：屏幕显示收单机构标志。",
        de: "Das Terminal ist im Kassenbetrieb (integriert): Sein Bildschirm zeigt das Logo des Acquirers.",
    }
    BACK_TILL {
        en: "The till is connected to {device} again, on its own cable and port.",
        es: "La caja está conectada de nuevo a {device}, con su propio cable y puerto.",
        zh: "收银机已用原线缆和端口重新接回 {device}。",
        de: "Die Kasse ist wieder mit {device} verbunden, mit eigenem Kabel und Anschluss.",
    }
    BACK_TILL_UNNAMED {
        en: "The till is connected to the terminal again, on its own cable and port.",
        es: "La caja está conectada de nuevo al terminal, con su propio cable y puerto.",
        zh: "收银机已用原线缆和端口重新接回终端。",
        de: "Die Kasse ist wieder mit dem Terminal verbunden, mit eigenem Kabel und Anschluss.",
    }
    BACK_BAUD {
        en: "The line speed is what the till expects.",
        es: "La velocidad de línea es la que espera la caja.",
        zh: "线路速率与收银机设置一致。",
        de: "Die Leitungsgeschwindigkeit ist die, die die Kasse erwartet.",
    }
    BACK_POLL {
        en: "The till reaches the terminal: its own connection test passes.",
        es: "La caja alcanza al terminal: su prueba de conexión funciona.",
        zh: "收银机能连通终端：自带的连接测试通过。",
        de: "Die Kasse erreicht das Terminal: Ihr eigener Verbindungstest gelingt.",
    }
    BACK_SLIPS {
        en: "Slips printed during the visit are marked as copies or destroyed.",
        es: "Los comprobantes impresos en la visita están marcados como copia o destruidos.",
        zh: "检修期间打印的小票已标为副本或销毁。",
        de: "Im Einsatz gedruckte Belege sind als Kopie gekennzeichnet oder vernichtet.",
    }
    BACK_OPEN_CASES {
        en: "Every remedy has a known outcome, or the shop knows which one does not: it must not void or charge that sale again.",
        es: "Todo remedio tiene un resultado conocido, o el local sabe cuál no: no debe anular ni cobrar de nuevo esa venta.",
        zh: "每项处理都有明确结果；若有未知者，店家已知悉：不得再次撤销或收取该笔款项。",
        de: "Jede Abhilfe hat einen bekannten Ausgang, oder der Händler weiß, welche nicht: Diesen Verkauf darf er nicht noch einmal stornieren und nicht wiederholen.",
    }
}
