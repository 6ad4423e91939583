//! End-to-end tests of the page in dist/, in real browsers.
//!
//! `make test` builds dist/ first; then `cargo test --features cli --test e2e`. Every test has its
//! own browser with a fresh profile, and fails on any error in the console and on any request to
//! a foreign origin.
#![cfg(not(target_arch = "wasm32"))]

mod browser;
mod chromium;
mod console;
mod engine;
mod firefox;
#[path = "../../src/data/files/fixtures.rs"]
mod fixtures;
mod page;
mod pages;
mod server;
mod webkit;

mod accessible;
mod awake;
mod bets;
mod browsers;
mod builds;
mod card;
mod charts;
mod clinic;
mod comparing;
mod dirac;
mod doctor;
mod engines;
mod evidence;
mod files;
mod fork;
mod gpu_tricks;
mod handover;
mod inside;
mod keep;
mod keyboard;
mod languages;
mod link;
mod luck;
mod mnist;
mod offline;
mod recorded;
mod recovery;
mod repeats;
mod runs;
mod security;
mod slow_motion;
mod snapshots;
mod soak;
mod speed;
mod speed_of_tricks;
mod speed_of_use;
mod take;
mod training;
mod tricks;
mod upgrade;
mod using;
mod ways;
mod work;
