//! The generator: from latent vectors to samples.

use burn::module::Module;
use burn::prelude::*;
use burn::tensor::activation::tanh;

use super::activation::activated;
use super::init::Init;
use super::layer::{Convolution, Dense, Weighted};
use super::norm::Norm;
use crate::experiment::architecture::{Shape, ShapeError, generator_layers};
use crate::experiment::{Activation, CLASSES, Condition, Experiment, Upsample};

/// The generator of the experiment.
#[derive(Module, Debug)]
pub enum Generator {
    /// A multilayer perceptron for points.
    Points(PointGenerator),
    /// A DCGAN generator for images.
    Images(ImageGenerator),
}

/// Hidden layers of linear, normalisation, activation; a linear output.
#[derive(Module, Debug)]
pub struct PointGenerator {
    hidden: Vec<Dense>,
    norms: Vec<Option<Norm>>,
    output: Dense,
    #[module(skip)]
    activation: Activation,
}

/// A linear layer to the smallest image, then (transposed) convolutions with normalisation and
/// activation; tanh at the pixels (Radford et al. 2016, section 3).
#[derive(Module, Debug)]
pub struct ImageGenerator {
    input: Dense,
    input_norm: Option<Norm>,
    up: Vec<Convolution>,
    norms: Vec<Option<Norm>>,
    /// With multi-scale gradients: from the features before each doubling to an image of their size.
    to_image: Vec<Convolution>,
    /// The factor by which each of `up` enlarges.
    strides: Vec<usize>,
    inner: [usize; 3],
    #[module(skip)]
    activation: Activation,
}

impl Generator {
    /// The generator of `e` for samples of `shape`, on an autodiff device.
    ///
    /// # Errors
    /// A sentence when the sizes do not fit (see [`generator_layers`]).
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Result<Self, ShapeError> {
        let mut init = Init::new(e, "generator", e.generator.spectral, device);
        let network = &e.generator;
        let latent = e.latent + if e.condition == Condition::Off { 0 } else { CLASSES };
        let inputs = |i| if i == 0 { latent } else { network.width };
        Ok(match shape {
            Shape::Point => Self::Points(PointGenerator {
                hidden: (0..network.depth).map(|i| init.dense(inputs(i), network.width)).collect(),
                norms: (0..network.depth).map(|_| init.norm(network.norm, network.width)).collect(),
                output: init.dense(inputs(network.depth), 2),
                activation: network.activation,
            }),
            Shape::Image { channels, size } => {
                let mut layers = generator_layers(e, channels, size)?;
                layers.reverse();
                let (to, side) = layers.first().map_or((channels, size), |l| (l.to, l.size / l.stride));
                let resize = e.upsample == Upsample::Resize;
                let doubling = layers.iter().filter(|l| e.multi_scale && l.stride == 2);
                Self::Images(ImageGenerator {
                    input: init.dense(latent, to * side * side),
                    input_norm: init.norm(network.norm, to),
                    up: layers
                        .iter()
                        .map(|l| if resize { init.resized(l) } else { init.transposed(l) })
                        .collect(),
                    norms: layers.iter().skip(1).map(|l| init.norm(network.norm, l.to)).collect(),
                    to_image: doubling.map(|l| init.to_image(l.to, channels)).collect(),
                    strides: layers.iter().map(|l| l.stride as usize).collect(),
                    inner: [to as usize, side as usize, side as usize],
                    activation: network.activation,
                })
            }
        })
    }

    /// Samples from latent vectors.
    ///
    /// # Shapes
    /// - `z`: `[batch, latent]`, with the one-hot class behind it in a conditional run
    /// - result: `[batch, n]`, with n numbers in a sample: with multi-scale gradients the images of
    ///   all resolutions, the largest first
    pub fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        match self {
            Self::Points(net) => net.forward(z),
            Self::Images(net) => net.forward(z),
        }
    }

    /// Of images: the maps that the first layer makes, and their pixels on a side.
    pub fn smallest(&self) -> Option<[usize; 2]> {
        match self {
            Self::Points(_) => None,
            Self::Images(ImageGenerator { inner: [maps, side, _], .. }) => Some([*maps, *side]),
        }
    }

    /// Every layer with a weight, in the order of a forward pass.
    pub fn weighted(&self) -> Vec<Weighted<'_>> {
        match self {
            Self::Points(net) => net.hidden.iter().chain([&net.output]).map(Weighted::Dense).collect(),
            Self::Images(net) => {
                let up = net.up.iter().chain(&net.to_image).map(Weighted::Convolution);
                [Weighted::Dense(&net.input)].into_iter().chain(up).collect()
            }
        }
    }

    /// The spectral norm of every normalised layer, in the order of a forward pass, each `[1]`.
    pub fn sigmas(&self) -> Vec<Tensor<1>> {
        self.weighted().iter().filter_map(Weighted::sigma).collect()
    }

    /// The last layer of a generator of points, for tests that set it up by hand.
    pub fn output_mut(&mut self) -> Option<&mut Dense> {
        match self {
            Self::Points(net) => Some(&mut net.output),
            Self::Images(_) => None,
        }
    }
}

impl PointGenerator {
    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let hidden = self.hidden.iter().zip(&self.norms);
        let x =
            hidden.fold(z, |x, (dense, norm)| activated(self.activation, normalised(norm, dense.forward(x))));
        self.output.forward(x)
    }
}

impl ImageGenerator {
    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let [batch, _] = z.dims();
        let [channels, height, width] = self.inner;
        let x = self.input.forward(z).reshape([batch, channels, height, width]);
        let mut x = activated(self.activation, normalised(&self.input_norm, x));
        let mut images = Vec::new();
        for (i, layer) in self.up.iter().enumerate() {
            if self.strides[i] == 2 {
                images.extend(self.to_image.get(images.len()).map(|layer| pixels(layer.forward(x.clone()))));
            }
            x = if layer.transposed { x } else { enlarged(x, self.strides[i]) };
            x = layer.forward(x);
            if let Some(norm) = self.norms.get(i) {
                x = activated(self.activation, normalised(norm, x));
            }
        }
        images.push(pixels(x));
        images.reverse();
        if images.len() == 1 { images.remove(0) } else { Tensor::cat(images, 1) }
    }
}

/// Features as pixels from -1 to 1, row by row.
///
/// Flat first: the other way round, fusion on WebGPU gets tanh's gradient wrong for a single channel
/// (burn 0.22.1; the self-test would refuse the GPU).
fn pixels(x: Tensor<4>) -> Tensor<2> {
    tanh(x.flatten(1, 3))
}

/// Every pixel repeated `factor` times in both directions (nearest neighbour).
fn enlarged(x: Tensor<4>, factor: usize) -> Tensor<4> {
    if factor == 1 {
        return x;
    }
    let [batch, channels, height, width] = x.dims();
    x.reshape([batch * channels, height, 1, width, 1])
        .expand([batch * channels, height, factor, width, factor])
        .reshape([batch, channels, height * factor, width * factor])
}

/// `x` through `norm`, if there is one.
///
/// # Shapes
/// `x` and the result: `[batch, channels, ...]`
fn normalised<const D: usize>(norm: &Option<Norm>, x: Tensor<D>) -> Tensor<D> {
    match norm {
        Some(norm) => norm.forward(x),
        None => x,
    }
}
