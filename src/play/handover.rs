//! The hand-over: between two steps the runs go from the CPU to GPU engines that are ready (`trial.rs`), and back when
//! the GPU is lost. Each run is saved at the step where all rest; a GPU engine builds it from that; the CPU's engines
//! end only once all runs stand ready. So nothing is computed twice, and what fails leaves the runs where they were.

use super::recovery::plain;
use super::run::Line;
use super::watch::at_step;
use super::watchdog::{Patience, STEPS};
use super::{Device, EngineKind, Gpu, Mark, Message, Play};
use crate::experiment::{Course, RunId};
use crate::failure::Failure;
use crate::number::three_digits;
use crate::protocol::{Command, Ready};
use crate::text::play as t;

/// A warm engine has so many milliseconds to build a run, and some steps on top, while all of them stand still.
const BUILDS: f64 = 20_000.0;

/// What the marks are kept as in whatever language; [`said`] says them.
const ON_GPU: &str = "from here on the GPU";
const ON_CPU: &str = "from here on the CPU";

/// How far a hand-over has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Taking {
    /// By what factor the GPU is faster.
    factor: f64,
    /// The runs come to rest and are saved; then the GPU's engines build them, and are waited for.
    building: Option<Patience>,
}

impl Taking {
    /// Whether the GPU's engines build the runs.
    pub(super) fn builds(self) -> bool {
        self.building.is_some()
    }

    /// Whether they take too long, where a step takes `step` milliseconds.
    pub(super) fn hangs(&mut self, now: f64, step: f64) -> bool {
        self.building.as_mut().is_some_and(|patience| patience.is_over(now, BUILDS + STEPS * step))
    }
}

/// A mark of another engine, in the reader's language.
pub(super) fn said(text: &str) -> Option<&'static str> {
    match text {
        ON_GPU => Some(t::ON_GPU.get()),
        ON_CPU => Some(t::ON_CPU.get()),
        _ => None,
    }
}

impl Play {
    /// Whether some steps were computed by another engine than the others: no link repeats that to the bit.
    pub fn has_changed_engines(&self) -> bool {
        let mut all = self.run_ids().flat_map(|run| self.computed_by(run));
        let first = all.next();
        all.any(|engine| Some(engine) != first)
    }

    /// The engines of the steps of `run`: the CPU, until a mark says another.
    fn computed_by(&self, run: RunId) -> Vec<&str> {
        let begins = self.begins(run);
        let marks = || self.happenings.iter().filter(|m| m.run == run && said(&m.text).is_some());
        let first = marks().find(|mark| mark.step <= begins).map_or(ON_CPU, |mark| &mark.text);
        let later = marks().filter(|mark| mark.step > begins).map(|mark| mark.text.as_str());
        let begun = self.runs[run.0].step > begins;
        begun.then_some(first).into_iter().chain(later).collect()
    }

    /// From `step` on, `run` is computed by the engine of now: a mark says so where that changes anything. What
    /// stands where the run begins is kept with the others, and not shown.
    pub(super) fn mark_engine(&mut self, run: RunId, step: u32) {
        let is_engine = |mark: &Mark| mark.run == run && said(&mark.text).is_some();
        self.happenings.retain(|mark| !is_engine(mark) || mark.step < step);
        let last = self.happenings.iter().rfind(|mark| is_engine(mark)).map_or(ON_CPU, |mark| &mark.text);
        let now = if self.kind == EngineKind::Gpu { ON_GPU } else { ON_CPU };
        if last != now {
            self.happenings.push(Mark { step, run, text: now.into() });
        }
    }

    /// Whether `mark` only says on which engine its run began.
    pub(super) fn is_first_engine(&self, mark: &Mark) -> bool {
        mark.step <= self.begins(mark.run) && said(&mark.text).is_some()
    }

    fn begins(&self, run: RunId) -> u32 {
        self.script.courses.get(run.0).map_or(0, Course::begins)
    }

    /// The GPU is ready, and faster by `factor`: the runs come to rest where all are at one step.
    pub(super) fn begin_handover(&mut self, factor: f64) {
        let saving = self.awaits_a_checkpoint();
        if let Some(trial) = &mut self.trial {
            trial.taking = Some(Taking { factor, building: None });
        }
        if !saving {
            self.save_due = true;
            self.lockstep.hold();
            self.save_if_due();
        }
    }

    /// Something else comes first: the CPU goes on, and the GPU takes over later.
    pub(super) fn postpone(&mut self) {
        if self.trial.as_mut().is_some_and(|trial| trial.taking.take().is_some()) {
            self.end_saving();
        }
    }

    /// All runs are saved where they rest: the GPU's engines build them.
    pub(super) fn build_spares(&mut self) {
        let live: Vec<RunId> = self.run_ids().filter(|run| self.runs[run.0].is_live()).collect();
        let has_spare =
            |run: &RunId| self.trial.iter().any(|t| t.spares.iter().any(|spare| spare.run == *run));
        let saved = |run: &RunId| {
            let lane = &self.runs[run.0];
            !lane.touched && lane.saved.as_ref().is_some_and(|point| point.step == lane.step)
        };
        if live.is_empty() || !live.iter().all(|run| saved(run) && has_spare(run)) {
            return self.postpone();
        }
        let mut patience = Patience::default();
        patience.answered(self.world.now());
        for run in &live {
            let configure = self.configuration(*run, self.runs[run.0].saved.clone());
            let spare = self.trial.as_mut().and_then(|t| t.spares.iter_mut().find(|spare| spare.run == *run));
            if let Some(spare) = spare {
                (spare.number, spare.ready) = (configure.number, None);
                spare.line.port.send(&Command::Configure(configure));
            }
        }
        if let Some(trial) = &mut self.trial {
            trial.spares.retain(|spare| live.contains(&spare.run));
            trial.taking.iter_mut().for_each(|taking| taking.building = Some(patience));
        }
    }

    /// The GPU's engine for `run` has built it. Once all have, they have the runs.
    pub(super) fn stands_ready(&mut self, run: RunId, ready: Ready) {
        if ready.step != self.runs[run.0].step {
            return self.gpu_fails();
        }
        let Some(trial) = &mut self.trial else { return };
        if let Some(spare) = trial.spares.iter_mut().find(|spare| spare.run == run) {
            spare.ready = Some(ready);
        }
        if trial.spares.iter().all(|spare| spare.ready.is_some()) {
            self.hand_over();
        }
    }

    /// Between two steps: the GPU's engines take the places of the CPU's.
    fn hand_over(&mut self) {
        let Some(trial) = self.trial.take() else { return };
        let factor = trial.taking.map_or(1.0, |taking| taking.factor);
        let now = self.world.now();
        let mut given: Vec<(RunId, u32, Line, Ready)> = Vec::new();
        for spare in trial.spares {
            given.extend(spare.ready.map(|ready| (spare.run, spare.number, spare.line, ready)));
        }
        // What is built anew later is so on the GPU too.
        self.runs.iter_mut().for_each(|lane| lane.line = None);
        self.kind = EngineKind::Gpu;
        self.gains_from = Some(self.share());
        self.rate = None;
        self.lockstep.pace.forget();
        let step = self.common();
        self.rated = (now, step);
        for (run, number, line, ready) in given {
            let lane = &mut self.runs[run.0];
            (lane.line, lane.number, lane.ready) = (Some(line), number, Some(ready));
            lane.breaks = super::breaks::Breaks::default();
            lane.patience.answered(now);
            lane.saving = false;
            let step = lane.step;
            self.mark_engine(run, step);
            self.look_anew(run);
        }
        self.save_due = false;
        self.lockstep.release(now);
        // What is asked stays asked.
        if !self.message.as_ref().is_some_and(Message::is_question) {
            self.say(t::gpu_takes_over(three_digits(factor), at_step(step)));
        }
    }

    /// The GPU of `run` cannot go on, or has not come to: the CPU does. On Auto it is left for the rest of this page.
    pub(super) fn leave_gpu(&mut self, run: RunId, failure: &Failure, young: bool) {
        let auto = self.device == Device::Auto;
        let reason = failure.to_string();
        let why = plain(reason.trim_start_matches("WebGPU did not start: "));
        if !auto || young {
            self.warn(t::no_webgpu(&why));
        }
        self.gpu = Gpu::Failed;
        self.change_engine(if auto { Device::Auto } else { Device::Cpu }, EngineKind::Cpu);
        if auto && !young {
            let from = self.runs[run.0].resume.as_ref().map_or(0, |point| point.step);
            self.warn(t::gpu_lost(why, at_step(from)));
        }
    }
}
