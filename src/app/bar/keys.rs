//! The keys of the playground, and the list of them.

use leptos::html::Dialog;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::app::kit::dialog::opens_with;
use crate::app::state::page::Page;
use crate::app::state::pane::Pane;
use crate::play::Route;
use crate::protocol::Single;
use crate::text::{Text, bar, keys as t};

/// What each key does.
const KEYS: [(&str, Text); 8] = [
    (SPACE, t::TRAIN),
    ("S", bar::STEP_HINT),
    ("G", bar::STEP_G_HINT),
    ("D", bar::STEP_D_HINT),
    ("← →", t::TIME),
    ("End", t::END),
    ("Esc", t::ESCAPE),
    ("?", t::THIS_LIST),
];

/// The key without a sign of its own.
const SPACE: &str = " ";

/// What has keys of its own.
const OWN: &str = "input, select, textarea, button, a, summary, dialog, [tabindex='0'], [contenteditable]";

/// Listens to the keys; shows their list on `?`.
#[component]
pub fn Shortcuts(page: Page) -> impl IntoView {
    let open = RwSignal::new(false);
    let node = NodeRef::<Dialog>::new();
    opens_with(node, open);
    let listener = window_event_listener(ev::keydown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let own = target.is_some_and(|target| target.closest(OWN).ok().flatten().is_some());
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        if modified || event.default_prevented() || page.route.get_untracked() != Route::Playground {
            return;
        }
        let key = event.key();
        if key == "Escape" {
            page.pane.update(|pane| *pane = if *pane == Pane::Tips { Pane::Runs } else { *pane });
        } else if !own && press(page, &key, open) {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
    let row = |(key, what): (&'static str, Text)| {
        let key = if key == SPACE { t::SPACE.get() } else { key };
        view! { <div><dt><kbd>{key}</kbd></dt><dd>{what.get()}</dd></div> }
    };
    view! {
        <dialog class="own-panel keys-panel" node_ref=node aria-labelledby="keys-title" data-testid="keys" on:close=move |_| open.set(false)>
            <header class="own-head">
                <h2 id="keys-title">{t::TITLE.get()}</h2>
                <button class="button small" type="button" on:click=move |_| open.set(false)>{t::CLOSE.get()}</button>
            </header>
            <dl class="key-list">{KEYS.map(row).collect_view()}</dl>
            <p class="small-print">{t::NOTE.get()}</p>
        </dialog>
    }
}

/// Does what `key` asks for; whether it asked for something.
fn press(page: Page, key: &str, list: RwSignal<bool>) -> bool {
    let single = |part| {
        page.act(|play| play.single(part));
    };
    match key {
        SPACE => {
            page.act(|play| if play.is_training() { play.pause() } else { play.train() });
        }
        "s" | "S" => single(Single::Both),
        "g" | "G" => single(Single::Generator),
        "d" | "D" => single(Single::Discriminator),
        "ArrowLeft" => turn(page, -1),
        "ArrowRight" => turn(page, 1),
        "End" => page.place.set(None),
        "?" => list.set(true),
        _ => return false,
    }
    true
}

/// Goes `by` of the shown steps through time.
fn turn(page: Page, by: isize) {
    let next = page.look(|play| play.timeline.beside(page.place.get_untracked(), by));
    page.place.set(next.flatten());
}
