//! The faults of docs/faults.md that an engine, a tab or a network can have, each planted at many moments by a seeded
//! schedule: nothing is lost beyond the last checkpoint, something is said, and there is a way on that works.

use super::fake::{Scene, Worker, files, norm_at};
use super::run::Phase;
use super::{Device, EngineKind, Gpu};
use crate::data::DataError;
use crate::experiment::RunId;
use crate::failure::Failure;
use crate::rng::Stream;

/// Moments at which each fault is planted.
const MOMENTS: u32 = 120;

/// Looks at a page that is given so many to go on, of a second at most.
const MOST_LOOKS: u32 = 3_000;

static LINKS: [&str; 4] = [
    "v=1&data=ring8&seed=1&steps=100000&snapshot.every=50&b:loss=hinge",
    "v=1&data=moons&seed=2&steps=100000&snapshot.every=10000",
    "v=1&data=images&seed=3&steps=100000&snapshot.every=500&b:noise=0.1&c:noise=0.2",
    "v=2&data=ring8&seed=4&steps=100000&snapshot.every=25&a@40:d.lr=4e-4&b:&c=a@50&c:loss=hinge&d=c@175",
];

/// A fault: how it comes, what is said of it, and whether the runs then go on without anybody's doing.
struct Fault {
    engine: EngineKind,
    comes: fn(&mut Stage),
    links: &'static [&'static str],
    told: &'static str,
    by_itself: bool,
}

/// Runs at a moment of their training.
struct Stage {
    s: Scene,
    luck: Stream,
    /// The step of every run's checkpoint, where it was trained, when the fault came.
    kept: Vec<Option<u32>>,
    /// The furthest step to which a run had come then.
    furthest: u32,
}

fn crash(why: &str) -> Failure {
    Failure::Crash { why: why.into() }
}

fn device(why: &str) -> Failure {
    Failure::Device { why: why.into() }
}

impl Stage {
    /// On `engine`, with one of `links`.
    fn at_a_moment(engine: EngineKind, links: &[&str], seed: u32, fault: &str) -> Self {
        let mut luck = Stream::new(seed, fault);
        let mut s = Scene::open(links[luck.below(links.len())]);
        if s.play.comparison().runs[0].data.needs_files() {
            s.play.take_files(files(1, "shapes.idx"));
        }
        if engine == EngineKind::Gpu {
            s.play.choose_device(Device::Gpu);
        }
        s.settle();
        let slow = luck.chance(0.5).then_some(200.0);
        s.play.limit(slow);
        s.play.train();
        let mut stage = Self { s, luck, kept: Vec::new(), furthest: 0 };
        for _ in 0..stage.luck.below(60) {
            stage.s.rounds(1);
        }
        for _ in 0..stage.luck.below(20) {
            stage.stir();
        }
        let kept = |run: &super::Run| run.is_live().then(|| run.saved.as_ref().map_or(0, |point| point.step));
        stage.kept = stage.s.play.runs.iter().map(kept).collect();
        stage.furthest = stage.s.steps().into_iter().max().unwrap_or(0);
        stage.s.said.clear();
        stage
    }

    /// A worker does one thing, one word arrives, or some time passes.
    fn stir(&mut self) {
        let lines: Vec<u32> = self.s.fake.0.borrow().workers.keys().copied().collect();
        let line = lines[self.luck.below(lines.len())];
        match self.luck.below(5) {
            0 | 1 => {
                self.s.work(line);
            }
            2 | 3 => {
                self.s.deliver(line);
            }
            _ => self.s.pass(1.0 + self.luck.below(70) as f64),
        }
    }

    /// Harms the worker of some run.
    fn harm(&mut self, with: impl FnOnce(&mut Worker)) {
        let runs: Vec<usize> =
            (0..self.s.play.runs.len()).filter(|run| self.s.line(*run).is_some()).collect();
        self.s.worker(runs[self.luck.below(runs.len())], with);
    }

    /// A step to which no run has come.
    fn later(&mut self) -> u32 {
        let stage = self.s.fake.0.borrow();
        let trained = stage.workers.values().filter_map(|w| Some(w.session.as_ref()?.step)).max();
        trained.unwrap_or(0) + 1 + self.luck.below(100) as u32
    }

    fn harm_all(&mut self, with: impl Fn(&mut Worker)) {
        for run in 0..self.s.play.runs.len() {
            if self.s.line(run).is_some() {
                self.s.worker(run, &with);
            }
        }
    }

    fn told(&self, words: &str) -> bool {
        self.s.said.iter().any(|message| message.text.contains(words))
    }

    /// Looks until `until`.
    fn look_until(&mut self, what: &str, until: impl Fn(&Self) -> bool) {
        for _ in 0..MOST_LOOKS {
            if until(self) {
                return;
            }
            self.s.rounds(1);
        }
        let phases: Vec<&Phase> = self.s.play.runs.iter().map(|run| &run.phase).collect();
        panic!("not {what}: {phases:?} at {:?} of {:?}, {:?}", self.s.steps(), self.kept, self.s.said);
    }

    /// Every run that was trained when the fault came trains, beyond where any of them was, and none is behind.
    fn all_train_on(&self) -> bool {
        let runs = self.s.play.runs.iter().zip(&self.kept).filter(|(_, kept)| kept.is_some());
        self.s.play.is_training()
            && !(0..self.kept.len()).any(|run| self.s.play.view(RunId(run)).goal.is_some())
            && runs.into_iter().all(|(run, _)| run.is_live() && run.step > self.furthest)
    }

    /// No run stands before its checkpoint of then, and every step of it is there once.
    fn nothing_is_lost(&self) {
        for (index, (run, kept)) in self.s.play.runs.iter().zip(&self.kept).enumerate() {
            let begins = self.s.play.script().courses[index].begins();
            assert!(run.step >= kept.unwrap_or(0), "run {index} at {} of {kept:?}", run.step);
            if !run.history.is_empty() {
                assert_eq!(run.history.len() as u32, run.step, "run {index}");
            }
            let at = |step: &u32| run.history.record(*step).grad_d != norm_at(*step);
            assert_eq!((begins + 1..=run.step).find(at), None, "run {index} up to {}", run.step);
        }
    }

    /// Nothing does harm any more.
    fn heal(&mut self) {
        let mut state = self.s.fake.0.borrow_mut();
        (state.breaks, state.unopened, state.build, state.no_worker) = (None, None, None, None);
        state.refuses = None;
        for worker in state.workers.values_mut() {
            (worker.breaks, worker.diverges, worker.refuses) = (None, None, None);
        }
    }

    /// Nothing does harm any more; who cannot go on is helped on by what its card offers, and all train.
    fn press_what_is_offered(&mut self) {
        self.heal();
        self.s.play.pause();
        for run in 0..self.s.play.runs.len() {
            if self.s.play.runs[run].phase == Phase::NeedsFiles {
                self.s.play.take_files(files(2, "again.idx"));
            }
            if let Some((_, answer)) = self.s.play.view(RunId(run)).ways.first().cloned() {
                self.s.play.answer(answer);
            }
        }
        self.s.settle();
        self.s.play.train();
        self.s.read_effects();
    }

    /// All train on, and come to rest.
    fn goes_on(&mut self) {
        self.look_until("on", Self::all_train_on);
        self.comes_to_rest();
    }

    /// What can be undone is undone: nothing is lost, and all go on.
    fn comes_back(&mut self) {
        if self.s.play.can_undo() {
            self.s.play.undo();
        }
        self.s.settle();
        self.nothing_is_lost();
        self.s.play.train();
        self.goes_on();
    }

    /// All stand at one step, but for a fork that was born last.
    fn comes_to_rest(&mut self) {
        self.s.play.pause();
        self.s.rounds(MOST_LOOKS as usize);
        assert_eq!(self.s.play.wake(), None, "something is waited for");
        let views = (0..self.s.play.runs.len()).map(|run| (run, self.s.play.view(RunId(run))));
        let level = views.filter(|(run, view)| self.s.play.runs[*run].is_live() && view.goal.is_none());
        let steps: Vec<u32> = level.map(|(_, view)| view.step).collect();
        assert!(steps.windows(2).all(|pair| pair[0] == pair[1]), "{steps:?}");
        self.nothing_is_lost();
    }
}

/// Plants `fault` at every moment.
fn plant(name: &str, fault: &Fault) {
    for seed in 0..MOMENTS {
        let mut stage = Stage::at_a_moment(fault.engine, fault.links, seed, name);
        (fault.comes)(&mut stage);
        stage.look_until("told", |stage| stage.told(fault.told));
        if !fault.by_itself {
            stage.press_what_is_offered();
        }
        stage.goes_on();
    }
}

/// A fault of the CPU engine after which the runs go on by themselves.
fn passes(name: &str, told: &'static str, comes: fn(&mut Stage)) {
    plant(name, &Fault { engine: EngineKind::Cpu, comes, links: &LINKS, told, by_itself: true });
}

/// A fault of the CPU engine after which a card offers the way on.
fn stops(name: &str, told: &'static str, comes: fn(&mut Stage)) {
    plant(name, &Fault { engine: EngineKind::Cpu, comes, links: &LINKS, told, by_itself: false });
}

#[test]
fn a_worker_is_killed() {
    passes("killed", "engine stopped", |stage| stage.harm(|w| w.fail(crash("killed"))));
}

#[test]
fn all_workers_are_killed_at_once() {
    passes("all killed", "engine stopped", |stage| stage.harm_all(|w| w.fail(crash("out of memory"))));
}

#[test]
fn a_worker_closes_by_itself_and_what_it_said_comes_late() {
    passes("closed", "has not answered", |stage| stage.harm(|w| w.dead = true));
}

#[test]
fn a_worker_closes_while_the_tab_is_hidden() {
    passes("hidden", "has not answered", |stage| {
        stage.s.play.hide(true);
        stage.harm(|w| w.dead = true);
    });
}

#[test]
fn a_worker_traps_within_its_steps() {
    passes("trap", "unreachable executed", |stage| {
        let step = stage.later();
        stage.harm(|w| w.breaks = Some(step));
    });
}

#[test]
fn an_engine_traps_at_the_same_step_every_time() {
    stops("same trap", "The engine of run", |stage| {
        let step = stage.later();
        stage.s.fake.0.borrow_mut().breaks = Some(step);
        stage.harm(|w| w.breaks = Some(step));
    });
}

#[test]
fn a_worker_is_alive_and_never_answers() {
    passes("mute", "has not answered", |stage| {
        stage.harm(|w| w.beats = true);
        if stage.luck.chance(0.5) {
            stage.look_until("offered", |stage| stage.s.says("says that it is at work"));
            stage.s.press(0, "Do not wait");
        }
    });
}

#[test]
fn the_network_is_gone_while_an_engine_loads() {
    stops("no engine", "The engine of run", |stage| {
        let failure = crash("it could not be loaded");
        stage.s.fake.0.borrow_mut().unopened = Some((EngineKind::Cpu, failure));
        stage.harm(|w| w.fail(crash("killed")));
    });
}

#[test]
fn the_browser_gives_no_worker() {
    stops("no worker", "The engine of run", |stage| {
        stage.s.fake.0.borrow_mut().no_worker = Some(crash("the browser did not start a worker"));
        stage.harm(|w| w.fail(crash("killed")));
    });
}

#[test]
fn an_engine_of_another_build_comes() {
    stops("build", "different builds", |stage| {
        stage.s.fake.0.borrow_mut().build = Some("old".into());
        stage.harm(|w| w.fail(crash("killed")));
    });
}

#[test]
fn own_data_turns_out_damaged() {
    let comes: fn(&mut Stage) = |stage| {
        stage.s.fake.0.borrow_mut().refuses = Some(Failure::Data(DataError::Damaged));
        stage.harm(|w| w.fail(crash("killed")));
    };
    let (engine, told) = (EngineKind::Cpu, "what was kept of your data is damaged");
    plant("data", &Fault { engine, comes, links: &LINKS[2..3], told, by_itself: false });
}

#[test]
fn a_run_diverges() {
    stops("diverges", "diverged at", |stage| {
        let step = stage.later();
        stage.harm(|w| w.diverges = Some(step));
    });
}

#[test]
fn the_gpu_is_lost_and_comes_back() {
    let comes: fn(&mut Stage) = |stage| stage.harm(|w| w.fail(device("the GPU cannot be read: lost")));
    let (engine, told) = (EngineKind::Gpu, "engine stopped");
    plant("gpu", &Fault { engine, comes, links: &LINKS[..3], told, by_itself: true });
}

#[test]
fn the_gpu_is_lost_for_good() {
    let comes: fn(&mut Stage) = |stage| {
        let failures = [
            device("WebGPU did not start: no adapter"),
            device("this GPU computes batch norm wrongly, so it is not used"),
            crash("it could not be loaded"),
        ];
        let failure = failures[stage.luck.below(3)].clone();
        stage.s.fake.0.borrow_mut().unopened = Some((EngineKind::Gpu, failure));
        stage.harm_all(|w| w.fail(device("the GPU cannot be read: lost")));
    };
    let (engine, told) = (EngineKind::Gpu, "training goes on the CPU");
    plant("no gpu", &Fault { engine, comes, links: &LINKS, told, by_itself: true });
}

#[test]
fn a_gpu_that_is_chosen_does_not_start() {
    for seed in 0..MOMENTS {
        let mut stage = Stage::at_a_moment(EngineKind::Cpu, &LINKS, seed, "chosen gpu");
        let failure = device("WebGPU did not start: no adapter");
        stage.s.fake.0.borrow_mut().unopened = Some((EngineKind::Gpu, failure));
        stage.s.play.choose_device(Device::Gpu);
        stage.s.read_effects();
        if stage.s.says("starts the runs again") {
            stage.s.press(0, "Start again");
        }
        stage.look_until("told", |stage| stage.told("training goes on the CPU"));
        stage.s.play.pause();
        stage.s.settle();
        stage.comes_back();
    }
}

#[test]
fn any_engine_dies_while_the_gpu_gets_ready_and_takes_over() {
    let slow = "v=2&data=shapes28&seed=1&batch=32&steps=100000&snapshot.every=500&b:d.lr=1e-4";
    let mut moved = 0;
    for seed in 0..MOMENTS {
        let mut stage = Stage::at_a_moment(EngineKind::Cpu, &[slow], seed, "hand-over");
        stage.s.fake.0.borrow_mut().gpu_speed = Some(5_000.0);
        stage.s.play.found_gpu(Gpu::Offered);
        for _ in 0..stage.luck.below(60) {
            stage.s.rounds(1);
        }
        for _ in 0..stage.luck.below(60) {
            stage.stir();
        }
        moved += u32::from(stage.s.play.engine() == EngineKind::Gpu);
        let lines: Vec<u32> = stage.s.fake.0.borrow().workers.keys().copied().collect();
        let line = lines[stage.luck.below(lines.len())];
        let silent = stage.luck.chance(0.3);
        if let Some(worker) = stage.s.fake.0.borrow_mut().workers.get_mut(&line) {
            match silent {
                true => worker.dead = true,
                false => worker.fail(device("the GPU cannot be read: lost")),
            }
        }
        stage.goes_on();
    }
    assert!((MOMENTS / 8..MOMENTS * 7 / 8).contains(&moved), "before and after it took over: {moved}");
}

#[test]
fn words_come_twice_and_in_any_pace() {
    for seed in 0..MOMENTS {
        let mut stage = Stage::at_a_moment(EngineKind::Cpu, &LINKS, seed, "twice");
        for _ in 0..200 {
            let lines: Vec<u32> = stage.s.fake.0.borrow().workers.keys().copied().collect();
            let line = lines[stage.luck.below(lines.len())];
            let word = stage.s.fake.0.borrow().workers[&line].outbox.front().cloned();
            stage.stir();
            if let Some(said) = word {
                stage.s.deliver(line);
                stage.s.play.hear(line, said);
            }
        }
        stage.goes_on();
    }
}

#[test]
fn words_of_runs_that_were_left_come_late() {
    for seed in 0..MOMENTS {
        let mut stage = Stage::at_a_moment(EngineKind::Cpu, &LINKS, seed, "late");
        let lines: Vec<u32> = stage.s.fake.0.borrow().workers.keys().copied().collect();
        let late: Vec<_> = lines
            .iter()
            .flat_map(|line| {
                stage.s.fake.0.borrow().workers[line].outbox.clone().into_iter().map(move |w| (*line, w))
            })
            .collect();
        stage.s.play.reset();
        late.into_iter().for_each(|(line, said)| stage.s.play.hear(line, said));
        stage.s.settle();
        assert!(
            stage.s.play.runs.iter().all(|run| run.history.is_empty()),
            "the runs stand at their beginnings"
        );
        stage.comes_back();
    }
}

#[test]
fn the_tab_is_frozen_and_thawed() {
    for seed in 0..MOMENTS {
        let mut stage = Stage::at_a_moment(EngineKind::Cpu, &LINKS, seed, "frozen");
        let lines =
            |stage: &Stage| (0..stage.s.play.runs.len()).map(|run| stage.s.line(run)).collect::<Vec<_>>();
        let before = lines(&stage);
        // Up to three days, in which the workers say what they have to say or not.
        stage.s.fake.0.borrow_mut().now += 6_000.0 + stage.luck.below(259_200_000) as f64;
        for _ in 0..stage.luck.below(12) {
            stage.stir();
        }
        stage.goes_on();
        assert!(stage.s.said.iter().all(|message| !message.alarming), "{:?}", stage.s.said);
        let after = lines(&stage);
        assert!(before.iter().zip(after).all(|(before, after)| before.is_none() || *before == after));
    }
}

#[test]
fn another_tab_takes_the_runs_over_and_gives_them_back() {
    for seed in 0..MOMENTS {
        let mut stage = Stage::at_a_moment(EngineKind::Cpu, &LINKS, seed, "tabs");
        stage.s.play.look_only(true);
        stage.s.settle();
        let steps = stage.s.steps();
        stage.s.play.train();
        stage.s.settle();
        assert_eq!(stage.s.steps(), steps, "what another tab trains is only shown");
        assert!(stage.told("Another tab trains these runs"));
        stage.nothing_is_lost();
        stage.s.play.look_only(false);
        stage.s.play.train();
        stage.goes_on();
    }
}
