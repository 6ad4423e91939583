//! What may be turned: one row a slider.

use super::{EXTENT, Game};

/// A number of a [`Game`] that may be turned.
pub struct Knob {
    /// For the page's hooks.
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Which methods feel it, where not all do.
    pub only: &'static str,
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
        label: "Step size",
        only: "",
        range: RATE,
        get: |game| game.rate,
        set: |game, to| game.rate = within(to, RATE),
    },
    Knob {
        id: "weight",
        label: "Weight of the penalty",
        only: "WGAN-GP, R1, Consensus",
        range: WEIGHT,
        get: |game| game.weight,
        set: |game, to| game.weight = within(to, WEIGHT),
    },
    Knob {
        id: "noise",
        label: "Noise",
        only: "Instance noise",
        range: NOISE,
        get: |game| game.noise,
        set: |game, to| game.noise = within(to, NOISE),
    },
    Knob {
        id: "d-steps",
        label: "Steps of D for each of G",
        only: "",
        range: D_STEPS,
        get: |game| f64::from(game.d_steps),
        set: |game, to| game.d_steps = within(to, D_STEPS) as u32,
    },
    Knob {
        id: "theta",
        label: "Start of G, θ",
        only: "",
        range: START,
        get: |game| game.start[0],
        set: |game, to| game.start[0] = within(to, START),
    },
    Knob {
        id: "psi",
        label: "Start of D, ψ",
        only: "",
        range: START,
        get: |game| game.start[1],
        set: |game, to| game.start[1] = within(to, START),
    },
];

fn within(value: f64, [least, most, _]: [f64; 3]) -> f64 {
    if value.is_nan() { least } else { value.clamp(least, most) }
}
