//! Light and dark: the system's, or the user's choice, which is remembered.

use leptos::{ev, prelude::*};

use crate::app::kit::palette::{Palette, system_is_dark};
use crate::app::kit::storage::{keep, kept};
use crate::app::state::page::Page;
use crate::text::bar as t;

const STORED: &str = "data-theme";

fn chosen() -> Option<String> {
    kept(STORED).filter(|t| t == "dark" || t == "light")
}

fn show(theme: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(STORED, theme);
    }
}

fn current() -> &'static str {
    match chosen().as_deref() {
        Some("dark") => "dark",
        Some(_) => "light",
        None if system_is_dark() => "dark",
        None => "light",
    }
}

/// Shows the remembered theme; call it before the first colour is read.
pub fn restore() {
    show(current());
}

/// Follows the system while the user has not chosen, and redraws on every change of size.
pub fn follow(page: Page) {
    let listen = wasm_bindgen::closure::Closure::<dyn FnMut()>::new(move || {
        restore();
        page.palette.set(Palette::read());
        page.touch();
    });
    if let Ok(Some(query)) = window().match_media("(prefers-color-scheme: dark)") {
        use wasm_bindgen::JsCast;
        let _ = query.add_event_listener_with_callback("change", listen.as_ref().unchecked_ref());
    }
    // Lives as long as the page.
    listen.forget();
    let _ = window_event_listener(ev::resize, move |_| page.touch());
}

/// The button that changes the theme.
#[component]
pub fn ThemeButton(page: Page) -> impl IntoView {
    let dark = RwSignal::new(current() == "dark");
    let toggle = move |_| {
        let theme = if dark.get_untracked() { "light" } else { "dark" };
        keep(STORED, theme);
        show(theme);
        dark.set(theme == "dark");
        page.palette.set(Palette::read());
        page.touch();
    };
    view! {
        <button class="button icon" type="button" on:click=toggle
            aria-label=move || if dark.get() { t::LIGHT.get() } else { t::DARK.get() }
            title=move || if dark.get() { t::LIGHT.get() } else { t::DARK.get() }>
            <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
                <circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.6"/>
                <path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/>
            </svg>
        </button>
    }
}
