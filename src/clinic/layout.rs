//! What the picture begins with: rows and columns of which something is measured. The rest comes last, folded.

use super::arm::Arm;
use super::board::Board;
use super::mark::Mark;
use super::picture::{Order, columns, rows};
use super::{CASES, Case};
use crate::text::{clinic as t, join};

/// The rows and columns of the picture.
#[derive(Clone, Debug)]
pub struct Layout<'a> {
    /// Arms of which something is measured in a case that is shown.
    pub rows: Vec<&'a Arm>,
    /// Arms of which nothing is.
    pub folded_rows: Vec<&'a Arm>,
    /// Cases in which something is measured.
    pub cases: Vec<&'static Case>,
    /// Cases in which nothing is.
    pub folded_cases: Vec<&'static Case>,
    /// Cells that are not measured yet, and all that are tried; controls left out.
    pub open: (usize, usize),
}

impl<'a> Layout<'a> {
    /// The picture of `board` in `order`, of one case `only` or of all. Where nothing at all is measured,
    /// nothing is folded.
    pub fn of(board: &'a Board, order: Order, only: Option<&str>) -> Self {
        let shown = columns(board).into_iter().filter(|case| only.is_none_or(|only| only == case.id));
        let tried: Vec<&Arm> = board.arms.iter().filter(|arm| !arm.control).collect();
        let known = |case: &&Case| tried.iter().any(|arm| is_measured(board, case, arm));
        let (cases, folded_cases) = parted(shown.collect(), known);
        let (rows, folded_rows) =
            parted(rows(board, order), |arm| cases.iter().any(|case| is_measured(board, case, arm)));
        let all = cases.iter().chain(&folded_cases);
        let marks = all.flat_map(|case| tried.iter().map(|arm| board.mark(case.id, &arm.arm)));
        let marks: Vec<Mark> = marks.filter(|mark| *mark != Mark::NotTried).collect();
        let open = marks.iter().filter(|mark| **mark == Mark::NotMeasured).count();
        Self { rows, folded_rows, cases, folded_cases, open: (open, marks.len()) }
    }

    /// Every case that is drawn, with whether it is folded.
    pub fn columns(&self) -> impl Iterator<Item = (&'static Case, bool)> {
        let known = self.cases.iter().map(|case| (*case, false));
        known.chain(self.folded_cases.iter().map(|case| (*case, true)))
    }

    /// Whether anything is folded.
    pub fn folds(&self) -> bool {
        !self.folded_rows.is_empty() || !self.folded_cases.is_empty()
    }

    /// The rows and columns through which the keys move, by their names.
    pub fn names(&self, unfolded: bool) -> (Vec<String>, Vec<&'static str>) {
        let more = |n: usize| if unfolded { n } else { 0 };
        let rows = self.rows.iter().chain(self.folded_rows.iter().take(more(usize::MAX)));
        let cases = self.cases.iter().chain(self.folded_cases.iter().take(more(CASES.len())));
        (rows.map(|arm| arm.arm.clone()).collect(), cases.map(|case| case.id).collect())
    }

    /// "612 of 1020 cells are not measured yet. Nothing is measured of 23 settings and in 2 cases." Nothing
    /// where all are.
    pub fn words(&self) -> Option<String> {
        let (open, all) = self.open;
        let cells = t::open_cells(open, all);
        let words = match (self.folded_rows.len(), self.folded_cases.len()) {
            (0, 0) => cells,
            (settings, 0) => join::then(cells, t::none_of_settings(settings)),
            (0, cases) => join::then(cells, t::none_in_cases(cases)),
            (settings, cases) => join::then(cells, t::none_of_both(settings, cases)),
        };
        (open > 0).then_some(words)
    }
}

fn is_measured(board: &Board, case: &Case, arm: &Arm) -> bool {
    board.mark(case.id, &arm.arm).is_measured()
}

/// Those that are known and those that are not, in their order; all of them where none is known.
fn parted<T>(all: Vec<T>, known: impl Fn(&T) -> bool) -> (Vec<T>, Vec<T>) {
    if !all.iter().any(&known) {
        return (all, Vec::new());
    }
    all.into_iter().partition(known)
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;

    fn ids<'a>(arms: &[&'a Arm]) -> Vec<&'a str> {
        arms.iter().map(|arm| arm.arm.as_str()).collect()
    }

    #[test]
    fn what_is_known_comes_first_and_the_rest_is_folded() {
        let board = board();
        let layout = Layout::of(&board, Order::Matters, None);
        assert_eq!(ids(&layout.rows), ["slower-g", "norm", "faster-d", "noise", "control"]);
        assert_eq!(ids(&layout.folded_rows).len(), 4);
        let names = |cases: &[&Case]| cases.iter().map(|case| case.id).collect::<Vec<_>>();
        assert_eq!(
            (names(&layout.cases), names(&layout.folded_cases)),
            (vec!["g-fast", "ring"], vec!["d-slow"])
        );
        // Eight arms in three cases, one of them refused in each; six cells are measured.
        assert_eq!(layout.open, (15, 21));
        assert_eq!(
            layout.words().as_deref(),
            Some("15 of 21 cells are not measured yet. Nothing is measured of 4 settings and in 1 case.")
        );
    }

    #[test]
    fn keys_move_through_what_is_seen() {
        let board = board();
        let layout = Layout::of(&board, Order::Tip, None);
        let size = |unfolded| {
            let (rows, cases) = layout.names(unfolded);
            (rows.len(), cases.len())
        };
        assert_eq!((size(false), size(true)), ((5, 2), (9, 3)));
        let one = Layout::of(&board, Order::Tip, Some("ring"));
        assert_eq!(one.names(false), (vec!["noise".into(), "slower-g".into()], vec!["ring"]));
    }

    #[test]
    fn where_nothing_is_measured_nothing_is_folded() {
        let mut board = board();
        board.columns.iter_mut().for_each(|column| column.cells.clear());
        let layout = Layout::of(&board, Order::Matters, None);
        assert!(!layout.folds());
        assert_eq!(layout.words().as_deref(), Some("21 of 21 cells are not measured yet."));
    }
}
