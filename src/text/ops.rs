//! What the use cases say beside failures: the cost of a pull, and what has to be right again when a visit ends.

texts! {
    PULL_NO_PAPER { en: "No paper comes out.", es: "No sale papel.", zh: "不会出纸。", de: "Es kommt kein Papier heraus." }
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

    PULL_REDIRECTED {
        en: "The terminal prints up to {entries} receipts again, to this console. One that ignores this prints them on its paper: about 15 cm each.",
        es: "El terminal vuelve a imprimir hasta {entries} recibos, hacia esta consola. Si no lo acata, los imprime en su papel: unos 15 cm cada uno.",
        zh: "终端将重打最多 {entries} 张票据并发送到本控制台；若终端不遵从，则会打印在纸上，每张约 15 厘米。",
        de: "Das Terminal druckt bis zu {entries} Belege noch einmal, an diese Konsole. Hält es sich nicht daran, kommen sie auf Papier: je etwa 15 cm.",
    }
    PULL_STEP {
        en: "It will send {what}: {effect}.",
        es: "Enviará {what}: {effect}.",
        zh: "将发送 {what}：{effect}。",
        de: "Gesendet wird {what}: {effect}.",
    }
    PULL_NEEDS_CONSENT {
        en: "This sends what is not silent: {steps}.",
        es: "Esto envía lo que no es silencioso: {steps}.",
        zh: "此操作会发送非静默命令：{steps}。",
        de: "Dabei wird gesendet, was nicht lautlos ist: {steps}.",
    }
    NAME_THE_FAMILY {
        en: "Where the shop agrees, name the family: --protocol {family}.",
        es: "Si el local está de acuerdo, nombre la familia: --protocol {family}.",
        zh: "若店家同意，请指明设备类型：--protocol {family}。",
        de: "Ist der Händler einverstanden, nennen Sie die Familie: --protocol {family}.",
    }
    NO_INQUIRY {
        en: "Devices of the family {family} cannot be asked for: {what}.",
        es: "A los equipos de la familia {family} no se les puede pedir: {what}.",
        zh: "{family} 类设备不能查询：{what}。",
        de: "Geräte der Familie {family} können danach nicht gefragt werden: {what}.",
    }
    SEE_FAMILY {
        en: "The page of the family in docs/families says what can be asked.",
        es: "La página de la familia en docs/families dice qué se puede pedir.",
        zh: "docs/families 中该类设备的页面列出了可查询的内容。",
        de: "Die Seite der Familie in docs/families sagt, wonach gefragt werden kann.",
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

    ONLY_LAST_KNOWN {
        en: "Only the last transaction of this device, and single ones, were ever read: of all others nothing is known here. Look at the paper receipts, and ask the acquirer.",
        es: "De este equipo solo se leyó la última transacción y algunas sueltas: de las demás no se sabe nada aquí. Mire los recibos en papel y pregunte al adquirente.",
        zh: "只读取过本设备的最后一笔及个别交易：其余交易在此一无所知。请查看纸质票据并询问收单方。",
        de: "Von diesem Gerät wurden nur der letzte Vorgang und einzelne gelesen: Über alle anderen ist hier nichts bekannt. Sehen Sie die Papierbelege an und fragen Sie den Acquirer.",
    }

    BACK_INTEGRATED {
        en: "The terminal is in integrated mode: its screen shows the acquirer's logo.",
        es: "El terminal está en modo integrado: su pantalla muestra el logo del adquirente.",
        zh: "终端处于集成模式：屏幕显示收单机构标志。",
        de: "Das Terminal ist im Kassenbetrieb (integriert): Sein Bildschirm zeigt das Logo des Acquirers.",
    }
    BACK_REGISTERED {
        en: "This visit registered with the terminal and changed its stored till settings: have the till register again (restart it) and print a receipt as a test.",
        es: "Esta visita se registró en el terminal y cambió sus ajustes de caja: haga que la caja se registre de nuevo (reiníciela) e imprima un recibo de prueba.",
        zh: "本次检修已在终端登记并更改了其收银设置：请让收银机重新登记（重启），并打印一张测试票据。",
        de: "Dieser Besuch hat sich am Terminal angemeldet und dessen Kasseneinstellungen geändert: Kasse neu anmelden lassen (neu starten) und einen Beleg zur Probe drucken.",
    }
    BACK_REGISTRATION {
        en: "This visit did not change the terminal's till settings.",
        es: "Esta visita no cambió los ajustes de caja del terminal.",
        zh: "本次检修未更改终端的收银设置。",
        de: "Dieser Besuch hat die Kasseneinstellungen des Terminals nicht verändert.",
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
