//! Run A
//!
//! Written by Saddle 0.2.0. The run in the browser: #v=2&data=digits8&condition=projection&seed=1&d.spectral=1&loss=hinge&replay=0.5
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
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer};
use burn::prelude::*;
use burn::tensor::activation::{relu, tanh};
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
    labels_real: f64,
    labels_fake: f64,
    g_steps: usize,
    d_steps: usize,
    g_lr: f64,
    d_lr: f64,
    replay: f64,
}

const SETTINGS: Settings = Settings {
    seed: 1,
    batch: 64,
    steps: 3000,
    latent: 32,
    labels_real: 1.0,
    labels_fake: 0.0,
    g_steps: 1,
    d_steps: 1,
    g_lr: 0.0005,
    d_lr: 0.0005,
    replay: 0.5,
};

const CHANNELS: usize = 1;
const SIZE: usize = 8;
/// Numbers in one sample.
const ROW: usize = 64;

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
    assert!(labels.is_some(), "--labels FILE: this experiment trains on classes");
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
    spectral: Option<Spectral>,
}

impl Linear {
    fn new(rng: &mut Rng, inputs: usize, outputs: usize) -> Self {
        let fan_in = inputs as f32;
        Self {
            weight: begun(rng, [inputs, outputs], fan_in),
            bias: bias(rng, outputs, fan_in),
            spectral: None,
        }
    }

    /// A vector of numbers for each class.
    fn embedding(rng: &mut Rng, classes: usize, outputs: usize) -> Self {
        Self { bias: None, ..Self::new(rng, classes, outputs) }
    }

    fn spectral(self, rng: &mut Rng) -> Self {
        Self { spectral: Some(Spectral::new(rng, self.weight.val(), 1)), ..self }
    }

    /// One power iteration.
    fn iterate(&self) {
        self.spectral.iter().for_each(|spectral| spectral.iterate(self.weight.val(), 1));
    }

    fn weight(&self) -> Tensor<2> {
        if let Some(spectral) = &self.spectral {
            return spectral.divide(self.weight.val(), 1);
        }
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
    spectral: Option<Spectral>,
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
            spectral: None,
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
            spectral: None,
            kernel,
            stride,
            transposed: true,
        }
    }

    fn spectral(self, rng: &mut Rng) -> Self {
        Self { spectral: Some(Spectral::new(rng, self.weight.val(), self.outputs())), ..self }
    }

    /// One power iteration.
    fn iterate(&self) {
        self.spectral.iter().for_each(|spectral| spectral.iterate(self.weight.val(), self.outputs()));
    }

    /// Which dimension of the weight counts the outputs.
    fn outputs(&self) -> usize {
        usize::from(self.transposed)
    }

    fn weight(&self) -> Tensor<4> {
        if let Some(spectral) = &self.spectral {
            return spectral.divide(self.weight.val(), self.outputs());
        }
        self.weight.val()
    }

    fn forward(&self, x: Tensor<4>) -> Tensor<4> {
        let (bias, padding) = (self.bias.as_ref().map(Param::val), [(self.kernel - 1) / 2; 2]);
        if self.transposed {
            return module::conv_transpose2d(x, self.weight(), bias, self.upwards());
        }
        module::conv2d(x, self.weight(), bias, ConvOptions::new([self.stride; 2], padding, [1, 1], 1))
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

/// A weight is divided by its largest singular value (Miyato et al. 2018, algorithm 1).
#[derive(Module, Debug)]
struct Spectral {
    left: RunningState<Tensor<1>>,
    right: RunningState<Tensor<1>>,
}

impl Spectral {
    /// For `weight`, whose dimension `outputs` counts its outputs.
    fn new<const D: usize>(rng: &mut Rng, weight: Tensor<D>, outputs: usize) -> Self {
        let w = matrix(weight.without_autodiff(), outputs);
        let start: Vec<f32> = (0..w.dims()[0]).map(|_| rng.normal()).collect();
        let start = Tensor::<1>::from_data(start.as_slice(), &w.device());
        let (u, v) = (0..15).fold((start.clone(), start), |(u, _), _| iterated(&w, u));
        Self { left: RunningState::new(u), right: RunningState::new(v) }
    }

    /// Once an update, so that all its passes see the same weight.
    fn iterate<const D: usize>(&self, weight: Tensor<D>, outputs: usize) {
        let (u, v) = iterated(&matrix(weight.without_autodiff(), outputs), self.left.value_sync());
        self.left.update(u);
        self.right.update(v);
    }

    fn divide<const D: usize>(&self, weight: Tensor<D>, outputs: usize) -> Tensor<D> {
        let (u, v) = (self.left.value_sync(), self.right.value_sync());
        let outer = u.unsqueeze_dim::<2>(1) * v.unsqueeze_dim::<2>(0);
        // The largest singular value u W v; nothing is learned through u and v.
        let sigma = (matrix(weight.clone(), outputs) * outer).sum().reshape([1; D]);
        weight / sigma
    }
}

/// One power iteration from the left singular vector `u`.
fn iterated(w: &Tensor<2>, u: Tensor<1>) -> (Tensor<1>, Tensor<1>) {
    let unit = |x: Tensor<2>| {
        let x: Tensor<1> = x.flatten(0, 1);
        x.clone() / (x.clone() * x).sum().sqrt().clamp_min(1e-12)
    };
    let v = unit(u.unsqueeze_dim::<2>(0).matmul(w.clone()));
    let u = unit(w.clone().matmul(v.clone().unsqueeze_dim::<2>(1)));
    (u, v)
}

/// A weight as a matrix: its outputs, and the rest.
fn matrix<const D: usize>(weight: Tensor<D>, outputs: usize) -> Tensor<2> {
    let (rows, count) = (weight.dims()[outputs], weight.dims().iter().product::<usize>());
    weight.swap_dims(0, outputs).reshape([rows, count / rows])
}

fn leaky<const D: usize>(x: Tensor<D>) -> Tensor<D> {
    relu(x.clone()).mul_scalar(0.8) + x.mul_scalar(0.2)
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
}

impl Generator {
    fn new(rng: &mut Rng) -> Self {
        Self {
            input: Linear::new(rng, 42, 512),
            input_norm: BatchNorm::new(rng, 32),
            up: vec![Conv::up(rng, 32, 16, 4, 2), Conv::up(rng, 16, 1, 3, 1)],
            norms: vec![BatchNorm::new(rng, 16)],
        }
    }

    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let [rows, _] = z.dims();
        let mut x = self.input.forward(z).reshape([rows, 32, 4, 4]);
        x = self.input_norm.forward(x);
        x = relu(x);
        for (i, layer) in self.up.iter().enumerate() {
            x = layer.forward(x);
            if i + 1 < self.up.len() {
                x = self.norms[i].forward(x);
                x = relu(x);
            }
        }
        tanh(x).flatten(1, 3)
    }
}

/// Strided convolutions with normalisation (never in the first) and activation; a linear logit.
#[derive(Module, Debug)]
struct Discriminator {
    down: Vec<Conv>,
    output: Linear,
    embedding: Linear,
}

impl Discriminator {
    fn new(rng: &mut Rng) -> Self {
        Self {
            down: vec![
                Conv::new(rng, 1, 16, 3, 1).spectral(rng),
                Conv::new(rng, 16, 32, 4, 2).spectral(rng),
            ],
            output: Linear::new(rng, 512, 1).spectral(rng),
            embedding: Linear::embedding(rng, 10, 32).spectral(rng),
        }
    }

    /// Logits.
    fn forward(&self, x: Tensor<2>, classes: &Tensor<2>) -> Tensor<2> {
        let rows = x.dims()[0];
        let mut x = x.reshape([rows, 1, SIZE, SIZE]);
        let mut features = x.clone();
        for layer in &self.down {
            x = layer.forward(x);
            x = leaky(x);
            features = x.clone();
        }
        let logits = self.output.forward(x.flatten(1, 3));
        let summed: Tensor<2> = features.flatten::<3>(2, 3).sum_dim(2).squeeze_dim(2);
        logits + (summed * self.embedding.forward(classes.clone())).sum_dim(1)
    }

    fn iterate(&self) {
        self.down.iter().for_each(Conv::iterate);
        self.output.iterate();
        self.embedding.iterate();
    }
}

// ------------------------------------------------------------------ losses

// With r = D(real), f = D(fake): logits, oriented so that high means real.

/// Beyond a margin of 1 nothing is gained (Lim and Ye 2017).
fn towards(x: Tensor<2>, targets: Tensor<2>) -> Tensor<1> {
    let (above, below) = (relu(x.clone().neg().add_scalar(1.0)), relu(x.add_scalar(1.0)));
    (targets.clone() * above + targets.neg().add_scalar(1.0) * below).mean()
}

fn loss_of_d(r: Tensor<2>, f: Tensor<2>, [real, fake]: [Tensor<2>; 2]) -> Tensor<1> {
    towards(r, real) + towards(f, fake)
}

fn loss_of_g(f: Tensor<2>) -> Tensor<1> {
    f.mean().neg()
}

// ------------------------------------------------------------------ tricks

/// Old fakes for D (Shrivastava et al. 2017, section 2.3): 50 slots, or as many as 2^21 numbers fill.
#[derive(Default)]
struct Pool {
    slots: Vec<Vec<Tensor<2>>>,
}

impl Pool {
    fn is_full(&self, fresh: usize) -> bool {
        let held: usize = self.slots.iter().map(|slot| slot[0].dims().iter().product::<usize>()).sum();
        !self.slots.is_empty() && (self.slots.len() >= 50 || held + fresh > 1 << 21)
    }

    /// From how many slots the next update wants one picked.
    fn wants(&self, e: &Settings) -> Option<usize> {
        let old = ((e.replay * e.batch as f64).round() as usize).min(e.batch);
        (old > 0 && self.is_full(old * ROW)).then_some(self.slots.len())
    }

    /// `fake` (samples, and their classes) with its last rows exchanged for those of a slot, which keeps the fresh.
    fn mix(&mut self, e: &Settings, fake: Vec<Tensor<2>>, pick: Option<usize>) -> Vec<Tensor<2>> {
        let rows = fake[0].dims()[0];
        let old = ((e.replay * rows as f64).round() as usize).min(rows);
        if old == 0 {
            return fake;
        }
        let fresh: Vec<_> = fake.iter().map(|x| x.clone().narrow(0, rows - old, old).detach()).collect();
        if !self.is_full(old * ROW) {
            self.slots.push(fresh);
            return fake;
        }
        let Some(pick) = pick else { return fake };
        let slot = std::mem::replace(&mut self.slots[pick], fresh);
        if slot[0].dims()[0] != old {
            return fake;
        }
        if old == rows {
            return slot;
        }
        let join = |(x, slot): (Tensor<2>, Tensor<2>)| Tensor::cat(vec![x.narrow(0, 0, rows - old), slot], 0);
        fake.into_iter().zip(slot).map(join).collect()
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

fn one_hot(labels: &[usize]) -> TensorData {
    let values = labels.iter().flat_map(|label| (0..10).map(|class| f32::from(class == *label)));
    TensorData::new(values.collect::<Vec<f32>>(), [labels.len(), 10])
}

/// Where draws come from: random numbers, or a trace.
trait Draws {
    /// Begins a step, for which some is drawn once.
    fn begin(&mut self, step: usize);

    /// For D's next update.
    fn discriminator(&mut self, e: &Settings, slots: Option<usize>) -> Draw;

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
        let labels: Vec<usize> = samples.iter().map(|(_, label)| *label).collect();
        draw.insert("real.classes".into(), one_hot(&labels));
        draw
    }
}

impl Draws for Drawn {
    fn begin(&mut self, _: usize) {}

    fn discriminator(&mut self, e: &Settings, slots: Option<usize>) -> Draw {
        let mut draw = self.real(e);
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        draw.insert("fake.classes".into(), draw["real.classes"].clone());
        if let Some(slots) = slots {
            draw.insert("replayed".into(), TensorData::new(vec![self.rng.below(slots) as f32], [1]));
        }
        draw
    }

    fn generator(&mut self, e: &Settings) -> Draw {
        let mut draw = Draw::new();
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        let labels: Vec<usize> = (0..e.batch).map(|_| self.rng.below(10)).collect();
        draw.insert("fake.classes".into(), one_hot(&labels));
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
    pool: Pool,
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
            pool: Pool::default(),
            e,
        }
    }

    /// One update of D; its loss without penalties.
    fn update_d(&mut self, draw: &Draw, lr: f64) -> f32 {
        let e = &self.e;
        let classes: Tensor<2> = need(draw, "real.classes");
        let fake_classes: Tensor<2> = need(draw, "fake.classes");
        let z: Tensor<2> = need(draw, "fake.latents");
        let z = Tensor::cat(vec![z, fake_classes.clone()], 1);
        let fake = self.g.forward(z).detach();
        let slot = draw.get("replayed").and_then(|slot| slot.iter::<f32>().next()).map(|slot| slot as usize);
        let mixed = self.pool.mix(&self.e, vec![fake, fake_classes], slot);
        let (fake, fake_classes) = (mixed[0].clone(), mixed[1].clone());
        let real: Tensor<2> = need(draw, "real.rows");
        self.d.iterate();
        let rows = real.dims()[0];
        let both = Tensor::cat(vec![real, fake], 0);
        let of_both = Tensor::cat(vec![classes.clone(), fake_classes], 0);
        let logits = self.d.forward(both, &of_both);
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
        let classes: Tensor<2> = need(draw, "fake.classes");
        let z: Tensor<2> = need(draw, "fake.latents");
        let z = Tensor::cat(vec![z, classes.clone()], 1);
        self.d.iterate();
        let fake = self.g.forward(z);
        // D judges, and learns nothing.
        let d = self.d.clone().no_grad();
        let f = d.forward(fake, &classes);
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
            let draw = draws.discriminator(&e, self.pool.wants(&e));
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
        let labels: Vec<usize> = (0..n).map(|i| i % 10).collect();
        let z = Tensor::cat(vec![z, Tensor::from_data(one_hot(&labels), &device().inner())], 1);
        g.forward(z).into_data()
    }
}

// ------------------------------------------------------------------ the run

/// The draws of `saddle train --trace N`.
struct Traced {
    folder: PathBuf,
    tensors: Draw,
    counts: [usize; 2],
    /// The slot of the pool that came back, for each update.
    replayed: Vec<Option<f32>>,
}

impl Traced {
    fn new(folder: &Path) -> Self {
        let text = std::fs::read_to_string(folder.join("trace.json")).expect("trace.json");
        let slot = |text: &str| text.split([',', '\n']).next().and_then(|slot| slot.trim().parse().ok());
        let mut replayed: Vec<_> = text.split("\"replayed\":").skip(1).map(slot).collect();
        replayed.reverse();
        Self { folder: folder.into(), tensors: Draw::new(), counts: [0; 2], replayed }
    }

    /// What was drawn for the next update of D (0) or G (1).
    fn next(&mut self, net: usize) -> Draw {
        self.counts[net] += 1;
        let prefix = format!("{}{}.", ["d", "g"][net], self.counts[net]);
        let of_it =
            |(name, data): (&String, &TensorData)| Some((name.strip_prefix(&prefix)?.into(), data.clone()));
        let mut draw: Draw = self.tensors.iter().filter_map(of_it).collect();
        let slot = self.replayed.pop().flatten();
        draw.extend(slot.map(|slot| ("replayed".into(), TensorData::new(vec![slot], [1]))));
        draw
    }
}

impl Draws for Traced {
    fn begin(&mut self, step: usize) {
        self.tensors = safetensors(&self.folder.join(format!("step-{:05}.safetensors", step + 1)));
        self.counts = [0; 2];
    }

    fn discriminator(&mut self, _: &Settings, _: Option<usize>) -> Draw {
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
