//! What a run left at a step, and from what it can go on.

use std::rc::Rc;

use crate::record::{Frame, Metric};

/// From what a run can go on.
#[derive(Clone, Debug, PartialEq)]
pub struct Checkpoint {
    /// Steps done.
    pub step: u32,
    /// Weights, moments and streams.
    pub bytes: Rc<Vec<u8>>,
}

/// What a run left at a snapshot.
#[derive(Clone)]
pub struct Snap {
    /// Samples and heat map.
    pub frame: Rc<Frame>,
    /// How good the samples are.
    pub metrics: Vec<Metric>,
    /// Why other metrics are missing, a sentence each.
    pub missing: Vec<String>,
    /// From what to fork; `None` where a number was not finite.
    pub checkpoint: Option<Checkpoint>,
}
