//! What the workers say.

use std::rc::Rc;

use super::lockstep::{Arrival, Reached};
use super::run::Phase;
use super::timeline::PerRun;
use super::{Checkpoint, Effect, Mark, Opening, Play, Snap};
use crate::experiment::RunId;
use crate::failure::Failure;
use crate::protocol::{BUILD, Event, PROTOCOL, Progress, Said};
use crate::record::{Frame, StepRecord};

impl Play {
    /// The worker behind `line` has said something. Of a worker that was given up, nothing is heard.
    pub fn hear(&mut self, line: u32, said: Said) {
        let now = self.world.now();
        let Some(run) = self.run_behind(line) else {
            self.hear_spare(line, said);
            return self.pump();
        };
        let lane = &mut self.runs[run.0];
        let late = said.number != lane.number;
        match said.event {
            Event::Hello { protocol, build, .. } => self.greeted(run, protocol == PROTOCOL && build == BUILD),
            Event::Opening(stage) => {
                lane.opening = Some(Opening::Stage(stage));
                lane.patience.answered(now);
            }
            Event::Alive => lane.patience.heard(now),
            Event::Failed(failure) => self.failed(run, failure),
            // What belongs to an older configuration is no longer of this run.
            _ if late => lane.patience.heard(now),
            Event::Rejected(failure) => self.refused(run, failure),
            event => {
                lane.patience.answered(now);
                let shows = matches!(event, Event::Progress(_) | Event::Seen { .. });
                match event {
                    Event::Ready(ready) => self.built(run, ready),
                    _ if !lane.is_live() => {}
                    Event::Progress(progress) if progress.by_hand => self.moved_by_hand(run, progress),
                    Event::Progress(progress) => self.moved(run, progress),
                    Event::Checkpoint { step, bytes } => self.checkpointed(run, step, bytes.0),
                    Event::Diverged { step, network } => self.diverged(run, step, network),
                    Event::Measured { steps_per_sec } => self.measured(run, steps_per_sec),
                    Event::Seen { step, frame, inside } => self.seen(run, step, frame, inside),
                    _ => {}
                }
                if shows {
                    self.has_shown(run);
                }
            }
        }
        // An edit of the link may have come into force; plain runs stay what they are.
        if !self.script.is_plain() {
            self.follow_script();
        }
        self.pump();
    }

    /// So many bytes of the engine behind `line` have come, of `total`.
    pub fn loading(&mut self, line: u32, loaded: f64, total: f64) {
        let now = self.world.now();
        if let Some(run) = self.run_behind(line) {
            let lane = &mut self.runs[run.0];
            lane.opening = Some(Opening::Loading(loaded, total));
            lane.patience.answered(now);
        } else {
            self.spare_loads(line);
        }
    }

    fn run_behind(&self, line: u32) -> Option<RunId> {
        self.runs.iter().position(|run| run.line.as_ref().is_some_and(|own| own.id == line)).map(RunId)
    }

    fn greeted(&mut self, run: RunId, is_same_build: bool) {
        if !is_same_build {
            return self.lost(run, Failure::Build);
        }
        let now = self.world.now();
        let lane = &mut self.runs[run.0];
        if let Some(line) = &mut lane.line {
            line.up = true;
        }
        lane.opening = None;
        lane.patience.answered(now);
        if lane.phase == Phase::Starting {
            self.configure(run);
        }
    }

    fn moved(&mut self, run: RunId, progress: Progress) {
        let frame = progress.frame.as_ref().map(|f| f.millis);
        let (step, millis) = (progress.step, progress.millis);
        let lane = &mut self.runs[run.0];
        let last = lane.pending.back().map_or(lane.step, |pending| pending.step);
        if step != last + progress.records.len() as u32 {
            // Said twice: these steps are known.
            return;
        }
        lane.pending.push_back(progress);
        match self.lockstep.progress(run.0, step, millis, frame) {
            Some(Arrival::Together(reached)) => self.reached(reached),
            Some(Arrival::Alone(step)) => self.moved_alone(run, step),
            None => {}
        }
    }

    /// Every run has come to a further step: now it is shown.
    pub(super) fn reached(&mut self, Reached { step, save }: Reached) {
        self.publish(step);
        self.measure_rate(step);
        if save {
            self.begin_saving();
        }
        self.tell_about_winners();
    }

    /// A run that catches up has come to `step`: it is shown at once.
    fn moved_alone(&mut self, run: RunId, step: u32) {
        let (frame, snap) = self.take_over(run, step);
        self.timeline.fill(run.0, step, frame.as_ref(), snap);
        self.measure_rate(step);
        self.tell_about_winners();
        self.effect(Effect::Samples);
        self.bear(false);
    }

    fn measure_rate(&mut self, step: u32) {
        let (since, from) = self.rated;
        let now = self.world.now();
        let seconds = (now - since) / 1000.0;
        if seconds >= 0.5 && self.lockstep.is_running() {
            let measured = f64::from(step.saturating_sub(from)) / seconds;
            self.rate = Some(self.rate.map_or(measured, |old| 0.6 * old + 0.4 * measured));
            self.rated = (now, step);
        }
    }

    /// Takes over what was said about steps up to `step`.
    fn publish(&mut self, step: u32) {
        let mut frames: PerRun<Rc<Frame>> = Default::default();
        let mut snaps: PerRun<Snap> = Default::default();
        for run in self.run_ids().filter(|run| self.runs[run.0].is_live()).collect::<Vec<_>>() {
            (frames[run.0], snaps[run.0]) = self.take_over(run, step);
        }
        if frames.iter().all(Option::is_none) {
            return self.effect(Effect::Curves);
        }
        self.timeline.show(step, frames);
        if snaps.iter().any(Option::is_some) {
            self.timeline.keep(step, snaps);
        }
        self.effect(Effect::Samples);
        self.bear(false);
    }

    /// Takes over what `run` said about steps up to `step`; answers what it showed and left there.
    pub(super) fn take_over(&mut self, run: RunId, step: u32) -> (Option<Rc<Frame>>, Option<Snap>) {
        let (mut shot, mut left, mut inside) = (None, None, None);
        while let Some(progress) = self.runs[run.0].pending.pop_front_if(|p| p.step <= step) {
            self.observe(run, &progress);
            let lane = &mut self.runs[run.0];
            lane.clock.push(progress.step, progress.updates, f64::from(progress.millis) / 1000.0);
            lane.record = progress.records.last().copied().or(lane.record);
            (lane.class, lane.step) = (progress.class, progress.step);
            let mark = |h: crate::record::Happening| Mark { step: h.step, run, text: h.text };
            self.happenings.extend(progress.happenings.into_iter().map(mark));
            shot = progress.frame.filter(|_| progress.step == step).map(Rc::new);
            (left, inside) = (progress.snapshot, progress.inside);
        }
        if shot.is_some() {
            self.runs[run.0].live.clone_from(&shot);
            self.runs[run.0].inside = inside;
            self.look_for_quiet(run);
        }
        let snap = shot.clone().zip(left).map(|(frame, left)| {
            let checkpoint = left.checkpoint.map(|bytes| Checkpoint { step, bytes: Rc::new(bytes.0) });
            Snap { frame, metrics: left.metrics, missing: left.missing, checkpoint }
        });
        if let Some(point) = snap.as_ref().and_then(|snap| snap.checkpoint.clone()) {
            self.runs[run.0].keep(point);
        }
        (shot, snap)
    }

    fn moved_by_hand(&mut self, run: RunId, progress: Progress) {
        let lane = &mut self.runs[run.0];
        (lane.by_hand, lane.touched) = (false, true);
        self.by_hand = true;
        let Progress { records, frame, inside, .. } = progress;
        if let Some(record) = records.last() {
            lane.record = Some(lane.record.map_or(*record, |old| merged(*record, old)));
        }
        if let Some(frame) = frame {
            (lane.live, lane.inside) = (Some(Rc::new(frame)), inside);
            let (step, live) = (lane.step, lane.live.clone());
            self.timeline.fill(run.0, step, live.as_ref(), None);
        }
        self.effect(Effect::Samples);
    }
}

/// `new`, where the network that made no update keeps its last numbers.
fn merged(new: StepRecord, old: StepRecord) -> StepRecord {
    let keep = |new: f32, old: f32| if new.is_nan() { old } else { new };
    StepRecord {
        loss_d: keep(new.loss_d, old.loss_d),
        loss_g: keep(new.loss_g, old.loss_g),
        grad_d: keep(new.grad_d, old.grad_d),
        grad_g: keep(new.grad_g, old.grad_g),
        acc_real: keep(new.acc_real, old.acc_real),
        acc_fake: keep(new.acc_fake, old.acc_fake),
    }
}
