//! Saddle: a playground in the browser for people who train GANs.
//!
//! The house has floors (ARCHITECTURE.md); an arrow never points up. The layers without a feature
//! are pure Rust on plain slices: no Burn, no DOM. `gan` and `session` need `engine`, the page
//! needs `ui`, the worker around a session needs `worker`, the command line needs `cli`.
#![deny(unsafe_code)]
#![warn(missing_docs)]

pub mod chart;
pub mod clinic;
pub mod data;
pub mod dirac;
pub mod doctor;
pub mod evidence;
pub mod experiment;
pub mod export;
pub mod failure;
pub mod inside;
pub mod keep;
pub mod luck;
pub mod metrics;
pub mod number;
pub mod play;
pub mod protocol;
pub mod reader;
pub mod record;
pub mod rng;
pub mod statistics;
pub mod taker;
pub mod text;

#[cfg(feature = "engine")]
pub mod classifier;
#[cfg(feature = "engine")]
pub mod gan;
#[cfg(feature = "engine")]
pub mod session;

#[cfg(all(feature = "ui", target_arch = "wasm32"))]
pub mod app;
#[cfg(feature = "cli")]
pub mod cli;
#[cfg(all(
    any(feature = "ui", feature = "worker", feature = "reader", feature = "taker"),
    target_arch = "wasm32"
))]
pub mod constructors;
#[cfg(feature = "engine")]
pub mod worker;
