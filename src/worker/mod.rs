//! The message loop around a session.
//!
//! The loop trains in slices of at most `SLICE_MILLIS` and looks at its messages between them, so
//! that an edit or a new run never waits for long. It knows its surroundings only as [`Outside`]: a
//! browser's worker (`browser`), or a test.

mod configuring;
mod engine;
mod goal;
mod looking;
mod measuring;
mod outside;
mod timed_copy;
mod training;
mod voice;

#[cfg(all(feature = "worker", target_arch = "wasm32"))]
mod browser;
#[cfg(test)]
mod tests;

#[cfg(all(feature = "worker", target_arch = "wasm32"))]
pub use browser::Browser;
pub use engine::Engine;
pub use outside::Outside;

/// The longest time between two looks at the messages, unless a single step takes longer.
const SLICE_MILLIS: f64 = 30.0;
