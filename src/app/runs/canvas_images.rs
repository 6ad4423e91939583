//! Images: what G makes from its fixed latent vectors, and real ones below.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Shows, Stamp, on_redraw};
use crate::app::runs::image_captions::captions;
use crate::app::runs::image_grid::{grid, lay, side};
use crate::app::runs::image_picker::ImagePicker;
use crate::app::runs::images_shown::{Images, least};
use crate::app::runs::kernel_pictures::KernelPictures;
use crate::app::runs::trip_picture::TripPicture;
use crate::app::state::page::Page;
use crate::experiment::{CLASSES, Condition, RunId};
use crate::play::look::Layer;
use crate::text::card as t;

/// Real images in a row, and rows of them.
const REAL: (usize, usize) = (8, 2);
/// The same, as wide and as tall, where that makes them too small to be seen.
const FEW: (usize, usize) = (4, 1);

/// The canvases of one run on images.
#[component]
pub fn ImagesCanvas(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let made = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, made, Shows::Samples, move |sheet| {
        page.look(|play| {
            let Some(images) = Images::of(page, play, run, averaged.get_untracked()) else { return };
            let images = images.within(sheet.width);
            let Images { bytes, shape, mosaic, order, .. } = &images;
            let tall =
                lay(sheet, stamp.borrow_mut().as_mut(), bytes, *shape, *mosaic, |place| order.sample(place));
            if page.layers.get_untracked().has(Layer::Judged) {
                captions(sheet, &page.palette.get_untracked(), &images, tall);
            }
        });
    });
    let real = NodeRef::<Canvas>::new();
    let other = RefCell::new(Stamp::new());
    on_redraw(page, real, Shows::Samples, move |sheet| {
        page.look(|play| {
            if let Some(ready) = play.runs.get(run.0).and_then(|l| l.ready.as_ref()) {
                let seen = side(ready.shape).and_then(|size| least(size, false)).unwrap_or(0.0);
                let few = sheet.width < REAL.0 as f64 * seen;
                grid(
                    sheet,
                    other.borrow_mut().as_mut(),
                    &ready.real,
                    ready.shape,
                    if few { FEW } else { REAL },
                );
            }
        });
    });
    let label = move || {
        let step = page.runs[run.0].with(|v| v.step);
        if averaged.get() { t::images_average(run.letter(), step) } else { t::images(run.letter(), step) }
    };
    // Numbers under the images need room.
    let ratio = Memo::new(move |_| {
        if !page.layers.with(|layers| layers.has(Layer::Judged)) {
            return "1".to_owned();
        }
        page.shot.track();
        let width = made.get().map_or(f64::INFINITY, |canvas| canvas.client_width().into());
        let found = page.look(|play| Some(Images::of(page, play, run, false)?.within(width).mosaic.extent()));
        let (width, height) = found.flatten().unwrap_or((1, 1));
        format!("{width} / {height}")
    });
    let by_class =
        move || page.comparison.with(|c| c.runs.get(run.0).is_some_and(|e| e.condition != Condition::Off));
    let classes = (0..CLASSES).map(|class| view! { <span>{class}</span> }).collect_view();
    view! {
        <p class="classes" aria-label=t::CLASSES.get() hidden=move || !by_class()>{classes}</p>
        <ImagePicker page run averaged>
            <canvas class="samples" data-testid="samples" role="img" aria-label=label style:aspect-ratio=move || ratio.get() node_ref=made></canvas>
        </ImagePicker>
        <TripPicture page run averaged/>
        <KernelPictures page run averaged/>
        <p class="legend">{t::REAL_BELOW.get()}</p>
        <canvas class="real-images" role="img" aria-label=t::REAL_IMAGES.get() node_ref=real></canvas>
    }
}
