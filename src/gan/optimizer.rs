//! Adam (Kingma and Ba 2015, algorithm 1), with its state in reach of checkpoints.
//!
//! Burn's optimizer keeps its moments where only a blocking read gets at them, which a GPU in a
//! browser cannot serve (burn-web.md, 1.3); hence our own, on the same module traits.

use burn::module::{Module, ModuleMapper, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;

/// Keeps the square root away from zero (the paper's default).
const EPSILON: f64 = 1e-8;

/// Adam for one network.
pub struct Adam {
    beta1: f64,
    beta2: f64,
    /// Updates made.
    pub updates: u32,
    /// First moments by parameter.
    pub(super) first: GradientsParams,
    /// Second moments by parameter.
    pub(super) second: GradientsParams,
}

impl Adam {
    /// An optimizer without history.
    pub fn new(beta1: f64, beta2: f64) -> Self {
        Self { beta1, beta2, updates: 0, first: GradientsParams::new(), second: GradientsParams::new() }
    }

    /// One update of `module` with learning rate `lr`; parameters without a gradient stay.
    pub fn step<M: Module>(&mut self, module: M, gradients: GradientsParams, lr: f64) -> M {
        self.updates += 1;
        let power = self.updates as i32;
        module.map(&mut Update {
            gradients,
            lr: lr / (1.0 - self.beta1.powi(power)),
            root_bias: (1.0 - self.beta2.powi(power)).sqrt(),
            adam: self,
        })
    }
}

struct Update<'a> {
    gradients: GradientsParams,
    /// Learning rate over the first moment's bias.
    lr: f64,
    /// Square root of the second moment's bias.
    root_bias: f64,
    adam: &'a mut Adam,
}

impl ModuleMapper for Update<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let id = param.id;
        let Some(gradient) = self.gradients.remove::<D>(id) else { return param };
        let Adam { beta1, beta2, first, second, .. } = &mut *self.adam;
        let decayed = |moment: Option<Tensor<D>>, fresh: Tensor<D>, beta: f64| match moment {
            Some(moment) => moment.mul_scalar(beta) + fresh.mul_scalar(1.0 - beta),
            None => fresh.mul_scalar(1.0 - beta),
        };
        let m = decayed(first.remove::<D>(id), gradient.clone(), *beta1);
        let v = decayed(second.remove::<D>(id), gradient.clone() * gradient, *beta2);
        first.register(id, m.clone());
        second.register(id, v.clone());
        let denominator = v.sqrt().div_scalar(self.root_bias).add_scalar(EPSILON);
        let change = m.mul_scalar(self.lr) / denominator;
        let (id, value, mapper) = param.consume();
        let value = Tensor::from_inner(value.inner() - change).require_grad();
        Param::from_mapped_value(id, value, mapper)
    }
}
