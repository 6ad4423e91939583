//! A study to take away: as a table, and as a link that offers to run it again.

use leptos::html::Textarea;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::kit::clipboard::copy;
use crate::app::luck::studies::Studies;
use crate::app::state::address::address;
use crate::luck::table::table;
use crate::text::{Text, luck as t};

/// Two buttons; where the browser does not let the page copy, the text to copy by hand.
#[component]
pub fn Copies(studies: Studies) -> impl IntoView {
    let said = RwSignal::new("");
    let by_hand = RwSignal::new(None::<String>);
    let node = NodeRef::<Textarea>::new();
    Effect::new(move |_| {
        if let (Some(area), Some(text)) = (node.get(), by_hand.get()) {
            area.set_value(&text);
            let _ = area.focus();
            area.select();
        }
    });
    let take = move |text: Option<String>, done: Text| {
        let Some(text) = text else { return };
        spawn_local(async move {
            let copied = copy(&text).await;
            let words = if copied { done } else { t::COPY_YOURSELF };
            said.set(words.get());
            by_hand.set((!copied).then_some(text));
        });
    };
    let as_table = move |_| {
        let text = untrack(|| studies.read(|study, outcome| Some(table(study, outcome?)))).flatten();
        take(text, t::TABLE_COPIED);
    };
    let as_link = move |_| take(untrack(|| studies.read(|study, _| address(&study.link()))), t::LINK_COPIED);
    view! {
        <div class="luck-copies">
            <button class="button small" type="button" data-testid="luck-copy-table" on:click=as_table>{t::COPY_TABLE.get()}</button>
            <button class="button small" type="button" data-testid="luck-copy-link" on:click=as_link>{t::COPY_LINK.get()}</button>
            <span class="small-print" role="status" data-testid="luck-copied">{said}</span>
        </div>
        <textarea class="control luck-by-hand" readonly rows="4" aria-label=t::TO_COPY.get() node_ref=node
            hidden=move || by_hand.with(Option::is_none) on:blur=move |_| by_hand.set(None)></textarea>
    }
}
