#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    saddle_fuzz::formats::set(bytes);
});
