//! GPU engines that get ready beside the runs, while the CPU trains them: opened, warmed up on the same shapes and
//! timed, one after another. Where they are faster, `handover.rs` gives them the runs.

use super::devices::{Device, Gpu};
use super::handover::Taking;
use super::port::EngineKind;
use super::run::Line;
use super::watchdog::{Patience, answer_limits, limit};
use super::{Play, Run};
use crate::experiment::{RunId, link};
use crate::inside::Wanted;
use crate::protocol::{BUILD, Command, Configure, Event, PROTOCOL, Ready, Said};

/// What each engine is given to show its speed.
const MEASURE_MILLIS: u32 = 1_500;

/// A GPU must be faster by this factor to be worth the change.
const GAIN: f64 = 1.2;

/// The CPU has so many milliseconds to show its speed where nothing trains.
const CPU_ANSWERS: f64 = 30_000.0;

/// A GPU engine that gets ready for a run.
pub(super) struct Spare {
    pub(super) run: RunId,
    /// Ends with it.
    pub(super) line: Line,
    /// The number of what it was told last to build.
    pub(super) number: u32,
    patience: Patience,
    /// Milliseconds of a step, once that is known: then it is warm.
    millis: Option<f64>,
    /// What it built of the run that it takes over.
    pub(super) ready: Option<Ready>,
}

/// The engines that get ready.
#[derive(Default)]
pub(super) struct Trial {
    pub(super) spares: Vec<Spare>,
    /// How far they are in taking over.
    pub(super) taking: Option<Taking>,
    /// Milliseconds of a step on the CPU, where it was measured while nothing trained.
    cpu: Option<f64>,
    /// Since when that is asked.
    asked: Option<f64>,
}

impl Trial {
    /// Whether something is to come by itself.
    pub(super) fn waits(&self) -> bool {
        self.taking.is_some()
            || self.asked.is_some()
            || self.spares.iter().any(|spare| spare.millis.is_none())
    }

    /// Whether the runs stand still for it.
    pub(super) fn builds(&self) -> bool {
        matches!(self.taking, Some(Taking::Building(_)))
    }

    fn spare(&mut self, line: u32) -> Option<&mut Spare> {
        self.spares.iter_mut().find(|spare| spare.line.id == line)
    }

    /// Milliseconds of a step of all of `runs`: they share the GPU. Which has no engine yet is taken for the first.
    fn millis(&self, runs: &[RunId]) -> f64 {
        let first = self.spares.iter().find_map(|spare| spare.millis).unwrap_or(f64::INFINITY);
        let of = |run: &RunId| self.spares.iter().find(|spare| spare.run == *run)?.millis;
        runs.iter().map(|run| of(run).unwrap_or(first)).sum()
    }
}

/// Steps a second on the CPU and on the GPU where the GPU was not worth the change, and in which comparison.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Slower {
    pub(super) story: u32,
    pub(super) cpu: f64,
    pub(super) gpu: f64,
}

impl Play {
    /// Has a GPU engine get ready where it may gain. The CPU trains meanwhile.
    pub(super) fn consider_gpu(&mut self) {
        let first = self.run_ids().find(|run| self.runs[run.0].is_live());
        let Some(first) = first.filter(|_| self.trial.is_none() && self.may_move() && self.may_gain()) else {
            return;
        };
        self.trial = Some(Trial::default());
        self.open_spare(first);
    }

    /// Whether the runs may be given to the GPU: a software adapter is not [`Gpu::Offered`].
    pub(super) fn may_move(&self) -> bool {
        let auto = self.device == Device::Auto && self.kind == EngineKind::Cpu;
        let known = self.slower.is_some_and(|slower| slower.story == self.story);
        auto && self.gpu == Gpu::Offered && !self.pins.hold() && !self.looking && !known
    }

    fn open_spare(&mut self, run: RunId) {
        self.lines += 1;
        let id = self.lines;
        let Ok(port) = self.world.open(EngineKind::Gpu, id) else { return self.gpu_fails() };
        let mut patience = Patience::default();
        patience.answered(self.world.now());
        let line = Line { id, port, up: false, told: Wanted::default() };
        let spare = Spare { run, line, number: 0, patience, millis: None, ready: None };
        if let Some(trial) = &mut self.trial {
            trial.spares.push(spare);
        }
    }

    /// The trial has come to nothing. On Auto that is no news, but in the menu: the CPU trains.
    pub(super) fn gpu_fails(&mut self) {
        self.gpu = Gpu::Failed;
        self.end_trial();
    }

    /// The engines that get ready end; where they were about to take over, the CPU goes on.
    pub(super) fn end_trial(&mut self) {
        self.postpone();
        self.trial = None;
    }

    /// More of an engine that gets ready has come.
    pub(super) fn spare_loads(&mut self, line: u32) {
        let now = self.world.now();
        if let Some(spare) = self.trial.as_mut().and_then(|trial| trial.spare(line)) {
            spare.patience.answered(now);
        }
    }

    /// An engine that comes no further ends: nobody waits for it, but it keeps the GPU busy.
    pub(super) fn look_at_trial(&mut self) {
        let now = self.world.now();
        let Some(trial) = &mut self.trial else { return };
        if trial.asked.is_some_and(|since| now - since > CPU_ANSWERS) {
            return self.end_trial();
        }
        let hangs = |Spare { line, patience, .. }: &mut Spare| {
            let (told, _) = answer_limits(EngineKind::Gpu, line.up, 0.0);
            patience.is_over(now, limit(EngineKind::Gpu, line.up, 0.0)) || patience.unanswered(now) > told
        };
        let mut cold = trial.spares.iter_mut().filter(|spare| spare.millis.is_none());
        if cold.any(hangs) || trial.taking.is_some_and(|taking| taking.hangs(now)) {
            self.gpu_fails();
        }
    }

    /// An engine that gets ready has said something.
    pub(super) fn hear_spare(&mut self, line: u32, said: Said) {
        let now = self.world.now();
        let Some(trial) = &mut self.trial else { return };
        let builds = trial.builds();
        let Some(spare) = trial.spare(line) else { return };
        let (run, late) = (spare.run, said.number != spare.number);
        match said.event {
            Event::Alive => spare.patience.heard(now),
            _ => spare.patience.answered(now),
        }
        match said.event {
            Event::Hello { protocol, build, .. } if protocol == PROTOCOL && build == BUILD => {
                self.warm_up(run)
            }
            Event::Hello { .. } | Event::Failed(_) => self.gpu_fails(),
            _ if late => {}
            Event::Rejected(_) => self.gpu_fails(),
            Event::Ready(ready) if builds => self.stands_ready(run, ready),
            Event::Ready(_) => spare.line.port.send(&Command::Measure { millis: MEASURE_MILLIS }),
            Event::Measured { steps_per_sec } => spare.millis = Some(1000.0 / steps_per_sec.max(1e-6)),
            _ => {}
        }
    }

    /// The engine for `run` builds the same shapes, with the same tips.
    fn warm_up(&mut self, run: RunId) {
        let Some(e) = self.comparison.runs.get(run.0) else { return };
        let (files, experiment) = (self.files_for(e.data).map(|files| files.set), link::write_experiment(e));
        let Some(trial) = &mut self.trial else { return };
        let Some(spare) = trial.spares.iter_mut().find(|spare| spare.run == run && !spare.line.up) else {
            return;
        };
        self.configurations += 1;
        (spare.line.up, spare.number) = (true, self.configurations);
        let number = spare.number;
        spare.line.port.send(&Command::Configure(Configure {
            number,
            experiment,
            files,
            ..Configure::default()
        }));
    }

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
