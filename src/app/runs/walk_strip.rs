//! What G makes on the walk between two images.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Shows, Stamp, on_redraw};
use crate::app::runs::image_grid::grid;
use crate::app::runs::images_shown::Images;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::inside::walk::{STOPS, Way};
use crate::play::look::Layer;
use crate::text::inside as t;

/// The strip of one run, and how the walk of all runs goes.
#[component]
pub fn WalkStrip(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let on = Memo::new(move |_| page.layers.with(|layers| layers.has(Layer::Walk)));
    move || on.get().then(|| view! { <Strip page run averaged/> })
}

#[component]
fn Strip(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, node, Shows::Samples, move |sheet| {
        page.look(|play| {
            let images = Images::of(page, play, run, averaged.get_untracked());
            if let Some((images, walk)) =
                images.and_then(|i| i.view.and_then(|v| v.walk.as_ref()).map(|w| (i, w)))
            {
                grid(sheet, stamp.borrow_mut().as_mut(), walk, images.shape, (STOPS, 1));
            }
        });
    });
    let label = move || {
        let walk = page.walk.get();
        t::walk_of(run.letter(), STOPS, walk.from + 1, walk.to + 1)
    };
    let segment = move |way: Way, words: &'static str, hook: &'static str| {
        let choose = move |_| {
            page.walk.update(|walk| walk.way = way);
            page.look_inside();
        };
        let pressed = move || (page.walk.get().way == way).to_string();
        view! { <button class="button segment" type="button" data-testid=hook aria-pressed=pressed on:click=choose>{words}</button> }
    };
    view! {
        <div class="walk">
            <canvas class="walk-strip" role="img" aria-label=label data-testid="walk" node_ref=node></canvas>
            <div class="segments" role="group" aria-label=t::WAY.get()>
                {segment(Way::Straight, t::STRAIGHT.get(), "walk-straight")}
                {segment(Way::Circle, t::CIRCLE.get(), "walk-circle")}
            </div>
        </div>
    }
}
