//! No file that a user can choose makes the IDX reader panic or run out of memory.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    let _ = saddle::data::idx::parse(file);
});
