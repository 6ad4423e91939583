//! Multi-scale gradients (MSG-GAN, Karnewar and Wang 2020): a sample is the image at every
//! resolution, in one row, the largest first.
//!
//! G makes each with a 1 x 1 convolution from the features of that size (with tanh, as our pixels lie
//! in -1 to 1; the paper has none). D joins each to its features of the same size as they are, the
//! paper's `simple` combination. Real images are averaged down.

use burn::prelude::*;

/// Rows of real images with their averages over 2 x 2, 4 x 4, … pixels behind them.
///
/// # Shapes
/// - `x`: `[batch, channels * size * size]`
/// - result: `[batch, n]`, one image for each of `sizes`
pub fn pyramid(x: Tensor<2>, sizes: &[u32]) -> Tensor<2> {
    let [batch, n] = x.dims();
    let Some(&size) = sizes.first() else { return x };
    let size = size as usize;
    let channels = n / (size * size);
    let mut rows = vec![x];
    for _ in 1..sizes.len() {
        let above = rows[rows.len() - 1].clone();
        let side = size >> (rows.len() - 1);
        rows.push(
            halved(above.reshape([batch * channels, side, side])).reshape([batch, n >> (2 * rows.len())]),
        );
    }
    if rows.len() == 1 { rows.remove(0) } else { Tensor::cat(rows, 1) }
}

/// The mean of each 2 x 2 pixels.
fn halved(x: Tensor<3>) -> Tensor<3> {
    let [count, height, width] = x.dims();
    let x = x.reshape([count * height / 2, 2, width / 2, 2]);
    x.mean_dim(3).mean_dim(1).reshape([count, height / 2, width / 2])
}
