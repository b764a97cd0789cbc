//! Transbank POS Integrado: frames, messages and their meaning.
//!
//! Source: the public reference of POS Integrado (transbankdevelopers.cl, "Referencia POS Integrado") and the vendor's
//! open SDKs. Three steps, each lossless where the one before was right:
//! bytes -> [`Frame`](frame::Frame) (STX, data, ETX, LRC) -> [`Message`] (command and fields, redacted)
//! -> [`Request`] or [`Answer`] (meaning).

pub mod codes;
pub mod frame;
pub mod meaning;
pub mod message;

pub use meaning::{Answer, ItemAnswer, Request, SaleAnswer};
pub use message::Message;
