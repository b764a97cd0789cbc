//! A simulated Transbank terminal with a memory.
