//! Penalties on D's input gradient, from the explicit gradient of [`super::input_gradient`].
//!
//! | penalty | term |
//! |---|---|
//! | R1 | gamma / 2 · mean over real of ‖∇D‖² (Mescheder et al. 2018, equation 9) |
//! | R2 | the same over fakes |
//! | wgan-gp | lambda · mean of (‖∇D(x̂)‖ - 1)², x̂ between real and fake (Gulrajani et al. 2017, equation 3) |
//!
//! The gradient is that of the logit, squares are summed over the pixels and averaged over the batch.
//! With multi-scale gradients each resolution has a penalty of its own, and they are averaged
//! (Karnewar and Wang 2020, in their code).

use burn::prelude::*;

/// Under the square root of the norm: its slope at 0 stays finite.
const EPSILON: f64 = 1e-12;

/// Squared Euclidean norm of each sample's gradient, `[batch, 1]`.
fn square_norms(gradient: Tensor<2>) -> Tensor<2> {
    (gradient.clone() * gradient).sum_dim(1)
}

/// The mean over resolutions of `each` resolution's penalty.
fn averaged(gradients: Vec<Tensor<2>>, each: impl Fn(Tensor<2>) -> Tensor<1>) -> Tensor<1> {
    let count = gradients.len() as f64;
    let mut terms = gradients.into_iter().map(each);
    let first = terms.next().expect("D saw at least one image");
    terms.fold(first, |sum, term| sum + term).div_scalar(count)
}

/// Gamma / 2 times the mean squared norm.
///
/// # Shapes
/// - `gradients`: one a resolution, each `[batch, n]`
/// - result: `[1]`
pub fn zero_centred(gradients: Vec<Tensor<2>>, gamma: f64) -> Tensor<1> {
    averaged(gradients, |g| square_norms(g).mean()).mul_scalar(gamma / 2.0)
}

/// Lambda times the mean squared distance of the norm from 1.
///
/// # Shapes
/// - `gradients`: one a resolution, each `[batch, n]`
/// - result: `[1]`
pub fn one_centred(gradients: Vec<Tensor<2>>, lambda: f64) -> Tensor<1> {
    let distance = |g| {
        let distance = square_norms(g).add_scalar(EPSILON).sqrt().sub_scalar(1.0);
        (distance.clone() * distance).mean()
    };
    averaged(gradients, distance).mul_scalar(lambda)
}

/// Points between real and fake, one share a sample.
///
/// # Shapes
/// - `real`, `fake`: `[batch, n]`, `share`: `[batch, 1]`, from 0 (fake) to 1 (real)
/// - result: `[batch, n]`
pub fn between(real: Tensor<2>, fake: Tensor<2>, share: Tensor<2>) -> Tensor<2> {
    fake.clone() + (real - fake) * share
}
