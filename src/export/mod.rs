//! Results as files: rows of numbers, pictures, and programs, on plain slices.

pub mod code;
pub mod csv;
pub mod picture;
