//! When a tip rescues a case, and when it harms it: one rule on rates, for every list and every word.
//!
//! A setting rescues where it and the plain run have six seeds or more, and the 95 % interval of the difference
//! between the shares of runs that reach the target lies above 0 ([`newcombe`]); it
//! harms where that interval lies below. 3 of 6 against 0 of 10 rescues; 2 of 6 does not, nor 1 of 6 against 1 of
//! 10. What the mean score says is another matter: a cell whose effect is undecided may well rescue, since targets
//! are bounds that a mean does not know. Those that rescue stand in the order of the lower end of their rate's
//! Wilson interval, so that one of one is no better than nine of ten, and those that only take the cause away
//! last.

use std::cmp::Ordering;

use super::Arm;
use super::board::{Board, Cell, Column, Side};
use super::case::Case;
use crate::statistics::interval::Interval;
use crate::statistics::max_t::MIN_SEEDS;
use crate::statistics::newcombe;
use crate::statistics::wilson::wilson;

/// Whether runs as in `side` reach the target more often than those of `base`.
pub fn rescues(base: &Side, side: &Side) -> bool {
    more_often(base, side).is_some_and(|more| more.low > 0.0)
}

/// Whether they reach it less often.
pub fn harms(base: &Side, side: &Side) -> bool {
    more_often(base, side).is_some_and(|more| more.high < 0.0)
}

/// By how much more often the target is reached; `None` of too few seeds.
fn more_often(base: &Side, side: &Side) -> Option<Interval> {
    let enough = base.runs.min(side.runs) as usize >= MIN_SEEDS;
    let counts = |side: &Side| (side.rescued as usize, side.runs as usize);
    newcombe::difference(counts(side), counts(base)).filter(|_| enough)
}

/// How often the target is surely reached: the lower end of the rate's Wilson interval.
pub fn surely(side: &Side) -> f64 {
    wilson(side.rescued as usize, side.runs as usize).map_or(0.0, |interval| interval.low)
}

/// The better of two sides of `case` first: by how often they surely reach the target, then by their mean score.
pub fn better_first(case: &Case, a: &Side, b: &Side) -> Ordering {
    let sign = if case.outcome.lower_is_better() { 1.0 } else { -1.0 };
    surely(b).total_cmp(&surely(a)).then((sign * a.mean).total_cmp(&(sign * b.mean)))
}

impl Column {
    /// Whether `cell` rescues this case.
    pub fn is_rescued_by(&self, cell: &Cell) -> bool {
        rescues(&self.base, &cell.side)
    }
}

impl Board {
    /// The cells of `case` that rescue it, best first, those that only take its cause away last.
    pub fn rescuers(&self, case: &str) -> Vec<&Cell> {
        let Some((column, case)) = self.column(case).and_then(|c| Some((c, c.of()?))) else {
            return Vec::new();
        };
        let arm = |cell: &Cell| self.arm(&cell.arm).filter(|arm: &&Arm| !arm.control);
        let found = column.cells.iter().filter(|cell| column.is_rescued_by(cell));
        let mut found: Vec<(bool, &Cell)> =
            found.filter_map(|cell| Some((arm(cell)?.undoes(case), cell))).collect();
        found.sort_by(|(undoes, a), (b_undoes, b)| {
            undoes.cmp(b_undoes).then_with(|| better_first(case, &a.side, &b.side))
        });
        found.into_iter().map(|(_, cell)| cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;

    #[test]
    fn a_rescue_is_a_rate_that_luck_does_not_explain() {
        let side = |(rescued, runs): (u32, u32)| Side { rescued, runs, ..Side::default() };
        for (own, base, rescue) in [
            ((6, 6), (0, 10), true),
            ((3, 6), (0, 10), true),
            ((4, 10), (0, 10), true),
            ((2, 6), (0, 10), false),
            ((3, 10), (0, 10), false),
            ((1, 6), (1, 10), false),
            ((1, 10), (0, 10), false),
            ((5, 5), (0, 10), false),
            ((6, 6), (0, 3), false),
            ((10, 10), (10, 10), false),
        ] {
            assert_eq!(rescues(&side(base), &side(own)), rescue, "{own:?} against {base:?}");
            assert_eq!(harms(&side(own), &side(base)), rescue, "{base:?} against {own:?}");
        }
    }

    #[test]
    fn an_undecided_effect_may_rescue_and_a_decided_one_need_not() {
        let mut board = board();
        let cells = &mut board.columns[0].cells;
        // It was said to help, and three of ten may be luck; of the other nothing was said.
        assert_eq!((cells[1].side.rescued, cells[3].arm.as_str()), (3, "noise"));
        cells[3].side.rescued = 10;
        let ids: Vec<&str> = board.rescuers("g-fast").iter().map(|cell| cell.arm.as_str()).collect();
        assert_eq!(ids, ["noise", "slower-g"]);
        assert!(board.rescuers("ring").is_empty() && board.rescuers("unheard-of").is_empty());
    }
}
