//! Payment terminals that speak ZVT (PA00P015, PA00P016).

pub mod slip;
