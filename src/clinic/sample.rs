//! A small board for tests: one case that a slower G rescues, one healthy one, one without runs.

use super::arm::{self, Arm};
use super::board::{Board, Cell, Column, Side};
use crate::evidence::plan::Expected;
use crate::statistics::verdict::Verdict;

const PLAN: &str = r#"{"arm":"slower-g","tip":"ttur","title":"G a tenth as fast","points":"g.lr*=0.1","better":["g-fast"],"because":"The article, lesson 12"}
{"arm":"faster-d","tip":"ttur","title":"D three times as fast","points":"d.lr*=3","because":"b"}
{"arm":"norm","tip":"batch-norm","title":"Batch norm in both","points":"g.norm=batch&d.norm=batch","better":["g-fast"],"because":"b"}
{"arm":"noise","tip":"noise","title":"Sigma 0.3","points":"noise=0.3","because":"b"}
{"arm":"later","tip":"learning-rate","title":"A tenth after half of the run","points":"g.lr*=0.1&d.lr*=0.1","after":0.5,"because":"b"}
{"arm":"longer","tip":"patience","title":"Twice as long","points":"steps*=2&snapshot.every*=2","because":"b"}
{"arm":"average","tip":"ema","title":"Decay 0.999","points":"ema=0.999","scored":"average","because":"b"}
{"arm":"augment","tip":"augment","title":"Shift","images":"augment=shift","because":"b"}
{"arm":"control","tip":"pack","title":"Control: trained a second time","points":"","because":"b","control":true}"#;

/// The arms of the sample.
pub fn arms() -> Vec<Arm> {
    arm::read(PLAN).expect("arms")
}

/// A cell whose `rescued` of so many runs reached the target.
pub fn cell(
    arm: &str,
    verdict: Verdict,
    expected: Expected,
    effect: f64,
    (rescued, runs): (u32, u32),
) -> Cell {
    Cell {
        arm: arm.into(),
        side: Side {
            runs,
            rescued,
            diverged: 0,
            mean: 6.9 + effect,
            worst: 7.0 + effect,
            quality: Some(0.12),
        },
        effect,
        alone: Some((effect - 0.1, effect + 0.1)),
        together: Some((effect - 0.3, effect + 0.3)),
        better: if effect < 0.0 { 1.0 } else { 0.0 },
        verdict,
        expected,
    }
}

fn column(case: &str, rescued: u32, cells: Vec<Cell>) -> Column {
    Column {
        case: case.into(),
        base: Side { runs: 10, rescued, diverged: 0, mean: 6.9, worst: 7.0, quality: Some(0.01) },
        calibration: (10, 10 - rescued),
        correlation: Some(0.1),
        losses: None,
        cells,
        refused: vec![("augment".into(), "not for this kind of data".into())],
    }
}

/// The board.
pub fn board() -> Board {
    let fails = vec![
        cell("slower-g", Verdict::ClearlyHelps, Expected::Better, -4.0, (9, 10)),
        cell("faster-d", Verdict::Helps, Expected::None, -2.0, (3, 10)),
        cell("norm", Verdict::ClearlyHurts, Expected::Better, 2.0, (0, 10)),
        cell("noise", Verdict::NoEffect, Expected::None, 0.05, (0, 10)),
        cell("control", Verdict::Identical, Expected::Identical, 0.0, (0, 10)),
    ];
    let healthy = vec![
        cell("slower-g", Verdict::ClearlyHurts, Expected::None, 3.0, (0, 10)),
        cell("noise", Verdict::Undecided { seeds: Some(40) }, Expected::None, -0.2, (10, 10)),
    ];
    let mut open = column("d-slow", 0, Vec::new());
    open.base = Side::default();
    Board {
        version: "0".into(),
        bits: "0".into(),
        date: "2026-11-26".into(),
        arms: arms(),
        columns: vec![column("g-fast", 0, fails), column("ring", 10, healthy), open],
    }
}
