//! What the switch of a tip sets while run A is a case: the setting whose rate stands beside it, no other.

use super::board::{Board, Cell, Column};
use super::opening::moves_all;
use super::rescue::{better_first, surely};
use super::{Arm, Case, arm::Scored, case};
use crate::experiment::{Experiment, KEYS, Key, Trick, key};

/// The setting of one tip that its switch sets.
#[derive(Clone, Debug, PartialEq)]
pub struct Switch {
    /// The case.
    base: Experiment,
    /// The case with the tip.
    next: Experiment,
    /// The keys of the tip, and whatever else the setting moves.
    keys: Vec<&'static str>,
}

impl Switch {
    /// That of `trick` in the case called `id`, as run A has it in `base`; `None` where nothing of the tip was
    /// measured in it.
    pub fn of(board: &Board, id: &str, trick: &Trick, base: &Experiment) -> Option<Self> {
        let arm = board.arm(&of_tip(board, id, trick.id)?.arm)?;
        let next = arm.applied(base).ok()?;
        let moved = |key: &&Key| trick.keys.contains(&key.name) || key.get(base) != key.get(&next);
        let keys = KEYS.iter().filter(moved).map(|key| key.name).collect();
        Some(Self { base: base.clone(), next, keys })
    }

    fn keys(&self) -> impl Iterator<Item = &'static Key> {
        self.keys.iter().filter_map(|name| key(name))
    }

    fn has(&self, e: &Experiment, wanted: &Experiment) -> bool {
        self.keys().all(|key| key.get(e) == key.get(wanted))
    }

    /// Whether `e` has the tip: at this setting, or at one of its own that is not the case's.
    pub fn is_on(&self, trick: &Trick, e: &Experiment) -> bool {
        let own = || trick.is_on(e) && trick.keys().any(|key| key.get(e) != key.get(&self.base));
        self.has(e, &self.next) || own()
    }

    /// `e` with the switch pressed: with the setting, or as the case is.
    pub fn pressed(&self, trick: &Trick, e: &Experiment) -> Experiment {
        let to = if self.is_on(trick, e) { &self.base } else { &self.next };
        let mut e = e.clone();
        for key in self.keys() {
            key.set(&mut e, key.get(to));
        }
        e
    }
}

/// The cell of `tip` in `case` that stands at its switch: the best rescue among what can be set from step 0 on;
/// else, in a case that fails, what comes nearest to one, and in a healthy one what moves it most.
pub fn of_tip<'a>(board: &'a Board, id: &str, tip: &str) -> Option<&'a Cell> {
    let (column, case) = (board.column(id)?, case(id)?);
    let base = case.experiment(1);
    let settable = |arm: &Arm| arm.tip == tip && !arm.control && arm.after == 0.0;
    let mine = column.cells.iter().filter_map(|cell| {
        let arm = board.arm(&cell.arm).filter(|arm| settable(arm))?;
        let next = arm.applied(&base).ok()?;
        // A length of its own moves every run, and an early score is of the same setting.
        Some((moves_all(&base, &next) || arm.scored == Scored::Early, arm, cell))
    });
    let mine: Vec<(bool, &Arm, &Cell)> = mine.collect();
    let plain = mine.iter().filter(|(aside, ..)| !aside || mine.iter().all(|(other, ..)| *other));
    plain.min_by(|a, b| order(column, case, (a.1, a.2), (b.1, b.2))).map(|(_, _, cell)| *cell)
}

/// What tells more first.
fn order(column: &Column, case: &Case, a: (&Arm, &Cell), b: (&Arm, &Cell)) -> std::cmp::Ordering {
    let decided = |cell: &Cell| cell.mark().rank().map_or(-1.0, |_| cell.effect.abs());
    if case.is_healthy() {
        return decided(b.1).total_cmp(&decided(a.1));
    }
    // A rescue that is none of taking the cause away, one that is, none.
    let class = |(arm, cell): (&Arm, &Cell)| match column.is_rescued_by(cell) {
        true => u8::from(arm.undoes(case)),
        false => 2,
    };
    let known = |cell: &Cell| cell.mark().rank().map_or(-0.5, f64::from);
    let by_class = class(a).cmp(&class(b));
    let by_rate = by_class.then(surely(&b.1.side).total_cmp(&surely(&a.1.side)));
    by_rate.then(known(b.1).total_cmp(&known(a.1))).then_with(|| better_first(case, &a.1.side, &b.1.side))
}

/// The cells of `tip` in `case`, in the order of the plan.
pub fn all_of_tip<'a>(board: &'a Board, case: &str, tip: &'a str) -> Vec<(&'a Arm, &'a Cell)> {
    let Some(column) = board.column(case) else { return Vec::new() };
    let arms = board.arms.iter().filter(|arm| arm.tip == tip && !arm.control);
    arms.filter_map(|arm| Some((arm, column.cell(&arm.arm)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::opening::opening;
    use super::super::sample::board;
    use super::*;
    use crate::experiment::{TRICKS, trick};

    /// The board that the page shows.
    fn measured() -> Board {
        serde_json::from_str(include_str!("../../www/clinic/board.json")).expect("a board")
    }

    #[test]
    fn every_switch_sets_what_its_line_says_and_takes_it_back() {
        let board = measured();
        let mut checked = 0;
        for column in &board.columns {
            let case = column.of().expect("a case");
            let base = case.experiment(7);
            for trick in &TRICKS {
                let Some(cell) = of_tip(&board, case.id, trick.id) else { continue };
                let what = format!("{}, {}", case.id, cell.arm);
                let switch = Switch::of(&board, case.id, trick, &base).expect("a switch");
                let arm = board.arm(&cell.arm).expect("an arm");
                let on = switch.pressed(trick, &base);
                let opened = opening(case, arm, 7).expect("a comparison").script.courses[1].start.clone();
                assert!(!switch.is_on(trick, &base) && switch.is_on(trick, &on), "{what}");
                assert_eq!(on, arm.applied(&base).expect("a run"), "{what}");
                assert!(on == opened || moves_all(&on, &opened), "{what}");
                assert_eq!(switch.pressed(trick, &on), base, "{what}");
                checked += 1;
            }
        }
        assert!(checked > 100, "{checked}");
    }

    #[test]
    fn no_setting_that_a_switch_could_set_rescues_more_surely() {
        let board = measured();
        for column in board.columns.iter().filter(|column| column.of().is_some_and(|c| !c.is_healthy())) {
            let case = column.of().expect("a case");
            let base = case.experiment(7);
            for (trick, chosen) in TRICKS.iter().filter_map(|t| Some((t, of_tip(&board, case.id, t.id)?))) {
                let others = all_of_tip(&board, case.id, trick.id).into_iter().filter(|(arm, _)| {
                    let next = arm.applied(&base).expect("a run");
                    arm.after == 0.0 && !arm.undoes(case) && !moves_all(&base, &next)
                });
                for (arm, cell) in others {
                    let less = surely(&cell.side) <= surely(&chosen.side);
                    assert!(less, "{}: {} rescues more than {}", case.id, arm.arm, chosen.arm);
                }
            }
        }
        // Two that a tester missed: one beside a first preset that is none of the two, one that is undecided.
        for (case, tip, arm) in [("rates-high", "learning-rate", "lr-tenth"), ("sgd", "betas", "adam")] {
            assert_eq!(of_tip(&board, case, tip).map(|cell| cell.arm.as_str()), Some(arm), "{case}, {tip}");
        }
    }

    #[test]
    fn a_tip_at_a_setting_of_ones_own_is_on_and_its_switch_leads_back_to_the_case() {
        let (board, norm) = (board(), trick("batch-norm").expect("a trick"));
        let base = case("g-fast").expect("a case").experiment(3);
        let switch = Switch::of(&board, "g-fast", norm, &base).expect("measured");
        let own = Experiment { seed: 3, ..norm.with(&base, (norm.presets)(base.data).first()) };
        assert_ne!(own, base);
        assert!(switch.is_on(norm, &own));
        assert_eq!(switch.pressed(norm, &own), base);
        let other = Experiment { batch: 32, ..base.clone() };
        assert!(!switch.is_on(norm, &other), "another tip's keys are none of this one");
        assert_eq!(switch.pressed(norm, &other).batch, 32);
    }

    #[test]
    fn a_tip_is_told_by_its_best_rescue_or_its_largest_effect() {
        let board = board();
        let of = |case, tip| of_tip(&board, case, tip).map(|cell| cell.arm.as_str());
        assert_eq!(of("g-fast", "ttur"), Some("slower-g"));
        assert_eq!(of("g-fast", "batch-norm"), Some("norm"));
        assert_eq!(of("ring", "ttur"), Some("slower-g"), "a healthy run is told by its harm");
        assert_eq!(of("g-fast", "pack"), None, "a control is no tip");
        assert_eq!(all_of_tip(&board, "g-fast", "ttur").len(), 2);
    }
}
