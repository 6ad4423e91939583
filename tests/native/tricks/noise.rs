//! Section 9: instance noise.

use burn::prelude::*;
use saddle::gan::instance_noise::{add, draw};
use saddle::rng::Stream;
use serde_json::Value;

use super::support::{BOTH, device, drawn, host, random, session, small, train};

#[test]
fn the_expected_square_of_the_noise_is_its_dimensions_times_its_variance() {
    for (sigma, d) in [(0.1, 2), (0.3, 64), (1.0, 784)] {
        let rows = 400_000 / d;
        let x = random("x", rows, d);
        let noise = draw(sigma, rows, d, &mut Stream::new(1, "noise"), &device());
        let moved = host(add(x.clone(), noise));
        let squares = moved.iter().zip(host(x)).map(|(a, b)| f64::from(a - b).powi(2));
        let mean = squares.sum::<f64>() / rows as f64;
        let expected = d as f64 * sigma * sigma;
        assert!(
            (mean / expected - 1.0).abs() < 0.01,
            "sigma {sigma}, {d} dimensions: {mean}, not {expected}"
        );
    }
}

/// Monte Carlo estimate, in nats, of the Jensen-Shannon divergence of 0 and 1 under our noise, with
/// the best of all discriminators, which is known here.
fn divergence(sigma: f64) -> f64 {
    const SAMPLES: usize = 200_000;
    let mut stream = Stream::new(1, "noise");
    let mut mean_log_share = |at: f64| {
        let points = Tensor::full([SAMPLES, 1], at, &device());
        let noise = draw(sigma, SAMPLES, 1, &mut stream, &device());
        let logs = host(add(points, noise)).into_iter().map(|x| {
            let log = |centre: f64| -(f64::from(x) - centre).powi(2) / (2.0 * sigma * sigma);
            -(1.0 + (log(1.0 - at) - log(at)).exp()).ln()
        });
        logs.sum::<f64>() / SAMPLES as f64
    };
    2f64.ln() + (mean_log_share(0.0) + mean_log_share(1.0)) / 2.0
}

#[test]
fn two_points_at_distance_one_are_as_far_apart_under_noise_as_the_golden_divergences() {
    let golden: Value = serde_json::from_str(include_str!("../../golden/golden.json")).expect("JSON");
    let golden = golden["instance_noise_js_nats_point_masses_distance1"].as_object().expect("a table");
    assert_eq!(golden.len(), 5);
    for (sigma, expected) in golden {
        let (sigma, expected): (f64, f64) =
            (sigma.parse().expect("a number"), expected.as_f64().expect("one"));
        let found = divergence(sigma);
        assert!((found - expected).abs() < 2e-3, "sigma {sigma}: {found}, golden {expected}");
    }
}

#[test]
fn the_gradient_passes_the_noise_unchanged() {
    let (x, weights) = (random("x", 8, 5).require_grad(), random("weights", 8, 5));
    let noise = draw(0.7, 8, 5, &mut Stream::new(1, "noise"), &device());
    let gradients = (add(x.clone(), noise) * weights.clone()).sum().backward();
    assert_eq!(host(x.grad(&gradients).expect("a gradient")), host(weights));
}

#[test]
fn every_use_has_fresh_noise_on_real_and_fake_in_both_steps() {
    for data in BOTH {
        let mut e = small(data);
        (e.noise.sigma, e.discriminator.steps, e.generator.steps) = (0.1, 2, 3);
        let mut run = session(&e);
        train(&mut run, 4);
        let n = u64::from(e.batch) * if data.is_image() { 64 } else { 2 };
        // A normal number is a word; D sees real and fake.
        assert_eq!(drawn(&mut run, "noise.d"), 4 * 2 * 2 * n, "{data:?}");
        assert_eq!(drawn(&mut run, "noise.g"), 4 * 3 * n, "{data:?}");
        assert_eq!(drawn(&mut run, "noise.r"), 0, "{data:?}: only a relativistic G looks at real samples");
    }
}
