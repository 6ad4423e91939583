//! What the doctor says: a finding, since when, why, and what to try.

use serde::Serialize;

use super::finding::Finding;
use super::tips::Tip;

/// One finding in one run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Verdict {
    /// What was found.
    pub finding: Finding,
    /// The step with which it began.
    pub began: u32,
    /// The step with which it was over; `None` while it lasts.
    pub ended: Option<u32>,
    /// One plain sentence with the numbers that speak for it, as they were when it was found.
    pub reason: String,
    /// At most three things to try in a fork, the best first.
    pub tips: Vec<Tip>,
}
