//! Known answers: every formula against vectors computed in float64 outside this crate
//! (tests/golden/golden.json; gradients there are checked by central differences).
#![cfg(feature = "engine")]

use burn::module::{Module, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;
use saddle::experiment::{Data, Experiment, Loss};
use saddle::gan::batch_norm::BatchNorm;
use saddle::gan::labels::{Target, Targets};
use saddle::gan::{loss, minibatch_stddev, optimizer::Optimizer, spectral_norm::SpectralNorm};
use serde_json::Value;

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/golden.json")).expect("golden.json is JSON")
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
    check_loss("wgan_D", |r, f| loss::discriminator(Loss::WassersteinClip, r, f, &plain));
    check_loss("rpgan_D", |r, f| loss::discriminator(Loss::RelativisticPair, r, f, &plain));
    check_loss("ragan_D", |r, f| loss::discriminator(Loss::RelativisticAverage, r, f, &plain));
}

#[test]
fn generator_losses_and_their_gradients_match_the_golden_vectors() {
    check_loss("ns_G", |_, f| loss::generator(Loss::NonSaturating, None, f));
    check_loss("minimax_G", |_, f| loss::generator(Loss::Minimax, None, f));
    check_loss("lsgan01_G", |_, f| loss::generator(Loss::LeastSquares, None, f));
    check_loss("hinge_G", |_, f| loss::generator(Loss::Hinge, None, f));
    check_loss("wgan_G", |_, f| loss::generator(Loss::WassersteinPenalty, None, f));
    check_loss("rpgan_G", |r, f| loss::generator(Loss::RelativisticPair, Some(r), f));
    check_loss("ragan_G", |r, f| loss::generator(Loss::RelativisticAverage, Some(r), f));
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
    for kind in Loss::ALL {
        for logit in [-1000.0, 1000.0] {
            let (r, f) = (column(&[logit]), column(&[-logit]));
            let d = loss::discriminator(kind, r.clone(), f.clone(), &Targets::plain());
            assert!(host(d.clone())[0].is_finite(), "{kind:?}");
            let gradients = d.backward();
            let gradient = r.grad(&gradients).map(host).unwrap_or_default();
            assert!(gradient.iter().all(|g| g.is_finite()), "{kind:?} at {logit}: {gradient:?}");
            let g = loss::generator(kind, Some(r), f);
            assert!(host(g)[0].is_finite(), "{kind:?}");
        }
    }
}

#[test]
fn non_saturating_pulls_148_times_harder_than_minimax_where_d_is_sure() {
    let gradient = |kind| {
        let f = column(&[-5.0]);
        let gradients = loss::generator(kind, None, f.clone()).backward();
        f.grad(&gradients).map(host).expect("a gradient")[0]
    };
    let ratio = gradient(Loss::NonSaturating) / gradient(Loss::Minimax);
    assert!((ratio - 148.4).abs() < 0.5, "{ratio}");
}

#[test]
fn shifting_all_logits_changes_no_wasserstein_and_no_relativistic_loss_but_all_others() {
    for kind in Loss::ALL {
        let of = |shift: f64| {
            let (r, f) = (column(&[2.0 + shift, -1.0 + shift]), column(&[0.5 + shift, -3.0 + shift]));
            host(loss::discriminator(kind, r, f, &Targets::plain()))[0]
        };
        let still = (of(0.0) - of(3.0)).abs() < 1e-6;
        assert_eq!(still, kind.is_relativistic() || kind.is_wasserstein(), "{kind:?}");
    }
}

/// A matrix that collects gradients.
fn rows(value: &Value) -> Tensor<2> {
    let rows: Vec<Vec<f64>> = value.as_array().expect("rows").iter().map(numbers).collect();
    let shape = [rows.len(), rows[0].len()];
    let values: Vec<f32> = rows.concat().iter().map(|v| *v as f32).collect();
    Tensor::from_data(TensorData::new(values, shape), &device()).require_grad()
}

fn vector(values: &[f64]) -> Tensor<1> {
    let values: Vec<f32> = values.iter().map(|v| *v as f32).collect();
    let n = values.len();
    Tensor::from_data(TensorData::new(values, [n]), &device())
}

#[test]
fn power_iterations_give_the_golden_sigmas() {
    let golden = &golden()["spectral_norm"];
    let (w, u) = (rows(&golden["W"]), numbers(&golden["u0"]));
    let norm = SpectralNorm::from_left(vector(&u), 2);
    for n in 1..=15 {
        norm.divide(w.clone(), 0);
        if let Some(expected) = golden[format!("sigma_after_{n}")].as_f64() {
            assert_close(&host(norm.sigma(w.clone(), 0)), &[expected], &format!("sigma after {n}"));
        }
    }
    let norm = SpectralNorm::from_left(vector(&[3f64.sqrt().recip(); 3]), 4);
    let w = rows(&golden["W3x4"]);
    norm.divide(w.clone(), 0);
    assert_close(&host(norm.sigma(w, 0)), &[golden["W3x4_sigma1_u0=ones"].as_f64().expect("one")], "3 x 4");
}

#[test]
fn fifty_power_iterations_find_the_largest_singular_value() {
    let golden = &golden()["spectral_norm"];
    let norm = SpectralNorm::from_left(vector(&[3f64.sqrt().recip(); 3]), 4);
    let w = rows(&golden["W3x4"]);
    let mut last = 0.0;
    for _ in 0..50 {
        norm.divide(w.clone(), 0);
        let sigma = host(norm.sigma(w.clone(), 0))[0];
        assert!(sigma >= last - 1e-5, "the estimate falls from {last} to {sigma}");
        last = sigma;
    }
    assert_close(&[last], &[golden["W3x4_sigma_true"].as_f64().expect("one")], "after fifty");
}

#[test]
fn spectral_norm_gradient_flows_through_sigma() {
    let golden = &golden()["spectral_norm"];
    let w = rows(&golden["W"]);
    let norm = SpectralNorm::from_left(vector(&numbers(&golden["u0"])), 2);
    let identity = Tensor::<2>::from_data([[1.0, 0.0], [0.0, 1.0]], &device());
    let trace = (norm.divide(w.clone(), 0) * identity).sum();
    let gradient = w.grad(&trace.backward()).map(host).expect("a gradient");
    let expected: Vec<f64> = golden["grad_through_sigma_dLdW_for_dLdWsn=I"]
        .as_array()
        .expect("rows")
        .iter()
        .flat_map(numbers)
        .collect();
    assert_close(&gradient, &expected, "gradient");
}

#[test]
fn spectral_norm_gradient_is_orthogonal_to_the_weight() {
    let w = rows(&golden()["spectral_norm"]["W3x4"]);
    let weights = rows(&golden()["spectral_norm"]["W3x4"]).detach().mul_scalar(0.3).add_scalar(0.1);
    let norm = SpectralNorm::from_left(vector(&[3f64.sqrt().recip(); 3]), 4);
    let loss = (norm.divide(w.clone(), 0) * weights).sum();
    let gradient = w.grad(&loss.backward()).expect("a gradient");
    let along = (gradient * w.inner()).sum().into_scalar::<f32>();
    assert!(along.abs() < 1e-6, "{along}");
}

#[test]
fn scaling_a_weight_leaves_it_unchanged_under_spectral_norm() {
    let of = |scale: f64| {
        let w = rows(&golden()["spectral_norm"]["W3x4"]).mul_scalar(scale);
        host(SpectralNorm::from_left(vector(&[3f64.sqrt().recip(); 3]), 4).divide(w, 0))
    };
    for (a, b) in of(1.0).iter().zip(of(10.0)) {
        assert!((a - b).abs() < 1e-6);
    }
}

#[test]
fn minibatch_spread_of_golden_batches() {
    let golden = &golden()["minibatch"];
    let spread = |batch: Tensor<2>| host(minibatch_stddev::append(batch))[2];
    let two = Tensor::from_data([[0.0, 0.0], [2.0, 4.0]], &device());
    assert_close(&[spread(two)], &[golden["std_[[0,0],[2,4]]"].as_f64().expect("one")], "two rows");
    let same = Tensor::from_data([[1.0, 1.0]; 4], &device());
    assert_close(&[spread(same)], &[golden["std_identical"].as_f64().expect("one")], "identical rows");
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
        let mut e = Experiment::default_for(Data::Ring8);
        (e.beta1, e.beta2) = (beta1, beta2);
        let mut adam = Optimizer::new(e.optimizer, &e);
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
