//! Minibatch standard deviation (Karras et al. 2018, section 3): D sees how much its batch varies.
//!
//! Within groups of [`SPREAD_GROUP`] samples: the biased standard deviation of every feature over the
//! group, averaged over all features, becomes one more channel of every sample of the group. Groups
//! interleave, as in the authors' code: sample i belongs to group i mod (batch / 4).

use burn::prelude::*;

use crate::experiment::SPREAD_GROUP;

/// Under the square root, so that identical samples have a gradient (the authors' code).
const EPSILON: f64 = 1e-8;

/// `x` with one channel more.
///
/// # Shapes
/// - `x`: `[batch, channels, ...]`, the batch a multiple of [`SPREAD_GROUP`] or smaller than it
/// - result: `[batch, channels + 1, ...]`
pub fn append<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    let dims = x.dims();
    let group = (SPREAD_GROUP as usize).min(dims[0]);
    let (groups, features) = (dims[0] / group, dims[1..].iter().product::<usize>());
    let y = x.clone().reshape([group, groups, features]);
    let centred = y.clone() - y.mean_dim(0);
    let spread = (centred.clone() * centred).mean_dim(0).add_scalar(EPSILON).sqrt().mean_dim(2);
    let mut channel = dims;
    channel[1] = 1;
    let mut one = [1; D];
    one[0] = dims[0];
    let spread = spread.reshape([1, groups]).repeat_dim(0, group).reshape(one).expand(channel);
    Tensor::cat(vec![x, spread], 1)
}
