//! The Dirac-GAN (Mescheder et al. 2018): real data at 0, G is one number theta, D(x) = psi x. Its
//! table in golden.json, by the real step code. There D is high on fakes, here on real samples, so
//! psi has the other sign.
#![cfg(feature = "engine")]

use burn::module::Module;
use saddle::experiment::{Experiment, Loss};
use saddle::gan::dirac::Pair;
use saddle::gan::ema::followed;
use serde_json::Value;

const STEP: f64 = 0.1;

fn golden() -> Value {
    let golden: Value = serde_json::from_str(include_str!("../golden/golden.json")).expect("JSON");
    golden["dirac_gan_start(1,1)_h.1_500steps"].clone()
}

/// A pair that plays by what `change` sets, at theta = -psi = `start`.
fn pair(start: f64, change: impl FnOnce(&mut Experiment)) -> Pair {
    let mut pair = Pair::new(change).expect("a pair");
    pair.set([start, -start]);
    pair
}

/// The table updates G first.
fn alternate(pair: &mut Pair, steps: usize) {
    for _ in 0..steps {
        pair.update_g(STEP);
        pair.update_d(STEP);
    }
}

/// Both updates start from the same pair.
fn simultaneously(pair: &mut Pair, steps: usize) {
    for _ in 0..steps {
        let before = pair.gan.generator.clone();
        pair.update_g(STEP);
        let after = std::mem::replace(&mut pair.gan.generator, before);
        pair.update_d(STEP);
        pair.gan.generator = after;
    }
}

fn numbers(pair: &mut Pair) -> (f64, f64) {
    let [theta, psi] = pair.numbers();
    (theta, -psi)
}

fn check(name: &str, (theta, psi): (f64, f64), tolerance: f64) {
    let row = &golden()[name];
    let expected = (row["theta"].as_f64().expect("theta"), row["psi"].as_f64().expect("psi"));
    let error = (theta - expected.0).abs().max((psi - expected.1).abs());
    assert!(error < tolerance, "{name}: ({theta}, {psi}), the table says {expected:?}");
}

#[test]
fn simultaneous_steps_of_the_minimax_game_run_away() {
    let mut pair = pair(1.0, |e| e.set_loss(Loss::Minimax));
    simultaneously(&mut pair, 1);
    let (theta, psi) = numbers(&mut pair);
    let expected = golden()["expected_norm2_after_1"].as_f64().expect("a number");
    assert!((theta * theta + psi * psi - expected).abs() < 1e-5);
    simultaneously(&mut pair, 499);
    check("gan_sim", numbers(&mut pair), 1e-3);
}

#[test]
fn alternating_steps_of_the_minimax_game_circle() {
    let mut pair = pair(1.0, |e| e.set_loss(Loss::Minimax));
    alternate(&mut pair, 500);
    check("gan_alt", numbers(&mut pair), 1e-3);
}

#[test]
fn the_non_saturating_game_spirals_in_slowly() {
    let mut pair = pair(1.0, |_| {});
    alternate(&mut pair, 500);
    check("ns_alt", numbers(&mut pair), 1e-3);
}

#[test]
fn the_average_of_the_non_saturating_game_is_nearer_to_its_end() {
    let mut pair = pair(1.0, |_| {});
    // The table averages both players, from their start on and without a warm-up.
    let (mut generator, mut discriminator) = (pair.gan.generator.valid(), pair.gan.discriminator.valid());
    for _ in 0..500 {
        alternate(&mut pair, 1);
        generator = followed(generator, &pair.gan.generator, 0.99);
        discriminator = followed(discriminator, &pair.gan.discriminator, 0.99);
    }
    check("ns_alt_ema.99", numbers(&mut pair), 1e-3);
    (pair.gan.generator, pair.gan.discriminator) = (generator, discriminator);
    let (theta, psi) = numbers(&mut pair);
    let row = &golden()["ns_alt_ema.99"];
    let expected = |key: &str| row[key].as_f64().expect("a number");
    assert!((theta - expected("ema_theta")).abs() < 1e-4, "theta {theta}");
    assert!((theta.hypot(psi) - expected("ema_norm")).abs() < 1e-4, "norm {}", theta.hypot(psi));
    assert!(theta.hypot(psi) < 0.2 * expected("norm"));
}

#[test]
fn clipping_makes_the_wasserstein_game_cycle() {
    let mut pair = pair(1.0, |e| {
        e.set_loss(Loss::WassersteinClip);
        e.penalty.clip = 1.0;
    });
    alternate(&mut pair, 500);
    check("wgan_clip1_alt", numbers(&mut pair), 1e-3);
}

#[test]
fn the_gradient_penalty_does_not_make_the_wasserstein_game_converge() {
    // The table's penalty has one half and its target is 0.3. The game is linear, so in units of 0.3
    // it is ours, with lambda one half and target 1.
    let mut pair = pair(1.0 / 0.3, |e| {
        e.set_loss(Loss::WassersteinPenalty);
        e.penalty.gp = 0.5;
    });
    alternate(&mut pair, 500);
    let (theta, psi) = numbers(&mut pair);
    check("wgangp_alt_target.3", (0.3 * theta, 0.3 * psi), 1e-3);
}

#[test]
fn r1_makes_the_non_saturating_game_converge() {
    for (name, gamma) in [("ns_r1_gamma1_alt", 1.0), ("ns_r1_gamma.3_alt", 0.3)] {
        let mut pair = pair(1.0, |e| e.penalty.r1 = gamma);
        alternate(&mut pair, 500);
        check(name, numbers(&mut pair), 1e-5);
    }
}
