//! Live edits that wait for their step.

use std::collections::VecDeque;

use crate::experiment::{Experiment, KEYS, validate};
use crate::failure::Failure;

/// `e` with the live keys of `to`; all other keys stay as they are.
///
/// # Errors
/// [`Failure::Invalid`] when that cannot run.
pub fn applied(e: &Experiment, to: &Experiment) -> Result<Experiment, Failure> {
    let mut next = e.clone();
    for key in KEYS.iter().filter(|key| key.live) {
        key.set(&mut next, key.get(to));
    }
    match validate(&next).into_iter().next() {
        Some(issue) => Err(Failure::Invalid(issue)),
        None => Ok(next),
    }
}

/// Whole experiments, each with the steps after which it holds, in their order.
#[derive(Clone, Debug, Default)]
pub struct Edits(VecDeque<(u32, Experiment)>);

impl Edits {
    /// Adds one behind those of the same step.
    pub fn add(&mut self, after: u32, experiment: Experiment) {
        let at = self.0.partition_point(|(other, _)| *other <= after);
        self.0.insert(at, (after, experiment));
    }

    /// The first one, when it holds after `step` steps.
    pub fn due(&mut self, step: u32) -> Option<Experiment> {
        let (after, _) = self.0.front()?;
        if *after <= step { self.0.pop_front().map(|(_, experiment)| experiment) } else { None }
    }
}
