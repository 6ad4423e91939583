//! Weights made on the host, so that every engine starts from the same bits.
//!
//! Weights and biases are uniform on ±1/sqrt(fan-in), PyTorch's default for linear and
//! convolutional layers (He et al. 2015 with gain 1/sqrt(3)); the fan-in of a transposed
//! convolution counts what really reaches one output pixel.

use burn::module::Param;
use burn::nn::conv::{Conv2d, Conv2dConfig, ConvTranspose2d, ConvTranspose2dConfig};
use burn::nn::{Linear, PaddingConfig2d};
use burn::prelude::*;

use super::batch_norm::BatchNorm;
use crate::experiment::Norm;
use crate::experiment::architecture::Convolution;
use crate::rng::Stream;

/// Makes layers from one random stream, in the order of the calls.
pub struct Init<'a> {
    stream: Stream,
    device: &'a Device,
}

impl<'a> Init<'a> {
    /// Layers on `device` (an autodiff device) from the stream `name` of `seed`.
    pub fn new(seed: u32, name: &str, device: &'a Device) -> Self {
        Self { stream: Stream::new(seed, name), device }
    }

    fn uniform<const D: usize>(&mut self, shape: [usize; D], fan_in: f32) -> Param<Tensor<D>> {
        let bound = 1.0 / fan_in.sqrt();
        let values: Vec<f32> =
            (0..shape.iter().product()).map(|_| (2.0 * self.stream.uniform() - 1.0) * bound).collect();
        Param::from_data(TensorData::new(values, shape), self.device)
    }

    /// A linear layer, `[batch, inputs]` to `[batch, outputs]`.
    pub fn linear(&mut self, inputs: u32, outputs: u32) -> Linear {
        let fan_in = inputs as f32;
        Linear {
            weight: self.uniform([inputs as usize, outputs as usize], fan_in),
            bias: Some(self.uniform([outputs as usize], fan_in)),
        }
    }

    /// The convolution of the discriminator that `layer` describes.
    pub fn convolution(&mut self, layer: &Convolution) -> Conv2d {
        let [from, to, kernel, stride, padding] =
            [layer.from, layer.to, layer.kernel, layer.stride, layer.padding()].map(|v| v as usize);
        let fan_in = (from * kernel * kernel) as f32;
        let mut made = Conv2dConfig::new([from, to], [kernel, kernel])
            .with_stride([stride, stride])
            .with_padding(PaddingConfig2d::Explicit(padding, padding, padding, padding))
            .init(self.device);
        made.weight = self.uniform([to, from, kernel, kernel], fan_in);
        made.bias = Some(self.uniform([to], fan_in));
        made
    }

    /// The transposed convolution of the generator that mirrors `layer`.
    pub fn transposed(&mut self, layer: &Convolution) -> ConvTranspose2d {
        let [from, to, kernel, stride, padding, out] =
            [layer.from, layer.to, layer.kernel, layer.stride, layer.padding(), layer.padding_out()]
                .map(|v| v as usize);
        let fan_in = (to * kernel * kernel) as f32 / (stride * stride) as f32;
        let mut made = ConvTranspose2dConfig::new([to, from], [kernel, kernel])
            .with_stride([stride, stride])
            .with_padding([padding, padding])
            .with_padding_out([out, out])
            .init(self.device);
        made.weight = self.uniform([to, from, kernel, kernel], fan_in);
        made.bias = Some(self.uniform([from], fan_in));
        made
    }

    /// The normalisation of `channels` features, if there is one.
    pub fn norm(&mut self, norm: Norm, channels: u32) -> Option<BatchNorm> {
        (norm == Norm::Batch).then(|| BatchNorm::new(channels as usize, self.device))
    }
}
