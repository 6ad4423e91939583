//! Groups of controls that are one stop of the Tab key, with the arrows inside.
//!
//! A group says so by `data-stop`, its controls by `data-item`, and where it has several rows, each by `data-row`. The
//! control that Tab comes back to is the one that had the focus last.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::play::look::stepped;

const GROUP: &str = "[data-stop]";
const ITEM: &str = "[data-item]";
/// The control of a group at which Tab stops.
const STOP: &str = "[data-item][tabindex='0']:enabled";
/// Groups that have none, or have a control that is new. A browser without `:has` stops at each.
const UNSETTLED: &str = "[data-stop]:has([data-item]:enabled):not(:has([data-item][tabindex='0']:enabled)), \
     [data-stop]:has([data-item]:not([tabindex]))";
/// More groups than the page has.
const MOST: usize = 200;

/// Listens to the keys of the whole page, before the controls do.
pub fn one_stop_a_group() {
    let hear = Closure::<dyn FnMut(KeyboardEvent)>::new(|event: KeyboardEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let item = target.filter(|target| target.matches(ITEM).unwrap_or(false));
        if event.key() == "Tab" {
            before_tab(item);
        } else if let Some(next) = item.and_then(|item| next(&item, &event)) {
            event.prevent_default();
            // In a chart the arrows also move the cursor.
            event.stop_propagation();
            let _ = next.focus();
        }
    });
    // As long as the page lives.
    let _ =
        window().add_event_listener_with_callback_and_bool("keydown", hear.as_ref().unchecked_ref(), true);
    hear.forget();
}

/// Where the key leads from `item`.
fn next(item: &Element, event: &KeyboardEvent) -> Option<HtmlElement> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
        return None;
    }
    let mut rows = vec![Vec::new()];
    gather(&group_of(item)?, &mut rows, true);
    rows.retain(|row| !row.is_empty());
    let counts: Vec<usize> = rows.iter().map(Vec::len).collect();
    let is_item = |other: &HtmlElement| other.loose_eq(item);
    let find =
        |(row, items): (usize, &Vec<HtmlElement>)| items.iter().position(is_item).map(|place| (row, place));
    let at = rows.iter().enumerate().find_map(find)?;
    let (row, place) = stepped(&counts, at, &event.key())?;
    rows.get(row)?.get(place).cloned()
}

/// The browser is about to look for the next stop.
fn before_tab(item: Option<Element>) {
    if let Some((group, item)) = item.and_then(|item| group_of(&item).zip(Some(item))) {
        settle(&group, Some(item));
    }
    for _ in 0..MOST {
        let Ok(Some(group)) = document().query_selector(UNSETTLED) else { return };
        settle(&group, None);
    }
}

/// Makes `stop` the only stop of `group`; else the one that it had, or its first.
fn settle(group: &Element, stop: Option<Element>) {
    let mut rows = vec![Vec::new()];
    gather(group, &mut rows, false);
    let stop = stop.or_else(|| first(group, STOP)).or_else(|| first(group, "[data-item]:enabled"));
    for item in rows.iter().flatten() {
        let chosen = stop.as_ref().is_some_and(|stop| item.loose_eq(stop));
        let _ = item.set_attribute("tabindex", if chosen { "0" } else { "-1" });
    }
}

fn first(group: &Element, selector: &str) -> Option<Element> {
    group.query_selector(selector).ok().flatten()
}

fn group_of(item: &Element) -> Option<Element> {
    item.closest(GROUP).ok().flatten()
}

/// The controls under `element`, row by row; only those that can be used, or all.
fn gather(element: &Element, rows: &mut Vec<Vec<HtmlElement>>, usable: bool) {
    let mut next = element.first_element_child();
    while let Some(child) = next {
        next = child.next_element_sibling();
        if child.has_attribute("data-row") {
            rows.push(Vec::new());
        }
        if !child.has_attribute("data-item") {
            gather(&child, rows, usable);
        } else if let (Some(row), Some(item)) = (rows.last_mut(), child.dyn_ref::<HtmlElement>())
            && (!usable || (item.offset_width() > 0 && item.matches(":enabled").unwrap_or(false)))
        {
            row.push(item.clone());
        }
    }
}
