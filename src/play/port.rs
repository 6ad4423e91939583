//! The world outside: a clock, and workers to speak to.

use crate::failure::Failure;
use crate::protocol::Command;

/// Which engine a worker runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EngineKind {
    /// Burn on the processor.
    #[default]
    Cpu,
    /// Burn on WebGPU.
    Gpu,
}

impl EngineKind {
    /// Its name on the page.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cpu => "CPU",
            Self::Gpu => "GPU",
        }
    }
}

/// The way to one worker, which ends when this is dropped.
pub trait Port {
    /// Sends a command. A worker that is gone hears nothing, and says nothing: see
    /// `watchdog.rs`.
    fn send(&self, command: &Command);
}

/// A clock and a maker of workers.
pub trait World {
    /// Milliseconds on a clock that never goes back.
    fn now(&self) -> f64;

    /// Starts a worker. What it says comes back through [`super::Play::hear`] with `line`.
    ///
    /// # Errors
    /// When the browser gives no worker.
    fn open(&mut self, kind: EngineKind, line: u32) -> Result<Box<dyn Port>, Failure>;
}
