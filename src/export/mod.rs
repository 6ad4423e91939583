//! Results as files, on plain slices: rows of numbers, pictures, films, charts, programs, and what the page asks for
//! of them.

#[cfg(any(feature = "taker", feature = "cli"))]
mod archive;
pub mod charts;
pub mod code;
pub mod csv;
pub mod drawing;
mod file_name;
pub mod film;
pub mod font;
#[cfg(any(feature = "taker", feature = "cli"))]
mod gif_file;
#[cfg(any(feature = "taker", feature = "cli"))]
mod make;
#[cfg(all(test, feature = "cli"))]
mod make_tests;
pub mod picture;
mod plot;
#[cfg(any(feature = "taker", feature = "cli"))]
mod png_file;
#[cfg(any(feature = "taker", feature = "cli"))]
mod report;
#[cfg(any(feature = "taker", feature = "cli"))]
mod tables;
pub mod taken;

pub use file_name::{called, file_name};
#[cfg(any(feature = "taker", feature = "cli"))]
pub use make::{Progress, make};
