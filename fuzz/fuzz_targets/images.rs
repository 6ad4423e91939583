//! No file that a user can choose for images makes a reader panic or run out of memory.
#![no_main]

use libfuzzer_sys::fuzz_target;
use saddle::data::{UserFile, Wishes, parse_images};

fuzz_target!(|file: &[u8]| {
    let _ = parse_images(&[UserFile { name: "fuzzed".into(), bytes: file.to_vec() }], &Wishes::default());
});
