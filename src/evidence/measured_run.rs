//! A run of the plan that was trained to its end.

use serde::{Deserialize, Serialize};

use super::plan::Start;
use crate::record::Metric;

/// One run that was trained to its end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeasuredRun {
    /// The experiment, seed included, as a link.
    pub link: String,
    /// How it started.
    pub start: Start,
    /// The metrics at the end.
    pub metrics: Vec<Metric>,
    /// The step at which it diverged.
    pub diverged: Option<u32>,
    /// Seconds that it took.
    pub seconds: f64,
}

/// A run by what decides it.
pub type RunKey = (String, Start);
