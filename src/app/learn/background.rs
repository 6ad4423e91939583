//! Runs that train in the background, to their end and unseen: a queue over two workers at most.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use crate::app::kit::engine::{Engine, EngineKind};
use crate::experiment::{Experiment, link};
use crate::protocol::{BUILD, Command, Event, PROTOCOL};
use crate::record::Metric;

/// Workers at most; the runs on top of the page have their own.
const WORKERS: usize = 2;

/// Reports of a run on its way.
const REPORTS: u32 = 40;

/// News of one run, which is named by its place in the list that was given.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// It has come to this step.
    Moved(usize, u32),
    /// It is done and has these metrics.
    Ended(usize, Vec<Metric>),
    /// It diverged at this step and is done.
    Diverged(usize, u32),
    /// Nothing more will come, and why.
    Broken(String),
}

/// Runs under way; they end when this is dropped.
pub struct Background {
    _queue: Rc<RefCell<Queue>>,
}

struct Queue {
    waiting: VecDeque<(usize, Experiment)>,
    lanes: Vec<Lane>,
}

/// A worker and its run.
struct Lane {
    engine: Engine,
    job: Option<(usize, Experiment)>,
}

impl Background {
    /// Trains every one of `runs` to its last step on the CPU and tells how they fare.
    ///
    /// # Errors
    /// One sentence, when the browser gives no worker.
    pub fn start(runs: Vec<Experiment>, tell: impl Fn(News) + Clone + 'static) -> Result<Self, String> {
        let count = runs.len().min(WORKERS);
        let waiting = runs.into_iter().enumerate().collect();
        let queue = Rc::new(RefCell::new(Queue { waiting, lanes: Vec::new() }));
        for lane in 0..count {
            let (weak, tell) = (Rc::downgrade(&queue), tell.clone());
            let engine = Engine::start(EngineKind::Cpu, move |event| hear(&weak, lane, event, &tell))?;
            queue.borrow_mut().lanes.push(Lane { engine, job: None });
        }
        Ok(Self { _queue: queue })
    }
}

/// Whoever is told may end the queue: it must not be borrowed meanwhile.
fn hear(queue: &Weak<RefCell<Queue>>, lane: usize, event: Event, tell: &impl Fn(News)) {
    let Some(queue) = queue.upgrade() else { return };
    let news = queue.borrow_mut().hear(lane, event);
    if let Some(news) = news {
        tell(news);
    }
}

impl Queue {
    fn hear(&mut self, lane: usize, event: Event) -> Option<News> {
        let job = self.lanes.get(lane)?.job.as_ref().map(|(place, _)| *place);
        match event {
            Event::Hello { protocol, build, .. } if protocol != PROTOCOL || build != BUILD => {
                Some(News::Broken("page and engine are of different builds; reload the page".into()))
            }
            Event::Hello { .. } => {
                self.next_job(lane);
                None
            }
            Event::Ready(ready) => {
                self.advance(lane, ready.step);
                None
            }
            Event::Progress(progress) => match progress.snapshot {
                Some(snapshot) => {
                    self.next_job(lane);
                    Some(News::Ended(job?, snapshot.metrics))
                }
                None => {
                    self.advance(lane, progress.step);
                    Some(News::Moved(job?, progress.step))
                }
            },
            Event::Diverged { step, .. } => {
                self.next_job(lane);
                Some(News::Diverged(job?, step))
            }
            Event::Rejected { message } | Event::Failed { message } => Some(News::Broken(message)),
            Event::Checkpoint { .. } | Event::Measured { .. } => None,
        }
    }

    /// Gives `lane` the next run; without one its worker rests.
    fn next_job(&mut self, lane: usize) {
        let Some(lane) = self.lanes.get_mut(lane) else { return };
        lane.job = self.waiting.pop_front();
        if let Some((_, experiment)) = &lane.job {
            let experiment = link::write_experiment(experiment);
            lane.engine.send(&Command::Configure { experiment, files: Vec::new(), resume: None });
        }
    }

    /// Lets the run of `lane` go on from `step`; at its end it is measured.
    fn advance(&self, lane: usize, step: u32) {
        let Some(Lane { engine, job: Some((_, experiment)) }) = self.lanes.get(lane) else { return };
        let last = experiment.steps;
        let to = (step + (last / REPORTS).max(1)).min(last);
        engine.send(&Command::Advance { to, show: false, snapshot: to == last });
    }
}
