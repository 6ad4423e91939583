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

/// Its name and its hook, and what is chosen then.
type Choice = (Text, &'static str, fn(Picks) -> Picks);

const WAYS: [Choice; 2] = [
    (t::STRAIGHT, "walk-straight", |picks| Picks { way: Way::Straight, ..picks }),
    (t::CIRCLE, "walk-circle", |picks| Picks { way: Way::Circle, ..picks }),
];

const PLANES: [Choice; 3] = [
    (t::TOWARDS_IMAGES, "plane-images", |picks| Picks { towards: Towards::Samples, ..picks }),
    (t::TWO_LATENTS, "plane-latents", |picks| Picks { towards: Towards::Latents, ..picks }),
    (t::AROUND_ZERO, "plane-zero", |picks| Picks { towards: Towards::Zero, ..picks }),
];

/// The picture of one run, and what is chosen for all runs.
#[component]
pub fn TripPicture(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let kind = Memo::new(move |_| page.layers.with(|layers| layers.trip()));
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
    let (hook, group, choices): (_, _, &[Choice]) = match kind {
        Layer::Walk => ("walk", t::WAY, &WAYS),
        Layer::Plane => ("plane", t::WHERE, &PLANES),
        _ => ("slid", t::SLIDERS, &[]),
    };
    let choice = move |&(words, hook, chosen): &Choice| {
        let press = move |_| page.pick(|picks| *picks = chosen(*picks));
        let pressed = move || page.picks.with(|picks| chosen(*picks) == *picks).to_string();
        view! { <button class="button segment" type="button" data-testid=hook aria-pressed=pressed on:click=press>{words.get()}</button> }
    };
    view! {
        <div class="trip">
            <canvas class=hook role="img" aria-label=label data-testid=hook node_ref=node></canvas>
            <p class="small-print" aria-hidden="true" hidden=kind == Layer::Walk>{label}</p>
            <div class="segments" role="group" aria-label=group.get() hidden=choices.is_empty()>{choices.iter().map(choice).collect_view()}</div>
            {(kind == Layer::Sliders).then(|| view! { <LatentSliders page run averaged/> })}
        </div>
    }
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
