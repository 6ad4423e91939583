//! Activations that both networks share.

use burn::prelude::*;
use burn::tensor::activation::relu;

/// Slope of the discriminator's leaky ReLU on the negative side (Radford et al. 2016, section 3).
pub const SLOPE: f64 = 0.2;

/// Leaky ReLU as `(1 - a) relu(x) + a x`: the same function as Burn's, without the masked select
/// that takes a tenth of a convolutional step on the CPU (docs/burn-on-the-web.md, "Where a step goes").
///
/// # Shapes
/// `x` and the result: any, the same.
pub fn leaky_relu<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    relu(x.clone()).mul_scalar(1.0 - SLOPE) + x.mul_scalar(SLOPE)
}
