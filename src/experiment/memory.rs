//! What a training step keeps in memory: the one bound that validation has for sizes.

use super::architecture::Shape;
use super::conflicts::whole_batches;
use super::issue::{Issue, replace};
use super::size::{Size, discriminator_size, generator_size};
use super::{Experiment, Loss, Optimizer, Value};
use crate::text::conflict as t;

/// Bytes that a step may need: half of the 4 GB that a wasm worker can address. The rest is for what a
/// step makes in passing and for checkpoints.
pub const MAX_BYTES: u64 = 2 << 30;

/// A batch is not made smaller than this for want of memory while the networks can be (ours).
const LEAST_BATCH: u32 = 16;

/// Numbers kept until the backward pass for each number that a layer gives out: its result, what the
/// activation makes of it and a gradient.
const KEPT: u64 = 3;

/// Bytes that a training step of `e` on samples of `shape` holds at once. 0 where the networks do not
/// fit the shape.
///
/// Against the largest resident memory of `saddle train`, less the 15 MB of the smallest run, in MB:
///
/// | experiment | taken | estimate |
/// |---|---|---|
/// | ring8, both 256 wide and 5 deep, batch 512 | 17 | 24 |
/// | digits8, both 64 wide, batch 128 | 28 | 34 |
/// | shapes28, both 32 wide | 27 | 27 |
/// | shapes28, resized, kernel of 3 | 39 | 28 |
/// | shapes28, both 16 wide and 4 deep | 113 | 143 |
/// | shapes28, both 64 wide and 4 deep, batch 32 | 339 | 373 |
fn step_bytes(e: &Experiment, shape: Shape) -> u64 {
    let (Ok(g), Ok(d)) = (generator_size(e, shape), discriminator_size(e, shape)) else { return 0 };
    size_of::<f32>() as u64 * (weights(e, g, d) + activations(e, g, d))
}

/// Each weight, its gradient and what the optimizer remembers of it; G's average.
fn weights(e: &Experiment, g: Size, d: Size) -> u64 {
    let copies = |optimizer| match optimizer {
        Optimizer::Adam => 4,
        Optimizer::RmsProp => 3,
        Optimizer::Sgd => 2 + u64::from(e.momentum > 0.0),
    };
    let average = if e.ema > 0.0 { g.parameters } else { 0 };
    copies(e.optimizer) * g.parameters + copies(e.optimizer_of_d()) * d.parameters + average
}

/// Of the update that holds more: D judges real and fake at once, and under the gradient penalty what
/// lies between; G's goes through both networks.
fn activations(e: &Experiment, g: Size, d: Size) -> u64 {
    let (batch, packs) = (u64::from(e.batch), u64::from(e.batch / e.pack.max(1)));
    let passes = 2 + u64::from(e.penalty.r1 > 0.0 || e.penalty.r2 > 0.0) * 2;
    let between = if e.loss == Loss::WassersteinPenalty { 2 } else { 0 };
    let of_d = packs * d.activations * (passes + between);
    let of_g = batch * g.activations + packs * d.activations;
    KEPT * of_d.max(of_g)
}

/// Makes a step of `e` fit into [`MAX_BYTES`]. The batch shrinks first: it alone holds the results of
/// every layer for every sample. Then the wider network does.
pub(super) fn fit(e: &mut Experiment, shape: Shape) -> Vec<Issue> {
    let needed = step_bytes(e, shape);
    if needed <= MAX_BYTES {
        return Vec::new();
    }
    let gigabytes = |bytes: u64| bytes as f64 / f64::from(1 << 30);
    let (needed, most) = (format!("{:.1}", gigabytes(needed)), format!("{:.0}", gigabytes(MAX_BYTES)));
    let reason = match shape {
        Shape::Point => t::memory(needed, most),
        Shape::Image { size, .. } => t::memory_of_images(size, needed, most),
    };
    let mut fitting = e.clone();
    while step_bytes(&fitting, shape) > MAX_BYTES && smaller(&mut fitting) {}
    let narrower = [
        ("batch", e.batch, fitting.batch),
        ("g.width", e.generator.width, fitting.generator.width),
        ("d.width", e.discriminator.width, fitting.discriminator.width),
    ];
    let changed = narrower.into_iter().filter(|(_, given, fits)| given != fits);
    changed.map(|(name, _, fits)| replace(e, name, Value::Int(fits), reason.clone())).collect()
}

/// One step towards an experiment that needs less memory; `false` at the end of the way.
fn smaller(e: &mut Experiment) -> bool {
    let group = whole_batches(e);
    let half = e.batch / 2 / group * group;
    if half >= LEAST_BATCH {
        e.batch = half;
        return true;
    }
    let wider =
        if e.generator.width > e.discriminator.width { &mut e.generator } else { &mut e.discriminator };
    wider.width = (wider.width / 2).max(4);
    wider.width > 4
}

#[cfg(test)]
mod tests {
    use super::super::{Data, OwnOptimizer, repair, repair_for, validate, validate_for};
    use super::*;

    #[test]
    fn plain_runs_are_far_below_the_bound() {
        for (data, shape) in [
            (Data::Ring8, Shape::Point),
            (Data::Shapes28, Shape::Image { channels: 1, size: 28 }),
            (Data::Mnist, Shape::Image { channels: 1, size: 64 }),
        ] {
            let mut e = Experiment::default_for(data);
            (e.generator.depth, e.discriminator.depth) = (4, 4);
            assert!(step_bytes(&e, shape) < MAX_BYTES / 5, "{data:?}: {}", step_bytes(&e, shape));
        }
    }

    #[test]
    fn the_average_and_the_moments_are_counted() {
        let shape = Shape::Point;
        let mut e = Experiment::default_for(Data::Ring8);
        e.optimizer = Optimizer::Sgd;
        let plain = step_bytes(&e, shape);
        let of = |size: Result<Size, _>| size.map_or(0, |s: Size| s.parameters);
        let (g, d) = (of(generator_size(&e, shape)), of(discriminator_size(&e, shape)));
        e.optimizer = Optimizer::Adam;
        assert_eq!(step_bytes(&e, shape) - plain, 8 * (g + d));
        e.ema = 0.9;
        assert_eq!(step_bytes(&e, shape) - plain, 8 * (g + d) + 4 * g);
        (e.ema, e.optimizer_d) = (0.0, OwnOptimizer::Own(Optimizer::Sgd));
        assert_eq!(step_bytes(&e, shape) - plain, 8 * g);
        e.momentum = 0.9;
        assert_eq!(step_bytes(&e, shape) - plain, 8 * g + 4 * d);
    }

    #[test]
    fn what_does_not_fit_into_memory_is_refused_with_what_does() {
        let mut e = Experiment::default_for(Data::Shapes28);
        (e.batch, e.pack, e.minibatch_stddev) = (504, 3, true);
        (e.generator.width, e.generator.depth) = (256, 5);
        (e.discriminator.width, e.discriminator.depth) = (256, 5);
        let issues = repair(&mut e);
        assert_eq!(issues.len(), 1, "{issues:?}");
        let said = issues[0].to_string();
        assert!(
            said.starts_with("batch=504: a step on images of 28 x 28 pixels would need ")
                && said.contains(" GB of memory"),
            "{said}"
        );
        assert!(e.batch < 504 && e.batch.is_multiple_of(12), "{}", e.batch);
        assert_eq!(validate(&e), []);
    }

    #[test]
    fn the_largest_experiment_on_any_shape_ends_where_it_fits() {
        for size in [8, 16, 28, 32, 64, 128] {
            for grouped in [false, true] {
                let mut e = Experiment::default_for(Data::Mnist);
                (e.batch, e.latent, e.ema, e.minibatch_stddev) = (512, 256, 0.99, grouped);
                (e.generator.width, e.generator.depth, e.generator.kernel) = (256, 5, 7);
                (e.discriminator.width, e.discriminator.depth, e.discriminator.kernel) = (256, 5, 7);
                let shape = Shape::Image { channels: 1, size };
                assert_ne!(repair_for(&mut e, shape), [], "{size}");
                assert_eq!(validate_for(&e, shape), [], "{size}");
            }
        }
    }
}
