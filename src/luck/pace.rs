//! How long a study still takes, from what its runs have taken so far.

use super::repeat::Repeat;
use crate::experiment::cost::{seconds_per_step, step_cost};
use crate::experiment::{Experiment, shape_of};

/// Seconds of training before anything is said.
const EARLY: f64 = 1.0;

/// What was measured of every run of the comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace {
    /// Of each: seconds a step as estimated, seconds taken, steps done.
    runs: Vec<(f64, f64, f64)>,
}

impl Pace {
    /// Nothing is measured yet of runs that are `experiments`.
    pub fn new<'a>(experiments: impl IntoIterator<Item = &'a Experiment>) -> Self {
        let estimate = |e: &Experiment| seconds_per_step(step_cost(e, shape_of(e.data)));
        Self { runs: experiments.into_iter().map(|e| (estimate(e), 0.0, 0.0)).collect() }
    }

    /// A worker has taken `millis` for `steps` of run `run`, with whatever else it did.
    pub fn took(&mut self, run: usize, millis: f64, steps: u32) {
        if let Some((_, seconds, done)) = self.runs.get_mut(run) {
            *seconds += millis.max(0.0) / 1000.0;
            *done += f64::from(steps);
        }
    }

    /// Seconds until all `repeats` are done with `workers` workers; `None` while it is too early to say.
    /// A run of which nothing was measured is estimated, and corrected by how far the others were off.
    pub fn seconds_left<'a>(&self, repeats: impl Iterator<Item = &'a Repeat>, workers: usize) -> Option<f64> {
        let taken: f64 = self.runs.iter().map(|(_, seconds, _)| seconds).sum();
        let estimated: f64 = self.runs.iter().map(|(estimate, _, steps)| estimate * steps).sum();
        if taken < EARLY || estimated <= 0.0 || workers == 0 {
            return None;
        }
        let a_step = |run: usize| match self.runs.get(run) {
            Some((_, seconds, steps)) if *steps > 0.0 => seconds / steps,
            Some((estimate, ..)) => estimate * taken / estimated,
            None => 0.0,
        };
        let left = |repeat: &Repeat| match repeat.is_over() {
            true => 0.0,
            false => a_step(repeat.run.0) * f64::from(repeat.steps.saturating_sub(repeat.step())),
        };
        let (sum, longest) =
            repeats.map(left).fold((0.0, 0.0), |(sum, most): (f64, f64), one| (sum + one, most.max(one)));
        Some(longest.max(sum / workers as f64))
    }
}
