//! The script: everything that it takes to see the same again. What runs there are, from where each
//! begins, and what was changed on the way.

use super::drawing::Drawing;
use super::{Comparison, Experiment, KEYS, MAX_RUNS, NamedSet, RunId};

/// The last step that a script names.
pub const MAX_STEP: u32 = 1_000_000;

/// How many seeds "Is it luck?" trains.
pub const LUCK_SEEDS: [u32; 4] = [3, 5, 10, 20];

/// Edits of one run that a link holds.
pub const MAX_EDITS: usize = 100;

/// A run from its beginning on: from where, as what, and what was changed on the way.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// The run and the step that it was forked from; `None` for a run from step 0.
    pub fork: Option<Fork>,
    /// The experiment with which it begins.
    pub start: Experiment,
    /// Its live edits by rising step, all after its beginning, at most one a step.
    pub edits: Vec<Change>,
}

/// Where a fork comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The run, which stands before the fork in the comparison.
    pub of: RunId,
    /// Steps done there: at least 1, and not before that run's own beginning.
    pub at: u32,
}

/// A live edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Steps done when it comes into force.
    pub after: u32,
    /// The whole experiment from then on; only live keys differ from what held before.
    pub to: Experiment,
}

impl Course {
    /// A run from step 0 on, without edits.
    pub fn plain(start: Experiment) -> Self {
        Self { fork: None, start, edits: Vec::new() }
    }

    /// The experiment after all edits.
    pub fn now(&self) -> &Experiment {
        self.edits.last().map_or(&self.start, |edit| &edit.to)
    }

    /// The experiment that trains step `step + 1`.
    pub fn holding_after(&self, step: u32) -> &Experiment {
        let edit = self.edits.iter().rev().find(|edit| edit.after <= step);
        edit.map_or(&self.start, |edit| &edit.to)
    }

    /// The step with which it begins: 0, or that of its fork.
    pub fn begins(&self) -> u32 {
        self.fork.map_or(0, |fork| fork.at)
    }

    /// From the step after `after` on, the run is `to`. An edit of the same step is replaced, one at
    /// the beginning changes the start, and one that changes nothing leaves no trace. `after` is never
    /// before the last edit ([`Self::forget_after`] first); of `to`, an edit takes the live keys.
    pub fn edit(&mut self, after: u32, to: Experiment) {
        self.share(&to);
        if after <= self.begins() {
            debug_assert!(self.edits.is_empty(), "an edit of the start after others");
            self.start = to;
            self.edits.clear();
            return;
        }
        let last = self.edits.last().map_or(0, |edit| edit.after);
        debug_assert!(last <= after, "an edit after step {after} comes after one of {last}");
        self.edits.retain(|edit| edit.after < after);
        let before = self.now();
        let mut next = before.clone();
        for key in KEYS.iter().filter(|key| key.live) {
            key.set(&mut next, key.get(&to));
        }
        debug_assert_eq!(next, to, "an edit of keys that are not live");
        if next != *before {
            self.edits.push(Change { after, to: next });
        }
    }

    /// The run went back to `step`: edits after later steps have not happened.
    pub fn forget_after(&mut self, step: u32) {
        self.edits.retain(|edit| edit.after <= step);
    }

    /// Takes the keys that are shared and live from `from`, from the beginning on: no edit.
    fn share(&mut self, from: &Experiment) {
        for key in KEYS.iter().filter(|key| key.shared && key.live) {
            let value = key.get(from);
            let edits = self.edits.iter_mut().map(|edit| &mut edit.to);
            edits.chain([&mut self.start]).for_each(|experiment| key.set(experiment, value));
        }
    }
}

/// What a link holds: the courses of all runs, what a lesson hides, the slider's place, and whether to ask
/// for luck.
#[derive(Clone, Debug, PartialEq)]
pub struct Script {
    /// One to [`MAX_RUNS`] runs that share the shared keys.
    pub courses: Vec<Course>,
    /// Ids of tips that a lesson does not show, in the order of the table.
    pub hidden: Vec<&'static str>,
    /// The step at which the slider stands; `None` at the newest.
    pub at: Option<u32>,
    /// Seeds with which the link offers to train all runs again; `None` where it offers nothing.
    pub luck: Option<u32>,
    /// The user's points, where they are a drawing.
    pub drawing: Option<Drawing>,
    /// By what the user's data is known, where it is of files.
    pub set: Option<NamedSet>,
}

impl Default for Script {
    /// The default comparison.
    fn default() -> Self {
        Self::of(&Comparison::default())
    }
}

impl Script {
    /// The runs of `comparison`, each from step 0 on.
    pub fn of(comparison: &Comparison) -> Self {
        let courses = comparison.runs.iter().cloned().map(Course::plain).collect();
        Self { hidden: comparison.hidden.clone(), ..Self::with(courses) }
    }

    /// `courses`, and nothing else.
    pub fn with(courses: Vec<Course>) -> Self {
        Self { courses, hidden: Vec::new(), at: None, luck: None, drawing: None, set: None }
    }

    /// Every run as it is after its edits.
    pub fn now(&self) -> Comparison {
        let runs = self.courses.iter().map(|course| course.now().clone()).collect();
        Comparison { runs, hidden: self.hidden.clone() }
    }

    /// Every run as it begins.
    pub fn starts(&self) -> Comparison {
        let runs = self.courses.iter().map(|course| course.start.clone()).collect();
        Comparison { runs, hidden: self.hidden.clone() }
    }

    /// `run` becomes `to` from the step after `after` on, as [`Course::edit`] says; shared keys that
    /// are live move in every run.
    pub fn edit(&mut self, run: RunId, after: u32, to: Experiment) {
        self.courses.iter_mut().for_each(|course| course.share(&to));
        if let Some(course) = self.courses.get_mut(run.0) {
            course.edit(after, to);
        }
    }

    /// One more run: `to`, from the weights that `of` has after step `at`. A step before the beginning
    /// of `of` belongs to the run that `of` was forked from; one at step 0 makes a plain run. Shared keys
    /// of `to` are those of the others. `None`, and nothing done, when there is no such run or no place for another.
    pub fn fork(&mut self, of: RunId, at: u32, mut to: Experiment) -> Option<RunId> {
        let fork = self.origin(of, at)?;
        if self.courses.len() >= MAX_RUNS {
            return None;
        }
        let parent = &self.courses[fork.of.0].start;
        for key in KEYS.iter().filter(|key| key.shared) {
            key.set(&mut to, key.get(parent));
        }
        let fork = (fork.at > 0).then_some(fork);
        self.courses.push(Course { fork, ..Course::plain(to) });
        Some(RunId(self.courses.len() - 1))
    }

    /// The run that `of` was at step `at`: itself, or what it was forked from.
    pub fn origin(&self, of: RunId, at: u32) -> Option<Fork> {
        let course = self.courses.get(of.0)?;
        match course.fork {
            Some(fork) if at < fork.at && fork.of < of => self.origin(fork.of, at),
            _ => Some(Fork { of, at }),
        }
    }

    /// `run` and all that it was forked from, the oldest first: each is forked from the one before it.
    pub fn lineage(&self, run: RunId) -> Option<Self> {
        let course = self.courses.get(run.0)?.clone();
        let mut lineage = match course.fork.filter(|fork| fork.of < run) {
            Some(fork) => self.lineage(fork.of)?,
            None => Self { drawing: self.drawing.clone(), set: self.set.clone(), ..Self::with(Vec::new()) },
        };
        let parent = lineage.courses.len().checked_sub(1).map(RunId);
        let fork = course.fork.and_then(|fork| Some(Fork { of: parent?, ..fork }));
        lineage.courses.push(Course { fork, ..course });
        Some(lineage)
    }

    /// The same with another seed.
    pub fn with_seed(&self, seed: u32) -> Self {
        let mut script = self.clone();
        for course in &mut script.courses {
            course.start.seed = seed;
            course.edits.iter_mut().for_each(|edit| edit.to.seed = seed);
        }
        script
    }

    /// Whether every run goes from step 0 on without a change: what a [`Comparison`] says already.
    pub fn is_plain(&self) -> bool {
        self.courses.iter().all(|course| course.fork.is_none() && course.edits.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Data;
    use super::*;

    fn with_rate(lr: f64) -> Experiment {
        let mut e = Experiment::default_for(Data::Ring8);
        e.discriminator.lr = lr;
        e
    }

    fn rates(course: &Course) -> Vec<(u32, f64)> {
        course.edits.iter().map(|edit| (edit.after, edit.to.discriminator.lr)).collect()
    }

    #[test]
    fn an_edit_holds_for_the_steps_after_its_own() {
        let mut course = Course::plain(with_rate(1e-3));
        course.edit(100, with_rate(2e-3));
        course.edit(300, with_rate(3e-3));
        let rate = |step| course.holding_after(step).discriminator.lr;
        assert_eq!([0, 99, 100, 299, 300, 9000].map(rate), [1e-3, 1e-3, 2e-3, 2e-3, 3e-3, 3e-3]);
        assert_eq!(course.now(), &with_rate(3e-3));
    }

    #[test]
    fn one_edit_a_step_and_none_that_changes_nothing() {
        let mut course = Course::plain(with_rate(1e-3));
        course.edit(0, with_rate(2e-3));
        assert_eq!(course, Course::plain(with_rate(2e-3)), "before the first step nothing was trained");
        course.edit(100, with_rate(2e-3));
        assert_eq!(rates(&course), []);
        course.edit(100, with_rate(3e-3));
        course.edit(100, with_rate(4e-3));
        course.edit(200, with_rate(5e-3));
        assert_eq!(rates(&course), [(100, 4e-3), (200, 5e-3)]);
        course.edit(200, with_rate(4e-3));
        assert_eq!(rates(&course), [(100, 4e-3)], "taken back within its step");
        course.edit(200, with_rate(5e-3));
        course.forget_after(150);
        assert_eq!(rates(&course), [(100, 4e-3)]);
    }

    #[test]
    fn the_interval_of_snapshots_is_never_an_edit() {
        let mut script = Script::default();
        script.edit(RunId(1), 100, Experiment { dropout: 0.2, ..script.courses[1].start.clone() });
        script.edit(RunId(1), 200, Experiment { snapshot_every: 50, ..script.courses[1].now().clone() });
        assert_eq!(script.courses[1].edits.len(), 1);
        for course in &script.courses {
            assert_eq!([0, 100, 200].map(|step| course.holding_after(step).snapshot_every), [50; 3]);
        }
    }

    #[test]
    fn a_fork_stands_on_the_run_that_trained_its_step() {
        let mut script = Script::default();
        let c = script.fork(RunId(0), 500, with_rate(2e-3)).expect("room");
        assert_eq!(script.courses[c.0].fork, Some(Fork { of: RunId(0), at: 500 }));
        let d = script.fork(c, 300, with_rate(3e-3)).expect("room");
        assert_eq!(script.courses[d.0].fork, Some(Fork { of: RunId(0), at: 300 }), "C began at step 500");
        assert_eq!(script.fork(c, 600, with_rate(4e-3)), None, "four runs are the most");
        assert!(!script.is_plain());
        let mut script = Script::default();
        script.fork(RunId(1), 0, with_rate(2e-3));
        assert!(script.is_plain());
        assert_eq!(script.fork(RunId(7), 10, with_rate(2e-3)), None);
    }
}
