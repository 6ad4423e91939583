//! What D and G lose at the end of plain runs, of those that reach their case's target and of those that miss
//! it: what the article's normal losses are held against.

use serde::{Deserialize, Serialize};

use super::case::Case;
use super::joiner::four;
use super::line::{BASE, Line};
use super::target::TRAIL;
use crate::experiment::Loss;
use crate::record::StepRecord;
use crate::statistics::quantile::quantile;

/// The series of a line that hold means over the steps between two snapshots: both losses and D's accuracy on
/// real and fake samples together.
pub const SERIES: [&str; 3] = ["loss-d", "loss-g", "d-right"];

/// What the article calls normal (Brownlee 2019; docs/facts.md, section 18), of D's whole loss, which is the sum
/// of its halves, of G's, and of D's accuracy.
pub const NORMAL: [(f64, f64); 3] = [(1.0, 1.6), (1.0, 2.0), (0.7, 0.8)];

/// The means of `records`, in the order of [`SERIES`]. A step in which one did not train has no loss of it.
pub fn means(records: &[StepRecord]) -> [f64; 3] {
    let mean = |of: fn(&StepRecord) -> f32| {
        let values = records.iter().map(|record| f64::from(of(record))).filter(|value| !value.is_nan());
        let (sum, count) = values.fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
        sum / f64::from(count)
    };
    [mean(|r| r.loss_d), mean(|r| r.loss_g), mean(|r| (r.acc_real + r.acc_fake) / 2.0)]
}

/// The plain runs of one case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Losses {
    /// Those that reach the target.
    pub reached: Option<Spread>,
    /// Those that miss it.
    pub missed: Option<Spread>,
}

/// Losses of some runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// How many.
    pub runs: u32,
    /// Of these, how many end within all of [`NORMAL`].
    pub normal: u32,
    /// Between which two values the middle eight of ten lie, in the order of [`SERIES`].
    pub middle: [(f64, f64); 3],
}

impl Losses {
    /// Of the plain runs of `case`, each with whether it reached the target; `None` where none keeps its losses
    /// and where they are not those of the non-saturating loss, which the article's numbers are about.
    pub(super) fn of<'a>(case: &Case, runs: impl Iterator<Item = (&'a Line, bool)>) -> Option<Self> {
        if case.experiment(1).loss != Loss::NonSaturating {
            return None;
        }
        let ends = runs.filter(|(line, _)| line.arm == BASE);
        let ends: Vec<([f64; 3], bool)> =
            ends.filter_map(|(line, kept)| Some((ends_of(line)?, kept))).collect();
        let of = |wanted| {
            let mine: Vec<[f64; 3]> =
                ends.iter().filter(|(_, kept)| *kept == wanted).map(|(end, _)| *end).collect();
            Spread::of(&mine)
        };
        let losses = Self { reached: of(true), missed: of(false) };
        (losses != Self::default()).then_some(losses)
    }
}

/// The means over the last snapshots of a run.
fn ends_of(line: &Line) -> Option<[f64; 3]> {
    let mut ends = [0.0; 3];
    for (end, name) in ends.iter_mut().zip(SERIES) {
        let all = line.series.get(name).filter(|all| all.len() >= TRAIL)?;
        *end = all[all.len() - TRAIL..].iter().sum::<f64>() / TRAIL as f64;
    }
    Some(ends)
}

impl Spread {
    fn of(ends: &[[f64; 3]]) -> Option<Self> {
        let normal = |end: &&[f64; 3]| end.iter().zip(NORMAL).all(|(v, (low, high))| low <= *v && *v <= high);
        let mut middle = [(0.0, 0.0); 3];
        for (i, middle) in middle.iter_mut().enumerate() {
            let values: Vec<f64> = ends.iter().map(|end| end[i]).collect();
            *middle = (four(quantile(&values, 0.1)?), four(quantile(&values, 0.9)?));
        }
        Some(Self { runs: ends.len() as u32, normal: ends.iter().filter(normal).count() as u32, middle })
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    fn run(seed: u32, [d, g, right]: [f64; 3]) -> Line {
        let mut run = line("ring", BASE, seed, &[0.1; 5], &[8.0; 5]);
        for (name, value) in SERIES.into_iter().zip([d, g, right]) {
            run.series.insert(name.into(), vec![9.0, value, value, value, value, value]);
        }
        run
    }

    #[test]
    fn a_step_without_an_update_has_no_loss_in_the_mean() {
        let record = |loss_d, loss_g, acc_real| StepRecord { loss_d, loss_g, acc_real, ..Default::default() };
        let found = means(&[record(1.0, f32::NAN, 0.5), record(2.0, 0.5, 1.0)]);
        assert_eq!(found, [1.5, 0.5, 0.375]);
    }

    #[test]
    fn runs_that_reach_the_target_and_runs_that_miss_it_are_told_apart() {
        let ring = crate::clinic::case("ring").expect("a case");
        let runs = [
            (run(1, [1.2, 1.5, 0.75]), true),
            (run(2, [1.2, 1.5, 0.9]), true),
            (run(3, [0.1, 7.0, 1.0]), false),
            (line("ring", BASE, 4, &[0.1; 5], &[8.0; 5]), true),
        ];
        let losses = Losses::of(ring, runs.iter().map(|(run, kept)| (run, *kept))).expect("losses");
        let reached = losses.reached.expect("runs");
        assert_eq!((reached.runs, reached.normal), (2, 1), "a run without losses does not count");
        assert_eq!(reached.middle[..2], [(1.2, 1.2), (1.5, 1.5)]);
        assert_eq!(losses.missed.map(|m| (m.runs, m.normal)), Some((1, 0)));
        let critic = crate::clinic::case("critic-unbounded").expect("a case");
        assert_eq!(Losses::of(critic, runs.iter().map(|(run, kept)| (run, *kept))), None);
    }
}
