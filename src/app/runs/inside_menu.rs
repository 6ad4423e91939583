//! The menu of what is drawn inside the pictures: the same for all runs, and kept for the next visit.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::charts::switches::{Switches, switch};
use crate::app::kit::storage::keep;
use crate::app::state::page::{LAYERS, Page};
use crate::play::look::Layer;

/// The menu in the head of a card; `hidden` where there is nothing to look into.
#[component]
pub fn LookInside(page: Page, hidden: Memo<bool>) -> impl IntoView {
    let entry = |layer: Layer, name: &str, label: &str| {
        let hook = format!("inside-{layer:?}").to_lowercase();
        switch(layer as usize, "line-switch scale", "tick", name, label, &hook)
    };
    let markup = Memo::new(move |_| {
        entry(Layer::Arrows, "G’s arrows", "Arrows: where G’s loss would move each generated point")
            + &entry(
                Layer::Manifold,
                "G’s manifold",
                "Manifold: a grid of two latents as G maps it, stronger where G draws it together",
            )
    });
    let on = move |i| page.layers.get().shows(i);
    let press = move |i| {
        page.layers.update(|layers| layers.toggle(i));
        keep(LAYERS, &page.layers.get_untracked().text());
        page.look_inside();
        page.touch();
    };
    let past = move || page.place.with(Option::is_none) || page.layers.get().wanted().is_nothing();
    view! {
        <details class="inside" hidden=move || hidden.get()>
            <summary class="button small" data-testid="inside">"Look inside"</summary>
            <div class="inside-menu">
                <Switches class="inside-switches" label="Inside the pictures of all runs" markup on=Rc::new(on) press=Rc::new(press)/>
                <p class="small-print" hidden=past>"Of the newest step only"</p>
            </div>
        </details>
    }
}
