//! The native tests that go through the whole crate, in one program: it is compiled and linked once
//! (`tests/damaged.rs` is another, since it looks at its own memory).
//! One part of it: `cargo test --features cli --test native penalties`.
#![cfg(not(target_arch = "wasm32"))]

#[cfg(feature = "cli")]
#[path = "../../src/data/files/fixtures.rs"]
mod fixtures;
mod history;
#[cfg(feature = "engine")]
mod nudge;

mod build;
#[cfg(feature = "engine")]
mod burn_programs;
mod cli;
mod clinic;
mod corpus;
mod dirac;
mod dirac_game;
mod film;
mod golden;
mod gradients;
mod histories;
mod inside;
mod link;
mod matrix;
mod oracle;
mod penalties;
mod security;
mod sizes;
mod sklearn;
mod sweeps;
mod take;
mod training;
mod tricks;
mod upgrade;
mod vendor;
