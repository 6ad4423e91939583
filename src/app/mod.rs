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

/// Mounts the page, in its language.
pub fn start() {
    wasm_bindgen_futures::spawn_local(async {
        let language = state::language::first();
        let spoken = state::language::load(language).await;
        leptos::mount::mount_to_body(move || page::App(page::AppProps { language, spoken }));
    });
}
