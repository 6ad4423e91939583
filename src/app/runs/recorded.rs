//! The recorded film in the place of a run's picture, until an engine is there.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::kit::canvas::{Stamp, draw_again};
use crate::app::kit::fetch::bytes;
use crate::app::runs::canvas_points::{heat, points};
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::number::whole;
use crate::play::{Play, Recording};
use crate::text::card as t;

/// Fetches the film where the page opens on its comparison. Nothing waits for it, and the page works without.
pub fn fetch_film(page: Page) {
    if page.look(Play::wants_film) != Some(true) {
        return;
    }
    spawn_local(async move {
        if let Ok(film) = bytes("./opening.bin").await {
            let query = window().match_media("(prefers-reduced-motion: reduce)").ok().flatten();
            let still = query.is_some_and(|query| query.matches());
            page.act(|play| play.film_came(&film, still));
        }
    });
}

/// The film of `run`. It says nothing by itself to who listens: its label stays the same.
#[component]
pub fn RecordedCanvas(page: Page, run: RunId) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    let step = Memo::new(move |_| page.runs[run.0].with(|view| view.recorded.unwrap_or(0)));
    let changes = move || {
        page.shot.track();
        step.track();
    };
    draw_again(page, node, changes, move |sheet| {
        let palette = page.palette.get_untracked();
        let draw = |Recording { frame, real, .. }: Recording<'_>| {
            heat(sheet, &palette, stamp.borrow_mut().as_mut(), frame);
            points(sheet, &palette, palette.run(run.0), frame.extent, &frame.samples, Some(real));
        };
        page.look(|play| play.recording(run).map(draw));
    });
    view! {
        <canvas class="samples" data-testid="film" role="img" aria-label=t::film(run.letter()) node_ref=node></canvas>
        <p class="legend"><span class="recorded" data-testid="recorded" data-value=move || step.get().to_string()>
            {move || t::recorded(whole(step.get().into()))}
        </span></p>
    }
}
