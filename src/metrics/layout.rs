//! The layers of the networks that look at images: their sizes, the names of their tensors, random weights.

use super::layers::{KERNEL, SLOPE};
use crate::rng::Stream;

/// The layers of a network, all of 3 x 3 convolutions with leaky ReLU between an image and a linear
/// layer of features.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// Channels of an image.
    pub channels: usize,
    /// Pixels on a side of an image.
    pub size: usize,
    /// Channels after each convolution, and its stride.
    pub convolutions: &'static [(usize, usize)],
    /// Numbers in the last hidden layer.
    pub features: usize,
    /// Classes to tell apart; 0 for none.
    pub classes: usize,
}

impl Layout {
    /// The classifier of the 8 x 8 digits.
    pub const DIGITS8: Self =
        Self { channels: 1, size: 8, convolutions: &[(16, 1), (24, 2)], features: 16, classes: 10 };

    /// The classifier of the 28 x 28 shapes.
    pub const SHAPES28: Self =
        Self { channels: 1, size: 28, convolutions: &[(8, 2), (12, 2), (16, 2)], features: 16, classes: 10 };

    /// The classifier of the 28 x 28 digits.
    pub const MNIST: Self =
        Self { channels: 1, size: 28, convolutions: &[(8, 2), (16, 2), (16, 2)], features: 32, classes: 10 };

    /// Random features of images of `size` x `size`.
    pub const fn random(channels: usize, size: usize) -> Self {
        Self { channels, size, convolutions: &[(8, 2), (16, 2), (16, 2)], features: 32, classes: 0 }
    }

    /// Every tensor with its name and shape: convolutions `[outputs, inputs, 3, 3]`, linear layers
    /// `[inputs, outputs]`, whose inputs run over channels, rows and columns, in this order.
    pub fn tensors(&self) -> Vec<(String, Vec<usize>)> {
        let mut tensors = Vec::new();
        let (mut inputs, mut size) = (self.channels, self.size);
        for (i, (outputs, stride)) in self.convolutions.iter().enumerate() {
            tensors.push((format!("convolutions.{i}.weight"), vec![*outputs, inputs, KERNEL, KERNEL]));
            tensors.push((format!("convolutions.{i}.bias"), vec![*outputs]));
            (inputs, size) = (*outputs, size.div_ceil(*stride));
        }
        tensors.push(("hidden.weight".into(), vec![inputs * size * size, self.features]));
        tensors.push(("hidden.bias".into(), vec![self.features]));
        if self.classes > 0 {
            tensors.push(("output.weight".into(), vec![self.features, self.classes]));
            tensors.push(("output.bias".into(), vec![self.classes]));
        }
        tensors
    }

    /// Weights from `stream`, uniform with variance 2 / (1 + slope²) / fan-in (He et al. 2015, equation
    /// 15), which keep the spread of what runs through; biases 0.
    pub fn draw(&self, stream: &mut Stream) -> Vec<Vec<f32>> {
        let draw = |(_, shape): (String, Vec<usize>)| {
            let count = shape.iter().product();
            let fan_in = match shape[..] {
                [_, inputs, height, width] => inputs * height * width,
                [inputs, _] => inputs,
                _ => return vec![0.0; count],
            };
            let bound = (6.0 / (1.0 + SLOPE * SLOPE) / fan_in as f32).sqrt();
            (0..count).map(|_| (2.0 * stream.uniform() - 1.0) * bound).collect()
        };
        self.tensors().into_iter().map(draw).collect()
    }
}
