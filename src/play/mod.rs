//! The runs of a comparison as a state machine that knows no DOM.
//!
//! [`Play`] is told what the user does and what the workers say; it speaks to workers through a
//! [`Port`], and leaves [`Effect`]s for the page. How the runs stand is read from it ([`RunView`]), never
//! kept beside it. [`Lockstep`] decides how far a run may train; a run's [`Phase`] says what it is doing.
//! The truth about what is trained is the [`Script`]: what a link holds, and what a worker is told.

mod answer;
pub mod assignment;
mod breaks;
pub mod budget;
mod build;
mod change;
mod clinic;
mod computes;
mod cost;
mod device;
mod devices;
mod divergence;
pub mod doors;
mod edit;
mod effect;
mod events;
mod files;
pub mod film;
mod fork;
mod handover;
mod inside;
mod kept;
pub mod lockstep;
pub mod look;
mod luck;
mod message;
pub mod pace;
mod port;
mod recorded;
mod recovery;
mod restart;
pub mod route;
mod run;
mod saving;
mod silence;
mod snap;
mod take;
mod timeline;
mod train;
mod trial;
mod undo;
mod view;
pub(crate) mod watch;
pub mod watchdog;
mod weigh;

#[cfg(test)]
mod engine_tests;
#[cfg(test)]
pub(crate) mod fake;
#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod handover_tests;
#[cfg(test)]
mod planted_tests;
#[cfg(test)]
mod sequence_tests;

use std::collections::VecDeque;
use std::rc::Rc;

pub use cost::Cost;
pub use devices::{Device, Gpu};
pub use effect::{Effect, Note};
pub use files::Files;
pub use kept::{Kept, KeptRun, letters};
pub use message::{Answer, Message};
pub use port::{EngineKind, Port, World};
pub use recorded::Recording;
pub use restart::Restart;
pub use route::Route;
pub use run::{Phase, Run};
pub use snap::{Checkpoint, Snap};
pub use timeline::Timeline;
pub use view::{RunView, Status};

use device::Pins;
use files::FilesBefore;
use lockstep::Lockstep;
use recorded::Recorded;
use trial::Trial;
use undo::Past;
use weigh::Slower;

use crate::experiment::architecture::Shape;
use crate::experiment::{Comparison, RunId, Script};
use crate::inside::Wanted;
use crate::protocol::said::again;
use crate::protocol::{Single, Stage};
use crate::record::Frame;
use crate::text::answer as says;

/// Something that happened during training, marked in the charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The step after which it holds.
    pub step: u32,
    /// The run, A to D.
    pub run: RunId,
    /// What it was.
    pub text: String,
}

/// How far an engine has come that is being opened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Opening {
    /// Bytes that have come, of so many; 0 where that is not known.
    Loading(f64, f64),
    /// It starts.
    Stage(Stage),
}

/// All runs of the comparison.
pub struct Play {
    world: Box<dyn World>,
    /// What is trained, from the beginning on.
    script: Script,
    /// Every run as it is now: [`Script::now`].
    comparison: Comparison,
    /// The runs, as many as the script has courses.
    pub runs: Vec<Run>,
    /// What was shown and kept, at common steps.
    pub timeline: Timeline,
    happenings: Vec<Mark>,
    lockstep: Lockstep,
    /// Whether the user wants training to go on.
    training: bool,
    /// There are runs that the lockstep does not know yet.
    joining: bool,
    queued: Option<Single>,
    /// Checkpoints are to be taken as soon as no run is under way.
    save_due: bool,
    /// Since when a pause is waited for; `None` once that was said.
    pausing: Option<f64>,
    device: Device,
    gpu: Gpu,
    kind: EngineKind,
    /// GPU engines that get ready beside the runs.
    trial: Option<Trial>,
    /// Where they were not worth the change.
    slower: Option<Slower>,
    /// The [`Self::share`] from which on they were.
    gains_from: Option<f64>,
    /// Whether the runs must repeat to the bit.
    pins: Pins,
    /// Seconds of a step that were agreed to.
    accepted: f64,
    files: Option<Files>,
    files_before: Option<FilesBefore>,
    /// What was left, the newest last.
    pasts: VecDeque<Past>,
    /// Whether a network was updated by hand: no link repeats that.
    by_hand: bool,
    /// The number of the comparison, and of how many there were.
    story: u32,
    stories: u32,
    /// Whether another tab trains these runs.
    looking: bool,
    /// What of the runs' insides comes with every frame.
    wanted: Wanted,
    /// What is shown until an engine is there.
    recorded: Recorded,
    speed: Option<f64>,
    rate: Option<f64>,
    /// When the rate was measured last, and at which step.
    rated: (f64, u32),
    lines: u32,
    configurations: u32,
    /// The message that stands there.
    message: Option<Message>,
    effects: Vec<Effect>,
}

impl Play {
    /// The runs of `script`, built at their beginnings.
    pub fn new(world: Box<dyn World>, script: Script) -> Self {
        let mut play = Self {
            world,
            comparison: script.now(),
            script,
            runs: Vec::new(),
            timeline: Timeline::default(),
            happenings: Vec::new(),
            lockstep: Lockstep::new(0, 0),
            training: false,
            joining: false,
            queued: None,
            save_due: false,
            pausing: None,
            device: Device::Auto,
            gpu: Gpu::Unknown,
            kind: EngineKind::Cpu,
            trial: None,
            slower: None,
            gains_from: None,
            pins: Pins::default(),
            accepted: 0.0,
            files: None,
            files_before: None,
            pasts: VecDeque::new(),
            by_hand: false,
            story: 0,
            stories: 0,
            looking: false,
            wanted: Wanted::default(),
            recorded: Recorded::Over,
            speed: None,
            rate: None,
            rated: (0.0, 0),
            lines: 0,
            configurations: 0,
            message: None,
            effects: Vec::new(),
        };
        play.pins.follow(&play.script);
        play.begin();
        play.recorded = Recorded::Wanted;
        play
    }

    /// What the page has to do since the last call.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }

    /// Milliseconds after which [`Self::tick`] has something to do though nobody called.
    pub fn wake(&self) -> Option<f64> {
        let now = self.world.now();
        let open = self.lockstep.wake(now).filter(|_| !self.joining);
        open.into_iter().chain(self.patience_wake()).chain(self.film_wake()).reduce(f64::min)
    }

    /// Time has passed.
    pub fn tick(&mut self) {
        self.look_for_silence();
        self.pump();
    }

    /// The runs from their beginnings on, with what was changed: what a link holds.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// The runs as they are now.
    pub fn comparison(&self) -> &Comparison {
        &self.comparison
    }

    /// The shape of the samples of `run`, once it was built.
    pub fn shape(&self, run: RunId) -> Option<Shape> {
        Some(self.runs.get(run.0)?.ready.as_ref()?.shape)
    }

    /// Whether the user wants training to go on.
    pub fn is_training(&self) -> bool {
        self.training
    }

    /// Measured steps a second.
    pub fn rate(&self) -> Option<f64> {
        self.rate.filter(|_| self.training)
    }

    /// What computes.
    pub fn engine(&self) -> EngineKind {
        self.kind
    }

    /// Whether a network was updated by hand, which no link repeats.
    pub fn was_moved_by_hand(&self) -> bool {
        self.by_hand
    }

    /// The step that every run has come to.
    pub fn common(&self) -> u32 {
        self.lockstep.common()
    }

    /// The steps of the run.
    pub fn length(&self) -> u32 {
        self.comparison.runs.first().map_or(0, |e| e.steps)
    }

    /// Whether starting again would lose trained steps.
    pub fn has_begun(&self) -> bool {
        self.runs.iter().any(|run| !run.history.is_empty() || run.step > 0)
    }

    /// The newest frame of `run`, or the one at a step of the past.
    pub fn frame(&self, run: RunId, place: Option<u32>) -> Option<&Frame> {
        let found = match place.and_then(|step| self.timeline.nearest(step)) {
            Some(step) => self.timeline.frame(run.0, step),
            None => self.runs.get(run.0)?.live.as_ref(),
        };
        found.map(Rc::as_ref)
    }

    /// The step that is shown of `run`.
    pub fn shown(&self, run: RunId, place: Option<u32>) -> u32 {
        let past = place.and_then(|step| self.timeline.nearest(step));
        past.or_else(|| self.runs.get(run.0).map(|run| run.step)).unwrap_or(0)
    }

    /// What happened during training, up to where the runs are: edits of the script, and what runs did by
    /// themselves.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = self.edit_marks();
        let words = |text: &str| handover::said(text).map_or_else(|| again(text), str::to_owned);
        let said = |mark: &Mark| Mark { text: words(&mark.text), ..mark.clone() };
        marks.extend(self.happenings.iter().filter(|mark| !self.is_first_engine(mark)).map(said));
        marks.sort_by_key(|mark| mark.step);
        marks
    }

    /// The script has changed.
    fn follow_script(&mut self) {
        self.comparison = self.standing();
    }

    fn run_ids(&self) -> impl Iterator<Item = RunId> + use<> {
        (0..self.runs.len()).map(RunId)
    }

    fn effect(&mut self, effect: Effect) {
        if self.effects.last() != Some(&effect) {
            self.effects.push(effect);
        }
    }

    fn show(&mut self, message: Message) {
        // A question that is no longer asked leaves the controls as the runs are.
        if self.message.as_ref().is_some_and(Message::is_question) {
            self.effect(Effect::Revert);
        }
        self.message = Some(message.clone());
        self.effect(Effect::Message(Some(message)));
    }

    /// Says `text`.
    pub fn say(&mut self, text: impl Into<String>) {
        self.show(Message { text: text.into(), ..Message::default() });
    }

    /// Says that something went wrong.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.show(Message { text: text.into(), alarming: true, ..Message::default() });
    }

    /// Shows a message with a list.
    pub fn show_list(&mut self, message: Message) {
        self.show(message);
    }

    /// Says `text`, with buttons.
    fn offer(&mut self, text: impl Into<String>, alarming: bool, answers: Vec<(String, Answer)>) {
        self.show(Message { text: text.into(), alarming, answers, ..Message::default() });
    }

    /// Asks before `change` costs trained steps. What leaves everything as it is stands last.
    pub fn question(&mut self, text: impl Into<String>, yes: &str, does: Answer) {
        let keep = if self.training { says::KEEP_TRAINING.get() } else { says::KEEP.get() };
        self.offer(text, false, vec![(yes.into(), does), (keep.into(), Answer::Keep)]);
    }

    /// Takes the message away.
    pub fn hush(&mut self) {
        if let Some(message) = self.message.take() {
            if message.is_question() {
                self.effect(Effect::Revert);
            }
            self.effect(Effect::Message(None));
        }
    }
}
