//! "Vary this key".

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::experiment::Key;
use crate::experiment::words::lowered;
use crate::luck::vary::spacing;
use crate::text::dose as t;

/// The button at the label of `key`; nothing for a key that cannot be varied.
#[component]
pub fn VaryButton(page: Page, key: &'static Key) -> impl IntoView {
    spacing(key).map(|_| {
        let label = t::vary_key(lowered(key.label.get()));
        let hook = format!("vary-{}", key.name);
        view! {
            <button class="vary" type="button" data-testid=hook aria-label=label title=t::VARY_HINT.get()
                on:click=move |_| { page.act(|play| play.vary(key)); }>{t::VARY.get()}</button>
        }
    })
}
