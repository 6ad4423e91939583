//! Whether the GPU engines that get ready (`trial.rs`) are faster than the CPU by as much as is worth the change.

use super::trial::{MEASURE_MILLIS, Trial};
use super::{Play, Run};
use crate::experiment::RunId;
use crate::protocol::Command;

/// A GPU must be faster by this factor to be worth the change.
const GAIN: f64 = 1.2;

/// Steps a second on the CPU and on the GPU where the GPU was not worth the change, and in which comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slower {
    pub(super) story: u32,
    pub(super) cpu: f64,
    pub(super) gpu: f64,
}

impl Trial {
    /// Milliseconds of a step of all of `runs`: they share the GPU. Which has no engine yet is taken for the first.
    fn millis(&self, runs: &[RunId]) -> f64 {
        let first = self.spares.iter().find_map(|spare| spare.millis).unwrap_or(f64::INFINITY);
        let of = |run: &RunId| self.spares.iter().find(|spare| spare.run == *run)?.millis;
        runs.iter().map(|run| of(run).unwrap_or(first)).sum()
    }
}

impl Play {
    /// The CPU's speed, as measured while nothing trained.
    pub(super) fn measured(&mut self, steps_per_sec: f64) {
        if let Some(trial) = &mut self.trial {
            (trial.asked, trial.cpu) = (None, Some(1000.0 / steps_per_sec.max(1e-6)));
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
        if trial.taking.is_some() || self.joining || trial.spares.iter().any(|spare| spare.millis.is_none()) {
            return;
        }
        let live: Vec<RunId> = self.run_ids().filter(|run| self.runs[run.0].is_live()).collect();
        if live.is_empty() {
            return;
        }
        let Some(cpu) = self.cpu_millis() else { return };
        let Some(trial) = &self.trial else { return };
        let gpu = trial.millis(&live);
        if cpu < GAIN * gpu {
            self.slower = Some(Slower { story: self.story, cpu: 1000.0 / cpu, gpu: 1000.0 / gpu });
            return self.end_trial();
        }
        match live.iter().find(|run| !trial.spares.iter().any(|spare| spare.run == **run)) {
            Some(run) => self.open_spare(*run),
            None => self.begin_handover(cpu / gpu),
        }
    }

    /// Milliseconds of a step on the CPU: of what trains, or measured where nothing does.
    fn cpu_millis(&mut self) -> Option<f64> {
        let now = self.world.now();
        let trains = self.lockstep.is_running();
        let live = self.lockstep.pace.settled();
        let rests = self.runs.iter().find(|run| run.is_live());
        let trial = self.trial.as_mut()?;
        if let Some(millis) = live.or(trial.cpu) {
            trial.asked = None;
            return Some(millis);
        }
        if trains {
            // What was asked is not answered any more.
            trial.asked = None;
        } else if trial.asked.is_none() {
            trial.asked = Some(now);
            rests.inspect(|run: &&Run| run.send(&Command::Measure { millis: MEASURE_MILLIS }));
        }
        None
    }
}
