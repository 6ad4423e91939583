//! How long a training step takes, before it is made.

use super::architecture::Shape;
use super::size::{Size, discriminator_size, generator_size};
use super::{Experiment, Loss};

/// A run with a slower step is built only when the user wants it.
pub const SLOW_STEP_SECONDS: f64 = 2.0;

const ELEMENT: u64 = 40;
const PARAMETER: u64 = 20;
const RATE: f64 = 10e9;
const OVERHEAD: f64 = 0.5e-3;

/// Work of a whole training step of `e` on samples of `shape`, in multiply-adds: the updates of both
/// networks with their true layers, and element-wise work as that many multiply-adds. 0 where the
/// networks do not fit the shape.
pub fn step_cost(e: &Experiment, shape: Shape) -> u64 {
    let (Ok(g), Ok(d)) = (generator_size(e, shape), discriminator_size(e, shape)) else { return 0 };
    let of_d = u64::from(e.discriminator.steps) * discriminator_update(e, g, d);
    let of_g = u64::from(e.generator.steps) * generator_update(e, g, d);
    of_d + of_g
}

/// Seconds that a step of `cost` takes on one core.
pub fn seconds_per_step(cost: u64) -> f64 {
    OVERHEAD + cost as f64 / RATE
}

/// A forward pass of one sample; a backward pass to the weights or to the input is as much again.
fn pass(size: Size) -> u64 {
    size.multiplications + ELEMENT * size.activations
}

/// What is done once an update to each weight: the optimizer, and twice that for spectral
/// normalisation, whose power iteration reads every weight forth and back.
fn weights(size: Size, spectral: bool) -> u64 {
    PARAMETER * size.parameters * if spectral { 3 } else { 1 }
}

/// Samples in a batch, and packs.
fn counts(e: &Experiment) -> (u64, u64) {
    (u64::from(e.batch), u64::from(e.batch / e.pack.max(1)))
}

/// G makes the fakes, without a way back. D judges both halves, and learns: 3 passes each. A penalty
/// adds the gradient of the input, and a way back through that and through the pass before: 6 in all.
fn discriminator_update(e: &Experiment, g: Size, d: Size) -> u64 {
    let (batch, packs) = counts(e);
    let penalised = e.penalty.r1 > 0.0 || e.penalty.r2 > 0.0;
    let halves = 2 * packs * pass(d) * if penalised { 6 } else { 3 };
    let between = if e.loss == Loss::WassersteinPenalty { packs * pass(d) * 6 } else { 0 };
    batch * pass(g) + halves + between + weights(d, e.discriminator.spectral)
}

/// G makes the fakes and learns: 3 passes. D judges them and gives the gradient back, but does not
/// learn: 2 passes, and one on real samples where the loss compares.
fn generator_update(e: &Experiment, g: Size, d: Size) -> u64 {
    let (batch, packs) = counts(e);
    let compared = u64::from(e.loss.is_relativistic());
    let averaged = if e.ema > 0.0 { PARAMETER * g.parameters / 4 } else { 0 };
    3 * batch * pass(g) + (2 + compared) * packs * pass(d) + weights(g, e.generator.spectral) + averaged
}
