//! What the targets hold: the functions that `tests/bad_input` drives too.

#[path = "../../tests/bad_input/formats/mod.rs"]
pub mod formats;
