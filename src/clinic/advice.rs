//! What the board advises for a case: the tips that rescue it, or to leave it alone.

use super::CASES;
use super::board::{Board, Cell, Column};
use super::case::Case;
use super::mark::Mark;
use super::reading::rate;
use crate::experiment::{Experiment, words};
use crate::statistics::verdict::Verdict;
use crate::text::join::then;
use crate::text::{Text, advice as t};

/// Tips that are offered at most.
pub const OFFERS: usize = 5;

/// The case that `e` is, whatever its seed.
pub fn case_of(e: &Experiment) -> Option<&'static Case> {
    CASES.iter().find(|case| case.experiment(e.seed) == *e)
}

/// The cases as a menu has them: those that fail by their data, the healthy ones last.
pub fn groups() -> Vec<(String, Vec<&'static Case>)> {
    let mut groups: Vec<(String, Vec<&'static Case>)> = Vec::new();
    let (fail, healthy): (Vec<&Case>, Vec<&Case>) = CASES.iter().partition(|case| !case.is_healthy());
    for case in fail.into_iter().chain(healthy) {
        let label = match case.is_healthy() {
            true => t::HEALTHY.get().into(),
            false => t::fails(words::data(case.data()).to_lowercase()),
        };
        match groups.iter_mut().find(|(known, _)| *known == label) {
            Some((_, cases)) => cases.push(case),
            None => groups.push((label, vec![case])),
        }
    }
    groups
}

/// What is said of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice<'a> {
    /// One or two sentences.
    pub lead: String,
    /// The cells that bear it out, the most telling first.
    pub cells: Vec<&'a Cell>,
}

/// What "rescued" means in `case`.
pub fn target_words(case: &Case) -> String {
    case.target.iter().map(|limit| limit.words()).reduce(t::both).unwrap_or_default()
}

/// What the board advises for `case`.
pub fn advice<'a>(board: &'a Board, case: &Case) -> Advice<'a> {
    let none = |lead: &str| Advice { lead: lead.into(), cells: Vec::new() };
    let with = |lead: String, more: Text, cells: Vec<&'a Cell>| match cells.is_empty() {
        true => Advice { lead, cells },
        false => Advice { lead: then(lead, more), cells },
    };
    let Some(column) = board.column(case.id) else { return none(t::NOT_MEASURED.get()) };
    if column.base.runs == 0 {
        return none(t::NOT_MEASURED.get());
    }
    let plain = rate(&column.base);
    if case.is_healthy() {
        let cells = ranked(board, column, |mark| mark.rank().is_some_and(|rank| rank < 0));
        return with(t::leave(plain), t::HARM, cells);
    }
    let rescuers = one_a_tip(board, board.rescuers(case.id));
    if !rescuers.is_empty() {
        return Advice { lead: t::rescue(plain), cells: rescuers };
    }
    let settled = |cell: &&Cell| {
        board.arm(&cell.arm).is_some_and(|arm| !arm.control) && cell.verdict != Verdict::TooFewSeeds
    };
    let tried = column.cells.iter().filter(settled).count();
    if tried == 0 {
        return none(&t::too_few(plain));
    }
    let helps = ranked(board, column, |mark| mark.rank().is_some_and(|rank| rank > 0));
    with(t::none(tried, plain), t::NEARER, helps)
}

/// The best setting of each tip, at most [`OFFERS`] of them.
fn one_a_tip<'a>(board: &Board, cells: Vec<&'a Cell>) -> Vec<&'a Cell> {
    let mut tips: Vec<String> = Vec::new();
    let mut first = |cell: &&Cell| match board.arm(&cell.arm) {
        Some(arm) if !tips.contains(&arm.tip) => {
            tips.push(arm.tip.clone());
            true
        }
        _ => false,
    };
    cells.into_iter().filter(|cell| first(cell)).take(OFFERS).collect()
}

/// The cells with such a mark, the largest effect first, one a tip.
fn ranked<'a>(board: &Board, column: &'a Column, wanted: impl Fn(Mark) -> bool) -> Vec<&'a Cell> {
    let control = |cell: &&Cell| board.arm(&cell.arm).is_none_or(|arm| arm.control);
    let mut cells: Vec<&Cell> =
        column.cells.iter().filter(|cell| !control(cell) && wanted(cell.mark())).collect();
    cells.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
    one_a_tip(board, cells)
}

#[cfg(test)]
mod tests {
    use super::super::case;
    use super::super::sample::board;
    use super::*;

    fn said(id: &str) -> (String, Vec<String>) {
        let board = board();
        let Advice { lead, cells } = advice(&board, case(id).expect("a case"));
        (lead, cells.into_iter().map(|cell| cell.arm.clone()).collect())
    }

    #[test]
    fn a_run_is_its_case_with_every_seed_and_no_other() {
        let g_fast = case("g-fast").expect("a case");
        assert!(case_of(&g_fast.experiment(99)).is_some_and(|found| found.id == "g-fast"));
        let mut other = g_fast.experiment(1);
        other.noise.sigma = 0.3;
        assert!(case_of(&other).is_none());
        for case in CASES {
            assert_eq!(case_of(&case.experiment(5)).map(|found| found.id), Some(case.id));
        }
    }

    #[test]
    fn the_menu_holds_every_case_once_and_the_healthy_ones_last() {
        let groups = groups();
        let labels: std::collections::HashSet<&String> = groups.iter().map(|(label, _)| label).collect();
        assert_eq!(labels.len(), groups.len());
        assert_eq!(groups.iter().map(|(_, cases)| cases.len()).sum::<usize>(), CASES.len());
        assert!(groups.last().is_some_and(|(_, cases)| cases.iter().all(|case| case.is_healthy())));
    }

    #[test]
    fn rescuers_are_offered_best_first_and_one_a_tip() {
        let (lead, cells) = said("g-fast");
        assert_eq!(lead, "The plain run reaches the target in 0 of 10. These rescue it:");
        assert_eq!(cells, ["slower-g"], "faster-d is the same tip and rescues fewer");
    }

    #[test]
    fn a_healthy_run_is_left_alone_and_what_is_not_measured_is_said() {
        assert_eq!(
            said("ring"),
            (
                "Leave it alone: 10 of 10 plain runs reach the target. These harm it most:".into(),
                vec!["slower-g".into()]
            )
        );
        assert_eq!(said("d-slow"), ("It was not measured yet.".into(), Vec::new()));
        assert_eq!(said("deep"), ("It was not measured yet.".into(), Vec::new()));
    }

    #[test]
    fn where_nothing_rescues_it_says_so() {
        let mut board = board();
        board.columns[0].cells.iter_mut().for_each(|cell| cell.side.rescued = 0);
        let Advice { lead, cells } = advice(&board, case("g-fast").expect("a case"));
        assert!(
            lead.starts_with(
                "Measured with six seeds or more: 4 settings, none of which is shown to rescue it;"
            ),
            "{lead}"
        );
        assert!(lead.ends_with("nearer:"), "{lead}");
        assert_eq!(cells.len(), 1);
        board.columns[0].cells.truncate(1);
        let lead = advice(&board, case("g-fast").expect("a case")).lead;
        assert!(lead.contains("1 setting, which is not shown"), "{lead}");
    }
}
