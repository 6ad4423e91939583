//! Images: what G makes from its fixed latent vectors, and real ones below.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use super::canvas::{Sheet, Shows, Stamp, on_redraw};
use super::state::Page;
use crate::experiment::RunId;
use crate::experiment::architecture::Shape;
use crate::protocol::Pixels;

/// Images in a row.
const ACROSS: usize = 8;

/// Rows of real images.
const REAL_ROWS: usize = 2;

/// The canvases of one run on images.
#[component]
pub fn ImagesCanvas(page: Page, run: RunId) -> impl IntoView {
    let made = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, made, Shows::Samples, move |sheet| {
        let place = page.place.get_untracked();
        page.look(|runner| {
            let shape = runner.lanes.get(run.0).and_then(|l| l.ready.as_ref()).map(|r| r.shape);
            if let (Some(frame), Some(shape)) = (runner.frame(run, place), shape) {
                grid(sheet, stamp.borrow_mut().as_mut(), &frame.samples, shape, ACROSS);
            }
        });
    });
    let real = NodeRef::<Canvas>::new();
    let other = RefCell::new(Stamp::new());
    on_redraw(page, real, Shows::Samples, move |sheet| {
        page.look(|runner| {
            if let Some(ready) = runner.lanes.get(run.0).and_then(|l| l.ready.as_ref()) {
                grid(sheet, other.borrow_mut().as_mut(), &ready.real, ready.shape, REAL_ROWS);
            }
        });
    });
    let label = move || {
        let step = page.runs[run.0].with(|v| v.step);
        format!("Run {}: images that the generator makes from fixed noise, at step {step}", run.letter())
    };
    view! {
        <canvas class="samples" data-testid="samples" role="img" aria-label=label node_ref=made></canvas>
        <p class="legend">"Real, for comparison"</p>
        <canvas class="real-images" role="img" aria-label="Real images" node_ref=real></canvas>
    }
}

/// Draws up to `rows` rows of [`ACROSS`] images, with a pixel between them.
fn grid(sheet: &Sheet, stamp: Option<&mut Stamp>, pixels: &Pixels, shape: Shape, rows: usize) {
    let (Some(stamp), Pixels::Images(bytes), Shape::Image { channels, size }) = (stamp, pixels, shape) else {
        return;
    };
    let (channels, size) = (channels as usize, size as usize);
    let image = channels * size * size;
    let (cell, width) = (size + 1, ACROSS * (size + 1) - 1);
    let height = rows * cell - 1;
    let color = |i: usize| {
        let (x, y) = (i % width, i / width);
        let (column, row, x, y) = (x / cell, y / cell, x % cell, y % cell);
        let at = (row * ACROSS + column) * image + (y * size + x) * channels;
        if x == size || y == size {
            return [0; 4];
        }
        match bytes.get(at..at + channels) {
            Some([r, g, b]) => [*r, *g, *b, 255],
            Some([grey, ..]) => [*grey, *grey, *grey, 255],
            _ => [0; 4],
        }
    };
    let tall = sheet.width * height as f64 / width as f64;
    let size = (width as u32, height as u32);
    let _ = stamp.draw(sheet, size, false, (0.0, 0.0, sheet.width, tall), color);
}
