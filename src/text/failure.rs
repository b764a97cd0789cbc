//! What a failure says: what happened, what was not done, what to do next.

texts! {
    NOTHING_SENT { en: "Nothing was sent to the device.", es: "No se envió nada al equipo.", zh: "未向设备发送任何内容。" }
}
