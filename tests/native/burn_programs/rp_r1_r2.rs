//! Run A
//!
//! Written by Saddle 0.2.0. The run in the browser: #v=2&data=grid25&seed=1&loss=rp&r1=1&r2=1&lr.schedule=linear&noise=0.3
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
    r1: f64,
    r2: f64,
    g_steps: usize,
    d_steps: usize,
    g_lr: f64,
    d_lr: f64,
    lr_schedule: &'static str,
    noise: f64,
    noise_until: f64,
}

const SETTINGS: Settings = Settings {
    seed: 1,
    batch: 64,
    steps: 4000,
    latent: 2,
    r1: 1.0,
    r2: 1.0,
    g_steps: 1,
    d_steps: 1,
    g_lr: 0.001,
    d_lr: 0.001,
    lr_schedule: "linear",
    noise: 0.3,
    noise_until: 0.7,
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

/// Twenty-five Gaussians on a grid (gan_toy.py of Gulrajani et al. 2017).
fn made(rng: &mut Rng) -> Vec<f32> {
    let mode = rng.below(25);
    [mode / 5, mode % 5].map(|at| (at as f32 - 2.0) * 2.0 / 2.828 + 0.05 / 2.828 * rng.normal()).to_vec()
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

/// How steep D's activation is.
fn slope<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    x.detach().greater_elem(0.0).float().mul_scalar(0.8).add_scalar(0.2)
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

    /// Logits; `passed` gets what came out of every hidden layer.
    fn forward(&self, x: Tensor<2>, passed: &mut Vec<Tensor<2>>) -> Tensor<2> {
        let mut x = x;
        for layer in &self.hidden {
            x = layer.forward(x);
            passed.push(x.clone());
            x = leaky(x);
        }
        self.output.forward(x)
    }

    /// The gradient of every logit with respect to its own sample. Burn differentiates once; written out
    /// as a function of the weights, the gradient can be differentiated too.
    fn input_gradient(&self, passed: Vec<Tensor<2>>) -> Vec<Tensor<2>> {
        let rows = passed[0].dims()[0];
        let weight = self.output.weight().transpose();
        let width = weight.dims()[1];
        let mut gradient = weight.expand([rows, width]);
        for (layer, x) in self.hidden.iter().zip(passed).rev() {
            gradient = (gradient * slope(x)).matmul(layer.weight().transpose());
        }
        vec![gradient]
    }
}

// ------------------------------------------------------------------ losses

// With r = D(real), f = D(fake): logits, oriented so that high means real.

/// log(1 + exp(x))
fn softplus(x: Tensor<2>) -> Tensor<2> {
    log_sigmoid(x.neg()).neg()
}

/// Small when `higher` is judged more real than `lower`.
fn ranked(higher: Tensor<2>, lower: Tensor<2>) -> Tensor<1> {
    softplus(lower - higher).mean()
}

fn loss_of_d(r: Tensor<2>, f: Tensor<2>) -> Tensor<1> {
    ranked(r, f)
}

fn loss_of_g(r: Tensor<2>, f: Tensor<2>) -> Tensor<1> {
    ranked(f, r)
}

/// Squared norm of each sample's gradient.
fn square_norms(gradient: Tensor<2>) -> Tensor<2> {
    (gradient.clone() * gradient).sum_dim(1)
}

/// Gamma / 2 times the mean squared norm (Mescheder et al. 2018, equation 9).
fn zero_centred(gradients: &[Tensor<2>], rows: std::ops::Range<usize>, gamma: f64) -> Tensor<1> {
    let terms = gradients.iter().map(|g| square_norms(g.clone().slice([rows.clone()])).mean());
    let sum = terms.reduce(|a, b| a + b).expect("a gradient");
    sum.mul_scalar(gamma / 2.0 / gradients.len() as f64)
}

// ------------------------------------------------------------------ tricks

/// Standard deviation of the noise: linear to 0.
fn sigma_at(e: &Settings, step: usize) -> f32 {
    (e.noise * (1.0 - step as f64 / (e.noise_until * e.steps as f64)).max(0.0)) as f32
}

/// What both learning rates are multiplied with.
fn rate_at(e: &Settings, step: usize) -> f64 {
    let done = step.min(e.steps) as f64 / e.steps as f64;
    match e.lr_schedule {
        "linear" => 1.0 - done,
        "cosine" => (1.0 + (std::f64::consts::PI * done).cos()) / 2.0,
        _ => 1.0,
    }
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
    step: usize,
    /// The real samples of D's last update in this step.
    last: Option<Draw>,
}

impl Drawn {
    fn new(e: &Settings) -> Self {
        Self { rng: Rng::new(2 * e.seed as u64 + 1), real: Real::new(e), step: 0, last: None }
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

    /// Fresh noise and a fresh augmentation.
    fn disturb(&mut self, e: &Settings, draw: &mut Draw, which: &str) {
        let sigma = sigma_at(e, self.step);
        if sigma > 0.0 {
            let noise = (0..e.batch * ROW).map(|_| sigma * self.rng.normal()).collect();
            draw.insert(format!("{which}.noise"), TensorData::new(noise, [e.batch, ROW]));
        }
    }
}

impl Draws for Drawn {
    fn begin(&mut self, step: usize) {
        self.step = step;
        self.last = None;
    }

    fn discriminator(&mut self, e: &Settings) -> Draw {
        let mut draw = self.real(e);
        self.last = Some(draw.clone());
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        self.disturb(e, &mut draw, "real");
        self.disturb(e, &mut draw, "fake");
        draw
    }

    fn generator(&mut self, e: &Settings) -> Draw {
        let mut draw = self.last.clone().unwrap_or_else(|| self.real(e));
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        self.disturb(e, &mut draw, "real");
        self.disturb(e, &mut draw, "fake");
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

/// Samples as D sees them.
fn seen(rows: Tensor<2>, draw: &Draw, which: &str) -> Tensor<2> {
    let mut rows = rows;
    if let Some(noise) = drawn::<2>(draw, &format!("{which}.noise")) {
        rows = rows + noise;
    }
    rows
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
        let (real, fake) = (seen(real, draw, "real"), seen(fake, draw, "fake"));
        let rows = real.dims()[0];
        let both = Tensor::cat(vec![real, fake], 0);
        let mut passed = Vec::new();
        let logits = self.d.forward(both, &mut passed);
        let (r, f) = (logits.clone().narrow(0, 0, rows), logits.narrow(0, rows, rows));
        let mut penalty = Tensor::<1>::zeros([1], &device());
        if e.r1 > 0.0 || e.r2 > 0.0 {
            let gradients = self.d.input_gradient(passed);
            penalty = penalty + zero_centred(&gradients, 0..rows, e.r1);
            penalty = penalty + zero_centred(&gradients, rows..2 * rows, e.r2);
        }
        let loss = loss_of_d(r, f);
        let gradients = (loss.clone() + penalty).backward();
        let gradients = GradientsParams::from_grads(gradients, &self.d);
        self.d = self.optimizer_d.step(lr, self.d.clone(), gradients);
        loss.into_scalar::<f32>()
    }

    /// One update of G; its loss.
    fn update_g(&mut self, draw: &Draw, lr: f64) -> f32 {
        let z: Tensor<2> = need(draw, "fake.latents");
        let fake = self.g.forward(z);
        let fake = seen(fake, draw, "fake");
        // D judges, and learns nothing.
        let d = self.d.clone().no_grad();
        let real: Tensor<2> = need(draw, "real.rows");
        let real = seen(real, draw, "real");
        let r = d.forward(real, &mut Vec::new());
        let f = d.forward(fake, &mut Vec::new());
        let loss = loss_of_g(r.detach(), f);
        let gradients = GradientsParams::from_grads(loss.backward(), &self.g);
        self.g = self.optimizer_g.step(lr, self.g.clone(), gradients);
        loss.into_scalar::<f32>()
    }

    /// The losses of D's and of G's updates.
    fn train_step(&mut self, draws: &mut impl Draws, step: usize) -> [Vec<f32>; 2] {
        let e = self.e.clone();
        let rate = rate_at(&e, step);
        draws.begin(step);
        let mut losses = [Vec::new(), Vec::new()];
        for _ in 0..e.d_steps {
            let draw = draws.discriminator(&e);
            losses[0].push(self.update_d(&draw, rate * e.d_lr));
        }
        for _ in 0..e.g_steps {
            let draw = draws.generator(&e);
            losses[1].push(self.update_g(&draw, rate * e.g_lr));
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
