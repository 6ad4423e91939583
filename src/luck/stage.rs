//! A stage for tests: a study on fake workers, which do what they are told when the test lets them.

use super::session::Luck;
use crate::play::fake::{Fake, FakeSession, Worker, script};
use crate::protocol::{Event, Said};
use crate::record::Metric;

/// Milliseconds that a fake step takes.
const STEP: f64 = 2.0;

/// A study on fake workers.
pub struct Bench {
    pub fake: Fake,
    pub luck: Luck,
    /// Most workers that trained at once.
    pub busiest: usize,
    told: usize,
}

impl Bench {
    /// The study of a link, with what its snapshots measure.
    pub fn start(link: &str, seeds: u32, workers: usize, measures: fn(&FakeSession) -> Vec<Metric>) -> Self {
        let mut fake = Fake::default();
        fake.0.borrow_mut().measures = Some(measures);
        let luck = Luck::start(&mut fake, &script(link), seeds, workers, None).expect("a study");
        Self { fake, luck, busiest: 0, told: 0 }
    }

    /// Lines of the workers that are alive.
    pub fn lines(&self) -> Vec<u32> {
        let stage = self.fake.0.borrow();
        stage.workers.iter().filter(|(_, worker)| !worker.dead).map(|(line, _)| *line).collect()
    }

    pub fn worker<T>(&self, line: u32, look: impl FnOnce(&mut Worker) -> T) -> T {
        look(self.fake.0.borrow_mut().workers.get_mut(&line).expect("a worker"))
    }

    /// Every worker does one thing and is heard. Answers whether there was something.
    pub fn round(&mut self) -> bool {
        let lines = self.lines();
        self.busiest = self.busiest.max(lines.len());
        let mut busy = false;
        for line in lines {
            let before = self.step(line);
            busy |= self.worker(line, |worker| worker.work(0));
            self.fake.0.borrow_mut().now += STEP * f64::from(self.step(line).saturating_sub(before));
            while let Some(said) = self.worker(line, |worker| worker.outbox.pop_front()) {
                busy = true;
                self.hear(line, said);
            }
        }
        busy
    }

    fn step(&self, line: u32) -> u32 {
        self.worker(line, |worker| worker.session.as_ref().map_or(0, |session| session.step))
    }

    pub fn hear(&mut self, line: u32, said: Said) {
        self.told += 1;
        self.luck.hear(&mut self.fake, line, said);
    }

    /// The worker behind `line` breaks.
    pub fn breaks(&mut self, line: u32, why: &str) {
        let failure = crate::failure::Failure::Crash { why: why.into() };
        self.hear(line, Said { number: 0, event: Event::Failed(failure) });
    }

    /// So many seconds pass, and each is looked at after `each`.
    pub fn pass(&mut self, seconds: u32, each: impl Fn(&mut Self)) {
        let mut fake = self.fake.clone();
        for _ in 0..seconds {
            fake.0.borrow_mut().now += 1_000.0;
            each(self);
            self.luck.tick(&mut fake);
        }
    }

    /// Rounds until nothing happens any more.
    pub fn settle(&mut self) {
        for _ in 0..20_000 {
            if !self.round() {
                return;
            }
        }
        panic!("it never ends");
    }

    /// Rounds until `share` of all steps is done.
    pub fn until(&mut self, share: f64) {
        for _ in 0..20_000 {
            if self.luck.study().share() >= share {
                return;
            }
            self.round();
        }
        panic!("it never comes to {share}");
    }
}
