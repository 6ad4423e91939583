//! Films: a run of one picture, and two runs with points outside of the view.

use saddle::experiment::Script;
use saddle::play::film::Film;
use saddle::record::{Frame, Pixels};

pub fn film() -> Vec<Vec<u8>> {
    [(1, 1, 2, 0), (2, 4, 12, 5)].map(|(runs, steps, points, side)| of(runs, steps, points, side)).into()
}

fn of(runs: u32, steps: u32, points: usize, side: u32) -> Vec<u8> {
    let frame = |seed: u32| Frame {
        samples: Pixels::Points(
            (0..2 * points).map(|i| 2.2 * (i as f32 + 0.3 * seed as f32).sin()).collect(),
        ),
        heat: (0..side * side).map(|i| (i * 9 + seed) as u8).collect(),
        heat_side: side,
        extent: 1.9,
        columns: 0,
        averaged: None,
        average_decay: None,
        scales: Vec::new(),
        sigmas: Vec::new(),
        millis: 0.0,
    };
    let film = Film {
        of: Film::name(&Script::default()),
        steps: (0..steps).map(|i| 40 * i).collect(),
        real: Pixels::Points(vec![1.0, 0.5, -1.0, 0.0]),
        runs: (0..runs).map(|run| (0..steps).map(|i| frame(7 * run + i)).collect()).collect(),
    };
    film.encode().expect("a file")
}
