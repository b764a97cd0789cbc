//! The terminal UI on a pty.
