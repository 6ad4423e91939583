//! Normalisation of hidden features: by the batch, by the sample, or by the channel of a sample.

use burn::module::{Module, Param};
use burn::prelude::*;

use super::batch_norm::BatchNorm;
use super::pullback::Pullback;
use crate::experiment;

/// Keeps the division finite (PyTorch's default).
const EPSILON: f64 = 1e-5;

/// One normalisation layer.
#[derive(Module, Debug)]
pub enum Norm {
    /// Over the batch and the pixels, channel by channel (Ioffe and Szegedy 2015).
    Batch(BatchNorm),
    /// Over all features of a sample (Ba et al. 2016).
    Layer(SampleNorm),
    /// Over the pixels of each channel of a sample (Ulyanov et al. 2016).
    Instance(SampleNorm),
}

impl Norm {
    /// The normalisation of `channels` features, if there is one.
    pub fn new(kind: experiment::Norm, channels: u32, device: &Device) -> Option<Self> {
        let channels = channels as usize;
        match kind {
            experiment::Norm::None => None,
            experiment::Norm::Batch => Some(Self::Batch(BatchNorm::new(channels, device))),
            experiment::Norm::Layer => Some(Self::Layer(SampleNorm::new(channels, 1, device))),
            experiment::Norm::Instance => Some(Self::Instance(SampleNorm::new(channels, channels, device))),
        }
    }

    /// # Shapes
    /// `x` and the result: `[batch, channels, ...]`
    pub fn forward<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        match self {
            Self::Batch(norm) => norm.forward(x),
            Self::Layer(norm) | Self::Instance(norm) => norm.forward(x).0,
        }
    }

    /// The result, and how a gradient with respect to it becomes one with respect to `x`.
    ///
    /// # Panics
    /// With batch norm, under which no sample has a gradient of its own; validation refuses it.
    pub fn traced<const D: usize>(&self, x: Tensor<D>) -> (Tensor<D>, Pullback<D>) {
        match self {
            Self::Batch(_) => unreachable!("validation refuses penalties with batch norm"),
            Self::Layer(norm) | Self::Instance(norm) => norm.forward(x),
        }
    }

    /// Whether a sample's features depend on the rest of its batch.
    pub fn mixes_batch(&self) -> bool {
        matches!(self, Self::Batch(_))
    }
}

/// Zero mean and unit (biased) variance within each group of a sample's features, then a scale and a
/// shift for each channel.
#[derive(Module, Debug)]
pub struct SampleNorm {
    gamma: Param<Tensor<1>>,
    beta: Param<Tensor<1>>,
    groups: usize,
}

impl SampleNorm {
    fn new(channels: usize, groups: usize, device: &Device) -> Self {
        let all = |value: f32| TensorData::new(vec![value; channels], [channels]);
        Self { gamma: Param::from_data(all(1.0), device), beta: Param::from_data(all(0.0), device), groups }
    }

    fn forward<const D: usize>(&self, x: Tensor<D>) -> (Tensor<D>, Pullback<D>) {
        let dims = x.dims();
        let n = dims[1..].iter().product::<usize>() / self.groups;
        let grouped = [dims[0], self.groups, n];
        let x = x.reshape(grouped);
        let centred = x.clone() - x.mean_dim(2);
        let scale = (centred.clone() * centred.clone()).mean_dim(2).add_scalar(EPSILON).sqrt().recip();
        let unit = centred * scale.clone();
        let mut channels = [1; D];
        channels[1] = dims[1];
        let gamma = self.gamma.val().reshape(channels);
        let y = unit.clone().reshape(dims) * gamma.clone() + self.beta.val().reshape(channels);
        let back = move |gradient: Tensor<D>, _: &mut Vec<Tensor<D>>| {
            let g = (gradient * gamma).reshape(grouped);
            let along = (g.clone() * unit.clone()).mean_dim(2);
            ((g.clone() - g.mean_dim(2) - unit * along) * scale).reshape(dims)
        };
        (y, Box::new(back))
    }
}
