//! What the codes of ZVT terminals mean, a file a table (the same codes as in the codec's tables, which keep short English
//! names for logs).

pub mod intermediate;
pub mod result;
pub mod status;

use super::{Phrase, Text};

texts! {
    FROM_HOST {
        en: "The host refused it; what the code means, its operator says.",
        es: "El host lo rechazó; el significado del código lo indica su operador.",
        zh: "主机已拒绝；代码含义由其运营方规定。",
        de: "Vom Host abgelehnt; was der Code bedeutet, legt dessen Betreiber fest.",
    }
    WRONG_PASSWORD {
        en: "The till's password is wrong.",
        es: "La contraseña de la caja es incorrecta.",
        zh: "收银机密码错误。",
        de: "Das Kassenpasswort ist falsch.",
    }
    REMOVE_CARD {
        en: "{text} Remove the card.",
        es: "{text} Retire la tarjeta.",
        zh: "{text}请取卡。",
        de: "{text} Karte entnehmen.",
    }
}

/// What a result code means; `None` for codes that nobody assigned. 01 to 63 come from the host.
pub fn result(code: u8) -> Option<&'static Text> {
    match code {
        0x01..=0x63 => Some(&FROM_HOST),
        _ => result::of(code),
    }
}

/// What the code of a refusal means, `84 xx` to a command: the host has no part in it. 37 is card complete's.
pub fn refusal(code: u8) -> Option<&'static Text> {
    match code {
        0x37 => Some(&WRONG_PASSWORD),
        _ => result::of(code),
    }
}

/// What a terminal status means; `None` for codes that nobody assigned.
pub fn status(code: u8) -> Option<&'static Text> {
    status::of(code)
}

/// What an intermediate status means, in no language yet; `None` for codes that nobody assigned.
pub fn intermediate(code: u8) -> Option<Phrase> {
    // 41 to 5D, 66 and 67 say the same as the code 40 below, and ask for the card to be removed.
    let removes = matches!(code, 0x41..=0x5D | 0x66..=0x67);
    let text = intermediate::of(if removes { code - 0x40 } else { code })?;
    Some(match removes {
        true => REMOVE_CARD.plain().each("text", |lang| text.get(lang).to_owned()),
        false => text.plain(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn a_code_has_its_text_and_an_unassigned_one_has_none() {
        let en = |text: Option<&'static Text>| text.map(|text| text.en);
        assert_eq!(en(result(0xB4)), Some("It is reversed already."));
        assert_eq!((result(0x05), result(0x69)), (Some(&FROM_HOST), None));
        assert_eq!((en(status(0x00)), status(0x01)), (Some("Ready."), None));
        let read = |code| intermediate(code).map(|phrase| phrase.read(Lang::De));
        assert_eq!(read(0x01).as_deref(), Some("Anzeige auf dem PIN-Pad beachten."));
        assert_eq!(read(0x55).as_deref(), Some("Falsche PIN. Karte entnehmen."));
        assert_eq!(read(0x30), None);
    }

    #[test]
    fn a_refusal_is_not_the_word_of_the_host() {
        assert_eq!((refusal(0x37), result(0x37)), (Some(&WRONG_PASSWORD), Some(&FROM_HOST)));
        assert_eq!(refusal(0x05), None);
        assert_eq!(refusal(0x83), result(0x83));
    }
}
