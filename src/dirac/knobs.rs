//! What may be turned: one row a slider.

use super::{EXTENT, Game};
use crate::text::{Text, dirac as t};

/// A number of a [`Game`] that may be turned.
pub struct Knob {
    /// For the page's hooks.
    pub id: &'static str,
    /// Its name.
    pub label: Text,
    /// Which methods feel it, where not all do.
    pub only: Option<Text>,
    /// The least, the most and the step between.
    pub range: [f64; 3],
    /// Its value.
    pub get: fn(&Game) -> f64,
    /// Changes it, within the range.
    pub set: fn(&mut Game, f64),
}

const RATE: [f64; 3] = [0.05, 1.0, 0.05];
const WEIGHT: [f64; 3] = [0.1, 4.0, 0.1];
const NOISE: [f64; 3] = [0.0, 2.0, 0.1];
const D_STEPS: [f64; 3] = [1.0, 5.0, 1.0];
const START: [f64; 3] = [-EXTENT, EXTENT, 0.1];

/// All sliders, in the order of the page.
pub static KNOBS: [Knob; 6] = [
    Knob {
        id: "rate",
        label: t::RATE,
        only: None,
        range: RATE,
        get: |game| game.rate,
        set: |game, to| game.rate = within(to, RATE),
    },
    Knob {
        id: "weight",
        label: t::WEIGHT,
        only: Some(t::WEIGHT_ONLY),
        range: WEIGHT,
        get: |game| game.weight,
        set: |game, to| game.weight = within(to, WEIGHT),
    },
    Knob {
        id: "noise",
        label: t::NOISE,
        only: Some(t::METHOD_NOISE),
        range: NOISE,
        get: |game| game.noise,
        set: |game, to| game.noise = within(to, NOISE),
    },
    Knob {
        id: "d-steps",
        label: t::D_STEPS,
        only: None,
        range: D_STEPS,
        get: |game| f64::from(game.d_steps),
        set: |game, to| game.d_steps = within(to, D_STEPS) as u32,
    },
    Knob {
        id: "theta",
        label: t::START_THETA,
        only: None,
        range: START,
        get: |game| game.start[0],
        set: |game, to| game.start[0] = within(to, START),
    },
    Knob {
        id: "psi",
        label: t::START_PSI,
        only: None,
        range: START,
        get: |game| game.start[1],
        set: |game, to| game.start[1] = within(to, START),
    },
];

fn within(value: f64, [least, most, _]: [f64; 3]) -> f64 {
    if value.is_nan() { least } else { value.clamp(least, most) }
}
