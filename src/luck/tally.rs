//! What the doctor found at the end of the runs: how many collapsed, and how many are without an alarm.

use super::repeat::{Ending, Repeat, State};
use super::study::Study;
use crate::doctor::Finding;
use crate::experiment::RunId;
use crate::statistics::interval::Interval;
use crate::statistics::wilson::wilson;
use crate::text::study as t;

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
        let words = troubles.map(|(finding, count)| ended(*finding, *count, *done)).reduce(t::list);
        match words {
            _ if *done == 0 => String::new(),
            None => t::no_alarm(done, done),
            Some(words) => words,
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

/// "7 of 10 collapsed".
fn ended(finding: Finding, count: usize, all: usize) -> String {
    match finding {
        Finding::ModeCollapse => t::collapsed(count, all),
        Finding::Diverged => t::diverged(count, all),
        Finding::Oscillation => t::oscillate(count, all),
        Finding::Copying => t::copy(count, all),
        other => t::end_with(count, all, other.title()),
    }
}
