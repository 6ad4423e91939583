//! The link: copied by a button, written to the address, read when the address changes.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::state::page::Page;
use crate::experiment::link::{self, Parsed};

/// The comparison that the address names.
pub fn read_address() -> Parsed {
    let hash = window().location().hash().unwrap_or_default();
    // Some programs escape what they pass on.
    let plain = js_sys::decode_uri_component(&hash).map(String::from).unwrap_or(hash);
    link::read(&plain)
}

/// Says at once what was wrong with a link.
pub fn report(page: Page, parsed: &Parsed) {
    if parsed.issues.is_empty() {
        return;
    }
    let all: Vec<_> = parsed.issues.iter().map(ToString::to_string).collect();
    page.warn(format!("Not all of the link could be used. {}.", all.join(". ")));
}

fn write_address(fragment: &str) {
    let hash = format!("#{fragment}");
    if window().location().hash().is_ok_and(|old| old == hash) {
        return;
    }
    if let Ok(history) = window().history() {
        // Browsers refuse too many changes a second; the next one brings it up to date.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
    }
}

/// Keeps the address and the comparison the same.
pub fn keep_address(page: Page) {
    let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    Effect::new(move |_| {
        let fragment = page.comparison.with(link::write);
        if let Some(Some(old)) = waiting.try_update_value(Option::take) {
            old.clear();
        }
        let write = move || write_address(&fragment);
        waiting.set_value(set_timeout_with_handle(write, Duration::from_millis(300)).ok());
    });
    let _ = window_event_listener(ev::hashchange, move |_| {
        let parsed = read_address();
        if parsed.comparison != page.comparison.get_untracked() {
            page.hush();
            page.apply(crate::app::state::change::Change::Comparison(parsed.comparison.clone()));
        }
        report(page, &parsed);
    });
}

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
    let copy = move |_| {
        write_address(&page.comparison.with_untracked(link::write));
        let link = window().location().href().unwrap_or_default();
        spawn_local(async move {
            // A page without a secure context has no clipboard at all.
            let clipboard = js_sys::Reflect::get(&window().navigator(), &"clipboard".into());
            let copied = match clipboard {
                Ok(found) if !found.is_undefined() => {
                    JsFuture::from(window().navigator().clipboard().write_text(&link)).await.is_ok()
                }
                _ => false,
            };
            if copied {
                by_hand.set(None);
                page.say("Link copied");
            } else {
                by_hand.set(Some(link));
                page.say("The browser does not let the page copy. The link is selected: copy it by hand.");
            }
        });
    };
    view! {
        <span class="share">
            <button class="button" type="button" data-testid="share" on:click=copy>"Copy link"</button>
            <input class="control share-link" type="text" readonly aria-label="Link to this comparison" node_ref=node
                hidden=move || by_hand.with(Option::is_none) on:blur=move |_| by_hand.set(None)/>
        </span>
    }
}
