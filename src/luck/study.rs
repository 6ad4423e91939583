//! The study: every run of a comparison with every seed, while they train and when they are done.

use super::crew::News;
use super::order::Order;
use super::outcome::Outcome;
use super::pace::Pace;
use super::repeat::{Repeat, State};
use crate::experiment::script::LUCK_SEEDS;
use crate::experiment::{Course, RunId, Script, link};
use crate::number::{about, whole};
use crate::text::study as t;

/// All runs of a comparison with several seeds.
#[derive(Clone, Debug)]
pub struct Study {
    script: Script,
    first_seed: u32,
    seeds: u32,
    /// Seed by seed, A before B.
    repeats: Vec<Repeat>,
    pace: Pace,
    /// What went wrong and was tried again.
    retried: Vec<String>,
    extended: bool,
}

impl Study {
    /// The runs of `script` with `seeds` seeds, from its own on.
    ///
    /// # Errors
    /// A number of seeds that is not offered, or a run that begins where all end.
    pub fn new(script: &Script, seeds: u32) -> Result<Self, String> {
        check(seeds)?;
        has_steps(script)?;
        let own = script.courses.first().map_or(1, |course| course.start.seed);
        let pace = Pace::new(script.courses.iter().map(|course| course.now()));
        let first_seed = own.min(u32::MAX - LUCK_SEEDS[LUCK_SEEDS.len() - 1]);
        let script = Script { at: None, luck: Some(seeds), ..script.with_seed(first_seed) };
        let repeats = Vec::new();
        let mut study =
            Self { script, first_seed, seeds: 0, repeats, pace, retried: Vec::new(), extended: false };
        study.add_seeds(seeds);
        Ok(study)
    }

    /// More seeds, after those that there are. Answers how many runs are new.
    ///
    /// # Errors
    /// A number of seeds that is not offered, or not more than there are.
    pub fn extend(&mut self, seeds: u32) -> Result<usize, String> {
        check(seeds)?;
        if seeds <= self.seeds {
            return Err(format!("seeds={seeds}: there are {} already", self.seeds));
        }
        let before = self.repeats.len();
        self.extended |= self.repeats.iter().any(Repeat::is_over);
        self.add_seeds(seeds);
        self.script.luck = Some(seeds);
        Ok(self.repeats.len() - before)
    }

    fn add_seeds(&mut self, seeds: u32) {
        for seed in self.first_seed + self.seeds..self.first_seed + seeds {
            let script = self.script.with_seed(seed);
            let courses = script.courses.into_iter().enumerate();
            self.repeats.extend(courses.map(|(run, course)| Repeat::new(RunId(run), course)));
        }
        self.seeds = seeds;
    }

    /// What is compared, with the first seed.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// The link that offers to run it again.
    pub fn link(&self) -> String {
        link::write(&self.script)
    }

    /// Its runs, A to D.
    pub fn runs(&self) -> impl Iterator<Item = RunId> + use<> {
        (0..self.script.courses.len()).map(RunId)
    }

    /// Its seeds.
    pub fn seeds(&self) -> impl ExactSizeIterator<Item = u32> + use<> {
        self.first_seed..self.first_seed + self.seeds
    }

    /// All runs with all seeds: seed by seed, A before B.
    pub fn repeats(&self) -> &[Repeat] {
        &self.repeats
    }

    /// `run` with every seed.
    pub fn of(&self, run: RunId) -> impl Iterator<Item = &Repeat> {
        self.repeats.iter().filter(move |repeat| repeat.run == run)
    }

    /// Whether seeds were added after some were seen, which makes a difference by luck likelier.
    pub fn is_extended(&self) -> bool {
        self.extended
    }

    /// What went wrong and was tried again, one sentence each.
    pub fn retried(&self) -> &[String] {
        &self.retried
    }

    /// The orders of the runs from place `from` on that are not done.
    pub(super) fn orders(&self, from: usize) -> Vec<Order> {
        let open = self.repeats.iter().enumerate().skip(from).filter(|(_, repeat)| !repeat.is_over());
        open.filter_map(|(place, repeat)| {
            Some(Order::new(place, self.script.with_seed(repeat.seed).lineage(repeat.run)?))
        })
        .collect()
    }

    /// Lets runs that failed be tried again; answers their orders.
    pub(super) fn forgive(&mut self) -> Vec<Order> {
        let failed = |(_, repeat): &(usize, &Repeat)| matches!(repeat.state, State::Failed(_));
        let places: Vec<usize> =
            self.repeats.iter().enumerate().filter(failed).map(|(place, _)| place).collect();
        let lineage = |repeat: &Repeat| self.script.with_seed(repeat.seed).lineage(repeat.run);
        let orders: Vec<Order> = places
            .iter()
            .filter_map(|place| Some(Order::new(*place, lineage(&self.repeats[*place])?)))
            .collect();
        places.into_iter().for_each(|place| self.repeats[place].state = State::Waiting);
        orders
    }

    /// Takes in news of a run.
    pub(super) fn hear(&mut self, news: News) {
        match news {
            News::Began { place, step, itself } => self.at(place, |repeat| repeat.began(step, itself)),
            News::Trained { place, progress, itself, took: (millis, steps), ended } => {
                // The first message of a run is slower than the rest: its code warms up.
                let warm = |repeat: &&Repeat| repeat.step() > 0;
                if let Some(run) = self.repeats.get(place).filter(warm).map(|repeat| repeat.run) {
                    self.pace.took(run.0, millis, steps);
                }
                self.at(place, |repeat| repeat.trained(&progress, itself, ended));
            }
            News::Diverged(place, step) => self.at(place, |repeat| repeat.diverged(step)),
            News::Retried(place, why) => {
                let again = |repeat: &Repeat| t::retried(repeat.run.letter(), repeat.seed, why);
                self.retried.extend(self.repeats.get(place).map(again));
                self.at(place, Repeat::interrupted);
            }
            News::Failed(place, why) => self.at(place, |repeat| repeat.state = State::Failed(why)),
            News::Broken(_) => self.interrupted(),
        }
    }

    fn at(&mut self, place: usize, change: impl FnOnce(&mut Repeat)) {
        if let Some(repeat) = self.repeats.get_mut(place) {
            change(repeat);
        }
    }

    /// No worker trains any more.
    pub(super) fn interrupted(&mut self) {
        self.repeats.iter_mut().for_each(Repeat::interrupted);
    }

    /// Whether nothing more will come of any run.
    pub fn is_over(&self) -> bool {
        self.repeats.iter().all(Repeat::is_over)
    }

    /// Runs that are over, of all.
    pub fn progress(&self) -> (usize, usize) {
        (self.repeats.iter().filter(|repeat| repeat.is_over()).count(), self.repeats.len())
    }

    /// The share of all steps that is done; a run that is over is done.
    pub fn share(&self) -> f64 {
        let done = |repeat: &Repeat| if repeat.is_over() { repeat.steps } else { repeat.step() };
        let sum = |of: &dyn Fn(&Repeat) -> u32| self.repeats.iter().map(|r| f64::from(of(r))).sum::<f64>();
        sum(&done) / sum(&|repeat| repeat.steps)
    }

    /// "7 of 20 runs, about 20 s left" with `workers` workers.
    pub fn line(&self, workers: usize) -> String {
        let (done, all) = self.progress();
        let left = self.seconds_left(workers).filter(|_| done < all);
        let (done, all) = (whole(done as u64), whole(all as u64));
        match left {
            Some(left) => t::progress_left(done, all, about(left)),
            None => t::progress(done, all),
        }
    }

    /// How many times as long as estimated its runs take, once that is known.
    pub fn off(&self) -> Option<f64> {
        self.pace.off(&self.repeats)
    }

    /// Whether it is of the runs of `script` as they are, with `seeds` seeds or more.
    pub fn answers(&self, script: &Script, seeds: u32) -> bool {
        let data = |script: &Script| (script.set.clone(), script.drawing.clone());
        self.seeds >= seeds && self.script.courses == script.courses && data(&self.script) == data(script)
    }

    /// Seconds until all runs are done with `workers` workers; `None` while it is too early to say.
    pub fn seconds_left(&self, workers: usize) -> Option<f64> {
        self.pace.seconds_left(&self.repeats, workers)
    }

    /// What may decide, the usual one first: what was measured in a run that is done.
    pub fn outcomes(&self) -> Vec<Outcome> {
        let measured = self.repeats.iter().find_map(|repeat| repeat.snapshots().last());
        let Some((_, metrics)) = measured else { return Vec::new() };
        let data = self.script.courses[0].start.data;
        let mut outcomes: Vec<Outcome> = metrics.iter().filter_map(|m| Outcome::of(m, data)).collect();
        outcomes.sort_by_key(|outcome| outcome.rank());
        outcomes
    }
}

/// A fork of a run that went past its end begins there: with other seeds nothing of it would be left to train.
fn has_steps(script: &Script) -> Result<(), String> {
    let late = |course: &Course| course.fork.is_some() && course.begins() >= course.start.steps;
    let Some(run) = script.courses.iter().position(late) else { return Ok(()) };
    let (begins, steps) = (script.courses[run].begins(), script.courses[run].start.steps);
    Err(t::late_fork(RunId(run).letter(), whole(begins.into()), whole(steps.into())))
}

fn check(seeds: u32) -> Result<(), String> {
    if LUCK_SEEDS.contains(&seeds) {
        return Ok(());
    }
    Err(format!("seeds={seeds}: accepted are {}", LUCK_SEEDS.map(|n| n.to_string()).join(", ")))
}
