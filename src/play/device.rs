//! Which engine computes: the user's choice, or on Auto the faster one.

use super::devices::{Device, Gpu};
use super::port::EngineKind;
use super::restart::Restart;
use super::{Answer, Play};
use crate::experiment::Script;
use crate::text::{answer as answers, play as t};

/// The GPU engine is large: it is fetched only where a step is estimated to take at least so many
/// seconds on the CPU, below which a GPU has nothing to gain (docs/burn-on-the-web.md).
const WORTH_SECONDS: f64 = 0.02;

/// What must repeat to the bit stays on the CPU, unless the user chooses the GPU.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pins {
    /// They came with what was done after which step: by a link, or from what was kept.
    script: bool,
    /// A teacher wrote to it.
    assigned: bool,
}

impl Pins {
    /// Those of runs that begin as `script` says.
    pub(super) fn follow(&mut self, script: &Script) {
        self.script = !script.is_plain();
    }

    /// Those of runs that come back; what a teacher wrote belongs to the page.
    pub(super) fn restore(&mut self, past: Self) {
        self.script = past.script;
    }

    /// Whether there is any.
    pub(super) fn hold(self) -> bool {
        self.script || self.assigned
    }
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
        self.consider_gpu();
    }

    /// Whether a teacher wrote to the runs: who answers shall see what the teacher saw. What has trained on the GPU
    /// stays there until it begins again.
    pub fn assign(&mut self, assigned: bool) {
        self.pins.assigned = assigned;
        if assigned && self.kind == EngineKind::Gpu && self.device == Device::Auto && !self.has_begun() {
            return self.begin();
        }
        self.pump();
        self.consider_gpu();
    }

    /// The user's choice of device. Where another engine has to compute, or one has computed a part, the runs start
    /// again: a device that is chosen computes all steps, unless it fails.
    pub fn choose_device(&mut self, device: Device) {
        let stays = match device {
            Device::Cpu => self.kind == EngineKind::Cpu && !self.has_changed_engines(),
            Device::Gpu => self.kind == EngineKind::Gpu && !self.has_changed_engines(),
            Device::Auto => self.kind == EngineKind::Cpu || self.gains_from.is_some(),
        };
        if stays {
            self.device = device;
            self.pump();
            self.consider_gpu();
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
            self.turn_engine(kind);
        }
        let script = self.script.clone();
        self.open(script);
    }

    /// On Auto, runs that begin do so on the CPU, unless the GPU is warm and was the faster one for steps that
    /// took no longer.
    pub(super) fn begin_on_the_faster(&mut self) {
        let fits = self.gains_from.is_some_and(|from| self.share() >= from) && !self.pins.hold();
        if self.device == Device::Auto && self.kind == EngineKind::Gpu && !fits {
            self.turn_engine(EngineKind::Cpu);
        }
    }

    fn turn_engine(&mut self, kind: EngineKind) {
        self.kind = kind;
        self.runs.iter_mut().for_each(|run| run.line = None);
    }

    /// Seconds of the slowest run's step, by the number of runs: each has a core of the CPU, and all share the
    /// GPU.
    pub(super) fn share(&self) -> f64 {
        self.slowest_seconds() / self.script.courses.len().max(1) as f64
    }

    fn slowest_seconds(&self) -> f64 {
        (0..self.script.courses.len())
            .map(|run| self.step_seconds(crate::experiment::RunId(run)))
            .fold(0.0, f64::max)
    }

    /// Whether the steps are so slow that a GPU may gain: those of images only.
    pub(super) fn are_slow(&self) -> bool {
        let image = self.comparison.runs.first().is_some_and(|e| e.data.is_image());
        image && self.slowest_seconds() >= WORTH_SECONDS
    }

    /// Whether they are, and can be tried.
    pub(super) fn may_gain(&self) -> bool {
        let data = self.comparison.runs.first().map(|e| e.data);
        let there = data.is_some_and(|data| !data.needs_files() || self.files_for(data).is_some());
        there && self.are_slow()
    }
}
