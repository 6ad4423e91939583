//! The weights of a first layer as small pictures.

use serde::{Deserialize, Serialize};

use crate::experiment::architecture::Shape;
use crate::record::Pixels;

/// Pictures in a row at most.
pub const ACROSS: usize = 16;
/// Kernels of D at most.
pub const OF_D: usize = 2 * ACROSS;
/// Latents at most whose weights are shown of G, a row each.
pub const LATENTS: usize = super::sliders::SLIDERS;

/// Pictures in rows: of D one a kernel, in the colours that it reads; of G one a latent and a feature map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kernels {
    /// The shape of one.
    pub shape: Shape,
    /// How many there are in a row.
    pub across: u32,
    /// Grey where a weight is 0, white or black where it is the largest of all.
    pub pixels: Pixels,
}

impl Kernels {
    /// Pictures across and down.
    pub fn extent(&self) -> (usize, usize) {
        let Pixels::Images(bytes) = &self.pixels else { return (0, 0) };
        let across = self.across as usize;
        (across, bytes.len().div_ceil((self.shape.len() * across).max(1)))
    }
}

/// `weights` from -1 to 1, 0 staying 0.
pub fn scaled(mut weights: Vec<f32>) -> Vec<f32> {
    let most = weights.iter().fold(f32::MIN_POSITIVE, |most, weight| most.max(weight.abs()));
    weights.iter_mut().for_each(|weight| *weight /= most);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_weight_is_white_or_black_and_none_is_moved() {
        assert_eq!(scaled(vec![0.5, -2.0, 0.0, 1.0]), [0.25, -1.0, 0.0, 0.5]);
        assert_eq!(scaled(vec![0.0; 3]), [0.0; 3], "nothing to be divided by");
    }

    #[test]
    fn the_last_row_may_be_short() {
        let shape = Shape::Image { channels: 3, size: 2 };
        let of = |count: usize| Kernels { shape, across: 16, pixels: Pixels::Images(vec![0; 12 * count]) };
        assert_eq!((of(32).extent(), of(33).extent(), of(16).extent()), ((16, 2), (16, 3), (16, 1)));
    }
}
