//! The user's points, split for good into those to train on and those held out, and how far a run has
//! come.

use std::sync::Arc;

use super::epochs::Epochs;
use super::error::DataError;
use super::files::PointSet;
use super::images::MAX_DRAWN;
use super::samples::{Batch, Samples, SourceState};
use super::split::{few, shuffled, split};
use crate::experiment::Experiment;
use crate::experiment::architecture::Shape;
use crate::rng::Stream;

/// The points of one run.
#[derive(Clone, Debug)]
pub(super) struct OwnPoints {
    set: Arc<PointSet>,
    /// Points that are not held out.
    train: Vec<u32>,
    /// Those of them that this run trains on: all, or the few of `data.count`.
    pool: Vec<u32>,
    held_out: Vec<u32>,
    walk: Epochs,
}

impl OwnPoints {
    /// The points as `e` trains on them.
    pub fn new(e: &Experiment, set: Arc<PointSet>) -> Self {
        let (train, held_out) = split(set.count());
        let pool = few(&train, e);
        let walk = Epochs::new(pool.clone(), e.seed);
        Self { set, train, pool, held_out, walk }
    }

    fn points(&self, indices: impl Iterator<Item = u32>) -> Batch {
        let point = |i: u32| self.set.values.get(2 * i as usize..2 * i as usize + 2).unwrap_or_default();
        Batch { values: indices.flat_map(point).copied().collect(), labels: Vec::new() }
    }

    fn some(&self, pool: &[u32], stream: &str, n: usize) -> Batch {
        self.points(shuffled(pool, &mut Stream::new(0, stream)).take(n))
    }
}

impl Samples for OwnPoints {
    fn shape(&self) -> Shape {
        Shape::Point
    }

    fn counts(&self) -> Option<(u32, u32)> {
        Some((self.train.len() as u32, self.held_out.len() as u32))
    }

    fn trained_on(&self) -> Option<u32> {
        Some(self.pool.len() as u32)
    }

    fn batch(&mut self, n: usize, _class: Option<u8>) -> Batch {
        let indices: Vec<u32> = (0..n).map(|_| self.walk.next()).collect();
        self.points(indices.into_iter())
    }

    fn show(&self, n: usize) -> Batch {
        self.some(&self.train, "show", n)
    }

    fn reference(&self, n: usize) -> Batch {
        self.some(&self.train, "reference", n)
    }

    fn trained(&self, n: usize) -> Batch {
        self.some(&self.pool, "reference", n)
    }

    fn held_out(&self, n: usize) -> Batch {
        self.points(self.held_out.iter().copied().cycle().take(n))
    }

    fn state(&self) -> SourceState {
        SourceState::Images(self.walk.drawn())
    }

    fn restore(&mut self, state: SourceState) -> Result<(), DataError> {
        match state {
            SourceState::Images(drawn) if drawn < MAX_DRAWN => {
                self.walk.seek(drawn);
                Ok(())
            }
            _ => Err(DataError::State),
        }
    }
}
