//! What a run tells of itself: measurements of steps, metrics of snapshots, pictures, happenings.
//!
//! Plain data on the ground floor: the engine fills it, [`crate::protocol`] carries it, the doctor, the
//! charts and the page read it.

use serde::{Deserialize, Serialize};

/// The most steps that a run which comes from elsewhere may say it has: days of training.
pub const MOST_STEPS: u32 = 20_000_000;

/// The measurements of one training step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StepRecord {
    /// D's loss (mean over its updates in this step; NaN when it made none).
    pub loss_d: f32,
    /// G's loss (likewise).
    pub loss_g: f32,
    /// Share of real samples that D calls real.
    pub acc_real: f32,
    /// Share of fake samples that D calls fake.
    pub acc_fake: f32,
    /// Euclidean norm of D's gradient; NaN where it was not measured.
    pub grad_d: f32,
    /// Euclidean norm of G's gradient; NaN where it was not measured.
    pub grad_g: f32,
}

/// A number that says how good samples are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// Its name in test hooks: `energy`, `modes`, `frechet`, …; `ema-` before that of the average of G, `d-`
    /// before what only the doctor reads.
    pub id: String,
    /// What it is called on the page.
    pub label: String,
    /// Its value.
    pub value: f32,
    /// What real samples score against real samples.
    pub floor: Option<f32>,
    /// Whether less is better.
    pub lower_is_better: bool,
}

impl Metric {
    /// Whether only the doctor reads it.
    pub fn is_for_the_doctor(&self) -> bool {
        self.id.starts_with("d-")
    }
}

/// Something that a run did by itself, for a mark on the charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// The step after which it holds.
    pub step: u32,
    /// One sentence without a full stop.
    pub text: String,
}

/// What a run looks like at one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Samples from the run's fixed latent vectors.
    pub samples: Pixels,
    /// Points: D's opinion on a square grid over [-`extent`, `extent`]^2, row by row from the top,
    /// 0 (fake) to 255 (real). Empty for images.
    pub heat: Vec<u8>,
    /// Points on a side of `heat`.
    pub heat_side: u32,
    /// Half the side of the square that `heat` covers, in units of the data.
    pub extent: f32,
    /// Images in a row of the grid; `samples` hold this many rows too. A conditional run shows one
    /// class a column. 0 for points.
    pub columns: u32,
    /// What the average of G makes of the same latent vectors, where there is one.
    pub averaged: Option<Pixels>,
    /// The decay of that average in its next update: it warms up towards the key `ema`.
    pub average_decay: Option<f32>,
    /// The first images at every lower resolution that G makes, the largest first.
    pub scales: Vec<ScaledImages>,
    /// Spectral norm of every normalised layer, as estimated now.
    pub sigmas: Vec<Sigma>,
    /// What making the frame took.
    pub millis: f32,
}

impl Frame {
    /// G's samples, or those of its average where that is wanted and there is one.
    pub fn shown(&self, averaged: bool) -> &Pixels {
        self.averaged.as_ref().filter(|_| averaged).unwrap_or(&self.samples)
    }
}

/// Samples for the screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pixels {
    /// x, y, x, y, …
    Points(Vec<f32>),
    /// One image after the other, row by row, channels interleaved, 0 to 255.
    Images(Vec<u8>),
}

/// Images of one lower resolution of a multi-scale generator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScaledImages {
    /// Pixels on a side.
    pub size: u32,
    /// The images.
    pub pixels: Pixels,
}

/// The largest singular value of a layer before it is divided by it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sigma {
    /// The layer, "D 1" to "D output".
    pub layer: String,
    /// Its spectral norm, as the power iteration estimates it.
    pub value: f32,
}
