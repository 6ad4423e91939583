//! Known answers: every formula against vectors computed in float64 outside this crate
//! (tests/golden/golden.json; gradients there are checked by central differences).
#![cfg(feature = "engine")]

use burn::module::{Module, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;
use saddle::experiment::Loss;
use saddle::gan::batch_norm::BatchNorm;
use saddle::gan::labels::{Target, Targets};
use saddle::gan::{loss, optimizer::Adam};
use serde_json::Value;

fn golden() -> Value {
    serde_json::from_str(include_str!("golden/golden.json")).expect("golden.json is JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("an array").iter().map(|v| v.as_f64().expect("a number")).collect()
}

fn device() -> Device {
    Device::flex().autodiff()
}

/// A column of logits that collects gradients.
fn column(values: &[f64]) -> Tensor<2> {
    let values: Vec<f32> = values.iter().map(|v| *v as f32).collect();
    let n = values.len();
    Tensor::from_data(TensorData::new(values, [n, 1]), &device()).require_grad()
}

fn host<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

fn assert_close(found: &[f32], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (f, e) in found.iter().zip(expected) {
        assert!(
            (f64::from(*f) - e).abs() <= 2e-6 * (1.0 + e.abs()),
            "{what}: found {found:?}, expected {expected:?}"
        );
    }
}

/// Checks a loss of (real, fake) and its gradient on every logit against the entry `name`.
fn check_loss(name: &str, of: impl Fn(Tensor<2>, Tensor<2>) -> Tensor<1>) {
    let losses = &golden()["losses"];
    let (r, f) = (column(&numbers(&losses["r"])), column(&numbers(&losses["f"])));
    let value = of(r.clone(), f.clone());
    let expected = &losses[name];
    assert_close(&host(value.clone()), &[expected["loss"].as_f64().expect("a number")], name);
    let gradients = value.backward();
    for (leaf, key) in [(r, "d_r"), (f, "d_f")] {
        let found = leaf.grad(&gradients).map_or(vec![0.0; 2], host);
        assert_close(&found, &numbers(&expected[key]), &format!("{name} {key}"));
    }
    let zeros = of(column(&[0.0, 0.0]), column(&[0.0, 0.0]));
    assert_close(&host(zeros), &[expected["at_all_zero_logits"].as_f64().expect("a number")], name);
}

#[test]
fn discriminator_losses_and_their_gradients_match_the_golden_vectors() {
    let plain = Targets::plain();
    check_loss("bce_D", |r, f| loss::discriminator(Loss::NonSaturating, r, f, &plain));
    check_loss("bce_D", |r, f| loss::discriminator(Loss::Minimax, r, f, &plain));
    check_loss("lsgan01_D", |r, f| loss::discriminator(Loss::LeastSquares, r, f, &plain));
    check_loss("hinge_D", |r, f| loss::discriminator(Loss::Hinge, r, f, &plain));
}

#[test]
fn generator_losses_and_their_gradients_match_the_golden_vectors() {
    check_loss("ns_G", |_, f| loss::generator(Loss::NonSaturating, f));
    check_loss("minimax_G", |_, f| loss::generator(Loss::Minimax, f));
    check_loss("lsgan01_G", |_, f| loss::generator(Loss::LeastSquares, f));
    check_loss("hinge_G", |_, f| loss::generator(Loss::Hinge, f));
}

#[test]
fn a_soft_target_of_nine_tenths_gives_the_golden_loss() {
    let expected = golden()["labels"]["bce_soft_example_logits2_-1_target0.9"].as_f64().expect("a number");
    let targets = Targets { real: Target::All(0.9), fake: Target::All(0.0) };
    // Fakes at -1000 cost nothing, which leaves the real half.
    let value = loss::discriminator(Loss::NonSaturating, column(&[2.0, -1.0]), column(&[-1000.0]), &targets);
    assert_close(&host(value), &[expected], "soft target");
}

#[test]
fn a_target_for_each_sample_equals_the_same_target_for_all() {
    let (r, f) = ([2.0, -1.0], [0.5, -3.0]);
    for kind in [Loss::NonSaturating, Loss::Minimax, Loss::LeastSquares, Loss::Hinge] {
        let each = |t: f64| Target::Each(column(&[t, t]).detach());
        let all = Targets { real: Target::All(0.75), fake: Target::All(0.25) };
        let one = Targets { real: each(0.75), fake: each(0.25) };
        let of = |targets| host(loss::discriminator(kind, column(&r), column(&f), targets));
        assert_close(&of(&all), &[f64::from(of(&one)[0])], &format!("{kind:?}"));
    }
}

#[test]
fn losses_and_gradients_stay_finite_at_logits_of_a_thousand() {
    for kind in [Loss::NonSaturating, Loss::Minimax, Loss::LeastSquares, Loss::Hinge] {
        for logit in [-1000.0, 1000.0] {
            let (r, f) = (column(&[logit]), column(&[-logit]));
            let d = loss::discriminator(kind, r.clone(), f.clone(), &Targets::plain());
            assert!(host(d.clone())[0].is_finite(), "{kind:?}");
            let gradients = d.backward();
            let gradient = r.grad(&gradients).map(host).unwrap_or_default();
            assert!(gradient.iter().all(|g| g.is_finite()), "{kind:?} at {logit}: {gradient:?}");
            let g = loss::generator(kind, f);
            assert!(host(g)[0].is_finite(), "{kind:?}");
        }
    }
}

#[test]
fn non_saturating_pulls_148_times_harder_than_minimax_where_d_is_sure() {
    let gradient = |kind| {
        let f = column(&[-5.0]);
        let gradients = loss::generator(kind, f.clone()).backward();
        f.grad(&gradients).map(host).expect("a gradient")[0]
    };
    let ratio = gradient(Loss::NonSaturating) / gradient(Loss::Minimax);
    assert!((ratio - 148.4).abs() < 0.5, "{ratio}");
}

#[test]
fn batch_norm_normalises_with_the_biased_and_remembers_the_unbiased_variance() {
    let expected = &golden()["batchnorm"];
    let norm = BatchNorm::new(1, &device());
    let x = column(&numbers(&expected["x"]));
    let y = norm.forward(x);
    assert_close(&host(y), &numbers(&expected["y_eps1e-5"]), "normalised");
    let (mean, variance) = (norm.running_mean.value_sync(), norm.running_var.value_sync());
    assert_close(&host(mean), &[expected["running_mean_after1_mom0.1"].as_f64().expect("a number")], "mean");
    let key = "running_var_after1_mom0.1_unbiased";
    assert_close(&host(variance), &[expected[key].as_f64().expect("a number")], "variance");
}

#[test]
fn batch_norm_of_real_and_fake_apart_erases_a_pure_shift() {
    let norm = BatchNorm::new(1, &device());
    let apart = host(norm.forward(column(&[1.0; 4])));
    assert_eq!(apart, host(norm.forward(column(&[-1.0; 4]))));
    let joint = host(norm.forward(column(&[1.0, 1.0, -1.0, -1.0])));
    assert!((joint[0] - 1.0).abs() < 1e-4 && (joint[3] + 1.0).abs() < 1e-4);
}

/// A network of one number.
#[derive(Module, Debug)]
struct One {
    value: Param<Tensor<1>>,
}

#[test]
fn adam_walks_the_golden_path_for_every_pair_of_betas() {
    let golden = &golden()["adam"];
    let gradients = numbers(&golden["grads"]);
    let lr = golden["lr"].as_f64().expect("a number");
    for (name, beta1, beta2) in
        [("b=.5,.999", 0.5, 0.999), ("b=0,.9", 0.0, 0.9), ("b=0,.99", 0.0, 0.99), ("b=.9,.999", 0.9, 0.999)]
    {
        let mut one = One { value: Param::from_data([0.0], &device()) };
        let mut adam = Adam::new(beta1, beta2);
        let mut path = Vec::new();
        for gradient in &gradients {
            let loss = one.value.val().mul_scalar(*gradient);
            let found = GradientsParams::from_grads(loss.backward(), &one);
            one = adam.step(one, found, lr);
            path.extend(host(one.value.val()));
        }
        assert_close(&path, &numbers(&golden[name]), name);
    }
}
