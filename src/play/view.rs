//! What a run's card shows, read from the run: never kept beside it, so that it cannot lie.

use super::message::Answer;
use super::run::Phase;
use super::{Opening, Play};
use crate::doctor::{Doctor, Verdict};
use crate::experiment::RunId;
use crate::experiment::words::lowered;
use crate::number::whole;
use crate::protocol::Network;
use crate::record::{Pixels, StepRecord};
use crate::text::{answer as t, play};

/// How a run is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Status {
    /// Its engine is on the way, or builds it.
    #[default]
    Loading,
    /// The user has to provide files first.
    NeedsFiles,
    /// The user has to say first whether steps of so many seconds are wanted.
    Costly(f64),
    /// It begins when its parent comes to the step of the fork.
    Unborn,
    /// Built, at step 0.
    Fresh,
    /// Under way.
    Training,
    /// Others have to catch up first.
    Waiting,
    /// Standing at its step.
    Paused,
    /// Standing at the last step of the run.
    Finished,
    /// No longer finite.
    Diverged {
        /// The first bad step.
        step: u32,
        /// The network to blame.
        network: Network,
    },
    /// It cannot be built: there is nothing behind the card.
    Refused(String),
    /// Its engine could not go on.
    Lost(String),
}

/// What a run's card shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunView {
    /// How it is doing.
    pub status: Status,
    /// Steps done.
    pub step: u32,
    /// The newest measurements.
    pub record: Option<StepRecord>,
    /// Parameters of the generator and of the discriminator.
    pub parameters: Option<(u32, u32)>,
    /// Pixels on a side that a unit of D's last convolution sees.
    pub sees: Option<u32>,
    /// The run that it was forked from, and at which step.
    pub origin: Option<(RunId, u32)>,
    /// The step of the others, while it is behind them.
    pub goal: Option<u32>,
    /// The class that it trains on now.
    pub class: Option<u8>,
    /// Whether its losses say nothing more.
    pub quiet: bool,
    /// What the doctor says, from the first step on.
    pub verdict: Option<Verdict>,
    /// Whether samples are images.
    pub image: bool,
    /// How far its engine has come while it is opened.
    pub opening: Option<Opening>,
    /// The step of the film that is shown in the place of its picture.
    pub recorded: Option<u32>,
    /// The ways on of a run that cannot go on by itself.
    pub ways: Vec<(String, Answer)>,
}

impl Play {
    /// What the card of `run` shows.
    pub fn view(&self, run: RunId) -> RunView {
        let Some(lane) = self.runs.get(run.0) else { return RunView::default() };
        let course = &self.script.courses[run.0];
        let ready = lane.ready.as_ref();
        let image = ready.map_or(course.start.data.is_image(), |r| matches!(r.real, Pixels::Images(_)));
        let shown = lane.doctor().filter(|_| lane.step > course.begins());
        let behind = self.lockstep.is_behind(run.0) && lane.phase == Phase::Live;
        RunView {
            status: self.status(run),
            step: lane.step,
            record: lane.record,
            parameters: ready.map(|r| r.parameters),
            sees: ready.and_then(|r| r.receptive_field),
            origin: course.fork.as_ref().map(|fork| (fork.of, fork.at)),
            goal: behind.then(|| self.common()),
            class: lane.class,
            quiet: lane.quiet,
            verdict: shown.map(Doctor::verdict).cloned(),
            image,
            opening: matches!(lane.phase, Phase::Starting).then_some(lane.opening).flatten(),
            recorded: self.recording(run).map(|shown| shown.step),
            ways: self.ways(run),
        }
    }

    fn status(&self, run: RunId) -> Status {
        let lane = &self.runs[run.0];
        match &lane.phase {
            Phase::Starting | Phase::Building => Status::Loading,
            Phase::NeedsFiles => Status::NeedsFiles,
            Phase::Costly(seconds) => Status::Costly(*seconds),
            Phase::Unborn => Status::Unborn,
            Phase::Diverged { step, network } => Status::Diverged { step: *step, network: *network },
            Phase::Refused(failure) => Status::Refused(failure.to_string()),
            Phase::Lost(failure) => Status::Lost(failure.to_string()),
            Phase::Live => self.live_status(run, lane.step),
        }
    }

    fn live_status(&self, run: RunId, step: u32) -> Status {
        let trains = self.training && !self.joining;
        match (trains, self.lockstep.is_anyone_behind()) {
            (true, false) => Status::Training,
            (true, true) if self.lockstep.is_behind(run.0) => Status::Training,
            (true, true) => Status::Waiting,
            (false, _) if step == 0 => Status::Fresh,
            (false, _) if step == self.length() => Status::Finished,
            _ => Status::Paused,
        }
    }

    /// What the user can do about a run that cannot go on.
    fn ways(&self, run: RunId) -> Vec<(String, Answer)> {
        let lane = &self.runs[run.0];
        let mut ways = Vec::new();
        match &lane.phase {
            Phase::Costly(_) => ways.push((t::BUILD.get().into(), Answer::Accept)),
            Phase::Diverged { .. } => {
                if let Some(point) = self.restore_point(run) {
                    let begins = point.step == self.script.courses[run.0].begins();
                    let step = whole(point.step.into());
                    if let Some(tip) = self.live_tip(run, point.step) {
                        let with = tip_words(&tip);
                        let text = if begins { t::again_with(with) } else { t::step_with(&step, with) };
                        ways.push((text, Answer::Restore(run, Some(tip))));
                    }
                    if !begins {
                        ways.push((t::back_to(step), Answer::Restore(run, None)));
                    }
                }
                ways.push((t::START_AGAIN.get().into(), Answer::Again(run)));
            }
            Phase::Refused(_) if lane.before.is_some() => {
                ways.push((t::PUT_BACK.get().into(), Answer::PutBack(run)));
            }
            Phase::Refused(_) | Phase::Lost(_) => ways.push((t::TRY_AGAIN.get().into(), Answer::Again(run))),
            _ => return ways,
        }
        if run.0 > 0 && run.0 + 1 == self.runs.len() {
            ways.push((t::TAKE_AWAY.get().into(), Answer::Remove));
        }
        ways
    }
}

/// "learning rate: half of the default".
pub(super) fn tip_words(tip: &crate::doctor::tips::Tip) -> String {
    let setting = tip.preset.map_or(tip.trick.off, |preset| preset.name);
    play::tip(lowered(tip.trick.title.get()), lowered(setting.get()))
}
