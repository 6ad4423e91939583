//! How long a training step takes, before it is made.
//!
//! The work is counted by the true layers; the constants are fitted. Measured with `saddle train`, built
//! for release, on one core of an AMD EPYC: processor time of two runs of different length, divided by
//! the steps between them. The rate is then that of wasm with SIMD, which needs 1.2 to 2.3 times as long:
//! the four rows with a third figure ran in a browser on such a core. Milliseconds a step:
//!
//! | experiment | native | estimate | in the browser |
//! |---|---|---|---|
//! | ring8, both 16 wide, batch 32 | 0.32 | 0.42 | 0.42 |
//! | ring8 | 0.79 | 1.3 | |
//! | ring8, both 128 wide, batch 256 | 2.7 | 4.5 | 5.2 to 6.2 |
//! | ring8, both 256 wide and 5 deep, batch 512 | 53 | 111 | |
//! | ring8, both 256 wide and 5 deep, batch 2 | 2.7 | 3.5 | |
//! | ring8, R1 | 1.2 | 1.8 | |
//! | digits8 | 16 | 27 | |
//! | digits8, both 64 wide, batch 128 | 224 | 367 | |
//! | shapes28, both 8 wide, batch 8 | 4.2 | 5.6 | 5.8 |
//! | shapes28 | 57 | 87 | |
//! | shapes28, both 32 wide | 143 | 210 | 172 to 212 |
//! | shapes28, kernels of 7 | 134 | 132 | |
//! | shapes28, both 16 wide and 4 deep | 1,053 | 1,531 | |
//! | shapes28, both 64 wide and 4 deep, batch 32 | 4,237 | 7,826 | |

use super::architecture::Shape;
use super::size::{Size, discriminator_size, generator_size};
use super::{Experiment, Loss};

/// A run with a slower step is built only when the user wants it.
pub const SLOW_STEP_SECONDS: f64 = 2.0;

/// Multiply-adds a second of one core, wasm with SIMD.
const RATE: f64 = 16e9;

/// Seconds that a step takes however small it is: some hundred operations are told and allocated.
const OVERHEAD: f64 = 4e-4;

/// What a number that a dense layer gives out costs in a pass beside its own multiply-adds…
const POINT: u64 = 15;

/// …and one that a convolution gives out: its patch is gathered, and it is laid out anew.
const PIXEL: u64 = 200;

/// What the optimizer does to each weight in an update: a dozen passes over memory.
const WEIGHT: u64 = 80;

/// Work of a whole training step of `e` on samples of `shape`, in multiply-adds: all updates of both
/// networks, with the other work as that many multiply-adds. 0 where the networks do not fit the shape.
pub fn step_cost(e: &Experiment, shape: Shape) -> u64 {
    let (Ok(g), Ok(d)) = (generator_size(e, shape), discriminator_size(e, shape)) else { return 0 };
    let networks = Networks { g, d, g_pass: pass(g, shape), d_pass: pass(d, shape) };
    let of_d = u64::from(e.discriminator.steps) * networks.discriminator_update(e);
    let of_g = u64::from(e.generator.steps) * networks.generator_update(e);
    of_d + of_g
}

/// Seconds that a step of `cost` takes on one core in a browser, within a factor of three.
pub fn seconds_per_step(cost: u64) -> f64 {
    OVERHEAD + cost as f64 / RATE
}

/// A forward pass of one sample. A way back costs as much again for the weights, and again for the
/// input.
fn pass(size: Size, shape: Shape) -> u64 {
    let each = if shape == Shape::Point { POINT } else { PIXEL };
    size.multiplications + each * size.activations
}

/// Once an update: the optimizer, and twice that for spectral normalisation, whose power iteration
/// reads every weight forth and back.
fn weights(size: Size, spectral: bool) -> u64 {
    WEIGHT * size.parameters * if spectral { 3 } else { 1 }
}

/// Both networks and what a pass of one sample (one pack) through each costs.
struct Networks {
    g: Size,
    d: Size,
    g_pass: u64,
    d_pass: u64,
}

impl Networks {
    /// G makes the fakes, without a way back. D judges both halves, and learns: 3 passes each. A
    /// penalty adds the gradient of the input, and the way back through that and through the pass
    /// before: 6 in all.
    fn discriminator_update(&self, e: &Experiment) -> u64 {
        let packs = u64::from(e.batch / e.pack.max(1));
        let penalised = e.penalty.r1 > 0.0 || e.penalty.r2 > 0.0;
        let halves = 2 * packs * if penalised { 6 } else { 3 };
        let between = if e.loss == Loss::WassersteinPenalty { 6 * packs } else { 0 };
        let fakes = u64::from(e.batch) * self.g_pass;
        fakes + (halves + between) * self.d_pass + weights(self.d, e.discriminator.spectral)
    }

    /// G makes the fakes and learns: 3 passes. D judges them and gives the gradient back, but does not
    /// learn: 2 passes, and one on real samples where the loss compares.
    fn generator_update(&self, e: &Experiment) -> u64 {
        let packs = u64::from(e.batch / e.pack.max(1));
        let judged = packs * (2 + u64::from(e.loss.is_relativistic()));
        let averaged = if e.ema > 0.0 { WEIGHT / 4 * self.g.parameters } else { 0 };
        let fakes = 3 * u64::from(e.batch) * self.g_pass;
        fakes + judged * self.d_pass + weights(self.g, e.generator.spectral) + averaged
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Data, link, shape_of};
    use super::*;

    /// Links and native seconds a step, measured as the module says.
    const MEASURED: [(&str, f64); 21] = [
        ("data=ring8&g.width=16&d.width=16&batch=32", 0.000_317),
        ("data=ring8", 0.000_785),
        ("data=ring8&g.width=128&d.width=128&batch=256", 0.002_668),
        ("data=ring8&g.width=256&d.width=256&g.depth=5&d.depth=5&batch=512", 0.052_718),
        ("data=ring8&g.width=256&d.width=256&g.depth=5&d.depth=5&batch=2", 0.002_680),
        ("data=ring8&r1=1", 0.001_166),
        ("data=ring8&loss=wgan-gp&d.steps=5", 0.004_286),
        ("data=ring8&pack=4&batch=128", 0.000_733),
        ("data=digits8", 0.016_399),
        ("data=digits8&g.width=64&d.width=64&batch=128", 0.224_097),
        ("data=digits8&d.spectral=1&g.spectral=1&loss=rp", 0.018_359),
        ("data=shapes28&g.width=8&d.width=8&batch=8", 0.004_225),
        ("data=shapes28", 0.056_626),
        ("data=shapes28&g.width=32&d.width=32", 0.143_413),
        ("data=shapes28&g.width=16&d.width=16&g.depth=4&d.depth=4", 1.052_938),
        ("data=shapes28&loss=wgan-gp", 0.079_719),
        ("data=shapes28&multi_scale=1", 0.071_799),
        ("data=shapes28&g.upsample=resize&g.kernel=3", 0.125_010),
        ("data=shapes28&g.kernel=7&d.kernel=7", 0.133_846),
        ("data=shapes28&d.norm=batch&d.steps=5", 0.182_947),
        ("data=shapes28&g.width=64&d.width=64&g.depth=4&d.depth=4&batch=32", 4.237_300),
    ];

    fn seconds(text: &str) -> f64 {
        let read = link::read(&format!("v=1&{text}"));
        assert_eq!(read.issues, [], "{text}");
        let e = &read.comparison.runs[0];
        seconds_per_step(step_cost(e, shape_of(e.data)))
    }

    #[test]
    fn estimates_lie_within_a_factor_of_three_of_what_was_measured() {
        for (text, measured) in MEASURED {
            let ratio = seconds(text) / measured;
            println!("{text}: {:.2} ms, {ratio:.2} of {:.2}", seconds(text) * 1e3, measured * 1e3);
            assert!((1.0 / 3.0..3.0).contains(&ratio), "{text}: {ratio:.2} times as long");
        }
    }

    #[test]
    fn defaults_are_quick_and_the_largest_networks_are_slow() {
        for data in Data::ALL {
            let e = Experiment::default_for(data);
            assert!(seconds_per_step(step_cost(&e, shape_of(data))) < SLOW_STEP_SECONDS / 10.0, "{data:?}");
        }
        let widest = "data=shapes28&batch=32&g.width=256&d.width=256&d.depth=5&g.depth=5&d.steps=10";
        assert!(seconds(widest) > 100.0 * SLOW_STEP_SECONDS, "{}", seconds(widest));
    }

    #[test]
    fn a_frozen_network_and_one_that_does_not_fit_cost_nothing() {
        let mut e = Experiment::default_for(Data::Ring8);
        let both = step_cost(&e, Shape::Point);
        e.discriminator.steps = 0;
        let g = step_cost(&e, Shape::Point);
        (e.discriminator.steps, e.generator.steps) = (3, 0);
        assert_eq!(step_cost(&e, Shape::Point), 3 * (both - g));
        let flat = Experiment::default_for(Data::Mnist);
        assert_eq!(step_cost(&flat, Shape::Image { channels: 1, size: 64 }), 0);
    }
}
