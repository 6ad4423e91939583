//! Weights made on the host, so that every engine starts from the same bits.
//!
//! | `init` | weights | biases | scales of batch norm |
//! |---|---|---|---|
//! | `torch` | uniform on ±1/sqrt(fan-in), PyTorch's default (He et al. 2015 with gain 1/sqrt(3)) | the same | 1 |
//! | `dcgan` | normal, deviation 0.02 (Radford et al. 2016, section 4) | 0 | normal about 1, deviation 0.02 (the authors' code) |
//! | `orthogonal` | orthogonal, gain 1 (Saxe et al. 2014), as PyTorch reads the weight as a matrix: its first dimension, and the rest | 0 | 1 |
//!
//! The fan-in of a transposed convolution counts what really reaches one output pixel. That biases begin
//! at 0 is ours: DCGAN's code has none before batch norm, Saxe et al. have none at all.

use burn::module::Param;
use burn::prelude::*;

use super::layer::{Convolution, Dense};
use super::norm::Norm;
use super::orthogonal::orthogonal;
use super::spectral_norm::SpectralNorm;
use crate::experiment::architecture;
use crate::experiment::{self, Experiment, Initialization};
use crate::rng::Stream;

/// Deviation of DCGAN's weights and scales.
const DCGAN: f32 = 0.02;

/// Makes layers from one random stream, in the order of the calls.
pub struct Init<'a> {
    kind: Initialization,
    weights: Stream,
    /// Of the scales of batch norm, so that a norm leaves the weights behind it alone.
    scales: Stream,
    /// Where singular vectors start, if every layer is spectrally normalised; a stream of its own,
    /// so that the switch leaves the weights alone.
    spectral: Option<Stream>,
    device: &'a Device,
}

impl<'a> Init<'a> {
    /// Layers of `network` ("generator" or "discriminator") of `e` on `device`, an autodiff device.
    pub fn new(e: &Experiment, network: &str, spectral: bool, device: &'a Device) -> Self {
        let stream = |of: &str| Stream::new(e.seed, &format!("{of}.{network}"));
        let spectral = spectral.then(|| stream("spectral"));
        Self { kind: e.init, weights: stream("init"), scales: stream("scale"), spectral, device }
    }

    fn uniform(&mut self, count: usize, fan_in: f32) -> Vec<f32> {
        let bound = 1.0 / fan_in.sqrt();
        (0..count).map(|_| (2.0 * self.weights.uniform() - 1.0) * bound).collect()
    }

    fn weight<const D: usize>(&mut self, shape: [usize; D], fan_in: f32) -> Param<Tensor<D>> {
        let count = shape.iter().product();
        let values = match self.kind {
            Initialization::Torch => self.uniform(count, fan_in),
            Initialization::Dcgan => self.weights.normals(count).into_iter().map(|v| DCGAN * v).collect(),
            Initialization::Orthogonal => orthogonal(&self.weights.normals(count), shape[0]),
        };
        Param::from_data(TensorData::new(values, shape), self.device)
    }

    fn bias(&mut self, outputs: usize, fan_in: f32) -> Option<Param<Tensor<1>>> {
        let values = match self.kind {
            Initialization::Torch => self.uniform(outputs, fan_in),
            Initialization::Dcgan | Initialization::Orthogonal => vec![0.0; outputs],
        };
        Some(Param::from_data(TensorData::new(values, [outputs]), self.device))
    }

    fn spectral<const D: usize>(
        &mut self,
        weight: &Param<Tensor<D>>,
        outputs: usize,
    ) -> Option<SpectralNorm> {
        self.spectral.as_mut().map(|stream| SpectralNorm::new(weight.val(), outputs, stream))
    }

    /// A linear layer, `[batch, inputs]` to `[batch, outputs]`.
    pub fn dense(&mut self, inputs: u32, outputs: u32) -> Dense {
        let fan_in = inputs as f32;
        let weight = self.weight([inputs as usize, outputs as usize], fan_in);
        let bias = self.bias(outputs as usize, fan_in);
        Dense { spectral: self.spectral(&weight, Dense::OUTPUTS), weight, bias }
    }

    /// The convolution of the discriminator that `layer` describes.
    pub fn convolution(&mut self, layer: &architecture::ConvolutionShape) -> Convolution {
        let fan_in = (layer.from * layer.kernel * layer.kernel) as f32;
        self.make(layer, layer.from, layer.to, fan_in, layer.stride, false)
    }

    /// The transposed convolution of the generator that mirrors `layer`.
    pub fn transposed(&mut self, layer: &architecture::ConvolutionShape) -> Convolution {
        let fan_in = (layer.to * layer.kernel * layer.kernel) as f32 / (layer.stride * layer.stride) as f32;
        self.make(layer, layer.to, layer.from, fan_in, layer.stride, true)
    }

    /// The convolution of a generator that resizes first, in the place of [`Self::transposed`].
    pub fn resized(&mut self, layer: &architecture::ConvolutionShape) -> Convolution {
        let fan_in = (layer.to * layer.kernel * layer.kernel) as f32;
        self.make(layer, layer.to, layer.from, fan_in, 1, false)
    }

    /// A 1 x 1 convolution from features to an image.
    pub fn to_image(&mut self, features: u32, channels: u32) -> Convolution {
        let layer =
            architecture::ConvolutionShape { from: features, to: channels, kernel: 1, stride: 1, size: 1 };
        self.convolution(&layer)
    }

    fn make(
        &mut self,
        layer: &architecture::ConvolutionShape,
        inputs: u32,
        outputs: u32,
        fan_in: f32,
        stride: u32,
        transposed: bool,
    ) -> Convolution {
        let [inputs, outputs, kernel] = [inputs, outputs, layer.kernel].map(|v| v as usize);
        let (first, second) = if transposed { (inputs, outputs) } else { (outputs, inputs) };
        let weight = self.weight([first, second, kernel, kernel], fan_in);
        let bias = self.bias(outputs, fan_in);
        Convolution {
            spectral: self.spectral(&weight, usize::from(transposed)),
            weight,
            bias,
            stride: stride as usize,
            padding: layer.padding() as usize,
            padding_out: layer.padding_out() as usize,
            transposed,
        }
    }

    /// One vector of `size` numbers for each of `count` classes, `[count, size]`.
    pub fn embedding(&mut self, count: u32, size: u32) -> Dense {
        let weight = self.weight([count as usize, size as usize], count as f32);
        Dense { spectral: self.spectral(&weight, Dense::OUTPUTS), weight, bias: None }
    }

    /// The normalisation of `channels` features, if there is one.
    pub fn norm(&mut self, norm: experiment::Norm, channels: u32) -> Option<Norm> {
        let made = Norm::new(norm, channels, self.device);
        match (self.kind, made) {
            (Initialization::Dcgan, Some(Norm::Batch(norm))) => {
                let scales = self.scales.normals(channels as usize).into_iter().map(|v| 1.0 + DCGAN * v);
                Some(Norm::Batch(norm.with_scales(scales.collect(), self.device)))
            }
            (_, made) => made,
        }
    }
}
