//! What people type: amounts, ports, line settings, faults, ids, codes, passwords.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use tillwright::link::fault::FaultPlan;
use tillwright::link::{LineSettings, PortSpec};
use tillwright::model::{Code, CodeKind, Currency, DeviceId, Family, Money, Password};
use tillwright::text::Lang;

use super::look;

/// Any text in the place of each.
pub fn typed(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    for currency in [Currency::CLP, Currency::EUR, Currency::KWD, Currency::CLF] {
        amount(&text, currency);
    }
    if let Some(port) = comes_back::<PortSpec>(&text) {
        assert!(!port.to_string().chars().any(char::is_control));
    }
    comes_back::<LineSettings>(&text);
    comes_back::<FaultPlan>(&text);
    comes_back::<Family>(&text);
    if let Some(device) = comes_back::<DeviceId>(&text) {
        look::harmless(&device.to_string());
    }
    for lang in Lang::ALL {
        assert_eq!(text.parse() == Ok(*lang), text == lang.as_str());
    }
    for family in Family::ALL {
        let code = Code::parse(*family, CodeKind::Result, &text);
        assert!(code.is_none_or(|code| code.to_string() == text.to_ascii_uppercase()));
    }
    if Password::parse(&text).is_some() {
        assert!(text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()));
    }
    Lang::of_locale(&text);
}

/// An amount that was taken is written and read again in every form that people write.
fn amount(text: &str, currency: Currency) {
    match Money::parse(text, currency) {
        Err(error) => look::harmless(&error.text),
        Ok(money) => {
            assert!(money.minor >= 0);
            for (group, point) in [(',', '.'), ('.', ','), (' ', ','), ('\'', '.')] {
                let written = money.grouped(group, point);
                assert_eq!(Money::parse(&written, currency), Ok(money), "{text:?} is written {written:?}");
            }
        }
    }
}

/// What is read is written in a form that reads back as the same.
fn comes_back<T: FromStr<Err: Display> + Display + Debug + PartialEq>(text: &str) -> Option<T> {
    match text.parse::<T>() {
        Err(error) => {
            let said = error.to_string();
            assert!(!said.chars().any(char::is_control) && said.len() <= 12 * text.len() + 300, "{said:?}");
            None
        }
        Ok(value) => {
            let written = value.to_string();
            assert_eq!(written.parse().ok().as_ref(), Some(&value), "{text:?} is written {written:?}");
            Some(value)
        }
    }
}
