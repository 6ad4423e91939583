//! One run to train to its end: the courses that lead to it, and where to go on.

use crate::experiment::{Change, Course, Script, link};
use crate::protocol::{Bytes, Configure, Edit};

/// Measurements of a run at least, one every tenth of it: the last of them are averaged.
const LOOKS: u32 = 10;

/// A run to train, named by its place in the study.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// Its place.
    pub place: usize,
    /// The run and all that it was forked from, the oldest first.
    courses: Vec<Course>,
    /// From where it goes on.
    from: Kept,
    /// How often a worker has failed on it.
    pub failures: u32,
}

/// Where a run stands that can go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    /// Which of its courses.
    pub stage: usize,
    /// Steps done.
    pub step: u32,
    /// What goes on: absent at step 0.
    pub checkpoint: Option<Bytes>,
}

impl Order {
    /// The last run of `lineage` ([`Script::lineage`]).
    pub fn new(place: usize, lineage: Script) -> Self {
        Self { place, courses: lineage.courses, from: Kept::default(), failures: 0 }
    }

    /// From where it goes on.
    pub fn from(&self) -> &Kept {
        &self.from
    }

    /// From here on it goes on from `kept`.
    pub fn keep(&mut self, kept: Kept) {
        self.from = kept;
    }

    /// The course that trains `stage`.
    fn course(&self, stage: usize) -> Option<&Course> {
        self.courses.get(stage)
    }

    /// Whether `stage` is the run itself, not something that it was forked from.
    pub fn is_last(&self, stage: usize) -> bool {
        stage + 1 >= self.courses.len()
    }

    /// The step at which `stage` ends: where the next is forked from it, or the end of the run.
    pub fn end(&self, stage: usize) -> u32 {
        match self.courses.get(stage + 1) {
            Some(next) => next.begins(),
            None => self.courses.last().map_or(0, |course| course.start.steps),
        }
    }

    /// The next step after `step` at which `stage` is measured: every tenth of it or every interval of its
    /// snapshots, whichever is less, and its end.
    pub fn next_look(&self, stage: usize, step: u32) -> u32 {
        let end = self.end(stage);
        let Some(course) = self.course(stage) else { return end };
        let tenth = end.saturating_sub(course.begins()) / LOOKS;
        let every = course.start.snapshot_every.min(tenth).max(1);
        ((step / every + 1) * every).min(end)
    }

    /// What builds `from`'s stage, as configuration `number`, with the user's `files`.
    pub fn configure(&self, number: u32, files: Option<u32>) -> Configure {
        let edit =
            |change: &Change| Edit { after: change.after, experiment: link::write_experiment(&change.to) };
        let Some(course) = self.course(self.from.stage) else {
            return Configure { number, ..Configure::default() };
        };
        Configure {
            number,
            experiment: link::write_experiment(&course.start),
            edits: course.edits.iter().map(edit).collect(),
            files: files.filter(|_| course.start.data.needs_files()),
            resume: self.from.checkpoint.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::RunId;

    fn order(link: &str, run: usize) -> Order {
        Order::new(0, link::read(link).script.lineage(RunId(run)).expect("a run"))
    }

    #[test]
    fn a_run_is_measured_at_its_snapshots_and_at_least_ten_times() {
        let looks = |order: &Order| {
            let (mut looks, mut step) = (Vec::new(), 0);
            while step < order.end(0) {
                step = order.next_look(0, step);
                looks.push(step);
            }
            looks
        };
        let usual = looks(&order("v=2&data=ring8", 0));
        assert_eq!((usual.len(), usual[0], usual[9]), (10, 400, 4000));
        assert_eq!(looks(&order("v=2&data=ring8&steps=1200&snapshot.every=100", 0)).len(), 12);
        assert_eq!(looks(&order("v=2&data=ring8&steps=1200", 0)).len(), 10, "not the usual three");
        assert_eq!(looks(&order("v=2&data=ring8&steps=150&snapshot.every=10", 0)).last(), Some(&150));
    }

    #[test]
    fn a_fork_is_trained_after_the_run_that_it_comes_from() {
        let fork = order("v=2&data=ring8&steps=1000&a@200:d.lr=2e-3&b:=&c=a@300&c:noise=0.3", 2);
        assert_eq!((fork.end(0), fork.end(1), fork.is_last(0), fork.is_last(1)), (300, 1000, false, true));
        assert_eq!((fork.next_look(1, 300), fork.next_look(1, 990)), (350, 1000));
        let parent = fork.configure(1, Some(4));
        assert_eq!((parent.edits.len(), parent.edits[0].after, parent.files), (1, 200, None));
        let mut later = fork;
        later.keep(Kept { stage: 1, step: 300, checkpoint: Some(Bytes(vec![7])) });
        let child = later.configure(2, None);
        assert!(child.experiment.contains("noise=0.3") && child.edits.is_empty());
        assert_eq!(child.resume, Some(Bytes(vec![7])));
    }
}
