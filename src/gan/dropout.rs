//! Dropout in the discriminator (Srivastava et al. 2014), as a trick that weakens it.
//!
//! One mask a training step: D's passes on real and fake and G's update all see the same D. Points
//! lose units, images whole channels (Tompson et al. 2015). What stays is scaled up, so that the
//! expectation is kept.

use burn::prelude::*;

use crate::experiment::Experiment;
use crate::experiment::architecture::{Shape, discriminator_layers};
use crate::rng::Stream;

/// The masks of one step, one for each hidden layer of D; empty without dropout.
#[derive(Clone, Debug, Default)]
pub struct Masks(Vec<Tensor<2>>);

impl Masks {
    /// Masks for `rows` inputs of D; nothing is drawn when dropout is off.
    pub fn draw(e: &Experiment, shape: Shape, rows: usize, stream: &mut Stream, device: &Device) -> Self {
        if e.dropout == 0.0 {
            return Self::default();
        }
        let kept = (1.0 / (1.0 - e.dropout)) as f32;
        let mut mask = |width: u32| {
            let size = rows * width as usize;
            let values: Vec<f32> =
                (0..size).map(|_| if stream.chance(e.dropout) { 0.0 } else { kept }).collect();
            Tensor::from_data(TensorData::new(values, [rows, width as usize]), device)
        };
        Self(widths(e, shape).into_iter().map(&mut mask).collect())
    }

    /// The mask of each hidden layer, `[rows, units]`.
    pub fn layers(&self) -> &[Tensor<2>] {
        &self.0
    }

    /// `x` behind the mask of hidden layer `layer`. A batch that is real and fake one after the other
    /// meets the mask once for each.
    ///
    /// # Shapes
    /// `x` and the result: `[batch, units, ...]`
    pub fn apply<const D: usize>(&self, layer: usize, x: Tensor<D>) -> Tensor<D> {
        let Some(mask) = self.0.get(layer) else { return x };
        let mut dims = [1; D];
        (dims[0], dims[1]) = (x.dims()[0], x.dims()[1]);
        let mask = mask.clone().repeat_dim(0, dims[0] / mask.dims()[0]);
        x * mask.reshape(dims)
    }
}

/// Units (channels) of D's hidden layers.
fn widths(e: &Experiment, shape: Shape) -> Vec<u32> {
    match shape {
        Shape::Point => vec![e.discriminator.width; e.discriminator.depth as usize],
        Shape::Image { channels, size } => discriminator_layers(e, channels, size)
            .map(|layers| layers.iter().map(|l| l.to).collect())
            .unwrap_or_default(),
    }
}
