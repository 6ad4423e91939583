//! The bar on top and the one line for messages.

pub mod device_menu;
pub mod keys;
pub mod language_menu;
pub mod message;
pub mod nav;
pub mod share;
pub mod skip;
pub mod theme;
pub mod top_bar;
pub mod update;
