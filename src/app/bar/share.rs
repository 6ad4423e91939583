//! The button that copies the link.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::kit::clipboard::copy;
use crate::app::state::address::{address, fragment};
use crate::app::state::page::Page;
use crate::experiment::link;
use crate::play::Play;
use crate::text::bar as t;

/// The button that copies the link.
#[component]
pub fn ShareButton(page: Page) -> impl IntoView {
    let by_hand = RwSignal::new(None::<String>);
    let node = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let (Some(input), Some(link)) = (node.get(), by_hand.get()) {
            input.set_value(&link);
            let _ = input.focus();
            input.select();
        }
    });
    let press = move |_| {
        let link = address(&untrack(|| fragment(page)));
        spawn_local(async move {
            if copy(&link).await {
                by_hand.set(None);
                page.say(copied_words(page));
            } else {
                by_hand.set(Some(link));
                page.say(t::COPY_YOURSELF.get());
            }
        });
    };
    view! {
        <span class="share">
            <button class="button" type="button" data-testid="share" on:click=press>{t::COPY_LINK.get()}</button>
            <input class="control share-link" type="text" readonly aria-label=t::LINK.get() node_ref=node
                hidden=move || by_hand.with(Option::is_none) on:blur=move |_| by_hand.set(None)/>
        </span>
    }
}

fn copied_words(page: Page) -> &'static str {
    if !page.script.with_untracked(link::holds) {
        t::COPIED_NOT_ALL.get()
    } else if page.by_hand.get_untracked() {
        t::COPIED_NOT_BY_HAND.get()
    } else if page.look(Play::has_changed_engines).unwrap_or(false) {
        t::COPIED_TWO_ENGINES.get()
    } else {
        t::COPIED.get()
    }
}
