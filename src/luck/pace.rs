//! How long a study still takes, from what its runs have taken so far.

use super::repeat::Repeat;
use crate::experiment::cost::{seconds_per_step, step_cost};
use crate::experiment::{Experiment, Script, shape_of};
use crate::number::{about, whole};
use crate::text::study as t;

/// Seconds of training before anything is said, where a run is done.
const EARLY: f64 = 1.0;

/// The same where none is.
const LATE: f64 = 10.0;

/// How many times as long as estimated it takes on a machine that is slow or busy.
const SLOWER: f64 = 6.0;

/// Seconds that a step of `e` takes, as estimated.
fn estimate(e: &Experiment) -> f64 {
    seconds_per_step(step_cost(e, shape_of(e.data)))
}

/// "20 runs of 1 200 steps, about 40 s": what it takes to train every run of `script` with `seeds` seeds on
/// `workers` workers, where runs have taken `off` times as long as estimated; a wide range while nothing
/// was measured.
pub fn amount(script: &Script, seeds: u32, workers: usize, off: Option<f64>) -> String {
    let steps = script.courses.first().map_or(0, |course| course.start.steps);
    let runs = u64::from(seeds) * script.courses.len() as u64;
    let of_one = |e: &Experiment| f64::from(steps) * estimate(e);
    let each: Vec<f64> = script.courses.iter().map(|course| of_one(course.now())).collect();
    let all = f64::from(seeds) * each.iter().sum::<f64>() / workers.max(1) as f64;
    let longest = each.into_iter().fold(0.0, f64::max);
    let (runs, steps, time) = (whole(runs), whole(steps.into()), all.max(longest));
    match off {
        Some(off) => t::amount(runs, steps, about(time * off)),
        None => t::amount_unmeasured(runs, steps, about(time), about(time * SLOWER)),
    }
}

/// What was measured of every run of the comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pace {
    /// Of each: seconds a step as estimated, seconds taken, steps done.
    runs: Vec<(f64, f64, f64)>,
}

impl Pace {
    /// Nothing is measured yet of runs that are `experiments`.
    pub fn new<'a>(experiments: impl IntoIterator<Item = &'a Experiment>) -> Self {
        Self { runs: experiments.into_iter().map(|e| (estimate(e), 0.0, 0.0)).collect() }
    }

    /// A worker has taken `millis` for `steps` of run `run`, with whatever else it did.
    pub fn took(&mut self, run: usize, millis: f64, steps: u32) {
        if let Some((_, seconds, done)) = self.runs.get_mut(run) {
            *seconds += millis.max(0.0) / 1000.0;
            *done += f64::from(steps);
        }
    }

    /// How many times as long as estimated runs have taken; `None` while too few of `repeats` were seen for
    /// that: how fast a machine begins says little.
    pub fn off(&self, repeats: &[Repeat]) -> Option<f64> {
        let taken: f64 = self.runs.iter().map(|(_, seconds, _)| seconds).sum();
        let estimated: f64 = self.runs.iter().map(|(estimate, _, steps)| estimate * steps).sum();
        let early = if repeats.iter().any(Repeat::is_over) { EARLY } else { LATE };
        (taken >= early && estimated > 0.0).then(|| taken / estimated)
    }

    /// Seconds until all `repeats` are done with `workers` workers; `None` while it is too early to say.
    /// A run of which nothing was measured is estimated, and corrected by how far the others were off.
    pub fn seconds_left(&self, repeats: &[Repeat], workers: usize) -> Option<f64> {
        let off = self.off(repeats).filter(|_| workers > 0)?;
        let a_step = |run: usize| match self.runs.get(run) {
            Some((_, seconds, steps)) if *steps > 0.0 => seconds / steps,
            Some((estimate, ..)) => estimate * off,
            None => 0.0,
        };
        let left = |repeat: &Repeat| match repeat.is_over() {
            true => 0.0,
            false => a_step(repeat.run.0) * f64::from(repeat.steps.saturating_sub(repeat.step())),
        };
        let (sum, longest) = repeats
            .iter()
            .map(left)
            .fold((0.0, 0.0), |(sum, most): (f64, f64), one| (sum + one, most.max(one)));
        Some(longest.max(sum / workers as f64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::link;

    #[test]
    fn what_is_offered_says_what_it_costs() {
        let said = |text: &str, seeds, workers, off| amount(&link::read(text).script, seeds, workers, off);
        let ring = "v=2&data=ring8&steps=1200&b:noise=0.3";
        let two = said(ring, 10, 2, Some(1.0));
        assert!(two.starts_with("20 runs of 1\u{202f}200 steps, about 15 s"), "{two}");
        assert!(said(ring, 10, 1, Some(1.0)).ends_with("about 30 s"));
        assert!(said(ring, 10, 1, Some(4.0)).ends_with("about 2 min"), "as slow as what was measured");
        let unmeasured = said(ring, 10, 2, None);
        assert!(unmeasured.contains("15 s to 2 min"), "no promise: {unmeasured}");
        let large = said(
            "v=2&data=shapes28&batch=512&steps=100000&g.width=64&d.width=64&b:noise=0.3&c:noise=0.2&d:noise=0.1",
            20,
            2,
            Some(1.0),
        );
        assert!(
            large.starts_with("80 runs of 100\u{202f}000 steps, about ") && large.ends_with(" h"),
            "{large}"
        );
    }
}
