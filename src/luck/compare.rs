//! What each run of a study does beside run A.

use super::outcome::Outcome;
use super::study::Study;
use crate::experiment::RunId;
use crate::statistics::bca;
use crate::statistics::degenerate::Degenerate;
use crate::statistics::effect::Effect;
use crate::statistics::interval::Interval;
use crate::statistics::max_t::{MIN_SEEDS, MaxT, max_t};
use crate::statistics::paired::{correlation, share_better, worst_tenth};
use crate::statistics::verdict::Verdict;

/// One run beside run A.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The run.
    pub run: RunId,
    /// Seeds with which both are done.
    pub seeds: usize,
    /// The mean difference in y over these seeds.
    pub effect: Result<Effect, Degenerate>,
    /// The 95 % bootstrap interval of the difference between the means of all its runs and all of A's; too few
    /// seeds have none, since it would hold the truth far less often than it says.
    pub interval: Result<Interval, Degenerate>,
    /// The interval that holds together with those of the other runs, by which the verdict is given;
    /// absent with fewer than six seeds.
    pub simultaneous: Option<Interval>,
    /// What may be said, once every run is over; absent before, since looking early finds differences
    /// that are luck.
    pub verdict: Option<Verdict>,
    /// The share of seeds in which it is better than A; equal ones count half.
    pub better: Option<f64>,
    /// y that the worst tenth of A's runs and of its own is beyond.
    pub worst_tenth: (Option<f64>, Option<f64>),
    /// The correlation of both over seeds: near 0, one seed for both takes no spread off the difference.
    pub correlation: Option<f64>,
}

/// y of every run of a study.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    /// Of each run, A first: one place a seed, none where it is not known.
    pub of: Vec<Vec<Option<f64>>>,
}

impl Scores {
    /// The scores of `study` by `outcome`.
    pub fn new(study: &Study, outcome: &Outcome) -> Self {
        let of = |run: RunId| study.of(run).map(|repeat| outcome.of_run(repeat)).collect();
        Self { of: study.runs().map(of).collect() }
    }

    /// Those of `run` that are known.
    pub fn known(&self, run: RunId) -> Vec<f64> {
        self.of.get(run.0).into_iter().flatten().flatten().copied().collect()
    }

    /// A's and those of `run`, where both are known.
    fn pairs(&self, run: RunId) -> Vec<(f64, f64)> {
        let both = self.of.first().into_iter().flatten().zip(self.of.get(run.0).into_iter().flatten());
        both.filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect()
    }

    /// y of `run` minus that of A, seed by seed.
    fn differences(&self, run: RunId) -> Vec<Option<f64>> {
        let both = self.of.first().into_iter().flatten().zip(self.of.get(run.0).into_iter().flatten());
        both.map(|(a, b)| Some((*b)? - (*a)?)).collect()
    }
}

/// Every run but A beside A, by `outcome`. The verdicts of all of them hold together.
pub fn compare(study: &Study, outcome: &Outcome) -> Vec<Compared> {
    let scores = Scores::new(study, outcome);
    let others: Vec<RunId> = study.runs().skip(1).collect();
    let differences: Vec<Vec<Option<f64>>> = others.iter().map(|run| scores.differences(*run)).collect();
    let judged = max_t(&differences);
    let one = |(tip, run): (usize, &RunId)| compared(study.is_over(), outcome, &scores, &judged, tip, *run);
    others.iter().enumerate().map(one).collect()
}

fn compared(
    is_over: bool,
    outcome: &Outcome,
    scores: &Scores,
    judged: &MaxT,
    tip: usize,
    run: RunId,
) -> Compared {
    let (a, b, pairs) = (scores.known(RunId(0)), scores.known(run), scores.pairs(run));
    let lower = outcome.smallest().lower_is_better;
    Compared {
        run,
        seeds: pairs.len(),
        effect: judged.effects.get(tip).copied().unwrap_or(Err(Degenerate::TooFew)),
        interval: match pairs.len() < MIN_SEEDS {
            true => Err(Degenerate::TooFew),
            false => bca::mean_difference(&a, &b),
        },
        simultaneous: judged.interval(tip),
        verdict: is_over.then(|| judged.verdict(tip, outcome.smallest())),
        better: share_better(&pairs, lower),
        worst_tenth: (worst_tenth(&a, lower), worst_tenth(&b, lower)),
        correlation: correlation(&pairs),
    }
}
