//! Central differences of a network: one parameter tensor moved along a fixed random direction.

use burn::module::{ModuleMapper, Param};
use burn::prelude::*;
use saddle::rng::Stream;

/// Moves the `index`-th parameter tensor along a fixed random direction.
pub struct Nudge {
    /// Which tensor.
    pub index: usize,
    /// How many have been passed; 0 at the start.
    pub at: usize,
    /// How far.
    pub by: f64,
}

/// The direction in which a tensor of these dimensions moves.
pub fn direction<const D: usize>(dims: [usize; D]) -> Tensor<D> {
    let values = Stream::new(5, "direction").normals(dims.iter().product());
    Tensor::from_data(TensorData::new(values, dims), &Device::flex())
}

impl ModuleMapper for Nudge {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if !param.is_require_grad() {
            return param;
        }
        self.at += 1;
        if self.at - 1 != self.index {
            return param;
        }
        let by = self.by;
        param.map(|t| (t.clone().inner() + direction(t.dims()).mul_scalar(by)).autodiff().require_grad())
    }
}
