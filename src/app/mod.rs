//! The page: Leptos and the DOM, no Burn. Small wings, named after what one sees.
//!
//! [`state::page::Page`] holds what the page knows as signals.

mod bar;
mod charts;
mod clinic;
mod keep;
mod kit;
mod learn;
mod luck;
mod own;
mod page;
mod runs;
mod state;
mod take;
mod tips;

/// Mounts the page.
pub fn start() {
    leptos::mount::mount_to_body(page::App);
}
