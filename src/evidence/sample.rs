//! Rows with invented outcomes, for tests only.

use super::board::{Board, MeasuredRow};
use super::paired::compare;
use super::plan;

/// A row about `tip` on the ring where B differs by `change`, with these differences in a metric of
/// which more is better; it is open where there are none.
pub fn row(tip: &str, change: &str, expected: &str, differences: &[f64]) -> MeasuredRow {
    let seeds = differences.len().max(1);
    let line = format!(
        r#"{{"id":"{tip}-{change}-{expected}","tip":"{tip}","claim":"c","link":"v=1&data=ring8&seed=1&{change}","metric":"hq","expected":"{expected}","because":"B 2020","seeds":{seeds}}}"#
    );
    let pairs: Vec<(f64, f64)> = differences.iter().map(|d| (0.5, 0.5 + d)).collect();
    MeasuredRow {
        row: plan::read(&line).expect("a plan").rows.swap_remove(0),
        outcome: (!pairs.is_empty()).then(|| compare(&pairs, false)),
        label: "High-quality samples".into(),
        lower_is_better: false,
        means: None,
        floor: None,
        diverged: (0, 0),
    }
}

/// A board of these rows.
pub fn board(rows: Vec<MeasuredRow>) -> Board {
    Board { version: "0.1.0".into(), date: "2026-11-24".into(), rows, recipes: Vec::new() }
}
