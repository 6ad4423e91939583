//! What a recipe came to over its seeds, beside what it was meant to reach.

use serde::{Deserialize, Serialize};

use super::measured_run::{MeasuredRun, RunKey};
use super::plan::{Start, Trial};
use crate::clinic::floors::Floors;
use crate::experiment::recipes::Bound;
use crate::experiment::{Experiment, link};

/// A recipe and what it came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// What was announced.
    #[serde(flatten)]
    pub trial: Trial,
    /// The run with seed 1, as a link: the recipe that these figures are of.
    pub link: String,
    /// Runs that came to their end.
    pub runs: u32,
    /// Runs that diverged; they have no metric.
    pub diverged: u32,
    /// Mean seconds of a run on one core.
    pub seconds: f64,
    /// The metrics with a target, in the order of the recipe's targets.
    pub metrics: Vec<MetricSpread>,
}

/// One metric over the seeds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetricSpread {
    /// Its name.
    pub metric: String,
    /// What it is called on the page.
    pub label: String,
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation; absent for a single run.
    pub deviation: Option<f64>,
    /// Its worst value.
    pub worst: f64,
    /// Its value on each seed that came to its end, in their order.
    #[serde(default)]
    pub values: Vec<f64>,
    /// What real samples are expected to score, or did beside these runs where that was not measured.
    pub floor: Option<f64>,
    /// What a Gaussian fitted to the pixels of each class scores, where that was measured.
    pub rival: Option<f64>,
    /// Whether less is better.
    pub lower_is_better: bool,
}

impl MetricSpread {
    /// Of values with their floors, at least one.
    fn of(metric: &str, label: &str, lower_is_better: bool, values: &[(f64, Option<f64>)]) -> Self {
        let n = values.len() as f64;
        let mean = values.iter().map(|(v, _)| v).sum::<f64>() / n;
        let square = values.iter().map(|(v, _)| (v - mean).powi(2)).sum::<f64>();
        let sign = if lower_is_better { 1.0 } else { -1.0 };
        let worst = values.iter().map(|(v, _)| sign * v).fold(f64::NEG_INFINITY, f64::max) * sign;
        let floors: Vec<f64> = values.iter().filter_map(|(_, floor)| *floor).collect();
        Self {
            metric: metric.into(),
            label: label.into(),
            mean,
            deviation: (values.len() > 1).then(|| (square / (n - 1.0)).sqrt()),
            worst,
            values: values.iter().map(|(v, _)| *v).collect(),
            floor: (!floors.is_empty()).then(|| floors.iter().sum::<f64>() / floors.len() as f64),
            rival: None,
            lower_is_better,
        }
    }

    /// Whether the seeds keep `bound`, most of them in their mean; `None` where what it is measured by is
    /// not known.
    pub fn keeps(&self, bound: Bound) -> Option<bool> {
        match bound {
            Bound::AtLeast(least) => Some(self.mean >= least),
            Bound::OnMostSeeds { least, share } => {
                let kept = self.values.iter().filter(|value| **value >= least).count();
                (!self.values.is_empty()).then_some(kept as f64 >= share * self.values.len() as f64)
            }
            Bound::TimesFloor(times) => self.floor.map(|floor| self.mean <= times * floor),
            Bound::BelowGaussian => self.rival.map(|rival| self.mean < rival),
        }
    }
}

/// The run of `trial` with `seed`, and its key.
///
/// # Errors
/// There is no such recipe.
pub fn run(trial: &Trial, seed: u32) -> Result<(RunKey, Experiment), String> {
    let experiment = Experiment { seed, ..trial.recipe()?.experiment() };
    Ok(((link::write_experiment(&experiment), Start::Usual), experiment))
}

/// Joins the measured runs of `trial`; `None` when one is missing. `rival` tells what a Gaussian fitted
/// to each class scores in a metric.
///
/// # Errors
/// There is no such recipe, or a run lacks a metric that has a target.
pub fn tried<'a>(
    trial: &Trial,
    find: impl Fn(&RunKey) -> Option<&'a MeasuredRun>,
    rival: impl Fn(&str) -> Option<f64>,
) -> Result<Option<Tried>, String> {
    let (recipe, floors) = (trial.recipe()?, Floors::measured());
    let mut runs = Vec::new();
    for seed in trial.all_seeds() {
        match find(&run(trial, seed)?.0) {
            Some(run) => runs.push(run),
            None => return Ok(None),
        }
    }
    let ended: Vec<&MeasuredRun> = runs.iter().copied().filter(|run| run.diverged.is_none()).collect();
    let mut metrics: Vec<MetricSpread> = Vec::new();
    for target in recipe.targets.iter().filter(|_| !ended.is_empty()) {
        let id = recipe.measured(target.metric);
        if metrics.iter().any(|known| known.metric == id) {
            continue;
        }
        let mut values = Vec::new();
        let (mut label, mut lower) = (String::new(), false);
        for run in &ended {
            let found = run.metrics.iter().find(|m| m.id == id);
            let found = found.ok_or_else(|| format!("metric={id}: {} has none", run.link))?;
            values.push((f64::from(found.value), found.floor.map(f64::from)));
            (label, lower) = (found.label.clone(), found.lower_is_better);
        }
        let spread = MetricSpread::of(&id, &label, lower, &values);
        let floor = floors.of(recipe.data, target.metric).or(spread.floor);
        metrics.push(MetricSpread { rival: rival(target.metric), floor, ..spread });
    }
    Ok(Some(Tried {
        trial: trial.clone(),
        link: run(trial, 1)?.0.0,
        runs: ended.len() as u32,
        diverged: (runs.len() - ended.len()) as u32,
        seconds: runs.iter().map(|run| run.seconds).sum::<f64>() / runs.len().max(1) as f64,
        metrics,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Metric;

    fn trial() -> Trial {
        Trial { recipe: "ring8".into(), first: 41, seeds: 3 }
    }

    /// A run of the recipe whose share of good samples is one half plus a hundredth of its seed.
    fn ran(seed: u32) -> MeasuredRun {
        let recipe = trial().recipe().expect("a recipe");
        let metric = |id: &str, value| Metric {
            id: recipe.measured(id),
            label: id.into(),
            value,
            floor: Some(0.5),
            lower_is_better: false,
        };
        MeasuredRun {
            link: run(&trial(), seed).expect("a run").0.0,
            start: Start::Usual,
            metrics: vec![metric("modes", 8.0), metric("hq", 0.5 + seed as f32 / 100.0)],
            diverged: None,
            seconds: 2.0,
        }
    }

    #[test]
    fn a_recipe_is_its_mean_its_spread_and_its_worst_run() {
        let runs: Vec<MeasuredRun> = (41..=43).map(ran).collect();
        let find = |key: &RunKey| runs.iter().find(|run| run.link == key.0);
        let tried = tried(&trial(), find, |_| None).expect("readable").expect("complete");
        let hq = &tried.metrics[1];
        assert!((hq.mean - 0.92).abs() < 1e-6 && (hq.worst - 0.91).abs() < 1e-6, "{hq:?}");
        assert!(hq.deviation.is_some_and(|d| (d - 0.01).abs() < 1e-6));
        assert_eq!((tried.runs, tried.diverged, tried.seconds), (3, 0, 2.0));
        assert_eq!(
            [Bound::AtLeast(0.9), Bound::AtLeast(0.95)].map(|b| hq.keeps(b)),
            [Some(true), Some(false)]
        );
        let on = |share| hq.keeps(Bound::OnMostSeeds { least: 0.915, share });
        assert_eq!([on(0.6), on(0.7)], [Some(true), Some(false)]);
        assert_eq!(hq.keeps(Bound::TimesFloor(3.0)), Some(true));
        assert_eq!(hq.keeps(Bound::BelowGaussian), None);
    }

    #[test]
    fn a_missing_run_leaves_the_recipe_open_and_one_that_diverged_is_counted() {
        let mut runs: Vec<MeasuredRun> = (41..=43).map(ran).collect();
        let of = |runs: &[MeasuredRun]| {
            let find = |key: &RunKey| runs.iter().find(|run| run.link == key.0);
            tried(&trial(), find, |_| None).expect("readable").map(|t| (t.runs, t.diverged))
        };
        (runs[2].diverged, runs[2].metrics) = (Some(9), Vec::new());
        assert_eq!(of(&runs), Some((2, 1)));
        assert_eq!(of(&runs[..2]), None);
    }
}
