//! Readers of bills: bytes in, values out. The format is told from the content, columns are found by their names, and a file that
//! contradicts itself or ends in the middle is refused (finding B16) rather than read by half.
//!
//! | file | reads |
//! |---|---|
//! | `wechat_pay` | WeChat Pay, for merchants |
//! | `alipay` | Alipay, for merchants |
//! | `consumer` | exports of a customer's WeChat or Alipay |
//! | `camt` | ISO 20022 statements and notifications of a bank |
//! | `profile` | tables of acquirers, through mapping profiles |
//! | `workbook`, `zip` | what a table may come in |
//! | `decode`, `table`, `xml` | bytes to text, text to cells or branches |
//! | `amount`, `when` | cells to amounts and times |
//! | `detect` | what the content is |
//! | `draft` | what has to hold before rows become a bill |

mod alipay;
mod amount;
mod camt;
mod consumer;
mod decode;
mod detect;
mod draft;
mod profile;
mod table;
mod wechat_pay;
mod when;
mod workbook;
mod xml;
mod zip;

pub use detect::{MAX_BYTES, read};
pub use profile::{Field, Preview, Profile, ProfileError, preview};
