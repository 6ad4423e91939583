//! The plot of a chart: its picture, what the pointer does on it, the cursor above it.

use leptos::html::{Canvas, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Element, Event, HtmlElement};

use crate::app::charts::pointing::happened;
use crate::app::charts::view::ChartView;
use crate::app::state::page::Page;

/// What is listened to.
const EVENTS: [&str; 7] =
    ["pointermove", "pointerdown", "pointerup", "pointercancel", "pointerleave", "wheel", "dblclick"];

/// The plot.
#[component]
pub fn Surface(page: Page, view: ChartView, node: NodeRef<Canvas>) -> impl IntoView {
    let area = NodeRef::<Div>::new();
    area.on_load(move |area| {
        let hear = Closure::<dyn FnMut(Event)>::new(move |event: Event| happened(&event, page, view));
        for name in EVENTS {
            let _ = area.add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
        }
        // The charts live as long as the page.
        hear.forget();
    });
    // Above the picture: they move without a new one.
    Effect::new(move |_| {
        let Some(cursor) = area.get().and_then(|area| area.last_element_child()) else { return };
        let at = page.cursor.get().and_then(|place| view.across(place));
        place(&cursor, at.map(|at| (at, String::new())));
        let ends = view.drag.get().filter(|(a, b)| a != b);
        let ends = ends.and_then(|(a, b)| view.across(a.min(b)).zip(view.across(a.max(b))));
        if let Some(dragged) = cursor.previous_element_sibling() {
            place(&dragged, ends.map(|(a, b)| (a.clone(), format!("calc({b} - {a})"))));
        }
    });
    view! {
        <div class="plot-area" aria-hidden="true" node_ref=area>
            <canvas class="plot" node_ref=node></canvas>
            <div class="dragged" hidden></div>
            <div class="crosshair" hidden></div>
        </div>
    }
}

/// Moves `mark` to where it stands, with its width, or hides it.
fn place(mark: &Element, at: Option<(String, String)>) {
    let Some(mark) = mark.dyn_ref::<HtmlElement>() else { return };
    mark.set_hidden(at.is_none());
    let (left, width) = at.unwrap_or_default();
    let _ = mark.style().set_property("left", &left);
    let _ = mark.style().set_property("width", &width);
}
