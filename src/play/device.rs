//! Which engine computes: the user's choice, or the faster one.

use super::devices::{Device, Gpu};
use super::port::{EngineKind, Port};
use super::restart::Restart;
use super::watchdog::{Patience, answer_limits, limit};
use super::{Answer, Play};
use crate::experiment::link;
use crate::number::three_digits;
use crate::protocol::{BUILD, Command, Configure, Event, PROTOCOL};
use crate::text::{answer as answers, play as t};

/// What each engine is given to show its speed.
const MEASURE_MILLIS: u32 = 1_500;

/// A GPU must be faster by this factor to be worth the change.
const GAIN: f64 = 1.2;

/// The GPU engine is large: it is fetched only where a step is estimated to take at least so many
/// seconds on the CPU, below which a GPU has nothing to gain (docs/burn-on-the-web.md).
const WORTH_SECONDS: f64 = 0.02;

/// A GPU engine that is tried in the background.
pub(super) struct GpuProbe {
    /// Ends with the probe.
    port: Option<Box<dyn Port>>,
    line: u32,
    up: bool,
    patience: Patience,
    gpu: Option<f64>,
}

impl Play {
    /// On what the user wants to compute.
    pub fn device(&self) -> Device {
        self.device
    }

    /// Whether WebGPU can be chosen.
    pub fn gpu(&self) -> Gpu {
        self.gpu
    }

    /// What has turned out about WebGPU.
    pub fn found_gpu(&mut self, gpu: Gpu) {
        self.gpu = gpu;
        if !self.joining && !self.has_begun() {
            self.consider_gpu();
        }
    }

    /// The user's choice of device. Where another engine has to compute, the runs start again.
    pub fn choose_device(&mut self, device: Device) {
        if device != Device::Gpu && self.kind == EngineKind::Cpu {
            self.device = device;
        } else if self.has_begun() {
            let answer = Answer::Apply(Box::new(Restart::Device(device)));
            self.question(t::DEVICE_RESTARTS.get(), answers::START_AGAIN.get(), answer);
        } else {
            self.restart_on(device);
        }
    }

    pub(super) fn restart_on(&mut self, device: Device) {
        self.device = device;
        let kind = if device == Device::Gpu { EngineKind::Gpu } else { EngineKind::Cpu };
        if kind != self.kind {
            self.kind = kind;
            self.runs.iter_mut().for_each(|run| run.line = None);
        }
        let script = self.script.clone();
        self.open(script);
    }

    /// Tries the GPU in the background where it may gain: on images with slow steps, before training.
    pub(super) fn consider_gpu(&mut self) {
        let data = self.comparison.runs.first().map(|e| e.data).filter(|data| data.is_image());
        let image = data.is_some_and(|data| !data.needs_files() || self.files_for(data).is_some());
        let slow = self.run_ids().any(|run| self.step_seconds(run) >= WORTH_SECONDS);
        let wanted = self.device == Device::Auto && self.gpu == Gpu::Offered && self.kind == EngineKind::Cpu;
        if !image || !slow || !wanted || self.training || self.probe.is_some() {
            return;
        }
        self.lines += 1;
        let line = self.lines;
        let Ok(port) = self.world.open(EngineKind::Gpu, line) else {
            self.gpu = Gpu::Failed;
            return;
        };
        let mut patience = Patience::default();
        patience.answered(self.world.now());
        self.probe = Some(GpuProbe { port: Some(port), line, up: false, patience, gpu: None });
    }

    /// More of the engine that is tried has come.
    pub(super) fn probe_loads(&mut self, line: u32) {
        let now = self.world.now();
        if let Some(probe) = self.probe.as_mut().filter(|probe| probe.line == line) {
            probe.patience.answered(now);
        }
    }

    /// A trial that comes no further ends: nobody waits for it, but it keeps the GPU busy.
    pub(super) fn look_at_probe(&mut self) {
        let now = self.world.now();
        let Some(GpuProbe { up, patience, .. }) = &mut self.probe else { return };
        let (told, _) = answer_limits(EngineKind::Gpu, *up, 0.0);
        if patience.is_over(now, limit(EngineKind::Gpu, *up, 0.0)) || patience.unanswered(now) > told {
            self.end_probe();
        }
    }

    /// The trial has come to nothing. On Auto that is no news, but in the menu: the CPU trains.
    fn end_probe(&mut self) {
        // Once the GPU has answered, it is the CPU that does not.
        if self.probe.take().is_some_and(|probe| probe.gpu.is_none()) {
            self.gpu = Gpu::Failed;
        }
    }

    /// The engine that is tried has said something.
    pub(super) fn hear_probe(&mut self, line: u32, event: Event) {
        let (files, now) = (self.own_files().map(|files| files.set), self.world.now());
        let Some(probe) = self.probe.as_mut().filter(|probe| probe.line == line) else { return };
        let Some(port) = probe.port.as_ref() else { return };
        match event {
            Event::Alive => return probe.patience.heard(now),
            _ => probe.patience.answered(now),
        }
        match event {
            Event::Hello { protocol, build, .. } if protocol == PROTOCOL && build == BUILD => {
                probe.up = true;
                let Some(course) = self.script.courses.first() else { return };
                let experiment = link::write_experiment(&course.start);
                port.send(&Command::Configure(Configure { experiment, files, ..Configure::default() }));
            }
            Event::Ready(_) => port.send(&Command::Measure { millis: MEASURE_MILLIS }),
            Event::Measured { steps_per_sec } => {
                probe.gpu = Some(steps_per_sec);
                probe.port = None;
                match self.runs.first().filter(|run| run.is_live()) {
                    Some(run) => run.send(&Command::Measure { millis: MEASURE_MILLIS }),
                    None => self.end_probe(),
                }
            }
            Event::Opening(_) => {}
            _ => self.end_probe(),
        }
    }

    /// The CPU's speed; the GPU's is known by now.
    pub(super) fn measured(&mut self, cpu: f64) {
        let Some(gpu) = self.probe.take().and_then(|probe| probe.gpu) else { return };
        // Every run has an engine of its own: on the GPU they share it.
        let gpu = gpu / self.runs.len().max(1) as f64;
        if gpu < GAIN * cpu || self.has_begun() || self.training {
            return;
        }
        let factor = three_digits(gpu / cpu);
        self.change_engine(Device::Auto, EngineKind::Gpu);
        self.say(t::gpu_faster(factor));
    }
}
