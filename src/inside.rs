//! What can be seen inside a run, where somebody asks for it: plain data, like [`crate::record`].

pub mod kernels;
pub mod plane;
pub mod sliders;
pub mod trip;
pub mod walk;

use serde::{Deserialize, Serialize};

use crate::record::Pixels;
use kernels::Kernels;
use trip::Trip;

/// What comes with every frame from now on. It is made for the frame alone: no step does more for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wanted {
    /// Points: [`View::slopes`].
    pub slopes: bool,
    /// Points: [`View::sheet`].
    pub sheet: bool,
    /// Images: [`View::logits`].
    pub logits: bool,
    /// Images: [`View::kernels`].
    pub kernels: bool,
    /// Images: [`View::trip`].
    pub trip: Option<Trip>,
}

impl Wanted {
    /// Whether nothing is wanted.
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

/// What was seen inside a run with a frame.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Inside {
    /// Of the frame's samples of G.
    pub of_g: View,
    /// Of those of its average, where there is one.
    pub of_average: Option<View>,
}

impl Inside {
    /// That of G, or of its average where that is wanted and there is one.
    pub fn shown(&self, averaged: bool) -> &View {
        self.of_average.as_ref().filter(|_| averaged).unwrap_or(&self.of_g)
    }
}

/// What was seen of one generator; what was not wanted, or what its samples have not, is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// The gradient of G's loss on each of the frame's points: x, y, x, y, … A step moves the points the other
    /// way. Of the last points, too few for a pack or a group, there may be none.
    pub slopes: Vec<f32>,
    /// Where G maps a regular grid of latent vectors.
    pub sheet: Option<Sheet>,
    /// D's logit of each of the frame's images, the higher the more real, as the losses read it. Samples that D judges
    /// as one pack share theirs; of the last ones, too few for a pack or a group, there may be none.
    pub logits: Vec<f32>,
    /// The first layers of D and of this generator, those that are there.
    pub kernels: Vec<Kernels>,
    /// What G makes on the trip; nothing where there are no such samples.
    pub trip: Option<Pixels>,
    /// With sliders: what the first latents of their sample were drawn as.
    pub drawn: Vec<f32>,
}

/// A regular grid over the first two latents, the others at 0, as G maps it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its nodes in a row.
    pub across: u32,
    /// The area of a cell in latent space.
    pub cell: f32,
    /// Where its nodes lie, row by row: x, y, x, y, … One row where there is one latent.
    pub nodes: Vec<f32>,
}
