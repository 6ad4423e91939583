//! The bar on top and the one line for messages.

pub mod message;
pub mod share;
pub mod theme;
pub mod top_bar;
