//! The board as a picture: which rows in which order, and how the keys move in it.

use super::arm::Arm;
use super::board::Board;
use super::mark::Mark;
use super::rescue::surely;
use super::{CASES, Case};
use crate::experiment::TRICKS;

/// In which order the rows stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// What moves most runs most surely, to whichever side, first.
    #[default]
    Matters,
    /// In the article's order of tips.
    Tip,
    /// What came out furthest from what was expected first.
    Surprise,
    /// What helps most in this case first.
    Case(&'static str),
}

impl Order {
    /// As the value of a menu.
    pub fn id(self) -> String {
        match self {
            Self::Matters => "matters".into(),
            Self::Tip => "tip".into(),
            Self::Surprise => "surprise".into(),
            Self::Case(case) => format!("case-{case}"),
        }
    }

    /// What [`Self::id`] wrote; what matters most for anything else.
    pub fn read(id: &str) -> Self {
        let case = id.strip_prefix("case-").and_then(super::case);
        match case {
            Some(case) => Self::Case(case.id),
            None if id == "surprise" => Self::Surprise,
            None if id == "tip" => Self::Tip,
            None => Self::Matters,
        }
    }
}

/// The cases of the picture that the board knows, in the order of their table, the healthy ones last.
pub fn columns(board: &Board) -> Vec<&'static Case> {
    let mut cases: Vec<&'static Case> = CASES.iter().filter(|case| board.column(case.id).is_some()).collect();
    cases.sort_by_key(|case| case.is_healthy());
    cases
}

/// The arms in `order`; controls last.
pub fn rows(board: &Board, order: Order) -> Vec<&Arm> {
    let place = |arm: &&Arm| TRICKS.iter().position(|trick| trick.id == arm.tip).unwrap_or(TRICKS.len());
    let mut rows: Vec<&Arm> = board.arms.iter().collect();
    rows.sort_by_key(place);
    match order {
        Order::Tip => {}
        Order::Matters => rows.sort_by(|a, b| weight(board, b).total_cmp(&weight(board, a))),
        Order::Surprise => rows.sort_by_key(|arm| std::cmp::Reverse(surprise(board, arm))),
        Order::Case(case) => {
            rows.sort_by(|a, b| goodness(board, case, b).total_cmp(&goodness(board, case, a)))
        }
    }
    rows.sort_by_key(|arm| arm.control);
    rows
}

/// How much an arm matters: in how many cases it clearly helps or hurts, then in how many it does at all, then
/// its largest decided effect in units of the smallest that matters.
fn weight(board: &Board, arm: &Arm) -> f64 {
    let decided = board.columns.iter().filter_map(|column| {
        let (cell, case) = (column.cell(&arm.arm)?, column.of()?);
        let rank = cell.mark().rank().filter(|rank| *rank != 0)?;
        Some((rank.abs(), (cell.effect / case.outcome.smallest()).abs()))
    });
    let decided: Vec<(i32, f64)> = decided.collect();
    let clear = decided.iter().filter(|(rank, _)| *rank > 1).count() as f64;
    let largest = decided.iter().map(|(_, effect)| *effect).fold(0.0, f64::max);
    // No effect is as large as a thousand of the smallest ones that matter, and there are fewer cases.
    clear * 1e6 + decided.len() as f64 * 1e3 + largest.min(999.0)
}

/// How far an arm came out from what was expected: its furthest cell first, then all of them.
fn surprise(board: &Board, arm: &Arm) -> (i32, i32) {
    let cells = board.columns.iter().filter_map(|column| column.cell(&arm.arm));
    let each: Vec<i32> = cells.map(|cell| cell.surprise()).collect();
    (each.iter().copied().max().unwrap_or(0), each.iter().sum())
}

/// How good an arm is in a case: by how often it surely rescues, then by its effect; what was not measured is the last.
fn goodness(board: &Board, case: &str, arm: &Arm) -> f64 {
    let Some(column) = board.column(case) else { return f64::NEG_INFINITY };
    let (Some(cell), Some(case)) = (column.cell(&arm.arm), column.of()) else { return f64::NEG_INFINITY };
    let sign = if case.outcome.lower_is_better() { -1.0 } else { 1.0 };
    // No effect is as large as the worst score, so that the rate counts first.
    surely(&cell.side) * 1e6 + sign * cell.effect
}

/// How many cells have which mark, controls left out; marks that there are none of are left out too.
pub fn tally(board: &Board) -> Vec<(Mark, usize)> {
    let arms = board.arms.iter().filter(|arm| !arm.control);
    let marks: Vec<Mark> =
        arms.flat_map(|arm| columns(board).into_iter().map(|case| board.mark(case.id, &arm.arm))).collect();
    let count = |mark: Mark| (mark, marks.iter().filter(|other| **other == mark).count());
    Mark::ALL.into_iter().map(count).filter(|(_, count)| *count > 0).collect()
}

/// Cells with enough seeds to say something, of all in which a tip can be tried; controls left out.
pub fn coverage(board: &Board) -> (usize, usize) {
    let tried = tally(board).into_iter().filter(|(mark, _)| *mark != Mark::NotTried);
    tried.fold((0, 0), |(settled, all), (mark, count)| match mark {
        Mark::NotMeasured | Mark::TooFewSeeds => (settled, all + count),
        _ => (settled + count, all + count),
    })
}

/// Cells that came out otherwise than expected, and cells that are decided.
pub fn surprises(board: &Board) -> (usize, usize) {
    let control = |arm: &str| board.arm(arm).is_none_or(|arm| arm.control);
    let cells = board.columns.iter().flat_map(|column| &column.cells).filter(|cell| !control(&cell.arm));
    let decided: Vec<bool> = cells.filter_map(|cell| cell.agrees()).collect();
    (decided.iter().filter(|agrees| !**agrees).count(), decided.len())
}

/// Rows that a page of the picture moves.
const PAGE: usize = 8;

/// Where `key` leads from a cell (row and column) in a picture of so many; `None` where it is no key of
/// the picture. The keys are those of the ARIA grid pattern.
pub fn moved(
    key: &str,
    control: bool,
    (row, column): (usize, usize),
    (rows, columns): (usize, usize),
) -> Option<(usize, usize)> {
    let (last_row, last) = (rows.checked_sub(1)?, columns.checked_sub(1)?);
    Some(match key {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(last_row), column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(last)),
        "Home" if control => (0, 0),
        "End" if control => (last_row, last),
        "Home" => (row, 0),
        "End" => (row, last),
        "PageUp" => (row.saturating_sub(PAGE), column),
        "PageDown" => ((row + PAGE).min(last_row), column),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;

    fn names(order: Order) -> Vec<String> {
        rows(&board(), order).into_iter().map(|arm| arm.arm.clone()).collect()
    }

    #[test]
    fn rows_stand_by_tip_by_surprise_or_by_what_helps_in_a_case() {
        let by_tip = names(Order::Tip);
        assert_eq!(by_tip.first().map(String::as_str), Some("norm"), "lesson 4 before lesson 6: {by_tip:?}");
        assert_eq!(by_tip.last().map(String::as_str), Some("control"));
        // Norm was expected to help and clearly hurts; a slower G was expected to do nothing on the ring.
        assert_eq!(names(Order::Surprise)[..2], ["norm", "slower-g"]);
        // One clear rescue and one clear harm; one clear harm; one help; nothing that is decided.
        assert_eq!(names(Order::Matters)[..3], ["slower-g", "norm", "faster-d"]);
        assert_eq!(names(Order::Case("g-fast"))[..4], ["slower-g", "faster-d", "noise", "norm"]);
    }

    #[test]
    fn an_order_survives_its_menu() {
        for order in [Order::Matters, Order::Tip, Order::Surprise, Order::Case("g-fast")] {
            assert_eq!(Order::read(&order.id()), order);
        }
        assert_eq!(Order::read("case-unheard-of"), Order::Matters);
    }

    #[test]
    fn keys_move_and_stop_at_the_edges() {
        let size = (3, 4);
        for (key, control, from, to) in [
            ("ArrowDown", false, (0, 1), (1, 1)),
            ("ArrowDown", false, (2, 1), (2, 1)),
            ("ArrowLeft", false, (1, 0), (1, 0)),
            ("ArrowRight", false, (1, 3), (1, 3)),
            ("End", false, (1, 0), (1, 3)),
            ("Home", true, (2, 3), (0, 0)),
            ("End", true, (0, 0), (2, 3)),
            ("PageDown", false, (0, 2), (2, 2)),
        ] {
            assert_eq!(moved(key, control, from, size), Some(to), "{key}");
        }
        assert_eq!(moved("a", false, (0, 0), size), None);
        assert_eq!(moved("End", false, (0, 0), (0, 0)), None);
    }

    #[test]
    fn cells_are_counted_without_controls() {
        let counted = tally(&board());
        let of = |mark| counted.iter().find(|(m, _)| *m == mark).map(|(_, n)| *n);
        assert_eq!(
            (of(Mark::ClearlyHelps), of(Mark::ClearlyHurts), of(Mark::Identical)),
            (Some(1), Some(2), None)
        );
        assert_eq!(surprises(&board()), (3, 5));
    }
}
