//! The gradient of D's logit with respect to its input, written out as a forward graph.
//!
//! Burn differentiates once. A penalty on D's input gradient needs its gradient with respect to
//! the weights, so the input gradient itself must be made of ordinary operations on the weights:
//! each layer that D runs through leaves behind how a gradient passes back through it, and playing
//! these back from the logit gives the exact input gradient, as a graph that can be differentiated.
//!
//! The slopes of ReLU and leaky ReLU are constants almost everywhere, so no bias of a piecewise-linear
//! D is in the graph: its gradient is exactly 0, as it must be. Those of tanh and ELU are a part of it.

use burn::prelude::*;

use super::activation::{activated, slope};
use super::norm::Norm;
use super::pullback::Pullback;
use crate::experiment::Activation;

/// What D left behind on the way to its logits; nothing where nobody asked.
pub struct Tape<const D: usize> {
    steps: Option<Vec<Pullback<D>>>,
}

impl<const D: usize> Tape<D> {
    /// A trace that records only if `wanted`.
    pub fn new(wanted: bool) -> Self {
        Self { steps: wanted.then(Vec::new) }
    }

    /// Records how a gradient passes back; `step` is not called when nothing is recorded.
    pub fn record(&mut self, step: impl FnOnce() -> Pullback<D>) {
        if let Some(steps) = &mut self.steps {
            steps.push(step());
        }
    }

    /// `x` through the activation of this kind.
    pub fn activated(&mut self, kind: Activation, x: Tensor<D>) -> Tensor<D> {
        self.record(|| {
            let slope = slope(kind, x.clone());
            Box::new(|gradient, _| gradient * slope)
        });
        activated(kind, x)
    }

    /// `x` through `norm`.
    pub fn normalised(&mut self, norm: &Norm, x: Tensor<D>) -> Tensor<D> {
        match &mut self.steps {
            None => norm.forward(x),
            Some(steps) => {
                let (x, step) = norm.traced(x);
                steps.push(step);
                x
            }
        }
    }

    /// `x` with the channels of `image` behind its own.
    pub fn joined(&mut self, x: Tensor<D>, image: Tensor<D>) -> Tensor<D> {
        let (own, other) = (x.dims()[1], image.dims()[1]);
        self.record(|| {
            Box::new(move |gradient, joined| {
                joined.push(gradient.clone().narrow(1, own, other));
                gradient.narrow(1, 0, own)
            })
        });
        Tensor::cat(vec![x, image], 1)
    }

    /// The gradient with respect to the input, from `gradient` with respect to the last features:
    /// first that of the input proper, then those of the images that joined, in the order in which
    /// they joined.
    pub fn play_back(self, gradient: Tensor<D>) -> Vec<Tensor<D>> {
        let mut joined = Vec::new();
        let steps = self.steps.into_iter().flatten().rev();
        let input = steps.fold(gradient, |gradient, step| step(gradient, &mut joined));
        joined.reverse();
        joined.insert(0, input);
        joined
    }
}
