//! The user's own data: chosen, dropped or pasted, looked at, and trained on. Nothing of it leaves the
//! browser.

mod begin;
pub mod card;
mod columns;
mod draw;
pub mod drops;
mod fashion;
mod images;
mod mnist;
pub mod panel;
mod points;
mod reader;
mod sets;
mod sheet;
pub mod state;
pub mod ways;
