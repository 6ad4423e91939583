//! Every random number of training, by name (see [`crate::rng`]).

use burn::prelude::*;
use serde::{Deserialize, Serialize};

use crate::data::{DataError, Source, SourceState};
use crate::experiment::architecture::{Shape, row};
use crate::experiment::{CLASSES, Condition, Experiment, LatentKind, Loss};
use crate::gan::dropout::Masks;
use crate::gan::labels::Targets;
use crate::gan::step::{DiscriminatorBatch, GeneratorBatch, Seen};
use crate::gan::{augment, condition, instance_noise};
use crate::rng::{Stream, Streams, StreamsState};

/// What a step decides for all its updates.
#[derive(Clone, Debug)]
pub struct Step {
    /// Steps done before it.
    pub number: u32,
    /// Standard deviation of the instance noise.
    pub sigma: f64,
    /// D's dropout.
    pub masks: Masks,
    /// Learning rates of D and of G.
    pub rates: (f64, f64),
}

/// The data and the random streams of a run.
pub struct Draws {
    pub source: Source,
    streams: Streams,
    shape: Shape,
    device: Device,
    /// The real samples of the last update of D in this step: a relativistic G looks at them too.
    last_real: Option<Seen>,
}

/// Where [`Draws`] stand, for checkpoints.
#[derive(Serialize, Deserialize)]
pub struct DrawsState {
    source: SourceState,
    streams: StreamsState,
}

impl Draws {
    /// The streams of `seed` at their start; tensors go to `device`.
    pub fn new(seed: u32, source: Source, device: &Device) -> Self {
        let shape = source.shape();
        Self { source, streams: Streams::new(seed), shape, device: device.clone(), last_real: None }
    }

    /// What the step `number` decides before its first update, with learning rates `rates`.
    pub fn step(&mut self, e: &Experiment, number: u32, rates: (f64, f64)) -> Step {
        self.last_real = None;
        let rows = (e.batch / e.pack) as usize;
        let masks = Masks::draw(e, self.shape, rows, self.streams.open("dropout"), &self.device);
        Step { number, sigma: e.sigma(number), masks, rates }
    }

    /// What the next update of D looks at; `pool` tells from how many slots one is replayed.
    pub fn discriminator(&mut self, e: &Experiment, step: &Step, pool: Option<usize>) -> DiscriminatorBatch {
        let rows = (e.batch / e.pack) as usize;
        let plain = self.real(e, step);
        self.last_real = Some(plain.clone());
        let real = self.disturbed(e, step, plain, ("noise.d", "augment.d"));
        // Fakes of the same classes: what D tells apart is real from fake, not which classes there are.
        let fake = self.latents(e, "latent.d", real.classes.clone());
        let fake = self.disturbed(e, step, fake, ("noise.d", "augment.d"));
        let between = (e.loss == Loss::WassersteinPenalty).then(|| {
            let stream = self.streams.open("between");
            let shares: Vec<f32> = (0..rows).map(|_| stream.uniform()).collect();
            Tensor::from_data(TensorData::new(shares, [rows, 1]), &self.device)
        });
        let targets = Targets::draw(&e.labels, rows, &mut self.streams, &self.device);
        let replayed = pool.map(|slots| self.streams.open("replay").below(slots));
        let (masks, lr) = (step.masks.clone(), step.rates.0);
        DiscriminatorBatch { real, fake, targets, between, replayed, masks, lr }
    }

    /// What the next update of G looks at.
    pub fn generator(&mut self, e: &Experiment, step: &Step) -> GeneratorBatch {
        let real = e.loss.is_relativistic().then(|| {
            let plain = self.last_real.clone().unwrap_or_else(|| self.real(e, step));
            self.disturbed(e, step, plain, ("noise.r", "augment.r"))
        });
        // A pair that is compared is of one class.
        let classes = match &real {
            Some(real) => real.classes.clone(),
            None => self.classes(e),
        };
        let fake = self.latents(e, "latent.g", classes);
        let fake = self.disturbed(e, step, fake, ("noise.g", "augment.g"));
        GeneratorBatch { fake, real, masks: step.masks.clone(), lr: step.rates.1 }
    }

    /// Real samples, with their classes in a conditional run.
    fn real(&mut self, e: &Experiment, step: &Step) -> Seen {
        let (batch, n) = (e.batch as usize, self.shape.len());
        let drawn = self.source.batch(batch, step.number);
        let conditional = e.condition != Condition::Off;
        let classes = conditional.then(|| condition::one_hot(&drawn.labels, &self.device));
        let rows = Tensor::from_data(TensorData::new(drawn.values, [batch, n]), &self.device);
        Seen { classes, ..Seen::plain(rows) }
    }

    /// A batch of latent vectors for fakes of `classes`.
    fn latents(&mut self, e: &Experiment, name: &str, classes: Option<Tensor<2>>) -> Seen {
        let shape = [e.batch as usize, e.latent as usize];
        let values = latents(e.latent_kind, self.streams.open(name), shape[0] * shape[1]);
        let rows = Tensor::from_data(TensorData::new(values, shape), &self.device);
        Seen { classes, ..Seen::plain(rows) }
    }

    /// Classes for the fakes of G's update, each as likely as the others.
    fn classes(&mut self, e: &Experiment) -> Option<Tensor<2>> {
        if e.condition == Condition::Off {
            return None;
        }
        let stream = self.streams.open("classes.g");
        let labels: Vec<u8> = (0..e.batch).map(|_| stream.below(CLASSES as usize) as u8).collect();
        Some(condition::one_hot(&labels, &self.device))
    }

    /// `seen` with fresh instance noise and a fresh augmentation from these two streams.
    fn disturbed(&mut self, e: &Experiment, step: &Step, seen: Seen, (noise, augment): (&str, &str)) -> Seen {
        let (batch, n) = (e.batch as usize, row(e, self.shape));
        let noise = instance_noise::draw(step.sigma, batch, n, self.streams.open(noise), &self.device);
        let stream = self.streams.open(augment);
        let augmentation = augment::draw(e.augment, self.shape, batch, stream, &self.device);
        Seen { noise, augmentation, ..seen }
    }

    /// Where the streams stand.
    pub fn state(&self) -> DrawsState {
        DrawsState { source: self.source.state(), streams: self.streams.state() }
    }

    /// Moves the streams to where `state` says.
    ///
    /// # Errors
    /// When the state belongs to other data.
    pub fn restore(&mut self, state: &DrawsState) -> Result<(), DataError> {
        self.source.restore(&state.source)?;
        self.streams.restore(&state.streams);
        Ok(())
    }
}

/// `count` numbers of latent vectors.
fn latents(kind: LatentKind, stream: &mut Stream, count: usize) -> Vec<f32> {
    match kind {
        LatentKind::Normal => stream.normals(count),
        LatentKind::Uniform => (0..count).map(|_| 2.0 * stream.uniform() - 1.0).collect(),
    }
}

/// Latent vectors that stay the same all through a run, for looking at it, from the stream `name`; in
/// a conditional run with the classes of [`fixed_classes`] behind them.
///
/// # Shapes
/// result: `[count, latent]`, or `[count, latent + CLASSES]`
pub fn fixed_latents(e: &Experiment, name: &str, count: usize, device: &Device) -> Tensor<2> {
    let z = TensorData::new(fixed_values(e, name, count), [count, e.latent as usize]);
    let classes = fixed_classes(e, count).map(|labels| condition::one_hot(&labels, device));
    condition::join(Tensor::from_data(z, device), classes.as_ref())
}

/// The numbers of [`fixed_latents`], without the classes.
pub fn fixed_values(e: &Experiment, name: &str, count: usize) -> Vec<f32> {
    latents(e.latent_kind, &mut Stream::new(e.seed, name), count * e.latent as usize)
}

/// The classes of [`fixed_latents`], one after the other, in a conditional run.
pub fn fixed_classes(e: &Experiment, count: usize) -> Option<Vec<u8>> {
    (e.condition != Condition::Off).then(|| (0..count).map(|i| (i as u32 % CLASSES) as u8).collect())
}
