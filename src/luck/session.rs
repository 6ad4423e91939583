//! A study and the workers that train it: what the page starts, stops and resumes.

use super::crew::{Crew, News};
use super::study::Study;
use crate::experiment::Script;
use crate::failure::Failure;
use crate::play::World;
use crate::protocol::Said;
use crate::text::study::NO_FILES;

/// "Is it luck?" under way, stopped or done. Its workers end when it is dropped.
pub struct Luck {
    study: Study,
    crew: Crew,
    running: bool,
    broken: Option<Failure>,
}

impl Luck {
    /// Trains the runs of `script` with `seeds` seeds on `workers` workers, whose lines count from 1:
    /// what they say comes through [`Self::hear`]. Data of the user's own needs the number of its set of
    /// `files`.
    ///
    /// # Errors What is wrong with the seeds or the data, or that the browser gives no worker.
    pub fn start(
        world: &mut dyn World,
        script: &Script,
        seeds: u32,
        workers: usize,
        files: Option<u32>,
    ) -> Result<Self, String> {
        let study = Study::new(script, seeds)?;
        let data = study.script().courses.iter().map(|course| course.start.data);
        if files.is_none() && data.into_iter().any(|data| data.needs_files()) {
            return Err(NO_FILES.to_string());
        }
        let crew =
            Crew::start(world, study.orders(0), workers, files).map_err(|failure| failure.to_string())?;
        Ok(Self { study, crew, running: true, broken: None })
    }

    /// The runs and what is known of them.
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// Whether runs train or will.
    pub fn is_running(&self) -> bool {
        self.running
    }

    /// Why it came to an end before its time, if it did.
    pub fn broken(&self) -> Option<&Failure> {
        self.broken.as_ref()
    }

    /// Workers that are there.
    pub fn workers(&self) -> usize {
        self.crew.workers()
    }

    /// Rests while something else needs the cores, or goes on.
    pub fn rest(&mut self, world: &mut dyn World, resting: bool) {
        self.crew.rest(world, resting);
    }

    /// Whether it rests.
    pub fn is_resting(&self) -> bool {
        self.crew.is_resting()
    }

    /// The worker behind `line` has said something.
    pub fn hear(&mut self, world: &mut dyn World, line: u32, said: Said) {
        let news = self.crew.hear(world, line, said);
        self.take_in(news);
    }

    /// Time has passed: to be called about once a second while it runs.
    pub fn tick(&mut self, world: &mut dyn World) {
        let news = self.crew.tick(world);
        self.take_in(news);
    }

    fn take_in(&mut self, news: Vec<News>) {
        for news in news {
            if let News::Broken(failure) = &news {
                self.broken = Some(failure.clone());
            }
            self.study.hear(news);
        }
        if self.broken.is_some() || self.study.is_over() {
            self.stop();
        }
    }

    /// Ends the workers and keeps what there is.
    pub fn stop(&mut self) {
        self.crew.stop();
        self.study.interrupted();
        self.running = false;
    }

    /// Goes on where it was stopped; runs that failed are tried again.
    ///
    /// # Errors
    /// When the browser gives no worker.
    pub fn resume(&mut self, world: &mut dyn World) -> Result<(), Failure> {
        let again = self.study.forgive();
        self.crew.add(world, again)?;
        self.broken = None;
        self.running = !self.study.is_over();
        Ok(())
    }

    /// Goes on to `seeds` seeds.
    ///
    /// # Errors
    /// What is wrong with the seeds, or that the browser gives no worker.
    pub fn extend(&mut self, world: &mut dyn World, seeds: u32) -> Result<(), String> {
        let before = self.study.repeats().len();
        self.study.extend(seeds)?;
        let orders = self.study.orders(before);
        self.crew.add(world, orders).map_err(|failure| failure.to_string())?;
        self.running = true;
        Ok(())
    }
}
