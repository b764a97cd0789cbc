#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| tillwright_fuzz::bodies::bill::profile(data));
