//! The evidence board: measured runs joined to the plan.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::measured_run::{MeasuredRun, RunKey};
use super::paired::{Paired, compare};
use super::plan::{Plan, PlanRow, Start};
use super::trials::{Tried, tried};
use crate::record::Metric;

/// The whole board.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Version of the engine that measured it.
    pub version: String,
    /// The day on which it was joined, as YYYY-MM-DD.
    pub date: String,
    /// What was announced and what came of it.
    pub rows: Vec<MeasuredRow>,
    /// What the recipes came to.
    pub recipes: Vec<Tried>,
}

/// One row of the plan with its outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasuredRow {
    /// What was announced.
    #[serde(flatten)]
    pub row: PlanRow,
    /// What came of it; absent when a run is missing.
    pub outcome: Option<Paired>,
    /// What the metric is called on the page.
    pub label: String,
    /// Whether less of it is better.
    pub lower_is_better: bool,
    /// Means of the metric over the seeds, of base and variant.
    pub means: Option<(f64, f64)>,
    /// What real samples score, on average.
    pub floor: Option<f64>,
    /// Runs of base and variant that diverged; they have no metric and are left out of the pairs.
    pub diverged: (u32, u32),
}

impl Board {
    /// This board, with the rows of an `earlier` one where it has no outcome, as long as the same was
    /// announced, and its recipes where they were not tried again.
    pub fn after(mut self, earlier: Board) -> Self {
        for row in self.rows.iter_mut().filter(|row| row.outcome.is_none()) {
            if let Some(known) = earlier.rows.iter().find(|known| known.row == row.row) {
                *row = known.clone();
            }
        }
        for known in earlier.recipes {
            if !self.recipes.iter().any(|tried| tried.trial.recipe == known.trial.recipe) {
                self.recipes.push(known);
            }
        }
        self
    }
}

/// Joins `runs` to the plan: its rows, and those of its recipes that are complete. `rival` tells what a
/// Gaussian fitted to each class scores in a metric of a recipe.
///
/// # Errors
/// The row that cannot be read, or a metric that a run does not have.
pub fn join(
    plan: &Plan,
    runs: &HashMap<RunKey, MeasuredRun>,
    rival: impl Fn(&str, &str) -> Option<f64>,
) -> Result<(Vec<MeasuredRow>, Vec<Tried>), String> {
    let rows = plan.rows.iter().map(|row| measured(row, runs)).collect::<Result<_, _>>()?;
    let trials = plan
        .trials
        .iter()
        .map(|trial| tried(trial, |key| runs.get(key), |metric| rival(&trial.recipe, metric)));
    let trials: Vec<Option<Tried>> = trials.collect::<Result<_, _>>()?;
    Ok((rows, trials.into_iter().flatten().collect()))
}

fn measured(row: &PlanRow, runs: &HashMap<RunKey, MeasuredRun>) -> Result<MeasuredRow, String> {
    let (mut pairs, mut floors) = (Vec::new(), Vec::new());
    let (mut label, mut lower_is_better) = (row.metric.clone(), false);
    let (mut diverged, mut missing) = ((0, 0), false);
    for seed in 1..=row.seeds {
        let [base, variant] = keys(row, seed)?;
        let (Some(base), Some(variant)) = (runs.get(&base), runs.get(&variant)) else {
            missing = true;
            continue;
        };
        diverged.0 += u32::from(base.diverged.is_some());
        diverged.1 += u32::from(variant.diverged.is_some());
        let of_variant = row.variant_metric.as_ref().unwrap_or(&row.metric);
        if let (Some(b), Some(v)) = (metric(&row.metric, base)?, metric(of_variant, variant)?) {
            pairs.push((f64::from(b.value), f64::from(v.value)));
            floors.extend(b.floor.map(f64::from));
            (label, lower_is_better) = (b.label.clone(), b.lower_is_better);
        }
    }
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let values: Vec<f64> = values.collect();
        values.iter().sum::<f64>() / values.len() as f64
    };
    let outcome = (!missing && !pairs.is_empty()).then(|| compare(&pairs, lower_is_better));
    let means = outcome
        .is_some()
        .then(|| (mean(&mut pairs.iter().map(|p| p.0)), mean(&mut pairs.iter().map(|p| p.1))));
    let floor = (!floors.is_empty()).then(|| mean(&mut floors.into_iter()));
    Ok(MeasuredRow { row: row.clone(), outcome, label, lower_is_better, means, floor, diverged })
}

/// The two runs of `row` with `seed`.
///
/// # Errors
/// What is wrong with the row's link.
pub fn keys(row: &PlanRow, seed: u32) -> Result<[RunKey; 2], String> {
    let [base, variant] = row.runs(seed)?;
    let link = crate::experiment::link::write_experiment;
    Ok([(link(&base), Start::Usual), (link(&variant), row.start)])
}

/// The metric `id` of a run that has not diverged.
fn metric<'a>(id: &str, run: &'a MeasuredRun) -> Result<Option<&'a Metric>, String> {
    if run.diverged.is_some() {
        return Ok(None);
    }
    let found = run.metrics.iter().find(|m| m.id == id);
    found.map(Some).ok_or_else(|| format!("metric={id}: {} has none", run.link))
}

#[cfg(test)]
mod tests {
    use super::super::paired::PairedVerdict;
    use super::super::plan;
    use super::*;

    const PLAN: &str = r#"{"id":"a","tip":"noise","claim":"c","link":"v=1&data=ring8&seed=1&b:noise=0.3","metric":"hq","expected":"better","because":"b","seeds":6}"#;

    fn run(link: &str, value: Option<f32>) -> MeasuredRun {
        let metric = |value| Metric {
            id: "hq".into(),
            label: "High-quality samples".into(),
            value,
            floor: Some(0.99),
            lower_is_better: false,
        };
        MeasuredRun {
            link: link.into(),
            start: Start::Usual,
            metrics: value.map(metric).into_iter().collect(),
            diverged: value.is_none().then_some(7),
            seconds: 1.0,
        }
    }

    fn runs(plan: &Plan, variant: Option<f32>) -> HashMap<RunKey, MeasuredRun> {
        let mut all = HashMap::new();
        for seed in 1..=6 {
            let [base, other] = keys(&plan.rows[0], seed).expect("two runs");
            all.insert(base.clone(), run(&base.0, Some(0.5)));
            all.insert(other.clone(), run(&other.0, variant.map(|v| v + seed as f32 / 100.0)));
        }
        all
    }

    fn rows(plan: &Plan, runs: &HashMap<RunKey, MeasuredRun>) -> Vec<MeasuredRow> {
        join(plan, runs, |_, _| None).expect("a board").0
    }

    #[test]
    fn six_better_pairs_help() {
        let plan = plan::read(PLAN).expect("a plan");
        let board = rows(&plan, &runs(&plan, Some(0.6)));
        let outcome = board[0].outcome.clone().expect("an outcome");
        assert_eq!((outcome.wins, outcome.verdict), (6, PairedVerdict::Helps));
        assert_eq!((board[0].label.as_str(), board[0].lower_is_better), ("High-quality samples", false));
        assert_eq!(board[0].floor.map(|f| f as f32), Some(0.99));
    }

    #[test]
    fn a_missing_run_leaves_the_row_open_and_diverged_ones_are_counted() {
        let plan = plan::read(PLAN).expect("a plan");
        let mut some = runs(&plan, Some(0.6));
        let [base, _] = keys(&plan.rows[0], 3).expect("two runs");
        some.remove(&base);
        assert_eq!(rows(&plan, &some)[0].outcome, None);
        let board = rows(&plan, &runs(&plan, None));
        assert_eq!((board[0].diverged, board[0].outcome.clone()), ((0, 6), None));
    }

    #[test]
    fn a_row_without_all_its_runs_is_as_it_was_if_the_same_was_announced() {
        let plan = plan::read(PLAN).expect("a plan");
        let board = |rows| Board { version: "1".into(), date: "d".into(), rows, recipes: Vec::new() };
        let known = board(rows(&plan, &runs(&plan, Some(0.6))));
        let none = || board(rows(&plan, &HashMap::new()));
        assert_eq!(none().after(known.clone()).rows, known.rows);
        let mut other = known.clone();
        other.rows[0].row.expected = plan::Expected::Worse;
        assert_eq!(none().after(other).rows[0].outcome, None);
        let again = board(rows(&plan, &runs(&plan, Some(0.4))));
        assert_eq!(again.clone().after(known).rows, again.rows);
    }

    #[test]
    fn a_board_survives_its_file() {
        let plan = plan::read(PLAN).expect("a plan");
        let rows = rows(&plan, &runs(&plan, Some(0.6)));
        let board = Board { version: "0.1.0".into(), date: "2026-11-23".into(), rows, recipes: Vec::new() };
        let text = serde_json::to_string(&board).expect("JSON");
        assert_eq!(serde_json::from_str::<Board>(&text).expect("a board"), board);
    }
}
