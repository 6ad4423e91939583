//! A case: a run that fails for one known reason (or a healthy one), and when it counts as rescued.

use super::cases::CASES;
use super::target::Limit;
use crate::doctor::Finding;
use crate::experiment::{Data, Experiment, link};
use crate::statistics::smallest_effect::SmallestEffect;
use crate::text::{Text, case as t};

/// What decides a comparison in a case, and in which units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// A distance: its logarithm over what real samples score, so that effects are ratios.
    Distance(&'static str),
    /// A count or share, as it is; less than the second number of it is no effect that matters.
    Amount(&'static str, f64),
}

/// Floors beyond which one distance is as bad as another (ours: ten times what a ring that has shrunk to a
/// point scores, and no number for runs that left all bounds).
pub const FARTHEST: f64 = 1e4;

impl Outcome {
    /// The metric.
    pub fn metric(self) -> &'static str {
        match self {
            Self::Distance(metric) | Self::Amount(metric, _) => metric,
        }
    }

    /// The smallest effect that matters, in units of [`Self::score`].
    pub fn smallest(self) -> f64 {
        self.smallest_effect().size
    }

    /// The same with its direction.
    pub fn smallest_effect(self) -> SmallestEffect {
        match self {
            Self::Distance(_) => SmallestEffect::RATIO,
            Self::Amount(_, size) => SmallestEffect { size, lower_is_better: self.lower_is_better() },
        }
    }

    /// Whether less is better.
    pub fn lower_is_better(self) -> bool {
        matches!(self, Self::Distance(_))
    }

    /// The score of one measurement: the logarithm of `value / floor`, or `value`. A distance of 0 is as
    /// near as a millionth of the floor, one beyond [`FARTHEST`] floors as far as that.
    pub fn score(self, value: f64, floor: f64) -> f64 {
        match self {
            Self::Distance(_) => (value / floor).clamp(1e-6, FARTHEST).ln(),
            Self::Amount(..) => value,
        }
    }

    /// The worst score that there is, that of a run which diverged.
    pub fn worst(self) -> f64 {
        match self {
            Self::Distance(_) => FARTHEST.ln(),
            Self::Amount(..) => 0.0,
        }
    }
}

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Its name in files, links and test hooks.
    pub id: &'static str,
    /// What it is called on the page.
    pub name: Text,
    /// What is wrong with it, in one sentence without a full stop.
    pub sentence: Text,
    /// What it shows; `None` for a healthy run, where the right answer is to leave it alone.
    pub finding: Option<Finding>,
    /// Who published it; empty for our own.
    pub published: &'static str,
    /// The run as a link, without version and seed.
    pub link: &'static str,
    /// What decides.
    pub outcome: Outcome,
    /// When it counts as rescued: all of these.
    pub target: &'static [Limit],
}

impl Case {
    /// The run with `seed`.
    pub fn experiment(&self, seed: u32) -> Experiment {
        Experiment { seed, ..link::read_experiment(&format!("v=2&{}", self.link)) }
    }

    /// Its data.
    pub fn data(&self) -> Data {
        self.experiment(1).data
    }

    /// Who published it, in words.
    pub fn source(&self) -> &'static str {
        if self.published.is_empty() { t::OURS.get() } else { self.published }
    }

    /// Whether nothing is wrong with it.
    pub fn is_healthy(&self) -> bool {
        self.finding.is_none()
    }
}

/// The case called `id`.
pub fn case(id: &str) -> Option<&'static Case> {
    CASES.iter().find(|case| case.id == id)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::target::TRAIL;
    use super::*;
    use crate::experiment::validate;

    #[test]
    fn every_case_is_a_run_that_its_link_spells_without_a_problem() {
        let ids: HashSet<&str> = CASES.iter().map(|case| case.id).collect();
        assert_eq!(ids.len(), CASES.len());
        for case in CASES {
            let parsed = link::read(&format!("v=2&{}", case.link));
            assert_eq!(parsed.issues, [], "{}", case.id);
            assert_eq!(parsed.script.courses.len(), 1, "{}", case.id);
            let e = case.experiment(7);
            assert_eq!((e.seed, validate(&e)), (7, Vec::new()), "{}", case.id);
            assert!((e.steps / e.snapshot_every) as usize >= TRAIL, "{}: too few snapshots", case.id);
            assert!(!case.sentence.get().ends_with('.') && !case.name.get().is_empty(), "{}", case.id);
            assert!(!case.target.is_empty(), "{}", case.id);
            assert!(case.finding.is_none_or(Finding::is_trouble), "{}", case.id);
        }
    }

    #[test]
    fn there_are_fifteen_that_fail_and_three_that_do_not() {
        let healthy = CASES.iter().filter(|case| case.is_healthy()).count();
        assert!(healthy >= 3 && CASES.len() - healthy >= 15, "{} of {}", healthy, CASES.len());
    }

    #[test]
    fn a_factor_of_one_and_a_half_is_the_smallest_that_matters() {
        let distance = Outcome::Distance("energy");
        let [near, far] = [0.02, 0.03].map(|value| distance.score(value, 0.001));
        assert!((far - near - distance.smallest()).abs() < 1e-12);
        assert_eq!(Outcome::Amount("modes", 1.0).score(6.5, 0.0), 6.5);
        assert!(distance.score(0.0, 0.001).is_finite());
    }
}
