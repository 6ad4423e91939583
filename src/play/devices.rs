//! What can compute, and what the user wants to.

/// On what to compute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// The faster one, as measured.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// WebGPU.
    Gpu,
}

/// Why WebGPU cannot be chosen, or that it can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gpu {
    /// Not known yet.
    #[default]
    Unknown,
    /// The browser has no WebGPU.
    NoBrowser,
    /// It has, and finds no adapter for it.
    NoAdapter,
    /// This page was built without the engine.
    NoEngine,
    /// It was tried and did not work: it can be chosen by hand, which tries it again.
    Failed,
    /// Only a software adapter: it can be chosen by hand, and is never the faster one.
    Software,
    /// It can be tried.
    Offered,
}

impl Gpu {
    /// Whether it can be chosen by hand.
    pub fn can_be_chosen(self) -> bool {
        matches!(self, Self::Failed | Self::Software | Self::Offered)
    }
}
