//! The training loop, the same in a worker and on the command line.

use super::record::Reading;
use super::run::Session;
use crate::failure::Failure;

/// Steps between two readbacks, which also bounds what is queued on a GPU.
pub const READ_EVERY: usize = 20;

impl Session {
    /// Trains up to and including step `to`, or until the run diverges, or until `pause`, which is
    /// asked after each step, says so. Gives what was read since the last call: everything on
    /// arrival; after a pause up to [`READ_EVERY`] steps may be left for the next call.
    ///
    /// # Errors
    /// When the device cannot be read any more.
    pub async fn advance(&mut self, to: u32, mut pause: impl FnMut() -> bool) -> Result<Reading, Failure> {
        while self.step_count() < to && self.diverged().is_none() {
            self.step();
            let paused = pause();
            if self.unread() >= READ_EVERY {
                self.read().await?;
            }
            if paused {
                break;
            }
        }
        if self.step_count() >= to {
            self.read().await?;
        }
        Ok(self.take())
    }
}
