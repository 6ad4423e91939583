//! Run A
//!
//! Written by Saddle 0.2.0. The run in the browser: #v=2&data=ring8&seed=1
//!
//! What differs from it:
//!
//! - Random numbers: this program draws its own, so losses are not those of Saddle step by step; with --trace they are.

use std::collections::HashMap;
use std::f32::consts::TAU;
use std::path::{Path, PathBuf};

use burn::module::{Module, ModuleMapper, Param};
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer};
use burn::prelude::*;
use burn::tensor::activation::{log_sigmoid, relu};
use burn::tensor::module;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// Where tensors live; with Burn's feature `wgpu` also `Device::wgpu(DeviceKind::DefaultDevice)`.
fn device() -> Device {
    Device::flex().autodiff()
}

// ------------------------------------------------------------------ settings

#[derive(Clone, Debug)]
struct Settings {
    seed: usize,
    batch: usize,
    steps: usize,
    latent: usize,
    labels_real: f64,
    labels_fake: f64,
    g_steps: usize,
    d_steps: usize,
    g_lr: f64,
    d_lr: f64,
}

const SETTINGS: Settings = Settings {
    seed: 1,
    batch: 64,
    steps: 4000,
    latent: 2,
    labels_real: 1.0,
    labels_fake: 0.0,
    g_steps: 1,
    d_steps: 1,
    g_lr: 0.001,
    d_lr: 0.001,
};

/// Numbers in one sample.
const ROW: usize = 2;

// ------------------------------------------------------------------ random numbers

struct Rng(ChaCha8Rng);

#[allow(dead_code)] // Not every run draws in every way.
impl Rng {
    fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// From 0 to 1.
    fn uniform(&mut self) -> f32 {
        (self.0.next_u32() >> 8) as f32 / (1 << 24) as f32
    }

    /// Standard normal (Box and Muller 1958).
    fn normal(&mut self) -> f32 {
        (-2.0 * (1.0 - self.uniform()).ln()).sqrt() * (TAU * self.uniform()).cos()
    }

    /// From 0 to `n` - 1.
    fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.0.next_u32()) * n as u64) >> 32) as usize
    }

    /// `0..n` in a random order.
    fn order(&mut self, n: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..n).collect();
        (1..n).rev().for_each(|i| order.swap(i, self.below(i + 1)));
        order
    }
}

// ------------------------------------------------------------------ data

/// A sample and its class, 0 where there are none.
type Sample = (Vec<f32>, usize);

/// Eight Gaussians on a circle (gan_toy.py of Gulrajani et al. 2017).
fn made(rng: &mut Rng) -> Vec<f32> {
    let angle = TAU * rng.below(8) as f32 / 8.0;
    [angle.cos(), angle.sin()].map(|at| 2.0 / 1.414 * at + 0.02 / 1.414 * rng.normal()).to_vec()
}

fn sample(rng: &mut Rng, _: Option<usize>) -> Sample {
    (made(rng), 0)
}

/// Samples that are made: without end, or a fixed number of them.
#[derive(Default)]
struct Real {}

impl Real {
    fn new(_: &Settings) -> Self {
        Self::default()
    }

    fn batch(&mut self, e: &Settings, rng: &mut Rng, only: Option<usize>) -> Vec<Sample> {
        (0..e.batch).map(|_| sample(rng, only)).collect()
    }
}

// ------------------------------------------------------------------ layers

/// Numbers that a weight begins with.
fn begun<const D: usize>(rng: &mut Rng, shape: [usize; D], fan_in: f32) -> Param<Tensor<D>> {
    let (count, bound) = (shape.iter().product(), 1.0 / fan_in.sqrt());
    let values: Vec<f32> = (0..count).map(|_| (2.0 * rng.uniform() - 1.0) * bound).collect();
    Param::from_data(TensorData::new(values, shape), &device())
}

fn bias(rng: &mut Rng, outputs: usize, fan_in: f32) -> Option<Param<Tensor<1>>> {
    Some(begun(rng, [outputs], fan_in))
}

#[derive(Module, Debug)]
struct Linear {
    /// `[inputs, outputs]`
    weight: Param<Tensor<2>>,
    bias: Option<Param<Tensor<1>>>,
}

impl Linear {
    fn new(rng: &mut Rng, inputs: usize, outputs: usize) -> Self {
        let fan_in = inputs as f32;
        Self { weight: begun(rng, [inputs, outputs], fan_in), bias: bias(rng, outputs, fan_in) }
    }

    fn weight(&self) -> Tensor<2> {
        self.weight.val()
    }

    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        module::linear(x, self.weight(), self.bias.as_ref().map(Param::val))
    }
}

fn leaky<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    relu(x.clone()).mul_scalar(0.8) + x.mul_scalar(0.2)
}

// ------------------------------------------------------------------ networks

/// Hidden layers of linear, normalisation, activation; a linear output.
#[derive(Module, Debug)]
struct Generator {
    hidden: Vec<Linear>,
    output: Linear,
}

impl Generator {
    fn new(rng: &mut Rng) -> Self {
        Self {
            hidden: vec![Linear::new(rng, 2, 64), Linear::new(rng, 64, 64)],
            output: Linear::new(rng, 64, 2),
        }
    }

    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let mut x = z;
        for layer in &self.hidden {
            x = relu(layer.forward(x));
        }
        self.output.forward(x)
    }
}

/// Hidden layers of linear, normalisation (never in the first), activation; a linear logit.
#[derive(Module, Debug)]
struct Discriminator {
    hidden: Vec<Linear>,
    output: Linear,
}

impl Discriminator {
    fn new(rng: &mut Rng) -> Self {
        Self {
            hidden: vec![Linear::new(rng, 2, 128), Linear::new(rng, 128, 128)],
            output: Linear::new(rng, 128, 1),
        }
    }

    /// Logits.
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let mut x = x;
        for layer in &self.hidden {
            x = layer.forward(x);
            x = leaky(x);
        }
        self.output.forward(x)
    }
}

// ------------------------------------------------------------------ losses

// With r = D(real), f = D(fake): logits, oriented so that high means real.

/// log(1 + exp(x))
fn softplus(x: Tensor<2>) -> Tensor<2> {
    log_sigmoid(x.neg()).neg()
}

/// Cross entropy with the probability `targets` of being real.
fn towards(x: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    (softplus(x.clone()) - targets * x).mean()
}

fn loss_of_d(r: Tensor<2>, f: Tensor<2>, [real, fake]: [Tensor<2>; 2]) -> Tensor<1> {
    towards(r, real) + towards(f, fake)
}

fn loss_of_g(f: Tensor<2>) -> Tensor<1> {
    softplus(f.neg()).mean()
}

// ------------------------------------------------------------------ what is drawn for an update

/// Numbers by name, as they lie in a trace of Saddle.
type Draw = HashMap<String, TensorData>;

fn drawn<const D: usize>(draw: &Draw, name: &str) -> Option<Tensor<D>> {
    draw.get(name).map(|data| Tensor::from_data(data.clone(), &device()))
}

fn need<const D: usize>(draw: &Draw, name: &str) -> Tensor<D> {
    drawn(draw, name).unwrap_or_else(|| panic!("no {name}"))
}

/// Where draws come from: random numbers, or a trace.
trait Draws {
    /// Begins a step, for which some is drawn once.
    fn begin(&mut self, step: usize);

    /// For D's next update.
    fn discriminator(&mut self, e: &Settings) -> Draw;

    /// For G's next update.
    fn generator(&mut self, e: &Settings) -> Draw;
}

struct Drawn {
    rng: Rng,
    real: Real,
}

impl Drawn {
    fn new(e: &Settings) -> Self {
        Self { rng: Rng::new(2 * e.seed as u64 + 1), real: Real::new(e) }
    }

    fn latents(&mut self, e: &Settings, rows: usize) -> TensorData {
        let one = |_| self.rng.normal();
        TensorData::new((0..rows * e.latent).map(one).collect(), [rows, e.latent])
    }

    fn real(&mut self, e: &Settings) -> Draw {
        let only = None;
        let samples = self.real.batch(e, &mut self.rng, only);
        let values: Vec<f32> = samples.iter().flat_map(|(row, _)| row.iter().copied()).collect();
        let mut draw = Draw::new();
        let length = values.len() / e.batch;
        draw.insert("real.rows".into(), TensorData::new(values, [e.batch, length]));
        draw
    }
}

impl Draws for Drawn {
    fn begin(&mut self, _: usize) {}

    fn discriminator(&mut self, e: &Settings) -> Draw {
        let mut draw = self.real(e);
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        draw
    }

    fn generator(&mut self, e: &Settings) -> Draw {
        let mut draw = Draw::new();
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        draw
    }
}

// ------------------------------------------------------------------ a step (Goodfellow et al. 2014, algorithm 1)

struct Gan {
    e: Settings,
    g: Generator,
    d: Discriminator,
    optimizer_g: ModuleOptimizer,
    optimizer_d: ModuleOptimizer,
}

impl Gan {
    fn new() -> Self {
        let e = SETTINGS;
        let mut rng = Rng::new(2 * e.seed as u64);
        Self {
            g: Generator::new(&mut rng),
            d: Discriminator::new(&mut rng),
            optimizer_g: AdamConfig::new().with_beta_1(0.5).with_beta_2(0.999).with_epsilon(1e-8).init(),
            optimizer_d: AdamConfig::new().with_beta_1(0.5).with_beta_2(0.999).with_epsilon(1e-8).init(),
            e,
        }
    }

    /// One update of D; its loss without penalties.
    fn update_d(&mut self, draw: &Draw, lr: f64) -> f32 {
        let e = &self.e;
        let z: Tensor<2> = need(draw, "fake.latents");
        let fake = self.g.forward(z).detach();
        let real: Tensor<2> = need(draw, "real.rows");
        let rows = real.dims()[0];
        let both = Tensor::cat(vec![real, fake], 0);
        let logits = self.d.forward(both);
        let (r, f) = (logits.clone().narrow(0, 0, rows), logits.narrow(0, rows, rows));
        let targets = [e.labels_real, e.labels_fake].map(|t| Tensor::full([rows, 1], t, &device()));
        let loss = loss_of_d(r, f, targets);
        let gradients = loss.clone().backward();
        let gradients = GradientsParams::from_grads(gradients, &self.d);
        self.d = self.optimizer_d.step(lr, self.d.clone(), gradients);
        loss.into_scalar::<f32>()
    }

    /// One update of G; its loss.
    fn update_g(&mut self, draw: &Draw, lr: f64) -> f32 {
        let z: Tensor<2> = need(draw, "fake.latents");
        let fake = self.g.forward(z);
        // D judges, and learns nothing.
        let d = self.d.clone().no_grad();
        let f = d.forward(fake);
        let loss = loss_of_g(f);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.g);
        self.g = self.optimizer_g.step(lr, self.g.clone(), gradients);
        loss.into_scalar::<f32>()
    }

    /// The losses of D's and of G's updates.
    fn train_step(&mut self, draws: &mut impl Draws, step: usize) -> [Vec<f32>; 2] {
        let e = self.e.clone();
        draws.begin(step);
        let mut losses = [Vec::new(), Vec::new()];
        for _ in 0..e.d_steps {
            let draw = draws.discriminator(&e);
            losses[0].push(self.update_d(&draw, e.d_lr));
        }
        for _ in 0..e.g_steps {
            let draw = draws.generator(&e);
            losses[1].push(self.update_g(&draw, e.g_lr));
        }
        losses
    }

    /// What G makes of `n` latent vectors: batch norm uses what it remembers.
    fn samples(&self, draws: &mut Drawn, n: usize) -> TensorData {
        let g = self.g.valid();
        let z: Tensor<2> = Tensor::from_data(draws.latents(&self.e, n), &device().inner());
        g.forward(z).into_data()
    }
}

// ------------------------------------------------------------------ the run

/// The draws of `saddle train --trace N`.
struct Traced {
    folder: PathBuf,
    tensors: Draw,
    counts: [usize; 2],
}

impl Traced {
    fn new(folder: &Path) -> Self {
        Self { folder: folder.into(), tensors: Draw::new(), counts: [0; 2] }
    }

    /// What was drawn for the next update of D (0) or G (1).
    fn next(&mut self, net: usize) -> Draw {
        self.counts[net] += 1;
        let prefix = format!("{}{}.", ["d", "g"][net], self.counts[net]);
        let of_it =
            |(name, data): (&String, &TensorData)| Some((name.strip_prefix(&prefix)?.into(), data.clone()));
        self.tensors.iter().filter_map(of_it).collect()
    }
}

impl Draws for Traced {
    fn begin(&mut self, step: usize) {
        self.tensors = safetensors(&self.folder.join(format!("step-{:05}.safetensors", step + 1)));
        self.counts = [0; 2];
    }

    fn discriminator(&mut self, _: &Settings) -> Draw {
        self.next(0)
    }

    fn generator(&mut self, _: &Settings) -> Draw {
        self.next(1)
    }
}

/// The tensors of a file: a length, a table of contents in JSON, and the numbers.
fn safetensors(path: &Path) -> Draw {
    let raw = std::fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    let length = u64::from_le_bytes(raw[..8].try_into().expect("eight bytes")) as usize;
    let (table, body) = (String::from_utf8_lossy(&raw[8..8 + length]), &raw[8 + length..]);
    let list = |entry: &str, key: &str| -> Vec<usize> {
        let list = entry.split(key).nth(1).and_then(|rest| rest.split(['[', ']']).nth(1)).expect("a list");
        list.split(',').filter_map(|number| number.trim().parse().ok()).collect()
    };
    // `"name":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}`
    let parts: Vec<&str> = table.split("\"dtype\"").collect();
    let mut found = Draw::new();
    for pair in parts.windows(2) {
        let name = pair[0].rsplit('"').nth(1).expect("a name");
        let (shape, at) = (list(pair[1], "\"shape\""), list(pair[1], "\"data_offsets\""));
        let number = |b: &[u8]| f32::from_le_bytes(b.try_into().expect("four bytes"));
        let values: Vec<f32> = body[at[0]..at[1]].chunks_exact(4).map(number).collect();
        found.insert(name.into(), TensorData::new(values, shape));
    }
    found
}

/// Puts the weights of a trace into a network.
struct Load {
    tensors: Draw,
    path: Vec<String>,
}

impl ModuleMapper for Load {
    fn enter_module(&mut self, name: &str, _: &str) {
        self.path.push(name.into());
    }

    fn exit_module(&mut self, _: &str, _: &str) {
        self.path.pop();
    }

    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let name = self.path.join(".");
        let data = self.tensors.remove(&name).unwrap_or_else(|| panic!("no {name}"));
        let is_trained = param.is_require_grad();
        let (id, value, mapper) = param.consume();
        let value = Tensor::from_data(data, &value.device()).set_require_grad(is_trained);
        Param::from_mapped_value(id, value, mapper)
    }
}

/// `net` with the weights that the trace in `folder` begins with.
fn load<M: Module>(net: M, name: &str, folder: &Path) -> M {
    let kinds = ["Points", "Images", "Batch", "Layer", "Instance"];
    let plain =
        |name: String| name.split('.').filter(|word| !kinds.contains(word)).collect::<Vec<_>>().join(".");
    let tensors = safetensors(&folder.join("start.safetensors"));
    let tensors = tensors.into_iter().map(|(name, data)| (plain(name), data)).collect();
    net.map(&mut Load { tensors, path: vec![name.into()] })
}

/// Trains the first `steps` steps of a trace from its weights: D's and G's losses of each.
pub fn follow_trace(folder: &Path, steps: usize) -> Vec<[Vec<f32>; 2]> {
    let mut gan = Gan::new();
    gan.g = load(gan.g, "generator", folder);
    gan.d = load(gan.d, "discriminator", folder);
    let mut draws = Traced::new(folder);
    (0..steps).map(|step| gan.train_step(&mut draws, step)).collect()
}

/// Trains so many steps, and leaves 64 samples of G and the weights of both networks in `folder`.
pub fn train(steps: usize, folder: &Path) {
    let (mut gan, mut draws) = (Gan::new(), Drawn::new(&SETTINGS));
    for step in 0..steps {
        let [d, g] = gan.train_step(&mut draws, step);
        if (step + 1).is_multiple_of(100) || step + 1 == steps {
            println!("step {} of {steps}: losses of D {d:?}, of G {g:?}", step + 1);
        }
    }
    let samples = gan.samples(&mut draws, 64);
    let numbers: Vec<String> = samples.iter::<f32>().map(|number| number.to_string()).collect();
    let rows: Vec<String> = numbers.chunks(ROW).map(|row| row.join(",") + "\n").collect();
    std::fs::write(folder.join("samples.csv"), rows.concat()).expect("samples.csv");
    gan.g.save_file(folder.join("generator")).expect("generator");
    gan.d.save_file(folder.join("discriminator")).expect("discriminator");
    println!("64 samples and both networks are in {}", folder.display());
}

/// What follows `name` on the command line.
fn option(name: &str) -> Option<String> {
    std::env::args().skip_while(|word| word != name).nth(1)
}

/// `--steps N`: so many steps, where schedules stay those of the experiment; `--trace FOLDER` of
/// `saddle train --trace N`: its steps from its weights (`--steps 3` without another word); `--out FOLDER`.
pub fn main() {
    let asked = option("--steps").map(|steps| steps.parse().expect("--steps: a number"));
    if let Some(folder) = option("--trace") {
        for (i, losses) in follow_trace(Path::new(&folder), asked.unwrap_or(3)).iter().enumerate() {
            println!("step {}: losses of D {:?}, of G {:?}", i + 1, losses[0], losses[1]);
        }
        return;
    }
    let folder = option("--out").unwrap_or_else(|| ".".into());
    train(asked.unwrap_or(SETTINGS.steps), Path::new(&folder));
}
