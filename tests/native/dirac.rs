//! The Dirac-GAN (Mescheder et al. 2018): real data at 0, G is one number theta, D(x) = psi x. Its
//! table in golden.json, by the real step code. There D is high on fakes, here on real samples, so
//! psi has the other sign.
#![cfg(feature = "engine")]

use burn::module::{Module, Param};
use burn::prelude::*;
use saddle::experiment::architecture::Shape;
use saddle::experiment::{Data, Experiment, Loss, Optimizer};
use saddle::gan::dropout::Masks;
use saddle::gan::ema::followed;
use saddle::gan::labels::Targets;
use saddle::gan::step::{DiscriminatorBatch, Gan, GeneratorBatch, Seen};
use serde_json::Value;

const STEP: f64 = 0.1;

fn golden() -> Value {
    let golden: Value = serde_json::from_str(include_str!("../golden/golden.json")).expect("JSON");
    golden["dirac_gan_start(1,1)_h.1_500steps"].clone()
}

/// A pair of one parameter each: G's only layer makes (theta, 0) of nothing, D's looks at the first
/// coordinate and has no bias.
struct Pair {
    e: Experiment,
    gan: Gan,
}

impl Pair {
    fn new(start: f64, change: impl Fn(&mut Experiment)) -> Self {
        let mut e = Experiment::default_for(Data::Ring8);
        (e.generator.depth, e.discriminator.depth, e.latent, e.batch) = (0, 0, 1, 1);
        change(&mut e);
        e.optimizer = Optimizer::Sgd;
        let device = Device::flex().autodiff();
        let mut gan = Gan::new(&e, Shape::Point, &device).expect("a pair");
        let start = start as f32;
        let g = gan.generator.output_mut().expect("points");
        g.weight = Param::from_data([[0.0, 0.0]], &device);
        g.bias = Some(Param::from_data([start, 0.0], &device));
        let d = gan.discriminator.output_mut();
        d.weight = Param::from_data([[-start], [0.0]], &device);
        d.bias = None;
        Self { e, gan }
    }

    fn zero(&self, n: usize) -> Seen {
        Seen::plain(Tensor::zeros([1, n], &Device::flex().autodiff()))
    }

    fn update_g(&mut self) {
        let batch = GeneratorBatch { fake: self.zero(1), real: None, masks: Masks::default(), lr: STEP };
        self.gan.update_generator(&self.e, batch, false);
    }

    fn update_d(&mut self) {
        let between = (self.e.loss == Loss::WassersteinPenalty).then(|| self.zero(1).rows);
        let batch = DiscriminatorBatch {
            real: self.zero(2),
            fake: self.zero(1),
            targets: Targets::plain(),
            between,
            replayed: None,
            masks: Masks::default(),
            lr: STEP,
        };
        self.gan.update_discriminator(&self.e, batch, false);
    }

    /// The table updates G first.
    fn alternate(&mut self, steps: usize) {
        for _ in 0..steps {
            self.update_g();
            self.update_d();
        }
    }

    /// Both updates start from the same pair.
    fn simultaneously(&mut self, steps: usize) {
        for _ in 0..steps {
            let before = self.gan.generator.clone();
            self.update_g();
            let after = std::mem::replace(&mut self.gan.generator, before);
            self.update_d();
            self.gan.generator = after;
        }
    }

    fn numbers(&mut self) -> (f64, f64) {
        let first = |tensor: Tensor<1>| f64::from(tensor.into_data().iter::<f32>().next().expect("a number"));
        let bias = self.gan.generator.output_mut().expect("points").bias.as_ref().expect("a bias").val();
        let psi = self.gan.discriminator.output_mut().weight.val().flatten(0, 1);
        (first(bias), -first(psi))
    }
}

fn check(name: &str, (theta, psi): (f64, f64), tolerance: f64) {
    let row = &golden()[name];
    let expected = (row["theta"].as_f64().expect("theta"), row["psi"].as_f64().expect("psi"));
    let error = (theta - expected.0).abs().max((psi - expected.1).abs());
    assert!(error < tolerance, "{name}: ({theta}, {psi}), the table says {expected:?}");
}

#[test]
fn simultaneous_steps_of_the_minimax_game_run_away() {
    let mut pair = Pair::new(1.0, |e| e.set_loss(Loss::Minimax));
    pair.simultaneously(1);
    let (theta, psi) = pair.numbers();
    let expected = golden()["expected_norm2_after_1"].as_f64().expect("a number");
    assert!((theta * theta + psi * psi - expected).abs() < 1e-5);
    pair.simultaneously(499);
    check("gan_sim", pair.numbers(), 1e-3);
}

#[test]
fn alternating_steps_of_the_minimax_game_circle() {
    let mut pair = Pair::new(1.0, |e| e.set_loss(Loss::Minimax));
    pair.alternate(500);
    check("gan_alt", pair.numbers(), 1e-3);
}

#[test]
fn the_non_saturating_game_spirals_in_slowly() {
    let mut pair = Pair::new(1.0, |_| {});
    pair.alternate(500);
    check("ns_alt", pair.numbers(), 1e-3);
}

#[test]
fn the_average_of_the_non_saturating_game_is_nearer_to_its_end() {
    let mut pair = Pair::new(1.0, |_| {});
    // The table averages both players, from their start on and without a warm-up.
    let (mut generator, mut discriminator) = (pair.gan.generator.valid(), pair.gan.discriminator.valid());
    for _ in 0..500 {
        pair.alternate(1);
        generator = followed(generator, &pair.gan.generator, 0.99);
        discriminator = followed(discriminator, &pair.gan.discriminator, 0.99);
    }
    check("ns_alt_ema.99", pair.numbers(), 1e-3);
    (pair.gan.generator, pair.gan.discriminator) = (generator, discriminator);
    let (theta, psi) = pair.numbers();
    let row = &golden()["ns_alt_ema.99"];
    let expected = |key: &str| row[key].as_f64().expect("a number");
    assert!((theta - expected("ema_theta")).abs() < 1e-4, "theta {theta}");
    assert!((theta.hypot(psi) - expected("ema_norm")).abs() < 1e-4, "norm {}", theta.hypot(psi));
    assert!(theta.hypot(psi) < 0.2 * expected("norm"));
}

#[test]
fn clipping_makes_the_wasserstein_game_cycle() {
    let mut pair = Pair::new(1.0, |e| {
        e.set_loss(Loss::WassersteinClip);
        e.penalty.clip = 1.0;
    });
    pair.alternate(500);
    check("wgan_clip1_alt", pair.numbers(), 1e-3);
}

#[test]
fn the_gradient_penalty_does_not_make_the_wasserstein_game_converge() {
    // The table's penalty has one half and its target is 0.3. The game is linear, so in units of 0.3
    // it is ours, with lambda one half and target 1.
    let mut pair = Pair::new(1.0 / 0.3, |e| {
        e.set_loss(Loss::WassersteinPenalty);
        e.penalty.gp = 0.5;
    });
    pair.alternate(500);
    let (theta, psi) = pair.numbers();
    check("wgangp_alt_target.3", (0.3 * theta, 0.3 * psi), 1e-3);
}

#[test]
fn r1_makes_the_non_saturating_game_converge() {
    for (name, gamma) in [("ns_r1_gamma1_alt", 1.0), ("ns_r1_gamma.3_alt", 0.3)] {
        let mut pair = Pair::new(1.0, |e| e.penalty.r1 = gamma);
        pair.alternate(500);
        check(name, pair.numbers(), 1e-5);
    }
}
