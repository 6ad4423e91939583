//! WebGPU: started once, and refused when it computes wrong numbers.

use burn::prelude::*;

use super::self_test::Tested;
use crate::failure::Failure;
use crate::text::engine as t;

/// Commands that are queued before they are submitted together.
const TASKS_MAX: usize = 64;

/// Starts WebGPU and tests it; `told` hears how many tests of how many have passed.
///
/// # Errors
/// [`Failure::Device`]: there is no adapter, or it computes wrong numbers.
pub async fn open(told: impl FnMut(u32, u32)) -> Result<Tested, Failure> {
    let device = Device::wgpu_options()
        .tasks_max(TASKS_MAX)
        .init_async()
        .await
        .map_err(|e| Failure::Device { why: t::no_gpu(e) })?;
    Tested::of(device, told).await
}
