//! The optimizers, with their state in reach of checkpoints: Adam (Kingma and Ba 2015, algorithm 1),
//! RMSProp (Tieleman and Hinton 2012, as in PyTorch) and gradient descent, plain or with momentum
//! (Sutskever et al. 2013, as in PyTorch).
//!
//! Burn's optimizers keep their moments where only a blocking read gets at them, which a GPU in a
//! browser cannot serve (docs/burn-on-the-web.md, "Reads must not block"); hence our own, on the same module traits.

use burn::module::{Module, ModuleMapper, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;
use serde::{Deserialize, Serialize};

use crate::experiment::{self, Choice, Experiment};

/// Keeps the square root away from zero (Adam's paper; PyTorch's RMSProp).
const EPSILON: f64 = 1e-8;

/// Decay of RMSProp's mean square (PyTorch's default, as in the script of Arjovsky et al. 2017).
const RMSPROP_DECAY: f64 = 0.99;

/// How much of the moments is still the zeros that they began with: a share of `left` times beta to
/// the power of `updates`. With betas that never change `left` is 1 and the share is that of Adam's
/// paper; a fork to other betas keeps what it had come to.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Age {
    left: [f64; 2],
    updates: u32,
}

impl Age {
    const NEW: Self = Self { left: [1.0; 2], updates: 0 };

    /// What is left of the zeros in both moments.
    fn zeros(self, betas: [f64; 2]) -> [f64; 2] {
        std::array::from_fn(|i| self.left[i] * betas[i].powi(self.updates as i32))
    }
}

/// What a checkpoint says of an optimizer beside its moments. Fractions travel as their bits.
#[derive(Serialize, Deserialize)]
pub(super) struct OptimizerState {
    updates: u32,
    optimizer: String,
    betas: [u64; 2],
    left: [u64; 2],
    age: u32,
}

/// The optimizer of one network.
pub struct Optimizer {
    kind: experiment::Optimizer,
    beta1: f64,
    beta2: f64,
    momentum: f64,
    /// Updates made.
    pub updates: u32,
    age: Age,
    /// First moments by parameter (Adam), or velocities (gradient descent with momentum).
    pub(super) first: GradientsParams,
    /// Second moments by parameter (Adam, RMSProp).
    pub(super) second: GradientsParams,
}

impl Optimizer {
    /// An optimizer of `kind` with the settings of `e`, without history.
    pub fn new(kind: experiment::Optimizer, e: &Experiment) -> Self {
        Self {
            kind,
            beta1: e.beta1,
            beta2: e.beta2,
            momentum: e.momentum,
            updates: 0,
            age: Age::NEW,
            first: GradientsParams::new(),
            second: GradientsParams::new(),
        }
    }

    fn betas(&self) -> [f64; 2] {
        [self.beta1, self.beta2]
    }

    fn word(&self) -> &'static str {
        experiment::Optimizer::WORDS[self.kind.index()]
    }

    /// Moments that an optimizer of this kind keeps of a parameter.
    fn kept(&self) -> [bool; 2] {
        match self.kind {
            experiment::Optimizer::Adam => [true, true],
            experiment::Optimizer::RmsProp => [false, true],
            experiment::Optimizer::Sgd => [self.momentum > 0.0, false],
        }
    }

    /// What a checkpoint keeps beside the moments.
    pub(super) fn history(&self) -> OptimizerState {
        let Age { left, updates: age } = self.age;
        let optimizer = self.word().to_owned();
        let bits = |values: [f64; 2]| values.map(f64::to_bits);
        OptimizerState { updates: self.updates, optimizer, betas: bits(self.betas()), left: bits(left), age }
    }

    /// Goes on with the `moments` of a checkpoint for a network of `parameters` trained tensors. A
    /// fork from another optimizer begins without moments, and its bias correction anew: Adam would
    /// else divide moments that have just begun by a correction that is over, and step too far
    /// (16 times with its usual betas; Kingma and Ba 2015, section 3).
    pub(super) fn resume(
        &mut self,
        history: &OptimizerState,
        moments: [GradientsParams; 2],
        parameters: usize,
    ) {
        self.updates = history.updates;
        let whole = self.kept().iter().zip(&moments).all(|(kept, found)| !kept || found.len() == parameters);
        if history.optimizer != self.word() || !whole {
            self.age = Age::NEW;
            return;
        }
        let [left, betas] = [history.left, history.betas].map(|bits| bits.map(f64::from_bits));
        self.age = Age { left, updates: history.age };
        if betas != self.betas() {
            self.age = Age { left: self.age.zeros(betas), updates: 0 };
        }
        // What this one does not keep would be stale when a later fork wants it again.
        let [first, second] = self.kept();
        let [of_first, of_second] = moments;
        self.first = if first { of_first } else { GradientsParams::new() };
        self.second = if second { of_second } else { GradientsParams::new() };
    }

    /// One update of `module` with learning rate `lr`; parameters without a gradient stay.
    pub fn step<M: Module>(&mut self, module: M, gradients: GradientsParams, lr: f64) -> M {
        self.updates = self.updates.saturating_add(1);
        self.age.updates = self.age.updates.saturating_add(1);
        module.map(&mut Update { gradients, lr, optimizer: self })
    }

    /// What Adam subtracts.
    fn adam<const D: usize>(&mut self, id: burn::module::ParamId, gradient: Tensor<D>, lr: f64) -> Tensor<D> {
        let decayed = |moment: Option<Tensor<D>>, fresh: Tensor<D>, beta: f64| match moment {
            Some(moment) => moment.mul_scalar(beta) + fresh.mul_scalar(1.0 - beta),
            None => fresh.mul_scalar(1.0 - beta),
        };
        let [bias, square_bias] = self.age.zeros(self.betas()).map(|zeros| 1.0 - zeros);
        let root_bias = square_bias.sqrt();
        let m = decayed(self.first.remove::<D>(id), gradient.clone(), self.beta1);
        let v = decayed(self.second.remove::<D>(id), gradient.clone() * gradient, self.beta2);
        self.first.register(id, m.clone());
        self.second.register(id, v.clone());
        m.mul_scalar(lr / bias) / v.sqrt().div_scalar(root_bias).add_scalar(EPSILON)
    }

    /// What RMSProp subtracts.
    fn rms_prop<const D: usize>(
        &mut self,
        id: burn::module::ParamId,
        gradient: Tensor<D>,
        lr: f64,
    ) -> Tensor<D> {
        let fresh = (gradient.clone() * gradient.clone()).mul_scalar(1.0 - RMSPROP_DECAY);
        let v = match self.second.remove::<D>(id) {
            Some(v) => v.mul_scalar(RMSPROP_DECAY) + fresh,
            None => fresh,
        };
        self.second.register(id, v.clone());
        gradient.mul_scalar(lr) / v.sqrt().add_scalar(EPSILON)
    }

    /// What gradient descent subtracts: the rate times the velocity, which is the gradient and, with
    /// momentum mu, mu times the velocity before (Sutskever et al. 2013, equations 1 and 2, with the
    /// rate outside the velocity, as in PyTorch's `SGD`: the same while the rate stands).
    fn descent<const D: usize>(
        &mut self,
        id: burn::module::ParamId,
        gradient: Tensor<D>,
        lr: f64,
    ) -> Tensor<D> {
        if self.momentum == 0.0 {
            return gradient.mul_scalar(lr);
        }
        let velocity = match self.first.remove::<D>(id) {
            Some(velocity) => velocity.mul_scalar(self.momentum) + gradient,
            None => gradient,
        };
        self.first.register(id, velocity.clone());
        velocity.mul_scalar(lr)
    }
}

struct Update<'a> {
    gradients: GradientsParams,
    lr: f64,
    optimizer: &'a mut Optimizer,
}

impl ModuleMapper for Update<'_> {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let id = param.id;
        let Some(gradient) = self.gradients.remove::<D>(id) else { return param };
        let change = match self.optimizer.kind {
            experiment::Optimizer::Adam => self.optimizer.adam(id, gradient, self.lr),
            experiment::Optimizer::RmsProp => self.optimizer.rms_prop(id, gradient, self.lr),
            experiment::Optimizer::Sgd => self.optimizer.descent(id, gradient, self.lr),
        };
        changed(param, |value| value - change)
    }
}

/// Clips every trained number of `module` to ±`bound` (Arjovsky et al. 2017, algorithm 1).
pub fn clip<M: Module>(module: M, bound: f64) -> M {
    struct Clip(f64);
    impl ModuleMapper for Clip {
        fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
            if param.is_require_grad() { changed(param, |v| v.clamp(-self.0, self.0)) } else { param }
        }
    }
    module.map(&mut Clip(bound))
}

/// `param` with another value that collects gradients as before.
fn changed<const D: usize>(
    param: Param<Tensor<D>>,
    change: impl FnOnce(Tensor<D>) -> Tensor<D>,
) -> Param<Tensor<D>> {
    let (id, value, mapper) = param.consume();
    let value = Tensor::from_inner(change(value.inner())).require_grad();
    Param::from_mapped_value(id, value, mapper)
}
