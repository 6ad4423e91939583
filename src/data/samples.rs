//! What every kind of data can do, endless or not.

use serde::{Deserialize, Serialize};

use super::error::DataError;
use crate::experiment::architecture::Shape;
use crate::rng::Position;

/// Samples and their classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// One sample after the other: points as x, y, images channel by channel and row by row, from -1
    /// (black) to 1 (white).
    pub values: Vec<f32>,
    /// The class of each image; empty for points and for images without labels.
    pub labels: Vec<u8>,
}

/// Where a run stands in its data, for checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SourceState {
    /// Data drawn without end: where the stream stands.
    Points(Position),
    /// Images, or the user's points: samples drawn so far.
    Images(u64),
    /// Images, one class after the other.
    InTurn {
        /// The class whose turn it is.
        class: u8,
        /// Samples of it drawn so far.
        drawn: u64,
    },
}

/// A data set and how far a run has come in it. What is shown, measured against or held out is the
/// same in every call and every run.
pub(super) trait Samples {
    /// The shape of a sample.
    fn shape(&self) -> Shape;

    /// Samples there are to train on, and held out; `None` when the data is made without end.
    fn counts(&self) -> Option<(u32, u32)>;

    /// Samples that this run trains on; `None` when they never end.
    fn trained_on(&self) -> Option<u32>;

    /// The next `n` samples to train on, of `class` alone in a run that takes classes in turn.
    fn batch(&mut self, n: usize, class: Option<u8>) -> Batch;

    /// `n` real samples for the screen; in a conditional run image i is of class i % 10.
    fn show(&self, n: usize) -> Batch;

    /// `n` samples of all there are to train on; images repeat when there are not as many.
    fn reference(&self, n: usize) -> Batch;

    /// `n` of the samples that this run trains on; they repeat when there are not as many.
    fn trained(&self, n: usize) -> Batch;

    /// `n` samples that are never trained on; images repeat when there are not as many.
    fn held_out(&self, n: usize) -> Batch;

    /// Where the run stands.
    fn state(&self) -> SourceState;

    /// Moves the run to `state`.
    ///
    /// # Errors
    /// [`DataError::State`] when `state` is none of this data; the run stays where it was.
    fn restore(&mut self, state: SourceState) -> Result<(), DataError>;
}
