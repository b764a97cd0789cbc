//! Rules that turn what is known into an answer: what happened, what to do, what must not be done.

pub mod dispute;
pub mod sheet;
