//! What a failure says: what happened, what was not done, what to do next.
//!
//! Names: `W_` what happened, `D_` what was not done, `N_` what to do next.

texts! {
    NOTHING_SENT { en: "Nothing was sent to the device.", es: "No se envió nada al equipo.", zh: "未向设备发送任何内容。", de: "An das Gerät wurde nichts gesendet." }

    D_NOTHING_CHANGED {
        en: "It was only read: nothing was changed on the device.",
        es: "Solo se leyó: no se cambió nada en el equipo.",
        zh: "仅进行了读取：设备上没有任何改变。",
        de: "Es wurde nur gelesen: Am Gerät wurde nichts verändert.",
    }
    D_NO_MONEY {
        en: "No void was sent: no money was moved.",
        es: "No se envió ninguna anulación: no se movió dinero.",
        zh: "未发送撤销：没有发生资金变动。",
        de: "Es wurde kein Storno gesendet: Kein Geld wurde bewegt.",
    }
    D_KEPT {
        en: "The archive was not sealed; {kept} entries are kept, and the next pull goes on from there.",
        es: "El archivo no se selló; se conservan {kept} registros y la próxima descarga continúa desde ahí.",
        zh: "归档未封存；已保留 {kept} 条记录，下次提取将从那里继续。",
        de: "Das Archiv wurde nicht versiegelt; {kept} Einträge bleiben erhalten, und das nächste Auslesen setzt dort fort.",
    }
    D_NOT_PRINTED {
        en: "No receipt was printed, as far as the device says.",
        es: "No se imprimió ningún comprobante, según el equipo.",
        zh: "据设备所述，没有打印任何小票。",
        de: "Nach Auskunft des Geräts wurde kein Beleg gedruckt.",
    }
    D_MAYBE_PRINTED {
        en: "Whether a receipt was printed is not known; no money was moved.",
        es: "No se sabe si se imprimió un comprobante; no se movió dinero.",
        zh: "是否打印了小票不得而知；没有发生资金变动。",
        de: "Ob ein Beleg gedruckt wurde, ist unbekannt; kein Geld wurde bewegt.",
    }
    D_CASE_AS_IT_WAS {
        en: "The case stays as it was, and nothing was sent to the device.",
        es: "El caso queda como estaba y no se envió nada al equipo.",
        zh: "该案件保持原状，未向设备发送任何内容。",
        de: "Der Fall bleibt, wie er war, und an das Gerät wurde nichts gesendet.",
    }
    D_NOTHING_WRITTEN {
        en: "Nothing that was there was overwritten, and nothing was sent to the device.",
        es: "No se sobrescribió nada de lo existente y no se envió nada al equipo.",
        zh: "未覆盖任何已有内容，也未向设备发送任何内容。",
        de: "Nichts Vorhandenes wurde überschrieben, und an das Gerät wurde nichts gesendet.",
    }
    D_VISIT_CLOSED {
        en: "The visit is closed; nothing but silent queries was sent.",
        es: "La visita quedó cerrada; solo se enviaron consultas silenciosas.",
        zh: "本次检修已关闭；只发送了静默查询。",
        de: "Der Einsatz ist beendet; es wurden nur stille Abfragen gesendet.",
    }
    D_NOT_REMEMBERED {
        en: "What was done stands, but it was not written down in the ledger.",
        es: "Lo hecho queda hecho, pero no se anotó en el libro.",
        zh: "已执行的操作有效，但未能记入台账。",
        de: "Was ausgeführt wurde, gilt; im Logbuch wurde es aber nicht vermerkt.",
    }

    W_NO_SUCH_PORT { en: "There is no such port.", es: "No existe ese puerto.", zh: "没有这个端口。", de: "Diesen Anschluss gibt es nicht." }
    N_NO_SUCH_PORT {
        en: "Check the cable, list the ports with `tillwright ports`, and name one of those.",
        es: "Revise el cable, liste los puertos con `tillwright ports` e indique uno de ellos.",
        zh: "请检查线缆，用 `tillwright ports` 列出端口，再指定其中一个。",
        de: "Prüfen Sie das Kabel, zeigen Sie die Anschlüsse mit `tillwright ports` an, und geben Sie einen davon an.",
    }
    W_PORT_BUSY {
        en: "Another program holds the port.",
        es: "Otro programa ocupa el puerto.",
        zh: "端口正被另一个程序占用。",
        de: "Ein anderes Programm belegt den Anschluss.",
    }
    N_PORT_BUSY {
        en: "Ask the shop to close the program named here (often the till's), then try again.",
        es: "Pida al local que cierre el programa indicado (a menudo el de la caja) y reintente.",
        zh: "请让店家关闭此处所示的程序（多为收银软件），然后重试。",
        de: "Bitten Sie den Händler, das hier genannte Programm zu schließen (oft das der Kasse), und versuchen Sie es dann noch einmal.",
    }
    W_NOT_PERMITTED {
        en: "This user may not open the port.",
        es: "Este usuario no puede abrir el puerto.",
        zh: "当前用户无权打开该端口。",
        de: "Dieser Benutzer darf den Anschluss nicht öffnen.",
    }
    N_NOT_PERMITTED {
        en: "Join the group or install the rule named here, sign in again, then try again.",
        es: "Únase al grupo o instale la regla indicada, vuelva a iniciar sesión y reintente.",
        zh: "请加入此处所示的用户组或安装规则，重新登录后再试。",
        de: "Treten Sie der hier genannten Gruppe bei oder installieren Sie die Regel, melden Sie sich neu an, und versuchen Sie es dann noch einmal.",
    }
    W_BAD_PORT {
        en: "This is not a port that can be opened.",
        es: "Esto no es un puerto que se pueda abrir.",
        zh: "这不是可以打开的端口。",
        de: "Das ist kein Anschluss, der geöffnet werden kann.",
    }
    N_BAD_PORT {
        en: "Write /dev/ttyUSB0@115200,8N1, COM3, tcp:HOST:PORT, archive:FILE or sim:FAMILY.",
        es: "Escriba /dev/ttyUSB0@115200,8N1, COM3, tcp:HOST:PUERTO, archive:FICHERO o sim:FAMILIA.",
        zh: "请写成 /dev/ttyUSB0@115200,8N1、COM3、tcp:主机:端口、archive:文件 或 sim:系列。",
        de: "Schreiben Sie /dev/ttyUSB0@115200,8N1, COM3, tcp:HOST:PORT, archive:DATEI oder sim:FAMILIE.",
    }
    W_LINK_LOST {
        en: "The link to the device was lost.",
        es: "Se perdió la conexión con el equipo.",
        zh: "与设备的连接已断开。",
        de: "Die Verbindung zum Gerät ging verloren.",
    }
    N_LINK_LOST {
        en: "Check cable and power, plug it in again, and repeat this step.",
        es: "Revise cable y alimentación, reconecte y repita este paso.",
        zh: "请检查线缆和电源，重新插好后重复此步骤。",
        de: "Prüfen Sie Kabel und Strom, stecken Sie es wieder ein, und wiederholen Sie diesen Schritt.",
    }
    W_LINK_IO {
        en: "The system reported an error on the port.",
        es: "El sistema informó un error en el puerto.",
        zh: "系统报告端口出错。",
        de: "Das System meldete einen Fehler am Anschluss.",
    }
    W_NO_ANSWER { en: "The device did not answer.", es: "El equipo no respondió.", zh: "设备没有应答。", de: "Das Gerät antwortete nicht." }
    N_NO_ANSWER {
        en: "See that the terminal is on, idle and in integrated mode, then repeat this step.",
        es: "Compruebe que el terminal esté encendido, en reposo y en modo integrado, y repita este paso.",
        zh: "请确认终端已开机、空闲且处于集成模式，然后重复此步骤。",
        de: "Achten Sie darauf, dass das Terminal eingeschaltet, im Ruhezustand und im Kassenbetrieb (integriert) ist, und wiederholen Sie diesen Schritt.",
    }
    W_PROTOCOL {
        en: "The device answered what its protocol does not allow here.",
        es: "El equipo respondió algo que su protocolo no permite aquí.",
        zh: "设备的应答不符合协议。",
        de: "Das Gerät antwortete, was sein Protokoll hier nicht erlaubt.",
    }
    N_PROTOCOL {
        en: "Repeat this step; if it comes back, check the line settings and keep the wire record for support.",
        es: "Repita este paso; si vuelve, revise los ajustes de línea y conserve el registro para soporte.",
        zh: "请重复此步骤；若再次出现，请检查线路设置并保留通信记录以供支持。",
        de: "Wiederholen Sie diesen Schritt; kommt es wieder, prüfen Sie die Leitungseinstellungen und heben Sie die Leitungsaufzeichnung für den Support auf.",
    }
    W_REFUSED { en: "The device refused.", es: "El equipo se negó.", zh: "设备拒绝了请求。", de: "Das Gerät lehnte die Anfrage ab." }
    N_REFUSED {
        en: "Do what the code beside it asks for (paper, keys, close by the shop), then repeat this step.",
        es: "Haga lo que pide el código indicado (papel, llaves, cierre por el local) y repita este paso.",
        zh: "请按所示代码处理（纸张、密钥、由店家结账），然后重复此步骤。",
        de: "Tun Sie, was der Code daneben verlangt (Papier, Schlüssel, Kassenschnitt durch den Händler), und wiederholen Sie diesen Schritt.",
    }
    W_WRONG_PASSWORD {
        en: "The device refused the password.",
        es: "El equipo rechazó la contraseña.",
        zh: "设备拒绝了该密码。",
        de: "Das Gerät lehnte das Passwort ab.",
    }
    N_WRONG_PASSWORD {
        en: "Ask the shop for the till's password of this terminal and give it by --password-file. It is never guessed: terminals may lock after wrong ones.",
        es: "Pida al local la contraseña de caja de este terminal e indíquela con --password-file. Nunca se adivina: el terminal puede bloquearse tras varias erróneas.",
        zh: "请向店家索取该终端的收银密码，并用 --password-file 给出。绝不猜测：多次错误可能锁定终端。",
        de: "Fragen Sie den Händler nach dem Kassenpasswort dieses Terminals, und geben Sie es mit --password-file an. Es wird nie geraten: Falsche können das Terminal sperren.",
    }
    W_NOT_LAST {
        en: "The device reprints its last sale only, and that is another one.",
        es: "El equipo solo reimprime su última venta, y es otra.",
        zh: "设备只能重印最后一笔消费，而那不是这一笔。",
        de: "Das Gerät druckt nur seinen letzten Verkauf nach, und das ist ein anderer.",
    }
    N_NOT_LAST {
        en: "Render the receipt here with `receipt`; it is marked as a copy.",
        es: "Genere el comprobante aquí con `receipt`; queda marcado como copia.",
        zh: "请用 `receipt` 在本机生成小票；会标为副本。",
        de: "Erzeugen Sie den Beleg hier mit `receipt`; er ist als Kopie gekennzeichnet.",
    }
    W_TILL_HEARD {
        en: "A till is talking on this line.",
        es: "Una caja está hablando por esta línea.",
        zh: "收银机正在此线路上通信。",
        de: "Eine Kasse spricht auf dieser Leitung.",
    }
    N_TILL_HEARD {
        en: "Ask the shop to stop the till and unplug it from the terminal, then begin the visit again.",
        es: "Pida al local que detenga la caja y la desconecte del terminal, y comience la visita de nuevo.",
        zh: "请让店家停用收银机并与终端断开，然后重新开始检修。",
        de: "Bitten Sie den Händler, die Kasse anzuhalten und vom Terminal zu trennen, und beginnen Sie den Einsatz neu.",
    }
    W_NOT_ALLOWED {
        en: "This command is not allowed here.",
        es: "Esta orden no está permitida aquí.",
        zh: "此处不允许该命令。",
        de: "Dieser Befehl ist hier nicht erlaubt.",
    }
    N_NOT_ALLOWED {
        en: "Use a step that only reads, or do it at the device by hand.",
        es: "Use un paso que solo lea, o hágalo a mano en el equipo.",
        zh: "请改用只读步骤，或在设备上手动操作。",
        de: "Wählen Sie einen Schritt, der nur liest, oder führen Sie es von Hand am Gerät aus.",
    }
    W_CANCELLED { en: "It was cancelled.", es: "Se canceló.", zh: "已取消。", de: "Es wurde abgebrochen." }
    N_CANCELLED {
        en: "Repeat this step when you are ready.",
        es: "Repita este paso cuando quiera.",
        zh: "准备好后请重复此步骤。",
        de: "Wiederholen Sie diesen Schritt, wenn Sie bereit sind.",
    }
    W_NOT_STORED {
        en: "What the device sent could not be stored.",
        es: "No se pudo guardar lo que envió el equipo.",
        zh: "设备发送的内容无法保存。",
        de: "Was das Gerät sendete, konnte nicht gespeichert werden.",
    }
    N_DISK {
        en: "Free some space or repair the disk, see that the vault can be written, then repeat this step.",
        es: "Libere espacio o repare el disco, compruebe que se puede escribir en la bóveda y repita este paso.",
        zh: "请释放空间或修复磁盘，确认保险库可写，然后重复此步骤。",
        de: "Schaffen Sie Platz oder reparieren Sie den Datenträger, achten Sie darauf, dass die Ablage beschreibbar ist, und wiederholen Sie diesen Schritt.",
    }
    W_NO_DEVICE {
        en: "No device that we know answered (tried: {tried}).",
        es: "No respondió ningún equipo conocido (se probó: {tried}).",
        zh: "没有已知设备应答（已尝试：{tried}）。",
        de: "Kein bekanntes Gerät antwortete (versucht: {tried}).",
    }
    N_NO_DEVICE {
        en: "See that the terminal is on, that line settings agree (PORT@BAUD,8N1), and that it is in integrated mode: merchant menu, supervisor code, POS Integrado; the acquirer's logo shows.",
        es: "Compruebe que el terminal esté encendido, que los ajustes coincidan (PUERTO@BAUD,8N1) y que esté en modo integrado: menú comercio, clave de supervisor, POS Integrado; se ve el logo del adquirente.",
        zh: "请确认终端已开机、线路设置一致（端口@波特率,8N1），并处于集成模式：商户菜单、主管密码、POS Integrado；屏幕显示收单机构标志。",
        de: "Achten Sie darauf, dass das Terminal eingeschaltet ist, die Leitungseinstellungen stimmen (PORT@BAUD,8N1) und es im Kassenbetrieb ist: Händlermenü, Supervisor-Code, POS Integrado; das Logo des Acquirers ist zu sehen.",
    }
    W_OTHER_DEVICE {
        en: "Another device is at the other end: {found} instead of {expected}.",
        es: "Hay otro equipo al otro extremo: {found} en vez de {expected}.",
        zh: "另一端是别的设备：{found}，而不是 {expected}。",
        de: "Am anderen Ende ist ein anderes Gerät: {found} statt {expected}.",
    }
    N_OTHER_DEVICE {
        en: "Stop and ask the shop which terminal this is; a changed identity goes to the supervisor. For the other terminal begin a new visit.",
        es: "Deténgase y pregunte al local qué terminal es; un cambio de identidad va al supervisor. Para el otro terminal comience otra visita.",
        zh: "请停止并向店家确认是哪台终端；身份变化须上报主管。检修另一台终端请重新开始。",
        de: "Halten Sie an, und fragen Sie den Händler, welches Terminal das ist; eine geänderte Identität geht an Ihren Vorgesetzten. Für das andere Terminal beginnen Sie einen neuen Einsatz.",
    }
    W_OTHER_ADAPTER {
        en: "Another adapter is plugged in at this port.",
        es: "En este puerto hay otro adaptador.",
        zh: "该端口上插的是另一个适配器。",
        de: "An diesem Anschluss steckt ein anderer Adapter.",
    }
    N_OTHER_ADAPTER {
        en: "Plug the first adapter in again, or begin a new visit.",
        es: "Conecte de nuevo el primer adaptador o comience otra visita.",
        zh: "请重新插入原来的适配器，或重新开始检修。",
        de: "Stecken Sie den ersten Adapter wieder ein, oder beginnen Sie einen neuen Einsatz.",
    }

    W_VAULT_IO {
        en: "The vault could not be read or written.",
        es: "No se pudo leer o escribir la bóveda.",
        zh: "保险库无法读取或写入。",
        de: "Die Ablage konnte nicht gelesen oder geschrieben werden.",
    }
    W_VAULT_IN_USE {
        en: "Another tillwright is using the vault.",
        es: "Otro tillwright está usando la bóveda.",
        zh: "另一个 tillwright 正在使用保险库。",
        de: "Ein anderes tillwright benutzt die Ablage.",
    }
    N_VAULT_IN_USE {
        en: "Close the other one, or name another vault with --vault.",
        es: "Cierre el otro o indique otra bóveda con --vault.",
        zh: "请关闭另一个程序，或用 --vault 指定别的保险库。",
        de: "Schließen Sie das andere, oder geben Sie mit --vault eine andere Ablage an.",
    }
    W_VAULT_DAMAGED {
        en: "A file of the vault is damaged.",
        es: "Un archivo de la bóveda está dañado.",
        zh: "保险库中有文件损坏。",
        de: "Eine Datei der Ablage ist beschädigt.",
    }
    N_VAULT_DAMAGED {
        en: "Keep the file as it is, see `backup verify` and `ledger verify`, and restore it from an export.",
        es: "Conserve el archivo tal cual, vea `backup verify` y `ledger verify`, y restáurelo desde una exportación.",
        zh: "请保留原文件，运行 `backup verify` 和 `ledger verify`，再从导出文件恢复。",
        de: "Lassen Sie die Datei, wie sie ist, siehe `backup verify` und `ledger verify`, und stellen Sie sie aus einem Export wieder her.",
    }
    W_EXISTS { en: "The file exists already.", es: "El archivo ya existe.", zh: "文件已存在。", de: "Die Datei gibt es schon." }
    N_EXISTS { en: "Name another file.", es: "Indique otro archivo.", zh: "请指定另一个文件名。", de: "Geben Sie eine andere Datei an." }
    W_NOT_FOUND { en: "It is not in the vault.", es: "No está en la bóveda.", zh: "保险库中没有此项。", de: "Das ist nicht in der Ablage." }
    N_NOT_FOUND {
        en: "Look it up with `journal`, `backup list` or `ledger show`, or pull the device first.",
        es: "Búsquelo con `journal`, `backup list` o `ledger show`, o descargue primero el equipo.",
        zh: "请用 `journal`、`backup list` 或 `ledger show` 查找，或先提取设备。",
        de: "Suchen Sie es mit `journal`, `backup list` oder `ledger show`, oder lesen Sie zuerst das Gerät aus.",
    }
    W_NEWER {
        en: "The file was written by a newer version.",
        es: "El archivo fue escrito por una versión más nueva.",
        zh: "该文件由更新的版本写成。",
        de: "Die Datei wurde von einer neueren Version geschrieben.",
    }
    N_NEWER {
        en: "Use that version to read it; it was left as it is.",
        es: "Léalo con esa versión; se dejó tal cual.",
        zh: "请用该版本读取；文件保持原样。",
        de: "Lesen Sie sie mit dieser Version; sie blieb, wie sie ist.",
    }

    W_PASSPHRASE {
        en: "The file is encrypted, and the passphrase is missing or wrong.",
        es: "El archivo está cifrado y la frase de paso falta o es incorrecta.",
        zh: "文件已加密，口令缺失或错误。",
        de: "Die Datei ist verschlüsselt, und die Passphrase fehlt oder ist falsch.",
    }
    N_PASSPHRASE {
        en: "Give the passphrase of the export.",
        es: "Indique la frase de paso de la exportación.",
        zh: "请输入导出时的口令。",
        de: "Geben Sie die Passphrase des Exports an.",
    }
    W_VAULT_READ_ONLY {
        en: "The vault was opened for reading only.",
        es: "La bóveda se abrió solo para lectura.",
        zh: "保险库以只读方式打开。",
        de: "Die Ablage wurde nur zum Lesen geöffnet.",
    }

    W_NOT_APPROVED_SALE {
        en: "This entry is not a sale approved here.",
        es: "Este registro no es una venta aprobada aquí.",
        zh: "该记录不是本机已批准的消费。",
        de: "Dieser Eintrag ist kein hier genehmigter Verkauf.",
    }
    N_NOT_APPROVED_SALE {
        en: "Nothing can be voided; if the customer was charged all the same, take the case sheet to the acquirer.",
        es: "No hay nada que anular; si igual se cobró al cliente, lleve la hoja del caso al adquirente.",
        zh: "无可撤销；若顾客仍被扣款，请持案件单联系收单机构。",
        de: "Es gibt nichts zu stornieren; wurde der Kunde trotzdem belastet, bringen Sie das Fallblatt zum Acquirer.",
    }
    W_DEBIT {
        en: "A debit sale cannot be voided on this terminal.",
        es: "Una venta de débito no se puede anular en este terminal.",
        zh: "借记卡消费不能在本终端撤销。",
        de: "Ein Debitkartenverkauf kann an diesem Terminal nicht storniert werden.",
    }
    N_DEBIT {
        en: "Ask the acquirer for a refund, with the numbers of the case sheet.",
        es: "Pida al adquirente la devolución, con los números de la hoja del caso.",
        zh: "请凭案件单上的号码向收单机构申请退款。",
        de: "Bitten Sie den Acquirer um eine Gutschrift, mit den Nummern des Fallblatts.",
    }
    W_CARD_TYPE_UNKNOWN {
        en: "The device does not tell whether this is a credit sale.",
        es: "El equipo no dice si es una venta de crédito.",
        zh: "设备未说明这是否为信用卡消费。",
        de: "Das Gerät sagt nicht, ob dies ein Kreditkartenverkauf ist.",
    }
    N_CARD_TYPE_UNKNOWN {
        en: "Read the type from the printed receipt and ask the acquirer.",
        es: "Lea el tipo en el comprobante impreso y consulte al adquirente.",
        zh: "请查看打印小票上的卡类型并咨询收单机构。",
        de: "Lesen Sie die Kartenart vom gedruckten Beleg ab, und fragen Sie den Acquirer.",
    }
    W_ALREADY_VOIDED {
        en: "This sale is voided already.",
        es: "Esta venta ya está anulada.",
        zh: "该消费已被撤销。",
        de: "Dieser Verkauf ist schon storniert.",
    }
    N_ALREADY_VOIDED {
        en: "Do nothing more to it; show the shop the ledger and the journal.",
        es: "No haga nada más con ella; muestre al local el libro y el diario.",
        zh: "请勿再作处理；向店家出示台账和流水。",
        de: "Unternehmen Sie damit nichts weiter; zeigen Sie dem Händler Logbuch und Journal.",
    }
    W_NOT_IN_MEMORY {
        en: "The sale is no longer in the device's memory: its batch was closed, or it was voided and left the list.",
        es: "La venta ya no está en la memoria del equipo: se cerró su lote, o se anuló y salió de la lista.",
        zh: "该消费已不在设备内存中：批次已结账，或已被撤销并从清单移除。",
        de: "Der Verkauf ist nicht mehr im Speicher des Geräts: Es gab einen Kassenschnitt, oder er wurde storniert und fiel aus der Liste.",
    }
    N_NOT_IN_MEMORY {
        en: "It cannot be voided here any more: ask the acquirer, with the numbers of the case sheet.",
        es: "Ya no se puede anular aquí: consulte al adquirente con los números de la hoja del caso.",
        zh: "此处已无法撤销：请凭案件单上的号码联系收单机构。",
        de: "Hier kann er nicht mehr storniert werden: Fragen Sie den Acquirer mit den Nummern des Fallblatts.",
    }
    W_CHANGED {
        en: "The device's record of this number is another one now: {what}.",
        es: "El registro de este número en el equipo ahora es otro: {what}.",
        zh: "设备上该号码的记录已不同：{what}。",
        de: "Der Datensatz des Geräts zu dieser Nummer ist jetzt ein anderer: {what}.",
    }
    N_CHANGED {
        en: "The number was used again. Pull the journal and look the sale up anew; do not void by number.",
        es: "El número se volvió a usar. Descargue el diario y busque la venta de nuevo; no anule por número.",
        zh: "该号码已被重复使用。请重新提取流水并查找该笔消费；不要按号码撤销。",
        de: "Die Nummer wurde wieder vergeben. Lesen Sie das Journal aus, und suchen Sie den Verkauf neu; stornieren Sie nicht nach Nummer.",
    }
    W_AMBIGUOUS {
        en: "This number stands more than once in the device's list.",
        es: "Este número aparece más de una vez en la lista del equipo.",
        zh: "该号码在设备清单中出现多次。",
        de: "Diese Nummer steht mehrmals in der Liste des Geräts.",
    }
    N_AMBIGUOUS {
        en: "A void by number could hit the wrong one: ask the acquirer.",
        es: "Una anulación por número podría afectar a otra: consulte al adquirente.",
        zh: "按号码撤销可能误伤：请联系收单机构。",
        de: "Ein Storno nach Nummer könnte den falschen treffen: Fragen Sie den Acquirer.",
    }
    W_IDENTITY_UNPROVEN {
        en: "Nothing proves which device this is.",
        es: "Nada prueba qué equipo es este.",
        zh: "没有依据证明这是哪台设备。",
        de: "Nichts beweist, welches Gerät das ist.",
    }
    N_IDENTITY_UNPROVEN {
        en: "Pull the journal of this terminal first; if it still does not continue what the vault has, call the supervisor.",
        es: "Descargue primero el diario de este terminal; si aun así no continúa lo que hay en la bóveda, llame al supervisor.",
        zh: "请先提取该终端的流水；若仍与保险库内容不连贯，请联系主管。",
        de: "Lesen Sie zuerst das Journal dieses Terminals aus; setzt es die Ablage dann immer noch nicht fort, rufen Sie Ihren Vorgesetzten an.",
    }
    W_NO_ARCHIVE {
        en: "No verified archive holds this sale and everything after it.",
        es: "Ningún archivo verificado contiene esta venta y todo lo posterior.",
        zh: "没有已校验的归档包含该消费及其后的全部记录。",
        de: "Kein geprüftes Archiv enthält diesen Verkauf und alles danach.",
    }
    N_NO_ARCHIVE {
        en: "Pull the journal, then plan again.",
        es: "Descargue el diario y planifique de nuevo.",
        zh: "请提取流水后重新计划。",
        de: "Lesen Sie das Journal aus, und planen Sie dann neu.",
    }
    W_INTENT_UNKNOWN {
        en: "How an earlier remedy for this sale ended is still unknown ({intent}).",
        es: "Aún no se sabe cómo terminó un remedio anterior para esta venta ({intent}).",
        zh: "该消费此前的处理结果仍未知（{intent}）。",
        de: "Wie eine frühere Abhilfe für diesen Verkauf ausging, ist noch unbekannt ({intent}).",
    }
    N_INTENT_UNKNOWN {
        en: "Run `recover` with this terminal; if reading does not settle it, ask the acquirer and conclude it with `recover --conclude`. Do not void again.",
        es: "Ejecute `recover` con este terminal; si la lectura no lo aclara, consulte al adquirente y conclúyalo con `recover --conclude`. No anule otra vez.",
        zh: "请对该终端运行 `recover`；若读取无法确定，请咨询收单机构并用 `recover --conclude` 结案。不要再次撤销。",
        de: "Führen Sie `recover` mit diesem Terminal aus; klärt das Lesen es nicht, fragen Sie den Acquirer, und schließen Sie den Fall mit `recover --conclude`. Stornieren Sie nicht noch einmal.",
    }
    W_LEDGER_BROKEN {
        en: "The ledger of {writer} cannot be relied on ({why}): it may hide a remedy that was sent already.",
        es: "No se puede confiar en el registro de {writer} ({why}): puede ocultar un remedio ya enviado.",
        zh: "{writer} 的操作账本不可信（{why}）：其中可能隐藏已发送过的处理。",
        de: "Auf das Logbuch von {writer} ist kein Verlass ({why}): Es kann eine schon gesendete Abhilfe verbergen.",
    }
    N_LEDGER_BROKEN {
        en: "No money moves while that is so. See `ledger verify`; restore from an export into a new vault, or, where a newer program wrote the line, go on with that one.",
        es: "Mientras sea así no se mueve dinero. Vea `ledger verify`; restaure una exportación en una bóveda nueva o, si un programa más nuevo escribió la línea, siga con ese.",
        zh: "在此期间不会动用资金。请运行 `ledger verify`；从导出文件恢复到新的保险库；若该行由更新的程序写入，请改用该程序。",
        de: "Solange das so ist, wird kein Geld bewegt. Siehe `ledger verify`; stellen Sie aus einem Export in eine neue Ablage wieder her, oder arbeiten Sie, wenn ein neueres Programm die Zeile schrieb, mit diesem weiter.",
    }
    W_READ_ONLY {
        en: "This is a saved device, which can only be read.",
        es: "Este es un equipo guardado: solo se puede leer.",
        zh: "这是已保存的设备，只能读取。",
        de: "Dies ist ein gespeichertes Gerät, das nur gelesen werden kann.",
    }
    N_READ_ONLY {
        en: "Connect the device itself.",
        es: "Conecte el equipo mismo.",
        zh: "请连接真实设备。",
        de: "Schließen Sie das Gerät selbst an.",
    }

    W_NO_REMEDY {
        en: "This family has no such remedy.",
        es: "Esta familia no tiene ese remedio.",
        zh: "该系列没有这种处理方式。",
        de: "Diese Gerätefamilie hat keine solche Abhilfe.",
    }
    N_NO_REMEDY {
        en: "See `remedies` for what there is.",
        es: "Vea con `remedies` lo que hay.",
        zh: "请用 `remedies` 查看可用方式。",
        de: "Was es gibt, zeigt `remedies`.",
    }
    W_REASON_MISSING {
        en: "No reason was given.",
        es: "No se indicó el motivo.",
        zh: "未填写原因。",
        de: "Es wurde kein Grund angegeben.",
    }
    W_AUTHORISER_MISSING {
        en: "Nobody of the shop was named who agreed.",
        es: "No se nombró a nadie del local que lo autorice.",
        zh: "未填写店方授权人。",
        de: "Niemand vom Händler wurde genannt, der zugestimmt hat.",
    }
    N_GROUNDS_MISSING {
        en: "Give the reason, and the name of the person of the shop who agrees.",
        es: "Indique el motivo y el nombre de la persona del local que autoriza.",
        zh: "请填写原因以及店方授权人的姓名。",
        de: "Geben Sie den Grund an und den Namen der Person beim Händler, die zustimmt.",
    }
    W_CONSENT_USED {
        en: "This plan was carried out already: a consent is for one request.",
        es: "Este plan ya se ejecutó: un consentimiento vale para una sola solicitud.",
        zh: "该计划已执行过：一次同意只对应一次请求。",
        de: "Dieser Plan wurde schon ausgeführt: Eine Zustimmung gilt für eine einzige Anfrage.",
    }
    W_CONSENT_OTHER_PLAN {
        en: "The consent is for another plan than this one.",
        es: "El consentimiento es para otro plan.",
        zh: "同意的是另一份计划。",
        de: "Die Zustimmung gilt für einen anderen Plan als diesen.",
    }
    N_CONSENT_OTHER_PLAN {
        en: "Show the plan again and ask for consent to it.",
        es: "Muestre de nuevo el plan y pida el consentimiento.",
        zh: "请重新出示计划并取得同意。",
        de: "Zeigen Sie den Plan noch einmal, und holen Sie die Zustimmung dazu ein.",
    }
    W_EVIDENCE_MISSING {
        en: "No evidence was given.",
        es: "No se indicó evidencia.",
        zh: "未填写依据。",
        de: "Es wurde kein Nachweis angegeben.",
    }
    N_EVIDENCE_MISSING {
        en: "Say what shows it: a line of the acquirer's statement, a slip, who said so and when.",
        es: "Diga qué lo muestra: una línea del estado del adquirente, un comprobante, quién lo dijo y cuándo.",
        zh: "请说明依据：收单机构对账单的一行、小票，或何人何时告知。",
        de: "Geben Sie an, was es zeigt: eine Zeile der Abrechnung des Acquirers, ein Beleg, wer es wann gesagt hat.",
    }
    W_CASE_SETTLED {
        en: "This case is settled already: {outcome}.",
        es: "Este caso ya está resuelto: {outcome}.",
        zh: "该案件已有结论：{outcome}。",
        de: "Dieser Fall ist schon geklärt: {outcome}.",
    }
    N_CASE_SETTLED {
        en: "See `ledger show`; a settled case is not changed.",
        es: "Vea `ledger show`; un caso resuelto no se cambia.",
        zh: "请看 `ledger show`；已结案件不再更改。",
        de: "Siehe `ledger show`; ein geklärter Fall wird nicht geändert.",
    }
    N_LOOK_AT_PAPER {
        en: "Look at the printer: a slip that came out is to be compared with the sale or destroyed. Put paper in, see that the terminal is idle, then repeat.",
        es: "Mire la impresora: compare con la venta o destruya el comprobante que haya salido. Ponga papel, compruebe que el terminal esté en reposo y repita.",
        zh: "请查看打印机：若有小票打出，请与该笔消费核对或销毁。装好纸并确认终端空闲后重试。",
        de: "Sehen Sie zum Drucker: Ein gedruckter Beleg ist mit dem Verkauf zu vergleichen oder zu vernichten. Legen Sie Papier ein, achten Sie darauf, dass das Terminal im Ruhezustand ist, und wiederholen Sie es.",
    }
    N_LEDGER_BEHIND {
        en: "Write it on the service slip, then repair the disk.",
        es: "Anótelo en la orden de servicio y luego repare el disco.",
        zh: "请记在维修单上，然后修复磁盘。",
        de: "Schreiben Sie es auf den Servicebericht, und reparieren Sie dann den Datenträger.",
    }
}
