//! The weights of the first layers as small pictures.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Shows, Stamp, on_redraw};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::inside::kernels::Kernels;
use crate::play::look::Layer;
use crate::text::inside as t;

/// Those of D and of G, or of its average.
#[component]
pub fn KernelPictures(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let on = Memo::new(move |_| page.layers.with(|layers| layers.has(Layer::Kernels)));
    let letter = run.letter();
    let words = [t::kernels_of_d(letter), t::kernels_of_g(letter)];
    let picture = move |(i, words): (usize, String)| {
        let node = NodeRef::<Canvas>::new();
        let stamp = RefCell::new(Stamp::new());
        let ratio = Memo::new(move |_| {
            page.shot.track();
            let (across, down) = with_kernels(page, run, averaged, i, Kernels::extent).unwrap_or((8, 1));
            format!("{across} / {down}")
        });
        on_redraw(page, node, Shows::Samples, move |sheet| {
            with_kernels(page, run, averaged, i, |of| {
                grid(sheet, stamp.borrow_mut().as_mut(), &of.pixels, of.shape, of.extent());
            });
        });
        view! {
            <canvas role="img" aria-label=words.clone() data-testid=["kernels-d", "kernels-g"][i] style:aspect-ratio=move || ratio.get() node_ref=node></canvas>
            <p class="small-print" aria-hidden="true">{words}</p>
        }
    };
    let pictures = move || words.clone().into_iter().enumerate().map(picture).collect_view();
    move || on.get().then(|| view! { <div class="trip">{pictures()}</div> })
}

/// Reads picture `i` of what is shown of `run`.
fn with_kernels<T>(
    page: Page,
    run: RunId,
    averaged: RwSignal<bool>,
    i: usize,
    read: impl FnOnce(&Kernels) -> T,
) -> Option<T> {
    let place = page.place.get_untracked();
    page.look(|play| play.inside(run, place, averaged.get_untracked())?.kernels.get(i).map(read)).flatten()
}
