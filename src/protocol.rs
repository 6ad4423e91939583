//! What the page and an engine's worker say to each other.
//!
//! Both ways travel as postcard in one `ArrayBuffer`, which is transferred, not copied. The worker
//! speaks first ([`Event::Hello`]), since what arrives before its start is lost. The page leads: a
//! run trains only up to the step that [`Command::Advance`] names, which is how several runs stay in
//! lockstep, and Pause is to stop sending it. Everything that a worker says carries the number of the
//! configuration that it belongs to ([`Said`]), so that late answers are told apart.
//!
//! Two messages are not postcard. The user's data goes to a worker once, as a plain list `[set, Blob]`: a
//! handle of what the reader prepared (`reader`), not bytes. A loader that fetches an engine tells `{ loaded, total }` in
//! bytes.

pub mod said;

use serde::{Deserialize, Serialize};

use crate::dirac::{Game, Played};
use crate::experiment::architecture::Shape;
use crate::failure::Failure;
use crate::inside::{Inside, Wanted};
use crate::record::{Frame, Happening, Metric, Pixels, StepRecord};

/// Raised with every change of these types; a page and a worker that differ say "reload".
pub const PROTOCOL: u32 = 8;

/// The build that both sides must share: a hash of what an engine is made of
/// (scripts/build_hash.sh), which is also in the address of its files.
pub const BUILD: &str = env!("SADDLE_BUILD");

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Build the run, at step 0 or where the checkpoint stands. Answered by [`Event::Ready`], or by
    /// [`Event::Rejected`], after which there is no session.
    Configure(Configure),
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
    /// Live keys change after a step that the run has not gone beyond.
    Edit(Edit),
    /// Answer [`Event::Checkpoint`].
    Checkpoint,
    /// What comes with every frame from now on, whatever the configuration. Where the run rests, the answer is
    /// [`Event::Seen`].
    Look(Wanted),
    /// Train a throw-away copy for about this long, then answer [`Event::Measured`]; other commands
    /// are answered meanwhile.
    Measure {
        /// Milliseconds to spend.
        millis: u32,
    },
    /// Play the game of one number each, then answer [`Event::Dirac`]. It has nothing to do with the run.
    Dirac(Game),
}

/// A run to build.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Configure {
    /// Comes back with everything that is said of it.
    pub number: u32,
    /// The experiment with which it begins, as a link without run prefixes.
    pub experiment: String,
    /// Live edits, in the order of their steps; those before the step of `resume` have happened.
    pub edits: Vec<Edit>,
    /// The user's data by the number of its set; it has been sent before.
    pub files: Option<u32>,
    /// A checkpoint of this experiment, or of another whose networks have the same shapes: a fork.
    pub resume: Option<Bytes>,
}

/// A live edit: holds for every step after `after`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Edit {
    /// Steps done when it comes into force. A snapshot of this step is of before.
    pub after: u32,
    /// The whole experiment from then on, as a link; only live keys are taken.
    pub experiment: String,
}

/// Many bytes, written and read as one piece.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bytes(#[serde(with = "serde_bytes")] pub Vec<u8>);

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
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

/// From the worker to the page: an event and the configuration that it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    /// [`Configure::number`] of the last configuration; 0 before the first.
    pub number: u32,
    /// What is said.
    pub event: Event,
}

/// What a worker says.
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
    /// It is not up yet, but getting there.
    Opening(Stage),
    /// It is at work: said about once a second while something takes longer.
    Alive,
    /// The run is built.
    Ready(Ready),
    /// The run has come to the step of [`Command::Advance`].
    Progress(Progress),
    /// A checkpoint.
    Checkpoint {
        /// Steps done.
        step: u32,
        /// Bytes for [`Configure::resume`].
        bytes: Bytes,
    },
    /// What the run shows where it rests.
    Seen {
        /// Steps done.
        step: u32,
        /// Its samples.
        frame: Frame,
        /// What was wanted of them.
        inside: Inside,
    },
    /// Losses or weights are no longer finite; the run stands still.
    Diverged {
        /// The first bad step.
        step: u32,
        /// The network to blame.
        network: Network,
    },
    /// The speed of this engine on this experiment.
    Measured {
        /// Training steps a second.
        steps_per_sec: f64,
    },
    /// What came of [`Command::Dirac`].
    Dirac(Played),
    /// The run cannot be built, or an edit came too late. After a configuration that is refused
    /// there is no session.
    Rejected(Failure),
    /// The engine cannot go on (its GPU is lost, its self-test failed).
    Failed(Failure),
}

/// What an engine does before it is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// Its adapter is asked for.
    Adapter,
    /// It compiles what it computes with, and compares it to the CPU: test `done` of `of`.
    Testing {
        /// Tests passed.
        done: u32,
        /// Tests in all.
        of: u32,
    },
}

/// One of the two networks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Network {
    /// G.
    Generator,
    /// D.
    Discriminator,
}

impl Network {
    /// "generator" or "discriminator".
    pub fn word(self) -> &'static str {
        match self {
            Self::Generator => "generator",
            Self::Discriminator => "discriminator",
        }
    }
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

/// A step to come back to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Bytes for [`Configure::resume`]; `None` where a number in it is not finite.
    pub checkpoint: Option<Bytes>,
    /// How good the samples are.
    pub metrics: Vec<Metric>,
    /// Why other metrics could not be measured on G's samples, one sentence each: too few samples, say.
    pub missing: Vec<String>,
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
    /// What is wanted with a frame beside it.
    pub inside: Option<Inside>,
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
        let command = Command::Configure(Configure {
            number: 3,
            experiment: "v=1".into(),
            edits: vec![Edit { after: 7, experiment: "v=1&noise=0.1".into() }],
            files: Some(1),
            resume: Some(Bytes(vec![1, 2, 200])),
        });
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
            inside: None,
            snapshot: None,
        });
        let said = Said { number: 3, event };
        assert_eq!(decode::<Said>(&encode(&said)), Some(said));
        assert_eq!(decode::<Said>(&[250, 1, 250, 2]), None);
    }

    #[test]
    fn many_bytes_are_one_piece() {
        let bytes = Bytes(vec![255; 1000]);
        assert_eq!(encode(&bytes).len(), 1002, "the length and the bytes themselves");
    }
}
