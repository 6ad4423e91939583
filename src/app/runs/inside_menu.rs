//! The menu of what is drawn inside the pictures: the same for all runs, and kept for the next visit.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::charts::switches::{Switches, switch};
use crate::app::kit::storage::keep;
use crate::app::state::page::{LAYERS, Page};
use crate::play::look::Layer;
use crate::text::{Text, inside as t};

/// What there is of points: its name, and its name with what it is.
const POINTS: [(Layer, Text, Text); 5] = [
    (Layer::Arrows, t::ARROWS, t::ARROWS_LABEL),
    (Layer::Manifold, t::MANIFOLD, t::MANIFOLD_LABEL),
    (Layer::Density, t::DENSITIES, t::DENSITIES_LABEL),
    (Layer::Trails, t::TRAILS, t::TRAILS_LABEL),
    (Layer::Together, t::TOGETHER, t::TOGETHER_LABEL),
];

/// What there is of images.
const IMAGES: [(Layer, Text, Text); 6] = [
    (Layer::Judged, t::JUDGED, t::JUDGED_LABEL),
    (Layer::Sorted, t::SORTED, t::SORTED_LABEL),
    (Layer::Walk, t::WALK, t::WALK_LABEL),
    (Layer::Plane, t::PLANE, t::PLANE_LABEL),
    (Layer::Sliders, t::SLIDERS, t::SLIDERS_LABEL),
    (Layer::Kernels, t::KERNELS, t::KERNELS_LABEL),
];

/// The menu in the head of the card of a run on images or on points; `hidden` where there is nothing to look into.
#[component]
pub fn LookInside(page: Page, image: Memo<bool>, hidden: Memo<bool>) -> impl IntoView {
    let markup = Memo::new(move |_| {
        let several = page.comparison.with(|c| c.runs.len() > 1);
        let rows = if image.get() { &IMAGES[..] } else { &POINTS };
        let rows = rows.iter().filter(|(layer, ..)| several || *layer != Layer::Together);
        rows.map(|(layer, name, label)| {
            let hook = format!("inside-{layer:?}").to_lowercase();
            switch(*layer as usize, "line-switch scale", "tick", name.get(), label.get(), &hook)
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
    let past = move || page.place.with(Option::is_none) || !page.layers.get().is_of_newest(image.get());
    let newest = move || if image.get() { t::NEWEST_IMAGES.get() } else { t::NEWEST_ONLY.get() };
    view! {
        <details class="inside" hidden=move || hidden.get()>
            <summary class="button small" data-testid="inside">{t::TITLE.get()}</summary>
            <div class="inside-menu">
                <Switches class="inside-switches" label=t::ALL.get() markup on=Rc::new(on) press=Rc::new(press)/>
                <p class="small-print" hidden=past>{newest}</p>
            </div>
        </details>
    }
}
