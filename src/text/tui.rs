//! What the screen says.

texts! {
    DEVICES { en: "Devices", es: "Equipos", zh: "设备", de: "Geräte" }
    OVERVIEW { en: "Overview", es: "Resumen", zh: "概览", de: "Status" }
    JOURNAL { en: "Journal", es: "Registro", zh: "流水", de: "Journal" }
    DISPUTE { en: "Dispute", es: "Reclamo", zh: "争议", de: "Reklamation" }
    RECEIPT { en: "Receipt", es: "Recibo", zh: "票据", de: "Beleg" }
    REMEDY { en: "Remedy", es: "Remedio", zh: "补救", de: "Abhilfe" }
    BACKUPS { en: "Backups", es: "Respaldo", zh: "备份", de: "Archive" }
    WIRE { en: "Wire", es: "Línea", zh: "线路", de: "Leitung" }
    LEDGER { en: "Ledger", es: "Bitácora", zh: "台账", de: "Logbuch" }

    K_OPEN { en: "open", es: "abrir", zh: "打开", de: "öffnen" }
    K_PULL { en: "pull", es: "leer registro", zh: "读取流水", de: "auslesen" }
    K_LOOK_AGAIN { en: "look again", es: "volver a mirar", zh: "重新查询", de: "neu abfragen" }
    K_RECOVER { en: "settle by reading", es: "aclarar leyendo", zh: "只读核实", de: "lesend klären" }
    K_FILTER { en: "filter", es: "filtrar", zh: "筛选", de: "Filter" }
    K_SORT { en: "sort", es: "ordenar", zh: "排序", de: "sortieren" }
    K_TURN { en: "turn the order round", es: "invertir el orden", zh: "反转顺序", de: "Reihenfolge umkehren" }
    K_DETAIL { en: "details", es: "detalle", zh: "详情", de: "Details" }
    K_RECEIPT { en: "receipt", es: "recibo", zh: "票据", de: "Beleg" }
    K_ASK_ENTRY { en: "dispute", es: "reclamo", zh: "争议", de: "Reklamation" }
    K_ASK { en: "ask", es: "preguntar", zh: "查询", de: "fragen" }
    K_VOID { en: "void", es: "anular", zh: "撤销", de: "Storno" }
    K_SHEET { en: "save case sheet", es: "guardar ficha", zh: "保存案情单", de: "Fallblatt sichern" }
    K_REPRINT { en: "print on the device", es: "imprimir en el equipo", zh: "在设备上重打", de: "am Gerät drucken" }
    K_FILL { en: "fill in", es: "completar", zh: "填写", de: "ausfüllen" }
    K_CHECK_AGAIN { en: "check again", es: "volver a comprobar", zh: "重新检查", de: "neu prüfen" }
    K_CONCLUDE { en: "conclude by hand", es: "concluir a mano", zh: "人工结案", de: "von Hand klären" }
    K_VERIFY { en: "verify", es: "verificar", zh: "校验", de: "prüfen" }
    K_EXPORT { en: "export", es: "exportar", zh: "导出", de: "exportieren" }
    K_HEX { en: "hex on or off", es: "hex sí o no", zh: "十六进制开关", de: "Hex ein oder aus" }
    K_UP { en: "one line up", es: "una línea arriba", zh: "上一行", de: "eine Zeile nach oben" }
    K_DOWN { en: "one line down", es: "una línea abajo", zh: "下一行", de: "eine Zeile nach unten" }
    K_PAGE_UP { en: "one page up", es: "una página arriba", zh: "上一页", de: "eine Seite nach oben" }
    K_PAGE_DOWN { en: "one page down", es: "una página abajo", zh: "下一页", de: "eine Seite nach unten" }
    K_FIRST { en: "to the beginning", es: "al principio", zh: "到开头", de: "zum Anfang" }
    K_LAST { en: "to the end", es: "al final", zh: "到末尾", de: "zum Ende" }
    K_NEXT_SCREEN { en: "next screen", es: "pantalla siguiente", zh: "下一屏", de: "nächster Bildschirm" }
    K_PREVIOUS_SCREEN { en: "previous screen", es: "pantalla anterior", zh: "上一屏", de: "voriger Bildschirm" }
    K_RECONNECT { en: "open the lost link again, or look again", es: "reabrir el enlace perdido, o volver a mirar", zh: "重新连接，或重新查询", de: "verlorene Verbindung wieder öffnen oder neu abfragen" }
    K_BACK { en: "back; stops what only reads", es: "volver; detiene lo que solo lee", zh: "返回；停止只读操作", de: "zurück; hält an, was nur liest" }
    K_HELP { en: "help", es: "ayuda", zh: "帮助", de: "Hilfe" }
    K_LANGUAGE { en: "language", es: "idioma", zh: "语言", de: "Sprache" }
    K_QUIT { en: "quit", es: "salir", zh: "退出", de: "Ende" }
    K_SUBMIT { en: "go", es: "seguir", zh: "确定", de: "weiter" }
    K_NEXT_FIELD { en: "next field", es: "campo siguiente", zh: "下一栏", de: "nächstes Feld" }
    K_PREVIOUS_FIELD { en: "previous field", es: "campo anterior", zh: "上一栏", de: "voriges Feld" }
    K_LEFT { en: "to the left, other choice", es: "a la izquierda, otra opción", zh: "向左，换选项", de: "nach links, andere Auswahl" }
    K_RIGHT { en: "to the right, other choice", es: "a la derecha, otra opción", zh: "向右，换选项", de: "nach rechts, andere Auswahl" }
    K_START { en: "to the beginning of the field", es: "al principio del campo", zh: "到栏首", de: "zum Anfang des Felds" }
    K_END { en: "to the end of the field", es: "al final del campo", zh: "到栏尾", de: "zum Ende des Felds" }
    K_BACKSPACE { en: "delete before the cursor", es: "borrar antes del cursor", zh: "删除前一字符", de: "vor der Schreibmarke löschen" }
    K_DELETE { en: "delete at the cursor", es: "borrar en el cursor", zh: "删除当前字符", de: "an der Schreibmarke löschen" }
    K_CLEAR { en: "empty the field", es: "vaciar el campo", zh: "清空该栏", de: "Feld leeren" }
    K_LEAVE_FIELD { en: "leave", es: "dejar", zh: "离开", de: "verlassen" }
    K_YES { en: "yes", es: "sí", zh: "是", de: "ja" }
    K_NO { en: "no", es: "no", zh: "否", de: "nein" }
    K_CLOSE { en: "close", es: "cerrar", zh: "关闭", de: "schließen" }

    NO_DEVICE { en: "no device", es: "sin equipo", zh: "无设备", de: "kein Gerät" }
    CONNECTED { en: "connected", es: "conectado", zh: "已连接", de: "verbunden" }
    SAVED_DEVICE { en: "saved device, read only", es: "equipo guardado, solo lectura", zh: "存档设备，只读", de: "gespeichert, nur lesen" }
    LOST { en: "link lost", es: "enlace perdido", zh: "连接中断", de: "Verbindung verloren" }
    BANNER_LOST { en: "Link lost since {since}. {why} What is shown is of {as_of}. r opens the link again.", es: "Enlace perdido desde las {since}. {why} Lo mostrado es de {as_of}. r reabre el enlace.", zh: "连接自 {since} 中断。{why} 所示数据截至 {as_of}。按 r 重新连接。", de: "Verbindung verloren seit {since}. {why} Gezeigt wird der Stand von {as_of}. r öffnet die Verbindung wieder." }
    BANNER_LOST_EMPTY { en: "Link lost since {since}. {why} r opens the link again.", es: "Enlace perdido desde las {since}. {why} r reabre el enlace.", zh: "连接自 {since} 中断。{why} 按 r 重新连接。", de: "Verbindung verloren seit {since}. {why} r öffnet die Verbindung wieder." }
    TOO_SMALL { en: "{columns}x{rows} is small; 80x24 shows everything", es: "{columns}x{rows} es poco; 80x24 muestra todo", zh: "{columns}x{rows} 太小；80x24 可完整显示", de: "{columns}x{rows} ist klein; 80x24 zeigt alles" }
    UNPLUGGED { en: "The port is gone: it was unplugged or switched off.", es: "El puerto ya no está: se desenchufó o se apagó.", zh: "端口消失：已拔出或断电。", de: "Der Anschluss ist weg: Er wurde ausgesteckt oder abgeschaltet." }
    ESC_STOPS { en: "Esc stops", es: "Esc detiene", zh: "Esc 停止", de: "Esc hält an" }
    STOPPING { en: "Stopping. What arrived is kept.", es: "Deteniendo. Lo recibido se conserva.", zh: "正在停止。已收到的会保留。", de: "Wird angehalten. Was ankam, bleibt erhalten." }
    BUSY { en: "Something else is running. Wait, or stop it with Esc.", es: "Hay otra tarea en curso. Espere, o deténgala con Esc.", zh: "另有操作在进行。请等待，或按 Esc 停止。", de: "Etwas anderes läuft. Warten Sie, oder halten Sie es mit Esc an." }
    NO_DEVICE_OPEN { en: "No device is open. Open one on the first screen.", es: "No hay equipo abierto. Abra uno en la primera pantalla.", zh: "尚未打开设备。请在第一屏打开。", de: "Kein Gerät ist geöffnet. Öffnen Sie eines auf dem ersten Bildschirm." }
    LINK_IS_LOST { en: "The link is lost. r opens it again.", es: "El enlace está perdido. r lo reabre.", zh: "连接已中断。按 r 重新连接。", de: "Die Verbindung ist verloren. r öffnet sie wieder." }
    NO_ENTRY_CHOSEN { en: "No entry is chosen. Choose one in the journal.", es: "No hay operación elegida. Elija una en el registro.", zh: "尚未选择记录。请在流水中选择。", de: "Kein Eintrag ist gewählt. Wählen Sie einen im Journal." }
    WAITING { en: "Waiting for a quiet line (up to 15 s), then the answer. Do not unplug.", es: "Esperando la línea en calma (hasta 15 s) y la respuesta. No desenchufe.", zh: "正在等待线路静默（最长 15 秒）和应答，请勿拔线。", de: "Warten auf ruhige Leitung (bis 15 s), dann Antwort. Nicht ausstecken." }
    WAITING_TO_QUIT { en: "Waiting for the answer. Do not unplug. The program ends by itself when the answer is there and recorded.", es: "Esperando la respuesta. No desenchufe. El programa termina solo cuando la respuesta esté recibida y anotada.", zh: "正在等待应答，请勿拔线。应答收到并记录后，程序自动退出。", de: "Warten auf die Antwort. Nicht ausstecken. Das Programm endet von selbst, wenn die Antwort da und festgehalten ist." }
    LEAVE_ASKS { en: "The outcome of the void of transaction {number} is unknown. Leave anyway?", es: "No se sabe cómo terminó la anulación de la transacción {number}. ¿Salir de todos modos?", zh: "交易 {number} 的撤销结果未知。仍要退出吗？", de: "Der Ausgang des Stornos von Vorgang {number} ist unbekannt. Trotzdem beenden?" }
    LEAVE_SAYS { en: "The case stays open in the ledger. Tell the shop: no second void and no second charge before it is settled.", es: "El caso queda abierto en la bitácora. Avise al comercio: ni otra anulación ni otro cobro antes de aclararlo.", zh: "案件在台账中保持未结。请告知商户：查明之前不得再次撤销，也不得再次收款。", de: "Der Fall bleibt im Logbuch offen. Sagen Sie dem Händler: kein zweites Storno und keine zweite Zahlung, bevor er geklärt ist." }
    YES_OR_NO { en: "y yes   n no", es: "y sí   n no", zh: "y 是   n 否", de: "y ja   n nein" }

    J_BROWSE { en: "reading the vault", es: "leyendo el archivo", zh: "正在读取档案库", de: "Ablage wird gelesen" }
    J_OPEN { en: "opening, listening, asking who is there", es: "abriendo, escuchando, preguntando quién está", zh: "正在打开、侦听、识别设备", de: "öffnen, horchen, fragen, wer da ist" }
    J_REOPEN { en: "opening the link again", es: "reabriendo el enlace", zh: "正在重新连接", de: "Verbindung wird wieder geöffnet" }
    J_IDENTIFY { en: "asking who it is", es: "preguntando quién es", zh: "正在识别设备", de: "Gerät wird identifiziert" }
    J_PULL { en: "reading the journal into an archive", es: "leyendo el registro a un archivo", zh: "正在读取流水并存档", de: "Journal wird in ein Archiv gelesen" }
    J_ASK { en: "looking through the vault", es: "buscando en el archivo", zh: "正在档案库中查找", de: "Ablage wird durchsucht" }
    J_REPRINT { en: "the device prints", es: "el equipo imprime", zh: "设备正在打印", de: "das Gerät druckt" }
    J_REMEDIES { en: "checking what is allowed", es: "comprobando qué se permite", zh: "正在检查允许的操作", de: "es wird geprüft, was erlaubt ist" }
    J_PLAN { en: "making the plan, reading the device once more", es: "haciendo el plan, leyendo otra vez el equipo", zh: "正在制定方案，再次读取设备", de: "Plan wird erstellt, das Gerät noch einmal gelesen" }
    J_RECOVER { en: "settling open cases by reading", es: "aclarando casos abiertos leyendo", zh: "正在只读核实未结案件", de: "offene Fälle werden durch Lesen geklärt" }
    J_CONCLUDE { en: "recording the conclusion", es: "anotando la conclusión", zh: "正在记录结论", de: "das Ergebnis wird eingetragen" }
    J_VERIFY { en: "verifying every archive and the ledger", es: "verificando los archivos y la bitácora", zh: "正在校验全部档案和台账", de: "alle Archive und das Logbuch werden geprüft" }
    J_EXPORT { en: "writing the portable file", es: "escribiendo el archivo portátil", zh: "正在写入便携文件", de: "die Exportdatei wird geschrieben" }
    J_SHEET { en: "saving the case sheet", es: "guardando la ficha", zh: "正在保存案情单", de: "das Fallblatt wird gesichert" }

    HELP_HERE { en: "Keys of this screen", es: "Teclas de esta pantalla", zh: "本屏按键", de: "Tasten dieses Bildschirms" }
    HELP_EVERYWHERE { en: "Everywhere", es: "En todas partes", zh: "通用", de: "Überall" }
    HELP_FIELDS { en: "In a text field", es: "En un campo de texto", zh: "输入栏中", de: "In einem Textfeld" }
    HELP_QUESTIONS { en: "In a question or message", es: "En una pregunta o mensaje", zh: "提问或消息中", de: "In einer Frage oder Meldung" }
    HELP_MARKS { en: "Marks", es: "Marcas", zh: "标记", de: "Zeichen" }
    HELP_FILTER { en: "Filter of the journal", es: "Filtro del registro", zh: "流水筛选", de: "Filter des Journals" }
    MARK_GOOD { en: "approved here; as it should be", es: "aprobada aquí; como debe ser", zh: "本机已批准；正常", de: "hier genehmigt; wie es sein soll" }
    MARK_BAD { en: "declined here; wrong, or not allowed", es: "rechazada aquí; mal, o no permitido", zh: "本机已拒绝；错误或不允许", de: "hier abgelehnt; falsch oder nicht erlaubt" }
    MARK_UNKNOWN { en: "nobody can say yet", es: "nadie lo sabe aún", zh: "尚无法确定", de: "unbekannt: noch kann es niemand sagen" }
    MARK_VOIDED { en: "voided: the journal or our ledger shows it", es: "anulada: lo muestra el registro o la bitácora", zh: "已撤销：流水或台账有记录", de: "storniert: Journal oder Logbuch zeigt es" }
    MARK_WARN { en: "needs attention", es: "requiere atención", zh: "需要注意", de: "verlangt Aufmerksamkeit" }

    PORTS_HERE { en: "Ports of this machine", es: "Puertos de este computador", zh: "本机端口", de: "Anschlüsse dieses Rechners" }
    NO_PORTS { en: "none now; a port appears here when it is plugged in", es: "ninguno ahora; al enchufar uno, aparece aquí", zh: "目前没有；插入后会出现在这里", de: "derzeit keine; ein Anschluss erscheint hier, sobald er eingesteckt wird" }
    OFFERED_HERE { en: "Offered here", es: "Ofrecidos aquí", zh: "此处提供", de: "Hier angeboten" }
    OPEN_HERE { en: "open", es: "abierto", zh: "已打开", de: "offen" }
    K_TYPE_PORT { en: "other port", es: "otro puerto", zh: "其他端口", de: "anderer Anschluss" }
    PORT { en: "port", es: "puerto", zh: "端口", de: "Anschluss" }
    PORT_SAYS { en: "A serial port, with settings where they differ: /dev/ttyUSB0@9600,8N2. Or tcp:HOST:PORT, archive:FILE, {sims}.", es: "Un puerto serie, con ajustes si difieren: /dev/ttyUSB0@9600,8N2. O tcp:HOST:PORT, archive:FILE, {sims}.", zh: "串口，参数不同时一并写出：/dev/ttyUSB0@9600,8N2。或 tcp:HOST:PORT、archive:FILE、{sims}。", de: "Ein serieller Anschluss, mit Einstellungen, wo sie abweichen: /dev/ttyUSB0@9600,8N2. Oder tcp:HOST:PORT, archive:DATEI, {sims}." }
    NO_PORT { en: "that is no port", es: "eso no es un puerto", zh: "不是端口", de: "das ist kein Anschluss" }
    OPENING_SAYS { en: "Enter opens the chosen one: it listens first, then sends only silent questions. Nothing prints and no money moves.", es: "Enter abre el elegido: primero escucha y luego envía solo consultas silenciosas. Nada se imprime ni mueve dinero.", zh: "按 Enter 打开所选：先侦听，再只发送静默查询。不会打印，也不会动账。", de: "Enter öffnet den gewählten: Erst wird gehorcht, dann werden nur stille Abfragen gesendet. Nichts wird gedruckt, kein Geld bewegt." }
    HOTPLUG_SAYS { en: "Ports come and go by themselves in this list.", es: "Los puertos aparecen y desaparecen solos en esta lista.", zh: "端口插拔会自动更新此列表。", de: "Anschlüsse kommen und gehen in dieser Liste von selbst." }

    IDENTITY { en: "Identity", es: "Identidad", zh: "身份", de: "Identität" }
    BACKUP { en: "Backup", es: "Respaldo", zh: "备份", de: "Sicherung" }
    STATE { en: "State", es: "Estado", zh: "状态", de: "Zustand" }
    CAPABILITIES { en: "What this family of devices can do", es: "Qué puede esta familia de equipos", zh: "此类设备的能力", de: "Was diese Gerätefamilie kann" }
    PARTLY { en: "in part", es: "en parte", zh: "部分", de: "teilweise" }
    HAND_BACK { en: "Before you leave", es: "Antes de irse", zh: "离开之前", de: "Bevor Sie gehen" }
    NO_ID_TOLD { en: "the device told no numbers", es: "el equipo no dio sus números", zh: "设备未报出编号", de: "das Gerät nannte keine Nummern" }
    PROOF_CONTINUITY { en: "its journal continues our newest archive ({matched} entries in both)", es: "su registro continúa nuestro último archivo ({matched} operaciones en ambos)", zh: "其流水与我们最新的档案相接（{matched} 条相同）", de: "sein Journal setzt unser neuestes Archiv fort ({matched} Einträge in beiden)" }
    PROOF_TOLD { en: "It told its own numbers; there is no earlier backup to compare them with yet.", es: "Dio sus propios números; aún no hay un respaldo anterior con qué compararlos.", zh: "设备自己报出了编号；还没有更早的备份可供比对。", de: "Es nannte seine eigenen Nummern; noch gibt es keine frühere Sicherung zum Vergleichen." }
    PROOF_BROKEN { en: "its journal does not continue what we know of it: no money moves", es: "su registro no continúa lo que conocemos: no se mueve dinero", zh: "其流水与已知不相接：不允许动账", de: "sein Journal setzt nicht fort, was bekannt ist: kein Geld wird bewegt" }
    PROOF_NONE { en: "nothing it says tells which one it is: no money moves", es: "nada de lo que dice prueba cuál es: no se mueve dinero", zh: "无法证明是哪一台：不允许动账", de: "nichts, was es mitteilt, sagt, welches es ist: kein Geld wird bewegt" }
    ARCHIVE_OF { en: "{entries} entries, {at}", es: "{entries} operaciones, {at}", zh: "{entries} 条，{at}", de: "{entries} Einträge, {at}" }
    NO_ARCHIVE { en: "none of this device yet: p pulls one", es: "ninguno de este equipo aún: p lo lee", zh: "此设备尚无备份：按 p 读取", de: "noch keine von diesem Gerät: p liest es aus" }
    PARTIAL_LEFT { en: "an interrupted pull waits: the next one goes on from there", es: "hay una lectura interrumpida: la próxima sigue desde allí", zh: "有未完成的读取：下次从断点继续", de: "ein Auslesen ist unterbrochen: das nächste setzt dort fort" }
    OPEN_CASE { en: "Outcome unknown: void of {number}, {amount}, {device}, {at}", es: "Resultado desconocido: anulación de {number}, {amount}, {device}, {at}", zh: "结果未知：撤销交易 {number}，{amount}，{device}，{at}", de: "Ausgang unbekannt: Storno Vorgang {number}, {amount}, {device}, {at}" }
    OPEN_CASES { en: "Cases that are still open", es: "Casos aún abiertos", zh: "未结案件", de: "Noch offene Fälle" }
    OPEN_CASES_SAY { en: "c settles by reading only; k on the remedy screen records what a person found out. No second void before that.", es: "c aclara solo leyendo; k en la pantalla Remedio anota lo que averiguó una persona. Ninguna segunda anulación antes.", zh: "按 c 只读核实；在“补救”屏按 k 记录人工查明的结果。此前不得再次撤销。", de: "c klärt nur durch Lesen; k auf dem Bildschirm Abhilfe hält fest, was eine Person herausfand. Kein zweites Storno davor." }
    NO_OPEN_CASES { en: "No case is open.", es: "No hay casos abiertos.", zh: "没有未结案件。", de: "Kein Fall ist offen." }
    CASE_NOW { en: "void of transaction {number}, {amount}: {outcome}. {evidence}", es: "anulación de la transacción {number}, {amount}: {outcome}. {evidence}", zh: "撤销交易 {number}，{amount}：{outcome}。{evidence}", de: "Storno von Vorgang {number}, {amount}: {outcome}. {evidence}" }
    COULD_SETTLE { en: "What could settle it: {what}", es: "Qué podría aclararlo: {what}", zh: "可用以下方式核实：{what}", de: "Was es klären könnte: {what}" }

    COUNT_OF { en: "{shown} of {all} entries, by {sort}, {order}", es: "{shown} de {all} operaciones, por {sort}, {order}", zh: "{shown}/{all} 条，按{sort}，{order}", de: "{shown} von {all} Einträgen, nach {sort}, {order}" }
    UPWARDS { en: "ascending", es: "ascendente", zh: "升序", de: "aufsteigend" }
    DOWNWARDS { en: "descending", es: "descendente", zh: "降序", de: "absteigend" }
    BY_ORDER { en: "device order", es: "orden del equipo", zh: "设备顺序", de: "Gerätereihenfolge" }
    C_NUMBER { en: "no.", es: "núm.", zh: "编号", de: "Nr." }
    C_TIME { en: "time", es: "hora", zh: "时间", de: "Zeit" }
    C_YEAR { en: "year", es: "año", zh: "年", de: "Jahr" }
    C_CURRENCY { en: "cur", es: "mon", zh: "币", de: "Whg" }
    C_TYPE { en: "type", es: "tipo", zh: "类型", de: "Art" }
    C_CARD { en: "card", es: "tarj", zh: "卡号", de: "PAN" }
    C_BRAND { en: "brand", es: "marca", zh: "卡种", de: "Marke" }
    C_AUTH { en: "auth", es: "autor.", zh: "授权码", de: "GenNr." }
    C_STATE { en: "state", es: "estado", zh: "状态", de: "Zustand" }
    NOT_TOLD { en: "?", es: "?", zh: "?", de: "?" }
    RESULT_CODE { en: "result code", es: "código", zh: "结果码", de: "Ergebniscode" }
    VOIDED { en: "voided", es: "anulada", zh: "已撤销", de: "storniert" }
    VOID_UNKNOWN { en: "void: unknown", es: "anul.: ¿?", zh: "撤销未知", de: "St. unbekannt" }
    JOURNAL_EMPTY { en: "No entries. Open a device and pull its journal with p.", es: "Sin operaciones. Abra un equipo y lea su registro con p.", zh: "没有记录。请打开设备并按 p 读取流水。", de: "Keine Einträge. Öffnen Sie ein Gerät, und lesen Sie sein Journal mit p aus." }
    FILTER_KEPT { en: "The filter before stays. {why}", es: "Sigue el filtro anterior. {why}", zh: "仍用之前的筛选。{why}", de: "Der bisherige Filter bleibt. {why}" }
    NOTHING_FITS { en: "Nothing fits the filter. / changes it.", es: "Nada cumple el filtro. / lo cambia.", zh: "没有符合筛选的记录。按 / 修改。", de: "Nichts passt zum Filter. / ändert ihn." }
    SEEN_IN { en: "seen in archives: {count}, last {last}", es: "vista en archivos: {count}, la última {last}", zh: "见于 {count} 份档案，最近 {last}", de: "gesehen in Archiven: {count}, zuletzt {last}" }

    RECEIPT_SAYS { en: "A copy made here from the journal. p asks the device for its receipt again.", es: "Copia hecha aquí a partir del registro. p pide al equipo su recibo otra vez.", zh: "此处依据流水生成的副本。按 p 让设备再次给出票据。", de: "Eine hier aus dem Journal erstellte Kopie. p fordert den Beleg noch einmal vom Gerät an." }
    REPRINT_ASKS { en: "Paper will come out of the device. Wanted: transaction {number}, {amount}.", es: "Saldrá papel del equipo. Se busca: transacción {number}, {amount}.", zh: "设备将出纸。要重打：交易 {number}，{amount}。", de: "Aus dem Gerät kommt Papier. Gewünscht: Vorgang {number}, {amount}." }
    REPRINT_LIMIT { en: "The device can print its last sale only: where that is another one, nothing is sent. What it printed is compared with what was wanted. The slip looks valid: mark it as a copy by hand.", es: "El equipo solo puede imprimir su última venta: si es otra, nada se envía. Lo impreso se compara con lo buscado. El papel parece válido: márquelo a mano como copia.", zh: "设备只能重打最后一笔：若最后一笔是别的，则不发送。程序会比对打印内容。纸条看似有效：请手工注明为副本。", de: "Das Gerät kann nur seinen letzten Verkauf nachdrucken: Ist das ein anderer, wird nichts gesendet. Das Gedruckte wird mit dem Gewünschten verglichen. Der Beleg sieht gültig aus: Kennzeichnen Sie ihn von Hand als Kopie." }
    REPRINT_BY_NUMBER { en: "The device is asked for this receipt by its number. Where it is set to print through its till, the receipt comes here instead of on paper. A slip looks valid: mark it as a copy by hand.", es: "Se pide este recibo al equipo por su número. Si está ajustado para imprimir por la caja, llega aquí en lugar del papel. El papel parece válido: márquelo como copia a mano.", zh: "按号码向设备请求该票据。若设备设为经收银机打印，票据会发送到此处而不出纸。纸条看似有效：请手写注明副本。", de: "Das Gerät wird nach diesem Beleg unter seiner Nummer gefragt. Druckt es über die Kasse, kommt der Beleg hierher statt auf Papier. Ein Beleg sieht gültig aus: von Hand als Kopie kennzeichnen." }
    REPRINT_NOT_LAST { en: "Transaction {wanted} is not the last sale of this device: transaction {last} came after it. The device prints its last sale only, so nothing is sent.", es: "La transacción {wanted} no es la última venta de este equipo: después vino la transacción {last}. El equipo solo imprime su última venta, así que nada se envía.", zh: "交易 {wanted} 不是本设备的最后一笔：其后还有交易 {last}。设备只能打印最后一笔，因此不发送任何内容。", de: "Vorgang {wanted} ist nicht der letzte Verkauf dieses Geräts: Vorgang {last} kam danach. Das Gerät druckt nur seinen letzten Verkauf nach, deshalb wird nichts gesendet." }
    REPRINT_COPY { en: "The copy on the receipt screen can be given instead.", es: "En su lugar sirve la copia de la pantalla Recibo.", zh: "可改用“票据”屏上的副本。", de: "Stattdessen kann die Kopie vom Bildschirm Beleg gegeben werden." }
    REPRINTED { en: "Transaction {number} was printed again. Mark the slip as a copy.", es: "Se imprimió otra vez la transacción {number}. Marque el papel como copia.", zh: "交易 {number} 已重打。请在纸条上注明副本。", de: "Vorgang {number} wurde noch einmal gedruckt. Kennzeichnen Sie den Beleg als Kopie." }
    REPRINT_RECEIVED { en: "The device sent transaction {number} here instead of printing it ({count} lines). Its receipt is shown here after the next pull.", es: "El equipo envió la transacción {number} aquí en lugar de imprimirla ({count} líneas). Su recibo se ve aquí tras la próxima lectura.", zh: "设备将交易 {number} 发送到此处而未打印（{count} 行）。下次读取后可在此查看其票据。", de: "Das Gerät hat Transaktion {number} hierher gesendet, statt sie zu drucken ({count} Zeilen). Ihr Beleg ist hier nach dem nächsten Auslesen zu sehen." }
    REPRINTED_OTHER { en: "Another sale was printed: transaction {number}, {amount}, not transaction {wanted}.", es: "Se imprimió otra venta: transacción {number}, {amount}, no la transacción {wanted}.", zh: "打印的是另一笔：交易 {number}，{amount}，不是交易 {wanted}。", de: "Ein anderer Verkauf wurde gedruckt: Vorgang {number}, {amount}, nicht Vorgang {wanted}." }
    DESTROY_SLIP { en: "Destroy the slip. It does not belong to this customer. The copy on this screen can be used instead.", es: "Destruya el papel. No es de este cliente. En su lugar sirve la copia de esta pantalla.", zh: "请销毁该纸条。它不属于这位顾客。可使用本屏的副本。", de: "Vernichten Sie den Beleg. Er gehört nicht diesem Kunden. Stattdessen kann die Kopie auf diesem Bildschirm verwendet werden." }
    REPRINTED_UNKNOWN { en: "Whether something was printed, and what, is unknown: {why}", es: "No se sabe si se imprimió algo, ni qué: {why}", zh: "是否打印、打印了什么均未知：{why}", de: "Ob etwas gedruckt wurde und was, ist unbekannt: {why}" }
    LOOK_AT_PAPER { en: "Look at the paper: compare transaction number and amount before you hand it to anybody.", es: "Mire el papel: compare número de transacción y monto antes de entregarlo.", zh: "请看纸条：交给任何人之前先核对交易号和金额。", de: "Sehen Sie auf das Papier: Vergleichen Sie Vorgangsnummer und Betrag, bevor Sie es jemandem geben." }

    ABOUT_WHEN { en: "about when", es: "hora aproximada", zh: "大约时间", de: "ungefähre Zeit" }
    LAST4 { en: "last 4 digits", es: "últimos 4 dígitos", zh: "卡号后四位", de: "letzte 4 Ziffern" }
    AMOUNT_HINT { en: "as phone or statement shows it", es: "como lo muestra el teléfono o la cartola", zh: "以手机或账单所示为准", de: "wie Telefon oder Kontoauszug ihn zeigt" }
    WHEN_HINT { en: "14:05 (any day), 11-23 14:05; may be empty", es: "14:05 (cualquier día), 11-23 14:05, o vacío", zh: "14:05（任意日期）、11-23 14:05；可留空", de: "14:05 (jeder Tag), 11-23 14:05; darf leer sein" }
    MAY_BE_EMPTY { en: "may be empty", es: "puede ir vacío", zh: "可留空", de: "darf leer sein" }
    NO_AMOUNT { en: "not an amount: write 12500, or 12.50 where there are decimals", es: "no es un monto: escriba 12500, o 12,50 si hay decimales", zh: "不是金额：请写 12500，有小数则写 12.50", de: "kein Betrag: schreiben Sie 12500, mit Nachkommastellen 12,50" }
    NO_TIME { en: "not a time: write 14:05 or 2026-11-23 14:05", es: "no es una hora: escriba 14:05 o 2026-11-23 14:05", zh: "不是时间：请写 14:05 或 2026-11-23 14:05", de: "keine Zeit: schreiben Sie 14:05 oder 2026-11-23 14:05" }
    NO_LAST4 { en: "four digits, or nothing", es: "cuatro dígitos, o nada", zh: "四位数字，或留空", de: "vier Ziffern oder nichts" }
    DISPUTE_SAYS { en: "A customer says that a payment was taken. a fills in the amount; Enter asks what this device knows of it.", es: "Un cliente dice que se le cobró. a completa el monto; Enter pregunta qué sabe este equipo.", zh: "顾客称已被扣款。按 a 填写金额；按 Enter 查询本机所知。", de: "Ein Kunde sagt, er sei belastet worden. a füllt den Betrag aus; Enter fragt, was dieses Gerät davon weiß." }
    ASK_FIRST { en: "Ask first: a fills in the question.", es: "Pregunte primero: a completa la consulta.", zh: "请先查询：按 a 填写。", de: "Fragen Sie zuerst: a füllt die Anfrage aus." }
    A_VOID { en: "a void", es: "es anulación", zh: "撤销交易", de: "ein Storno" }
    A_REFUND { en: "a refund", es: "es devolución", zh: "退货交易", de: "eine Gutschrift" }
    V_APPROVED { en: "APPROVED HERE", es: "APROBADA AQUÍ", zh: "本机已批准", de: "HIER GENEHMIGT" }
    V_DECLINED { en: "DECLINED HERE", es: "RECHAZADA AQUÍ", zh: "本机已拒绝", de: "HIER ABGELEHNT" }
    V_SEVERAL { en: "SEVERAL FIT: none is picked", es: "VARIAS COINCIDEN: no se elige ninguna", zh: "有多笔符合：不作选择", de: "MEHRERE PASSEN: keiner wird ausgewählt" }
    V_UNKNOWN { en: "UNKNOWN: one record fits and does not settle it", es: "DESCONOCIDO: un registro calza y no lo aclara", zh: "未知：有一条相符，但不能说明结果", de: "UNBEKANNT: ein Datensatz passt und klärt es nicht" }
    V_NO_RECORD { en: "NO RECORD in this device's memory", es: "SIN REGISTRO en la memoria de este equipo", zh: "本机存储中无记录", de: "KEIN DATENSATZ im Speicher dieses Geräts" }
    AS_OF { en: "journal of {at}", es: "registro de {at}", zh: "流水截至 {at}", de: "Journal von {at}" }
    NEVER_PULLED { en: "no journal was ever pulled", es: "nunca se leyó un registro", zh: "从未读取过流水", de: "noch nie ein Journal ausgelesen" }
    NEARLY { en: "Nearly fit, but are no answer:", es: "Casi coinciden, pero no responden:", zh: "接近但不能作为答案：", de: "Passen beinahe, sind aber keine Antwort:" }
    WHAT_TO_DO { en: "What to do", es: "Qué hacer", zh: "应做", de: "Was zu tun ist" }
    MUST_NOT { en: "What must not be done", es: "Qué no se debe hacer", zh: "不可做", de: "Was nicht geschehen darf" }
    HOW_WE_KNOW { en: "How we know", es: "Cómo lo sabemos", zh: "依据", de: "Woher wir es wissen" }
    OTHER_CARD { en: "other card", es: "otra tarjeta", zh: "卡号不符", de: "and. Karte" }
    MINUTES_OFF { en: "{minutes} min off", es: "a {minutes} min", zh: "差 {minutes} 分", de: "±{minutes} min" }
    NOT_IN_MEMORY { en: "no longer in the device", es: "ya no está en el equipo", zh: "设备中已无", de: "nicht mehr im Gerät" }
    SHEET_PASSING { en: "That folder is a temporary one and is thrown away, in the demo as soon as it ends: copy the sheet if you want to keep it.", es: "Esa carpeta es temporal y se borra, en la demostración apenas termina: copie la ficha si quiere conservarla.", zh: "该文件夹是临时的，会被删除；演示结束即删：如需保留请先复制。", de: "Dieser Ordner ist vorübergehend und wird gelöscht, in der Demo gleich nach ihrem Ende: Kopieren Sie das Fallblatt, wenn Sie es behalten wollen." }
    SHEET_SAVED { en: "Case sheet saved: {path}", es: "Ficha guardada: {path}", zh: "案情单已保存：{path}", de: "Fallblatt gesichert: {path}" }

    REMEDY_SAYS { en: "Choose an entry in the journal and press v. Nothing is sent before you have typed its number.", es: "Elija una operación en el registro y pulse v. Nada se envía antes de que escriba su número.", zh: "在流水中选择记录并按 v。输入其编号之前不会发送任何内容。", de: "Wählen Sie im Journal einen Eintrag, und drücken Sie v. Nichts wird gesendet, bevor Sie seine Nummer eingetippt haben." }
    REASON { en: "reason", es: "motivo", zh: "原因", de: "Grund" }
    AUTHORISER { en: "shop's authoriser", es: "autoriza (comercio)", zh: "商户授权人", de: "Freigabe (Händler)" }
    GOODS { en: "goods handed over?", es: "¿producto entregado?", zh: "货物已交付？", de: "Ware übergeben?" }
    YES { en: "yes", es: "sí", zh: "是", de: "ja" }
    NO { en: "no", es: "no", zh: "否", de: "nein" }
    MUST_BE_FILLED { en: "this has to be filled in", es: "hay que completarlo", zh: "此项必填", de: "das muss ausgefüllt werden" }
    MUST_BE_CHOSEN { en: "choose one: type its number", es: "elija una: escriba su número", zh: "请选择：输入序号", de: "wählen Sie: tippen Sie die Nummer" }
    VOID_ALLOWED { en: "A void is allowed.", es: "Se permite anular.", zh: "允许撤销。", de: "Ein Storno ist erlaubt." }
    VOID_ALLOWED_SAYS { en: "Fill in why and who agreed. The plan is shown before anything is sent.", es: "Indique por qué y quién autorizó. El plan se muestra antes de enviar nada.", zh: "请填写原因和授权人。发送前会先显示方案。", de: "Geben Sie an, warum und wer zustimmte. Der Plan wird gezeigt, bevor etwas gesendet wird." }
    VOID_REFUSED { en: "A void is not allowed:", es: "No se permite anular:", zh: "不允许撤销：", de: "Ein Storno ist nicht erlaubt:" }
    ARCHIVE { en: "archive", es: "archivo", zh: "档案", de: "Archiv" }
    WILL_SEND { en: "sent, once", es: "se envía, una vez", zh: "只发送一次", de: "gesendet, einmal" }
    SEND_VOID { en: "void of transaction {number}", es: "anulación de la transacción {number}", zh: "撤销交易 {number}", de: "Storno von Vorgang {number}" }
    GOODS_WARNING { en: "The goods are with the customer: after a void the shop has neither goods nor money.", es: "El cliente tiene el producto: tras anular, el comercio queda sin producto y sin dinero.", zh: "货物已在顾客手中：撤销后商户既无货也无款。", de: "Ware beim Kunden: Nach dem Storno hat der Händler weder Ware noch Geld." }
    NO_WAY_BACK { en: "This gives the money back. It cannot be undone.", es: "Esto devuelve el dinero. No se puede deshacer.", zh: "此操作会退款，且无法恢复。", de: "Das gibt das Geld zurück. Es kann nicht rückgängig gemacht werden." }
    TYPE_TO_SEND { en: "To void {amount}, type the transaction number {number} and press Enter. Esc sends nothing.", es: "Para anular {amount}, escriba el número de transacción {number} y pulse Enter. Esc no envía nada.", zh: "要撤销 {amount}，请输入交易号 {number} 并按 Enter。按 Esc 则不发送。", de: "Um {amount} zu stornieren, tippen Sie die Vorgangsnummer {number} und drücken Enter. Esc sendet nichts." }
    TYPE_NUMBER { en: "transaction number", es: "número de transacción", zh: "交易号", de: "Vorgangsnummer" }
    WRONG_NUMBER { en: "that is not the number of this transaction; nothing was sent", es: "ese no es el número de esta transacción; nada se envió", zh: "与此交易号不符；未发送任何内容", de: "das ist nicht die Nummer dieses Vorgangs; nichts wurde gesendet" }
    SINCE { en: "sent at {at}", es: "enviado a las {at}", zh: "发送于 {at}", de: "gesendet um {at}" }
    VOID_ENDED { en: "Void", es: "Anulación", zh: "撤销", de: "Storno" }
    EVIDENCE { en: "evidence", es: "evidencia", zh: "证据", de: "Nachweis" }
    PROOF { en: "journal after it", es: "registro después", zh: "之后的流水", de: "Journal danach" }
    SETTLES { en: "could settle it", es: "lo aclararía", zh: "可核实方式", de: "könnte es klären" }
    KNOWN { en: "known", es: "se sabe", zh: "已知", de: "bekannt" }
    UNKNOWN_SAYS { en: "The void may have been sent, at most once. Nothing read so far proves whether the money went back.", es: "La anulación pudo enviarse, a lo más una vez. Nada de lo leído prueba si el dinero se devolvió.", zh: "撤销可能已发送，至多一次。目前读到的内容不能证明钱是否已退。", de: "Das Storno kann gesendet worden sein, höchstens einmal. Nichts bisher Gelesenes beweist, ob das Geld zurückging." }
    UNKNOWN_SETTLES { en: "the acquirer's statement, or the void voucher on the terminal's paper", es: "la cartola del adquirente, o el comprobante de anulación en el papel del terminal", zh: "收单方对账单，或终端打印的撤销凭证", de: "die Abrechnung des Acquirers oder der Stornobeleg auf dem Papier des Terminals" }
    NEXT_DONE { en: "Give the customer the void slip. Do not void or refund again.", es: "Entregue al cliente el comprobante de anulación. No vuelva a anular ni devolver.", zh: "将撤销凭证交给顾客。不要再次撤销或退款。", de: "Geben Sie dem Kunden den Stornobeleg. Nicht noch einmal stornieren, keine Gutschrift." }
    NEXT_NOT_DONE { en: "The sale stands. Read the evidence before you try anything else.", es: "La venta sigue en pie. Lea la evidencia antes de intentar otra cosa.", zh: "该笔交易仍然有效。请先看证据再作其他尝试。", de: "Der Verkauf besteht weiter. Lesen Sie den Nachweis, bevor Sie etwas anderes versuchen." }
    NEXT_UNKNOWN { en: "Do not void again, do not charge again, do not close the batch. c reads again; k records what a person found out.", es: "No vuelva a anular, no cobre otra vez, no cierre el lote. c vuelve a leer; k anota lo que averiguó una persona.", zh: "不要再次撤销，不要再次收款，不要结批。按 c 重新读取；按 k 记录人工查明的结果。", de: "Nicht noch einmal stornieren, Zahlung nicht wiederholen, kein Kassenschnitt. c liest noch einmal; k hält fest, was eine Person herausfand." }
    CONCLUDE_SAYS { en: "A person settles this case. The ledger says that it was a person. Name what proves it: slip, acquirer's answer, bill.", es: "Una persona cierra este caso. La bitácora lo dice así. Indique qué lo prueba: papel, respuesta del adquirente, cartola.", zh: "由人工结案，台账会注明是人工。请写明依据：凭证、收单方答复、账单。", de: "Eine Person klärt diesen Fall. Das Logbuch hält fest, dass es eine Person war. Nennen Sie, was es beweist: Beleg, Antwort des Acquirers, Abrechnung." }

    FILE { en: "file", es: "archivo", zh: "文件", de: "Datei" }
    PASSPHRASE { en: "passphrase", es: "frase clave", zh: "口令", de: "Passphrase" }
    PASSPHRASE_AGAIN { en: "once more", es: "otra vez", zh: "再输一次", de: "noch einmal" }
    NOT_THE_SAME { en: "the two are not the same", es: "no son iguales", zh: "两次输入不一致", de: "die beiden sind nicht gleich" }
    EXPORT_SAYS { en: "Every archive and ledger in one file that another laptop verifies and restores. With a passphrase it is encrypted. An existing file is never overwritten.", es: "Todos los archivos y bitácoras en un solo archivo que otro computador verifica y restaura. Con frase clave va cifrado. Nunca se sobrescribe uno existente.", zh: "将全部档案和台账写入一个文件，可在另一台电脑校验并恢复。设口令则加密。绝不覆盖已有文件。", de: "Alle Archive und Logbücher in einer Datei, die ein anderer Rechner prüft und wiederherstellt. Mit Passphrase wird sie verschlüsselt. Eine vorhandene Datei wird nie überschrieben." }
    EXPORTED { en: "Written and verified, archives in it: {archives}. {path}", es: "Escrito y verificado, archivos que contiene: {archives}. {path}", zh: "已写入并校验，含档案 {archives} 份：{path}", de: "Geschrieben und geprüft, Archive darin: {archives}. {path}" }
    EXPORT_TO { en: "Written to: {path}", es: "Se escribe en: {path}", zh: "写入：{path}", de: "Wird geschrieben nach: {path}" }
    PULL_CAN_STOP { en: "It can be stopped; what arrived is kept.", es: "Se puede detener; lo recibido se conserva.", zh: "可中止；已收到的会保留。", de: "Es lässt sich anhalten; was ankam, bleibt erhalten." }
    PULLED { en: "{entries} entries in a verified archive, {new} new, {odd} odd things (see Backups)", es: "{entries} operaciones en archivo verificado, {new} nuevas, {odd} rarezas (vea Respaldo)", zh: "{entries} 条已存档并校验，新增 {new} 条，异常 {odd} 处（见备份）", de: "{entries} Einträge im geprüften Archiv, {new} neu, {odd} auffällig (siehe Archive)" }
    PULLED_FULL { en: "Last pull: {entries} entries, {new} new, {resumed} taken over from an interrupted one. Read back and verified.", es: "Última lectura: {entries} operaciones, {new} nuevas, {resumed} tomadas de una interrumpida. Releída y verificada.", zh: "最近读取：{entries} 条，新增 {new} 条，{resumed} 条来自中断的读取。已回读校验。", de: "Letztes Auslesen: {entries} Einträge, {new} neu, {resumed} aus einem unterbrochenen übernommen. Zurückgelesen und geprüft." }
    PROGRESS { en: "{entries} entries", es: "{entries} operaciones", zh: "{entries} 条", de: "{entries} Einträge" }
    PROGRESS_OF { en: "{entries} of {total} entries", es: "{entries} de {total} operaciones", zh: "{entries}/{total} 条", de: "{entries} von {total} Einträgen" }
    PROGRESS_ABOUT { en: "{entries} of about {total} entries", es: "{entries} de unas {total} operaciones", zh: "{entries}/约 {total} 条", de: "{entries} von etwa {total} Einträgen" }
    ETA { en: "about {left} left", es: "faltan unos {left}", zh: "约剩 {left}", de: "noch etwa {left}" }
    NO_ARCHIVES { en: "No archives yet. Open a device and pull its journal with p.", es: "Aún no hay archivos. Abra un equipo y lea su registro con p.", zh: "尚无档案。请打开设备并按 p 读取流水。", de: "Noch keine Archive. Öffnen Sie ein Gerät, und lesen Sie sein Journal mit p aus." }
    C_BEGUN { en: "begun", es: "inicio", zh: "开始时间", de: "Beginn" }
    C_ENTRIES { en: "entries", es: "operac.", zh: "条数", de: "Einträge" }
    C_KIND { en: "kind", es: "clase", zh: "类别", de: "Art" }
    C_SIZE { en: "size", es: "tamaño", zh: "大小", de: "Größe" }
    C_VERIFIED { en: "verified", es: "verificado", zh: "校验", de: "Prüfung" }
    C_DEVICE { en: "device", es: "equipo", zh: "设备", de: "Gerät" }
    KIND_FULL { en: "full", es: "total", zh: "完整", de: "voll" }
    KIND_DELTA { en: "delta", es: "parcial", zh: "增量", de: "Delta" }
    KIND_PART { en: "part", es: "trozo", zh: "片段", de: "Teil" }
    NEVER_SEALED { en: "not sealed", es: "sin sellar", zh: "未封存", de: "unversiegelt" }
    DAMAGED { en: "damaged", es: "dañado", zh: "已损坏", de: "beschädigt" }
    WHOLE { en: "whole", es: "íntegro", zh: "完好", de: "unversehrt" }
    NOT_CHECKED { en: "not checked", es: "sin revisar", zh: "未校验", de: "nicht geprüft" }
    ALL_VERIFIED { en: "Verified: archives {archives} (damaged: {bad}), every ledger (broken: {broken})", es: "Verificado: archivos {archives} (dañados: {bad}), todas las bitácoras (rotas: {broken})", zh: "{archives} 份档案及全部台账校验通过（损坏 {bad}，断链 {broken}）", de: "Geprüft: Archive {archives} (beschädigt: {bad}), alle Logbücher (gebrochen: {broken})" }
    NOT_VERIFIED { en: "Archives checked: {archives}, damaged: {bad}, ledgers broken: {broken}. Keep the files; restore from an export.", es: "Archivos revisados: {archives}, dañados: {bad}, bitácoras rotas: {broken}. Conserve los archivos; restaure de una exportación.", zh: "已检查 {archives} 份档案：损坏 {bad}，台账断链 {broken}。请保留文件，并从导出恢复。", de: "Geprüfte Archive: {archives}, beschädigt: {bad}, Logbücher gebrochen: {broken}. Behalten Sie die Dateien; stellen Sie aus einem Export wieder her." }

    WIRE_SAYS { en: "{lines} lines, {dropped} older ones no longer kept, {how}", es: "{lines} líneas, {dropped} anteriores ya no se guardan, {how}", zh: "{lines} 行，更早的 {dropped} 行已不保留，{how}", de: "{lines} Zeilen, {dropped} ältere nicht mehr behalten, {how}" }
    FOLLOWING { en: "following the newest", es: "siguiendo lo más nuevo", zh: "跟随最新", de: "folgt dem Neuesten" }
    STANDING { en: "standing; End follows", es: "detenido; End sigue", zh: "已停住；End 跟随", de: "angehalten; End folgt" }
    WIRE_EMPTY { en: "Nothing passed over the line in this session yet.", es: "Aún no pasó nada por la línea en esta sesión.", zh: "本次会话线路上尚无数据。", de: "In dieser Sitzung lief noch nichts über die Leitung." }

    CHAIN_HOLDS { en: "{writer}: {lines} lines hold, head {head}", es: "{writer}: {lines} líneas íntegras, cabeza {head}", zh: "{writer}：{lines} 行完好，链头 {head}", de: "{writer}: {lines} Zeilen unversehrt, Kopf {head}" }
    CHAIN_BROKEN { en: "{writer}: broken after {lines} lines, head {head}.", es: "{writer}: rota tras {lines} líneas, cabeza {head}.", zh: "{writer}：第 {lines} 行后断链，链头 {head}。", de: "{writer}: gebrochen nach {lines} Zeilen, Kopf {head}." }
    LEDGER_EMPTY { en: "The ledger is empty.", es: "La bitácora está vacía.", zh: "台账为空。", de: "Das Logbuch ist leer." }
    C_WHEN { en: "when", es: "cuándo", zh: "时间", de: "wann" }
    C_WHAT { en: "what", es: "qué", zh: "内容", de: "was" }
    E_NEWER { en: "an event of a newer version of this program", es: "un suceso de una versión más nueva de este programa", zh: "来自本程序更新版本的事件", de: "ein Ereignis einer neueren Version dieses Programms" }
    E_VISIT { en: "visit: {port} {device} {consent}", es: "visita: {port} {device} {consent}", zh: "上门：{port} {device} {consent}", de: "Einsatz: {port} {device} {consent}" }
    E_PULLED { en: "pulled {entries} entries of {device}, archive {archive}", es: "leídas {entries} operaciones de {device}, archivo {archive}", zh: "读取 {device} 的 {entries} 条，档案 {archive}", de: "{entries} Einträge von {device} ausgelesen, Archiv {archive}" }
    E_REPRINTED { en: "printed again, wanted {wanted}: {printed}", es: "reimpreso, se buscaba {wanted}: {printed}", zh: "重打，要求 {wanted}：{printed}", de: "nachgedruckt, gewünscht {wanted}: {printed}" }
    E_INTENT { en: "intent {intent}: void of transaction {number}, {amount}. Reason: {reason}. Authoriser: {authoriser}", es: "intención {intent}: anulación de la transacción {number}, {amount}. Motivo: {reason}. Autoriza: {authoriser}", zh: "意向 {intent}：撤销交易 {number}，{amount}。原因：{reason}。授权人：{authoriser}", de: "Vorhaben {intent}: Storno von Vorgang {number}, {amount}. Grund: {reason}. Freigabe: {authoriser}" }
    E_ANSWER { en: "answer to {intent}: {text}", es: "respuesta a {intent}: {text}", zh: "{intent} 的应答：{text}", de: "Antwort auf {intent}: {text}" }
    E_OUTCOME { en: "outcome of {intent}: {outcome}. {evidence}", es: "resultado de {intent}: {outcome}. {evidence}", zh: "{intent} 的结果：{outcome}。{evidence}", de: "Ausgang von {intent}: {outcome}. {evidence}" }
    E_UPKEEP { en: "upkeep: {text}", es: "mantenimiento: {text}", zh: "维护：{text}", de: "Wartung: {text}" }

    SUBJECT { en: "where", es: "dónde", zh: "对象", de: "wo" }
    NOT_DONE { en: "not done", es: "no se hizo", zh: "未做", de: "nicht geschehen" }
    NEXT { en: "next", es: "siguiente", zh: "下一步", de: "weiter" }
    DETAIL { en: "detail", es: "detalle", zh: "细节", de: "Detail" }
    DIED { en: "A defect of this program stopped its work: {why}. Archives and ledger are safe. Quit and start again.", es: "Un defecto de este programa detuvo su trabajo: {why}. Archivos y bitácora están a salvo. Salga y vuelva a empezar.", zh: "程序缺陷导致停止：{why}。档案和台账安全。请退出后重新启动。", de: "Ein Fehler dieses Programms hielt seine Arbeit an: {why}. Archive und Logbuch sind sicher. Beenden Sie es, und starten Sie neu." }
    BROKEN { en: "The program has a defect and cannot go on. Quit and start again.", es: "El programa tiene un defecto y no puede seguir. Salga y vuelva a empezar.", zh: "程序出现缺陷，无法继续。请退出后重新启动。", de: "Das Programm hat einen Fehler und kann nicht weiterarbeiten. Beenden Sie es, und starten Sie neu." }
    DIED_WITH_MONEY { en: "A void was on its way: its outcome is unknown. Its intent is in the ledger. After the restart settle it by reading; do not void again.", es: "Había una anulación en camino: su resultado es desconocido. La intención está en la bitácora. Tras reiniciar, aclárela leyendo; no vuelva a anular.", zh: "有一笔撤销正在途中：结果未知。意向已记入台账。重启后请只读核实；不要再次撤销。", de: "Ein Storno war unterwegs: Sein Ausgang ist unbekannt. Das Vorhaben steht im Logbuch. Klären Sie es nach dem Neustart durch Lesen; stornieren Sie nicht noch einmal." }
}
