//! Transbank POS Integrado: frames, messages and their meaning.
//!
//! Source: the public reference of POS Integrado (transbankdevelopers.cl, "Referencia POS Integrado") and the vendor's
//! open SDKs. Three steps, each lossless where the one before was right:
//! bytes -> [`Frame`] (STX, data, ETX, LRC) -> [`Message`] (command and fields, redacted)
//! -> [`Request`] or [`Answer`] (meaning).

mod answers;
pub mod codes;
pub mod decode;
mod fields;
pub mod frame;
pub mod meaning;
pub mod message;
mod redact;
mod requests;

pub use codes::{ResultCode, VoidProof};
pub use decode::decode;
pub use frame::{Decoder, Event, Frame};
pub use meaning::{Answer, ItemAnswer, MeaningError, Request, SaleAnswer};
pub use message::Message;
