//! GPU engines that get ready beside the runs, while the CPU trains them: opened, warmed up on the same shapes and
//! timed, one after another. `weigh.rs` says whether they are faster, and `handover.rs` gives them the runs.

use super::Play;
use super::devices::{Device, Gpu};
use super::handover::Taking;
use super::port::EngineKind;
use super::run::Line;
use super::watchdog::{Patience, STEPS, answer_limits, limit};
use super::weigh::millis;
use crate::experiment::{Experiment, RunId, link};
use crate::failure::Failure;
use crate::inside::Wanted;
use crate::protocol::{BUILD, Command, Configure, Event, PROTOCOL, Ready, Said};

/// How often the CPU is asked in vain before the engines that get ready end: it may be dead, and rest for ever.
const ASKS: u32 = 3;

/// What each engine is given to show its speed.
pub(super) const MEASURE_MILLIS: u32 = 1_500;

/// The CPU has so many milliseconds to show its speed where nothing trains, and some steps on top; then it is asked
/// again.
const CPU_ANSWERS: f64 = 30_000.0;

/// A GPU engine that gets ready for a run.
pub(super) struct Spare {
    pub(super) run: RunId,
    /// Ends with it.
    pub(super) line: Line,
    /// The number of what it was told last to build.
    pub(super) number: u32,
    patience: Patience,
    /// Of what it shows its speed.
    pub(super) of: Option<Experiment>,
    /// Milliseconds of a step, once that is known: then it is warm.
    pub(super) millis: Option<f64>,
    /// What it built of the run that it takes over.
    pub(super) ready: Option<Ready>,
}

/// The engines that get ready.
#[derive(Default)]
pub(super) struct Trial {
    pub(super) spares: Vec<Spare>,
    /// How far they are in taking over.
    pub(super) taking: Option<Taking>,
    /// Milliseconds of a step on the CPU, by the run and of what, as measured while nothing trained.
    pub(super) cpu: Vec<(RunId, Option<Experiment>, f64)>,
    /// How long that is waited for, once it is asked.
    pub(super) asked: Option<Patience>,
    /// How often it was waited for in vain.
    vain: u32,
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
        self.taking.is_some_and(Taking::builds)
    }

    fn spare(&mut self, line: u32) -> Option<&mut Spare> {
        self.spares.iter_mut().find(|spare| spare.line.id == line)
    }
}

impl Play {
    /// Has a GPU engine get ready where it may gain. The CPU trains meanwhile.
    pub(super) fn consider_gpu(&mut self) {
        let first = self.run_ids().find(|run| self.runs[run.0].is_live());
        let may = !self.joining && self.trial.is_none() && self.may_move() && self.may_gain();
        let Some(first) = first.filter(|_| may) else { return };
        self.trial = Some(Trial::default());
        self.open_spare(first);
    }

    /// Whether the runs may be given to the GPU: a software adapter is not [`Gpu::Offered`].
    pub(super) fn may_move(&self) -> bool {
        let auto = self.device == Device::Auto && self.kind == EngineKind::Cpu;
        auto && self.gpu == Gpu::Offered
            && !self.pins.hold()
            && !self.looking
            && self.known_slower().is_none()
    }

    pub(super) fn open_spare(&mut self, run: RunId) {
        self.lines += 1;
        let id = self.lines;
        let Ok(port) = self.world.open(EngineKind::Gpu, id) else { return self.gpu_fails() };
        let mut patience = Patience::default();
        patience.answered(self.world.now());
        let line = Line { id, port, up: false, told: Wanted::default() };
        let spare = Spare { run, line, number: 0, patience, of: self.timed(run), millis: None, ready: None };
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
        let step = self.run_ids().map(|run| self.slowest_step(run)).fold(0.0, f64::max);
        let Some(trial) = &mut self.trial else { return };
        if trial.asked.as_mut().is_some_and(|patience| patience.is_over(now, CPU_ANSWERS + STEPS * step)) {
            (trial.asked, trial.vain) = (None, trial.vain + 1);
            if trial.vain >= ASKS {
                return self.end_trial();
            }
        }
        let hangs = |Spare { line, patience, .. }: &mut Spare| {
            let (told, _) = answer_limits(EngineKind::Gpu, line.up, 0.0);
            patience.is_over(now, limit(EngineKind::Gpu, line.up, 0.0)) || patience.unanswered(now) > told
        };
        let mut cold = trial.spares.iter_mut().filter(|spare| spare.millis.is_none());
        if cold.any(hangs) || trial.taking.as_mut().is_some_and(|taking| taking.hangs(now, step)) {
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
            // What is wrong with the data is not the GPU's fault.
            Event::Rejected(Failure::Data(_)) => self.end_trial(),
            Event::Rejected(_) => self.gpu_fails(),
            Event::Ready(ready) if builds => self.stands_ready(run, ready),
            Event::Ready(_) => spare.line.port.send(&Command::Measure { millis: MEASURE_MILLIS }),
            Event::Measured { steps_per_sec } => spare.millis = Some(millis(steps_per_sec)),
            _ => {}
        }
    }

    /// Runs have changed: their engines that are warm show their speed anew.
    pub(super) fn warm_up_changed(&mut self) {
        let changed = |spare: &&Spare| spare.line.up && spare.of != self.timed(spare.run);
        let spares = self.trial.iter().flat_map(|trial| &trial.spares);
        for run in spares.filter(changed).map(|spare| spare.run).collect::<Vec<_>>() {
            self.warm_up(run);
        }
    }

    /// The engine for `run` builds the same shapes, with the same tips.
    fn warm_up(&mut self, run: RunId) {
        let Some(e) = self.comparison.runs.get(run.0) else { return };
        let (files, experiment) = (self.files_for(e.data).map(|files| files.set), link::write_experiment(e));
        let (of, now) = (self.timed(run), self.world.now());
        let Some(trial) = &mut self.trial else { return };
        let Some(spare) = trial.spares.iter_mut().find(|spare| spare.run == run) else { return };
        self.configurations += 1;
        (spare.line.up, spare.number) = (true, self.configurations);
        (spare.of, spare.millis) = (of, None);
        spare.patience.answered(now);
        let number = spare.number;
        spare.line.port.send(&Command::Configure(Configure {
            number,
            experiment,
            files,
            ..Configure::default()
        }));
    }
}
