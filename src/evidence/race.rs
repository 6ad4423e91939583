//! The runs of a bet: run A and run B with each seed, while they train and when they are done.

use super::bet::Outcome;
use super::paired::compare;
use super::plan::PlanRow;
use crate::experiment::{Experiment, RunId};
use crate::number::{about, whole};
use crate::record::Metric;

/// Seeds of a bet.
pub const SEEDS: u32 = 3;

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// At its last step, with this value of the metric that decides.
    Measured(Metric),
    /// At this step: losses or weights were no longer finite.
    Diverged(u32),
}

/// One run.
#[derive(Clone, Debug, PartialEq)]
pub struct Lap {
    /// What it trains.
    pub experiment: Experiment,
    /// The metric that decides.
    metric: String,
    /// Steps done.
    pub step: u32,
    /// How it ended, once it has.
    pub end: Option<End>,
}

impl Lap {
    /// What was measured at its end.
    pub fn measured(&self) -> Option<&Metric> {
        match &self.end {
            Some(End::Measured(metric)) => Some(metric),
            _ => None,
        }
    }
}

/// How run B of a pair compares with run A.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PairResult {
    /// Better.
    Better,
    /// Equal to the last bit.
    Equal,
    /// Worse.
    Worse,
    /// Both diverged.
    Neither,
}

/// All runs of a bet, seed by seed, A before B.
#[derive(Clone, Debug, PartialEq)]
pub struct Race {
    laps: Vec<Lap>,
}

impl Race {
    /// The runs of `row` at their start.
    ///
    /// # Errors
    /// What is wrong with the row's link.
    pub fn of(row: &PlanRow) -> Result<Self, String> {
        let of_variant = row.variant_metric.as_ref().unwrap_or(&row.metric);
        let mut laps = Vec::new();
        for seed in 1..=SEEDS {
            let pair = row.runs(seed)?.into_iter().zip([&row.metric, of_variant]);
            laps.extend(pair.map(|(experiment, metric)| Lap {
                experiment,
                metric: metric.clone(),
                step: 0,
                end: None,
            }));
        }
        Ok(Self { laps })
    }

    /// What its runs train, in order.
    pub fn experiments(&self) -> Vec<Experiment> {
        self.laps.iter().map(|lap| lap.experiment.clone()).collect()
    }

    /// Run A and run B of every seed.
    pub fn pairs(&self) -> impl Iterator<Item = (&Lap, &Lap)> {
        self.laps.as_chunks::<2>().0.iter().map(|[base, variant]| (base, variant))
    }

    /// The run at `place` has come to `step`.
    pub fn moved(&mut self, place: usize, step: u32) {
        if let Some(lap) = self.laps.get_mut(place) {
            lap.step = step;
        }
    }

    /// The run at `place` is done and has `metrics`.
    ///
    /// # Errors
    /// The metric that decides is not among them.
    pub fn ended(&mut self, place: usize, metrics: &[Metric]) -> Result<(), String> {
        let Some(lap) = self.laps.get_mut(place) else { return Ok(()) };
        let found = metrics.iter().find(|metric| metric.id == lap.metric && metric.value.is_finite());
        let metric =
            found.cloned().ok_or_else(|| format!("the metric {} could not be measured", lap.metric))?;
        (lap.step, lap.end) = (lap.experiment.steps, Some(End::Measured(metric)));
        Ok(())
    }

    /// The run at `place` has diverged.
    pub fn diverged(&mut self, place: usize, step: u32) {
        if let Some(lap) = self.laps.get_mut(place) {
            (lap.step, lap.end) = (step, Some(End::Diverged(step)));
        }
    }

    /// Whether every run is done.
    pub fn is_over(&self) -> bool {
        self.laps.iter().all(|lap| lap.end.is_some())
    }

    /// The share of all steps that is done; a run that diverged is done.
    pub fn share(&self) -> f64 {
        let steps = |lap: &Lap| f64::from(lap.experiment.steps);
        let done = |lap: &Lap| if lap.end.is_some() { steps(lap) } else { f64::from(lap.step) };
        self.laps.iter().map(done).sum::<f64>() / self.laps.iter().map(steps).sum::<f64>()
    }

    /// The seed whose runs are the first that are not done.
    pub fn seed(&self) -> Option<u32> {
        self.laps.iter().find(|lap| lap.end.is_none()).map(|lap| lap.experiment.seed)
    }

    /// "Seed 2 of 3, run B: step 1 200 of 4 000".
    pub fn line(&self) -> String {
        let Some(place) = self.laps.iter().position(|lap| lap.end.is_none()) else { return String::new() };
        let lap = &self.laps[place];
        let (step, last) = (whole(lap.step.into()), whole(lap.experiment.steps.into()));
        let (seed, run) = (lap.experiment.seed, RunId(place % 2).letter());
        format!("Seed {seed} of {SEEDS}, run {run}: step {step} of {last}")
    }

    /// Any of its measurements, for label and direction.
    pub fn sample(&self) -> Option<&Metric> {
        self.laps.iter().find_map(Lap::measured)
    }

    /// What real samples score, on average over the runs that are measured.
    pub fn floor(&self) -> Option<f64> {
        let floors: Vec<f64> =
            self.laps.iter().filter_map(|lap| lap.measured()?.floor).map(f64::from).collect();
        (!floors.is_empty()).then(|| floors.iter().sum::<f64>() / floors.len() as f64)
    }

    /// What the seeds say, once every run is done.
    pub fn outcome(&self) -> Option<Outcome> {
        let findings: Vec<PairResult> =
            self.pairs().filter_map(|(base, variant)| finding(base, variant)).collect();
        let count = |wanted| findings.iter().filter(|found| **found == wanted).count();
        let values = |(base, variant): (&Lap, &Lap)| pair(base.measured()?, variant.measured()?);
        let measured: Vec<(f64, f64)> = self.pairs().filter_map(values).collect();
        let paired = compare(&measured, self.sample().is_some_and(|metric| metric.lower_is_better));
        self.is_over().then(|| Outcome {
            better: count(PairResult::Better),
            equal: count(PairResult::Equal),
            worse: count(PairResult::Worse),
            seeds: findings.len(),
            difference: paired.error.map(|error| (paired.mean, error)),
        })
    }
}

fn pair(base: &Metric, variant: &Metric) -> Option<(f64, f64)> {
    Some((base.value.into(), variant.value.into()))
}

/// How `variant` compares with `base`, once both are done. A run that diverged is worse than one that did not.
pub fn finding(base: &Lap, variant: &Lap) -> Option<PairResult> {
    Some(match (base.end.as_ref()?, variant.end.as_ref()?) {
        (End::Measured(base), End::Measured(variant)) => {
            let paired = compare(&[(base.value.into(), variant.value.into())], base.lower_is_better);
            match (paired.wins, paired.ties) {
                (1, _) => PairResult::Better,
                (_, 1) => PairResult::Equal,
                _ => PairResult::Worse,
            }
        }
        (End::Diverged(_), End::Measured(_)) => PairResult::Better,
        (End::Measured(_), End::Diverged(_)) => PairResult::Worse,
        (End::Diverged(_), End::Diverged(_)) => PairResult::Neither,
    })
}

/// "about 20 s left", from the share that `seconds` have done; nothing while that is too early to say.
pub fn left(share: f64, seconds: f64) -> Option<String> {
    if seconds < 3.0 || share < 0.02 {
        return None;
    }
    Some(format!("about {} left", about(seconds * (1.0 - share) / share)))
}

#[cfg(test)]
mod tests {
    use super::super::bet::Bet;
    use super::super::plan;
    use super::*;

    const ROW: &str = r#"{"id":"a","tip":"ema","claim":"c","link":"v=1&data=ring8&seed=9&b:ema=0.99","metric":"energy","expected":"better","because":"b","variant_metric":"ema-energy"}"#;

    fn race(row: &str) -> Race {
        Race::of(&plan::read(row).expect("a plan").rows[0]).expect("six runs")
    }

    fn metrics(value: f32) -> Vec<Metric> {
        let metric = |id: &str, value| Metric {
            id: id.into(),
            label: "Energy distance".into(),
            value,
            floor: Some(0.01),
            lower_is_better: true,
        };
        vec![metric("energy", value), metric("ema-energy", value / 2.0)]
    }

    #[test]
    fn a_race_is_two_runs_a_seed_and_ends_with_an_outcome() {
        let mut race = race(ROW);
        let seeds: Vec<_> = race.experiments().iter().map(|e| (e.seed, e.ema > 0.0)).collect();
        assert_eq!(seeds, [(1, false), (1, true), (2, false), (2, true), (3, false), (3, true)]);
        for place in 0..6 {
            assert_eq!(race.outcome(), None);
            race.ended(place, &metrics(0.5)).expect("a metric");
        }
        let outcome = race.outcome().expect("an outcome");
        assert_eq!((outcome.better, outcome.seeds, outcome.bet()), (3, 3, Bet::Better));
        assert_eq!((outcome.difference, race.share(), race.seed()), (Some((-0.25, 0.0)), 1.0, None));
        assert_eq!(race.floor().map(|f| f as f32), Some(0.01));
    }

    #[test]
    fn the_line_names_the_first_run_that_is_not_done() {
        let mut race = race(ROW);
        assert_eq!(race.line(), "Seed 1 of 3, run A: step 0 of 4\u{202f}000");
        for place in 0..3 {
            race.ended(place, &metrics(0.5)).expect("a metric");
        }
        race.moved(3, 1200);
        assert_eq!(race.line(), "Seed 2 of 3, run B: step 1\u{202f}200 of 4\u{202f}000");
        assert_eq!((race.share(), race.seed()), ((12_000.0 + 1_200.0) / 24_000.0, Some(2)));
    }

    #[test]
    fn a_run_that_diverged_is_worse_than_one_that_did_not() {
        let mut race = race(ROW);
        for place in 0..6 {
            if place % 2 == 0 {
                race.ended(place, &metrics(0.5)).expect("a metric");
            } else {
                race.diverged(place, 70);
            }
        }
        let outcome = race.outcome().expect("an outcome");
        assert_eq!((outcome.worse, outcome.bet(), outcome.difference), (3, Bet::Worse, None));
        race.diverged(0, 8);
        let (base, variant) = race.pairs().next().expect("a pair");
        assert_eq!(finding(base, variant), Some(PairResult::Neither));
        assert_eq!(race.outcome().map(Outcome::bet), Some(Bet::Same));
    }

    #[test]
    fn a_metric_that_is_not_there_is_named() {
        let said = race(ROW).ended(1, &metrics(0.5)[..1]).expect_err("no average");
        assert_eq!(said, "the metric ema-energy could not be measured");
        assert!(race(ROW).ended(0, &metrics(f32::NAN)).is_err());
    }

    #[test]
    fn longer_runs_count_by_their_steps() {
        let row = ROW
            .replace("b:ema=0.99", "b:")
            .replace(r#""variant_metric":"ema-energy""#, r#""variant_steps":8000"#);
        let mut race = race(&row);
        race.ended(1, &metrics(0.5)).expect("a metric");
        assert_eq!(race.share(), 8_000.0 / 36_000.0);
    }

    #[test]
    fn what_is_left_is_told_in_round_numbers() {
        assert_eq!((left(0.5, 2.0), left(0.01, 9.0)), (None, None));
        assert_eq!(left(0.5, 22.0).as_deref(), Some("about 20 s left"));
        assert_eq!(left(0.999, 22.0).as_deref(), Some("about 5 s left"));
        assert_eq!(left(0.25, 60.0).as_deref(), Some("about 3 min left"));
        assert_eq!(left(0.5, 58.0).as_deref(), Some("about 1 min left"));
    }
}
