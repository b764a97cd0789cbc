//! Blocks packed and unpacked with zstd. Making its working memory takes longer than unpacking a block of ours, so each thread
//! keeps one.

use std::cell::RefCell;
use std::io;

use zstd::bulk::{Compressor, Decompressor};

thread_local! {
    static PACKER: RefCell<Compressor<'static>> = RefCell::default();
    static UNPACKER: RefCell<Decompressor<'static>> = RefCell::default();
}

/// Packs a block.
pub(super) fn pack(raw: &[u8], level: i32) -> io::Result<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| {
        packer.set_compression_level(level)?;
        packer.compress(raw)
    })
}

/// Unpacks a block of at most `len` bytes; one that is longer is an error.
pub(super) fn unpack(packed: &[u8], len: usize) -> io::Result<Vec<u8>> {
    UNPACKER.with_borrow_mut(|unpacker| unpacker.decompress(packed, len))
}
