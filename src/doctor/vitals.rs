//! Running means of what a run's records say, as the rules and the sentences need them.

use super::thresholds::MEMORY;
use crate::record::StepRecord;

/// Means over the last steps; NaN before the first record.
#[derive(Clone, Copy, Debug)]
pub struct Vitals {
    /// D's loss.
    pub loss_d: f32,
    /// G's loss.
    pub loss_g: f32,
    /// D's accuracy on real samples.
    pub acc_real: f32,
    /// D's accuracy on fakes.
    pub acc_fake: f32,
    /// The last measured norm of D's gradient.
    pub grad_d: f32,
    /// The last measured norm of G's gradient.
    pub grad_g: f32,
    /// Records seen.
    seen: u32,
}

/// The weight of the past in a mean that has seen so many values: the first ones count alike.
pub(super) fn memory(seen: u32) -> f32 {
    MEMORY.min(1.0 - 1.0 / seen.max(1) as f32)
}

impl Default for Vitals {
    fn default() -> Self {
        let unknown = f32::NAN;
        Self {
            loss_d: unknown,
            loss_g: unknown,
            acc_real: unknown,
            acc_fake: unknown,
            grad_d: unknown,
            grad_g: unknown,
            seen: 0,
        }
    }
}

impl Vitals {
    /// Adds the record of one step; what it does not hold changes nothing.
    pub fn observe(&mut self, record: &StepRecord) {
        self.seen = self.seen.saturating_add(1);
        let memory = memory(self.seen);
        let StepRecord { loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g } = *record;
        for (mean, fresh) in [
            (&mut self.loss_d, loss_d),
            (&mut self.loss_g, loss_g),
            (&mut self.acc_real, acc_real),
            (&mut self.acc_fake, acc_fake),
        ] {
            match (mean.is_nan(), fresh.is_finite()) {
                (_, false) => {}
                (true, true) => *mean = fresh,
                (false, true) => *mean = memory * *mean + (1.0 - memory) * fresh,
            }
        }
        for (last, fresh) in [(&mut self.grad_d, grad_d), (&mut self.grad_g, grad_g)] {
            if !fresh.is_nan() {
                *last = fresh;
            }
        }
    }

    /// D's accuracy on both kinds together.
    pub fn accuracy(&self) -> f32 {
        f32::midpoint(self.acc_real, self.acc_fake)
    }
}
