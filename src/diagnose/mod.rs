//! Rules that turn what is known into an answer: what happened, what to do, what must not be done.

mod advice;
pub mod bill;
pub mod check;
pub mod dispute;
mod evidence;
pub mod finding;
mod fit;
pub mod matching;
pub mod reconcile;
pub mod sheet;
