//! The Dirac-GAN of Mescheder, Geiger and Nowozin (2018, "Which Training Methods for GANs do actually
//! Converge?", arXiv 1801.04406, definition 2.1): the smallest game of two players. All real data is the number 0,
//! G is one number theta, the place of its only sample, and D is one number psi, D(x) = psi x. Both are done at
//! theta = psi = 0.
//!
//! Here is what is asked and answered; `gan/dirac.rs` plays it by the step of all training. There D is high on
//! fakes, here on real samples as everywhere in this house, so psi has the other sign.

mod desk;
mod eigen;
mod knobs;
mod method;
mod said;

pub use desk::Desk;
pub use eigen::{Eigenvalue, eigenvalues};
pub use knobs::{KNOBS, Knob};
pub use method::Method;
pub use said::{Pace, numbers, pace, sentence, short, verdict, walk};

use serde::{Deserialize, Serialize};

/// Steps that are played.
pub const STEPS: u32 = 500;

/// The picture shows both numbers from minus this to this.
pub const EXTENT: f64 = 2.0;

/// Where a second walk begins: beside the goal, where the eigenvalues speak.
pub const BESIDE: [f64; 2] = [0.1, 0.0];

/// A pair that is so far out has left for good, as far as anyone draws it.
pub const FAR: f64 = 20.0;

/// Arrows on a side of the field.
pub const ARROWS: usize = 15;

/// What is played.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Game {
    /// How the two are trained.
    pub method: Method,
    /// Whether G answers the D of this step (as all training here does), or both move at once.
    pub in_turn: bool,
    /// The learning rate of both.
    pub rate: f64,
    /// The weight of the penalty, for the methods that have one.
    pub weight: f64,
    /// The standard deviation of instance noise.
    pub noise: f64,
    /// Updates of D a step.
    pub d_steps: u32,
    /// Where theta and psi begin.
    pub start: [f64; 2],
}

impl Default for Game {
    fn default() -> Self {
        Self {
            method: Method::Plain,
            in_turn: false,
            rate: 0.2,
            weight: 0.5,
            noise: 0.7,
            d_steps: 1,
            start: [1.0, 1.0],
        }
    }
}

impl Game {
    /// The same, every number within its range.
    #[must_use]
    pub fn held(mut self) -> Self {
        for knob in &KNOBS {
            let value = (knob.get)(&self);
            (knob.set)(&mut self, value);
        }
        self
    }
}

/// What came of a game.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Played {
    /// Which game.
    pub game: Game,
    /// Theta and psi from the start on, a pair a step; shorter where it left ([`FAR`]).
    pub path: Vec<[f32; 2]>,
    /// The same from [`BESIDE`] on.
    pub beside: Vec<[f32; 2]>,
    /// How far one step goes from [`ARROWS`]² places, by rows from below, each from the left.
    pub field: Vec<[f32; 2]>,
    /// The eigenvalues of one step where both are done; `None` where the step has a kink there.
    pub eigenvalues: Option<[Eigenvalue; 2]>,
}

/// The place of arrow `i` on either axis.
pub fn place(i: usize) -> f64 {
    EXTENT * (2.0 * (i as f64 + 0.5) / ARROWS as f64 - 1.0)
}
