//! Run A
//!
//! Written by Saddle 0.2.0. The run in the browser: #v=2&data=digits8&seed=1&g.width=8&d.width=8&r1=10&optimizer=sgd&g.lr=0.05&d.lr=0.05&multi_scale=1
//!
//! What differs from it:
//!
//! - Random numbers: this program draws its own, so losses are not those of Saddle step by step; with --trace they are.
//! - Held-out samples: a tenth of the data as there, but another tenth.
//! - Images: --images and --labels are IDX files as MNIST has them, unpacked, of the size of the experiment; Saddle's own lie in its folder www/data.

use std::collections::HashMap;
use std::f32::consts::TAU;
use std::path::{Path, PathBuf};

use burn::module::{Module, ModuleMapper, Param, RunningState};
use burn::optim::{GradientsParams, ModuleOptimizer, SgdConfig};
use burn::prelude::*;
use burn::tensor::activation::{log_sigmoid, relu, tanh};
use burn::tensor::module;
use burn::tensor::ops::{ConvOptions, ConvTransposeOptions};
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
    steps: 3000,
    latent: 32,
    r1: 10.0,
    r2: 0.0,
    labels_real: 1.0,
    labels_fake: 0.0,
    g_steps: 1,
    d_steps: 1,
    g_lr: 0.05,
    d_lr: 0.05,
};

const CHANNELS: usize = 1;
const SIZE: usize = 8;
const SIZES: [usize; 2] = [8, 4];
/// Numbers in one sample.
const ROW: usize = 80;

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

/// An IDX file, as MNIST has it, unpacked: its sizes and its bytes.
fn idx(path: &str) -> (Vec<usize>, Vec<u8>) {
    let raw = std::fs::read(path).unwrap_or_else(|why| panic!("{path}: {why}"));
    assert!(raw.len() > 4 && raw[..3] == [0, 0, 8], "{path}: no IDX of bytes; gunzip it first");
    let dimensions = usize::from(raw[3]);
    let size = |i: usize| raw[4 + 4 * i..8 + 4 * i].iter().fold(0, |size, byte| 256 * size + usize::from(*byte));
    ((0..dimensions).map(size).collect(), raw[4 + 4 * dimensions..].to_vec())
}

/// --images: IDX of images of the right size; --labels: IDX of their classes.
fn load_samples() -> Vec<Sample> {
    let path = option("--images").expect("--images FILE: this experiment trains on images of a file");
    let (sizes, bytes) = idx(&path);
    let row = bytes.len() / sizes[0];
    assert_eq!(row, 64, "{path}: numbers in an image");
    let labels = option("--labels").map(|path| idx(&path).1);
    let pixels = |image: &[u8]| image.iter().map(|byte| f32::from(*byte) / 127.5 - 1.0).collect();
    let label = |i: usize| labels.as_ref().map_or(0, |labels| usize::from(labels[i]));
    bytes.chunks(row).enumerate().map(|(i, image)| (pixels(image), label(i))).collect()
}

/// Samples of a file: a tenth is held out, and the rest visited once an epoch, in another order each.
struct Real {
    samples: Vec<Sample>,
    /// What is left of the epoch, of one class or of all.
    left: HashMap<Option<usize>, Vec<usize>>,
}

impl Real {
    fn new(_: &Settings) -> Self {
        let samples = trained_on();
        Self { samples, left: HashMap::new() }
    }

    fn batch(&mut self, e: &Settings, rng: &mut Rng, only: Option<usize>) -> Vec<Sample> {
        let left = self.left.entry(only).or_default();
        let next = |_| {
            if left.is_empty() {
                left.extend(rng.order(self.samples.len()));
                left.retain(|i| only.is_none_or(|only| self.samples[*i].1 == only));
            }
            self.samples[left.pop().expect("a sample of this class")].clone()
        };
        (0..e.batch).map(next).collect()
    }
}

/// All but a tenth, in a random order that is always the same.
fn trained_on() -> Vec<Sample> {
    let samples = load_samples();
    let order = Rng::new(0).order(samples.len());
    order[samples.len() / 10..].iter().map(|i| samples[*i].clone()).collect()
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

/// So many equal numbers.
fn constant(count: usize, value: f32) -> Param<Tensor<1>> {
    Param::from_data(TensorData::new(vec![value; count], [count]), &device())
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

/// A convolution: stride 2 halves the image exactly, stride 1 keeps its size.
#[derive(Module, Debug)]
struct Conv {
    /// `[outputs, inputs, kernel, kernel]`; of a transposed one `[inputs, outputs, kernel, kernel]`.
    weight: Param<Tensor<4>>,
    bias: Option<Param<Tensor<1>>>,
    kernel: usize,
    stride: usize,
    transposed: bool,
}

impl Conv {
    fn new(rng: &mut Rng, inputs: usize, outputs: usize, kernel: usize, stride: usize) -> Self {
        let fan_in = (inputs * kernel * kernel) as f32;
        Self {
            weight: begun(rng, [outputs, inputs, kernel, kernel], fan_in),
            bias: bias(rng, outputs, fan_in),
            kernel,
            stride,
            transposed: false,
        }
    }

    /// A transposed one. Its fan-in is what really reaches one pixel of the output.
    fn up(rng: &mut Rng, inputs: usize, outputs: usize, kernel: usize, stride: usize) -> Self {
        let fan_in = (inputs * kernel * kernel) as f32 / (stride * stride) as f32;
        Self {
            weight: begun(rng, [inputs, outputs, kernel, kernel], fan_in),
            bias: bias(rng, outputs, fan_in),
            kernel,
            stride,
            transposed: true,
        }
    }

    fn weight(&self) -> Tensor<4> {
        self.weight.val()
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let (bias, padding) = (self.bias.as_ref().map(Param::val), [(self.kernel - 1) / 2; 2]);
        if self.transposed {
            return module::conv_transpose2d(x, self.weight(), bias, self.upwards());
        }
        module::conv2d(x, self.weight(), bias, ConvOptions::new([self.stride; 2], padding, [1, 1], 1))
    }

    /// The way of a gradient back through it.
    fn back(&self, gradient: Tensor<4>) -> Tensor<4> {
        module::conv_transpose2d(gradient, self.weight(), None, self.upwards())
    }

    fn upwards(&self) -> ConvTransposeOptions<2> {
        let extra = if self.stride == 2 { self.kernel % 2 } else { 0 };
        let padding = (self.kernel - 1) / 2;
        ConvTransposeOptions::new([self.stride; 2], [padding; 2], [extra; 2], [1, 1], 1)
    }
}

/// Batch norm (Ioffe and Szegedy 2015): by the batch where gradients flow, else by what it remembers.
#[derive(Module, Debug)]
struct BatchNorm {
    gamma: Param<Tensor<1>>,
    beta: Param<Tensor<1>>,
    running_mean: RunningState<Tensor<1>>,
    running_var: RunningState<Tensor<1>>,
}

impl BatchNorm {
    fn new(_rng: &mut Rng, channels: usize) -> Self {
        let [mean, var] = [0.0, 1.0].map(|v| RunningState::new(constant(channels, v).val().detach()));
        let (gamma, beta) = (constant(channels, 1.0), constant(channels, 0.0));
        Self { gamma, beta, running_mean: mean, running_var: var }
    }

    fn forward<const D: usize>(&self, x: Tensor<D>) -> Tensor<D> {
        let (gamma, beta) = (self.gamma.val(), self.beta.val());
        if !x.device().is_autodiff() {
            let (mean, var) = (self.running_mean.value_sync(), self.running_var.value_sync());
            return module::batch_norm(x, gamma, beta, mean, var, 1e-5);
        }
        let count = (x.dims().iter().product::<usize>() / x.dims()[1]) as f64;
        let made = module::batch_norm_train(x, gamma, beta, 1e-5);
        let remember = |state: &RunningState<Tensor<1>>, fresh: Tensor<1>| {
            state.update((state.value_sync().mul_scalar(0.9) + fresh.mul_scalar(0.1)).detach());
            state.value_sync();
        };
        remember(&self.running_mean, made.mean);
        remember(&self.running_var, made.variance.mul_scalar(count / (count - 1.0).max(1.0)));
        made.output
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

/// A linear layer to the smallest image, then convolutions with normalisation and activation; tanh at the
/// pixels (Radford et al. 2016, section 3).
#[derive(Module, Debug)]
struct Generator {
    input: Linear,
    input_norm: BatchNorm,
    up: Vec<Conv>,
    norms: Vec<BatchNorm>,
    to_image: Vec<Conv>,
}

impl Generator {
    const STRIDES: [usize; 2] = [2, 1];

    fn new(rng: &mut Rng) -> Self {
        Self {
            input: Linear::new(rng, 32, 256),
            input_norm: BatchNorm::new(rng, 16),
            up: vec![Conv::up(rng, 16, 8, 4, 2), Conv::up(rng, 8, 1, 3, 1)],
            norms: vec![BatchNorm::new(rng, 8)],
            to_image: vec![Conv::new(rng, 16, 1, 1, 1)],
        }
    }

    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let [rows, _] = z.dims();
        let mut x = self.input.forward(z).reshape([rows, 16, 4, 4]);
        x = self.input_norm.forward(x);
        x = relu(x);
        let mut images = Vec::new();
        for (i, layer) in self.up.iter().enumerate() {
            if Self::STRIDES[i] == 2 {
                images.push(tanh(self.to_image[images.len()].forward(x.clone())).flatten(1, 3));
            }
            x = layer.forward(x);
            if i + 1 < self.up.len() {
                x = self.norms[i].forward(x);
                x = relu(x);
            }
        }
        images.push(tanh(x).flatten(1, 3));
        images.reverse();
        Tensor::cat(images, 1)
    }
}

/// Strided convolutions with normalisation (never in the first) and activation; a linear logit.
#[derive(Module, Debug)]
struct Discriminator {
    down: Vec<Conv>,
    output: Linear,
}

impl Discriminator {
    /// Behind which layers a smaller image joins.
    const JOINS: [bool; 2] = [false, true];

    fn new(rng: &mut Rng) -> Self {
        Self {
            down: vec![Conv::new(rng, 1, 8, 3, 1), Conv::new(rng, 8, 16, 4, 2)],
            output: Linear::new(rng, 272, 1),
        }
    }

    /// Logits; `passed` gets what came out of every convolution.
    fn forward(&self, x: Tensor<2>, passed: &mut Vec<Tensor<4>>) -> Tensor<2> {
        let mut smaller = images_of(x).into_iter();
        let mut x = smaller.next().expect("the largest image");
        for (i, layer) in self.down.iter().enumerate() {
            x = layer.forward(x);
            passed.push(x.clone());
            x = leaky(x);
            if Self::JOINS[i] {
                x = Tensor::cat(vec![x, smaller.next().expect("an image of this size")], 1);
            }
        }
        self.output.forward(x.flatten(1, 3))
    }

    /// The gradient of every logit with respect to its own sample, one for each size of the image. Burn
    /// differentiates once; written out as a function of the weights, the gradient can be differentiated too.
    fn input_gradient(&self, passed: Vec<Tensor<4>>) -> Vec<Tensor<2>> {
        let last = passed.last().expect("a convolution").dims();
        let [rows, _, height, width] = last;
        let weight = self.output.weight().transpose();
        let numbers = weight.dims()[1];
        let maps = [rows, numbers / (height * width), height, width];
        let mut gradient = weight.expand([rows, numbers]).reshape(maps);
        let mut images = Vec::new();
        for (i, layer) in self.down.iter().enumerate().rev() {
            let x = passed[i].clone();
            if Self::JOINS[i] {
                let (own, all) = (x.dims()[1], gradient.dims()[1]);
                images.push(gradient.clone().narrow(1, own, all - own).flatten(1, 3));
                gradient = gradient.narrow(1, 0, own);
            }
            gradient = gradient * slope(x);
            gradient = layer.back(gradient);
        }
        images.push(gradient.flatten(1, 3));
        images
    }
}

/// The images of packs at every size, the largest first.
fn images_of(x: Tensor<2>) -> Vec<Tensor<4>> {
    let rows = x.dims()[0];
    let packs = x.reshape([rows, 1, ROW]);
    let mut at = 0;
    let image = |size: usize| {
        let (from, count) = (at, CHANNELS * size * size);
        at += count;
        packs.clone().narrow(2, from, count).reshape([rows, 1, size, size])
    };
    SIZES.map(image).into()
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

/// Images with their averages over 2 x 2, 4 x 4, … pixels behind them (Karnewar and Wang 2020).
fn pyramid(rows: Tensor<2>) -> Tensor<2> {
    let (count, mut images) = (rows.dims()[0], vec![rows]);
    for size in SIZES.into_iter().skip(1) {
        let above = images[images.len() - 1].clone().reshape([count * CHANNELS * size, 2, size, 2]);
        images.push(above.mean_dim(3).mean_dim(1).reshape([count, CHANNELS * size * size]));
    }
    Tensor::cat(images, 1)
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
            optimizer_g: SgdConfig::new().init(),
            optimizer_d: SgdConfig::new().init(),
            e,
        }
    }

    /// One update of D; its loss without penalties.
    fn update_d(&mut self, draw: &Draw, lr: f64) -> f32 {
        let e = &self.e;
        let z: Tensor<2> = need(draw, "fake.latents");
        let fake = self.g.forward(z).detach();
        let real: Tensor<2> = need(draw, "real.rows");
        let real = pyramid(real);
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
        let targets = [e.labels_real, e.labels_fake].map(|t| Tensor::full([rows, 1], t, &device()));
        let loss = loss_of_d(r, f, targets);
        let gradients = (loss.clone() + penalty).backward();
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
        let f = d.forward(fake, &mut Vec::new());
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
