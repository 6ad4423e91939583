//! Workers without a browser: they do what they are told when the test lets them, and can be late, dead,
//! stubborn or divergent.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::port::{EngineKind, Port, World};
use super::{Answer, Effect, Files, Message, Play};
use crate::experiment::architecture::Shape;
use crate::experiment::{Data, Experiment, RunId, Script, link};
use crate::failure::Failure;
use crate::inside::{Inside, View, Wanted};
use crate::protocol::{
    BUILD, Bytes, Command, Configure, Event, Network, PROTOCOL, Progress, Ready, Said, Single, Snapshot,
};
use crate::record::{Frame, Metric, Pixels, StepRecord};

/// What a fake worker trains.
#[derive(Clone, Debug, PartialEq)]
pub struct FakeSession {
    /// As links: the beginning, and the edits with their steps.
    pub start: String,
    pub edits: Vec<(u32, String)>,
    pub step: u32,
}

/// One fake worker.
#[derive(Default)]
pub struct Worker {
    pub inbox: VecDeque<Command>,
    pub outbox: VecDeque<Said>,
    pub number: u32,
    pub session: Option<FakeSession>,
    pub dead: bool,
    /// It says that it is alive and does nothing.
    pub beats: bool,
    /// The step at which it breaks, every time.
    pub breaks: Option<u32>,
    /// The step at which it diverges.
    pub diverges: Option<u32>,
    /// What it says to the next configuration instead of building it.
    pub refuses: Option<Failure>,
    /// Training steps a second, as it measures them, and milliseconds of one, as it tells them.
    pub speed: f64,
    pub millis: f32,
    /// Its losses say that D has won.
    pub won: bool,
    /// What comes with every frame, and how often it was asked for.
    pub wanted: Wanted,
    pub looks: u32,
    /// What its snapshots measure; an energy distance of 0.1 unless told otherwise.
    pub measures: Option<fn(&FakeSession) -> Vec<Metric>>,
}

/// Everything outside of [`Play`].
#[derive(Default)]
pub struct FakeState {
    pub now: f64,
    pub workers: BTreeMap<u32, Worker>,
    /// The next workers to be opened refuse this.
    pub refuses: Option<Failure>,
    /// Or break at this step, every time.
    pub breaks: Option<u32>,
    /// Or, those on this engine, cannot start.
    pub unopened: Option<(EngineKind, Failure)>,
    /// Or are of this build.
    pub build: Option<String>,
    /// The browser gives no workers.
    pub no_worker: Option<Failure>,
    pub checkpoint_bytes: usize,
    /// How fast workers of the GPU are that are to be opened, in steps a second; 100 unless told otherwise, as on the
    /// CPU.
    pub gpu_speed: Option<f64>,
    /// What a step takes on the CPU as a worker tells it, in milliseconds; 1 unless told otherwise.
    pub cpu_millis: Option<f32>,
    /// What the snapshots of workers to be opened measure.
    pub measures: Option<fn(&FakeSession) -> Vec<Metric>>,
}

/// The stage, seen by [`Play`] and by the test.
#[derive(Clone, Default)]
pub struct Fake(pub Rc<RefCell<FakeState>>);

struct FakePort {
    stage: Fake,
    line: u32,
}

impl Port for FakePort {
    fn send(&self, command: &Command) {
        let mut stage = self.stage.0.borrow_mut();
        if let Some(worker) = stage.workers.get_mut(&self.line)
            && !worker.dead
        {
            worker.inbox.push_back(command.clone());
        }
    }
}

impl Drop for FakePort {
    fn drop(&mut self) {
        // What it has said may still be on its way: tests deliver it late. It does nothing any more.
        if let Some(worker) = self.stage.0.borrow_mut().workers.get_mut(&self.line) {
            worker.dead = true;
            worker.inbox.clear();
        }
    }
}

impl World for Fake {
    fn now(&self) -> f64 {
        self.0.borrow().now
    }

    fn open(&mut self, kind: EngineKind, line: u32) -> Result<Box<dyn Port>, Failure> {
        let mut stage = self.0.borrow_mut();
        if let Some(failure) = &stage.no_worker {
            return Err(failure.clone());
        }
        let build = stage.build.clone().unwrap_or_else(|| BUILD.into());
        let hello = Event::Hello { protocol: PROTOCOL, build, device: kind.name().into() };
        let unopened = stage.unopened.clone().filter(|(engine, _)| *engine == kind);
        let (dead, event) = unopened.map_or((false, hello), |(_, failure)| (true, Event::Failed(failure)));
        let (refuses, breaks, measures) = (stage.refuses.clone(), stage.breaks, stage.measures);
        let outbox = VecDeque::from([Said { number: 0, event }]);
        let speed = stage.gpu_speed.filter(|_| kind == EngineKind::Gpu).unwrap_or(100.0);
        let millis = stage.cpu_millis.filter(|_| kind == EngineKind::Cpu).unwrap_or(1.0);
        let worker = Worker { outbox, dead, refuses, breaks, measures, speed, millis, ..Worker::default() };
        stage.workers.insert(line, worker);
        drop(stage);
        Ok(Box::new(FakePort { stage: self.clone(), line }))
    }
}

/// Images of the user, who calls them `name`.
pub fn files(set: u32, name: &str) -> Files {
    let names = vec![name.into()];
    Files {
        set,
        names,
        data: Data::Images,
        side: Some(28),
        about: String::new(),
        axes: None,
        drawing: None,
        named: None,
    }
}

fn frame() -> Frame {
    Frame {
        samples: Pixels::Points(vec![0.0, 0.0]),
        heat: Vec::new(),
        heat_side: 0,
        extent: 1.0,
        columns: 0,
        averaged: None,
        average_decay: None,
        scales: Vec::new(),
        sigmas: Vec::new(),
        millis: 1.0,
    }
}

impl Worker {
    /// What `step` measures, by which it is known.
    fn record(&self, step: u32) -> StepRecord {
        let (loss_d, acc) = if self.won { (0.0, 1.0) } else { (1.2, 0.6) };
        StepRecord { loss_d, loss_g: 0.9, acc_real: acc, acc_fake: acc, grad_d: norm_at(step), grad_g: 1.0 }
    }

    /// What the steps behind `from` measure, up to `to`.
    fn records(&self, from: u32, to: u32) -> Vec<StepRecord> {
        (from + 1..=to).map(|step| self.record(step)).collect()
    }

    fn say(&mut self, event: Event) {
        self.outbox.push_back(Said { number: self.number, event });
    }

    fn checkpoint(session: &FakeSession, pad: usize) -> Bytes {
        let mut bytes = session.step.to_le_bytes().to_vec();
        bytes.resize(4 + pad, 0);
        Bytes(bytes)
    }

    /// It breaks, and says why.
    pub fn fail(&mut self, failure: Failure) {
        self.dead = true;
        self.outbox.clear();
        self.say(Event::Failed(failure));
    }

    /// Does what was asked first. Answers whether there was something.
    pub fn work(&mut self, pad: usize) -> bool {
        if self.dead {
            return false;
        }
        if self.beats {
            self.say(Event::Alive);
            return false;
        }
        let Some(command) = self.inbox.pop_front() else { return false };
        match command {
            Command::Configure(configure) => self.configure(configure),
            Command::Edit(edit) => {
                if let Some(session) = &mut self.session {
                    assert!(
                        edit.after >= session.step,
                        "an edit after {} at step {}",
                        edit.after,
                        session.step
                    );
                    session.edits.retain(|(after, _)| *after < edit.after);
                    session.edits.push((edit.after, edit.experiment));
                }
            }
            Command::Advance { to, show, snapshot } => self.advance(to, show || snapshot, snapshot, pad),
            Command::Single(Single::Both) => panic!("whole steps are granted"),
            Command::Single(_) => {
                if let Some(step) = self.session.as_ref().map(|s| s.step) {
                    let record = self.record(step);
                    self.show(step, vec![record], true, true, None);
                }
            }
            Command::Checkpoint => {
                if let Some(session) = &self.session {
                    let (step, bytes) = (session.step, Self::checkpoint(session, pad));
                    self.say(Event::Checkpoint { step, bytes });
                }
            }
            Command::Look(wanted) => {
                (self.wanted, self.looks) = (wanted, self.looks + 1);
                if let Some((session, inside)) = self.session.as_ref().zip(self.inside()) {
                    self.say(Event::Seen { step: session.step, frame: frame(), inside });
                }
            }
            Command::Measure { .. } => self.say(Event::Measured { steps_per_sec: self.speed }),
            Command::Dirac(_) => panic!("no run asks for this"),
        }
        true
    }

    fn configure(&mut self, Configure { number, experiment, edits, resume, .. }: Configure) {
        self.number = number;
        self.session = None;
        if let Some(failure) = self.refuses.take() {
            return self.say(Event::Rejected(failure));
        }
        let step =
            resume.map_or(0, |Bytes(bytes)| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let edits = edits.into_iter().map(|edit| (edit.after, edit.experiment)).collect();
        self.session = Some(FakeSession { start: experiment, edits, step });
        let shape = Shape::Point;
        let real = Pixels::Points(vec![1.0, 1.0]);
        self.say(Event::Ready(Ready {
            step,
            shape,
            parameters: (10, 20),
            receptive_field: None,
            counts: None,
            real,
            frame: frame(),
        }));
    }

    fn advance(&mut self, to: u32, show: bool, snapshot: bool, pad: usize) {
        let Some(mut session) = self.session.take() else { return };
        if self.breaks.is_some_and(|step| step <= to && step > session.step) {
            self.dead = true;
            return self.say(Event::Failed(Failure::Crash { why: "unreachable executed".into() }));
        }
        if let Some(step) = self.diverges.filter(|step| *step <= to && *step > session.step) {
            let records = self.records(session.step, step - 1);
            session.step = step - 1;
            self.show(step - 1, records, false, false, None);
            self.say(Event::Diverged { step, network: Network::Generator });
            self.session = Some(session);
            return;
        }
        assert!(to >= session.step, "told to go from step {} to {to}", session.step);
        let records = self.records(session.step, to);
        session.step = to;
        let left = snapshot.then(|| Snapshot {
            checkpoint: Some(Self::checkpoint(&session, pad)),
            metrics: self.measures.map_or_else(|| vec![energy(0.1)], |measures| measures(&session)),
            missing: Vec::new(),
        });
        self.session = Some(session);
        self.show(to, records, false, show, left);
    }

    /// What is wanted, where anything is: the step in the place of slopes.
    fn inside(&self) -> Option<Inside> {
        let step = self.session.as_ref()?.step as f32;
        let of_g = View { slopes: vec![step, 0.0], ..View::default() };
        (!self.wanted.is_nothing()).then_some(Inside { of_g, of_average: None })
    }

    fn show(
        &mut self,
        step: u32,
        records: Vec<StepRecord>,
        by_hand: bool,
        show: bool,
        snapshot: Option<Snapshot>,
    ) {
        let millis = records.len() as f32 * self.millis;
        self.say(Event::Progress(Progress {
            step,
            records,
            by_hand,
            millis,
            updates: (step, step),
            class: None,
            happenings: Vec::new(),
            frame: show.then(frame),
            inside: self.inside().filter(|_| show),
            snapshot,
        }));
    }
}

/// The norm of D's gradient at `step`.
pub fn norm_at(step: u32) -> f32 {
    1.0 + step as f32 * 1e-6
}

/// An energy distance.
pub fn energy(value: f32) -> Metric {
    Metric {
        id: "energy".into(),
        label: "Energy distance".into(),
        value,
        floor: Some(0.01),
        lower_is_better: true,
    }
}

/// A play on a stage.
pub struct Scene {
    pub play: Play,
    pub fake: Fake,
    pub message: Option<Message>,
    /// All that was said.
    pub said: Vec<Message>,
}

impl Scene {
    /// The page opened with `fragment`; nothing has answered yet.
    pub fn open(fragment: &str) -> Self {
        let fake = Fake::default();
        let play = Play::new(Box::new(fake.clone()), script(fragment));
        Self { play, fake, message: None, said: Vec::new() }
    }

    /// As [`Self::open`], and every worker has answered.
    pub fn ready(fragment: &str) -> Self {
        let mut scene = Self::open(fragment);
        scene.settle();
        scene
    }

    pub fn worker<T>(&self, run: usize, look: impl FnOnce(&mut Worker) -> T) -> T {
        let line = self.line(run).expect("a worker");
        look(self.fake.0.borrow_mut().workers.get_mut(&line).expect("a worker"))
    }

    pub fn line(&self, run: usize) -> Option<u32> {
        self.play.runs[run].line.as_ref().map(|line| line.id)
    }

    /// The worker behind `line` does one thing.
    pub fn work(&mut self, line: u32) -> bool {
        let mut stage = self.fake.0.borrow_mut();
        let pad = stage.checkpoint_bytes;
        stage.workers.get_mut(&line).is_some_and(|worker| worker.work(pad))
    }

    /// What the worker behind `line` said first arrives.
    pub fn deliver(&mut self, line: u32) -> bool {
        let said = self.fake.0.borrow_mut().workers.get_mut(&line).and_then(|w| w.outbox.pop_front());
        let Some(said) = said else { return false };
        self.play.hear(line, said);
        self.read_effects();
        true
    }

    pub fn read_effects(&mut self) {
        for effect in self.play.effects() {
            if let Effect::Message(message) = effect {
                self.said.extend(message.clone());
                self.message = message;
            }
        }
    }

    /// Workers do what they were asked, and what they say arrives, in no time. Answers whether anything happened.
    pub fn talk(&mut self) -> bool {
        let lines: Vec<u32> = self.fake.0.borrow().workers.keys().copied().collect();
        let mut busy = false;
        for line in lines {
            while self.work(line) {
                busy = true;
            }
            while self.deliver(line) {
                busy = true;
            }
        }
        busy
    }

    /// Workers work, messages arrive and time passes until nothing more happens, for so many rounds at
    /// most.
    pub fn rounds(&mut self, rounds: usize) {
        for _ in 0..rounds {
            let mut busy = self.talk();
            match self.play.wake() {
                Some(wait) => {
                    self.pass(wait.max(1.0));
                    busy = true;
                }
                None => self.pass(1.0),
            }
            if !busy {
                return;
            }
        }
    }

    pub fn settle(&mut self) {
        self.rounds(400);
    }

    pub fn pass(&mut self, millis: f64) {
        self.fake.0.borrow_mut().now += millis;
        self.play.tick();
        self.read_effects();
    }

    /// Trains until run A has come to `step`, and pauses.
    pub fn train_to(&mut self, step: u32) {
        self.play.train();
        for _ in 0..5_000 {
            if self.play.runs[0].step >= step {
                break;
            }
            self.rounds(1);
        }
        assert!(self.play.runs[0].step >= step, "A stands at step {}", self.play.runs[0].step);
        self.play.pause();
        self.settle();
    }

    pub fn says(&self, words: &str) -> bool {
        self.message.as_ref().is_some_and(|message| message.text.contains(words))
    }

    /// The text that stands there.
    pub fn read_said(&mut self) -> String {
        self.read_effects();
        self.message.as_ref().map(|message| message.text.clone()).unwrap_or_default()
    }

    /// Presses the button that begins with `words`, in the message or on the card of `run`.
    pub fn press(&mut self, run: usize, words: &str) {
        let message = self.message.iter().flat_map(|m| m.answers.clone());
        let ways = self.play.view(RunId(run)).ways;
        let all: Vec<(String, Answer)> = message.chain(ways).collect();
        let found = all.iter().find(|(text, _)| text.starts_with(words));
        let answer = found.unwrap_or_else(|| panic!("no {words:?} among {all:?}")).1.clone();
        self.play.answer(answer);
        self.read_effects();
    }

    pub fn steps(&self) -> Vec<u32> {
        self.play.runs.iter().map(|run| run.step).collect()
    }
}

/// The script of a link.
pub fn script(fragment: &str) -> Script {
    link::read(fragment).script
}

/// An experiment as a worker is told it.
pub fn told(experiment: &Experiment) -> String {
    link::write_experiment(experiment)
}
