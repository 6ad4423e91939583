//! Packing (PacGAN, Lin et al. 2018): D judges several samples at once, all real or all fake.

use burn::prelude::*;

/// `size` samples in each row; with 1 the rows themselves.
///
/// # Shapes
/// - `rows`: `[batch, n]`
/// - result: `[batch / size, size * n]`
pub fn packed(rows: Tensor<2>, size: u32) -> Tensor<2> {
    if size == 1 {
        return rows;
    }
    let ([batch, n], size) = (rows.dims(), size as usize);
    rows.reshape([batch / size, size * n])
}
