//! A run: what it is made of, its steps and its live edits.

use burn::prelude::*;

use super::draws::Draws;
use super::edits::{self, Edits};
use super::frame::Camera;
use super::memory::Memory;
use super::options::SessionOptions;
use super::probe::Probe;
use super::rates::Rates;
use super::record::{Diverged, Pending, Reading};
use super::spread::Spread;
use super::watch::Watch;
use crate::data::{Source, UserFile};
use crate::doctor::glance;
use crate::experiment::Experiment;
use crate::experiment::architecture::Shape;
use crate::failure::Failure;
use crate::gan::step::{Gan, UpdateStats};
use crate::protocol::Single;
use crate::record::Happening;

/// Gradient norms are measured once in so many steps: on a GPU each costs two dozen dispatches.
const GRADIENT_EVERY: u32 = 10;

/// One run.
pub struct Session {
    /// As it is in force.
    pub(super) experiment: Experiment,
    pub(super) edits: Edits,
    pub(super) gan: Gan,
    pub(super) draws: Draws,
    pub(super) rates: Rates,
    pub(super) camera: Camera,
    /// Made at the first snapshot.
    pub(super) probe: Option<(Probe, Option<Memory>, Option<Spread>)>,
    pub(super) device: Device,
    pub(super) shape: Shape,
    pub(super) step: u32,
    pub(super) unread: Vec<Unread>,
    /// The experiment of the last record that was read: records are watched in the order of their
    /// steps, however late they are read.
    pub(super) watched: Experiment,
    /// Read and not yet taken.
    pub(super) reading: Reading,
    pub(super) happenings: Vec<Happening>,
    /// Steps and energy distances of the last glances at the samples.
    pub(super) glances: Vec<(u32, f32)>,
}

/// What has happened on the device and is not yet read.
pub(super) enum Unread {
    /// The updates of a step, or of a part of it by hand.
    Step(u32, Pending),
    /// Samples of G after this step, which the rates ask for.
    Look(u32, Tensor<2>),
    /// Some samples of G after this step, for the doctor.
    Glance(u32, Tensor<2>),
    /// From here on this experiment is in force.
    Edit(Experiment),
}

impl Session {
    /// [`Self::open`] without edits.
    ///
    /// # Errors
    /// As there.
    pub fn new(
        experiment: Experiment,
        files: &[UserFile],
        device: &Device,
        resume: Option<&[u8]>,
    ) -> Result<Self, Failure> {
        Self::open(SessionOptions { files, resume, ..SessionOptions::of(experiment) }, device)
    }

    /// A run on `device` (without autodiff), at step 0 or where its checkpoint stands. Edits of before
    /// that step are in force.
    ///
    /// # Errors
    /// Why it cannot be built.
    pub fn open(options: SessionOptions<'_>, device: &Device) -> Result<Self, Failure> {
        let source = Source::open(&options.experiment, options.files)?;
        Self::with_source(source, options, device)
    }

    /// [`Self::open`] on data that is open already, at its start; `options.files` are not looked at.
    ///
    /// # Errors
    /// As there.
    pub fn with_source(
        source: Source,
        options: SessionOptions<'_>,
        device: &Device,
    ) -> Result<Self, Failure> {
        let SessionOptions { experiment, mut edits, resume, .. } = options;
        let shape = source.shape();
        edits::check(&experiment, shape)?;
        let training = device.clone().autodiff();
        let gan = Gan::new(&experiment, shape, &training)?;
        let mut session = Self {
            gan,
            draws: Draws::new(experiment.seed, source, &training),
            rates: Rates::new(&experiment),
            camera: Camera::new(&experiment, shape, device),
            probe: None,
            device: device.clone(),
            shape,
            step: 0,
            unread: Vec::new(),
            watched: experiment.clone(),
            reading: Reading::default(),
            happenings: Vec::new(),
            glances: Vec::new(),
            edits: Edits::default(),
            experiment,
        };
        let saved = resume.map(|bytes| session.restore(bytes)).transpose()?;
        edits.sort_by_key(|(after, _)| *after);
        for (after, to) in edits {
            let next = edits::applied(&session.experiment, &to, shape)?;
            if after < session.step { session.experiment = next } else { session.edits.add(after, next) }
        }
        session.watched = session.experiment.clone();
        session.rejudge(saved.as_ref());
        Ok(session)
    }

    /// A fork whose records are judged by another measure than those of its checkpoint begins to
    /// watch anew.
    fn rejudge(&mut self, saved: Option<&Experiment>) {
        let measure = |e: &Experiment| (crate::experiment::equilibrium::of(e).d_floor, e.schedule);
        if saved.is_some_and(|saved| measure(saved) != measure(&self.experiment)) {
            self.rates.edited(&self.experiment);
        }
    }

    /// Adds a live edit: the live keys of `to` hold for every step after `after`. What was to change at that
    /// step or later is no longer wanted.
    ///
    /// # Errors
    /// [`Failure::LateEdit`] when the run has gone beyond, [`Failure::Invalid`] when `to` cannot run.
    pub fn schedule(&mut self, after: u32, to: &Experiment) -> Result<(), Failure> {
        if after < self.step {
            return Err(Failure::LateEdit { after, step: self.step });
        }
        let next = edits::applied(&self.experiment, to, self.shape)?;
        self.edits.forget_from(after);
        self.edits.add(after, next);
        Ok(())
    }

    /// Steps done.
    pub fn step_count(&self) -> u32 {
        self.step
    }

    /// The experiment as it runs now: edits that hold after this very step are not in it.
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// The shape of a sample.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// What it trains on, where the run stands in it.
    pub fn source(&self) -> &Source {
        &self.draws.source
    }

    /// That the run has come to an end; what is trained after that is not kept.
    pub fn diverged(&self) -> Option<Diverged> {
        self.reading.diverged
    }

    /// The networks, for tests that set them up by hand.
    pub fn gan_mut(&mut self) -> &mut Gan {
        &mut self.gan
    }

    /// One training step: `d.steps` updates of D, then `g.steps` of G, each on fresh draws.
    pub fn step(&mut self) {
        self.watched_step(&mut ());
    }

    /// [`Self::step`], with somebody who looks on.
    pub(super) fn watched_step(&mut self, watch: &mut impl Watch) {
        self.apply_edits();
        let (d, g) = (self.experiment.discriminator.steps, self.experiment.generator.steps);
        self.updates(d, g, watch);
        self.step += 1;
        if Rates::looks(&self.experiment, self.step) {
            let generator = self.gan.generator.valid();
            let (probe, ..) = self.instruments();
            let samples = probe.sample(&generator);
            self.unread.push(Unread::Look(self.step, samples));
        }
        self.glance();
    }

    /// Takes some samples between two snapshots, once somebody has measured the run.
    fn glance(&mut self) {
        if let Some((probe, ..)) = self.probe.as_ref().filter(|_| glance::is_due(&self.experiment, self.step))
        {
            let samples = probe.sample_some(&self.gan.generator.valid());
            self.unread.push(Unread::Glance(self.step, samples));
        }
    }

    /// What the run is measured with, made when it is first wanted.
    pub(super) fn instruments(&mut self) -> &(Probe, Option<Memory>, Option<Spread>) {
        let (e, source, device) = (&self.experiment, &self.draws.source, &self.device);
        let make = || {
            (Probe::new(e, source, device), Memory::new(e, source, device), Spread::new(e, source, device))
        };
        self.probe.get_or_insert_with(make)
    }

    /// A part of a step by hand; only a whole one counts.
    pub fn single(&mut self, part: Single) {
        self.apply_edits();
        match part {
            Single::Both => self.step(),
            Single::Discriminator => self.updates(1, 0, &mut ()),
            Single::Generator => self.updates(0, 1, &mut ()),
        }
    }

    /// What holds after the steps that are done comes into force.
    fn apply_edits(&mut self) {
        while let Some(next) = self.edits.due(self.step) {
            self.unread.push(Unread::Edit(next.clone()));
            self.experiment = next;
        }
    }

    fn updates<W: Watch>(&mut self, d: u32, g: u32, watch: &mut W) {
        let e = &self.experiment;
        let step = self.draws.step(e, self.step, self.rates.at(e, self.step));
        let due = self.step.is_multiple_of(GRADIENT_EVERY);
        // What is measured for one who looks on is in no record: the doctor would hear more than without.
        let kept = |stats: UpdateStats| match due {
            true => stats,
            false => UpdateStats { gradient: None, ..stats },
        };
        let mut pending = Pending::default();
        for _ in 0..d {
            let batch = self.draws.discriminator(e, &step, self.gan.replays(e));
            watch.discriminator(&batch);
            let stats = self.gan.update_discriminator(e, batch, due || W::MEASURES);
            watch.updated(&stats);
            pending.d.push(kept(stats));
        }
        for _ in 0..g {
            let batch = self.draws.generator(e, &step);
            watch.generator(&batch);
            let stats = self.gan.update_generator(e, batch, due || W::MEASURES);
            watch.updated(&stats);
            pending.g.push(kept(stats));
        }
        self.unread.push(Unread::Step(self.step + 1, pending));
    }

    /// Updates of D and of G so far.
    pub fn update_counts(&self) -> (u32, u32) {
        self.gan.updates()
    }

    /// The class that a run in turn trains on in its next step.
    pub fn class(&self) -> Option<u8> {
        self.draws.source.class_at(self.step)
    }
}
