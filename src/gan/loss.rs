//! The losses of both players on logits (docs/facts.md, section 1).
//!
//! With r = D(real), f = D(fake), sp = softplus, t the target of a sample, all means over the batch:
//!
//! | loss | D minimises | G minimises |
//! |---|---|---|
//! | ns | mean sp(r) - t r + mean sp(f) - t f | mean sp(-f) |
//! | minimax | the same | -mean sp(f) |
//! | ls | mean (r - t)² / 2 + mean (f - t)² / 2 | mean (f - 1)² / 2 |
//! | hinge | mean t relu(1 - r) + (1 - t) relu(1 + r) + the same in f | -mean f |
//! | wgan-clip, wgan-gp | mean f - mean r (the penalty is in `penalty`) | -mean f |
//! | rp | mean sp(f - r), pair by pair | mean sp(r - f) |
//! | ra | (mean sp(mean f - r) + mean sp(f - mean r)) / 2 | (mean sp(mean r - f) + mean sp(r - mean f)) / 2 |
//!
//! Plain targets are t = 1 for real and t = 0 for fake; then ns is mean sp(-r) + mean sp(f).

use burn::prelude::*;
use burn::tensor::activation::{log_sigmoid, relu};

use super::labels::{Target, Targets};
use crate::experiment::Loss;

/// log(1 + exp(x)), finite with a finite gradient at ±1000.
fn softplus(x: Tensor<2>) -> Tensor<2> {
    log_sigmoid(x.neg()).neg()
}

fn square(x: Tensor<2>) -> Tensor<2> {
    x.clone() * x
}

/// Each sample's loss in D's step when it should look `t` real.
fn towards(loss: Loss, x: Tensor<2>, target: &Target) -> Tensor<2> {
    match (loss, target) {
        // The two plain targets, without the terms that are zero.
        (Loss::NonSaturating | Loss::Minimax, Target::All(1.0)) => softplus(x.neg()),
        (Loss::NonSaturating | Loss::Minimax, Target::All(0.0)) => softplus(x),
        (Loss::NonSaturating | Loss::Minimax, Target::All(t)) => softplus(x.clone()) - x.mul_scalar(*t),
        (Loss::NonSaturating | Loss::Minimax, Target::Each(t)) => softplus(x.clone()) - x * t.clone(),
        (Loss::LeastSquares, Target::All(t)) => square(x.sub_scalar(*t)).mul_scalar(0.5),
        (Loss::LeastSquares, Target::Each(t)) => square(x - t.clone()).mul_scalar(0.5),
        (Loss::Hinge, Target::All(1.0)) => margin_above(x),
        (Loss::Hinge, Target::All(0.0)) => margin_below(x),
        (Loss::Hinge, Target::All(t)) => {
            margin_above(x.clone()).mul_scalar(*t) + margin_below(x).mul_scalar(1.0 - t)
        }
        (Loss::Hinge, Target::Each(t)) => {
            margin_above(x.clone()) * t.clone() + margin_below(x) * t.clone().neg().add_scalar(1.0)
        }
        (
            Loss::WassersteinClip
            | Loss::WassersteinPenalty
            | Loss::RelativisticPair
            | Loss::RelativisticAverage,
            _,
        ) => unreachable!("{loss:?} has no targets"),
    }
}

fn margin_above(x: Tensor<2>) -> Tensor<2> {
    relu(x.neg().add_scalar(1.0))
}

fn margin_below(x: Tensor<2>) -> Tensor<2> {
    relu(x.add_scalar(1.0))
}

/// Mean softplus of `lower - higher`: small when `higher` is judged more real. A mean of one row
/// stands against every sample.
fn ranked(higher: Tensor<2>, lower: Tensor<2>) -> Tensor<1> {
    softplus(lower - higher).mean()
}

/// Both halves of the relativistic average loss that wants `higher` above `lower`.
fn ranked_on_average(higher: Tensor<2>, lower: Tensor<2>) -> Tensor<1> {
    let (mean_higher, mean_lower) = (higher.clone().mean_dim(0), lower.clone().mean_dim(0));
    (ranked(higher, mean_lower) + ranked(mean_higher, lower)).mul_scalar(0.5)
}

/// What D minimises: the real half plus the fake half. `targets` are read by the losses that have
/// labels.
///
/// # Shapes
/// - `real`, `fake`: `[batch, 1]`, oriented so that high means real
/// - result: `[1]`
pub fn discriminator(loss: Loss, real: Tensor<2>, fake: Tensor<2>, targets: &Targets) -> Tensor<1> {
    match loss {
        Loss::WassersteinClip | Loss::WassersteinPenalty => fake.mean() - real.mean(),
        Loss::RelativisticPair => ranked(real, fake),
        Loss::RelativisticAverage => ranked_on_average(real, fake),
        _ => towards(loss, real, &targets.real).mean() + towards(loss, fake, &targets.fake).mean(),
    }
}

/// What G minimises. Only relativistic losses look at `real`.
///
/// # Shapes
/// - `real`, `fake`: `[batch, 1]`, oriented so that high means real
/// - result: `[1]`
///
/// # Panics
/// If a relativistic loss gets no `real`.
pub fn generator(loss: Loss, real: Option<Tensor<2>>, fake: Tensor<2>) -> Tensor<1> {
    let real = || real.expect("a relativistic loss compares with real samples");
    match loss {
        Loss::NonSaturating => softplus(fake.neg()).mean(),
        Loss::Minimax => softplus(fake).mean().neg(),
        Loss::LeastSquares => square(fake.sub_scalar(1.0)).mul_scalar(0.5).mean(),
        Loss::Hinge | Loss::WassersteinClip | Loss::WassersteinPenalty => fake.mean().neg(),
        Loss::RelativisticPair => ranked(fake, real()),
        Loss::RelativisticAverage => ranked_on_average(fake, real()),
    }
}
