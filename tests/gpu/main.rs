//! The GPU engine natively, on any adapter (a software one will do: Debian's mesa-vulkan-drivers), against the CPU.
//! A program of its own, so that the others are linked without wgpu: `make vulkan`.

mod runs;

use std::sync::OnceLock;

use burn::prelude::*;

/// Runs what waits.
fn block_on<T>(what: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(what)
}

/// The GPU as the engine opens it in a browser, opened once.
fn gpu() -> Device {
    static GPU: OnceLock<Device> = OnceLock::new();
    let open = || Device::wgpu_options().tasks_max(64).init();
    GPU.get_or_init(|| open().expect("an adapter: Debian has a software one in mesa-vulkan-drivers")).clone()
}

/// The largest difference, relative to the largest number expected.
fn apart(found: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(found.len(), expected.len());
    assert!(found.iter().all(|v| v.is_finite()), "{found:?}");
    let largest = expected.iter().fold(f32::MIN_POSITIVE, |most, v| most.max(v.abs()));
    found.iter().zip(expected).fold(0f32, |most, (f, e)| most.max((f - e).abs())) / largest
}
