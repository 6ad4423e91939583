//! "What would you like to see?": six ways in, as a list and as a dialog over the runs.

use leptos::html::Dialog;
use leptos::prelude::*;

use crate::app::kit::dialog::opens_with;
use crate::play::doors::{DOORS, Door};
use crate::text::lesson as t;

/// The question with its six links; `opened` is told when one is followed.
#[component]
pub fn Doors(#[prop(optional, into)] opened: Option<Callback<()>>) -> impl IntoView {
    let way = move |door: &'static Door| {
        let follow = move |_| {
            if let Some(opened) = opened {
                opened.run(());
            }
        };
        view! {
            <li><a class="door" href=format!("#{}", door.link()) data-testid=format!("door-{}", door.id) on:click=follow>
                <b>{door.title.get()}</b><span class="small-print">{door.sentence.get()}</span>
            </a></li>
        }
    };
    view! { <ul class="doors">{DOORS.iter().map(way).collect_view()}</ul> }
}

/// The button beside the runs, and its dialog.
#[component]
pub fn AskDoors() -> impl IntoView {
    let open = RwSignal::new(false);
    let node = NodeRef::<Dialog>::new();
    opens_with(node, open);
    view! {
        <button class="button small" type="button" data-testid="ask-doors" on:click=move |_| open.set(true)>{t::MORE.get()}</button>
        <dialog class="own-panel doors-panel" node_ref=node aria-labelledby="doors-title" data-testid="doors" on:close=move |_| open.set(false)>
            <header class="own-head">
                <h2 id="doors-title">{t::DOORS.get()}</h2>
                <button class="button small" type="button" on:click=move |_| open.set(false)>{t::CLOSE.get()}</button>
            </header>
            <Doors opened=Callback::new(move |()| open.set(false))/>
        </dialog>
    }
}
