//! The loop: commands first, then a slice of what is asked for.

use super::goal::Goal;
use super::outside::Outside;
use super::timed_copy::TimedCopy;
use super::voice::Voice;
use crate::data::OwnData;
use crate::experiment::{Experiment, link};
use crate::failure::Failure;
use crate::gan::dirac;
use crate::inside::Wanted;
use crate::protocol::{BUILD, Command, Edit, Event, PROTOCOL, Single};
use crate::record::StepRecord;
use crate::session::Session;
use crate::session::self_test::Tested;

/// The run of a worker and what is asked of it.
pub struct Engine<O> {
    pub(super) device: Tested,
    pub(super) voice: Voice<O>,
    pub(super) session: Option<Session>,
    /// The user's data that the last configuration named, by the number of its set.
    pub(super) own: Option<(u32, OwnData)>,
    pub(super) target: Option<Goal>,
    pub(super) measuring: Option<TimedCopy>,
    /// What comes with every frame.
    pub(super) wanted: Wanted,
    /// Read but not yet sent.
    pub(super) records: Vec<StepRecord>,
    /// Milliseconds of training since the last report.
    pub(super) millis: f64,
    /// Whether the page knows that the run has diverged.
    pub(super) ended: bool,
}

impl<O: Outside> Engine<O> {
    /// An engine on `device`, which is called `name` on the page; says that it is there.
    pub fn start(device: Tested, name: &str, outside: O) -> Self {
        let voice = Voice::new(outside);
        voice.say(Event::Hello { protocol: PROTOCOL, build: BUILD.into(), device: name.into() });
        Self {
            device,
            voice,
            session: None,
            own: None,
            target: None,
            measuring: None,
            wanted: Wanted::default(),
            records: Vec::new(),
            millis: 0.0,
            ended: false,
        }
    }

    /// Serves the page as long as the worker lives.
    pub async fn serve(mut self) {
        loop {
            if !self.turn().await {
                self.voice.set_busy(false);
                let command = self.voice.outside.wait().await;
                self.voice.set_busy(true);
                self.obey(command).await;
            }
        }
    }

    /// What a clock outside should call about once a second: while the engine waits for its device it
    /// cannot say itself that it is alive.
    pub fn pulse(&self) -> impl Fn() + use<O> {
        let voice = self.voice.clone();
        move || voice.alive()
    }

    /// Obeys one command, or works for a slice; `false` when there is nothing to do.
    pub async fn turn(&mut self) -> bool {
        if let Some(command) = self.voice.outside.next() {
            self.obey(command).await;
            return true;
        }
        if self.target.is_none() && self.measuring.is_none() {
            return false;
        }
        let done = if self.target.is_some() { self.train().await } else { self.measure().await };
        self.settle(done);
        self.voice.alive();
        self.voice.outside.breathe().await;
        true
    }

    async fn obey(&mut self, command: Command) {
        let done = self.answer(command).await;
        self.settle(done);
    }

    /// A device that fails takes the run with it.
    fn settle(&mut self, done: Result<(), Failure>) {
        if let Err(failure) = done {
            self.forget();
            self.voice.say(Event::Failed(failure));
        }
    }

    /// There is no run any more, and nothing is asked of it.
    pub(super) fn forget(&mut self) {
        (self.session, self.target, self.measuring) = (None, None, None);
        (self.millis, self.ended) = (0.0, false);
        self.records.clear();
    }

    async fn answer(&mut self, command: Command) -> Result<(), Failure> {
        match command {
            Command::Configure(configure) => self.configure(configure).await,
            Command::Advance { to, show, snapshot } => {
                self.measuring = None;
                self.target = Some(Goal { to, frame: show || snapshot, snapshot });
                Ok(())
            }
            Command::Single(part) => self.single(part).await,
            Command::Edit(edit) => {
                self.edit(&edit);
                Ok(())
            }
            Command::Checkpoint => self.checkpoint().await,
            Command::Look(wanted) => self.look(wanted).await,
            Command::Measure { millis } => self.begin_to_measure(f64::from(millis)).await,
            Command::Dirac(game) => {
                self.voice.say(Event::Dirac(dirac::play(game)?));
                Ok(())
            }
        }
    }

    fn edit(&mut self, Edit { after, experiment }: &Edit) {
        let Some(session) = &mut self.session else { return };
        if let Err(failure) = session.schedule(*after, &parse(experiment)) {
            self.voice.say(Event::Rejected(failure));
        }
    }

    async fn single(&mut self, part: Single) -> Result<(), Failure> {
        let Some(session) = self.session.as_mut().filter(|session| session.diverged().is_none()) else {
            return Ok(());
        };
        let before = session.step_count();
        session.single(part);
        let by_hand = session.step_count() == before;
        self.records.extend(session.drain().await?.records);
        self.report(by_hand, true, false).await
    }

    async fn checkpoint(&mut self) -> Result<(), Failure> {
        let Some(session) = &mut self.session else { return Ok(()) };
        match session.checkpoint().await? {
            Some(bytes) => {
                let step = session.step_count();
                self.voice.say(Event::Checkpoint { step, bytes: crate::protocol::Bytes(bytes) });
            }
            None => self.end(),
        }
        Ok(())
    }
}

pub(super) fn parse(experiment: &str) -> Experiment {
    link::read_experiment(experiment)
}
