//! Run A
//!
//! Written by Saddle 0.2.0. The run in the browser: #v=2&data=shapes28&seed=1&batch=16&g.width=4&d.width=4&augment=color,shift,cutout&d.dropout=0.2&ema=0.99
//!
//! What differs from it:
//!
//! - Random numbers: this program draws its own, so losses are not those of Saddle step by step; with --trace they are.

use std::collections::HashMap;
use std::f32::consts::TAU;
use std::path::{Path, PathBuf};

use burn::module::{Module, ModuleMapper, ModuleVisitor, Param, RunningState};
use burn::optim::{AdamConfig, GradientsParams, ModuleOptimizer};
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
    labels_real: f64,
    labels_fake: f64,
    g_steps: usize,
    d_steps: usize,
    g_lr: f64,
    d_lr: f64,
    augment: &'static str,
    d_dropout: f64,
    ema: f64,
    pack: usize,
}

const SETTINGS: Settings = Settings {
    seed: 1,
    batch: 16,
    steps: 3000,
    latent: 64,
    labels_real: 1.0,
    labels_fake: 0.0,
    g_steps: 1,
    d_steps: 1,
    g_lr: 0.0005,
    d_lr: 0.0005,
    augment: "color,shift,cutout",
    d_dropout: 0.2,
    ema: 0.99,
    pack: 1,
};

const CHANNELS: usize = 1;
const SIZE: usize = 28;
/// Numbers in one sample.
const ROW: usize = 784;

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

/// Pixels from (x, y) to the edge of a shape of radius r around the origin, negative inside.
fn distance(kind: usize, x: f32, y: f32, r: f32) -> f32 {
    let (across, down, round) = (x.abs(), y.abs(), x.hypot(y));
    let (turned_x, turned_y) = ((x + y).abs() / 2f32.sqrt(), (x - y).abs() / 2f32.sqrt());
    let block = |x: f32, y: f32, width: f32, height: f32| (x - width * r).max(y - height * r);
    let plus = |x, y| block(x, y, 1.0, 0.25).min(block(x, y, 0.25, 1.0));
    match kind {
        0 => round - 0.9 * r,
        1 => (round - 0.8 * r).abs() - 0.2 * r,
        2 => block(across, down, 0.8, 0.8),
        3 => (across.max(down) - 0.7 * r).abs() - 0.18 * r,
        4 => block(turned_x, turned_y, 0.7, 0.7),
        5 => plus(across, down),
        6 => plus(turned_x, turned_y),
        7 => block(across, down, 1.0, 0.3),
        8 => block(across, down, 0.3, 1.0),
        _ => (y - 0.7 * r).max((1.7 * across - 0.9 * (y + r)) / 1.9235),
    }
}

/// Ten kinds of shapes of 28 x 28 pixels: light on black, each with a place, a size and a brightness.
fn made(rng: &mut Rng, kind: usize) -> Vec<f32> {
    let [x, y] = [(); 2].map(|()| 13.5 + 6.0 * rng.uniform() - 3.0);
    let (radius, light) = (6.0 + 4.0 * rng.uniform(), 0.7 + 0.3 * rng.uniform());
    let pixel = |at: usize| {
        let far = distance(kind, (at % 28) as f32 - x, (at / 28) as f32 - y, radius);
        2.0 * light * (0.5 - far).clamp(0.0, 1.0) - 1.0
    };
    (0..SIZE * SIZE).map(pixel).collect()
}

fn sample(rng: &mut Rng, only: Option<usize>) -> Sample {
    let kind = only.unwrap_or_else(|| rng.below(10));
    (made(rng, kind), kind)
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

/// Dropout with a mask of units, or of channels; once for real and once for fake, where both are in `x`.
fn silenced<const D: usize>(x: Tensor<D>, mask: Option<&Tensor<2>>) -> Tensor<D> {
    let Some(mask) = mask else { return x };
    let mut dims = [1; D];
    (dims[0], dims[1]) = (x.dims()[0], x.dims()[1]);
    let mask = mask.clone().repeat_dim(0, dims[0] / mask.dims()[0]);
    x * mask.reshape(dims)
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
            input: Linear::new(rng, 64, 392),
            input_norm: BatchNorm::new(rng, 8),
            up: vec![Conv::up(rng, 8, 4, 4, 2), Conv::up(rng, 4, 1, 4, 2)],
            norms: vec![BatchNorm::new(rng, 4)],
        }
    }

    fn forward(&self, z: Tensor<2>) -> Tensor<2> {
        let [rows, _] = z.dims();
        let mut x = self.input.forward(z).reshape([rows, 8, 7, 7]);
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
}

impl Discriminator {
    fn new(rng: &mut Rng) -> Self {
        Self {
            down: vec![Conv::new(rng, 1, 4, 4, 2), Conv::new(rng, 4, 8, 4, 2)],
            output: Linear::new(rng, 392, 1),
        }
    }

    /// Logits.
    fn forward(&self, x: Tensor<2>, masks: &[Tensor<2>]) -> Tensor<2> {
        let rows = x.dims()[0];
        let mut x = x.reshape([rows, 1, SIZE, SIZE]);
        for (i, layer) in self.down.iter().enumerate() {
            x = layer.forward(x);
            x = leaky(x);
            x = silenced(x, masks.get(i));
        }
        self.output.forward(x.flatten(1, 3))
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

// ------------------------------------------------------------------ tricks

/// DiffAugment (Zhao et al. 2020, section 3): colour, then translation, then a hole.
fn augmented(rows: Tensor<2>, draw: &Draw, which: &str) -> Tensor<2> {
    let mut rows = rows;
    let (count, numbers) = (rows.dims()[0], rows.dims()[1]);
    if let Some(brightness) = drawn::<2>(draw, &format!("{which}.brightness")) {
        rows = rows + brightness;
        let mean = rows.clone().mean_dim(1);
        rows = (rows - mean.clone()) * need::<2>(draw, &format!("{which}.contrast")) + mean;
    }
    if let Some(shift) = drawn::<4>(draw, &format!("{which}.shift_rows")) {
        let images = rows.reshape([count, CHANNELS, SIZE, SIZE]);
        let right: Tensor<4> = need(draw, &format!("{which}.shift_columns"));
        let whole = [count, CHANNELS, SIZE, SIZE];
        let images = shift.expand(whole).matmul(images).matmul(right.expand(whole));
        rows = images.reshape([count, numbers]);
    }
    if let Some(cutout) = drawn::<2>(draw, &format!("{which}.cutout")) {
        rows = rows * cutout;
    }
    rows
}

/// What happens to each of `n` images.
fn fates(rng: &mut Rng, kinds: &str, n: usize) -> Draw {
    let mut found = Draw::new();
    if kinds.contains("color") {
        let mut column = |at: f32, times: f32| {
            TensorData::new((0..n).map(|_| at + times * rng.uniform()).collect(), [n, 1])
        };
        found.insert("brightness".into(), column(-0.5, 1.0));
        found.insert("saturation".into(), column(0.0, 2.0));
        found.insert("contrast".into(), column(0.5, 1.0));
    }
    if kinds.contains("shift") {
        let reach = (SIZE + 4) / 8;
        let mut picks = |sign: isize| {
            let mut values = Vec::new();
            for _ in 0..n {
                let by = sign * (rng.below(2 * reach + 1) as isize - reach as isize);
                let each = (0..SIZE * SIZE).map(|at| ((at % SIZE) as isize, (at / SIZE) as isize));
                values.extend(each.map(|(column, row)| f32::from(column == row + by)));
            }
            TensorData::new(values, [n, 1, SIZE, SIZE])
        };
        found.insert("shift_rows".into(), picks(1));
        found.insert("shift_columns".into(), picks(-1));
    }
    if kinds.contains("cutout") {
        let hole = SIZE.div_ceil(2);
        let mut values = Vec::new();
        for _ in 0..n {
            let corner = [(); 2].map(|()| rng.below(SIZE + 1 - hole % 2) as isize - (hole / 2) as isize);
            let inside = |at: usize, axis: usize| (0..hole as isize).contains(&(at as isize - corner[axis]));
            let gone = |at: usize| inside(at / SIZE % SIZE, 0) && inside(at % SIZE, 1);
            values.extend((0..ROW).map(|at| f32::from(!gone(at))));
        }
        found.insert("cutout".into(), TensorData::new(values, [n, ROW]));
    }
    found
}

/// The average of G's weights, which is only ever looked at (Yazici et al. 2019; Karras et al. 2018).
struct Average {
    shadow: Generator,
    updates: u32,
}

impl Average {
    fn new(g: &Generator) -> Self {
        Self { shadow: g.valid(), updates: 0 }
    }

    fn follow(&mut self, g: &Generator, beta: f64) {
        let updates = f64::from(self.updates);
        let decay = beta.min((1.0 + updates) / (10.0 + updates));
        let mut values = Values { trained: GradientsParams::new(), others: GradientsParams::new() };
        g.visit(&mut values);
        self.shadow = self.shadow.clone().map(&mut Follow { values, decay });
        self.updates += 1;
    }
}

/// The tensors of a network by their ids.
struct Values {
    trained: GradientsParams,
    others: GradientsParams,
}

impl ModuleVisitor for Values {
    fn visit_float<const D: usize>(&mut self, param: &Param<Tensor<D>>) {
        let of = if param.is_require_grad() { &mut self.trained } else { &mut self.others };
        of.register(param.id, param.val().without_autodiff());
    }
}

struct Follow {
    values: Values,
    decay: f64,
}

impl ModuleMapper for Follow {
    fn map_float<const D: usize>(&mut self, param: Param<Tensor<D>>) -> Param<Tensor<D>> {
        let (id, old, mapper) = param.consume();
        let trained = self.values.trained.remove::<D>(id);
        let mixed = trained.map(|fresh| old.clone().mul_scalar(self.decay) + fresh.mul_scalar(1.0 - self.decay));
        let value = mixed.or_else(|| self.values.others.remove::<D>(id)).unwrap_or(old);
        Param::from_mapped_value(id, value, mapper)
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
    fn begin(&mut self, e: &Settings, step: usize);

    /// For D's next update.
    fn discriminator(&mut self, e: &Settings) -> Draw;

    /// For G's next update.
    fn generator(&mut self, e: &Settings) -> Draw;
}

struct Drawn {
    rng: Rng,
    real: Real,
    masks: Draw,
}

impl Drawn {
    fn new(e: &Settings) -> Self {
        Self { rng: Rng::new(2 * e.seed as u64 + 1), real: Real::new(e), masks: Draw::new() }
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
        let fates = fates(&mut self.rng, e.augment, e.batch);
        draw.extend(fates.into_iter().map(|(name, data)| (format!("{which}.{name}"), data)));
    }
}

impl Draws for Drawn {
    fn begin(&mut self, e: &Settings, _: usize) {
        let (rows, keep) = (e.batch / e.pack, 1.0 - e.d_dropout as f32);
        for (i, units) in [4, 8].into_iter().enumerate() {
            let one = |_| if self.rng.uniform() < keep { 1.0 / keep } else { 0.0 };
            let mask = (0..rows * units).map(one).collect::<Vec<f32>>();
            self.masks.insert(format!("mask.{i}"), TensorData::new(mask, [rows, units]));
        }
    }

    fn discriminator(&mut self, e: &Settings) -> Draw {
        let mut draw = self.real(e);
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        self.disturb(e, &mut draw, "real");
        self.disturb(e, &mut draw, "fake");
        draw.extend(self.masks.clone());
        draw
    }

    fn generator(&mut self, e: &Settings) -> Draw {
        let mut draw = Draw::new();
        draw.insert("fake.latents".into(), self.latents(e, e.batch));
        self.disturb(e, &mut draw, "fake");
        draw.extend(self.masks.clone());
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
    average: Option<Average>,
}

/// Samples as D sees them.
fn seen(rows: Tensor<2>, draw: &Draw, which: &str) -> Tensor<2> {
    let mut rows = rows;
    rows = augmented(rows, draw, which);
    rows
}

/// Of each hidden layer of D; none without dropout.
fn masks_of(draw: &Draw) -> Vec<Tensor<2>> {
    (0..2).map_while(|i| drawn(draw, &format!("mask.{i}"))).collect()
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
            average: None,
            e,
        }
    }

    /// One update of D; its loss without penalties.
    fn update_d(&mut self, draw: &Draw, lr: f64) -> f32 {
        let e = &self.e;
        let masks = masks_of(draw);
        let z: Tensor<2> = need(draw, "fake.latents");
        let fake = self.g.forward(z).detach();
        let real: Tensor<2> = need(draw, "real.rows");
        let (real, fake) = (seen(real, draw, "real"), seen(fake, draw, "fake"));
        let rows = real.dims()[0];
        let both = Tensor::cat(vec![real, fake], 0);
        let logits = self.d.forward(both, &masks);
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
        let masks = masks_of(draw);
        let z: Tensor<2> = need(draw, "fake.latents");
        let fake = self.g.forward(z);
        let fake = seen(fake, draw, "fake");
        // D judges, and learns nothing.
        let d = self.d.clone().no_grad();
        let f = d.forward(fake, &masks);
        let loss = loss_of_g(f);
        if self.e.ema == 0.0 {
            self.average = None;
        } else if self.average.is_none() {
            self.average = Some(Average::new(&self.g));
        }
        let gradients = GradientsParams::from_grads(loss.backward(), &self.g);
        self.g = self.optimizer_g.step(lr, self.g.clone(), gradients);
        if let Some(average) = &mut self.average {
            average.follow(&self.g, self.e.ema);
        }
        loss.into_scalar::<f32>()
    }

    /// The losses of D's and of G's updates.
    fn train_step(&mut self, draws: &mut impl Draws, step: usize) -> [Vec<f32>; 2] {
        let e = self.e.clone();
        draws.begin(&e, step);
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
        let g = self.average.as_ref().map_or(g, |average| average.shadow.clone());
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
    fn begin(&mut self, _: &Settings, step: usize) {
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
