//! A throw-away copy of a run that is timed.

use crate::session::Session;

/// The copy, and how far the measurement has come.
pub struct TimedCopy {
    pub(super) session: Session,
    /// Milliseconds to train.
    pub(super) millis: f64,
    /// How many of them it has trained after warming up.
    pub(super) spent: f64,
}
