//! What computes and why, in words.

use super::{Device, EngineKind, Gpu, Play};
use crate::number::three_digits;
use crate::text::device as t;

impl Play {
    /// What computes, and why not the other.
    pub fn why_it_computes(&self) -> String {
        let why = match (self.kind, self.device, self.gpu) {
            (EngineKind::Gpu, Device::Auto, _) => t::GPU_FASTER,
            (EngineKind::Gpu, ..) => t::GPU_CHOSEN,
            (_, Device::Cpu, Gpu::Failed) => t::FAILED,
            (_, Device::Cpu, _) if self.has_changed_engines() => t::CPU,
            (_, Device::Cpu, _) => t::CPU_CHOSEN,
            (_, _, Gpu::Unknown) => t::LOOKING,
            (_, _, Gpu::NoBrowser) => t::NO_BROWSER,
            (_, _, Gpu::NoAdapter) => t::NO_ADAPTER,
            (_, _, Gpu::Failed) => t::FAILED,
            (_, _, Gpu::NoEngine) => t::NO_ENGINE,
            (_, _, Gpu::Software) => t::SOFTWARE,
            (_, _, Gpu::Offered) if self.pins.hold() && !self.has_changed_engines() => t::PINNED,
            (_, _, Gpu::Offered) if self.trial.is_some() => t::GETTING_READY,
            (_, _, Gpu::Offered) => match self.known_slower() {
                Some(slower) => return t::slower(three_digits(slower.cpu), three_digits(slower.gpu)),
                None if self.are_slow() => t::CPU,
                None => t::SMALL,
            },
        };
        why.get().to_owned()
    }
}
