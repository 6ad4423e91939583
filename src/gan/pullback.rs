//! The way of a gradient back through one layer.

use burn::prelude::*;

/// How a gradient with respect to a layer's result becomes one with respect to its input. Gradients
/// with respect to images that joined on the way are pushed to the list.
pub type Pullback<const D: usize> = Box<dyn FnOnce(Tensor<D>, &mut Vec<Tensor<D>>) -> Tensor<D>>;
