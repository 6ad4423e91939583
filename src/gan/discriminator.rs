//! The discriminator: from samples to logits, high for real.

use burn::module::Module;
use burn::nn::Linear;
use burn::nn::conv::Conv2d;
use burn::prelude::*;

use super::activation::leaky_relu;
use super::batch_norm::BatchNorm;
use super::generator::normalised;
use super::init::Init;
use crate::experiment::Experiment;
use crate::experiment::architecture::{Shape, convolutions};

/// The discriminator of the experiment.
#[derive(Module, Debug)]
pub enum Discriminator {
    /// A multilayer perceptron for points.
    Points(PointDiscriminator),
    /// A DCGAN discriminator for images.
    Images(ImageDiscriminator),
}

/// Hidden layers of linear, normalisation (never in the first), leaky ReLU; a linear logit.
#[derive(Module, Debug)]
pub struct PointDiscriminator {
    hidden: Vec<Linear>,
    norms: Vec<Option<BatchNorm>>,
    output: Linear,
}

/// Strided convolutions with normalisation (never in the first) and leaky ReLU; a linear logit.
#[derive(Module, Debug)]
pub struct ImageDiscriminator {
    down: Vec<Conv2d>,
    norms: Vec<Option<BatchNorm>>,
    output: Linear,
    image: [usize; 3],
}

impl Discriminator {
    /// The discriminator of `e` for samples of `shape`, on an autodiff device.
    ///
    /// # Errors
    /// A sentence when the sizes do not fit (see [`convolutions`]).
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Result<Self, String> {
        let mut init = Init::new(e.seed, "init.discriminator", device);
        let network = &e.discriminator;
        Ok(match shape {
            Shape::Point => {
                let inputs = |i| if i == 0 { 2 } else { network.width };
                Self::Points(PointDiscriminator {
                    hidden: (0..network.depth).map(|i| init.linear(inputs(i), network.width)).collect(),
                    norms: (1..network.depth).map(|_| init.norm(network.norm, network.width)).collect(),
                    output: init.linear(network.width, 1),
                })
            }
            Shape::Image { channels, size } => {
                let layers = convolutions(network, channels, size)?;
                let (to, side) = layers.last().map_or((channels, size), |l| (l.to, l.size / l.stride));
                Self::Images(ImageDiscriminator {
                    down: layers.iter().map(|l| init.convolution(l)).collect(),
                    norms: layers.iter().skip(1).map(|l| init.norm(network.norm, l.to)).collect(),
                    output: init.linear(to * side * side, 1),
                    image: [channels as usize, size as usize, size as usize],
                })
            }
        })
    }

    /// Logits of samples.
    ///
    /// # Shapes
    /// - `x`: `[batch, n]`
    /// - result: `[batch, 1]`
    pub fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Points(net) => net.forward(x),
            Self::Images(net) => net.forward(x),
        }
    }

    /// Whether a sample's logit depends on the rest of its batch.
    pub fn mixes_batch(&self) -> bool {
        let norms = match self {
            Self::Points(net) => &net.norms,
            Self::Images(net) => &net.norms,
        };
        norms.iter().any(Option::is_some)
    }

    /// The last layer.
    pub fn output_mut(&mut self) -> &mut Linear {
        match self {
            Self::Points(net) => &mut net.output,
            Self::Images(net) => &mut net.output,
        }
    }
}

impl PointDiscriminator {
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let mut x = x;
        for (i, layer) in self.hidden.iter().enumerate() {
            x = layer.forward(x);
            if i > 0 {
                x = normalised(&self.norms[i - 1], x);
            }
            x = leaky_relu(x);
        }
        self.output.forward(x)
    }
}

impl ImageDiscriminator {
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let [batch, _] = x.dims();
        let [channels, height, width] = self.image;
        let mut x = x.reshape([batch, channels, height, width]);
        for (i, layer) in self.down.iter().enumerate() {
            x = layer.forward(x);
            if i > 0 {
                x = normalised(&self.norms[i - 1], x);
            }
            x = leaky_relu(x);
        }
        self.output.forward(x.flatten(1, 3))
    }
}
