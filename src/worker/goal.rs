//! What the page has asked to train to.

/// Where to train to, and what to show there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The step.
    pub to: u32,
    /// Whether a frame is shown there.
    pub frame: bool,
    /// Whether a snapshot is taken there.
    pub snapshot: bool,
}
