//! What the page and an engine's worker say to each other.
//!
//! Both enums travel as postcard in one `ArrayBuffer`, which is transferred, not copied. The worker
//! speaks first ([`Event::Hello`]), since what arrives before its start is lost. The page leads: a
//! run trains only up to the step that [`Command::Advance`] names, which is how several runs stay in
//! lockstep, and Pause is to stop sending it.

use serde::{Deserialize, Serialize};

use crate::experiment::architecture::Shape;

/// Raised with every change of these types; a page and a worker that differ say "reload".
pub const PROTOCOL: u32 = 3;

/// The build that both sides must share.
pub const BUILD: &str = env!("CARGO_PKG_VERSION");

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Build the run, at step 0 or where the checkpoint stands. Answered by [`Event::Ready`].
    Configure {
        /// The experiment as a link without run prefixes.
        experiment: String,
        /// The user's IDX files (plain or gzip), images then labels; empty when not needed.
        files: Vec<Vec<u8>>,
        /// A checkpoint of this experiment, or of another whose networks have the same shapes: a
        /// fork.
        resume: Option<Vec<u8>>,
    },
    /// Train up to and including step `to`, then answer [`Event::Progress`].
    Advance {
        /// Steps done when the worker stops.
        to: u32,
        /// Whether to add a [`Frame`].
        show: bool,
        /// Whether to add a [`Snapshot`], which comes with a frame.
        snapshot: bool,
    },
    /// Update one network, or take one whole step, then answer [`Event::Progress`] with a frame.
    Single(Single),
    /// Live keys changed: apply them from the next step on.
    Edit {
        /// The experiment as a link; only live keys are taken.
        experiment: String,
    },
    /// Answer [`Event::Checkpoint`].
    Checkpoint,
    /// Train a throw-away copy for about this long, then answer [`Event::Measured`].
    Measure {
        /// Milliseconds to spend.
        millis: u32,
    },
}

/// Which part of a training step to take by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Single {
    /// A whole step.
    Both,
    /// One update of the generator.
    Generator,
    /// One update of the discriminator.
    Discriminator,
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The worker is up.
    Hello {
        /// Its [`PROTOCOL`].
        protocol: u32,
        /// Its [`BUILD`].
        build: String,
        /// What it computes on, in words ("CPU", "GPU").
        device: String,
    },
    /// The run is built.
    Ready(Ready),
    /// The run has come to the step of [`Command::Advance`].
    Progress(Progress),
    /// A checkpoint.
    Checkpoint {
        /// Steps done.
        step: u32,
        /// Bytes for [`Command::Configure`].
        bytes: Vec<u8>,
    },
    /// Losses or weights are no longer finite; the run stands still.
    Diverged {
        /// The first bad step.
        step: u32,
        /// "generator" or "discriminator".
        network: String,
    },
    /// The speed of this engine on this experiment.
    Measured {
        /// Training steps a second.
        steps_per_sec: f64,
    },
    /// The command could not be carried out; what was there before stays.
    Rejected {
        /// One sentence.
        message: String,
    },
    /// The engine cannot go on (its GPU is lost, its self-test failed).
    Failed {
        /// One sentence.
        message: String,
    },
}

/// What the page needs to know of a run that is built.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ready {
    /// Steps done (0, or where the checkpoint stood).
    pub step: u32,
    /// The shape of a sample.
    pub shape: Shape,
    /// Trained numbers of the generator and of the discriminator.
    pub parameters: (u32, u32),
    /// Pixels on a side that one unit of D's last convolution sees; `None` for points.
    pub receptive_field: Option<u32>,
    /// Samples to train on and held out; `None` when the data is made without end.
    pub counts: Option<(u32, u32)>,
    /// Real samples to show beside the generated ones (points: x, y, …; images: pixels 0 to 255).
    pub real: Pixels,
    /// What the untrained run shows.
    pub frame: Frame,
}

/// Samples for the screen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Pixels {
    /// x, y, x, y, …
    Points(Vec<f32>),
    /// One image after the other, row by row, channels interleaved, 0 to 255.
    Images(Vec<u8>),
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
    /// The first images at every lower resolution that G makes, the largest first.
    pub scales: Vec<Scale>,
    /// Spectral norm of every normalised layer, as estimated now.
    pub sigmas: Vec<Sigma>,
    /// What making the frame took.
    pub millis: f32,
}

/// Images of one lower resolution of a multi-scale generator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scale {
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

/// A number that says how good samples are.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// Its name in test hooks: `energy`, `modes`, `frechet`, …; `ema-` before that of the average of G.
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

/// A step to come back to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Bytes for [`Command::Configure`].
    pub checkpoint: Vec<u8>,
    /// How good the samples are.
    pub metrics: Vec<Metric>,
    /// Why other metrics could not be measured on G's samples, one sentence each: too few samples, say.
    pub missing: Vec<String>,
}

/// Something that a run did by itself, for a mark on the charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// The step after which it holds.
    pub step: u32,
    /// One sentence without a full stop.
    pub text: String,
}

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

/// Progress of a run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Steps done.
    pub step: u32,
    /// One record for every step since the last message, the last one being `step`. Updates of
    /// one network by hand have a record without a step of their own: see `by_hand`.
    pub records: Vec<StepRecord>,
    /// Whether this answers [`Command::Single`] with one network, which does not count as a step.
    pub by_hand: bool,
    /// Milliseconds spent on training since the last message.
    pub millis: f32,
    /// Updates of D and of G that this session has made, up to here.
    pub updates: (u32, u32),
    /// The class that a run in turn trains on now.
    pub class: Option<u8>,
    /// What the run did by itself since the last message.
    pub happenings: Vec<Happening>,
    /// Samples, where they were asked for.
    pub frame: Option<Frame>,
    /// A snapshot, where one was asked for.
    pub snapshot: Option<Snapshot>,
}

/// Encodes a message.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    // Postcard fails only on sequences of unknown length, which these types do not have.
    postcard::to_allocvec(message).unwrap_or_default()
}

/// Decodes a message; `None` when the bytes are not one.
pub fn decode<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_survive_the_way() {
        let command = Command::Configure { experiment: "v=1".into(), files: vec![vec![1, 2]], resume: None };
        assert_eq!(decode::<Command>(&encode(&command)), Some(command));
        let record = StepRecord { loss_d: 1.386, ..StepRecord::default() };
        let event = Event::Progress(Progress {
            step: 3,
            records: vec![record],
            by_hand: false,
            millis: 2.0,
            updates: (3, 3),
            class: None,
            happenings: vec![Happening { step: 2, text: "learning rate halved (1 of 5)".into() }],
            frame: None,
            snapshot: None,
        });
        assert_eq!(decode::<Event>(&encode(&event)), Some(event));
        assert_eq!(decode::<Event>(&[250, 1, 2]), None);
    }
}
