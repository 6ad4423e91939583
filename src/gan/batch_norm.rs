//! Batch normalisation (Ioffe and Szegedy 2015, algorithms 1 and 2).
//!
//! The differentiable part is Burn's; the running statistics are ours, since Burn 0.22 remembers
//! the biased variance where the paper (and PyTorch) remember the unbiased one.

use burn::module::{Module, Param, RunningState};
use burn::prelude::*;
use burn::tensor::module::{batch_norm, batch_norm_train};

/// Keeps the division finite (PyTorch's default).
const EPSILON: f64 = 1e-5;

/// Weight of a new batch in the running statistics (PyTorch's default).
const MOMENTUM: f64 = 0.1;

/// Normalises each channel: by the batch on a training device, by the running statistics elsewhere.
#[derive(Module, Debug)]
pub struct BatchNorm {
    gamma: Param<Tensor<1>>,
    beta: Param<Tensor<1>>,
    /// Mean of each channel, `[channels]`.
    pub running_mean: RunningState<Tensor<1>>,
    /// Unbiased variance of each channel, `[channels]`.
    pub running_var: RunningState<Tensor<1>>,
}

impl BatchNorm {
    /// Scale 1, shift 0, running mean 0 and variance 1 for `channels` channels.
    pub fn new(channels: usize, device: &Device) -> Self {
        let all = |value: f32| TensorData::new(vec![value; channels], [channels]);
        Self {
            // Made, not lazily initialised: see docs/burn-on-the-web.md, "Lazy parameters".
            gamma: Param::from_data(all(1.0), device),
            beta: Param::from_data(all(0.0), device),
            running_mean: RunningState::new(Tensor::from_data(all(0.0), device)),
            running_var: RunningState::new(Tensor::from_data(all(1.0), device)),
        }
    }

    /// The same with other scales, one a channel.
    pub fn with_scales(self, scales: Vec<f32>, device: &Device) -> Self {
        let channels = scales.len();
        Self { gamma: Param::from_data(TensorData::new(scales, [channels]), device), ..self }
    }

    /// # Shapes
    /// `x` and the result: `[batch, channels, ...]`
    pub fn forward<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        if !x.device().is_autodiff() {
            let (mean, var) = (self.running_mean.value(), self.running_var.value());
            return batch_norm(x, self.gamma.val(), self.beta.val(), mean, var, EPSILON);
        }
        let dims = x.dims();
        let count = (dims.iter().product::<usize>() / dims[1]) as f64;
        let result = batch_norm_train(x, self.gamma.val(), self.beta.val(), EPSILON);
        let unbiased = result.variance.detach().mul_scalar(count / (count - 1.0).max(1.0));
        remember(&self.running_mean, result.mean.detach());
        remember(&self.running_var, unbiased);
        result.output
    }
}

fn remember(state: &RunningState<Tensor<1>>, fresh: Tensor<1>) {
    let old = state.value_sync().mul_scalar(1.0 - MOMENTUM);
    state.update((old + fresh.mul_scalar(MOMENTUM)).detach());
}
