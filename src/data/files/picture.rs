//! A picture as grey bytes.

#[cfg(feature = "cli")]
pub use super::decoders::{jpeg, png};
#[cfg(not(feature = "cli"))]
use super::fault::Fault;

/// A grey picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grey {
    /// Columns.
    pub width: usize,
    /// A byte a pixel, row by row.
    pub pixels: Vec<u8>,
    /// Whether it had colours.
    pub colour: bool,
}

/// Without a decoder: in an engine it would cost more than it is worth there.
#[cfg(not(feature = "cli"))]
pub fn png(_: &[u8]) -> Result<Grey, Fault> {
    Err(no_decoder("PNG"))
}

/// Without a decoder: in an engine it would cost more than it is worth there.
#[cfg(not(feature = "cli"))]
pub fn jpeg(_: &[u8]) -> Result<Grey, Fault> {
    Err(no_decoder("JPEG"))
}

#[cfg(not(feature = "cli"))]
fn no_decoder(what: &str) -> Fault {
    Fault::whole(format!("a {what}, which only the command line reads"), "IDX, npy, npz, CIFAR-10 or CSV")
}
