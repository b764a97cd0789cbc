//! A link inside this process: two ends, bounded like a cable with buffers, without a thread or a descriptor, so that
//! a conversation over it repeats exactly under a paused clock.

use super::Stream;

/// Bytes that wait in each direction before a writer has to wait; about what a tty of the kernel holds.
const WAITING: usize = 4096;

/// Two ends of one line. When an end is dropped the other reads the end of the stream and fails to write.
pub fn pair() -> (impl Stream + 'static, impl Stream + 'static) {
    tokio::io::duplex(WAITING)
}
