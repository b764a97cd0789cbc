//! Printed receipts, made up after the layouts of many terminals, against what they tell for certain.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod corpus;
mod entries;
mod properties;
