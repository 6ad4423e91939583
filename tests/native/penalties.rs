//! The explicit input gradient and the penalties on it: known answers, central differences, and the
//! properties that only a correct second derivative has.
#![cfg(feature = "engine")]

use crate::nudge::{Nudge, direction};
use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;
use saddle::experiment::architecture::{Shape, row};
use saddle::experiment::{Activation, Condition, Data, Experiment, Norm};
use saddle::gan::condition::one_hot;
use saddle::gan::discriminator::Discriminator;
use saddle::gan::dropout::Masks;
use saddle::gan::input_gradient::Tape;
use saddle::gan::penalty;
use saddle::rng::Stream;
use serde_json::Value;

fn golden() -> Value {
    let golden: Value = serde_json::from_str(include_str!("../golden/golden.json")).expect("JSON");
    golden["penalties"].clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("an array").iter().map(number).collect()
}

fn device() -> Device {
    Device::flex().autodiff()
}

fn host<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

fn tensor<const D: usize>(values: &[f64], shape: [usize; D]) -> Tensor<D> {
    let values: Vec<f32> = values.iter().map(|v| *v as f32).collect();
    Tensor::from_data(TensorData::new(values, shape), &device())
}

fn assert_close(found: &[f32], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (f, e) in found.iter().zip(expected) {
        assert!(
            (f64::from(*f) - e).abs() <= 5e-6 * (1.0 + e.abs()),
            "{what}: {found:?}, expected {expected:?}"
        );
    }
}

#[test]
fn penalties_of_a_linear_discriminator_match_golden_json() {
    let golden = golden();
    let w = tensor(&numbers(&golden["linear_w"]), [1, 2]).require_grad();
    let gp = penalty::one_centred(vec![w.clone()], 10.0);
    assert_close(&host(gp.clone()), &[number(&golden["lambda10"])], "wgan-gp");
    let expected: Vec<f64> = numbers(&golden["grad_w_unscaled"]).iter().map(|g| g * 10.0).collect();
    assert_close(&w.grad(&gp.backward()).map(host).expect("a gradient"), &expected, "its gradient");
    let r1 = penalty::zero_centred(vec![w.clone()], 10.0);
    assert_close(&host(r1.clone()), &[number(&golden["r1_gamma10_half"])], "R1 with one half");
    let expected = numbers(&golden["r1_grad_gamma10"]);
    assert_close(&w.grad(&r1.backward()).map(host).expect("a gradient"), &expected, "its gradient");
}

#[test]
fn penalties_of_a_tanh_unit_match_golden_json() {
    let golden = &golden()["tanh_unit"];
    let (p, x) = (numbers(&golden["params_a_w1_w2_b"]), numbers(&golden["x"]));
    for (penalised, value, gradient) in [
        (penalty::zero_centred as fn(Vec<Tensor<2>>, f64) -> Tensor<1>, "sumsq", "d_sumsq"),
        (penalty::one_centred, "gp1", "d_gp1"),
    ] {
        let leaves: Vec<_> = p.iter().map(|v| tensor(&[*v], [1, 1]).require_grad()).collect();
        let [a, w1, w2, b] = [0, 1, 2, 3].map(|i| leaves[i].clone());
        let h = (w1.clone().mul_scalar(x[0]) + w2.clone().mul_scalar(x[1]) + b).tanh();
        let slope = a * (h.clone() * h).neg().add_scalar(1.0);
        let input_gradient = Tensor::cat(vec![slope.clone() * w1, slope * w2], 1);
        // Gamma 2 takes the one half away.
        let scale = if value == "sumsq" { 2.0 } else { 1.0 };
        let loss = penalised(vec![input_gradient], scale);
        assert_close(&host(loss.clone()), &[number(&golden[value])], value);
        let gradients = loss.backward();
        let found: Vec<f32> =
            leaves.iter().flat_map(|l| l.grad(&gradients).map(host).expect("one")).collect();
        assert_close(&found, &numbers(&golden[gradient]), gradient);
    }
}

#[test]
fn the_trace_of_a_leaky_net_gives_the_golden_input_gradient_and_penalty() {
    let golden = &golden()["leaky_2-2-1"];
    let p = numbers(&golden["p_w11_w12_b1_w21_w22_b2_v1_v2_c"]);
    let w = tensor(&[p[0], p[3], p[1], p[4]], [2, 2]).require_grad();
    let b = tensor(&[p[2], p[5]], [1, 2]).require_grad();
    let v = tensor(&[p[6], p[7]], [2, 1]).require_grad();
    let x = tensor(&numbers(&golden["x"]), [1, 2]);
    let mut trace = Tape::<2>::new(true);
    let hidden = x.matmul(w.clone()) + b.clone();
    let back = w.clone().transpose();
    trace.record(|| Box::new(|gradient, _| gradient.matmul(back)));
    let hidden = trace.activated(Activation::Leaky, hidden);
    let logit = hidden.matmul(v.clone()).add_scalar(p[8]);
    assert_close(&host(logit), &[number(&golden["D"])], "D");
    let gradients = trace.play_back(v.clone().transpose());
    assert_close(&host(gradients[0].clone()), &numbers(&golden["grad_x"]), "input gradient");
    let loss = penalty::zero_centred(gradients, 2.0);
    assert_close(&host(loss.clone()), &[number(&golden["sumsq"])], "sum of squares");
    let gradients = loss.backward();
    let d = numbers(&golden["d_sumsq_dparams"]);
    let of_w = w.grad(&gradients).map(host).expect("a gradient");
    assert_close(&of_w, &[d[0], d[3], d[1], d[4]], "gradient of the hidden weights");
    assert_close(&v.grad(&gradients).map(host).expect("a gradient"), &[d[6], d[7]], "of the output");
    assert!(b.grad(&gradients).is_none_or(|g| host(g).iter().all(|v| *v == 0.0)), "of the biases: exactly 0");
}

type Change = fn(&mut Experiment);

/// A discriminator of every kind whose input gradient is defined.
fn kinds() -> Vec<(&'static str, Experiment, Shape)> {
    let points = || Experiment { pack: 2, ..Experiment::default_for(Data::Ring8) };
    let images = || Experiment::default_for(Data::Digits8);
    let eight = Shape::Image { channels: 1, size: 8 };
    let all: [(&str, Experiment, Shape, Change); 16] = [
        ("points", points(), Shape::Point, |_| {}),
        ("points, spectral norm", points(), Shape::Point, |e| e.discriminator.spectral = true),
        ("points, layer norm", points(), Shape::Point, |e| e.discriminator.norm = Norm::Layer),
        ("points, ReLU", points(), Shape::Point, |e| e.discriminator.activation = Activation::Relu),
        ("points, tanh", points(), Shape::Point, |e| e.discriminator.activation = Activation::Tanh),
        ("points, ELU", points(), Shape::Point, |e| e.discriminator.activation = Activation::Elu),
        ("8 px", images(), eight, |_| {}),
        ("8 px, tanh, layer norm", images(), eight, |e| {
            (e.discriminator.activation, e.discriminator.norm) = (Activation::Tanh, Norm::Layer);
        }),
        ("8 px, ELU", images(), eight, |e| e.discriminator.activation = Activation::Elu),
        ("8 px, spectral norm", images(), eight, |e| e.discriminator.spectral = true),
        ("8 px, layer norm", images(), eight, |e| e.discriminator.norm = Norm::Layer),
        ("8 px, multi-scale", images(), eight, |e| (e.multi_scale, e.pack) = (true, 2)),
        ("28 px, multi-scale", images(), Shape::Image { channels: 1, size: 28 }, |e| e.multi_scale = true),
        ("8 px, classes as channels", images(), eight, |e| e.condition = Condition::Concat),
        ("8 px, projection", images(), eight, |e| e.condition = Condition::Projection),
        ("8 px, projection, multi-scale", images(), eight, |e| {
            (e.condition, e.multi_scale) = (Condition::Projection, true);
        }),
    ];
    all.into_iter()
        .map(|(name, mut e, shape, change)| {
            change(&mut e);
            (e.discriminator.width, e.discriminator.depth) = (5, 2);
            (name, e, shape)
        })
        .collect()
}

const BATCH: usize = 3;

struct Case {
    d: Discriminator,
    x: Tensor<2>,
    classes: Option<Tensor<2>>,
}

fn case(e: &Experiment, shape: Shape) -> Case {
    let d = Discriminator::new(e, shape, &device()).expect("a discriminator");
    let n = row(e, shape) * e.pack as usize;
    let values = Stream::new(3, "x").normals(BATCH * n);
    let x = Tensor::from_data(TensorData::new(values, [BATCH, n]), &device());
    let classes = (e.condition != Condition::Off).then(|| one_hot(&[3, 1, 4], &device()));
    Case { d, x, classes }
}

#[test]
fn the_explicit_input_gradient_equals_that_of_autodiff_for_every_kind_of_layer() {
    for (name, e, shape) in kinds() {
        let Case { d, x, classes } = case(&e, shape);
        let masks = Masks::default();
        let critic = d.critic(&masks);
        let leaf = x.clone().require_grad();
        let sum = critic.judge(leaf.clone(), classes.as_ref()).sum();
        let expected = host(leaf.grad(&sum.backward()).expect("a gradient"));
        let judged = critic.judge_with_gradients(x.clone(), classes.as_ref());
        let logits = host(critic.judge(x, classes.as_ref()));
        assert_eq!(host(judged.logits), logits, "{name}: logits");
        // Gradients come a resolution at a time; rows of packs hold a sample at a time.
        let pack = e.pack as usize;
        let parts: Vec<Tensor<3>> = judged
            .gradients
            .into_iter()
            .map(|g| {
                let n = g.dims()[1] / pack;
                g.reshape([BATCH, pack, n])
            })
            .collect();
        let found = host(Tensor::cat(parts, 2));
        assert_eq!(found.len(), expected.len(), "{name}");
        let largest = expected.iter().fold(0f32, |m, v| m.max(v.abs()));
        for (f, e) in found.iter().zip(&expected) {
            assert!((f - e).abs() < 1e-5 * largest, "{name}: {f}, autodiff says {e}");
        }
    }
}

/// Whether D bends only at kinks.
fn is_piecewise_linear(e: &Experiment) -> bool {
    let straight = matches!(e.discriminator.activation, Activation::Relu | Activation::Leaky);
    straight && e.discriminator.norm == Norm::None
}

/// Sets every bias far from 0, by turns up and down, so that no unit is near the kink of its activation,
/// where a penalty jumps and differences say nothing.
struct Spread(Vec<String>);

impl ModuleMapper for Spread {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.0.push(name.into());
    }
    fn exit_module(&mut self, _: &str, _: &str) {
        self.0.pop();
    }
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if self.0.last().is_none_or(|name| name != "bias") {
            return param;
        }
        param.map(|t| {
            let values: Vec<f32> = (0..t.dims()[0]).map(|i| if i % 2 == 0 { 3.0 } else { -3.0 }).collect();
            Tensor::<D>::from_data(TensorData::new(values, t.dims()), &t.device()).require_grad()
        })
    }
}

/// Every trained tensor: its path, its slope along the direction, its largest gradient.
struct Slopes<'a> {
    gradients: &'a GradientsParams,
    path: Vec<String>,
    found: Vec<(String, f64, f32)>,
}

impl ModuleVisitor for Slopes<'_> {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.path.push(name.into());
    }
    fn exit_module(&mut self, _: &str, _: &str) {
        self.path.pop();
    }
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        if !param.is_require_grad() {
            return;
        }
        let g = self.gradients.get::<D>(param.id);
        let slope = g.clone().map_or(0.0, |g| (g.clone() * direction(g.dims())).sum().into_scalar::<f32>());
        let largest = g.map_or(0.0, |g| g.abs().max().into_scalar::<f32>());
        self.found.push((self.path.join("."), slope.into(), largest));
    }
}

fn slopes(d: &Discriminator, loss: Tensor<1>) -> Vec<(String, f64, f32)> {
    let gradients = GradientsParams::from_grads(loss.backward(), d);
    let mut slopes = Slopes { gradients: &gradients, path: Vec::new(), found: Vec::new() };
    d.visit(&mut slopes);
    slopes.found
}

#[test]
fn the_gradient_of_a_penalty_matches_central_differences_for_every_kind_of_layer() {
    for (name, e, shape) in kinds() {
        // A power iteration at every look would move sigma between the two sides of a difference.
        if e.discriminator.spectral {
            continue;
        }
        let Case { d, x, classes } = case(&e, shape);
        // Tanh and ELU have slopes without a jump, and so far from 0 tanh has none.
        let smooth = matches!(e.discriminator.activation, Activation::Tanh | Activation::Elu);
        let d = if smooth { d } else { d.map(&mut Spread(Vec::new())) };
        let masks = Masks::default();
        let value = |d: &Discriminator| {
            let gradients = d.critic(&masks).judge_with_gradients(x.clone(), classes.as_ref()).gradients;
            penalty::zero_centred(gradients.clone(), 2.0) + penalty::one_centred(gradients, 1.0)
        };
        let step = 2e-4;
        for (index, (path, slope, _)) in slopes(&d, value(&d)).iter().enumerate() {
            let at = |by| {
                let moved = d.clone().map(&mut Nudge { index, at: 0, by });
                f64::from(value(&moved).into_scalar::<f32>())
            };
            let expected = (at(step) - at(-step)) / (2.0 * step);
            assert!(
                (slope - expected).abs() < 3e-3 + 0.03 * expected.abs(),
                "{name}, {path}: gradient {slope}, differences {expected}"
            );
        }
    }
}

#[test]
fn the_penalty_of_a_piecewise_linear_discriminator_has_no_gradient_on_any_bias() {
    for (name, e, shape) in kinds().into_iter().filter(|(_, e, _)| is_piecewise_linear(e)) {
        let Case { d, x, classes } = case(&e, shape);
        let masks = Masks::default();
        let gradients = d.critic(&masks).judge_with_gradients(x, classes.as_ref()).gradients;
        let found = slopes(&d, penalty::one_centred(gradients, 10.0));
        for (path, _, largest) in found {
            let is_bias = path.ends_with("bias");
            assert_eq!(largest == 0.0, is_bias, "{name}: {path} has a gradient of {largest}");
        }
    }
}

#[test]
fn the_penalty_of_a_bent_discriminator_moves_its_hidden_biases() {
    for (name, e, shape) in kinds().into_iter().filter(|(_, e, _)| !is_piecewise_linear(e)) {
        let Case { d, x, classes } = case(&e, shape);
        let masks = Masks::default();
        let gradients = d.critic(&masks).judge_with_gradients(x, classes.as_ref()).gradients;
        let found = slopes(&d, penalty::one_centred(gradients, 10.0));
        let moved = |part: &str| found.iter().any(|(path, _, g)| path.ends_with(part) && *g > 0.0);
        assert!(moved("bias"), "{name}: {found:?}");
        // The last bias only shifts the logit.
        assert!(found.iter().all(|(path, _, g)| !path.ends_with("output.bias") || *g == 0.0), "{name}");
    }
}

#[test]
fn the_penalty_looks_between_real_and_fake_with_one_share_a_sample() {
    let real = tensor(&[1.0, 3.0, 1.0, 3.0], [2, 2]);
    let fake = tensor(&[0.0, 1.0, 0.0, 1.0], [2, 2]);
    let between = penalty::between(real, fake, tensor(&[1.0, 0.25], [2, 1]));
    assert_eq!(host(between), [1.0, 3.0, 0.25, 1.5]);
}
