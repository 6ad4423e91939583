//! How a language says what networks are made of.

use crate::experiment::{Activation, Norm};

/// The words of one language, as its templates have them.
pub trait Language {
    /// The function of an activation.
    fn activation(&self, kind: Activation) -> &'static str;
    /// A list, over several lines where it is long.
    fn list(&self, items: &[String]) -> String;
    /// Yes or no.
    fn switch(&self, on: bool) -> &'static str;
    /// `layer` with a weight that is divided by its spectral norm.
    fn spectral(&self, layer: &str) -> String;
    /// A linear layer.
    fn linear(&self, inputs: u32, outputs: u32) -> String;
    /// A vector of `outputs` numbers for each class.
    fn embedding(&self, classes: u32, outputs: u32) -> String;
    /// A convolution.
    fn convolution(&self, from: u32, to: u32, kernel: u32, stride: u32) -> String;
    /// A transposed convolution.
    fn transposed(&self, from: u32, to: u32, kernel: u32, stride: u32) -> String;
    /// A normalisation of `channels` features, `flat` where they have no pixels.
    fn norm(&self, kind: Norm, channels: u32, flat: bool) -> String;
}
