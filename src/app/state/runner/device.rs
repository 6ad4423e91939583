//! Which engine computes: the user's choice, or the faster one.

use leptos::prelude::*;

use super::Runner;
use crate::app::bar::message::Answer;
use crate::app::kit::engine::{Engine, EngineKind};
use crate::app::state::change::Change;
use crate::app::state::page::{Device, Gpu, Page};
use crate::experiment::link;
use crate::protocol::{Command, Event};

/// What each engine is given to show its speed.
const MEASURE_MILLIS: u32 = 1_500;

/// A GPU must be faster by this factor to be worth the change.
const GAIN: f64 = 1.2;

/// A GPU engine that is tried in the background.
pub(super) struct Probe {
    /// Ends with the probe.
    engine: Option<Engine>,
    generation: u32,
    gpu: Option<f64>,
}

impl Runner {
    /// The user's choice of device; the runs start again.
    pub fn use_device(&mut self, page: Page, device: Device) {
        let kind = if device == Device::Gpu { EngineKind::Gpu } else { EngineKind::Cpu };
        if kind != self.kind {
            self.kind = kind;
            self.drop_engines();
            for lane in &mut self.lanes {
                lane.ready = None;
            }
        }
        self.begin(page);
    }

    /// The GPU has turned out to be there.
    pub fn reconsider(&mut self, page: Page) {
        if self.is_ready() && !self.has_begun() {
            self.consider_gpu(page);
        }
    }

    /// Tries the GPU in the background where it may gain: on images, before training.
    pub(super) fn consider_gpu(&mut self, page: Page) {
        let image = page.comparison.with_untracked(|c| c.runs.first().is_some_and(|e| e.data.is_image()));
        let wanted = page.device.get_untracked() == Device::Auto && page.gpu.get_untracked() == Gpu::Offered;
        if !image || !wanted || self.kind == EngineKind::Gpu || self.probe.is_some() {
            return;
        }
        let experiment = page.comparison.with_untracked(|c| c.runs.first().map(link::write_experiment));
        let Some(experiment) = experiment else { return };
        let files = self.files.clone();
        let generation = self.generation;
        let heard = move |event: Event| {
            page.act(|runner| runner.hear_probe(page, generation, event, &experiment, &files));
        };
        let engine = Engine::start(EngineKind::Gpu, heard).ok();
        self.probe = Some(Probe { engine, generation, gpu: None });
    }

    fn hear_probe(&mut self, page: Page, generation: u32, event: Event, experiment: &str, files: &[Vec<u8>]) {
        let Some(probe) = self.probe.as_mut().filter(|p| p.generation == generation) else { return };
        let engine = probe.engine.as_ref();
        match (event, engine) {
            (Event::Hello { .. }, Some(engine)) => {
                let (experiment, files) = (experiment.to_owned(), files.to_vec());
                engine.send(&Command::Configure { experiment, files, resume: None });
            }
            (Event::Ready(_), Some(engine)) => engine.send(&Command::Measure { millis: MEASURE_MILLIS }),
            (Event::Measured { steps_per_sec }, _) => {
                probe.gpu = Some(steps_per_sec);
                probe.engine = None;
                if let Some(lane) = self.lanes.first().filter(|_| self.is_ready()) {
                    lane.send(&Command::Measure { millis: MEASURE_MILLIS });
                }
            }
            // On Auto a GPU that does not work is no news: the CPU trains.
            _ => {
                self.probe = None;
                page.gpu.set(Gpu::NoBrowser);
            }
        }
    }

    /// The CPU's speed; the GPU's is known by now.
    pub(super) fn measured(&mut self, page: Page, cpu: f64) {
        let Some(gpu) = self.probe.take().and_then(|p| p.gpu) else { return };
        // Every run has an engine of its own: on the GPU they share it.
        let gpu = gpu / self.lanes.len().max(1) as f64;
        if gpu < GAIN * cpu {
            return;
        }
        let factor = crate::number::three_digits(gpu / cpu);
        if self.has_begun() || page.running.get_untracked() {
            let change = Answer::Apply(Box::new(Change::Device(Device::Gpu)));
            let text =
                format!("The GPU would be {factor} times as fast. Changing to it starts again from step 0.");
            return page.ask(text, false, vec![("Use the GPU", change), ("Keep training", Answer::Keep)]);
        }
        page.say(format!("The GPU is {factor} times as fast as the CPU here: it trains."));
        self.kind = EngineKind::Gpu;
        self.drop_engines();
        self.begin(page);
    }
}
