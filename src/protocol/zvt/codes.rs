//! Result codes, terminal status and intermediate status.

/// Short English name of a result code.
pub fn result(_code: u8) -> Option<&'static str> {
    None
}
/// Short English name of a terminal status.
pub fn status(_code: u8) -> Option<&'static str> {
    None
}
/// Short English name of an intermediate status.
pub fn intermediate(_code: u8) -> Option<&'static str> {
    None
}
