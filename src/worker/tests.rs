//! The loop without a browser: commands in, events out.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use super::engine::Engine;
use super::outside::Outside;
use crate::data::{DataError, OwnData, UserFile, Wishes};
use crate::dirac::Game;
use crate::failure::Failure;
use crate::protocol::{Command, Configure, Edit, Event, Network, Said, Single, encode};
use crate::record::StepRecord;
use crate::session::self_test::Tested;

/// A page in the place of a browser. Its clock goes on by `tick` milliseconds at each look.
#[derive(Clone, Default)]
struct Fake(Rc<Inner>);

#[derive(Default)]
struct Inner {
    inbox: RefCell<VecDeque<Command>>,
    said: RefCell<Vec<Said>>,
    clock: Cell<f64>,
    tick: Cell<f64>,
    sets: RefCell<Vec<(u32, Vec<u8>)>>,
    reads: Cell<u32>,
}

impl Outside for Fake {
    fn post(&self, said: &Said) {
        self.0.said.borrow_mut().push(said.clone());
    }

    fn now(&self) -> f64 {
        self.0.clock.set(self.0.clock.get() + self.0.tick.get());
        self.0.clock.get()
    }

    async fn breathe(&self) {}

    fn next(&self) -> Option<Command> {
        self.0.inbox.borrow_mut().pop_front()
    }

    async fn wait(&self) -> Command {
        std::future::pending().await
    }

    async fn own(&self, set: u32) -> Result<Vec<u8>, Failure> {
        self.0.reads.set(self.0.reads.get() + 1);
        let sets = self.0.sets.borrow();
        let found = sets.iter().find(|(number, _)| *number == set).map(|(_, own)| own.clone());
        found.ok_or(Failure::Data(DataError::NoFiles))
    }
}

/// An engine and its page.
struct Worker {
    page: Fake,
    engine: Engine<Fake>,
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut future = Box::pin(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the CPU engine never waits"),
    }
}

impl Worker {
    /// A worker on whose clock each look takes `tick` milliseconds.
    fn start(tick: f64) -> Self {
        let page = Fake::default();
        page.0.tick.set(tick);
        let engine = Engine::start(Tested::cpu(), "CPU", page.clone());
        let mut worker = Self { page, engine };
        assert!(matches!(worker.heard()[..], [Event::Hello { .. }]));
        worker
    }

    fn send(&self, command: Command) {
        self.page.0.inbox.borrow_mut().push_back(command);
    }

    /// Works until there is nothing to do; what was said meanwhile.
    fn settle(&mut self) -> Vec<Said> {
        while now(self.engine.turn()) {}
        self.page.0.said.take()
    }

    fn heard(&mut self) -> Vec<Event> {
        self.settle().into_iter().map(|said| said.event).collect()
    }

    fn ask(&mut self, command: Command) -> Vec<Event> {
        self.send(command);
        self.heard()
    }

    fn configure(&mut self, number: u32, experiment: &str) -> Vec<Event> {
        self.ask(Command::Configure(Configure {
            number,
            experiment: experiment.into(),
            ..Configure::default()
        }))
    }

    fn advance(&mut self, to: u32) -> Vec<Event> {
        self.ask(Command::Advance { to, show: false, snapshot: false })
    }

    /// Trains to `to`; the losses on the way, to the bit.
    fn losses(&mut self, to: u32) -> Vec<(u32, u32)> {
        let records: Vec<StepRecord> = self.advance(to).into_iter().flat_map(records).collect();
        records.iter().map(|r| (r.loss_d.to_bits(), r.loss_g.to_bits())).collect()
    }
}

fn records(event: Event) -> Vec<StepRecord> {
    if let Event::Progress(progress) = event { progress.records } else { Vec::new() }
}

const RING: &str = "v=1&data=ring8&seed=3&batch=16&g.width=8&d.width=8";
const DIGITS: &str = "v=1&data=images&seed=3&batch=8&g.width=4&d.width=4";

/// 40 images of 28 x 28 pixels, as the reader prepares them.
fn images() -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, 3];
    [40u32, 28, 28].iter().for_each(|n| bytes.extend(n.to_be_bytes()));
    bytes.extend((0..40u32 * 28 * 28).map(|i| (i * 31 % 251) as u8));
    let files = [UserFile { name: "digits.idx".into(), bytes }];
    encode(&OwnData::found(&files, &Wishes::default()).expect("images"))
}

#[test]
fn after_a_configuration_that_is_refused_there_is_no_run_that_could_train_on() {
    let mut worker = Worker::start(1.0);
    worker.page.0.sets.borrow_mut().push((1, images()));
    let configure = |number, experiment: String| {
        Command::Configure(Configure { number, experiment, files: Some(1), ..Configure::default() })
    };
    assert!(matches!(worker.ask(configure(1, DIGITS.into()))[..], [Event::Ready(_)]));
    assert_eq!(worker.losses(3).len(), 3);
    // Images without labels.
    let heard = worker.ask(configure(2, format!("{DIGITS}&condition=projection")));
    let [Event::Rejected(failure @ Failure::Data(_))] = &heard[..] else { panic!("{heard:?}") };
    assert!(failure.to_string().contains("needs the class of every image"), "{failure}");
    assert_eq!(worker.advance(9), [], "there is nothing to train");
    assert_eq!(worker.ask(Command::Checkpoint), []);
    assert_eq!(worker.ask(Command::Single(Single::Both)), []);
    // Back to what works.
    assert!(matches!(worker.ask(configure(3, DIGITS.into()))[..], [Event::Ready(_)]));
    assert_eq!(worker.page.0.reads.get(), 1, "the data is taken once");
    // What is none, or is cut short, is no data.
    for (set, bytes) in [(2, vec![9; 40]), (3, images()[..500].to_vec())] {
        worker.page.0.sets.borrow_mut().push((set, bytes));
        let again =
            Configure { number: 4, experiment: DIGITS.into(), files: Some(set), ..Configure::default() };
        let heard = worker.ask(Command::Configure(again));
        assert!(matches!(heard[..], [Event::Rejected(Failure::Data(DataError::Damaged))]), "{heard:?}");
    }
}

#[test]
fn everything_that_is_said_carries_the_number_of_its_configuration() {
    let mut worker = Worker::start(1.0);
    worker.send(Command::Configure(Configure { number: 7, experiment: RING.into(), ..Configure::default() }));
    worker.send(Command::Advance { to: 2, show: true, snapshot: true });
    worker.send(Command::Configure(Configure {
        number: 8,
        experiment: DIGITS.into(),
        ..Configure::default()
    }));
    let said = worker.settle();
    assert!(matches!(said[0], Said { number: 7, event: Event::Ready(_) }));
    // The run that was asked to advance is gone.
    assert!(matches!(said[1], Said { number: 8, event: Event::Rejected(Failure::Data(DataError::NoFiles)) }));
    assert_eq!(said.len(), 2);
}

#[test]
fn edits_land_on_their_step_whatever_the_slices_and_whenever_they_come() {
    let edits = [(5, "&d.lr=1e-5"), (5, "&d.lr=1e-5&noise=0.3"), (30, "&g.lr=1e-5")];
    let edits = edits.map(|(after, more)| Edit { after, experiment: format!("{RING}{more}") });
    let mut planned = Worker::start(1.0);
    let configure =
        Configure { number: 1, experiment: RING.into(), edits: edits.to_vec(), ..Configure::default() };
    planned.ask(Command::Configure(configure.clone()));
    let expected = planned.losses(50);
    for tick in [0.1, 7.0, 40.0] {
        let mut live = Worker::start(tick);
        live.configure(1, RING);
        let mut found = live.losses(4);
        for edit in &edits {
            assert_eq!(live.ask(Command::Edit(edit.clone())), []);
        }
        found.extend([11, 30, 31, 50].into_iter().flat_map(|to| live.losses(to)));
        assert_eq!(found, expected, "{tick} ms a look");
    }
    let mut unedited = Worker::start(1.0);
    unedited.configure(1, RING);
    let plain = unedited.losses(50);
    assert_eq!(plain[..5], expected[..5]);
    assert_ne!(plain[6..], expected[6..]);
    // From a checkpoint between the edits.
    let mut first = Worker::start(1.0);
    first.ask(Command::Configure(configure.clone()));
    first.losses(20);
    let [Event::Checkpoint { step: 20, bytes }] = &first.ask(Command::Checkpoint)[..] else { panic!() };
    let mut resumed = Worker::start(1.0);
    resumed.ask(Command::Configure(Configure { resume: Some(bytes.clone()), ..configure }));
    assert_eq!(resumed.losses(50), expected[20..]);
}

#[test]
fn an_edit_that_comes_too_late_is_refused_and_the_run_goes_on_as_it_was() {
    let mut worker = Worker::start(1.0);
    worker.configure(1, RING);
    let mut losses = worker.losses(10);
    let late = Edit { after: 9, experiment: format!("{RING}&d.lr=1e-5") };
    let refused = worker.ask(Command::Edit(late));
    assert_eq!(refused, [Event::Rejected(Failure::LateEdit { after: 9, step: 10 })]);
    losses.extend(worker.losses(20));
    let mut plain = Worker::start(1.0);
    plain.configure(1, RING);
    assert_eq!(losses, plain.losses(20));
}

#[test]
fn measuring_gives_way_to_commands_and_to_training() {
    let mut worker = Worker::start(5.0);
    worker.configure(1, RING);
    let speed = worker.ask(Command::Measure { millis: 200 });
    let [Event::Measured { steps_per_sec }] = speed[..] else { panic!("{speed:?}") };
    assert!(steps_per_sec > 0.0 && steps_per_sec <= 1000.0, "{steps_per_sec}");
    worker.send(Command::Measure { millis: 1_000_000 });
    for _ in 0..8 {
        assert!(now(worker.engine.turn()));
    }
    assert_eq!(worker.page.0.said.take(), []);
    worker.send(Command::Checkpoint);
    now(worker.engine.turn());
    let said = worker.page.0.said.take();
    assert!(
        matches!(said[..], [Said { event: Event::Checkpoint { step: 0, .. }, .. }]),
        "answered meanwhile"
    );
    let trained = worker.advance(3);
    assert!(matches!(&trained[..], [Event::Progress(progress)] if progress.step == 3), "{trained:?}");
}

#[test]
fn a_slow_worker_says_about_once_a_second_that_it_is_alive() {
    // A step looks at the clock a few times, so it takes about half a second.
    let mut worker = Worker::start(100.0);
    worker.configure(1, RING);
    let heard = worker.advance(20);
    let beats = heard.iter().filter(|event| **event == Event::Alive).count();
    assert!((5..=15).contains(&beats), "{beats} in {heard:?}");
    assert!(matches!(heard.last(), Some(Event::Progress(_))));
    let mut quick = Worker::start(0.01);
    quick.configure(1, RING);
    assert!(!quick.advance(20).contains(&Event::Alive));
}

#[test]
fn a_run_that_diverges_keeps_its_good_steps_and_stops_once() {
    // Plain descent with a rate far too high; the case of the issue that this file belongs to.
    let link = "v=1&data=ring8&seed=30&optimizer=sgd&g.lr=0.03&d.lr=0.03&g.depth=4&r1=100";
    let mut worker = Worker::start(1.0);
    worker.configure(1, link);
    let heard = worker.ask(Command::Advance { to: 200, show: true, snapshot: true });
    let [Event::Progress(progress), Event::Diverged { step, network }] = &heard[..] else {
        panic!("{heard:?}")
    };
    assert_eq!(progress.records.len() as u32, progress.step);
    assert_eq!(progress.step + 1, *step);
    assert!(progress.records.iter().all(|r| r.loss_d.is_finite() && r.loss_g.is_finite()));
    assert!(matches!(network, Network::Generator | Network::Discriminator));
    assert_eq!(worker.advance(300), [], "it stands still");
    assert_eq!(worker.ask(Command::Checkpoint), [], "there is nothing to save, and that was said");
}

#[test]
fn the_game_of_one_number_each_is_played_beside_a_run_and_leaves_it_alone() {
    let mut worker = Worker::start(1.0);
    let game = Game { rate: 90.0, ..Game::default() };
    let heard = worker.ask(Command::Dirac(game));
    let [Event::Dirac(played)] = &heard[..] else { panic!("{heard:?}") };
    assert_eq!(played.game, game, "it is known by what was asked");
    assert_eq!(played.path[0], [1.0, 1.0]);
    worker.configure(1, RING);
    let mut losses = worker.losses(4);
    worker.ask(Command::Dirac(Game::default()));
    losses.extend(worker.losses(9));
    let mut plain = Worker::start(1.0);
    plain.configure(1, RING);
    assert_eq!(losses, plain.losses(9));
}
