//! The address bar: holds the link of what is trained, and is obeyed when it changes.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

use super::language::{follow_language, in_link};
use super::page::{Page, put};
use crate::app::keep::state::Keep;
use crate::experiment::link::{self, Parsed};
use crate::experiment::{Problem, Script};
use crate::play::assignment::Assignment;
use crate::play::{Message, Restart, Route};
use crate::text::messages as t;

/// Between two changes of the address, in milliseconds: browsers refuse too many.
const EVERY: u64 = 300;

/// What the address says of the runs; a page of its own says nothing of them.
pub fn read_address() -> Parsed {
    let hash = window().location().hash().unwrap_or_default();
    link::read(if Route::of(&hash) == Route::Playground { &hash } else { "" })
}

/// Says at once what was wrong with a link, one thing a line.
pub fn report(page: Page, parsed: &Parsed) {
    let list: Vec<String> = parsed.issues.iter().map(Problem::sentence).collect();
    if !list.is_empty() {
        let text = t::LINK_ISSUES.get().to_owned();
        page.act(|play| play.show_list(Message { text, list, alarming: true, ..Message::default() }));
    }
}

/// What the page shows, as a link without `#`: the script, and where the slider stands.
pub fn fragment(page: Page) -> String {
    let at = page.place.get();
    let assigned =
        page.assignment.with(|a| a.as_ref().map_or_else(String::new, |a| format!("&{}", a.pair())));
    page.script.with(|script| link::write(&Script { at, ..script.clone() })) + &in_link(page) + &assigned
}

/// What a teacher wrote into the address.
pub fn read_assignment() -> Option<Assignment> {
    Assignment::of(&window().location().hash().unwrap_or_default())
}

/// Writes `fragment` into the address, without a step in the browser's history.
pub fn write_address(fragment: &str) {
    let hash = format!("#{fragment}");
    if window().location().hash().is_ok_and(|old| old == hash) {
        return;
    }
    if let Ok(history) = window().history() {
        // The next change brings it up to date if this one is refused.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&hash));
    }
}

/// Keeps the address and the runs the same.
pub fn keep_address(page: Page) {
    let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    Effect::new(move |_| {
        let fragment = fragment(page);
        if let Some(Some(old)) = waiting.try_update_value(Option::take) {
            old.clear();
        }
        if page.route.get() != Route::Playground {
            return;
        }
        let write = move || write_address(&fragment);
        waiting.set_value(set_timeout_with_handle(write, Duration::from_millis(EVERY)).ok());
    });
    let _ = window_event_listener(ev::hashchange, move |_| {
        let route = Route::of(&window().location().hash().unwrap_or_default());
        put(page.route, &route);
        follow_language(page);
        if route != Route::Playground {
            return;
        }
        let parsed = read_address();
        put(page.assignment, &read_assignment());
        let same = page.script.with_untracked(|script| {
            let new = &parsed.script;
            script.courses == new.courses && (new.set.is_none() || script.set == new.set)
        });
        if same {
            page.place.set(parsed.script.at);
            page.act(|play| play.offer_luck(parsed.script.luck));
        } else {
            page.act(|play| play.restart(Restart::All(parsed.script.clone())));
        }
        report(page, &parsed);
    });
}

/// Asks before the tab is closed on trained steps that are not kept.
pub fn guard_steps(keep: Keep) {
    let _ = window_event_listener(ev::beforeunload, move |event| {
        if keep.loses() {
            event.prevent_default();
        }
    });
}
