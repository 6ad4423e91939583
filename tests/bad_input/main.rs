//! Bad input: every format that comes from outside is held to `formats` with thousands of damaged files, cut, flipped,
//! spliced, with absurd numbers, or made of garbage. docs/fuzzing.md says how to try more.
#![cfg(feature = "cli")]

use peak_alloc::PeakAlloc;

mod drive;
#[path = "../../src/data/files/fixtures.rs"]
mod fixtures;
mod formats;
mod mutate;
mod seed;
mod whole;

use drive::drive;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

macro_rules! formats {
    ($($format:ident)*) => {
        $(
            #[test]
            fn $format() {
                drive(stringify!($format), formats::$format, whole::$format());
            }
        )*

        /// Every format with its whole files.
        const WHOLE: &[(&str, fn() -> Vec<Vec<u8>>)] = &[$((stringify!($format), whole::$format)),*];
    };
}

formats! {
    link lesson language plan results
    message comparison set checkpoint film
    idx npy zip gzip cifar table png jpeg file
}
