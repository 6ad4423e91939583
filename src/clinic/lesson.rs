//! Where a tip matters most, and where it does nothing or harms.

use super::arm::Scored;
use super::board::{Board, Cell, Column};
use super::case::Case;
use super::opening::opening;
use super::reading::Reading;
use super::rescue::surely;
use crate::evidence::plan::{PlanRow, Start};
use crate::experiment::link;
use crate::text::clinic as t;

/// How much more often `cell` surely reaches the target (the lower end of its Wilson interval) than the plain
/// run does.
fn gain(column: &Column, cell: &Cell) -> f64 {
    surely(&cell.side) - f64::from(column.base.rescued) / f64::from(column.base.runs.max(1))
}

/// How far `cell` is better, in smallest effects that matter.
fn benefit(case: &Case, cell: &Cell) -> f64 {
    let sign = if case.outcome.lower_is_better() { -1.0 } else { 1.0 };
    sign * cell.effect / case.outcome.smallest()
}

/// Every measured cell of `tip`, controls left out.
pub fn cells<'a>(board: &'a Board, tip: &'a str) -> impl Iterator<Item = Reading<'a>> {
    let arms = move |column: &'a Column| {
        let case = column.of();
        let mine = board.arms.iter().filter(move |arm| arm.tip == tip && !arm.control);
        mine.filter_map(move |arm| Some(Reading { case: case?, column, arm, cell: column.cell(&arm.arm)? }))
    };
    board.columns.iter().flat_map(arms)
}

/// The cell in which `tip` rescues most, by how often, then by how far. `None` where it rescues nothing.
pub fn best<'a>(board: &'a Board, tip: &'a str) -> Option<Reading<'a>> {
    rescues(board, tip).max_by(by_rescue)
}

/// The cells in which `tip` rescues. To take the cause away is no merit of a tip.
fn rescues<'a>(board: &'a Board, tip: &'a str) -> impl Iterator<Item = Reading<'a>> {
    cells(board, tip).filter(Reading::is_rescue)
}

/// By how much more often a target is reached, then by how far.
fn by_rescue(a: &Reading<'_>, b: &Reading<'_>) -> std::cmp::Ordering {
    let by_rate = gain(a.column, a.cell).total_cmp(&gain(b.column, b.cell));
    by_rate.then(benefit(a.case, a.cell).total_cmp(&benefit(b.case, b.cell)))
}

/// The comparison that a bet on `tip` trains: its largest rescue among those whose effect is decided too, and that
/// are two runs from step 0 on, of one length, judged at their ends.
pub fn bet(board: &Board, tip: &str) -> Option<PlanRow> {
    let decided = rescues(board, tip).filter(|r| r.cell.mark().rank().is_some_and(|rank| rank > 0));
    let rows = decided.filter_map(|r| Some((r, bet_row(r)?)));
    rows.max_by(|(a, _), (b, _)| by_rescue(a, b)).map(|(_, row)| row)
}

fn bet_row(reading: Reading<'_>) -> Option<PlanRow> {
    let Reading { case, arm, cell, .. } = reading;
    let metric = case.outcome.metric();
    let variant_metric = match arm.scored {
        Scored::Last => None,
        Scored::Average => Some(format!("ema-{metric}")),
        Scored::Early => return None,
    };
    let script = opening(case, arm, 1).ok()?.script;
    let as_it_is = script.courses[0].start == case.experiment(1);
    (script.is_plain() && as_it_is).then(|| PlanRow {
        id: format!("{}-{}", case.id, arm.arm),
        tip: arm.tip.clone(),
        claim: t::rescue_of(arm.words(), case.name),
        link: link::write(&script),
        metric: metric.into(),
        expected: cell.expected,
        because: arm.reason().to_owned(),
        seeds: cell.side.runs,
        variant_metric,
        start: Start::Usual,
        variant_steps: None,
    })
}

/// The cell in which `tip` does most harm, else one in which it does nothing. `None` where neither is
/// decided, by its rate or by its effect.
pub fn worst<'a>(board: &'a Board, tip: &'a str) -> Option<Reading<'a>> {
    // Harm by its effect, harm by its rate alone, nothing.
    let rank = |r: &Reading<'_>| match (r.cell.mark().rank(), r.is_harm()) {
        (Some(rank), _) if rank < 0 => Some(rank),
        (_, true) => Some(-1),
        (Some(0), false) if !r.is_rescue() => Some(0),
        _ => None,
    };
    let decided = cells(board, tip).filter(|r| rank(r).is_some());
    decided.min_by(|a, b| {
        let by_mark = rank(a).cmp(&rank(b));
        by_mark.then(benefit(a.case, a.cell).total_cmp(&benefit(b.case, b.cell)))
    })
}

/// In how many cases some setting of `tip` rescues, helps without that, does nothing that matters, hurts, and is
/// undecided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Cases that a setting rescues.
    pub rescues: usize,
    /// Cases in which none does, and one helps.
    pub helps: usize,
    /// Cases in which every decided setting does nothing that matters.
    pub nothing: usize,
    /// Cases in which a setting hurts and none helps.
    pub hurts: usize,
    /// Cases in which nothing is decided.
    pub undecided: usize,
}

/// Counts the cases of `tip`, each by its best setting.
pub fn counts(board: &Board, tip: &str) -> Counts {
    let mut counts = Counts::default();
    for column in &board.columns {
        let mine: Vec<Reading<'_>> =
            cells(board, tip).filter(|r| r.column.case == column.case && !r.arm.undoes(r.case)).collect();
        let rank = |r: &Reading<'_>| match r.cell.mark().rank() {
            None if r.is_harm() => Some(-1),
            rank => rank,
        };
        let marks: Vec<Option<i32>> = mine.iter().map(rank).collect();
        if mine.iter().any(Reading::is_rescue) {
            counts.rescues += 1;
            continue;
        }
        match marks.iter().flatten().max() {
            None if marks.is_empty() => {}
            None => counts.undecided += 1,
            Some(rank) if *rank > 0 => counts.helps += 1,
            Some(0) => counts.nothing += 1,
            Some(_) => counts.hurts += 1,
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;

    #[test]
    fn a_lesson_opens_where_the_tip_rescues_and_names_where_it_harms() {
        let board = board();
        let best = best(&board, "ttur").expect("a rescue");
        assert_eq!((best.case.id, best.arm.arm.as_str()), ("g-fast", "slower-g"));
        let worst = worst(&board, "ttur").expect("a harm");
        assert_eq!((worst.case.id, worst.arm.arm.as_str()), ("ring", "slower-g"));
        assert!(super::best(&board, "batch-norm").is_none() && super::worst(&board, "augment").is_none());
    }

    #[test]
    fn a_bet_is_on_the_largest_rescue_of_two_runs_of_one_length() {
        let mut board = board();
        let row = bet(&board, "ttur").expect("a bet");
        assert_eq!((row.id.as_str(), row.metric.as_str()), ("g-fast-slower-g", "energy"));
        let [base, variant] = row.runs(2).expect("two runs");
        assert_eq!((base.generator.lr, variant.generator.lr, base.seed), (2e-2, 2e-3, 2));
        board.columns[0].cells[0].arm = "later".into();
        assert_eq!(bet(&board, "learning-rate"), None, "it is set on the way");
        board.columns[0].cells[0].arm = "longer".into();
        assert_eq!(bet(&board, "patience"), None, "it is longer");
    }

    #[test]
    fn cases_are_counted_by_their_best_setting() {
        let board = board();
        assert_eq!(counts(&board, "ttur"), Counts { rescues: 1, hurts: 1, ..Counts::default() });
        assert_eq!(counts(&board, "noise"), Counts { nothing: 1, undecided: 1, ..Counts::default() });
        assert_eq!(counts(&board, "pack"), Counts::default(), "a control is no tip");
    }
}
