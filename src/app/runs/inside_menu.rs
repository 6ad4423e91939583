//! The menu of what is drawn inside the pictures: the same for all runs, and kept for the next visit.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::charts::switches::{Switches, switch};
use crate::app::kit::storage::keep;
use crate::app::state::page::{LAYERS, Page};
use crate::play::look::Layer;

/// What there is of points: its name, and its name with what it is.
const POINTS: [(Layer, &str, &str); 5] = [
    (Layer::Arrows, "G’s arrows", "G’s arrows: where G’s loss would move each generated point"),
    (
        Layer::Manifold,
        "G’s manifold",
        "G’s manifold: a grid of two latents as G maps it, stronger where G draws it together",
    ),
    (Layer::Density, "Densities", "Densities instead of points: generated as a cloud, real as lines"),
    (Layer::Trails, "Trails", "Trails: where G mapped the same latents before"),
    (Layer::Together, "All runs in one", "All runs in one: the points of the other runs too"),
];

/// The menu in the head of a card; `hidden` where there is nothing to look into.
#[component]
pub fn LookInside(page: Page, hidden: Memo<bool>) -> impl IntoView {
    let markup = Memo::new(move |_| {
        let several = page.comparison.with(|c| c.runs.len() > 1);
        let rows = POINTS.iter().filter(|(layer, ..)| several || *layer != Layer::Together);
        rows.map(|(layer, name, label)| {
            let hook = format!("inside-{layer:?}").to_lowercase();
            switch(*layer as usize, "line-switch scale", "tick", name, label, &hook)
        })
        .collect()
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
                <p class="small-print" hidden=past>"Arrows and manifold: of the newest step only"</p>
            </div>
        </details>
    }
}
