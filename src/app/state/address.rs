//! The address bar: holds the link of what is trained, and is obeyed when it changes.

use std::time::Duration;

use leptos::{ev, prelude::*};
use wasm_bindgen::JsValue;

use super::clinic_file::CellId;
use super::language::{follow_language, in_link};
use super::page::{Page, put};
use crate::app::keep::state::Keep;
use crate::app::luck::studies::Studies;
use crate::experiment::link::{self, Parsed};
use crate::experiment::{Problem, Script};
use crate::play::assignment::Assignment;
use crate::play::route::{cell_address, cell_of};
use crate::play::{Message, Route};
use crate::text::messages as t;

/// Between two changes of the address, in milliseconds: browsers refuse too many.
const EVERY: u64 = 300;

/// What the address says of the runs; a page of its own says nothing of them.
pub fn read_address() -> Parsed {
    let hash = hash();
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
    fragment_with(page, None)
}

/// The same; it offers `seeds`, where the script itself offers none.
fn fragment_with(page: Page, seeds: Option<u32>) -> String {
    let at = page.place.get();
    let assigned =
        page.assignment.with(|a| a.as_ref().map_or_else(String::new, |a| format!("&{}", a.pair())));
    let script =
        page.script.with(|script| link::write(&Script { at, luck: script.luck.or(seeds), ..script.clone() }));
    script + &in_link(page) + &assigned
}

/// This page with `fragment`.
pub fn address(fragment: &str) -> String {
    let page = window().location().href().unwrap_or_default();
    format!("{}#{fragment}", page.split('#').next().unwrap_or_default())
}

fn hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// What a teacher wrote into the address.
pub fn read_assignment() -> Option<Assignment> {
    Assignment::of(&hash())
}

/// Writes `fragment` into the address; a step in the browser's history where it is `another` comparison.
fn write_address(fragment: &str, another: bool) {
    let new = format!("#{fragment}");
    if hash() == new {
        return;
    }
    if let Ok(history) = window().history() {
        // The next change brings it up to date if this one is refused.
        let _ = match another {
            true => history.push_state_with_url(&JsValue::NULL, "", Some(&new)),
            false => history.replace_state_with_url(&JsValue::NULL, "", Some(&new)),
        };
    }
}

/// Keeps the address and what is shown the same: the runs with the seeds of their study, so that a page that
/// is loaded again offers it again, or the cell of the board. From a case that is chosen Back leads to the
/// runs before it.
pub fn keep_address(page: Page, studies: Studies) {
    let waiting: StoredValue<Option<TimeoutHandle>> = StoredValue::new(None);
    let written = StoredValue::new(page.case.get_untracked());
    Effect::new(move |_| {
        let (fragment, case) = (fragment_with(page, studies.here()), page.case.get());
        if let Some(Some(old)) = waiting.try_update_value(Option::take) {
            old.clear();
        }
        if page.route.get() != Route::Playground {
            return;
        }
        let write = move || {
            let before = written.try_update_value(|written| std::mem::replace(written, case));
            write_address(&fragment, before != Some(case));
        };
        waiting.set_value(set_timeout_with_handle(write, Duration::from_millis(EVERY)).ok());
    });
    Effect::new(move |_| {
        let cell = page.cell.get();
        // A link of the cell leads away before its dialog is closed.
        if page.route.get() == Route::Board && Route::of(&hash()) == Route::Board {
            let cell = cell.map(|cell| cell_address(cell.case, &cell.arm));
            write_address(&cell.or(Route::Board.address()).unwrap_or_default(), false);
        }
    });
    let _ = window_event_listener(ev::hashchange, move |_| {
        let hash = hash();
        let route = Route::of(&hash);
        put(page.cell, &cell_in(&hash));
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
            page.act(|play| play.turn_to(parsed.script.clone()));
        }
        written.set_value(page.case.get_untracked());
        report(page, &parsed);
    });
}

/// The cell of the board that `hash` opens.
pub fn cell_in(hash: &str) -> Option<CellId> {
    cell_of(hash).map(|(case, arm)| CellId::new(case, arm))
}

/// Asks before the tab is closed on trained steps that are not kept.
pub fn guard_steps(keep: Keep) {
    let _ = window_event_listener(ev::beforeunload, move |event| {
        if keep.loses() {
            event.prevent_default();
        }
    });
}
