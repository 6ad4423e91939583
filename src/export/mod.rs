//! Results as files: rows of numbers and pictures, on plain slices.

pub mod csv;
pub mod picture;
