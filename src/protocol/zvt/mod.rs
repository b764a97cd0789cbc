//! ZVT: card terminals of Germany, Austria and Switzerland, on serial lines and networks.
//!
//! Source: the specifications of the Verband der Terminalhersteller, PA00P016 (transport) and PA00P015 rev 13.08 (commands,
//! BMPs, TLV, codes). Three steps, each lossless where the one before was right:
//! bytes -> [`RawApdu`] (block with stuffing and CRC, or bare) -> [`Message`] (positions, BMPs, objects; redacted)
//! -> [`Request`] or [`Reply`] (meaning).
//!
//! Both sides use it: a console writes requests and reads replies, a simulated terminal the other way round.

mod amounts;
pub mod charset;
pub mod codes;
pub mod control;
pub mod decode;
mod fields;
pub mod frame;
mod meaning;
pub mod message;
pub mod print;
mod redact;
pub mod reply;
pub mod request;
mod request_message;
pub mod status;
pub mod tlv;

pub use charset::Charset;
pub use control::Control;
pub use decode::{decode, decode_event, meaning_line};
pub use fields::Place;
pub use frame::{Decoder, Event, RawApdu, Wire, frame};
pub use message::{Item, Message, MessageError};
pub use print::{Block, Line, ReceiptKind};
pub use reply::{Completion, Reply};
pub use request::{Charge, Request};
pub use status::{Status, Totals};
pub use tlv::Tlv;
