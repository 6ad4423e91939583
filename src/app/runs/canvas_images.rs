//! Images: what G makes from its fixed latent vectors, and real ones below.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Shows, Stamp, on_redraw};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::experiment::{CLASSES, Condition, RunId};
use crate::text::card as t;

/// Real images in a row, and rows of them.
const REAL: (usize, usize) = (8, 2);

/// The canvases of one run on images.
#[component]
pub fn ImagesCanvas(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let made = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, made, Shows::Samples, move |sheet| {
        let place = page.place.get_untracked();
        page.look(|play| {
            let shape = play.runs.get(run.0).and_then(|l| l.ready.as_ref()).map(|r| r.shape);
            if let (Some(frame), Some(shape)) = (play.frame(run, place), shape) {
                let side = frame.columns as usize;
                let made = frame.shown(averaged.get_untracked());
                grid(sheet, stamp.borrow_mut().as_mut(), made, shape, (side, side));
            }
        });
    });
    let real = NodeRef::<Canvas>::new();
    let other = RefCell::new(Stamp::new());
    on_redraw(page, real, Shows::Samples, move |sheet| {
        page.look(|play| {
            if let Some(ready) = play.runs.get(run.0).and_then(|l| l.ready.as_ref()) {
                grid(sheet, other.borrow_mut().as_mut(), &ready.real, ready.shape, REAL);
            }
        });
    });
    let label = move || {
        let step = page.runs[run.0].with(|v| v.step);
        if averaged.get() { t::images_average(run.letter(), step) } else { t::images(run.letter(), step) }
    };
    let by_class =
        move || page.comparison.with(|c| c.runs.get(run.0).is_some_and(|e| e.condition != Condition::Off));
    let classes = (0..CLASSES).map(|class| view! { <span>{class}</span> }).collect_view();
    view! {
        <p class="classes" aria-label=t::CLASSES.get() hidden=move || !by_class()>{classes}</p>
        <canvas class="samples" data-testid="samples" role="img" aria-label=label node_ref=made></canvas>
        <p class="legend">{t::REAL_BELOW.get()}</p>
        <canvas class="real-images" role="img" aria-label=t::REAL_IMAGES.get() node_ref=real></canvas>
    }
}
