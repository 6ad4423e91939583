//! What the doctor found at the end of the runs: how many collapsed, and how many are without an alarm.

use super::repeat::{Ending, Repeat, State};
use super::study::Study;
use crate::doctor::Finding;
use crate::experiment::RunId;
use crate::statistics::interval::Interval;
use crate::statistics::wilson::wilson;

/// How the seeds of one run ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Tally {
    /// The run.
    pub run: RunId,
    /// Its runs that are done.
    pub done: usize,
    /// Of each finding at the end, how many: the most frequent first.
    pub findings: Vec<(Finding, usize)>,
}

impl Tally {
    /// Of `run` in `study`.
    pub fn of(study: &Study, run: RunId) -> Self {
        let done: Vec<Finding> = study.of(run).filter_map(at_end).collect();
        let count = |finding: &Finding| done.iter().filter(|found| *found == finding).count();
        let found = Finding::ALL.into_iter().map(|finding| (finding, count(&finding)));
        let mut findings: Vec<(Finding, usize)> = found.filter(|(_, count)| *count > 0).collect();
        findings.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Self { run, done: done.len(), findings }
    }

    /// Its runs that end without an alarm.
    pub fn calm(&self) -> usize {
        self.findings.iter().filter(|(finding, _)| !finding.is_trouble()).map(|(_, count)| count).sum()
    }

    /// The share of runs that end without an alarm, with its 95 % interval; `None` before one is done.
    pub fn calm_share(&self) -> Option<Interval> {
        wilson(self.calm(), self.done)
    }

    /// "7 of 10 collapsed, 1 of 10 diverged"; "no alarm in 10 of 10" where the doctor found nothing.
    pub fn words(&self) -> String {
        let Self { done, .. } = self;
        let troubles = self.findings.iter().filter(|(finding, _)| finding.is_trouble());
        let words: Vec<String> =
            troubles.map(|(finding, count)| format!("{count} of {done} {}", verb(*finding))).collect();
        match (done, words.is_empty()) {
            (0, _) => String::new(),
            (_, true) => format!("no alarm in {done} of {done}"),
            (_, false) => words.join(", "),
        }
    }
}

/// What the doctor says at the end of a run.
fn at_end(repeat: &Repeat) -> Option<Finding> {
    match repeat.state {
        State::Done(Ending::Diverged(_)) => Some(Finding::Diverged),
        State::Done(Ending::Finished) => Some(repeat.finding()),
        _ => None,
    }
}

/// After "7 of 10".
fn verb(finding: Finding) -> String {
    match finding {
        Finding::ModeCollapse => "collapsed".into(),
        Finding::Diverged => "diverged".into(),
        Finding::Oscillation => "oscillate".into(),
        Finding::Copying => "copy training images".into(),
        other => format!("end with \u{201c}{}\u{201d}", other.title()),
    }
}
