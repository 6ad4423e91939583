//! What is offered against a trouble: to switch off what harms a healthy run, what rescued the runs most like it,
//! and what the doctor would try and was not seen to do nothing.

use super::arm::Arm;
use super::board::Board;
use super::case::Case;
use super::nearest::{Record, harm, nearest, place, record};
use super::opening::moves_all;
use super::reading::{Reading, rate};
use crate::doctor::Finding;
use crate::doctor::tips::{Tip, tips_by};
use crate::experiment::{Experiment, KEYS};
use crate::text::{arm, clinic as t};

/// Remedies for one verdict, at most.
const MOST: usize = 4;

/// What is done.
#[derive(Clone, Debug, PartialEq)]
enum Way {
    /// One of the doctor's own.
    Tip(Tip),
    /// A tip at a setting that was measured.
    Arm(Arm),
    /// Such a tip taken out again: a run is as the case has it.
    Without(Arm, &'static str),
}

/// Something to try, with what is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    way: Way,
    /// "Rescued 9 of 10 such runs (case “G too fast”)"; empty while nothing was looked up.
    pub measured: String,
}

impl From<Tip> for Remedy {
    fn from(tip: Tip) -> Self {
        Self { way: Way::Tip(tip), measured: String::new() }
    }
}

impl Remedy {
    /// The trick that it is about.
    pub fn trick(&self) -> &str {
        match &self.way {
            Way::Tip(tip) => tip.trick.id,
            Way::Arm(arm) | Way::Without(arm, _) => &arm.tip,
        }
    }

    /// What it is, in words that stand alone.
    pub fn words(&self) -> String {
        match &self.way {
            Way::Tip(Tip { trick, preset: None }) => arm::words(trick.title, trick.off),
            Way::Tip(Tip { trick, preset: Some(preset) }) if preset.name.get() == trick.title.get() => {
                preset.name.get().to_owned()
            }
            Way::Tip(Tip { trick, preset: Some(preset) }) => arm::words(trick.title, preset.name),
            Way::Arm(arm) => arm.words(),
            Way::Without(arm, _) => t::without(arm.words()),
        }
    }

    /// `e` with it; `e` itself where it cannot be done there.
    pub fn applied(&self, e: &Experiment) -> Experiment {
        match &self.way {
            Way::Tip(tip) => tip.applied(e),
            Way::Arm(arm) => arm.applied(e).unwrap_or_else(|_| e.clone()),
            Way::Without(arm, id) => without(arm, id, e),
        }
    }
}

/// `e` with what `arm` moves in the healthy case called `id` as that has it.
fn without(arm: &Arm, id: &str, e: &Experiment) -> Experiment {
    let mut back = e.clone();
    let base = super::case(id).map(|case: &Case| case.experiment(e.seed));
    let Some((base, next)) = base.and_then(|base| Some((base.clone(), arm.applied(&base).ok()?))) else {
        return back;
    };
    for key in KEYS.iter().filter(|key| key.get(&base) != key.get(&next)) {
        key.set(&mut back, key.get(&base));
    }
    back
}

/// What is offered against `finding` in a run of `e`: first to switch off what harms a healthy run like it, then to
/// undo what is known to do it, then what rescued the runs most like it, best first, then the doctor's other tips
/// in the order of what they rescued; none that was seen to rescue no more than the plain run does. One a trick.
pub fn remedies(board: &Board, finding: Finding, e: &Experiment) -> Vec<Remedy> {
    let tips = tips_by(finding, e, |tip| place(board, finding, e, tip));
    let said = |tip: &Tip| record(board, finding, e, tip);
    let with_record = |tip: Tip| Remedy {
        measured: said(&tip).map_or(t::NO_RECORD.get().into(), |found| found.words()),
        ..tip.into()
    };
    let (undo, other): (Vec<Tip>, Vec<Tip>) = tips.into_iter().partition(|tip| tip.preset.is_none());
    let harm = harm(board, e).map(|r: Reading<'_>| Remedy {
        way: Way::Without(r.arm.clone(), r.case.id),
        measured: t::record_harm(r.case.name, rate(&r.cell.side), rate(&r.column.base)),
    });
    let all = harm.into_iter().chain(undo.into_iter().map(with_record));
    let all = all.chain(rescuers(board, finding, e)).chain(other.into_iter().map(with_record));
    let mut remedies: Vec<Remedy> = Vec::new();
    for remedy in all {
        if remedies.len() < MOST && remedies.iter().all(|other| other.trick() != remedy.trick()) {
            remedies.push(remedy);
        }
    }
    remedies
}

/// What rescued the runs of the nearest case and can be set in `e` from step 0 on, without only taking the
/// cause away.
fn rescuers(board: &Board, finding: Finding, e: &Experiment) -> Vec<Remedy> {
    let Some((column, case)) = nearest(board, finding, e) else { return Vec::new() };
    let fits = |arm: &Arm| {
        arm.after == 0.0 && !arm.undoes(case) && arm.applied(e).is_ok_and(|next| !moves_all(e, &next))
    };
    let found = board.rescuers(case.id).into_iter();
    let found = found.filter_map(|cell| Some((board.arm(&cell.arm).filter(|arm| fits(arm))?, cell)));
    let remedy = |(arm, cell): (&Arm, &super::board::Cell)| Remedy {
        way: Way::Arm(arm.clone()),
        measured: Record::of(column, case, cell).words(),
    };
    found.map(remedy).collect()
}

#[cfg(test)]
mod tests {
    use super::super::case;
    use super::super::sample::board;
    use super::*;

    #[test]
    fn what_rescued_such_runs_is_offered_before_what_was_never_measured() {
        let e = case("g-fast").expect("a case").experiment(5);
        let mut board = board();
        board.arms[0].tip = "learning-rate".into();
        let offered = remedies(&board, Finding::ModeCollapse, &e);
        let ids: Vec<&str> = offered.iter().map(Remedy::trick).collect();
        assert!(offered.len() <= MOST && ids[..2] == ["ttur", "learning-rate"], "{ids:?}");
        assert_eq!(offered[0].applied(&e).generator.lr, 1e-3, "rates far apart are undone first");
        assert_eq!(offered[1].words(), "Learning rate: G a tenth as fast");
        assert_eq!(offered[1].measured, "Rescued 9 of 10 such runs (case “G too fast”)");
        assert_eq!(offered[1].applied(&e).generator.lr, 2e-3);
        // Where the run has it already it is not offered.
        let mut slower = e.clone();
        slower.generator.lr = 1e-7;
        let offered = remedies(&board, Finding::ModeCollapse, &slower);
        assert!(offered.iter().all(|remedy| remedy.applied(&slower) != slower));
    }

    #[test]
    fn what_did_nothing_is_not_offered_and_what_does_harm_is_switched_off() {
        let board: Board =
            serde_json::from_str(include_str!("../../www/clinic/board.json")).expect("a board");
        let offered = |e: &Experiment| remedies(&board, Finding::ModeCollapse, e);
        let opening = case("g-fast").expect("a case").experiment(5);
        let ids: Vec<String> = offered(&opening).iter().map(|remedy| remedy.trick().to_owned()).collect();
        assert!(ids.first().is_some_and(|id| id == "ttur") && !ids.contains(&"pack".into()), "{ids:?}");
        for case in crate::clinic::CASES.iter().filter(|case| !case.is_healthy()) {
            for remedy in offered(&case.experiment(5)) {
                let none_of =
                    remedy.measured.strip_prefix("Rescued 0 of ").and_then(|rest| rest.split(' ').next());
                let few = none_of.is_none_or(|runs| runs.parse::<u32>().is_ok_and(|runs| runs < 6));
                assert!(few, "{}: {}, {}", case.id, remedy.words(), remedy.measured);
            }
        }
        // Run B of the opening is what rescued "such runs".
        let mut rescued = opening;
        rescued.generator.lr = 2e-3;
        assert!(offered(&rescued).iter().all(|remedy| !remedy.measured.contains("such runs")));
        let mut normed = case("ring").expect("a case").experiment(5);
        (normed.generator.spectral, normed.discriminator.spectral) = (true, true);
        let first = &offered(&normed)[0];
        assert_eq!(first.words(), "Without “Spectral norm: In both”");
        assert!(
            first.measured.starts_with("“Healthy ring” reaches its target in 0 of "),
            "{}",
            first.measured
        );
        assert_eq!(first.applied(&normed), case("ring").expect("a case").experiment(5));
    }

    #[test]
    fn without_a_board_the_doctor_says_what_he_would_try() {
        let e = Experiment::default_for(crate::experiment::Data::Ring8);
        let offered = remedies(&Board::default(), Finding::ModeCollapse, &e);
        assert!(!offered.is_empty() && offered.iter().all(|remedy| remedy.measured == t::NO_RECORD.get()));
        assert!(offered.iter().all(|remedy| remedy.applied(&e) != e));
    }
}
