//! Findings about the device itself: clock, reader, network, identity, and how it is used.

texts! {
    // J21
    STEP_BACK {
        en: "The clock steps back: {number} is of {time}, although {before} before it is of {earlier}.",
        es: "El reloj retrocede: {number} es de {time}, aunque {before}, anterior, es de {earlier}.",
        zh: "时钟回退：{number} 的时间为 {time}，而在它之前的 {before} 为 {earlier}。",
        de: "Die Uhr springt zurück: {number} ist von {time}, obwohl {before} davor von {earlier} ist.",
    }
    CLOCK_AHEAD {
        en: "The clock is ahead: {number} is of {time}, and was read at {read} by this machine's clock.",
        es: "El reloj está adelantado: {number} es de {time} y se leyó el {read} según el reloj de este computador.",
        zh: "时钟偏快：{number} 的时间为 {time}，而按本机时钟于 {read} 读取。",
        de: "Die Uhr geht vor: {number} ist von {time} und wurde nach der Uhr dieses Rechners am {read} gelesen.",
    }
    CLOCK_BEHIND {
        en: "The clock is behind: {number} is of {time}, but was not there yet at {read} by this machine's clock.",
        es: "El reloj está atrasado: {number} es de {time}, pero el {read} según este computador aún no existía.",
        zh: "时钟偏慢：{number} 的时间为 {time}，但按本机时钟在 {read} 时尚不存在。",
        de: "Die Uhr geht nach: {number} ist von {time}, war aber nach der Uhr dieses Rechners am {read} noch nicht da.",
    }
    CLOCK_CAUSE {
        en: "An empty clock battery, or a clock set by hand. A step of an hour may be summer time or another time zone.",
        es: "Batería del reloj agotada, o reloj ajustado a mano. Una hora de diferencia puede ser horario de verano u otra zona.",
        zh: "时钟电池耗尽，或时钟被手动调整。相差整小时可能是夏令时或时区不同。",
        de: "Eine leere Uhrenbatterie oder eine von Hand gestellte Uhr. Eine Stunde kann Sommerzeit oder eine andere Zeitzone sein.",
    }
    CLOCK_DO {
        en: "Compare the clock with the right time and let it be set. Go by the order of numbers, not by time.",
        es: "Compare el reloj con la hora correcta y hágalo ajustar. Guíese por el orden de los números, no por la hora.",
        zh: "将时钟与标准时间核对并校正。按编号顺序而非时间判断。",
        de: "Die Uhr mit der richtigen Zeit vergleichen und stellen lassen. Nach der Reihenfolge der Nummern gehen, nicht nach der Uhrzeit.",
    }
    CLOCK_NOT {
        en: "Do not match payments by time alone.",
        es: "No compare pagos solo por la hora.",
        zh: "请勿仅凭时间匹配付款。",
        de: "Zahlungen nicht allein nach der Uhrzeit zuordnen.",
    }

    // J22
    STRIPE {
        en: "Cards could not be read, {count} times within a day.",
        es: "No se pudieron leer tarjetas, {count} veces en un día.",
        zh: "一天内有 {count} 次无法读卡。",
        de: "Karten konnten nicht gelesen werden, {count}-mal innerhalb eines Tages.",
    }
    STRIPE_CAUSE { en: "The head of the reader is dirty or worn.", es: "El cabezal del lector está sucio o gastado.", zh: "读卡磁头脏污或磨损。", de: "Der Lesekopf ist verschmutzt oder verschlissen." }
    STRIPE_DO {
        en: "Clean the reader and test it with several cards; replace it where that does not help.",
        es: "Limpie el lector y pruébelo con varias tarjetas; cámbielo si no mejora.",
        zh: "清洁读卡器并用多张卡测试；无效则更换。",
        de: "Den Leser reinigen und mit mehreren Karten prüfen; hilft das nicht, ersetzen.",
    }
    STRIPE_NOT { en: "Do not go on typing card numbers in.", es: "No siga digitando números de tarjeta.", zh: "请勿继续手工输入卡号。", de: "Nicht weiter Kartennummern eintippen." }

    // J23
    CHIP {
        en: "The chip reader failed, {count} times within a day.",
        es: "Falló el lector de chip, {count} veces en un día.",
        zh: "一天内芯片读卡失败 {count} 次。",
        de: "Der Chipleser versagte, {count}-mal innerhalb eines Tages.",
    }
    CHIP_CAUSE { en: "Contacts of the reader are dirty or bent, or the reader is defective.", es: "Los contactos del lector están sucios o doblados, o el lector está defectuoso.", zh: "读卡器触点脏污或变形，或读卡器故障。", de: "Kontakte des Lesers sind verschmutzt oder verbogen, oder der Leser ist defekt." }
    CHIP_DO { en: "Clean the reader, test it with several cards, replace it where that does not help.", es: "Limpie el lector, pruébelo con varias tarjetas y cámbielo si no mejora.", zh: "清洁读卡器，用多张卡测试，无效则更换。", de: "Den Leser reinigen, mit mehreren Karten prüfen und ersetzen, wenn das nicht hilft." }
    CHIP_NOT { en: "Do not use the magnetic stripe in place of the chip.", es: "No use la banda magnética en lugar del chip.", zh: "请勿用磁条代替芯片。", de: "Nicht den Magnetstreifen statt des Chips verwenden." }

    // J24
    NETWORK {
        en: "No answer from the host, {count} times within an hour.",
        es: "Sin respuesta del host, {count} veces en una hora.",
        zh: "一小时内主机 {count} 次无应答。",
        de: "Keine Antwort vom Host, {count}-mal innerhalb einer Stunde.",
    }
    NETWORK_CAUSE { en: "The network was bad: SIM, Wi-Fi, router or provider.", es: "La red fallaba: SIM, Wi-Fi, router o proveedor.", zh: "网络不佳：SIM 卡、Wi-Fi、路由器或运营商。", de: "Das Netz war gestört: SIM, WLAN, Router oder Anbieter." }
    NETWORK_DO {
        en: "Check antenna, SIM and router, and think of a second way out. Each of these payments is UNKNOWN until the acquirer has answered.",
        es: "Revise antena, SIM y router, y piense en una segunda salida. Cada uno de estos pagos es DESCONOCIDO hasta que responda el adquirente.",
        zh: "检查天线、SIM 卡和路由器，考虑备用线路。在收单机构答复前，每笔付款的结果均为未知。",
        de: "Antenne, SIM und Router prüfen und an einen zweiten Weg denken. Jede dieser Zahlungen ist UNBEKANNT, bis der Acquirer geantwortet hat.",
    }
    NETWORK_NOT { en: "Do not set the time-out of the terminal below that of the host.", es: "No ponga el tiempo de espera del terminal por debajo del del host.", zh: "请勿把终端超时设得短于主机。", de: "Die Wartezeit des Terminals nicht unter die des Hosts stellen." }

    // J27
    NIGHT {
        en: "Payments at night, {count} of {all}: this shop otherwise sells by day.",
        es: "Pagos de noche, {count} de {all}: este local vende normalmente de día.",
        zh: "夜间付款 {count} 笔（共 {all} 笔）：该店平时只在白天营业。",
        de: "Zahlungen in der Nacht, {count} von {all}: Dieser Laden verkauft sonst am Tag.",
    }
    NIGHT_CAUSE { en: "Left switched on and used by somebody else; or a long evening.", es: "Quedó encendido y lo usó otra persona; o una noche larga.", zh: "终端未关而被他人使用；或只是营业到深夜。", de: "Eingeschaltet geblieben und von jemand anderem benutzt; oder ein langer Abend." }
    NIGHT_DO { en: "Ask the shop whether it was open. If not, it should have the acquirer look for fraud.", es: "Pregunte si el local estaba abierto. Si no, que el adquirente revise un posible fraude.", zh: "询问当时是否营业。若未营业，应请收单机构排查欺诈。", de: "Im Laden fragen, ob geöffnet war. Wenn nicht, sollte der Acquirer auf Betrug prüfen." }
    NIGHT_NOT { en: "Do not delete these records.", es: "No borre estos registros.", zh: "请勿删除这些记录。", de: "Diese Datensätze nicht löschen." }

    // J32
    DECLINES {
        en: "Many declines on {day}: {count} of {all} payments.",
        es: "Muchos rechazos el {day}: {count} de {all} pagos.",
        zh: "{day} 拒绝较多：{all} 笔中有 {count} 笔。",
        de: "Viele Ablehnungen am {day}: {count} von {all} Zahlungen.",
    }
    ISSUER_DOWN {
        en: "Of these, issuer or network not reachable (91, 96): {count}.",
        es: "De ellos, emisor o red no disponible (91, 96): {count}.",
        zh: "其中发卡行或网络不可用（91、96）：{count} 笔。",
        de: "Davon Kartenausgeber oder Netz nicht erreichbar (91, 96): {count}.",
    }
    DECLINES_CAUSE { en: "Cards without cover, wrong PINs, or issuers that were down. The terminal did as it should.", es: "Tarjetas sin fondos, claves erróneas o emisores caídos. El terminal hizo lo debido.", zh: "余额不足、密码错误或发卡行故障。终端工作正常。", de: "Karten ohne Deckung, falsche PINs oder ausgefallene Kartenausgeber. Das Terminal tat, was es soll." }
    DECLINES_DO { en: "Explain it to the shop. Where issuers were down, wait and try another card.", es: "Explíquelo al local. Si los emisores estaban caídos, espere o pruebe otra tarjeta.", zh: "向店家说明。若发卡行故障，请等待或换卡。", de: "Dem Laden erklären. Waren Kartenausgeber ausgefallen, warten oder eine andere Karte nehmen." }
    DECLINES_NOT { en: "Do not call it a fault of the device.", es: "No lo llame falla del equipo.", zh: "请勿归咎于设备故障。", de: "Nicht als Gerätefehler ausgeben." }

    // J33
    OTHER_IN_LIST {
        en: "Records of another device ({id}) stand in the journal of this one.",
        es: "En el registro de este equipo hay registros de otro ({id}).",
        zh: "本设备流水中有另一台设备（{id}）的记录。",
        de: "Im Journal dieses Geräts stehen Datensätze eines anderen ({id}).",
    }
    CONTRADICTS {
        en: "The journal read at {after} contradicts the one of {before}: another memory answers under the same numbers.",
        es: "El registro leído el {after} contradice el del {before}: otra memoria responde con los mismos números.",
        zh: "{after} 读取的流水与 {before} 的相矛盾：以相同编号应答的是另一存储。",
        de: "Das am {after} gelesene Journal widerspricht dem vom {before}: Unter denselben Nummern antwortet ein anderer Speicher.",
    }
    SAME_TERMINAL {
        en: "The same terminal number is known under another merchant: {id}.",
        es: "El mismo número de terminal se conoce con otro comercio: {id}.",
        zh: "同一终端号曾出现在另一商户下：{id}。",
        de: "Dieselbe Terminalnummer ist unter einem anderen Händler bekannt: {id}.",
    }
    IDENTITY_CAUSE { en: "A device was exchanged or set up anew; or it was moved where it should not be.", es: "Se cambió o reconfiguró un equipo; o se trasladó donde no debe estar.", zh: "设备被更换或重新设置；也可能被挪到不应在的地方。", de: "Ein Gerät wurde getauscht oder neu eingerichtet; oder es steht, wo es nicht stehen soll." }
    IDENTITY_DO { en: "Stop. Compare serial and terminal number with the shop's papers, and ask the acquirer before you go on.", es: "Deténgase. Compare serie y número de terminal con los papeles del local y consulte al adquirente antes de seguir.", zh: "停止操作。将序列号和终端号与店家文件核对，先询问收单机构。", de: "Anhalten. Serien- und Terminalnummer mit den Unterlagen vergleichen und vor dem Weitermachen beim Acquirer fragen." }
    IDENTITY_NOT { en: "Do not repair and go on as if nothing were, and void nothing on it.", es: "No lo repare ni siga como si nada, y no anule nada en él.", zh: "请勿照常维修，也不要在其上撤销交易。", de: "Nicht einfach reparieren und weitermachen, und nichts darauf stornieren." }
}
