//! Looking on while a step is made.

use crate::gan::step::{DiscriminatorBatch, GeneratorBatch, UpdateStats};

/// One who looks on. What it sees is what the update sees; it changes nothing.
pub trait Watch {
    /// Whether it wants the gradient's norm of every update.
    const MEASURES: bool;

    /// What the next update of D looks at.
    fn discriminator(&mut self, batch: &DiscriminatorBatch);

    /// What the next update of G looks at.
    fn generator(&mut self, batch: &GeneratorBatch);

    /// What that update measured.
    fn updated(&mut self, stats: &UpdateStats);
}

/// Nobody.
impl Watch for () {
    const MEASURES: bool = false;

    fn discriminator(&mut self, _batch: &DiscriminatorBatch) {}

    fn generator(&mut self, _batch: &GeneratorBatch) {}

    fn updated(&mut self, _stats: &UpdateStats) {}
}
