//! Findings about the journal as a whole: numbers, memory, batch.

texts! {
    // J07
    RESTART {
        en: "Missing numbers: {numbers}. Just there the clock steps back.",
        es: "Números que faltan: {numbers}. Justo ahí el reloj retrocede.",
        zh: "缺少编号：{numbers}。时钟正好在此处回退。",
        de: "Fehlende Nummern: {numbers}. Genau dort springt die Uhr zurück.",
    }
    RESTART_CAUSE {
        en: "Both together are a sign of lost power: a payment may have been approved and never written.",
        es: "Ambas cosas juntas indican un corte de energía: un pago pudo aprobarse y no quedar escrito.",
        zh: "两者同时出现是断电的迹象：可能有付款已批准却未写入。",
        de: "Beides zusammen deutet auf Stromausfall: Eine Zahlung kann genehmigt und nie geschrieben worden sein.",
    }
    RESTART_DO {
        en: "Take it as unknown: the bill decides. Check battery and power supply.",
        es: "Trátelo como desconocido: decide la cartola. Revise la batería y la alimentación.",
        zh: "按未知处理：以账单为准。检查电池和电源。",
        de: "Als unbekannt behandeln: Die Abrechnung entscheidet. Akku und Netzteil prüfen.",
    }
    RESTART_NOT {
        en: "Do not take what is missing for declined.",
        es: "No dé por rechazado lo que falta.",
        zh: "请勿将缺失视为已拒绝。",
        de: "Fehlendes nicht für abgelehnt halten.",
    }

    // J08
    GAP {
        en: "Numbers not accounted for: {numbers}.",
        es: "Números no justificados: {numbers}.",
        zh: "无法说明的编号：{numbers}。",
        de: "Nicht belegte Nummern: {numbers}.",
    }
    GAP_CAUSE {
        en: "A payment that was declined or broken off, or something that is no payment. The device does not tell which.",
        es: "Un pago rechazado o interrumpido, o algo que no es un pago. El equipo no indica cuál.",
        zh: "被拒绝或中断的付款，或并非付款的操作。设备不说明是哪一种。",
        de: "Eine abgelehnte oder abgebrochene Zahlung, oder etwas, das keine Zahlung ist. Welches, sagt das Gerät nicht.",
    }
    GAP_DO {
        en: "Keep it as unaccounted. Where a complaint fits the time between the neighbours, ask the acquirer.",
        es: "Déjelo como no justificado. Si un reclamo calza con la hora entre los vecinos, consulte al adquirente.",
        zh: "记为无法说明。若有投诉与前后记录之间的时间相符，询问收单机构。",
        de: "Als nicht belegt führen. Passt eine Reklamation in die Zeit zwischen den Nachbarn, beim Acquirer fragen.",
    }
    GAP_NOT {
        en: "Do not count a gap as lost money, and do not take it for declined.",
        es: "No cuente un salto como dinero perdido ni lo dé por rechazado.",
        zh: "请勿把缺号算作损失，也不要视为已拒绝。",
        de: "Eine Lücke weder als verlorenes Geld zählen noch für abgelehnt halten.",
    }
    // J10
    UNCLOSED {
        en: "The terminal refused because its batch has to be closed first, or an end-of-day did not finish.",
        es: "El terminal rechazó porque antes debe cerrarse el lote, o un cierre no terminó.",
        zh: "终端拒绝：须先结算批次，或上一次日终未完成。",
        de: "Das Terminal lehnte ab, weil erst ein Kassenschnitt nötig ist oder einer nicht zu Ende kam.",
    }
    UNCLOSED_CAUSE {
        en: "The line broke during an end-of-day, or it is overdue.",
        es: "La línea se cortó durante un cierre, o el cierre está atrasado.",
        zh: "日终时线路中断，或日终已逾期。",
        de: "Die Leitung brach beim Kassenschnitt ab, oder er ist überfällig.",
    }
    UNCLOSED_DO {
        en: "Pull and verify the journal, repair the line, then let the shop finish the end-of-day.",
        es: "Lea y verifique el registro, repare la línea y luego deje que el local termine el cierre.",
        zh: "读取并校验流水，修复线路，再由店家完成日终。",
        de: "Journal auslesen und prüfen, die Leitung instand setzen, dann den Kassenschnitt vom Laden beenden lassen.",
    }
    UNCLOSED_NOT {
        en: "Do not clear the batch.",
        es: "No borre el lote.",
        zh: "请勿清除批次。",
        de: "Den Speicher nicht löschen.",
    }

    // J12
    FULL {
        en: "The terminal said that its memory is full.",
        es: "El terminal indicó que su memoria está llena.",
        zh: "终端表示存储已满。",
        de: "Das Terminal meldete, dass sein Speicher voll ist.",
    }
    FULL_CAUSE {
        en: "The batch was not closed for long.",
        es: "El lote no se cierra desde hace mucho.",
        zh: "批次长时间未结算。",
        de: "Lange wurde kein Kassenschnitt gemacht.",
    }
    FULL_DO {
        en: "Pull and verify the journal first. Then the shop closes the batch, once no void is unknown.",
        es: "Primero lea y verifique el registro. Después el local cierra el lote, cuando ninguna anulación sea desconocida.",
        zh: "先读取并校验流水；待没有结果未知的撤销后，由店家结算批次。",
        de: "Erst das Journal auslesen und prüfen. Dann macht der Laden den Kassenschnitt, sobald kein Storno unbekannt ist.",
    }
    FULL_NOT {
        en: "Do not delete records to make room.",
        es: "No borre registros para hacer espacio.",
        zh: "请勿为腾出空间而删除记录。",
        de: "Keine Datensätze löschen, um Platz zu schaffen.",
    }

    // J13
    SHORT {
        en: "Of the records archived at {before}, {count} were not there any more at {after}, while others were.",
        es: "De los registros archivados el {before}, {count} ya no estaban el {after}, mientras otros sí.",
        zh: "{before} 存档的记录中，{count} 条在 {after} 已不在，而其他记录仍在。",
        de: "Von den am {before} archivierten Datensätzen fehlten am {after} {count}, während andere noch da waren.",
    }
    SHORT_CAUSE {
        en: "They were voided at the till, or removed, or the memory is damaged.",
        es: "Se anularon en la caja, se borraron, o la memoria está dañada.",
        zh: "已在收银机撤销、被删除，或存储损坏。",
        de: "Sie wurden an der Kasse storniert oder entfernt, oder der Speicher ist beschädigt.",
    }
    SHORT_DO {
        en: "Ask the shop for voids. What nobody can explain, check against the bill: the archive still holds the records.",
        es: "Pregunte al local por anulaciones. Lo que nadie explique, compárelo con la cartola: el archivo aún tiene los registros.",
        zh: "向店家询问撤销情况。无人能解释的，与账单核对：存档仍保有这些记录。",
        de: "Im Laden nach Stornos fragen. Was niemand erklären kann, mit der Abrechnung vergleichen: Das Archiv hat die Datensätze noch.",
    }
    EMPTIED {
        en: "Between {before} and {after} the memory was emptied; the archive keeps its {count} records.",
        es: "Entre el {before} y el {after} se vació la memoria; el archivo conserva sus {count} registros.",
        zh: "{before} 至 {after} 之间内存被清空；存档保有其 {count} 条记录。",
        de: "Zwischen {before} und {after} wurde der Speicher geleert; das Archiv bewahrt seine {count} Datensätze.",
    }
    NUMBERS_AGAIN {
        en: "The numbers begin again at {first}; before they stood at {last}.",
        es: "Los números comienzan de nuevo en {first}; antes iban en {last}.",
        zh: "编号从 {first} 重新开始；此前为 {last}。",
        de: "Die Nummern beginnen wieder bei {first}; vorher standen sie bei {last}.",
    }
    EMPTIED_CAUSE {
        en: "A close of the batch, most likely. A reset or a clearing by hand looks the same from here.",
        es: "Lo más probable es un cierre de lote. Un reinicio o un borrado a mano se ven igual desde aquí.",
        zh: "最可能是批次结算。复位或手工清除从这里看并无区别。",
        de: "Am ehesten ein Kassenschnitt. Ein Zurücksetzen oder Löschen von Hand sieht von hier gleich aus.",
    }
    EMPTIED_DO {
        en: "Nothing where the shop knows of the close. Otherwise compare the bill with the archive.",
        es: "Nada si el local conoce el cierre. Si no, compare la cartola con el archivo.",
        zh: "若店家知道该次结算则无需处理，否则将账单与存档核对。",
        de: "Nichts, wenn der Laden den Kassenschnitt kennt. Sonst die Abrechnung mit dem Archiv vergleichen.",
    }
    MEMORY_NOT {
        en: "Do not put old records back into the terminal.",
        es: "No restaure registros antiguos en el terminal.",
        zh: "请勿把旧记录写回终端。",
        de: "Keine alten Datensätze in das Terminal zurückspielen.",
    }

    // J14
    UNREADABLE {
        en: "Records that tell no payment for certain: {count}. Sums over the journal may miss them.",
        es: "Registros que no indican con certeza un pago: {count}. Las sumas del registro pueden omitirlos.",
        zh: "有 {count} 条记录无法确定为付款，流水合计可能缺少它们。",
        de: "Datensätze, die keine Zahlung sicher nennen: {count}. In Summen über das Journal können sie fehlen.",
    }
    SAME_NUMBER {
        en: "Number {number} stands for more than one record with different facts.",
        es: "El número {number} corresponde a más de un registro con datos distintos.",
        zh: "编号 {number} 对应多条内容不同的记录。",
        de: "Die Nummer {number} steht für mehrere Datensätze mit verschiedenen Angaben.",
    }
    DETAILS_CAUSE {
        en: "A damaged or half written memory; or a slip that is of no payment, or is laid out in a way that we do not know.",
        es: "Memoria dañada o escrita a medias; o un comprobante que no es de un pago o tiene un formato que no conocemos.",
        zh: "存储损坏或只写入一半；也可能是非付款票据，或版式未知。",
        de: "Ein beschädigter oder halb geschriebener Speicher; oder ein Beleg, der keine Zahlung ist oder dessen Aufbau wir nicht kennen.",
    }
    DETAILS_DO {
        en: "Keep the archive, add the records up again, and compare with the shop's own totals.",
        es: "Conserve el archivo, vuelva a sumar los registros y compare con los totales del local.",
        zh: "保留存档，重新合计记录，并与店家的总额核对。",
        de: "Das Archiv behalten, die Datensätze neu addieren und mit den Summen des Ladens vergleichen.",
    }
    DETAILS_NOT {
        en: "Do not correct records by hand, and do not act on a number alone that stands twice.",
        es: "No corrija registros a mano ni actúe solo por un número repetido.",
        zh: "请勿手工更改记录，也不要仅凭重复的编号操作。",
        de: "Datensätze nicht von Hand berichtigen und nicht allein nach einer doppelten Nummer handeln.",
    }
}
