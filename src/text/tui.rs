//! What the screen says.

texts! {
    DEVICES { en: "Devices", es: "Equipos", zh: "设备" }
    OVERVIEW { en: "Overview", es: "Resumen", zh: "概览" }
    JOURNAL { en: "Journal", es: "Registro", zh: "流水" }
    DISPUTE { en: "Dispute", es: "Reclamo", zh: "争议" }
    RECEIPT { en: "Receipt", es: "Recibo", zh: "票据" }
    REMEDY { en: "Remedy", es: "Remedio", zh: "补救" }
    BACKUPS { en: "Backups", es: "Respaldo", zh: "备份" }
    WIRE { en: "Wire", es: "Línea", zh: "线路" }
    LEDGER { en: "Ledger", es: "Bitácora", zh: "台账" }

    K_OPEN { en: "open", es: "abrir", zh: "打开" }
    K_PULL { en: "pull", es: "leer registro", zh: "读取流水" }
    K_LOOK_AGAIN { en: "look again", es: "volver a mirar", zh: "重新查询" }
    K_RECOVER { en: "settle by reading", es: "aclarar leyendo", zh: "只读核实" }
    K_FILTER { en: "filter", es: "filtrar", zh: "筛选" }
    K_SORT { en: "sort", es: "ordenar", zh: "排序" }
    K_TURN { en: "turn the order round", es: "invertir el orden", zh: "反转顺序" }
    K_DETAIL { en: "details", es: "detalle", zh: "详情" }
    K_RECEIPT { en: "receipt", es: "recibo", zh: "票据" }
    K_ASK_ENTRY { en: "dispute", es: "reclamo", zh: "争议" }
    K_ASK { en: "ask", es: "preguntar", zh: "查询" }
    K_VOID { en: "void", es: "anular", zh: "撤销" }
    K_SHEET { en: "save case sheet", es: "guardar ficha", zh: "保存案情单" }
    K_REPRINT { en: "print on the device", es: "imprimir en el equipo", zh: "在设备上重打" }
    K_FILL { en: "fill in", es: "completar", zh: "填写" }
    K_CHECK_AGAIN { en: "check again", es: "volver a comprobar", zh: "重新检查" }
    K_CONCLUDE { en: "conclude by hand", es: "concluir a mano", zh: "人工结案" }
    K_VERIFY { en: "verify", es: "verificar", zh: "校验" }
    K_EXPORT { en: "export", es: "exportar", zh: "导出" }
    K_HEX { en: "hex on or off", es: "hex sí o no", zh: "十六进制开关" }
    K_UP { en: "one line up", es: "una línea arriba", zh: "上一行" }
    K_DOWN { en: "one line down", es: "una línea abajo", zh: "下一行" }
    K_PAGE_UP { en: "one page up", es: "una página arriba", zh: "上一页" }
    K_PAGE_DOWN { en: "one page down", es: "una página abajo", zh: "下一页" }
    K_FIRST { en: "to the beginning", es: "al principio", zh: "到开头" }
    K_LAST { en: "to the end", es: "al final", zh: "到末尾" }
    K_NEXT_SCREEN { en: "next screen", es: "pantalla siguiente", zh: "下一屏" }
    K_PREVIOUS_SCREEN { en: "previous screen", es: "pantalla anterior", zh: "上一屏" }
    K_RECONNECT { en: "open the lost link again, or look again", es: "reabrir el enlace perdido, o volver a mirar", zh: "重新连接，或重新查询" }
    K_BACK { en: "back; stops what only reads", es: "volver; detiene lo que solo lee", zh: "返回；停止只读操作" }
    K_HELP { en: "help", es: "ayuda", zh: "帮助" }
    K_LANGUAGE { en: "language", es: "idioma", zh: "语言" }
    K_QUIT { en: "quit", es: "salir", zh: "退出" }
    K_SUBMIT { en: "go", es: "seguir", zh: "确定" }
    K_NEXT_FIELD { en: "next field", es: "campo siguiente", zh: "下一栏" }
    K_PREVIOUS_FIELD { en: "previous field", es: "campo anterior", zh: "上一栏" }
    K_LEFT { en: "to the left, other choice", es: "a la izquierda, otra opción", zh: "向左，换选项" }
    K_RIGHT { en: "to the right, other choice", es: "a la derecha, otra opción", zh: "向右，换选项" }
    K_START { en: "to the beginning of the field", es: "al principio del campo", zh: "到栏首" }
    K_END { en: "to the end of the field", es: "al final del campo", zh: "到栏尾" }
    K_BACKSPACE { en: "delete before the cursor", es: "borrar antes del cursor", zh: "删除前一字符" }
    K_DELETE { en: "delete at the cursor", es: "borrar en el cursor", zh: "删除当前字符" }
    K_CLEAR { en: "empty the field", es: "vaciar el campo", zh: "清空该栏" }
    K_LEAVE_FIELD { en: "leave", es: "dejar", zh: "离开" }
    K_YES { en: "yes", es: "sí", zh: "是" }
    K_NO { en: "no", es: "no", zh: "否" }
    K_CLOSE { en: "close", es: "cerrar", zh: "关闭" }

    NO_DEVICE { en: "no device", es: "sin equipo", zh: "无设备" }
    CONNECTED { en: "connected", es: "conectado", zh: "已连接" }
    SAVED_DEVICE { en: "saved device, read only", es: "equipo guardado, solo lectura", zh: "存档设备，只读" }
    LOST { en: "link lost", es: "enlace perdido", zh: "连接中断" }
    BANNER_LOST { en: "Link lost since {since}. {why} What is shown is of {as_of}. r opens the link again.", es: "Enlace perdido desde las {since}. {why} Lo mostrado es de {as_of}. r reabre el enlace.", zh: "连接自 {since} 中断。{why} 所示数据截至 {as_of}。按 r 重新连接。" }
    BANNER_LOST_EMPTY { en: "Link lost since {since}. {why} r opens the link again.", es: "Enlace perdido desde las {since}. {why} r reabre el enlace.", zh: "连接自 {since} 中断。{why} 按 r 重新连接。" }
    TOO_SMALL { en: "{columns}x{rows} is small; 80x24 shows everything", es: "{columns}x{rows} es poco; 80x24 muestra todo", zh: "{columns}x{rows} 太小；80x24 可完整显示" }
    UNPLUGGED { en: "The port is gone: it was unplugged or switched off.", es: "El puerto ya no está: se desenchufó o se apagó.", zh: "端口消失：已拔出或断电。" }
    ESC_STOPS { en: "Esc stops", es: "Esc detiene", zh: "Esc 停止" }
    STOPPING { en: "Stopping. What arrived is kept.", es: "Deteniendo. Lo recibido se conserva.", zh: "正在停止。已收到的会保留。" }
    BUSY { en: "Something else is running. Wait, or stop it with Esc.", es: "Hay otra tarea en curso. Espere, o deténgala con Esc.", zh: "另有操作在进行。请等待，或按 Esc 停止。" }
    NO_DEVICE_OPEN { en: "No device is open. Open one on the first screen.", es: "No hay equipo abierto. Abra uno en la primera pantalla.", zh: "尚未打开设备。请在第一屏打开。" }
    LINK_IS_LOST { en: "The link is lost. r opens it again.", es: "El enlace está perdido. r lo reabre.", zh: "连接已中断。按 r 重新连接。" }
    NO_ENTRY_CHOSEN { en: "No entry is chosen. Choose one in the journal.", es: "No hay operación elegida. Elija una en el registro.", zh: "尚未选择记录。请在流水中选择。" }
    WAITING { en: "Waiting for the answer. Do not unplug.", es: "Esperando la respuesta. No desenchufe.", zh: "正在等待应答，请勿拔线。" }
    WAITING_TO_QUIT { en: "Waiting for the answer. Do not unplug. The program ends by itself when the answer is there and recorded.", es: "Esperando la respuesta. No desenchufe. El programa termina solo cuando la respuesta esté recibida y anotada.", zh: "正在等待应答，请勿拔线。应答收到并记录后，程序自动退出。" }
    LEAVE_ASKS { en: "The outcome of the void of operation {number} is unknown. Leave anyway?", es: "No se sabe cómo terminó la anulación de la operación {number}. ¿Salir de todos modos?", zh: "操作 {number} 的撤销结果未知。仍要退出吗？" }
    LEAVE_SAYS { en: "The case stays open in the ledger. Tell the shop: no second void and no second charge before it is settled.", es: "El caso queda abierto en la bitácora. Avise al comercio: ni otra anulación ni otro cobro antes de aclararlo.", zh: "案件在台账中保持未结。请告知商户：查明之前不得再次撤销，也不得再次收款。" }
    YES_OR_NO { en: "y yes   n no", es: "y sí   n no", zh: "y 是   n 否" }

    J_BROWSE { en: "reading the vault", es: "leyendo el archivo", zh: "正在读取档案库" }
    J_OPEN { en: "opening, listening, asking who is there", es: "abriendo, escuchando, preguntando quién está", zh: "正在打开、侦听、识别设备" }
    J_REOPEN { en: "opening the link again", es: "reabriendo el enlace", zh: "正在重新连接" }
    J_IDENTIFY { en: "asking who it is", es: "preguntando quién es", zh: "正在识别设备" }
    J_PULL { en: "reading the journal into an archive", es: "leyendo el registro a un archivo", zh: "正在读取流水并存档" }
    J_ASK { en: "looking through the vault", es: "buscando en el archivo", zh: "正在档案库中查找" }
    J_REPRINT { en: "the device prints", es: "el equipo imprime", zh: "设备正在打印" }
    J_REMEDIES { en: "checking what is allowed", es: "comprobando qué se permite", zh: "正在检查允许的操作" }
    J_PLAN { en: "making the plan, reading the device once more", es: "haciendo el plan, leyendo otra vez el equipo", zh: "正在制定方案，再次读取设备" }
    J_RECOVER { en: "settling open cases by reading", es: "aclarando casos abiertos leyendo", zh: "正在只读核实未结案件" }
    J_CONCLUDE { en: "recording the conclusion", es: "anotando la conclusión", zh: "正在记录结论" }
    J_VERIFY { en: "verifying every archive and the ledger", es: "verificando los archivos y la bitácora", zh: "正在校验全部档案和台账" }
    J_EXPORT { en: "writing the portable file", es: "escribiendo el archivo portátil", zh: "正在写入便携文件" }
    J_SHEET { en: "saving the case sheet", es: "guardando la ficha", zh: "正在保存案情单" }

    HELP_HERE { en: "Keys of this screen", es: "Teclas de esta pantalla", zh: "本屏按键" }
    HELP_EVERYWHERE { en: "Everywhere", es: "En todas partes", zh: "通用" }
    HELP_FIELDS { en: "In a text field", es: "En un campo de texto", zh: "输入栏中" }
    HELP_QUESTIONS { en: "In a question or message", es: "En una pregunta o mensaje", zh: "提问或消息中" }
    HELP_MARKS { en: "Marks", es: "Marcas", zh: "标记" }
    HELP_FILTER { en: "Filter of the journal", es: "Filtro del registro", zh: "流水筛选" }
    MARK_GOOD { en: "approved here; as it should be", es: "aprobada aquí; como debe ser", zh: "本机已批准；正常" }
    MARK_BAD { en: "declined here; wrong, or not allowed", es: "rechazada aquí; mal, o no permitido", zh: "本机已拒绝；错误或不允许" }
    MARK_UNKNOWN { en: "nobody can say yet", es: "nadie lo sabe aún", zh: "尚无法确定" }
    MARK_VOIDED { en: "voided: the journal or our ledger shows it", es: "anulada: lo muestra el registro o la bitácora", zh: "已撤销：流水或台账有记录" }
    MARK_WARN { en: "needs attention", es: "requiere atención", zh: "需要注意" }

    PORTS_HERE { en: "Ports of this machine", es: "Puertos de este computador", zh: "本机端口" }
    NO_PORTS { en: "none now; a port appears here when it is plugged in", es: "ninguno ahora; al enchufar uno, aparece aquí", zh: "目前没有；插入后会出现在这里" }
    OFFERED_HERE { en: "Offered here", es: "Ofrecidos aquí", zh: "此处提供" }
    OPEN_HERE { en: "open", es: "abierto", zh: "已打开" }
    K_TYPE_PORT { en: "other port", es: "otro puerto", zh: "其他端口" }
    PORT { en: "port", es: "puerto", zh: "端口" }
    PORT_SAYS { en: "A serial port, with settings where they differ: /dev/ttyUSB0@9600,8N2. Or tcp:HOST:PORT, archive:FILE, sim:transbank.", es: "Un puerto serie, con ajustes si difieren: /dev/ttyUSB0@9600,8N2. O tcp:HOST:PORT, archive:FILE, sim:transbank.", zh: "串口，参数不同时一并写出：/dev/ttyUSB0@9600,8N2。或 tcp:HOST:PORT、archive:FILE、sim:transbank。" }
    NO_PORT { en: "that is no port", es: "eso no es un puerto", zh: "不是端口" }
    OPENING_SAYS { en: "Enter opens the chosen one: it listens first, then sends only silent questions. Nothing prints and no money moves.", es: "Enter abre el elegido: primero escucha y luego envía solo consultas silenciosas. Nada se imprime ni mueve dinero.", zh: "按 Enter 打开所选：先侦听，再只发送静默查询。不会打印，也不会动账。" }
    HOTPLUG_SAYS { en: "Ports come and go by themselves in this list.", es: "Los puertos aparecen y desaparecen solos en esta lista.", zh: "端口插拔会自动更新此列表。" }

    IDENTITY { en: "Identity", es: "Identidad", zh: "身份" }
    BACKUP { en: "Backup", es: "Respaldo", zh: "备份" }
    STATE { en: "State", es: "Estado", zh: "状态" }
    CAPABILITIES { en: "What this family of devices can do", es: "Qué puede esta familia de equipos", zh: "此类设备的能力" }
    PARTLY { en: "in part", es: "en parte", zh: "部分" }
    HAND_BACK { en: "Before you leave", es: "Antes de irse", zh: "离开之前" }
    NO_ID_TOLD { en: "the device told no numbers", es: "el equipo no dio sus números", zh: "设备未报出编号" }
    PROOF_CONTINUITY { en: "its journal continues our newest archive ({matched} entries in both)", es: "su registro continúa nuestro último archivo ({matched} operaciones en ambos)", zh: "其流水与我们最新的档案相接（{matched} 条相同）" }
    PROOF_TOLD { en: "It told its own numbers; there is no earlier backup to compare them with yet.", es: "Dio sus propios números; aún no hay un respaldo anterior con qué compararlos.", zh: "设备自己报出了编号；还没有更早的备份可供比对。" }
    PROOF_BROKEN { en: "its journal does not continue what we know of it: no money moves", es: "su registro no continúa lo que conocemos: no se mueve dinero", zh: "其流水与已知不相接：不允许动账" }
    PROOF_NONE { en: "nothing it says tells which one it is: no money moves", es: "nada de lo que dice prueba cuál es: no se mueve dinero", zh: "无法证明是哪一台：不允许动账" }
    ARCHIVE_OF { en: "{entries} entries, {at}", es: "{entries} operaciones, {at}", zh: "{entries} 条，{at}" }
    NO_ARCHIVE { en: "none of this device yet: p pulls one", es: "ninguno de este equipo aún: p lo lee", zh: "此设备尚无备份：按 p 读取" }
    PARTIAL_LEFT { en: "an interrupted pull waits: the next one goes on from there", es: "hay una lectura interrumpida: la próxima sigue desde allí", zh: "有未完成的读取：下次从断点继续" }
    OPEN_CASE { en: "Outcome unknown: void of operation {number}, {amount}, {device}, {at}", es: "Resultado desconocido: anulación de la operación {number}, {amount}, {device}, {at}", zh: "结果未知：撤销操作 {number}，{amount}，{device}，{at}" }
    OPEN_CASES { en: "Cases that are still open", es: "Casos aún abiertos", zh: "未结案件" }
    OPEN_CASES_SAY { en: "c settles by reading only; k on the remedy screen records what a person found out. No second void before that.", es: "c aclara solo leyendo; k en la pantalla Remedio anota lo que averiguó una persona. Ninguna segunda anulación antes.", zh: "按 c 只读核实；在“补救”屏按 k 记录人工查明的结果。此前不得再次撤销。" }
    NO_OPEN_CASES { en: "No case is open.", es: "No hay casos abiertos.", zh: "没有未结案件。" }
    CASE_NOW { en: "void of operation {number}, {amount}: {outcome}. {evidence}", es: "anulación de la operación {number}, {amount}: {outcome}. {evidence}", zh: "撤销操作 {number}，{amount}：{outcome}。{evidence}" }
    COULD_SETTLE { en: "What could settle it: {what}", es: "Qué podría aclararlo: {what}", zh: "可用以下方式核实：{what}" }

    COUNT_OF { en: "{shown} of {all} entries, by {sort}, {order}", es: "{shown} de {all} operaciones, por {sort}, {order}", zh: "{shown}/{all} 条，按{sort}，{order}" }
    UPWARDS { en: "ascending", es: "ascendente", zh: "升序" }
    DOWNWARDS { en: "descending", es: "descendente", zh: "降序" }
    BY_ORDER { en: "device order", es: "orden del equipo", zh: "设备顺序" }
    C_NUMBER { en: "no.", es: "núm.", zh: "编号" }
    C_TIME { en: "time", es: "hora", zh: "时间" }
    C_YEAR { en: "year", es: "año", zh: "年" }
    C_CURRENCY { en: "cur", es: "mon", zh: "币" }
    C_TYPE { en: "type", es: "tipo", zh: "类型" }
    C_CARD { en: "card", es: "tarj", zh: "卡号" }
    C_BRAND { en: "brand", es: "marca", zh: "卡种" }
    C_AUTH { en: "auth", es: "autor.", zh: "授权码" }
    C_STATE { en: "state", es: "estado", zh: "状态" }
    NOT_TOLD { en: "?", es: "?", zh: "?" }
    RESULT_CODE { en: "result code", es: "código", zh: "结果码" }
    VOIDED { en: "voided", es: "anulada", zh: "已撤销" }
    VOID_UNKNOWN { en: "void: unknown", es: "anul.: ¿?", zh: "撤销未知" }
    JOURNAL_EMPTY { en: "No entries. Open a device and pull its journal with p.", es: "Sin operaciones. Abra un equipo y lea su registro con p.", zh: "没有记录。请打开设备并按 p 读取流水。" }
    FILTER_KEPT { en: "The filter before stays. {why}", es: "Sigue el filtro anterior. {why}", zh: "仍用之前的筛选。{why}" }
    NOTHING_FITS { en: "Nothing fits the filter. / changes it.", es: "Nada cumple el filtro. / lo cambia.", zh: "没有符合筛选的记录。按 / 修改。" }
    SEEN_IN { en: "seen in archives: {count}, last {last}", es: "vista en archivos: {count}, la última {last}", zh: "见于 {count} 份档案，最近 {last}" }

    RECEIPT_SAYS { en: "A copy made here from the journal. p prints the last receipt again on the device.", es: "Copia hecha aquí a partir del registro. p imprime otra vez el último recibo en el equipo.", zh: "此处依据流水生成的副本。按 p 在设备上重打最后一张票据。" }
    REPRINT_ASKS { en: "Paper will come out of the device. Wanted: operation {number}, {amount}.", es: "Saldrá papel del equipo. Se busca: operación {number}, {amount}.", zh: "设备将出纸。要重打：操作 {number}，{amount}。" }
    REPRINT_LIMIT { en: "The device can print its last sale only: where that is another one, nothing is sent. What it printed is compared with what was wanted. The slip looks valid: mark it as a copy by hand.", es: "El equipo solo puede imprimir su última venta: si es otra, nada se envía. Lo impreso se compara con lo buscado. El papel parece válido: márquelo a mano como copia.", zh: "设备只能重打最后一笔：若最后一笔是别的，则不发送。程序会比对打印内容。纸条看似有效：请手工注明为副本。" }
    REPRINT_NOT_LAST { en: "Operation {wanted} is not the last sale of this device: operation {last} came after it. The device prints its last sale only, so nothing is sent.", es: "La operación {wanted} no es la última venta de este equipo: después vino la operación {last}. El equipo solo imprime su última venta, así que nada se envía.", zh: "操作 {wanted} 不是本设备的最后一笔：其后还有操作 {last}。设备只能打印最后一笔，因此不发送任何内容。" }
    REPRINT_COPY { en: "The copy on the receipt screen can be given instead.", es: "En su lugar sirve la copia de la pantalla Recibo.", zh: "可改用“票据”屏上的副本。" }
    REPRINTED { en: "Operation {number} was printed again. Mark the slip as a copy.", es: "Se imprimió otra vez la operación {number}. Marque el papel como copia.", zh: "操作 {number} 已重打。请在纸条上注明副本。" }
    REPRINT_RECEIVED { en: "The device sent transaction {number} here instead of printing it ({count} lines). Its receipt is shown here after the next pull.", es: "El equipo envió la transacción {number} aquí en lugar de imprimirla ({count} líneas). Su recibo se ve aquí tras la próxima lectura.", zh: "设备将交易 {number} 发送到此处而未打印（{count} 行）。下次读取后可在此查看其票据。", de: "Das Gerät hat Transaktion {number} hierher gesendet, statt sie zu drucken ({count} Zeilen). Ihr Beleg ist hier nach dem nächsten Auslesen zu sehen." }
    REPRINTED_OTHER { en: "Another sale was printed: operation {number}, {amount}, not operation {wanted}.", es: "Se imprimió otra venta: operación {number}, {amount}, no la operación {wanted}.", zh: "打印的是另一笔：操作 {number}，{amount}，不是操作 {wanted}。" }
    DESTROY_SLIP { en: "Destroy the slip. It does not belong to this customer. The copy on this screen can be used instead.", es: "Destruya el papel. No es de este cliente. En su lugar sirve la copia de esta pantalla.", zh: "请销毁该纸条。它不属于这位顾客。可使用本屏的副本。" }
    REPRINTED_UNKNOWN { en: "Whether something was printed, and what, is unknown: {why}", es: "No se sabe si se imprimió algo, ni qué: {why}", zh: "是否打印、打印了什么均未知：{why}" }
    LOOK_AT_PAPER { en: "Look at the paper: compare operation number and amount before you hand it to anybody.", es: "Mire el papel: compare número de operación y monto antes de entregarlo.", zh: "请看纸条：交给任何人之前先核对操作号和金额。" }

    ABOUT_WHEN { en: "about when", es: "hora aproximada", zh: "大约时间" }
    LAST4 { en: "last 4 digits", es: "últimos 4 dígitos", zh: "卡号后四位" }
    AMOUNT_HINT { en: "as phone or statement shows it", es: "como lo muestra el teléfono o la cartola", zh: "以手机或账单所示为准" }
    WHEN_HINT { en: "14:05 (any day), 11-23 14:05; may be empty", es: "14:05 (cualquier día), 11-23 14:05, o vacío", zh: "14:05（任意日期）、11-23 14:05；可留空" }
    MAY_BE_EMPTY { en: "may be empty", es: "puede ir vacío", zh: "可留空" }
    NO_AMOUNT { en: "not an amount: write 12500, or 12.50 where there are decimals", es: "no es un monto: escriba 12500, o 12,50 si hay decimales", zh: "不是金额：请写 12500，有小数则写 12.50" }
    NO_TIME { en: "not a time: write 14:05 or 2026-11-23 14:05", es: "no es una hora: escriba 14:05 o 2026-11-23 14:05", zh: "不是时间：请写 14:05 或 2026-11-23 14:05" }
    NO_LAST4 { en: "four digits, or nothing", es: "cuatro dígitos, o nada", zh: "四位数字，或留空" }
    DISPUTE_SAYS { en: "A customer says that a payment was taken. a fills in the amount; Enter asks what this device knows of it.", es: "Un cliente dice que se le cobró. a completa el monto; Enter pregunta qué sabe este equipo.", zh: "顾客称已被扣款。按 a 填写金额；按 Enter 查询本机所知。" }
    ASK_FIRST { en: "Ask first: a fills in the question.", es: "Pregunte primero: a completa la consulta.", zh: "请先查询：按 a 填写。" }
    V_APPROVED { en: "APPROVED HERE", es: "APROBADA AQUÍ", zh: "本机已批准" }
    V_DECLINED { en: "DECLINED HERE", es: "RECHAZADA AQUÍ", zh: "本机已拒绝" }
    V_SEVERAL { en: "SEVERAL FIT: none is picked", es: "VARIAS COINCIDEN: no se elige ninguna", zh: "有多笔符合：不作选择" }
    V_UNKNOWN { en: "UNKNOWN: one record fits and does not settle it", es: "DESCONOCIDO: un registro calza y no lo aclara", zh: "未知：有一条相符，但不能说明结果" }
    V_NO_RECORD { en: "NO RECORD in this device's memory", es: "SIN REGISTRO en la memoria de este equipo", zh: "本机存储中无记录" }
    AS_OF { en: "journal of {at}", es: "registro de {at}", zh: "流水截至 {at}" }
    NEVER_PULLED { en: "no journal was ever pulled", es: "nunca se leyó un registro", zh: "从未读取过流水" }
    NEARLY { en: "Nearly fit, but are no answer:", es: "Casi coinciden, pero no responden:", zh: "接近但不能作为答案：" }
    WHAT_TO_DO { en: "What to do", es: "Qué hacer", zh: "应做" }
    MUST_NOT { en: "What must not be done", es: "Qué no se debe hacer", zh: "不可做" }
    HOW_WE_KNOW { en: "How we know", es: "Cómo lo sabemos", zh: "依据" }
    OTHER_CARD { en: "other card", es: "otra tarjeta", zh: "卡号不符" }
    MINUTES_OFF { en: "{minutes} min off", es: "a {minutes} min", zh: "差 {minutes} 分" }
    NOT_IN_MEMORY { en: "no longer in the device", es: "ya no está en el equipo", zh: "设备中已无" }
    SHEET_PASSING { en: "That folder is a temporary one and is thrown away, in the demo as soon as it ends: copy the sheet if you want to keep it.", es: "Esa carpeta es temporal y se borra, en la demostración apenas termina: copie la ficha si quiere conservarla.", zh: "该文件夹是临时的，会被删除；演示结束即删：如需保留请先复制。" }
    SHEET_SAVED { en: "Case sheet saved: {path}", es: "Ficha guardada: {path}", zh: "案情单已保存：{path}" }

    REMEDY_SAYS { en: "Choose an entry in the journal and press v. Nothing is sent before you have typed its number.", es: "Elija una operación en el registro y pulse v. Nada se envía antes de que escriba su número.", zh: "在流水中选择记录并按 v。输入其编号之前不会发送任何内容。" }
    REASON { en: "reason", es: "motivo", zh: "原因" }
    AUTHORISER { en: "shop's authoriser", es: "autoriza (comercio)", zh: "商户授权人" }
    GOODS { en: "goods handed over?", es: "¿producto entregado?", zh: "货物已交付？" }
    YES { en: "yes", es: "sí", zh: "是" }
    NO { en: "no", es: "no", zh: "否" }
    MUST_BE_FILLED { en: "this has to be filled in", es: "hay que completarlo", zh: "此项必填" }
    MUST_BE_CHOSEN { en: "choose one: type its number", es: "elija una: escriba su número", zh: "请选择：输入序号" }
    VOID_ALLOWED { en: "A void is allowed.", es: "Se permite anular.", zh: "允许撤销。" }
    VOID_ALLOWED_SAYS { en: "Fill in why and who agreed. The plan is shown before anything is sent.", es: "Indique por qué y quién autorizó. El plan se muestra antes de enviar nada.", zh: "请填写原因和授权人。发送前会先显示方案。" }
    VOID_REFUSED { en: "A void is not allowed:", es: "No se permite anular:", zh: "不允许撤销：" }
    ARCHIVE { en: "archive", es: "archivo", zh: "档案" }
    WILL_SEND { en: "sent, once", es: "se envía, una vez", zh: "只发送一次" }
    SEND_VOID { en: "void of operation {number}", es: "anulación de la operación {number}", zh: "撤销操作 {number}" }
    GOODS_WARNING { en: "The goods are with the customer: after a void the shop has neither goods nor money.", es: "El cliente tiene el producto: tras anular, el comercio queda sin producto y sin dinero.", zh: "货物已在顾客手中：撤销后商户既无货也无款。" }
    NO_WAY_BACK { en: "This gives the money back. It cannot be undone.", es: "Esto devuelve el dinero. No se puede deshacer.", zh: "此操作会退款，且无法恢复。" }
    TYPE_TO_SEND { en: "To void {amount}, type the operation number {number} and press Enter. Esc sends nothing.", es: "Para anular {amount}, escriba el número de operación {number} y pulse Enter. Esc no envía nada.", zh: "要撤销 {amount}，请输入操作号 {number} 并按 Enter。按 Esc 则不发送。" }
    TYPE_NUMBER { en: "operation number", es: "número de operación", zh: "操作号" }
    WRONG_NUMBER { en: "that is not the number of this operation; nothing was sent", es: "ese no es el número de esta operación; nada se envió", zh: "与此操作号不符；未发送任何内容" }
    SINCE { en: "sent at {at}", es: "enviado a las {at}", zh: "发送于 {at}" }
    VOID_ENDED { en: "Void", es: "Anulación", zh: "撤销" }
    EVIDENCE { en: "evidence", es: "evidencia", zh: "证据" }
    PROOF { en: "journal after it", es: "registro después", zh: "之后的流水" }
    SETTLES { en: "could settle it", es: "lo aclararía", zh: "可核实方式" }
    KNOWN { en: "known", es: "se sabe", zh: "已知" }
    UNKNOWN_SAYS { en: "The void may have been sent, at most once. Nothing read so far proves whether the money went back.", es: "La anulación pudo enviarse, a lo más una vez. Nada de lo leído prueba si el dinero se devolvió.", zh: "撤销可能已发送，至多一次。目前读到的内容不能证明钱是否已退。" }
    UNKNOWN_SETTLES { en: "the acquirer's statement, or the void voucher on the terminal's paper", es: "la cartola del adquirente, o el comprobante de anulación en el papel del terminal", zh: "收单方对账单，或终端打印的撤销凭证" }
    NEXT_DONE { en: "Give the customer the void slip. Do not void or refund again.", es: "Entregue al cliente el comprobante de anulación. No vuelva a anular ni devolver.", zh: "将撤销凭证交给顾客。不要再次撤销或退款。" }
    NEXT_NOT_DONE { en: "The sale stands. Read the evidence before you try anything else.", es: "La venta sigue en pie. Lea la evidencia antes de intentar otra cosa.", zh: "该笔交易仍然有效。请先看证据再作其他尝试。" }
    NEXT_UNKNOWN { en: "Do not void again, do not charge again, do not close the batch. c reads again; k records what a person found out.", es: "No vuelva a anular, no cobre otra vez, no cierre el lote. c vuelve a leer; k anota lo que averiguó una persona.", zh: "不要再次撤销，不要再次收款，不要结批。按 c 重新读取；按 k 记录人工查明的结果。" }
    CONCLUDE_SAYS { en: "A person settles this case. The ledger says that it was a person. Name what proves it: slip, acquirer's answer, bill.", es: "Una persona cierra este caso. La bitácora lo dice así. Indique qué lo prueba: papel, respuesta del adquirente, cartola.", zh: "由人工结案，台账会注明是人工。请写明依据：凭证、收单方答复、账单。" }

    FILE { en: "file", es: "archivo", zh: "文件" }
    PASSPHRASE { en: "passphrase", es: "frase clave", zh: "口令" }
    PASSPHRASE_AGAIN { en: "once more", es: "otra vez", zh: "再输一次" }
    NOT_THE_SAME { en: "the two are not the same", es: "no son iguales", zh: "两次输入不一致" }
    EXPORT_SAYS { en: "Every archive and ledger in one file that another laptop verifies and restores. With a passphrase it is encrypted. An existing file is never overwritten.", es: "Todos los archivos y bitácoras en un solo archivo que otro computador verifica y restaura. Con frase clave va cifrado. Nunca se sobrescribe uno existente.", zh: "将全部档案和台账写入一个文件，可在另一台电脑校验并恢复。设口令则加密。绝不覆盖已有文件。" }
    EXPORTED { en: "Written and verified, archives in it: {archives}. {path}", es: "Escrito y verificado, archivos que contiene: {archives}. {path}", zh: "已写入并校验，含档案 {archives} 份：{path}" }
    EXPORT_TO { en: "Written to: {path}", es: "Se escribe en: {path}", zh: "写入：{path}" }
    PULL_NO_PAPER { en: "Reading the journal prints nothing and changes nothing.", es: "Leer el registro no imprime ni cambia nada.", zh: "读取流水不打印，也不改变任何内容。" }
    PULL_PAPER { en: "Reading the journal makes the device print.", es: "Leer el registro hace imprimir al equipo.", zh: "读取流水会使设备打印。" }
    PULL_COST { en: "The till cannot use the device meanwhile. About {bytes} bytes an entry, at most {most} entries. It can be stopped and goes on later.", es: "Mientras tanto la caja no puede usar el equipo. Unos {bytes} bytes por operación, máximo {most}. Se puede detener y seguir después.", zh: "期间收银机无法使用设备。每条约 {bytes} 字节，最多 {most} 条。可中止，之后继续。" }
    PULLED { en: "{entries} entries in a verified archive, {new} new, {odd} odd things (see Backups)", es: "{entries} operaciones en archivo verificado, {new} nuevas, {odd} rarezas (vea Respaldo)", zh: "{entries} 条已存档并校验，新增 {new} 条，异常 {odd} 处（见备份）" }
    PULLED_FULL { en: "Last pull: {entries} entries, {new} new, {resumed} taken over from an interrupted one. Read back and verified.", es: "Última lectura: {entries} operaciones, {new} nuevas, {resumed} tomadas de una interrumpida. Releída y verificada.", zh: "最近读取：{entries} 条，新增 {new} 条，{resumed} 条来自中断的读取。已回读校验。" }
    PROGRESS { en: "{entries} entries", es: "{entries} operaciones", zh: "{entries} 条" }
    PROGRESS_OF { en: "{entries} of {total} entries", es: "{entries} de {total} operaciones", zh: "{entries}/{total} 条" }
    PROGRESS_ABOUT { en: "{entries} of about {total} entries", es: "{entries} de unas {total} operaciones", zh: "{entries}/约 {total} 条" }
    ETA { en: "about {left} left", es: "faltan unos {left}", zh: "约剩 {left}" }
    NO_ARCHIVES { en: "No archives yet. Open a device and pull its journal with p.", es: "Aún no hay archivos. Abra un equipo y lea su registro con p.", zh: "尚无档案。请打开设备并按 p 读取流水。" }
    C_BEGUN { en: "begun", es: "inicio", zh: "开始时间" }
    C_ENTRIES { en: "entries", es: "operac.", zh: "条数" }
    C_KIND { en: "kind", es: "clase", zh: "类别" }
    C_SIZE { en: "size", es: "tamaño", zh: "大小" }
    C_VERIFIED { en: "verified", es: "verificado", zh: "校验" }
    C_DEVICE { en: "device", es: "equipo", zh: "设备" }
    KIND_FULL { en: "full", es: "total", zh: "完整" }
    KIND_DELTA { en: "delta", es: "parcial", zh: "增量" }
    KIND_PART { en: "part", es: "trozo", zh: "片段" }
    NEVER_SEALED { en: "not sealed", es: "sin sellar", zh: "未封存" }
    DAMAGED { en: "damaged", es: "dañado", zh: "已损坏" }
    WHOLE { en: "whole", es: "íntegro", zh: "完好" }
    NOT_CHECKED { en: "not checked", es: "sin revisar", zh: "未校验" }
    ALL_VERIFIED { en: "Verified: archives {archives} (damaged: {bad}), every ledger (broken: {broken})", es: "Verificado: archivos {archives} (dañados: {bad}), todas las bitácoras (rotas: {broken})", zh: "{archives} 份档案及全部台账校验通过（损坏 {bad}，断链 {broken}）" }
    NOT_VERIFIED { en: "Archives checked: {archives}, damaged: {bad}, ledgers broken: {broken}. Keep the files; restore from an export.", es: "Archivos revisados: {archives}, dañados: {bad}, bitácoras rotas: {broken}. Conserve los archivos; restaure de una exportación.", zh: "已检查 {archives} 份档案：损坏 {bad}，台账断链 {broken}。请保留文件，并从导出恢复。" }

    WIRE_SAYS { en: "{lines} lines, {dropped} older ones no longer kept, {how}", es: "{lines} líneas, {dropped} anteriores ya no se guardan, {how}", zh: "{lines} 行，更早的 {dropped} 行已不保留，{how}" }
    FOLLOWING { en: "following the newest", es: "siguiendo lo más nuevo", zh: "跟随最新" }
    STANDING { en: "standing; End follows", es: "detenido; End sigue", zh: "已停住；End 跟随" }
    WIRE_EMPTY { en: "Nothing passed over the line in this session yet.", es: "Aún no pasó nada por la línea en esta sesión.", zh: "本次会话线路上尚无数据。" }

    CHAIN_HOLDS { en: "{writer}: {lines} lines hold, head {head}", es: "{writer}: {lines} líneas íntegras, cabeza {head}", zh: "{writer}：{lines} 行完好，链头 {head}" }
    CHAIN_BROKEN { en: "{writer}: broken after {lines} lines, head {head}.", es: "{writer}: rota tras {lines} líneas, cabeza {head}.", zh: "{writer}：第 {lines} 行后断链，链头 {head}。" }
    LEDGER_EMPTY { en: "The ledger is empty.", es: "La bitácora está vacía.", zh: "台账为空。" }
    C_WHEN { en: "when", es: "cuándo", zh: "时间" }
    C_WHAT { en: "what", es: "qué", zh: "内容" }
    E_NEWER { en: "an event of a newer version of this program", es: "un suceso de una versión más nueva de este programa", zh: "来自本程序更新版本的事件" }
    E_VISIT { en: "visit: {port} {device} {consent}", es: "visita: {port} {device} {consent}", zh: "上门：{port} {device} {consent}" }
    E_PULLED { en: "pulled {entries} entries of {device}, archive {archive}", es: "leídas {entries} operaciones de {device}, archivo {archive}", zh: "读取 {device} 的 {entries} 条，档案 {archive}" }
    E_REPRINTED { en: "printed again, wanted {wanted}: {printed}", es: "reimpreso, se buscaba {wanted}: {printed}", zh: "重打，要求 {wanted}：{printed}" }
    E_INTENT { en: "intent {intent}: void of operation {number}, {amount}. Reason: {reason}. Authoriser: {authoriser}", es: "intención {intent}: anulación de la operación {number}, {amount}. Motivo: {reason}. Autoriza: {authoriser}", zh: "意向 {intent}：撤销操作 {number}，{amount}。原因：{reason}。授权人：{authoriser}" }
    E_ANSWER { en: "answer to {intent}: {text}", es: "respuesta a {intent}: {text}", zh: "{intent} 的应答：{text}" }
    E_OUTCOME { en: "outcome of {intent}: {outcome}. {evidence}", es: "resultado de {intent}: {outcome}. {evidence}", zh: "{intent} 的结果：{outcome}。{evidence}" }
    E_UPKEEP { en: "upkeep: {text}", es: "mantenimiento: {text}", zh: "维护：{text}" }

    SUBJECT { en: "where", es: "dónde", zh: "对象" }
    NOT_DONE { en: "not done", es: "no se hizo", zh: "未做" }
    NEXT { en: "next", es: "siguiente", zh: "下一步" }
    DETAIL { en: "detail", es: "detalle", zh: "细节" }
    DIED { en: "A defect of this program stopped its work: {why}. Archives and ledger are safe. Quit and start again.", es: "Un defecto de este programa detuvo su trabajo: {why}. Archivos y bitácora están a salvo. Salga y vuelva a empezar.", zh: "程序缺陷导致停止：{why}。档案和台账安全。请退出后重新启动。" }
    BROKEN { en: "The program has a defect and cannot go on. Quit and start again.", es: "El programa tiene un defecto y no puede seguir. Salga y vuelva a empezar.", zh: "程序出现缺陷，无法继续。请退出后重新启动。" }
    DIED_WITH_MONEY { en: "A void was on its way: its outcome is unknown. Its intent is in the ledger. After the restart settle it by reading; do not void again.", es: "Había una anulación en camino: su resultado es desconocido. La intención está en la bitácora. Tras reiniciar, aclárela leyendo; no vuelva a anular.", zh: "有一笔撤销正在途中：结果未知。意向已记入台账。重启后请只读核实；不要再次撤销。" }
}
