//! "Vary this key".

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::experiment::Key;
use crate::luck::vary::spacing;

/// The button at the label of `key`; nothing for a key that cannot be varied.
#[component]
pub fn VaryButton(page: Page, key: &'static Key) -> impl IntoView {
    spacing(key).map(|_| {
        let label = format!("Vary {}: four runs with different values", key.label.to_lowercase());
        let title = "Four runs with different values of it, from run A";
        let hook = format!("vary-{}", key.name);
        view! {
            <button class="vary" type="button" data-testid=hook aria-label=label title=title
                on:click=move |_| { page.act(|play| play.vary(key)); }>"Vary"</button>
        }
    })
}
