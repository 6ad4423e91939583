//! What the page knows, as signals, and how it reaches the runs.

pub mod address;
pub mod board_file;
pub mod clinic_file;
pub mod language;
pub mod page;
pub mod pane;
pub mod routes;
pub mod world;
