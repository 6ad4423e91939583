//! The board: what every arm does in every case, joined from the lines.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::arm::{Arm, Scored};
use super::carry_join::{self, Strips};
use super::case::Case;
use super::floors::Floors;
use super::joiner::{Joiner, ends, four};
use super::line::BASE;
use super::losses::Losses;
use super::plan::Plan;
use super::results::Results;
use super::{CASES, case};
use crate::evidence::plan::Expected;
use crate::statistics::bca;
use crate::statistics::max_t::{MIN_SEEDS, max_t};
use crate::statistics::paired::{correlation, share_better};
use crate::statistics::verdict::Verdict;

/// Everything that the page needs to draw the board; the values of single runs are files of their own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// The engine's version.
    pub version: String,
    /// Which bits it makes.
    pub bits: String,
    /// The day on which it was joined, as YYYY-MM-DD.
    pub date: String,
    /// What was announced.
    pub arms: Vec<Arm>,
    /// One a case.
    pub columns: Vec<Column>,
}

/// One case and what all arms do in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// The case.
    pub case: String,
    /// Its plain run over the seeds of measurement.
    pub base: Side,
    /// Its plain run over the seeds of calibration: runs and how many missed the target.
    pub calibration: (u32, u32),
    /// The correlation over seeds of the scores with and without a tip, averaged over the arms: what pairing
    /// by seed could save.
    pub correlation: Option<f64>,
    /// What its plain runs lose, where that was kept and the article's numbers are about such a loss.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub losses: Option<Losses>,
    /// What was measured.
    pub cells: Vec<Cell>,
    /// Arms that are not tried here, and why.
    pub refused: Vec<(String, String)>,
}

/// The runs of one side of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Runs.
    pub runs: u32,
    /// Of these, how many reached the case's target.
    pub rescued: u32,
    /// How many diverged.
    pub diverged: u32,
    /// Mean score: the logarithm of a distance over its floor, or an amount.
    pub mean: f64,
    /// Score that the worst tenth of the runs does not keep.
    pub worst: f64,
    /// Mean share of high quality among the samples that are scored, 0 of a run that diverged; absent where the
    /// data have no modes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<f64>,
}

/// One arm in one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// The arm.
    pub arm: String,
    /// Its runs.
    pub side: Side,
    /// Mean difference of the scores, arm minus plain run, over the seeds that both have.
    pub effect: f64,
    /// Its 95 % interval by itself (BCa).
    pub alone: Option<(f64, f64)>,
    /// The one that holds together with those of all other arms of the case.
    pub together: Option<(f64, f64)>,
    /// Share of seeds in which the arm is better.
    pub better: f64,
    /// What may be said.
    pub verdict: Verdict,
    /// What was expected.
    pub expected: Expected,
}

/// One run in a file of a case: its seed, its score, whether it reached the target.
pub type Dot = (u32, f64, bool);

/// The runs of one case, by arm.
pub type Dots = BTreeMap<String, Vec<Dot>>;

/// The file of one case, which the page fetches when a cell of it is opened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CaseFile {
    /// Its runs.
    pub runs: Dots,
    /// Whether its cells carry over to other rates, widths and lengths; those that were announced for it.
    #[serde(default, skip_serializing_if = "Strips::is_empty")]
    pub carry: Strips,
}

/// Joins the lines of `case`. The dots are all runs that its cells are made of.
fn column(case: &'static Case, arms: &[Arm], results: &Results, floors: &Floors) -> (Column, Dots) {
    let outcome = case.outcome;
    let joiner = Joiner { case, variant: None, results, floors };
    let most = arms.iter().map(|arm| arm.seeds).max().unwrap_or(0);
    let base = joiner.dots(BASE, Scored::Last, 1..=most);
    let early = joiner.dots(BASE, Scored::Early, 1..=most);
    let calibration = joiner.dots(BASE, Scored::Last, CALIBRATION);
    let missed = calibration.iter().filter(|(_, _, kept)| !kept).count() as u32;
    let mut dots = Dots::from([(BASE.to_owned(), base.clone())]);
    let (mut cells, mut refused, mut differences) = (Vec::new(), Vec::new(), Vec::new());
    let mut correlations = Vec::new();
    for arm in arms {
        if let Err(reason) = arm.course(case, 1) {
            refused.push((arm.arm.clone(), reason));
            continue;
        }
        let run = arm.trained_as(arms);
        let mine = joiner.dots(run, arm.scored, 1..=arm.seeds);
        let against = if arm.scored == Scored::Early { &early } else { &base };
        let of = |dots: &[Dot], seed| dots.iter().find(|(s, ..)| *s == seed).map(|(_, y, _)| *y);
        let pair = |(seed, y, _): &Dot| Some((of(against, *seed)?, *y));
        let pairs: Vec<(f64, f64)> = mine.iter().filter_map(pair).collect();
        if pairs.is_empty() {
            continue;
        }
        let by_seed = (1..=most).map(|seed| Some(of(&mine, seed)? - of(against, seed)?));
        differences.push(by_seed.collect::<Vec<Option<f64>>>());
        correlations.extend(correlation(&pairs).filter(|_| !arm.control && pairs.len() >= 5));
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        cells.push(Cell {
            arm: arm.arm.clone(),
            side: joiner.side(run, arm.scored, &mine),
            effect: four(pairs.iter().map(|(a, b)| b - a).sum::<f64>() / pairs.len() as f64),
            // Of fewer it holds the truth far less often than it says.
            alone: bca::mean_difference(&a, &b).ok().filter(|_| pairs.len() >= MIN_SEEDS).map(ends),
            together: None,
            better: four(share_better(&pairs, outcome.lower_is_better()).unwrap_or(0.5)),
            verdict: Verdict::TooFewSeeds,
            expected: arm.expected(case),
        });
        dots.insert(arm.arm.clone(), mine);
    }
    let together = max_t(&differences);
    for (i, cell) in cells.iter_mut().enumerate() {
        cell.together = together.interval(i).map(ends);
        cell.verdict = verdict(together.verdict(i, joiner.smallest()), cell, arms);
    }
    let n = correlations.len();
    let column = Column {
        case: case.id.into(),
        base: joiner.side(BASE, Scored::Last, &base),
        calibration: (calibration.len() as u32, missed),
        losses: Losses::of(case, joiner.plain(base.iter().chain(&calibration))),
        correlation: (n > 0).then(|| four(correlations.iter().sum::<f64>() / n as f64)),
        cells,
        refused,
    };
    (column, dots)
}

/// What is said of `cell`: equal scores of runs that diverged are no equal runs, but as bad as can be.
fn verdict(said: Verdict, cell: &Cell, arms: &[Arm]) -> Verdict {
    let control = arms.iter().any(|arm| arm.arm == cell.arm && arm.control);
    match said {
        Verdict::Identical if cell.side.diverged > 0 && !control => {
            match cell.side.runs as usize >= MIN_SEEDS {
                true => Verdict::NoEffect,
                false => Verdict::TooFewSeeds,
            }
        }
        other => other,
    }
}

/// Seeds that choose a case; they measure nothing.
const CALIBRATION: std::ops::RangeInclusive<u32> = 101..=110;

/// Joins everything; the second part are the files of the single cases.
pub fn join(plan: &Plan, results: &Results, floors: &Floors) -> (Vec<Column>, Vec<(String, CaseFile)>) {
    let joined = CASES.iter().map(|case| {
        let (column, runs) = column(case, &plan.arms, results, floors);
        (
            column,
            (case.id.to_owned(), CaseFile { runs, carry: carry_join::strips(case, plan, results, floors) }),
        )
    });
    joined.unzip()
}

impl Column {
    /// The case itself.
    pub fn of(&self) -> Option<&'static Case> {
        case(&self.case)
    }

    /// What was measured of `arm`.
    pub fn cell(&self, arm: &str) -> Option<&Cell> {
        self.cells.iter().find(|cell| cell.arm == arm)
    }
}

impl Board {
    /// The column of `case`.
    pub fn column(&self, case: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.case == case)
    }

    /// The arm called `id`.
    pub fn arm(&self, id: &str) -> Option<&Arm> {
        self.arms.iter().find(|arm| arm.arm == id)
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::Line;
    use super::super::line::tests::line;
    use super::super::plan;
    use super::*;

    const PLAN: &str = r#"{"arm":"noise","tip":"noise","title":"t","points":"noise=1","better":["g-fast"],"because":"b"}
{"arm":"rates","tip":"learning-rate","title":"t","points":"g.lr*=0.1","because":"b"}
{"arm":"again","tip":"pack","title":"t","points":"","because":"b","control":true}
{"arm":"augment","tip":"augment","title":"t","images":"augment=shift","because":"b"}"#;

    /// Eight seeds in which noise brings the distance from 1000 floors to 10 and the control nothing.
    fn board() -> Board {
        let plan = plan::read(PLAN).expect("arms");
        let floors = Floors::read(r#"{"ring8":{"energy":0.001}}"#).expect("floors");
        let mut results = Results::default();
        let mut add = |arm: &str, seed, energy: f64, modes: f64| {
            // Runs scatter by a factor of at most 1.2.
            let scatter = 1.0 + f64::from(seed * 7 % 5) / 20.0;
            let run = line("g-fast", arm, seed, &[energy * scatter; 5], &[modes; 5]);
            results.add(run, |_| true);
        };
        for seed in 1..=8 {
            add(BASE, seed, 1.0, 0.0);
            add("again", seed, 1.0, 0.0);
            add("noise", seed, 0.01 + f64::from(seed * 3 % 4) / 1000.0, 8.0);
        }
        (101..=110).for_each(|seed| add(BASE, seed, if seed == 101 { 0.01 } else { 1.0 }, 8.0));
        let (columns, _) = join(&plan, &results, &floors);
        Board { arms: plan.arms, columns, ..Board::default() }
    }

    #[test]
    fn a_rescue_is_seen_as_one_and_a_control_as_none() {
        let board = board();
        let column = board.column("g-fast").expect("a column");
        assert_eq!((column.base.runs, column.base.rescued, column.calibration), (8, 0, (10, 9)));
        let noise = column.cell("noise").expect("a cell");
        assert_eq!((noise.side.runs, noise.side.rescued, noise.better), (8, 8, 1.0));
        assert!(noise.effect < -4.0 && noise.together.is_some_and(|(_, high)| high < 0.0), "{noise:?}");
        assert_eq!((noise.verdict, noise.expected), (Verdict::ClearlyHelps, Expected::Better));
        let again = column.cell("again").expect("a cell");
        assert_eq!(
            (again.effect, again.verdict, again.expected),
            (0.0, Verdict::Identical, Expected::Identical)
        );
        assert_eq!(column.cell("rates"), None, "it has no runs yet");
        assert_eq!(column.refused, [("augment".into(), "not for this kind of data".into())]);
        let rescuers: Vec<&str> = board.rescuers("g-fast").iter().map(|cell| cell.arm.as_str()).collect();
        assert_eq!(rescuers, ["noise"]);
        assert_eq!(board.rescuers("ring"), Vec::<&Cell>::new());
    }

    #[test]
    fn a_run_that_diverged_counts_as_the_worst_and_is_never_left_out() {
        let plan = plan::read(PLAN).expect("arms");
        let floors = Floors::read(r#"{"ring8":{"energy":0.001}}"#).expect("floors");
        let mut results = Results::default();
        for seed in 1..=6 {
            for (arm, diverged) in [(BASE, None), ("noise", Some(9))] {
                let run = Line { diverged, ..line("ring", arm, seed, &[0.01; 5], &[8.0; 5]) };
                results.add(run, |_| true);
            }
        }
        let (columns, dots) = join(&plan, &results, &floors);
        let column = columns.iter().find(|column| column.case == "ring").expect("a column");
        let cell = column.cell("noise").expect("a cell");
        assert_eq!((cell.side.runs, cell.side.diverged, cell.side.rescued), (6, 6, 0));
        assert!((cell.side.mean - column.of().expect("a case").outcome.worst()).abs() < 1e-3);
        assert_eq!(
            (cell.side.quality, column.base.quality),
            (Some(0.0), None),
            "nothing was kept of the base"
        );
        let (_, dots) = dots.iter().find(|(case, _)| case == "ring").expect("dots");
        assert_eq!(dots.runs["noise"].len(), 6);
    }
}
