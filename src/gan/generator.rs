//! The generator: from latent vectors to samples.

use burn::module::Module;
use burn::nn::Linear;
use burn::nn::conv::ConvTranspose2d;
use burn::prelude::*;
use burn::tensor::activation::{relu, tanh};

use super::batch_norm::BatchNorm;
use super::init::Init;
use crate::experiment::Experiment;
use crate::experiment::architecture::{Shape, convolutions};

/// The generator of the experiment.
#[derive(Module, Debug)]
pub enum Generator {
    /// A multilayer perceptron for points.
    Points(PointGenerator),
    /// A DCGAN generator for images.
    Images(ImageGenerator),
}

/// Hidden layers of linear, normalisation, ReLU; a linear output.
#[derive(Module, Debug)]
pub struct PointGenerator {
    hidden: Vec<Linear>,
    norms: Vec<Option<BatchNorm>>,
    output: Linear,
}

/// A linear layer to the smallest image, then transposed convolutions with normalisation and ReLU;
/// tanh at the pixels (Radford et al. 2016, section 3).
#[derive(Module, Debug)]
pub struct ImageGenerator {
    input: Linear,
    input_norm: Option<BatchNorm>,
    up: Vec<ConvTranspose2d>,
    norms: Vec<Option<BatchNorm>>,
    inner: [usize; 3],
}

impl Generator {
    /// The generator of `e` for samples of `shape`, on an autodiff device.
    ///
    /// # Errors
    /// A sentence when the sizes do not fit (see [`convolutions`]).
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Result<Self, String> {
        let mut init = Init::new(e.seed, "init.generator", device);
        let network = &e.generator;
        Ok(match shape {
            Shape::Point => {
                let inputs = |i| if i == 0 { e.latent } else { network.width };
                Self::Points(PointGenerator {
                    hidden: (0..network.depth).map(|i| init.linear(inputs(i), network.width)).collect(),
                    norms: (0..network.depth).map(|_| init.norm(network.norm, network.width)).collect(),
                    output: init.linear(network.width, 2),
                })
            }
            Shape::Image { channels, size } => {
                let layers = convolutions(network, channels, size)?;
                let (to, side) = layers.last().map_or((network.width, size), |l| (l.to, l.size / l.stride));
                Self::Images(ImageGenerator {
                    input: init.linear(e.latent, to * side * side),
                    input_norm: init.norm(network.norm, to),
                    up: layers.iter().rev().map(|l| init.transposed(l)).collect(),
                    norms: layers.iter().rev().skip(1).map(|l| init.norm(network.norm, l.to)).collect(),
                    inner: [to as usize, side as usize, side as usize],
                })
            }
        })
    }

    /// Samples from latent vectors.
    ///
    /// # Shapes
    /// - `z`: `[batch, latent]`
    /// - result: `[batch, n]`, with n numbers in a sample
    pub fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Points(net) => net.forward(z),
            Self::Images(net) => net.forward(z),
        }
    }
}

impl PointGenerator {
    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let hidden = self.hidden.iter().zip(&self.norms);
        let x = hidden.fold(z, |x, (linear, norm)| relu(normalised(norm, linear.forward(x))));
        self.output.forward(x)
    }
}

impl ImageGenerator {
    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let [batch, _] = z.dims();
        let [channels, height, width] = self.inner;
        let x = self.input.forward(z).reshape([batch, channels, height, width]);
        let mut x = relu(normalised(&self.input_norm, x));
        for (i, layer) in self.up.iter().enumerate() {
            x = layer.forward(x);
            if let Some(norm) = self.norms.get(i) {
                x = relu(normalised(norm, x));
            }
        }
        // Flat first: the other way round, fusion on WebGPU gets tanh's gradient wrong for a single
        // channel (burn 0.22.1; the self-test would refuse the GPU).
        tanh(x.flatten(1, 3))
    }
}

/// `x` through `norm`, if there is one.
///
/// # Shapes
/// `x` and the result: `[batch, channels, ...]`
pub(super) fn normalised<const D: usize>(norm: &Option<BatchNorm>, x: Tensor<D>) -> Tensor<D> {
    match norm {
        Some(norm) => norm.forward(x),
        None => x,
    }
}
