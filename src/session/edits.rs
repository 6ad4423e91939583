//! Live edits that wait for their step.

use std::collections::VecDeque;

use crate::experiment::architecture::Shape;
use crate::experiment::{Experiment, KEYS, validate_for};
use crate::failure::Failure;

/// `e` with the live keys of `to`; all other keys stay as they are.
///
/// # Errors
/// [`Failure::Invalid`] when that cannot run on samples of `shape`.
pub fn applied(e: &Experiment, to: &Experiment, shape: Shape) -> Result<Experiment, Failure> {
    let mut next = e.clone();
    for key in KEYS.iter().filter(|key| key.live) {
        key.set(&mut next, key.get(to));
    }
    check(&next, shape)?;
    Ok(next)
}

/// Whether `e` can run on samples of `shape`.
///
/// # Errors
/// [`Failure::Invalid`] with the first problem.
pub fn check(e: &Experiment, shape: Shape) -> Result<(), Failure> {
    validate_for(e, shape).into_iter().next().map_or(Ok(()), |issue| Err(issue.into()))
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

    /// Leaves out those that hold after `after` steps or more.
    pub fn forget_from(&mut self, after: u32) {
        self.0.retain(|(other, _)| *other < after);
    }

    /// The first one, when it holds after `step` steps.
    pub fn due(&mut self, step: u32) -> Option<Experiment> {
        let (after, _) = self.0.front()?;
        if *after <= step { self.0.pop_front().map(|(_, experiment)| experiment) } else { None }
    }
}
