//! Any sequence of what users do and workers say ends where every card tells the truth about its
//! worker's experiment, the buttons that are enabled work, and nothing is waited for that cannot come.

use proptest::prelude::*;

use super::fake::{FakeSession, Scene, told};
use super::run::Phase;
use super::{Answer, Device, Gpu, Restart, Status};
use crate::data::DataError;
use crate::experiment::{MAX_RUNS, RunId, TRICKS, key};
use crate::failure::Failure;
use crate::protocol::Single;

/// What may happen next. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Step {
    Train,
    Pause,
    Single(u8),
    Reset,
    Undo,
    Open(u8),
    Set(u8, u8),
    Trick(u8, u8, bool),
    Add,
    Remove,
    Fork(u8, u16),
    Press(u8),
    Files,
    Device(u8),
    /// It turns out whether there is a GPU to try.
    Found(bool),
    /// Engines on the GPU that are opened from now on are fast, or not.
    Fast(bool),
    Speed(bool),
    /// A worker does one thing.
    Work(u8),
    /// Something that a worker has said arrives.
    Hear(u8),
    /// It arrives twice, the second time late.
    HearTwice(u8),
    Pass(u16),
    Die(u8),
    /// A worker says that it is alive, and does nothing more.
    Beat(u8),
    Fail(u8),
    Refuse(u8, bool),
    Diverge(u8, u8),
}

const LINKS: [&str; 6] = [
    "v=1&data=ring8&seed=1&steps=200&snapshot.every=20&b:loss=hinge",
    "v=1&data=moons&seed=2&steps=150&snapshot.every=30",
    "v=1&data=images&seed=3&steps=100&snapshot.every=50&b:noise=0.1&c:noise=0.2",
    "v=2&data=ring8&seed=4&steps=300&snapshot.every=25&a@40:d.lr=4e-4&b:=&b@60:noise=0.1&c=a@50&c:loss=hinge&d=c@75",
    "v=1&data=digits8&seed=5&steps=100&snapshot.every=40&b:&c:",
    // Worth a GPU.
    "v=2&data=shapes28&seed=6&batch=32&steps=400&snapshot.every=60&b:d.lr=1e-4",
];

const VALUES: [(&str, &str); 9] = [
    ("d.lr", "1e-4"),
    ("d.lr", "4e-4"),
    ("noise", "0.2"),
    ("loss", "ls"),
    ("batch", "16"),
    ("seed", "9"),
    ("g.width", "8"),
    ("snapshot.every", "15"),
    ("data", "spiral"),
];

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => Just(Step::Train),
        3 => Just(Step::Pause),
        1 => any::<u8>().prop_map(Step::Single),
        1 => Just(Step::Reset),
        1 => Just(Step::Undo),
        1 => any::<u8>().prop_map(Step::Open),
        4 => any::<(u8, u8)>().prop_map(|(a, b)| Step::Set(a, b)),
        2 => any::<(u8, u8, bool)>().prop_map(|(a, b, c)| Step::Trick(a, b, c)),
        1 => Just(Step::Add),
        1 => Just(Step::Remove),
        2 => any::<(u8, u16)>().prop_map(|(a, b)| Step::Fork(a, b)),
        4 => any::<u8>().prop_map(Step::Press),
        1 => Just(Step::Files),
        1 => any::<u8>().prop_map(Step::Device),
        2 => any::<bool>().prop_map(Step::Found),
        1 => any::<bool>().prop_map(Step::Fast),
        1 => any::<bool>().prop_map(Step::Speed),
        24 => any::<u8>().prop_map(Step::Work),
        24 => any::<u8>().prop_map(Step::Hear),
        2 => any::<u8>().prop_map(Step::HearTwice),
        8 => (1u16..4_000).prop_map(Step::Pass),
        1 => any::<u8>().prop_map(Step::Die),
        1 => any::<u8>().prop_map(Step::Beat),
        1 => any::<u8>().prop_map(Step::Fail),
        1 => any::<(u8, bool)>().prop_map(|(a, b)| Step::Refuse(a, b)),
        1 => any::<(u8, u8)>().prop_map(|(a, b)| Step::Diverge(a, b)),
    ]
}

impl Scene {
    fn some_line(&self, pick: u8) -> Option<u32> {
        let lines: Vec<u32> = self.fake.0.borrow().workers.keys().copied().collect();
        lines.get(usize::from(pick) % lines.len().max(1)).copied()
    }

    fn some_run(&self, pick: u8) -> usize {
        usize::from(pick) % self.play.runs.len()
    }

    fn do_step(&mut self, step: Step) {
        match step {
            Step::Train => self.play.train(),
            Step::Pause => self.play.pause(),
            Step::Single(part) => {
                let parts = [Single::Both, Single::Generator, Single::Discriminator];
                self.play.single(parts[usize::from(part) % 3]);
            }
            Step::Reset => self.play.reset(),
            Step::Undo => self.play.undo(),
            Step::Open(link) => {
                let script = super::fake::script(LINKS[usize::from(link) % LINKS.len()]);
                self.play.restart(Restart::All(script));
            }
            Step::Set(run, value) => {
                let (name, text) = VALUES[usize::from(value) % VALUES.len()];
                let key = key(name).expect(name);
                self.play.set(RunId(self.some_run(run)), key, key.parse(text).expect(text));
            }
            Step::Trick(run, trick, on) => {
                let trick = &TRICKS[usize::from(trick) % TRICKS.len()];
                let data = self.play.comparison().runs[0].data;
                if trick.greyed(data).is_none() {
                    let preset = (trick.presets)(data).first().filter(|_| on);
                    self.play.choose(RunId(self.some_run(run)), trick, preset);
                }
            }
            Step::Add => self.play.add_run(),
            Step::Remove => self.play.remove_run(),
            Step::Fork(run, place) => {
                let last = self.play.common().max(1);
                self.play.fork(RunId(self.some_run(run)), Some(u32::from(place) % last));
            }
            Step::Press(pick) => self.press_some(pick),
            Step::Files => {
                let set = self.fake.0.borrow().now as u32;
                self.play.take_files(super::fake::files(set, "images"));
            }
            Step::Device(pick) => {
                let devices = [Device::Auto, Device::Cpu, Device::Gpu];
                self.play.choose_device(devices[usize::from(pick) % 3]);
            }
            Step::Fast(fast) => self.fake.0.borrow_mut().gpu_speed = fast.then_some(5_000.0),
            Step::Found(gpu) => self.play.found_gpu(if gpu { Gpu::Offered } else { Gpu::NoAdapter }),
            Step::Speed(slow) => self.play.limit(slow.then_some(30.0)),
            Step::Pass(millis) => self.pass(f64::from(millis)),
            worker => self.do_worker(worker),
        }
        self.read_effects();
    }

    fn do_worker(&mut self, step: Step) {
        let (Step::Work(pick)
        | Step::Hear(pick)
        | Step::HearTwice(pick)
        | Step::Die(pick)
        | Step::Beat(pick)
        | Step::Fail(pick)
        | Step::Refuse(pick, _)
        | Step::Diverge(pick, _)) = step
        else {
            return;
        };
        let Some(line) = self.some_line(pick) else { return };
        let with = |scene: &Self, change: &dyn Fn(&mut super::fake::Worker)| {
            scene.fake.0.borrow_mut().workers.get_mut(&line).map(change)
        };
        match step {
            Step::Work(_) => {
                self.work(line);
            }
            Step::Hear(_) => {
                self.deliver(line);
            }
            Step::HearTwice(_) => {
                let again = self.fake.0.borrow().workers[&line].outbox.front().cloned();
                self.deliver(line);
                if let Some(said) = again {
                    self.play.hear(line, said);
                }
            }
            Step::Die(_) => {
                with(self, &|w| w.dead = true);
            }
            Step::Beat(_) => {
                with(self, &|w| w.beats = true);
            }
            Step::Fail(_) => {
                let why = "out of memory".to_owned();
                let event = crate::protocol::Event::Failed(Failure::Crash { why });
                with(self, &|w| {
                    w.dead = true;
                    w.outbox.push_back(crate::protocol::Said { number: w.number, event: event.clone() });
                });
            }
            Step::Refuse(_, files) => {
                let failure = match files {
                    true => Failure::Data(DataError::NoFiles),
                    false => Failure::Checkpoint { why: "weights of another shape".into() },
                };
                with(self, &|w| w.refuses = Some(failure.clone()));
            }
            Step::Diverge(_, after) => {
                let at = |w: &super::fake::Worker| w.session.as_ref().map_or(0, |s: &FakeSession| s.step);
                with(self, &|w| w.diverges = Some(at(w) + 1 + u32::from(after)));
            }
            _ => {}
        }
    }

    fn press_some(&mut self, pick: u8) {
        let message = self.message.iter().flat_map(|m| m.answers.clone());
        let ways = (0..self.play.runs.len()).flat_map(|run| self.play.view(RunId(run)).ways);
        let all: Vec<Answer> = message.chain(ways).map(|(_, answer)| answer).collect();
        if let Some(answer) = all.get(usize::from(pick) % all.len().max(1)) {
            self.play.answer(answer.clone());
        }
    }

    /// Workers that were to do harm do none any more.
    fn calm(&mut self) {
        for worker in self.fake.0.borrow_mut().workers.values_mut() {
            (worker.diverges, worker.refuses, worker.beats) = (None, None, false);
        }
    }

    /// Every card tells the truth about what is behind it.
    fn check(&self) {
        let runs = self.play.runs.len();
        assert!((1..=MAX_RUNS).contains(&runs));
        assert_eq!(runs, self.play.script().courses.len());
        assert_eq!(runs, self.play.comparison().runs.len());
        for run in 0..runs {
            self.check_run(run);
        }
    }

    fn check_run(&self, run: usize) {
        let (lane, view) = (&self.play.runs[run], self.play.view(RunId(run)));
        let course = &self.play.script().courses[run];
        match &lane.phase {
            Phase::Starting | Phase::Building => panic!("run {run} is waited for: {:?}", lane.phase),
            // That an idle worker has died shows when something is asked of it.
            Phase::Live if self.worker(run, |w| w.dead) => {}
            Phase::Live => {
                let (session, number) = self.worker(run, |w| (w.session.clone(), w.number));
                let session = session.unwrap_or_else(|| panic!("run {run} is live with nothing behind it"));
                let edits = course.edits.iter().map(|e| (e.after, told(&e.to)));
                let wanted = trained(course.begins(), told(&course.start), edits);
                let is = trained(course.begins(), session.start, session.edits.into_iter());
                assert_eq!(is, wanted, "run {run} trains something else");
                assert_eq!((session.step, number), (lane.step, lane.number), "run {run}");
                let held = course.holding_after(lane.step);
                assert_eq!(self.play.comparison().runs[run], *held, "run {run} shows another experiment");
                assert!(
                    lane.history.len() as u32 == lane.step || course.begins() > 0 || lane.history.is_empty()
                );
            }
            Phase::Unborn => {
                let fork = course.fork.expect("only forks are unborn");
                let parent = &self.play.runs[fork.of.0];
                assert!(!parent.is_live() || parent.step < fork.at, "run {run} could have begun");
            }
            Phase::NeedsFiles => {
                assert!(course.start.data.needs_files() && self.play.own_files().is_none())
            }
            _ => assert!(!view.ways.is_empty(), "run {run} has no way on: {:?}", lane.phase),
        }
        if !lane.is_live() {
            assert!(view.goal.is_none() && view.status != Status::Training);
        }
    }
}

/// What is trained from which step on, in the shortest way to say it. The interval of snapshots is no
/// part of it.
fn trained(begins: u32, start: String, edits: impl Iterator<Item = (u32, String)>) -> Vec<(u32, String)> {
    let plain = |text: String| {
        let mut experiment = crate::experiment::link::read_experiment(&text);
        experiment.snapshot_every = 10;
        told(&experiment)
    };
    let mut all = vec![(begins, plain(start))];
    for (after, text) in edits {
        all.retain(|(other, _)| *other < after);
        let text = plain(text);
        if all.last().is_none_or(|(_, last)| *last != text) {
            all.push((after.max(begins), text));
        }
    }
    all
}

fn play(steps: Vec<Step>, link: usize) {
    let mut s = Scene::open(LINKS[link]);
    for step in steps {
        s.do_step(step);
    }
    s.play.pause();
    s.calm();
    // Silent workers are given up after two minutes at most, three times in a row at most.
    s.rounds(2_000);
    assert_eq!(s.play.wake(), None, "something is waited for");
    s.check();
    s.play.limit(None);
    let before = s.steps();
    s.play.train();
    // A dead worker on the GPU is given up after three minutes.
    s.rounds(400);
    s.play.pause();
    s.rounds(2_000);
    s.check();
    let dead = |run: usize| s.play.runs[run].is_live() && s.worker(run, |w| w.dead);
    assert!(!(0..s.play.runs.len()).any(dead), "a dead worker trains");
    let live = |run: &usize| s.play.runs[*run].is_live();
    if (0..before.len()).any(|run| live(&run)) && s.steps().len() == before.len() {
        assert!(s.steps() != before, "Train does nothing: {before:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, max_shrink_iters: 20_000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_every_card_tells_the_truth(
        steps in proptest::collection::vec(step(), 1..200),
        link in 0..LINKS.len(),
    ) {
        play(steps, link);
    }
}
