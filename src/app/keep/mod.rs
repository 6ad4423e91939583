//! What outlives the page: the runs in IndexedDB, their list, their file, and who of several tabs has them.

pub mod bar;
pub mod bin;
mod file;
mod hidden;
pub mod idb;
mod list;
mod lock;
mod open;
pub mod panel;
mod row;
pub mod state;
mod wake;
