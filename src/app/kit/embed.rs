//! The page inside another page (`?embed`): the runs with the buttons that train them, and the way to the whole page.

use leptos::prelude::*;

use crate::app::state::address::fragment;
use crate::app::state::page::Page;
use crate::text::bar as t;

/// Whether the address asks for it.
pub fn is_embedded() -> bool {
    let search = window().location().search().unwrap_or_default();
    search.trim_start_matches('?').split('&').any(|key| key.split('=').next() == Some("embed"))
}

/// Tells the styles.
pub fn mark_embedded() {
    if is_embedded()
        && let Some(body) = document().body()
    {
        let _ = body.class_list().add_1("embed");
    }
}

/// The link to the whole page with these runs, where the page is embedded.
#[component]
pub fn OpenWhole(page: Page) -> impl IntoView {
    is_embedded().then(|| {
        let href = move || format!("./#{}", fragment(page));
        view! { <a class="button open-whole" href=href target="_blank" rel="noopener" data-testid="open-whole">{t::OPEN_WHOLE.get()}</a> }
    })
}
