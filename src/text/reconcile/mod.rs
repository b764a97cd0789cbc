//! What is said when journals are set against bills.

pub mod evidence;
pub mod finding;
