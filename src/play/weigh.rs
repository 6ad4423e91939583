//! Whether the GPU engines that get ready (`trial.rs`) are faster than the CPU by as much as is worth the change.

use super::Play;
use super::trial::MEASURE_MILLIS;
use super::watchdog::Patience;
use crate::experiment::{Experiment, RunId};
use crate::protocol::Command;

/// A GPU must be faster by this factor to be worth the change.
const GAIN: f64 = 1.2;

/// Steps a second on the CPU and on the GPU where the GPU was not worth the change, and of which runs.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Slower {
    of: Vec<Option<Experiment>>,
    pub(super) cpu: f64,
    pub(super) gpu: f64,
}

/// Milliseconds of a step, of so many a second.
pub(super) fn millis(steps_per_sec: f64) -> f64 {
    1000.0 / steps_per_sec.max(1e-6)
}

impl Play {
    /// `run` as it is now, without what changes nothing of how long its step takes.
    pub(super) fn timed(&self, run: RunId) -> Option<Experiment> {
        let mut e = self.comparison.runs.get(run.0)?.clone();
        (e.generator.lr, e.discriminator.lr, e.seed, e.steps) = (0.0, 0.0, 0, 0);
        Some(e)
    }

    /// How both engines did where the GPU was not worth the change for the runs of now.
    pub(super) fn known_slower(&self) -> Option<&Slower> {
        self.slower.as_ref().filter(|slower| slower.of == self.all_timed())
    }

    fn all_timed(&self) -> Vec<Option<Experiment>> {
        self.run_ids().map(|run| self.timed(run)).collect()
    }

    /// The CPU's speed on `run`, as measured while nothing trained.
    pub(super) fn measured(&mut self, run: RunId, steps_per_sec: f64) {
        let e = self.timed(run);
        if let Some(trial) = &mut self.trial {
            trial.cpu.retain(|(of, ..)| *of != run);
            trial.cpu.push((run, e, millis(steps_per_sec)));
        }
    }

    /// The CPU has something else to do: what it was to show while it rests does not come.
    pub(super) fn ask_cpu_again(&mut self) {
        if let Some(trial) = &mut self.trial {
            trial.asked = None;
        }
    }

    /// What is next for the engines that get ready: another one, taking over, or their end.
    pub(super) fn weigh_trial(&mut self) {
        if self.trial.is_some() && !self.may_move() {
            return self.end_trial();
        }
        let Some(trial) = &mut self.trial else { return };
        let runs = self.runs.len();
        trial.spares.retain(|spare| spare.run.0 < runs);
        if trial.taking.is_some() || self.joining {
            return;
        }
        self.warm_up_changed();
        let Some(trial) = &self.trial else { return };
        if trial.spares.iter().any(|spare| spare.millis.is_none()) {
            return;
        }
        let live: Vec<RunId> = self.run_ids().filter(|run| self.runs[run.0].is_live()).collect();
        if live.is_empty() {
            return;
        }
        let millis = |run: &RunId| trial.spares.iter().find(|spare| spare.run == *run)?.millis;
        if let Some(run) = live.iter().find(|run| millis(run).is_none()) {
            return self.open_spare(*run);
        }
        // They share the GPU.
        let gpu: f64 = live.iter().filter_map(millis).sum();
        let Some(cpu) = self.cpu_millis(&live) else { return };
        if cpu < GAIN * gpu {
            let of = self.all_timed();
            self.slower = Some(Slower { of, cpu: 1000.0 / cpu, gpu: 1000.0 / gpu });
            return self.end_trial();
        }
        self.begin_handover(cpu / gpu);
    }

    /// Milliseconds of a step of the slowest of `live` on the CPU, where each has a core: as they train, or measured
    /// where nothing does.
    fn cpu_millis(&mut self, live: &[RunId]) -> Option<f64> {
        if let Some(millis) = self.lockstep.pace.settled() {
            self.ask_cpu_again();
            return Some(millis);
        }
        let trial = self.trial.as_ref()?;
        let known = |run: &RunId| {
            trial
                .cpu
                .iter()
                .find(|(of, e, _)| of == run && *e == self.timed(*run))
                .map(|(.., millis)| *millis)
        };
        let lacking: Vec<RunId> = live.iter().copied().filter(|run| known(run).is_none()).collect();
        let slowest = live.iter().filter_map(known).fold(0.0, f64::max);
        let asked = trial.asked.is_some();
        if lacking.is_empty() || self.lockstep.is_running() {
            self.ask_cpu_again();
        } else if !asked {
            let mut patience = Patience::default();
            patience.answered(self.world.now());
            self.trial.as_mut()?.asked = Some(patience);
            for run in &lacking {
                self.runs[run.0].send(&Command::Measure { millis: MEASURE_MILLIS });
            }
        }
        lacking.is_empty().then_some(slowest)
    }
}
