//! A run from its first step to its last.

use burn::module::Module;
use burn::prelude::*;
use serde::{Deserialize, Serialize};

use super::draws::{Draws, DrawsState};
use super::frame::{Camera, to_pixels};
use super::memory::Memory;
use super::probe::Probe;
use super::rates::Rates;
use super::record::{self, Pending, Reading};
use super::spread::Spread;
use crate::data::Source;
use crate::experiment::architecture::{Shape, receptive_field};
use crate::experiment::size::{Size, discriminator_size, generator_size};
use crate::experiment::{Experiment, KEYS, validate};
use crate::gan::checkpoint;
use crate::gan::step::Gan;
use crate::metrics::Report;
use crate::protocol::{Ready, Single, Snapshot};
use crate::record::{Frame, Happening, Metric};

/// Gradient norms are measured once in so many steps: on a GPU each costs two dozen dispatches.
const GRADIENT_EVERY: u32 = 10;

/// One run.
pub struct Session {
    experiment: Experiment,
    gan: Gan,
    draws: Draws,
    rates: Rates,
    camera: Camera,
    /// Made at the first snapshot.
    probe: Option<(Probe, Option<Memory>, Option<Spread>)>,
    device: Device,
    shape: Shape,
    step: u32,
    /// Measured and not yet read, with the step of each.
    pending: Vec<(u32, Pending)>,
    /// Samples that the rates ask for, by the step of which they are, not yet read.
    looks: Vec<(u32, Tensor<2>)>,
    happenings: Vec<Happening>,
}

/// What a checkpoint holds beside the weights.
#[derive(Serialize, Deserialize)]
struct Meta {
    step: u32,
    draws: DrawsState,
    rates: Rates,
}

/// The metric `of` samples of the average of G.
fn of_average(of: Metric) -> Metric {
    Metric { id: format!("ema-{}", of.id), label: format!("{}, average of G", of.label), ..of }
}

impl Session {
    /// A run of `experiment` on `device` (without autodiff), at step 0 or where the checkpoint
    /// `resume` stands. `files` are the user's, for data that needs them.
    ///
    /// # Errors
    /// One sentence that names the key or the file.
    pub fn new(
        experiment: Experiment,
        files: &[Vec<u8>],
        device: &Device,
        resume: Option<&[u8]>,
    ) -> Result<Self, String> {
        if let Some(issue) = validate(&experiment).first() {
            return Err(issue.to_string());
        }
        let source = Source::open(&experiment, files).map_err(|e| e.to_string())?;
        let shape = source.shape();
        let training = device.clone().autodiff();
        let gan = Gan::new(&experiment, shape, &training)?;
        let draws = Draws::new(experiment.seed, source, &training);
        let camera = Camera::new(&experiment, shape, device);
        let mut session = Self {
            rates: Rates::new(&experiment),
            experiment,
            gan,
            draws,
            camera,
            probe: None,
            device: device.clone(),
            shape,
            step: 0,
            pending: Vec::new(),
            looks: Vec::new(),
            happenings: Vec::new(),
        };
        if let Some(bytes) = resume {
            session.restore(bytes)?;
        }
        Ok(session)
    }

    fn restore(&mut self, bytes: &[u8]) -> Result<(), String> {
        let meta = checkpoint::load(&mut self.gan, bytes)?;
        let meta: Meta = serde_json::from_str(&meta).map_err(|e| format!("not a checkpoint: {e}"))?;
        self.draws.restore(&meta.draws)?;
        self.rates = meta.rates;
        self.step = meta.step;
        Ok(())
    }

    /// Steps done.
    pub fn step_count(&self) -> u32 {
        self.step
    }

    /// The experiment as it runs now, live edits included.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The shape of a sample.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The networks, for tests that set them up by hand.
    pub fn gan_mut(&mut self) -> &mut Gan {
        &mut self.gan
    }

    /// One training step: `d.steps` updates of D, then `g.steps` of G, each on fresh draws.
    pub fn step(&mut self) {
        let (d, g) = (self.experiment.discriminator.steps, self.experiment.generator.steps);
        self.updates(d, g);
        self.step += 1;
        if Rates::looks(&self.experiment, self.step) {
            let generator = self.gan.generator.valid();
            let (probe, ..) = self.instruments();
            let samples = probe.sample(&generator);
            self.looks.push((self.step, samples));
        }
    }

    fn instruments(&mut self) -> &(Probe, Option<Memory>, Option<Spread>) {
        let (e, source, device) = (&self.experiment, &self.draws.source, &self.device);
        let make = || {
            (Probe::new(e, source, device), Memory::new(e, source, device), Spread::new(e, source, device))
        };
        self.probe.get_or_insert_with(make)
    }

    /// A part of a step by hand; only a whole one counts.
    pub fn single(&mut self, part: Single) {
        match part {
            Single::Both => self.step(),
            Single::Discriminator => self.updates(1, 0),
            Single::Generator => self.updates(0, 1),
        }
    }

    fn updates(&mut self, d: u32, g: u32) {
        let e = &self.experiment;
        let step = self.draws.step(e, self.step, self.rates.at(e, self.step));
        let norm = self.step.is_multiple_of(GRADIENT_EVERY);
        let mut pending = Pending::default();
        for _ in 0..d {
            let batch = self.draws.discriminator(e, &step, self.gan.pool.wants(e.replay));
            pending.d.push(self.gan.update_discriminator(e, batch, norm));
        }
        for _ in 0..g {
            let batch = self.draws.generator(e, &step);
            pending.g.push(self.gan.update_generator(e, batch, norm));
        }
        self.pending.push((self.step + 1, pending));
    }

    /// Steps measured and not yet read.
    pub fn unread(&self) -> usize {
        self.pending.len()
    }

    /// What was measured since the last call, one record a step, in one readback.
    ///
    /// # Errors
    /// A sentence when the device cannot be read any more.
    pub async fn drain(&mut self) -> Result<Reading, String> {
        let (steps, pending): (Vec<_>, Vec<_>) = std::mem::take(&mut self.pending).into_iter().unzip();
        let reading = record::read(&self.experiment, pending).await?;
        for (step, record) in steps.into_iter().zip(&reading.records) {
            self.watch_looks(step).await?;
            self.happenings.extend(self.rates.observe(&self.experiment, step, record));
        }
        self.watch_looks(u32::MAX).await?;
        Ok(reading)
    }

    /// Shows the rates the samples of before the record of `step`.
    async fn watch_looks(&mut self, step: u32) -> Result<(), String> {
        while let Some((at, samples)) = self.looks.first().filter(|(at, _)| *at < step).cloned() {
            self.looks.remove(0);
            let metrics = self.instruments().0.judge(samples).await?.metrics;
            self.happenings.extend(self.rates.measured(&self.experiment, at, &metrics));
        }
        Ok(())
    }

    /// What the run did by itself since the last call.
    pub fn happenings(&mut self) -> Vec<Happening> {
        std::mem::take(&mut self.happenings)
    }

    /// Updates of D and of G so far.
    pub fn update_counts(&self) -> (u32, u32) {
        self.gan.updates()
    }

    /// The class that a run in turn trains on in its next step.
    pub fn class(&self) -> Option<u8> {
        self.draws.source.class_at(self.step)
    }

    /// How good the samples are: of G, and of its average where there is one.
    ///
    /// # Errors
    /// A sentence when the device cannot be read any more.
    pub async fn metrics(&mut self) -> Result<Vec<Metric>, String> {
        Ok(self.report().await?.metrics)
    }

    /// [`Self::metrics`], with why others are missing.
    async fn report(&mut self) -> Result<Report, String> {
        let (generator, discriminator) = (self.gan.generator.valid(), self.gan.discriminator.valid());
        self.instruments();
        let (e, Some((probe, memory, spread))) = (&self.experiment, &self.probe) else {
            return Err("nothing to measure with".into());
        };
        let mut report = probe.measure(&generator).await?;
        if let Some(average) = &self.gan.average {
            let averaged = probe.measure(&average.shadow).await?;
            report.metrics.extend(averaged.metrics.into_iter().map(of_average));
        }
        if let Some(memory) = memory {
            report.metrics.extend(memory.measure(e, &discriminator, &generator).await?);
        }
        if let Some(spread) = spread {
            report.metrics.extend(spread.measure(e, &discriminator, &generator).await?);
        }
        Ok(report)
    }

    /// A step to come back to, with how good the samples are.
    ///
    /// # Errors
    /// A sentence when the device cannot be read any more.
    pub async fn snapshot(&mut self) -> Result<Snapshot, String> {
        let Report { metrics, missing } = self.report().await?;
        Ok(Snapshot { metrics, missing, checkpoint: Some(crate::protocol::Bytes(self.checkpoint().await?)) })
    }

    /// Applies the live keys of `next`; all other keys stay as they are.
    pub fn edit(&mut self, next: &Experiment) {
        for key in KEYS.iter().filter(|key| key.live) {
            key.set(&mut self.experiment, key.get(next));
        }
        self.rates.edited(&self.experiment);
    }

    /// What the run looks like now.
    ///
    /// # Errors
    /// A sentence when the device cannot be read any more.
    pub async fn frame(&self) -> Result<Frame, String> {
        self.camera.shoot(&self.experiment, &self.gan).await
    }

    /// What the page needs to know of the run.
    ///
    /// # Errors
    /// A sentence when the device cannot be read or the sizes do not fit.
    pub async fn ready(&self) -> Result<Ready, String> {
        let size = |size: Size| size.parameters as u32;
        Ok(Ready {
            step: self.step,
            shape: self.shape,
            parameters: (
                size(generator_size(&self.experiment, self.shape)?),
                size(discriminator_size(&self.experiment, self.shape)?),
            ),
            receptive_field: receptive_field(&self.experiment, self.shape),
            counts: self.draws.source.counts(),
            real: to_pixels(self.shape, self.draws.source.show(self.camera.count())),
            frame: self.frame().await?,
        })
    }

    /// Everything that the run needs to go on elsewhere, as safetensors.
    ///
    /// # Errors
    /// A sentence when the device cannot be read any more.
    pub async fn checkpoint(&self) -> Result<Vec<u8>, String> {
        let meta = Meta { step: self.step, draws: self.draws.state(), rates: self.rates.clone() };
        let meta = serde_json::to_string(&meta).map_err(|e| e.to_string())?;
        checkpoint::save(&self.gan, true, &meta).await
    }

    /// The weights alone, as safetensors, with the experiment in the header.
    ///
    /// # Errors
    /// A sentence when the device cannot be read any more.
    pub async fn weights(&self) -> Result<Vec<u8>, String> {
        checkpoint::save(&self.gan, false, &crate::experiment::link::write_experiment(&self.experiment)).await
    }
}
