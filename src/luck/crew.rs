//! The workers that train the runs of a study: a queue over as many of them as are wanted.

use std::collections::VecDeque;

use super::order::{Kept, Order};
use crate::failure::Failure;
use crate::play::watchdog::{Patience, answer_limits, limit};
use crate::play::{EngineKind, Port, World};
use crate::protocol::{BUILD, Command, Event, PROTOCOL, Progress, Said};

/// What a message of a run should take, in milliseconds: a rest is heard after that long.
const MESSAGE: f64 = 500.0;

/// The first message of a run carries this share of its steps, before its speed is known.
const FIRST_SHARE: u32 = 40;

/// A worker's failures on one run before the run is given up.
const TRIES: u32 = 2;

/// News of one run, which is named by its place.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// It begins, or goes on, with this step.
    Began {
        /// The run.
        place: usize,
        /// Steps done.
        step: u32,
        /// Whether it is the run itself, not something that it was forked from.
        itself: bool,
    },
    /// It has trained.
    Trained {
        /// The run.
        place: usize,
        /// What it tells.
        progress: Box<Progress>,
        /// Whether it is the run itself.
        itself: bool,
        /// Milliseconds that the worker took, and the steps.
        took: (f64, u32),
        /// Whether that was its end.
        ended: bool,
    },
    /// It diverged at this step and is done.
    Diverged(usize, u32),
    /// A worker broke on it, for this reason; it is tried once more.
    Retried(usize, String),
    /// It cannot be trained, for this reason.
    Failed(usize, String),
    /// Nothing more will come, and why.
    Broken(Failure),
}

/// A run under way.
struct Job {
    order: Order,
    number: u32,
    stage: usize,
    step: u32,
    /// Milliseconds a step.
    pace: Option<f64>,
}

/// A worker and its run.
struct Desk {
    line: u32,
    port: Box<dyn Port>,
    job: Option<Job>,
    up: bool,
    /// When it was asked for something that it has not answered.
    asked: Option<f64>,
    patience: Patience,
}

/// Runs under way; their workers end when this is dropped.
pub struct Crew {
    waiting: VecDeque<Order>,
    desks: Vec<Desk>,
    workers: usize,
    files: Option<u32>,
    lines: u32,
    configurations: u32,
    resting: bool,
    /// Workers that broke before they had a run, one after the other.
    false_starts: u32,
    news: VecDeque<News>,
}

impl Crew {
    /// Trains every one of `orders` to its end on the CPU with `workers` workers, whose lines count from 1;
    /// runs on the user's data are given `files`.
    ///
    /// # Errors
    /// When the browser gives no worker at all.
    pub fn start(
        world: &mut dyn World,
        orders: Vec<Order>,
        workers: usize,
        files: Option<u32>,
    ) -> Result<Self, Failure> {
        let mut crew = Self {
            waiting: orders.into(),
            desks: Vec::new(),
            workers: workers.max(1),
            files,
            lines: 0,
            configurations: 0,
            resting: false,
            false_starts: 0,
            news: VecDeque::new(),
        };
        crew.resume(world)?;
        Ok(crew)
    }

    /// Opens as many workers as are wanted and there are runs for.
    ///
    /// # Errors
    /// When the browser gives no worker at all.
    pub fn resume(&mut self, world: &mut dyn World) -> Result<(), Failure> {
        self.false_starts = 0;
        let busy = self.desks.iter().filter(|desk| desk.job.is_some()).count();
        while self.desks.len() < self.workers.min(busy + self.waiting.len()) {
            match self.open(world) {
                Err(failure) if self.desks.is_empty() => return Err(failure),
                // Fewer workers do it too.
                Err(_) => break,
                Ok(()) => {}
            }
        }
        Ok(())
    }

    /// More runs, after those that wait.
    ///
    /// # Errors
    /// When there is no worker for them.
    pub fn add(&mut self, world: &mut dyn World, orders: Vec<Order>) -> Result<(), Failure> {
        self.waiting.extend(orders);
        self.employ(world.now());
        self.resume(world)
    }

    /// Workers that are there.
    pub fn workers(&self) -> usize {
        self.desks.len()
    }

    /// Rests after the messages that are on their way, or goes on.
    pub fn rest(&mut self, world: &mut dyn World, resting: bool) {
        self.resting = resting;
        let now = world.now();
        for desk in 0..self.desks.len() {
            if self.desks[desk].asked.is_none() {
                self.advance(desk, now);
            }
        }
        self.employ(now);
    }

    /// Whether it rests.
    pub fn is_resting(&self) -> bool {
        self.resting
    }

    /// Ends the workers; after [`Self::resume`] the runs that are not done go on from their last measurement.
    pub fn stop(&mut self) {
        let under_way: Vec<Order> = self.desks.drain(..).filter_map(|desk| Some(desk.job?.order)).collect();
        under_way.into_iter().rev().for_each(|order| self.waiting.push_front(order));
    }

    /// The worker behind `line` has said something.
    pub fn hear(&mut self, world: &mut dyn World, line: u32, said: Said) -> Vec<News> {
        if let Some(desk) = self.desks.iter().position(|desk| desk.line == line) {
            self.desks[desk].patience.heard(world.now());
            self.heed(world, desk, said);
        }
        self.news.drain(..).collect()
    }

    /// Time has passed: looks for workers that say nothing although they were asked, or nothing but that they
    /// are alive.
    pub fn tick(&mut self, world: &mut dyn World) -> Vec<News> {
        let now = world.now();
        let silent = |desk: &mut Desk| {
            let step = desk.job.as_ref().and_then(|job| job.pace).unwrap_or(0.0);
            let (_, given_up) = answer_limits(EngineKind::Cpu, desk.up, step);
            let silent = desk.patience.is_over(now, limit(EngineKind::Cpu, desk.up, step));
            (!desk.up || desk.asked.is_some()) && (silent || desk.patience.unanswered(now) > given_up)
        };
        while let Some(desk) = self.desks.iter_mut().position(silent) {
            let seconds = (self.desks[desk].patience.unanswered(now) / 1000.0) as u32;
            self.lose(world, desk, Failure::Silent { seconds });
        }
        self.news.drain(..).collect()
    }

    fn open(&mut self, world: &mut dyn World) -> Result<(), Failure> {
        self.lines += 1;
        let port = world.open(EngineKind::Cpu, self.lines)?;
        let mut patience = Patience::default();
        patience.answered(world.now());
        self.desks.push(Desk { line: self.lines, port, job: None, up: false, asked: None, patience });
        Ok(())
    }

    fn heed(&mut self, world: &mut dyn World, desk: usize, said: Said) {
        let now = world.now();
        match said.event {
            Event::Hello { protocol, build, .. } if protocol != PROTOCOL || build != BUILD => {
                return self.news.push_back(News::Broken(Failure::Build));
            }
            Event::Hello { .. } => {
                (self.desks[desk].up, self.false_starts) = (true, 0);
                return self.next_job(desk, now);
            }
            Event::Failed(failure) => return self.lose(world, desk, failure),
            _ => {}
        }
        let Some(job) = self.desks[desk].job.as_ref().filter(|job| job.number == said.number) else { return };
        let place = job.order.place;
        match said.event {
            Event::Ready(ready) => {
                let itself = job.order.is_last(job.stage);
                self.news.push_back(News::Began { place, step: ready.step, itself });
                self.came_to(desk, ready.step);
                self.advance(desk, now);
            }
            Event::Progress(progress) => self.trained(desk, progress, now),
            Event::Diverged { step, .. } => {
                self.news.push_back(News::Diverged(place, step));
                self.next_job(desk, now);
            }
            Event::Rejected(failure) => {
                self.news.push_back(News::Failed(place, failure.to_string()));
                self.next_job(desk, now);
            }
            _ => {}
        }
    }

    /// The run of `desk` stands at `step`, and nothing is asked of the worker.
    fn came_to(&mut self, desk: usize, step: u32) {
        let desk = &mut self.desks[desk];
        desk.asked = None;
        if let Some(job) = &mut desk.job {
            job.step = step;
        }
    }

    fn trained(&mut self, desk: usize, mut progress: Progress, now: f64) {
        let millis = self.desks[desk].asked.map_or(0.0, |asked| now - asked);
        let Some(job) = &mut self.desks[desk].job else { return };
        let (place, step) = (job.order.place, progress.step);
        let steps = step.saturating_sub(job.step);
        if steps > 0 && millis > 0.0 {
            job.pace = Some(millis / f64::from(steps));
        }
        let (itself, at_end) = (job.order.is_last(job.stage), step >= job.order.end(job.stage));
        if let Some(snapshot) = &mut progress.snapshot {
            let stage = if at_end && !itself { job.stage + 1 } else { job.stage };
            match snapshot.checkpoint.take() {
                Some(bytes) => job.order.keep(Kept { stage, step, checkpoint: Some(bytes) }),
                // Something in it is not finite, so nothing can be forked from it.
                None if at_end && !itself => {
                    self.news.push_back(News::Diverged(place, step));
                    return self.next_job(desk, now);
                }
                None => {}
            }
        }
        let ended = itself && at_end;
        let news =
            News::Trained { place, progress: Box::new(progress), itself, took: (millis, steps), ended };
        self.news.push_back(news);
        self.came_to(desk, step);
        match (ended, at_end) {
            (true, _) => self.next_job(desk, now),
            (false, true) => self.configure(desk, now),
            (false, false) => self.advance(desk, now),
        }
    }

    /// The worker of `desk` is gone; its run is tried once more, with another worker.
    fn lose(&mut self, world: &mut dyn World, desk: usize, failure: Failure) {
        let lost = self.desks.remove(desk);
        match lost.job {
            Some(Job { mut order, .. }) => {
                order.failures += 1;
                if order.failures < TRIES {
                    self.news.push_back(News::Retried(order.place, failure.to_string()));
                    self.waiting.push_front(order);
                } else {
                    self.news.push_back(News::Failed(order.place, failure.to_string()));
                }
            }
            None => self.false_starts += 1,
        }
        let needed = !self.waiting.is_empty() && self.false_starts < TRIES;
        let opened = if needed { self.open(world) } else { Ok(()) };
        self.employ(world.now());
        if self.desks.is_empty() && !self.waiting.is_empty() {
            self.news.push_back(News::Broken(opened.err().unwrap_or(failure)));
        }
    }

    /// Gives every worker that is up and has none a run.
    fn employ(&mut self, now: f64) {
        for desk in 0..self.desks.len() {
            if self.desks[desk].up && self.desks[desk].job.is_none() {
                self.next_job(desk, now);
            }
        }
    }

    /// Gives `desk` the next run; without one its worker rests.
    fn next_job(&mut self, desk: usize, now: f64) {
        let next = if self.resting { None } else { self.waiting.pop_front() };
        let at = &mut self.desks[desk];
        at.asked = None;
        at.job = next.map(|order| Job { number: 0, stage: 0, step: 0, pace: None, order });
        self.configure(desk, now);
    }

    /// Builds the run of `desk` where it goes on.
    fn configure(&mut self, desk: usize, now: f64) {
        let desk = &mut self.desks[desk];
        let Some(job) = &mut desk.job else { return };
        self.configurations += 1;
        let from = job.order.from();
        (job.number, job.stage, job.step) = (self.configurations, from.stage, from.step);
        desk.port.send(&Command::Configure(job.order.configure(job.number, self.files)));
        desk.asked = Some(now);
        desk.patience.answered(now);
    }

    /// Lets the run of `desk` go on to its next measurement, or as far as a message should carry.
    fn advance(&mut self, desk: usize, now: f64) {
        let desk = &mut self.desks[desk];
        let Some(job) = desk.job.as_ref().filter(|_| !self.resting) else { return };
        let end = job.order.end(job.stage);
        let look = if job.order.is_last(job.stage) { job.order.next_look(job.stage, job.step) } else { end };
        let fits = job.pace.map_or(end / FIRST_SHARE, |millis| (MESSAGE / millis).min(1e9) as u32);
        let to = look.min(job.step.saturating_add(fits.max(1)));
        desk.port.send(&Command::Advance { to, show: false, snapshot: to == look });
        desk.asked = Some(now);
        desk.patience.answered(now);
    }
}
