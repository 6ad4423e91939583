//! PyTorch as the oracle: whole training steps and single formulas against tests/golden/torch.json,
//! which scripts/oracle.py writes.
#![cfg(feature = "engine")]

use std::collections::BTreeMap;
use std::future::Future;
use std::task::{Context, Poll, Waker};

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param};
use burn::optim::GradientsParams;
use burn::prelude::*;
use saddle::experiment::architecture::Shape;
use saddle::experiment::{self, Choice, Data, Experiment, link};
use saddle::gan::checkpoint;
use saddle::gan::dropout::Masks;
use saddle::gan::labels::Targets;
use saddle::gan::norm::Norm;
use saddle::gan::optimizer::Optimizer;
use saddle::gan::orthogonal::orthogonal;
use saddle::gan::spectral_norm::SpectralNorm;
use saddle::gan::step::{DiscriminatorBatch, Gan, GeneratorBatch, Seen, UpdateStats};
use saddle::rng::Streams;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use serde_json::Value;

/// Share of a tensor's largest number by which ours may differ; float32 in PyTorch stays within a
/// tenth of it.
const TOLERANCE: f64 = 1e-4;

/// Steps, in learning rates, that an optimizer may take where the gradient is mathematically 0 and
/// rounding decides: RMSProp's first is 1 / sqrt(1 - 0.99).
const ROUNDING_STEPS: f64 = 10.1;

/// A first moment where the gradient is mathematically 0.
const ROUNDING: f64 = 1e-6;

/// Numbers by name.
type Numbers = BTreeMap<String, Vec<f32>>;

// ------------------------------------------------------------------------------------ the file

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/torch.json")).expect("torch.json is JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn sizes(value: &Value) -> Vec<usize> {
    numbers(value).into_iter().map(|n| n as usize).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a string")
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().expect("an object").iter()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

// -------------------------------------------------------------------------------- the engine

fn device() -> Device {
    Device::flex().autodiff()
}

/// Runs a future that is always ready, as all are on the CPU.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the CPU engine never waits"),
    }
}

fn tensor<const D: usize>(values: &Value, shape: [usize; D]) -> Tensor<D> {
    let values: Vec<f32> = numbers(values).into_iter().map(|v| v as f32).collect();
    Tensor::from_data(TensorData::new(values, shape), &device())
}

fn host<const D: usize>(tensor: Tensor<D>) -> Vec<f32> {
    tensor.into_data().iter::<f32>().collect()
}

/// The file's name of one of our tensors: the same.
fn golden_name(ours: &str) -> &str {
    ours
}

/// What the file leaves out since it does not matter: v of spectral norm, which the first power
/// iteration makes from u.
fn may_stay(ours: &str) -> bool {
    ours.ends_with("spectral.right")
}

/// Every number of `gan`, with moments as `first.*` and `second.*`.
fn read(gan: &Gan) -> Numbers {
    let bytes = now(checkpoint::save(gan, true, "")).expect("a checkpoint").bytes;
    let file = SafeTensors::deserialize(&bytes).expect("safetensors");
    file.iter().map(|(name, view)| (name.to_owned(), floats(view.data()))).collect()
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect()
}

/// Puts the numbers of `start` into `gan` by way of a checkpoint.
fn set_weights(gan: &mut Gan, start: &Value) {
    let fresh = now(checkpoint::save(gan, true, "")).expect("a checkpoint").bytes;
    let file = SafeTensors::deserialize(&fresh).expect("safetensors");
    let filled = file.iter().map(|(name, view)| {
        let entry = &start[golden_name(name)];
        if entry.is_null() {
            assert!(may_stay(name), "torch.json has no {name}");
            return (name, view.shape().to_vec(), view.data().to_vec());
        }
        assert_eq!(sizes(&entry["shape"]), view.shape(), "{name}");
        let bytes = numbers(&entry["values"]).into_iter().flat_map(|v| (v as f32).to_le_bytes()).collect();
        (name, view.shape().to_vec(), bytes)
    });
    let filled: Vec<(&str, Vec<usize>, Vec<u8>)> = filled.collect();
    let views = filled.iter().map(|(name, shape, bytes)| {
        (*name, TensorView::new(Dtype::F32, shape.clone(), bytes).expect("a view"))
    });
    let (_, header) = SafeTensors::read_metadata(&fresh).expect("safetensors");
    let bytes = safetensors::serialize(views, header.metadata().clone()).expect("safetensors");
    checkpoint::load(gan, &bytes).expect("it fits");
}

/// What both updates look at.
fn batches(e: &Experiment, inputs: &Value) -> (DiscriminatorBatch, GeneratorBatch) {
    let rows = |name: &str| {
        let batch = e.batch as usize;
        let n = numbers(&inputs[name]).len() / batch;
        tensor(&inputs[name], [batch, n])
    };
    let d = DiscriminatorBatch {
        real: Seen::plain(rows("real")),
        fake: Seen::plain(rows("z_d")),
        // No flips and no spread: nothing is drawn.
        targets: Targets::draw(&e.labels, e.batch as usize, &mut Streams::new(0), &device()),
        between: (!inputs["eps"].is_null()).then(|| rows("eps")),
        replayed: None,
        masks: Masks::default(),
        lr: e.discriminator.lr,
    };
    let g = GeneratorBatch {
        fake: Seen::plain(rows("z_g")),
        real: e.loss.is_relativistic().then(|| Seen::plain(rows("real"))),
        masks: Masks::default(),
        lr: e.generator.lr,
    };
    (d, g)
}

/// What a step measured and left behind.
struct Stepped {
    d: UpdateStats,
    between: Numbers,
    g: UpdateStats,
    after: Numbers,
}

/// One update of D, then one of G.
fn run(e: &Experiment, start: &Value, inputs: &Value) -> Stepped {
    let shape = if e.data == Data::Digits8 { Shape::Image { channels: 1, size: 8 } } else { Shape::Point };
    let mut gan = Gan::new(e, shape, &device()).expect("networks");
    set_weights(&mut gan, start);
    let (of_d, of_g) = batches(e, inputs);
    let d = gan.update_discriminator(e, of_d, true);
    let between = read(&gan);
    let g = gan.update_generator(e, of_g, true);
    Stepped { d, between, g, after: read(&gan) }
}

// ------------------------------------------------------------------------------ the comparison

/// Collects what differs, so that one run shows it all.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    /// Compares by the largest of `expected`; `slack` is added at the places of `silent`.
    fn check(&mut self, what: &str, found: &[f32], expected: &[f64], silent: &[usize], slack: f64) {
        if found.len() != expected.len() {
            return self.0.push(format!("{what}: {} numbers, expected {}", found.len(), expected.len()));
        }
        let largest = expected.iter().fold(0.0f64, |m, e| m.max(e.abs()));
        let worst = found.iter().zip(expected).enumerate().map(|(i, (f, e))| {
            let allowed = TOLERANCE * largest + if silent.contains(&i) { slack } else { f64::EPSILON };
            ((f64::from(*f) - e).abs() / allowed, i)
        });
        // NaN is the worst of all.
        let worst = worst.max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((excess, i)) = worst.filter(|(excess, _)| excess.is_nan() || *excess > 1.0) {
            let (f, e) = (found[i], expected[i]);
            self.0.push(format!("{what}[{i}]: found {f}, expected {e}: {excess:.1} times the tolerance"));
        }
    }

    fn scalar(&mut self, what: &str, found: Option<Tensor<1>>, expected: &Value, slack: f64) {
        let found = found.map(host).unwrap_or_default();
        self.check(what, &found, &[number(expected)], &[0], slack);
    }

    /// Compares every tensor of a group of the file.
    fn group(&mut self, case: &Value, group: &str, found: &Numbers, e: &Experiment) {
        let prefix = if matches!(group, "first" | "second") { format!("{group}.") } else { String::new() };
        let ours: BTreeMap<_, _> = found.iter().map(|(name, v)| (golden_name(name), v)).collect();
        for (name, expected) in entries(&case["expected"][group]) {
            let lr = if name.starts_with("generator") { e.generator.lr } else { e.discriminator.lr };
            let slack = if group == "after" { ROUNDING_STEPS * lr } else { ROUNDING };
            let silent = match &case["silent"][name] {
                places if group == "between" || places.is_null() => Vec::new(),
                places => sizes(places),
            };
            let what = format!("{}: {group} {name}", text(&case["name"]));
            match ours.get(format!("{prefix}{name}").as_str()) {
                Some(found) => self.check(&what, found, &numbers(expected), &silent, slack),
                None => self.0.push(format!("{what}: we have none")),
            }
        }
    }

    fn none(self) {
        assert!(self.0.is_empty(), "{} differences:\n{}", self.0.len(), self.0.join("\n"));
    }
}

#[test]
fn every_training_step_ends_where_pytorch_ends() {
    let golden = golden();
    let mut differences = Differences::default();
    for case in list(&golden["cases"]) {
        let parsed = link::read(text(&case["link"]));
        assert_eq!(parsed.issues, [], "{}", case["name"]);
        let e = &parsed.script.courses[0].start;
        let expected = &case["expected"];
        let stepped = run(e, &golden["starts"][text(&case["start"])], &case["inputs"]);
        let name = text(&case["name"]);
        // Our loss of D is measured without the penalties, as the file's is.
        differences.scalar(&format!("{name}: loss of D"), stepped.d.loss, &expected["loss_d"], 0.0);
        // G's loss sees where rounding pushed those of D's numbers that have no gradient: its last
        // bias by up to one step of Adam.
        let drifts = entries(&case["silent"]).any(|(place, _)| place.starts_with("discriminator"));
        let slack = if drifts { e.discriminator.lr } else { 0.0 };
        differences.scalar(&format!("{name}: loss of G"), stepped.g.loss, &expected["loss_g"], slack);
        for (key, found) in [("logits_real", stepped.d.real), ("logits_fake", stepped.d.fake)] {
            let found = found.map(host).unwrap_or_default();
            differences.check(&format!("{name}: {key}"), &found, &numbers(&expected[key]), &[], 0.0);
        }
        for (key, found) in [("square_norm_d", stepped.d.gradient), ("square_norm_g", stepped.g.gradient)] {
            differences.scalar(&format!("{name}: {key}"), found, &expected[key], 0.0);
        }
        differences.group(case, "between", &stepped.between, e);
        for group in ["after", "first", "second"] {
            differences.group(case, group, &stepped.after, e);
        }
    }
    differences.none();
}

#[test]
fn spectral_norm_and_its_gradient_are_those_of_pytorch() {
    fn check<const D: usize>(fact: &Value, differences: &mut Differences) {
        let shape: [usize; D] = sizes(&fact["shape"]).try_into().expect("dimensions");
        let outputs = number(&fact["outputs"]) as usize;
        let weight: Tensor<D> = tensor(&fact["weight"], shape).require_grad();
        let (rows, columns) = (shape[outputs], shape.iter().product::<usize>() / shape[outputs]);
        let norm = SpectralNorm::from_left(tensor(&fact["u"], [rows]), columns);
        let result = norm.divide(weight.clone(), outputs);
        let gradients = (result.clone() * tensor(&fact["cotangent"], shape)).sum().backward();
        let gradient = weight.grad(&gradients).map(host).expect("a gradient");
        let sigma = host(norm.sigma(weight, outputs));
        differences.check("sigma", &sigma, &[number(&fact["sigma"])], &[], 0.0);
        let left = host(norm.left.value_sync());
        let right = host(norm.right.value_sync());
        for (key, found) in
            [("result", host(result)), ("u_after", left), ("v_after", right), ("gradient", gradient)]
        {
            let what = format!("spectral norm of {shape:?}: {key}");
            differences.check(&what, &found, &numbers(&fact[key]), &[], 0.0);
        }
    }
    let golden = golden();
    let facts = list(&golden["facts"]["spectral_norm"]);
    let mut differences = Differences::default();
    check::<2>(&facts[0], &mut differences);
    check::<4>(&facts[1], &mut differences);
    differences.none();
}

/// Gives a normalisation its scale and shift, in the order in which it holds them.
struct Fill(Vec<Tensor<1>>);

impl ModuleMapper for Fill {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        if !param.is_require_grad() {
            return param;
        }
        let value = self.0.remove(0);
        param.map(|old| value.inner().reshape(old.dims()).autodiff().require_grad())
    }
}

/// The gradients of a module's parameters, in its order.
struct Order<'a>(&'a GradientsParams, Vec<Vec<f32>>);

impl ModuleVisitor for Order<'_> {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        self.1.extend(self.0.get::<D>(param.id).map(host));
    }
}

#[test]
fn normalisations_and_their_gradients_are_those_of_pytorch() {
    fn check<const D: usize>(fact: &Value, differences: &mut Differences) {
        let shape: [usize; D] = sizes(&fact["shape"]).try_into().expect("dimensions");
        let word = text(&fact["kind"]);
        let kind = experiment::Norm::WORDS.iter().position(|w| *w == word).expect("a norm");
        let kind = experiment::Norm::ALL[kind];
        let norm = Norm::new(kind, shape[1] as u32, &device()).expect("a norm");
        let norm =
            norm.map(&mut Fill(vec![tensor(&fact["gamma"], [shape[1]]), tensor(&fact["beta"], [shape[1]])]));
        for (i, pass) in list(&fact["passes"]).iter().enumerate() {
            let x: Tensor<D> = tensor(&pass["x"], shape).require_grad();
            let y = norm.forward(x.clone());
            let gradients = (y.clone() * tensor(&pass["cotangent"], shape)).sum().backward();
            let d_x = x.grad(&gradients).map(host).expect("a gradient");
            let of_norm = GradientsParams::from_grads(gradients, &norm);
            let mut order = Order(&of_norm, Vec::new());
            norm.visit(&mut order);
            let mut found = vec![("y", host(y)), ("d_x", d_x)];
            found.extend(["d_gamma", "d_beta"].into_iter().zip(order.1));
            if let Norm::Batch(norm) = &norm {
                found.push(("running_mean", host(norm.running_mean.value_sync())));
                found.push(("running_var", host(norm.running_var.value_sync())));
            }
            assert_eq!(found.len(), if word == "batch" { 6 } else { 4 });
            for (key, found) in found {
                let what = format!("{word} norm of {shape:?}, pass {i}: {key}");
                differences.check(&what, &found, &numbers(&pass[key]), &[], 0.0);
            }
        }
    }
    let golden = golden();
    let mut differences = Differences::default();
    for fact in list(&golden["facts"]["norms"]) {
        match list(&fact["shape"]).len() {
            2 => check::<2>(fact, &mut differences),
            _ => check::<4>(fact, &mut differences),
        }
    }
    differences.none();
}

/// A network of one vector.
#[derive(Module, Debug)]
struct One {
    value: Param<Tensor<1>>,
}

#[test]
fn optimizers_walk_the_paths_of_pytorch() {
    let golden = golden();
    let mut differences = Differences::default();
    for fact in list(&golden["facts"]["optimizers"]) {
        let word = text(&fact["optimizer"]);
        let mut e = Experiment::default_for(Data::Ring8);
        let kind = experiment::Optimizer::WORDS.iter().position(|w| *w == word).expect("an optimizer");
        e.optimizer = experiment::Optimizer::ALL[kind];
        let betas = numbers(&fact["betas"]);
        // RMSProp's decay is fixed at 0.99, as the file's is.
        (e.beta1, e.beta2, e.momentum) = (betas[0], betas[1], number(&fact["momentum"]));
        let lr = number(&fact["lr"]);
        let start: Vec<f32> = numbers(&fact["start"]).into_iter().map(|v| v as f32).collect();
        let n = start.len();
        let mut one = One { value: Param::from_data(TensorData::new(start, [n]), &device()) };
        let mut optimizer = Optimizer::new(e.optimizer, &e);
        for (i, (gradient, expected)) in list(&fact["gradients"]).iter().zip(list(&fact["path"])).enumerate()
        {
            let loss = (one.value.val() * tensor(gradient, [n])).sum();
            let gradients = GradientsParams::from_grads(loss.backward(), &one);
            one = optimizer.step(one, gradients, lr);
            let what = format!("{word} {betas:?}, momentum {}, step {}", e.momentum, i + 1);
            differences.check(&what, &host(one.value.val()), &numbers(expected), &[], 0.0);
        }
    }
    differences.none();
}

#[test]
fn orthogonal_matrices_are_those_of_pytorch() {
    let golden = golden();
    let mut differences = Differences::default();
    for fact in list(&golden["facts"]["orthogonal"]) {
        let shape = sizes(&fact["shape"]);
        let normal: Vec<f32> = numbers(&fact["normal"]).into_iter().map(|v| v as f32).collect();
        let what = format!("orthogonal {shape:?}");
        differences.check(&what, &orthogonal(&normal, shape[0]), &numbers(&fact["result"]), &[], 0.0);
    }
    differences.none();
}
