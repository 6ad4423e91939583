//! The menu of languages behind its globe.

use leptos::prelude::*;

use crate::app::state::language::choose_language;
use crate::app::state::page::Page;
use crate::text::{LANGUAGES, choose, language as t};

/// The globe; the browser's own menu lies over it.
#[component]
pub fn LanguageMenu(page: Page) -> impl IntoView {
    let now = page.language.get_untracked();
    let option = |language: &'static crate::text::Language| {
        let chosen = language == now;
        view! { <option value=language.tag lang=language.tag selected=chosen>{language.name}</option> }
    };
    let change = move |event| {
        if let Some(language) = choose::of_tag(&event_target_value(&event)) {
            choose_language(page, language);
        }
    };
    view! {
        <span class="button icon language" title=t::SWITCH.get()>
            <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.4">
                <circle cx="10" cy="10" r="7"/><ellipse cx="10" cy="10" rx="3" ry="7"/><path d="M3 10h14M4 6.5h12M4 13.5h12"/>
            </svg>
            <select aria-label=t::SWITCH.get() data-testid="language" on:change=change>{LANGUAGES.iter().map(option).collect_view()}</select>
        </span>
    }
}
