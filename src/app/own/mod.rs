//! The user's own data: chosen, dropped or pasted, looked at, and trained on. Nothing of it leaves the
//! browser.

pub mod card;
mod columns;
pub mod drops;
mod images;
mod mnist;
pub mod panel;
mod points;
mod reader;
pub mod state;
pub mod ways;
