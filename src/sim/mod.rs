//! Simulated devices, on the same protocol code as the drivers.

pub mod transbank;
