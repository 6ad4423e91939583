//! The taker: a worker of its own that turns what the page has into files, so that the page carries no encoder and
//! no program. It lives as long as one file is made.

#[cfg(all(feature = "taker", target_arch = "wasm32"))]
mod browser;
mod told;

#[cfg(all(feature = "taker", target_arch = "wasm32"))]
pub use browser::start;
pub use told::{Order, Told};
