//! The discriminator: its layers. How they judge is in [`super::critic`].

use burn::module::Module;
use burn::prelude::*;

use super::init::Init;
use super::layer::{Convolution, Dense, Weighted};
use super::norm::Norm;
use crate::experiment::architecture::{Shape, ShapeError, discriminator_layers, joining, scales};
use crate::experiment::{Activation, CLASSES, Condition, Experiment};

/// The discriminator of the experiment.
#[derive(Module, Debug)]
pub enum Discriminator {
    /// A multilayer perceptron for points.
    Points(PointDiscriminator),
    /// A DCGAN discriminator for images.
    Images(ImageDiscriminator),
}

/// Hidden layers of linear, normalisation (never in the first), activation; a linear logit.
#[derive(Module, Debug)]
pub struct PointDiscriminator {
    pub(super) hidden: Vec<Dense>,
    pub(super) norms: Vec<Option<Norm>>,
    pub(super) output: Dense,
    #[module(skip)]
    pub(super) activation: Activation,
    pub(super) spread: bool,
}

/// Strided convolutions with normalisation (never in the first) and activation; a linear logit.
#[derive(Module, Debug)]
pub struct ImageDiscriminator {
    pub(super) down: Vec<Convolution>,
    pub(super) norms: Vec<Option<Norm>>,
    pub(super) output: Dense,
    #[module(skip)]
    pub(super) activation: Activation,
    /// One vector of features a class, for the projection.
    pub(super) embedding: Option<Dense>,
    /// Whether the one-hot class comes in as channels.
    pub(super) concatenated: bool,
    /// Which of `down` a smaller image joins behind.
    pub(super) joins: Vec<bool>,
    pub(super) spread: bool,
    /// Samples in one input, and their channels.
    pub(super) pack: usize,
    pub(super) channels: usize,
    /// Pixels on a side of the images in a sample, the largest first.
    pub(super) sizes: Vec<usize>,
}

impl Discriminator {
    /// The discriminator of `e` for samples of `shape`, on an autodiff device.
    ///
    /// # Errors
    /// A sentence when the sizes do not fit (see [`discriminator_layers`]).
    pub fn new(e: &Experiment, shape: Shape, device: &Device) -> Result<Self, ShapeError> {
        let mut init = Init::new(e, "discriminator", e.discriminator.spectral, device);
        let network = &e.discriminator;
        let spread = u32::from(e.minibatch_stddev);
        Ok(match shape {
            Shape::Point => {
                let inputs = |i| if i == 0 { 2 * e.pack } else { network.width };
                Self::Points(PointDiscriminator {
                    hidden: (0..network.depth).map(|i| init.dense(inputs(i), network.width)).collect(),
                    norms: (1..network.depth).map(|_| init.norm(network.norm, network.width)).collect(),
                    output: init.dense(inputs(network.depth) + spread, 1),
                    activation: network.activation,
                    spread: e.minibatch_stddev,
                })
            }
            Shape::Image { channels, size } => {
                let layers = discriminator_layers(e, channels, size)?;
                let (to, joined, side) = layers
                    .last()
                    .map_or((channels, 0, size), |l| (l.to, joining(e, l, channels), l.size / l.stride));
                let projects = e.condition == Condition::Projection;
                Self::Images(ImageDiscriminator {
                    down: layers.iter().map(|l| init.convolution(l)).collect(),
                    norms: layers.iter().skip(1).map(|l| init.norm(network.norm, l.to)).collect(),
                    output: init.dense((to + joined + spread) * side * side, 1),
                    activation: network.activation,
                    embedding: projects.then(|| init.embedding(CLASSES, to)),
                    concatenated: e.condition == Condition::Concat,
                    joins: layers.iter().map(|l| joining(e, l, channels) > 0).collect(),
                    spread: e.minibatch_stddev,
                    pack: e.pack as usize,
                    channels: channels as usize,
                    sizes: scales(e, shape).iter().map(|size| *size as usize).collect(),
                })
            }
        })
    }

    /// Whether a sample's logit depends on the rest of its batch.
    pub fn mixes_batch(&self) -> bool {
        let (norms, spread) = match self {
            Self::Points(net) => (&net.norms, net.spread),
            Self::Images(net) => (&net.norms, net.spread),
        };
        spread || norms.iter().flatten().any(Norm::mixes_batch)
    }

    /// Every layer with a weight, in the order of a forward pass.
    pub fn weighted(&self) -> Vec<Weighted<'_>> {
        match self {
            Self::Points(net) => net.hidden.iter().chain([&net.output]).map(Weighted::Dense).collect(),
            Self::Images(net) => {
                let ends = [Some(&net.output), net.embedding.as_ref()];
                let ends = ends.into_iter().flatten().map(Weighted::Dense);
                net.down.iter().map(Weighted::Convolution).chain(ends).collect()
            }
        }
    }

    /// The spectral norm of every normalised layer, in the order of a forward pass, each `[1]`.
    pub fn sigmas(&self) -> Vec<Tensor<1>> {
        self.weighted().iter().filter_map(Weighted::sigma).collect()
    }

    /// The last layer, for tests that set it up by hand.
    pub fn output_mut(&mut self) -> &mut Dense {
        match self {
            Self::Points(net) => &mut net.output,
            Self::Images(net) => &mut net.output,
        }
    }
}
