//! Runs that train in the background, to their end and unseen: a queue over two workers at most.

use std::collections::VecDeque;

use super::port::{EngineKind, Port, World};
use crate::experiment::{Experiment, link};
use crate::failure::Failure;
use crate::protocol::{BUILD, Command, Configure, Event, PROTOCOL, Said};
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
    Broken(Failure),
}

/// A run and its place in the list.
struct Job {
    place: usize,
    experiment: Experiment,
    number: u32,
}

/// A worker and its run.
struct Desk {
    line: u32,
    port: Box<dyn Port>,
    job: Option<Job>,
}

/// Runs under way; they end when this is dropped.
pub struct Background {
    waiting: VecDeque<(usize, Experiment)>,
    desks: Vec<Desk>,
    configurations: u32,
}

impl Background {
    /// Trains every one of `runs` to its last step on the CPU; what the workers behind the lines from 1
    /// on say comes through [`Self::hear`].
    ///
    /// # Errors
    /// When the browser gives no worker.
    pub fn start(world: &mut dyn World, runs: Vec<Experiment>) -> Result<Self, Failure> {
        let count = runs.len().min(WORKERS) as u32;
        let desk = |line| Ok(Desk { line, port: world.open(EngineKind::Cpu, line)?, job: None });
        let desks = (1..=count).map(desk).collect::<Result<_, Failure>>()?;
        Ok(Self { waiting: runs.into_iter().enumerate().collect(), desks, configurations: 0 })
    }

    /// The worker behind `line` has said something.
    pub fn hear(&mut self, line: u32, said: Said) -> Option<News> {
        let desk = self.desks.iter().position(|desk| desk.line == line)?;
        match said.event {
            Event::Hello { protocol, build, .. } if protocol != PROTOCOL || build != BUILD => {
                return Some(News::Broken(Failure::Build));
            }
            Event::Hello { .. } => {
                self.next_job(desk);
                return None;
            }
            Event::Failed(failure) => return Some(News::Broken(failure)),
            _ => {}
        }
        let job = self.desks[desk].job.as_ref().filter(|job| job.number == said.number)?;
        let place = job.place;
        match said.event {
            Event::Ready(ready) => {
                self.advance(desk, ready.step);
                None
            }
            Event::Progress(progress) => match progress.snapshot {
                Some(snapshot) => {
                    self.next_job(desk);
                    Some(News::Ended(place, snapshot.metrics))
                }
                None => {
                    self.advance(desk, progress.step);
                    Some(News::Moved(place, progress.step))
                }
            },
            Event::Diverged { step, .. } => {
                self.next_job(desk);
                Some(News::Diverged(place, step))
            }
            Event::Rejected(failure) => Some(News::Broken(failure)),
            _ => None,
        }
    }

    /// Gives `desk` the next run; without one its worker rests.
    fn next_job(&mut self, desk: usize) {
        self.configurations += 1;
        let number = self.configurations;
        let next = self.waiting.pop_front();
        let desk = &mut self.desks[desk];
        desk.job = next.map(|(place, experiment)| Job { place, experiment, number });
        if let Some(job) = &desk.job {
            let experiment = link::write_experiment(&job.experiment);
            desk.port.send(&Command::Configure(Configure { number, experiment, ..Configure::default() }));
        }
    }

    /// Lets the run of `desk` go on from `step`; at its end it is measured.
    fn advance(&self, desk: usize, step: u32) {
        let Desk { port, job: Some(job), .. } = &self.desks[desk] else { return };
        let last = job.experiment.steps;
        let to = (step + (last / REPORTS).max(1)).min(last);
        port.send(&Command::Advance { to, show: false, snapshot: to == last });
    }
}
