//! What G makes between and around the picked images: on a walk, in a plane, or as sliders have it.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Shows, Stamp, on_redraw};
use crate::app::runs::image_grid::grid;
use crate::app::runs::images_shown::Images;
use crate::app::runs::latent_sliders::LatentSliders;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::inside::plane::{Along, Plane};
use crate::inside::trip::Trip;
use crate::inside::walk::{STOPS, Walk, Way};
use crate::play::look::{Layer, Picks, Towards};
use crate::record::Pixels;
use crate::text::{Text, inside as t};

/// A choice, its name and its hook.
type Choice<T> = (T, Text, &'static str);

const WAYS: [Choice<Way>; 2] =
    [(Way::Straight, t::STRAIGHT, "walk-straight"), (Way::Circle, t::CIRCLE, "walk-circle")];

const PLANES: [Choice<Towards>; 3] = [
    (Towards::Samples, t::TOWARDS_IMAGES, "plane-images"),
    (Towards::Latents, t::TWO_LATENTS, "plane-latents"),
    (Towards::Zero, t::AROUND_ZERO, "plane-zero"),
];

/// The picture of one run, and what is chosen for all runs.
#[component]
pub fn TripPicture(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let has = move |layer: Layer| page.layers.with(|layers| layers.has(layer));
    let kind = Memo::new(move |_| [Layer::Walk, Layer::Plane, Layer::Sliders].into_iter().find(|l| has(*l)));
    move || kind.get().map(|kind| view! { <Trips page run averaged kind/> })
}

#[component]
fn Trips(page: Page, run: RunId, averaged: RwSignal<bool>, kind: Layer) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, node, Shows::Samples, move |sheet| {
        page.look(|play| {
            let images = Images::of(page, play, run, averaged.get_untracked());
            let made = images.and_then(|i| i.view.and_then(|v| v.trip.as_ref()).map(|made| (i, made)));
            if let Some(((images, made), trip)) = made.zip(untrack(|| page.trip())) {
                let (across, down) = trip.extent();
                // What was shown of another trip is not this one.
                if matches!(made, Pixels::Images(bytes) if bytes.len() == across * down * images.shape.len())
                {
                    grid(sheet, stamp.borrow_mut().as_mut(), made, images.shape, (across, down));
                }
            }
        });
    });
    let label = Memo::new(move |_| page.trip().map(|trip| words(run, trip)).unwrap_or_default());
    let (class, hook) = match kind {
        Layer::Walk => ("walk-strip", "walk"),
        Layer::Plane => ("plane", "plane"),
        _ => ("slid", "slid"),
    };
    view! {
        <div class="walk">
            <canvas class=class role="img" aria-label=label data-testid=hook node_ref=node></canvas>
            <p class="small-print" aria-hidden="true" hidden=kind == Layer::Walk>{label}</p>
            {(kind == Layer::Walk).then(|| choices(page, t::WAY, &WAYS, |picks| &mut picks.way))}
            {(kind == Layer::Plane).then(|| choices(page, t::WHERE, &PLANES, |picks| &mut picks.towards))}
            {(kind == Layer::Sliders).then(|| view! { <LatentSliders page run averaged/> })}
        </div>
    }
}

/// One of several, for all runs.
fn choices<T: Copy + PartialEq + Send + Sync + 'static>(
    page: Page,
    label: Text,
    all: &'static [Choice<T>],
    of: fn(&mut Picks) -> &mut T,
) -> impl IntoView {
    let segment = move |(value, words, hook): Choice<T>| {
        let choose = move |_| page.pick(|picks| *of(picks) = value);
        let pressed = move || (*of(&mut page.picks.get()) == value).to_string();
        view! { <button class="button segment" type="button" data-testid=hook aria-pressed=pressed on:click=choose>{words.get()}</button> }
    };
    let segments = all.iter().map(|choice| segment(*choice)).collect_view();
    view! { <div class="segments" role="group" aria-label=label.get()>{segments}</div> }
}

/// What `trip` shows of `run`.
fn words(run: RunId, trip: Trip) -> String {
    let run = run.letter();
    match trip {
        Trip::Walk(Walk { from, to, .. }) => t::walk_of(run, STOPS, from + 1, to + 1),
        Trip::Plane(Plane { from, along: Along::Samples(right, down) }) => {
            t::plane_of(run, from + 1, right + 1, down + 1)
        }
        Trip::Plane(Plane { from, along: Along::Latents }) => t::plane_of_latents(run, from + 1),
        Trip::Plane(_) => t::plane_around_zero(run),
        Trip::Sliders(sliders) => t::slid(run, sliders.sample + 1),
    }
}
