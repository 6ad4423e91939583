//! Every trouble of a run, in the order in which it was found.

use super::finding::Finding;
use super::thresholds::REOPEN;
use super::verdict::Verdict;

/// Verdicts that are kept; a run that gets worse and better without end fills no memory.
const MOST: usize = 100;

/// The list of verdicts.
#[derive(Clone, Debug, Default)]
pub struct Log(Vec<Verdict>);

impl Log {
    /// All of them.
    pub fn verdicts(&self) -> &[Verdict] {
        &self.0
    }

    /// The one of `finding` that lasts.
    pub fn lasting(&self, finding: Finding) -> Option<&Verdict> {
        self.0.iter().rev().find(|v| v.finding == finding && v.ended.is_none())
    }

    /// `finding` lasts since `began`: a new verdict, or the last one when it was over only for a
    /// short while.
    pub fn open(&mut self, finding: Finding, began: u32, make: impl FnOnce() -> Verdict) {
        let recent = |v: &&mut Verdict| v.finding == finding && v.ended.is_some_and(|at| began < at + REOPEN);
        if let Some(verdict) = self.0.iter_mut().rev().find(recent) {
            verdict.ended = None;
        } else if self.0.len() < MOST {
            self.0.push(make());
        }
    }

    /// `finding` is over with `step`.
    pub fn close(&mut self, finding: Finding, step: u32) {
        let open = |v: &&mut Verdict| v.finding == finding && v.ended.is_none();
        if let Some(verdict) = self.0.iter_mut().rev().find(open) {
            verdict.ended = Some(step);
        }
    }
}
