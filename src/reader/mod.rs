//! The reader: a worker of its own that turns the user's files into data, so that neither the page nor an
//! engine carries the parsers. It lives as long as one set of files is read.

#[cfg(all(feature = "reader", target_arch = "wasm32"))]
mod ask;
#[cfg(all(feature = "reader", target_arch = "wasm32"))]
mod browser;
#[cfg(all(feature = "reader", target_arch = "wasm32"))]
mod fetch;
#[cfg(all(feature = "reader", target_arch = "wasm32"))]
mod picture;
mod told;

#[cfg(all(feature = "reader", target_arch = "wasm32"))]
pub use browser::start;
pub use told::Told;
