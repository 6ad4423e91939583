//! What was measured in runs like one that is in trouble: the nearest case, and how often a tip rescued it.

use super::arm::{Arm, Scored};
use super::board::{Board, Cell, Column};
use super::case::Case;
use super::reading::Reading;
use super::rescue::rescues;
use crate::doctor::Finding;
use crate::doctor::tips::Tip;
use crate::experiment::{Experiment, KEYS, Key, Value};
use crate::statistics::max_t::MIN_SEEDS;
use crate::statistics::verdict::Verdict;
use crate::text::clinic as t;

/// Beyond this distance a case is another matter (ours: one key is quite different, and a rate by a factor of
/// three).
const NEAR: f64 = 1.5;

/// Two settings of one tip are alike up to this distance (ours: half a decade of one rate).
const ALIKE: f64 = 0.5;

/// Keys that do not make one run unlike another.
const INCIDENTAL: [&str; 4] = ["data", "seed", "steps", "snapshot.every"];

/// How far apart two experiments are: for each key the decades between two numbers, at most 1, and 1 where
/// anything else differs.
pub fn distance(a: &Experiment, b: &Experiment) -> f64 {
    let number = |value: Value| match value {
        Value::Int(v) => Some(f64::from(v)),
        Value::Float(v) => Some(v),
        Value::Switch(_) | Value::Choice(..) => None,
    };
    let apart = |(a, b): (Value, Value)| match (number(a), number(b)) {
        _ if a == b => 0.0,
        (Some(a), Some(b)) if a > 0.0 && b > 0.0 => (a / b).log10().abs().min(1.0),
        _ => 1.0,
    };
    let keys = KEYS.iter().filter(|key| !INCIDENTAL.contains(&key.name));
    keys.map(|key| apart((key.get(a), key.get(b)))).sum()
}

/// The case that is most like a run of `e` in which `finding` was found; none where no failing case of the same
/// kind of data was measured near it, and where the run is rather like one that the board knows to go well: a
/// healthy case, or this case with a tip that rescues it. Another data set or finding makes it half a step less
/// near.
pub fn nearest<'a>(
    board: &'a Board,
    finding: Finding,
    e: &Experiment,
) -> Option<(&'a Column, &'static Case)> {
    let far = |case: &Case| {
        let base = case.experiment(e.seed);
        let other = |differs: bool| if differs { 0.5 } else { 0.0 };
        distance(&base, e) + other(base.data != e.data) + other(case.finding != Some(finding))
    };
    let measured = board.columns.iter().filter(|column| column.base.runs > 0);
    let cases = measured.filter_map(|column| Some((column, column.of()?)));
    let alike = cases.filter(|(_, case)| case.data().is_image() == e.data.is_image());
    let all = alike.map(|(column, case)| (far(case), column, case)).filter(|(far, ..)| *far <= NEAR);
    let (_, column, case) = all.min_by(|a, b| a.0.total_cmp(&b.0))?;
    let base = case.experiment(e.seed);
    let same_as = |cell: &&Cell| {
        let next =
            board.arm(&cell.arm).filter(|arm| arm.after == 0.0).and_then(|arm| arm.applied(&base).ok());
        next.is_some_and(|next| distance(&next, e) < distance(&base, e))
    };
    let goes_well = || board.rescuers(case.id).iter().any(same_as);
    (!case.is_healthy() && !goes_well()).then_some((column, case))
}

/// A setting that `e` has and that harms the healthy case most like it without it: that case, and what harms it.
pub fn harm<'a>(board: &'a Board, e: &Experiment) -> Option<Reading<'a>> {
    let healthy = board.columns.iter().filter(|column| column.of().is_some_and(Case::is_healthy));
    let harms = healthy.flat_map(|column| {
        let cells = column.cells.iter().filter_map(move |cell| Reading::of(board, &column.case, &cell.arm));
        cells.filter(Reading::is_harm)
    });
    let far = |r: &Reading<'_>| {
        let base = r.case.experiment(e.seed);
        let next = r.arm.applied(&base).ok()?;
        let moved = |key: &&Key| key.get(&base) != key.get(&next);
        let has = r.arm.after == 0.0
            && !r.arm.control
            && KEYS.iter().filter(moved).all(|key| key.get(e) == key.get(&next));
        let other = if base.data == e.data { 0.0 } else { 0.5 };
        let same_kind = base.data.is_image() == e.data.is_image();
        Some(distance(&next, e) + other).filter(|far| has && same_kind && *far <= NEAR)
    };
    let found = harms.filter_map(|r| Some((far(&r)?, r)));
    found.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, reading)| reading)
}

/// What was measured of a tip in the nearest case.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The case.
    pub case: &'static str,
    /// Runs that were rescued with it, of how many.
    pub rescued: (u32, u32),
    /// Whether it made them worse.
    pub hurts: bool,
    /// Whether enough seeds were run to see a rescue, and none is shown, nor that it helps.
    pub idle: bool,
}

impl Record {
    /// What `cell` of `case` says.
    pub fn of(column: &Column, case: &'static Case, cell: &Cell) -> Self {
        let helps = matches!(cell.verdict, Verdict::Helps | Verdict::ClearlyHelps) && cell.side.rescued > 0;
        Self {
            case: case.name.get(),
            rescued: (cell.side.rescued, cell.side.runs),
            hurts: matches!(cell.verdict, Verdict::Hurts | Verdict::ClearlyHurts),
            idle: cell.side.runs as usize >= MIN_SEEDS && !helps && !rescues(&column.base, &cell.side),
        }
    }

    /// What it says of the tip.
    pub fn words(&self) -> String {
        let (rescued, runs) = self.rescued;
        let say = if self.hurts { t::record_hurts } else { t::record };
        say(rescued, runs, self.case)
    }

    /// Its place among others, the lowest first; a tip that was not measured stands at 0.
    fn rank(&self) -> i64 {
        let (rescued, runs) = self.rescued;
        -(1000 * i64::from(rescued) / i64::from(runs.max(1)))
    }
}

/// The place of `tip` among the doctor's, the lowest first: to undo what is known to do it comes before all
/// that was measured in other runs. `None` of what was measured to do nothing or harm there.
pub fn place(board: &Board, finding: Finding, e: &Experiment, tip: &Tip) -> Option<i64> {
    match (tip.preset, record(board, finding, e, tip)) {
        (_, Some(found)) if found.hurts || found.idle => None,
        (None, _) => Some(i64::MIN),
        (Some(_), found) => Some(found.map_or(0, |found| found.rank())),
    }
}

/// What was measured of `tip` in the case nearest to a run of `e` with `finding`; of the setting that is most
/// like it.
pub fn record(board: &Board, finding: Finding, e: &Experiment, tip: &Tip) -> Option<Record> {
    let (column, case) = nearest(board, finding, e)?;
    let base = case.experiment(e.seed);
    let wanted = tip.applied(&base);
    let like = |arm: &Arm| {
        let next = arm.applied(&base).ok()?;
        Some(distance(&next, &wanted)).filter(|far| *far <= ALIKE && next != base)
    };
    let arms = board.arms.iter().filter(|arm| {
        !arm.control && arm.after == 0.0 && matches!(arm.scored, Scored::Last | Scored::Average)
    });
    let of_tip = arms.filter(|arm| arm.tip == tip.trick.id || like(arm) == Some(0.0));
    let found = of_tip.filter_map(|arm| Some((like(arm)?, column.cell(&arm.arm)?)));
    let (_, cell): (f64, &Cell) = found.min_by(|a, b| a.0.total_cmp(&b.0))?;
    Some(Record::of(column, case, cell))
}

#[cfg(test)]
mod tests {
    use super::super::board::Side;
    use super::super::{arm, case};
    use super::*;
    use crate::doctor::tips::tips_by;
    use crate::evidence::plan::Expected;
    use crate::experiment::{Data, trick};

    /// A board on which each (case, arm) rescued so many of ten.
    fn board(cells: &[(&str, &str, u32)]) -> Board {
        let arms = arm::read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
        let mut board = Board { arms, ..Board::default() };
        for (case, arm, rescued) in cells {
            let side = Side { runs: 10, rescued: *rescued, ..Side::default() };
            let cell = Cell {
                arm: (*arm).into(),
                side,
                effect: 0.0,
                alone: None,
                together: None,
                better: 0.5,
                verdict: Verdict::TooFewSeeds,
                expected: Expected::None,
            };
            if board.column(case).is_none() {
                board.columns.push(Column {
                    case: (*case).into(),
                    base: Side { runs: 10, ..Side::default() },
                    calibration: (10, 10),
                    correlation: None,
                    losses: None,
                    cells: Vec::new(),
                    refused: Vec::new(),
                });
            }
            let column = board.columns.iter_mut().find(|column| column.case == *case).expect("a column");
            column.cells.push(cell);
        }
        board
    }

    fn tip(id: &str, setting: &str) -> Tip {
        let trick = trick(id).expect("a trick");
        Tip { trick, preset: (trick.presets)(Data::Ring8).iter().find(|p| p.name.get() == setting) }
    }

    #[test]
    fn a_run_is_nearest_to_the_case_that_it_is_a_variant_of() {
        let board =
            board(&[("g-fast", "r1r2-1", 0), ("d-strong", "r1r2-1", 9), ("digits-collapse", "r1r2-1", 1)]);
        let mut e = case("d-strong").expect("a case").experiment(5);
        let name = |e: &Experiment| nearest(&board, Finding::ModeCollapse, e).map(|(_, case)| case.id);
        assert_eq!(name(&e), Some("d-strong"));
        e.generator.lr = 2e-4;
        assert_eq!(name(&e), Some("d-strong"));
        e.steps = 4000;
        assert_eq!(name(&e), Some("d-strong"));
        let far = Experiment { batch: 512, beta1: 0.9, ema: 0.99, ..Experiment::default_for(Data::Ring8) };
        assert_eq!(name(&far), None);
    }

    #[test]
    fn a_run_that_the_board_knows_to_go_well_is_no_such_run() {
        let cells = [("g-fast", "ttur-g-tenth", 10), ("g-fast", "lr-tenth", 0), ("ring", "ttur-g-tenth", 0)];
        let board = board(&cells);
        let name = |e: &Experiment| nearest(&board, Finding::ModeCollapse, e).map(|(_, case)| case.id);
        let mut e = case("g-fast").expect("a case").experiment(5);
        assert_eq!(name(&e), Some("g-fast"));
        e.generator.lr = 2e-3;
        assert_eq!(name(&e), None, "it is the case with the tip that rescues it");
        e.generator.lr = 1.5e-3;
        assert_eq!(name(&e), None, "it is nearer to the healthy ring");
        e.generator.lr = 1e-2;
        assert_eq!(name(&e), Some("g-fast"));
    }

    #[test]
    fn what_harms_the_healthy_case_is_found_in_a_run_that_has_it() {
        let mut board = board(&[("ring", "spectral-both", 0), ("ring", "noise-1", 9)]);
        board.columns[0].base.rescued = 10;
        let mut e = case("ring").expect("a case").experiment(5);
        let found = |e: &Experiment| harm(&board, e).map(|r| r.arm.arm.clone());
        assert_eq!(found(&e), None);
        (e.generator.spectral, e.discriminator.spectral) = (true, true);
        assert_eq!(found(&e).as_deref(), Some("spectral-both"));
        e.batch *= 2;
        assert_eq!(found(&e).as_deref(), Some("spectral-both"));
        e.generator.spectral = false;
        assert_eq!(found(&e), None, "that of D alone was not measured");
    }

    #[test]
    fn a_tip_says_how_often_it_rescued_such_runs() {
        let board = board(&[("d-strong", "r1r2-1", 9), ("d-strong", "spectral-d", 2)]);
        let e = case("d-strong").expect("a case").experiment(5);
        let of = |tip: &Tip| record(&board, Finding::ModeCollapse, &e, tip);
        let found = of(&tip("r1r2", "Both, 1")).expect("measured");
        assert_eq!(found.words(), "Rescued 9 of 10 such runs (case “D too strong”)");
        assert_eq!(of(&tip("noise", "Sigma 0.3")), None);
        assert_eq!(of(&tip("r1r2", "Both, 0.1")), None, "a tenth is not alike");
    }

    #[test]
    fn the_doctors_tips_stand_in_the_order_of_what_they_rescued() {
        let board = board(&[("d-strong", "spectral-d", 9), ("d-strong", "noise-0.3", 4)]);
        let e = case("d-strong").expect("a case").experiment(5);
        let rank = |tip: &Tip| place(&board, Finding::DiscriminatorWon, &e, tip);
        let tips = tips_by(Finding::DiscriminatorWon, &e, rank);
        assert_eq!(tips[0].preset.map(|preset| preset.name), None, "k is undone first: {tips:?}");
        let at = |id: &str| tips.iter().position(|tip| tip.trick.id == id);
        assert!(
            at("spectral").is_some() && (at("noise").is_none() || at("spectral") < at("noise")),
            "{tips:?}"
        );
    }

    #[test]
    fn the_distance_counts_decades_and_switches() {
        let e = Experiment::default_for(Data::Ring8);
        let mut other = e.clone();
        other.generator.lr *= 10f64.sqrt();
        assert!((distance(&e, &other) - 0.5).abs() < 1e-9);
        other.discriminator.spectral = true;
        assert!((distance(&e, &other) - 1.5).abs() < 1e-9);
        assert_eq!(distance(&e, &Experiment { seed: 9, steps: 100, ..e.clone() }), 0.0);
    }
}
