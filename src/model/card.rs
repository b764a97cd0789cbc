//! A card as this program may know it: first six and last four digits, nothing between.

use std::fmt;

use super::Family;
use super::short::Short;

/// A masked card number. The full number never gets into this type, so nothing made from it can leak one.
/// (PCI DSS 4.0.1, 3.4.1: at most BIN and last four; one form everywhere.)
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    first6: Option<Short>,
    last4: Short,
}

impl Card {
    /// Masks what a device, file or person gave: full numbers, numbers masked by others (`X`, `*`, `#`, `.`)
    /// and bare tails. `None` when no digits stand at the end.
    pub fn mask(raw: &str) -> Option<Self> {
        let symbols: Vec<char> = raw.chars().filter(|symbol| !matches!(symbol, ' ' | '-')).collect();
        let tail = symbols.iter().rev().take_while(|symbol| symbol.is_ascii_digit()).count();
        let head = symbols.iter().take_while(|symbol| symbol.is_ascii_digit()).count();
        if tail == 0 {
            return None;
        }
        let shown = tail.min(4);
        let last4: String = symbols[symbols.len() - shown..].iter().collect();
        let first6 = (symbols.len() >= 12 && head >= 6).then(|| symbols[..6].iter().collect::<String>());
        Some(Self { first6: first6.map(|digits| digits.as_str().into()), last4: last4.as_str().into() })
    }

    /// The last digits, four of them unless the device told fewer. Leading zeros count.
    pub fn last4(&self) -> &str {
        self.last4.as_str()
    }

    /// The first six digits (issuer), where the device told them.
    pub fn first6(&self) -> Option<&str> {
        self.first6.as_ref().map(Short::as_str)
    }
}

impl fmt::Display for Card {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}******{}", self.first6().unwrap_or(""), self.last4())
    }
}

/// The name of a card brand that a family writes as a code; `None` for codes that we do not know, which are shown as told.
/// (Transbank: POS Integrado reference, card brands.)
pub fn brand_name(family: Family, code: &str) -> Option<&'static str> {
    match family {
        Family::Transbank => Some(match code.trim() {
            "VI" => "Visa",
            "MC" => "Mastercard",
            "CA" => "Cabal",
            "CR" => "Credencial",
            "AX" => "American Express",
            "CE" => "Tarjeta cerrada",
            "DC" => "Diners",
            "TP" => "Presto",
            "MG" => "Magna",
            "TM" => "Mas Cencosud",
            "RP" => "Ripley",
            "EX" => "Extra",
            "TC" => "CMR",
            "DB" => "Redcompra",
            _ => return None,
        }),
        // These terminals tell the name of the card themselves.
        Family::Zvt => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brands_are_named_and_unknown_ones_are_not() {
        assert_eq!(brand_name(Family::Transbank, "VI"), Some("Visa"));
        assert_eq!(brand_name(Family::Transbank, "??"), None);
    }

    #[test]
    fn masks_whatever_comes() {
        assert_eq!(Card::mask("4111111111111234").unwrap().to_string(), "411111******1234");
        assert_eq!(Card::mask("4111 1111 1111 1234").unwrap().to_string(), "411111******1234");
        assert_eq!(Card::mask("XXXXXXXXXXXXXXX1881").unwrap().to_string(), "******1881");
        assert_eq!(Card::mask("0042").unwrap().last4(), "0042");
        assert_eq!(Card::mask("12345678").unwrap().to_string(), "******5678");
        assert_eq!(Card::mask("XXXX"), None);
        assert_eq!(Card::mask("411111******1234").unwrap().first6(), Some("411111"));
    }
}
