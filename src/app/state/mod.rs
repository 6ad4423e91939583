//! What the page knows, as signals, and what the user changes.

pub mod change;
pub mod page;
pub mod runner;
