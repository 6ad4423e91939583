//! What a card shows where the run has it: the average of G, every scale, spectral norms.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Shows, Stamp, on_redraw};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::experiment::architecture::Shape;
use crate::record::Frame;
use crate::text::card as t;
use crate::text::joined::list;

/// Images that are shown at every scale.
const ACROSS: usize = 8;

/// Looks at the frame of `run` that is shown, whenever it is another one.
fn with_frame<T: Default>(page: Page, run: RunId, read: impl FnOnce(&Frame) -> T) -> T {
    page.shot.track();
    let place = page.place.get();
    page.look(|play| play.frame(run, place).map(read)).flatten().unwrap_or_default()
}

/// Whether the samples are G's or those of its average.
#[component]
pub fn Average(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let there = Memo::new(move |_| with_frame(page, run, |frame| frame.averaged.is_some()));
    let choose = move |average: bool| {
        move |_| {
            averaged.set(average);
            page.touch();
        }
    };
    // Early on it follows G faster than its setting says (docs/facts.md, section 6).
    let warm_up = move || {
        let decay = with_frame(page, run, |frame| frame.average_decay)?;
        let wanted = page.comparison.with(|c| c.runs.get(run.0).map(|e| e.ema as f32))?;
        let words =
            if decay < wanted { t::decay_yet(format!("{decay:.4}"), wanted) } else { t::decay(wanted) };
        Some(words)
    };
    let name = t::samples_of(run.letter());
    view! {
        <div class="segments" role="group" aria-label=name hidden=move || !there.get()>
            <button class="button segment" type="button" data-testid="show-g" aria-pressed=move || (!averaged.get()).to_string()
                on:click=choose(false)>"G"</button>
            <button class="button segment" type="button" data-testid="show-average" aria-pressed=move || averaged.get().to_string()
                on:click=choose(true)>{t::AVERAGE.get()}</button>
            <span class="small-print" data-testid="average-decay">{warm_up}</span>
        </div>
    }
}

/// The first images at every size that G makes, the smallest first.
#[component]
pub fn Scales(page: Page, run: RunId) -> impl IntoView {
    let sizes = Memo::new(move |_| {
        with_frame(page, run, |frame| frame.scales.iter().rev().map(|scale| scale.size).collect::<Vec<_>>())
    });
    let strips = move || {
        let strip = |size: u32| {
            view! {
                <figure class="scale">
                    <figcaption>{t::pixels(size)}</figcaption>
                    <ScaleStrip page run size/>
                </figure>
            }
        };
        sizes.get().into_iter().map(strip).collect_view()
    };
    view! { <div class="scales" data-testid="scales" hidden=move || sizes.with(Vec::is_empty)>{strips}</div> }
}

#[component]
fn ScaleStrip(page: Page, run: RunId, size: u32) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, node, Shows::Samples, move |sheet| {
        let place = page.place.get_untracked();
        page.look(|play| {
            let shape = play.shape(run);
            let frame = play.frame(run, place);
            let scale = frame.and_then(|f| f.scales.iter().find(|scale| scale.size == size));
            if let (Some(scale), Some(Shape::Image { channels, .. })) = (scale, shape) {
                let shape = Shape::Image { channels, size };
                grid(sheet, stamp.borrow_mut().as_mut(), &scale.pixels, shape, (ACROSS, 1));
            }
        });
    });
    let label = t::scale(run.letter(), size);
    view! { <canvas class="scale-strip" role="img" aria-label=label node_ref=node></canvas> }
}

/// Spectral norms of every layer, "σ 1.02 0.98 1.01".
#[component]
pub fn Sigmas(page: Page, run: RunId) -> impl IntoView {
    let sigmas = Memo::new(move |_| with_frame(page, run, |frame| frame.sigmas.clone()));
    let line = move || {
        let values: Vec<_> = sigmas.with(|all| all.iter().map(|s| format!("{:.2}", s.value)).collect());
        values.join(" ")
    };
    let layers = move || {
        let each: Vec<_> =
            sigmas.with(|all| all.iter().map(|s| format!("{} {:.3}", s.layer, s.value)).collect());
        t::spectral(list(each))
    };
    view! {
        <p class="small-print sigmas" data-testid="sigmas" title=layers hidden=move || sigmas.with(Vec::is_empty)>
            <span class="sr-only">{layers}</span>
            <span aria-hidden="true">"σ "{line}</span>
        </p>
    }
}
