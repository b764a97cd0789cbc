//! What is said of findings of `check`: evidence, cause, remedy, and what must not be done. No sentence says that a customer was
//! charged, and none calls a number that is missing lost money.

pub mod care;
pub mod memory;
pub mod money;
pub mod shared;
