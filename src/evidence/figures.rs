//! A recipe's measured figures in words, beside what it was meant to reach.

use super::board::Board;
use super::trials::{MetricSpread, Tried};
use crate::experiment::recipes::{Bound, Recipe, RecipeTarget};
use crate::experiment::{Experiment, link};
use crate::number::{tidy, with_error};
use crate::text::evidence as t;

/// One target and what was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// What is measured.
    pub name: String,
    /// Its mean and its standard deviation over the seeds; absent when it was not measured.
    pub value: Option<String>,
    /// What was to be reached.
    pub target: String,
    /// Whether it was; absent when that is not known.
    pub reached: Option<bool>,
}

impl Board {
    /// What `recipe` came to, as it is now: figures of an earlier version of it do not count.
    pub fn tried(&self, recipe: &Recipe) -> Option<&Tried> {
        let now = Experiment { seed: 1, ..recipe.experiment() };
        self.recipes
            .iter()
            .find(|tried| tried.trial.recipe == recipe.id && link::read_experiment(&tried.link) == now)
    }
}

/// Every target of `recipe` with what was measured.
pub fn figures(recipe: &Recipe, tried: Option<&Tried>) -> Vec<Figure> {
    let figure = |target: &RecipeTarget| {
        let id = recipe.measured(target.metric);
        let spread = tried.and_then(|tried| tried.metrics.iter().find(|spread| spread.metric == id));
        Figure {
            name: name(target.metric, spread),
            value: spread.map(|spread| with_error(spread.mean, spread.deviation)),
            target: goal(target.bound),
            reached: spread.and_then(|spread| spread.keeps(target.bound)),
        }
    };
    recipe.targets.iter().map(figure).collect()
}

/// "modes 8 ± 0, high quality 0.973 ± 0.012: both targets reached".
pub fn summary(recipe: &Recipe, tried: Option<&Tried>) -> String {
    let figures = figures(recipe, tried);
    let mut said: Vec<String> = Vec::new();
    for figure in &figures {
        let Some(value) = &figure.value else { continue };
        let words = t::figure(&figure.name, value);
        if !said.contains(&words) {
            said.push(words);
        }
    }
    if said.is_empty() {
        return if tried.is_some() { t::EVERY_RUN_DIVERGED } else { t::UNMEASURED }.to_string();
    }
    let reached = figures.iter().filter(|figure| figure.reached == Some(true)).count();
    let verdict = match (reached, figures.len()) {
        (1, 1) => t::TARGET_REACHED.to_string(),
        (0, 1) => t::target_missed(goals(&figures)),
        (2, 2) => t::BOTH_REACHED.to_string(),
        (0, _) => t::none_reached(goals(&figures)),
        (n, all) if n == all => t::all_reached(all),
        (n, all) => t::some_reached(n, all),
    };
    t::summary(said.join(t::COMMA.get()), verdict)
}

/// "modes 25 on 95 % of 100 seeds, high quality at least 0.9".
fn goals(figures: &[Figure]) -> String {
    let goal = |figure: &Figure| t::figure(&figure.name, &figure.target);
    figures.iter().map(goal).collect::<Vec<_>>().join(t::COMMA.get())
}

/// Over how many runs the figures go.
pub fn basis(tried: &Tried) -> String {
    let mut basis = match tried.runs {
        1 => t::ONE_SEED.to_string(),
        runs => t::over_seeds(runs),
    };
    if tried.metrics.iter().any(|m| m.metric.starts_with("ema-")) {
        basis = t::basis_average(basis);
    }
    match tried.diverged {
        0 => basis,
        n => t::basis_lost(basis, n),
    }
}

/// A short name for a metric.
fn name(metric: &str, spread: Option<&MetricSpread>) -> String {
    match metric {
        "modes" => t::MODES.to_string(),
        "hq" => t::HQ.to_string(),
        "energy" => t::ENERGY.to_string(),
        "frechet" => t::FRECHET.to_string(),
        other => spread.map_or(other, |spread| &spread.label).into(),
    }
}

fn goal(bound: Bound) -> String {
    match bound {
        Bound::AtLeast(least) => tidy(least),
        Bound::OnMostSeeds { least, share } => t::goal_most(tidy(least), tidy(share * 100.0)),
        Bound::TimesFloor(times) => t::goal_floor(tidy(times)),
        Bound::BelowGaussian => t::GOAL_GAUSSIAN.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan::Trial;
    use super::*;
    use crate::experiment::recipes::recipe;

    /// The ring's recipe with this share of good samples.
    fn tried(hq: f64) -> Tried {
        let recipe = recipe("ring8").expect("a recipe");
        let spread = |metric: &str, mean, deviation| MetricSpread {
            metric: recipe.measured(metric),
            label: metric.into(),
            mean,
            deviation: Some(deviation),
            worst: mean,
            values: vec![mean],
            floor: None,
            rival: None,
            lower_is_better: false,
        };
        Tried {
            trial: Trial { recipe: "ring8".into(), first: 41, seeds: 10 },
            link: link::write_experiment(&recipe.experiment()),
            runs: 9,
            diverged: 1,
            seconds: 3.0,
            metrics: vec![spread("modes", 8.0, 0.0), spread("hq", hq, 0.0123)],
        }
    }

    #[test]
    fn a_recipe_is_summed_up_with_what_it_reached() {
        let ring = recipe("ring8").expect("a recipe");
        assert_eq!(
            summary(ring, Some(&tried(0.9734))),
            "modes 8 ± 0, high quality 0.973 ± 0.012: both targets reached"
        );
        assert_eq!(
            summary(ring, Some(&tried(0.9))),
            "modes 8 ± 0, high quality 0.900 ± 0.012: 1 of 2 targets reached"
        );
        assert_eq!(summary(ring, None), "not measured yet");
        let average = if ring.experiment().ema > 0.0 { ", average of G" } else { "" };
        assert!(basis(&tried(0.9)).ends_with(&format!("over 9 seeds{average}; 1 more diverged")));
    }

    #[test]
    fn a_missed_target_is_named() {
        let ring = recipe("ring8").expect("a recipe");
        let hq = &figures(ring, Some(&tried(0.9)))[1];
        assert_eq!((hq.name.as_str(), hq.target.as_str(), hq.reached), ("high quality", "0.97", Some(false)));
        assert_eq!(figures(ring, None)[1].reached, None);
    }

    #[test]
    fn figures_of_an_earlier_version_do_not_count() {
        let ring = recipe("ring8").expect("a recipe");
        let mut board = Board {
            version: String::new(),
            date: String::new(),
            rows: Vec::new(),
            recipes: vec![tried(0.97)],
        };
        assert!(board.tried(ring).is_some());
        board.recipes[0].link = "v=1&data=ring8&seed=1&noise=0.1".into();
        assert!(board.tried(ring).is_none());
    }
}
