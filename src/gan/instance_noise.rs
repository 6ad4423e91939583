//! Instance noise (Sonderby et al. 2016; Arjovsky and Bottou 2017): Gaussian noise on real and fake
//! samples alike, in D's and in G's step, fading to nothing.

use burn::prelude::*;

use crate::rng::Stream;

/// Noise for one batch, `[batch, n]`, with standard deviation `sigma`; `None`, without a draw, when
/// it is 0.
pub fn draw(sigma: f64, batch: usize, n: usize, stream: &mut Stream, device: &Device) -> Option<Tensor<2>> {
    (sigma > 0.0).then(|| {
        let values: Vec<f32> = (0..batch * n).map(|_| stream.normal() * sigma as f32).collect();
        Tensor::from_data(TensorData::new(values, [batch, n]), device)
    })
}

/// `x` with `noise`; without noise `x` itself, to the bit.
///
/// # Shapes
/// all `[batch, n]`
pub fn add(x: Tensor<2>, noise: Option<Tensor<2>>) -> Tensor<2> {
    match noise {
        Some(noise) => x + noise,
        None => x,
    }
}
