//! Shapes to begin a drawing with: moons, a spiral, letters, the dark pixels of a picture.

use leptos::html::Input;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlInputElement, ImageBitmap};

use crate::data::sketch::{Sketch, moons, of_dark, spiral};
use crate::text::draw as t;

/// Cells on a side of a picture whose dark pixels become points.
const CELLS: u32 = 96;

/// Pictures that every browser turns into pixels; drawings as SVG it does not.
const PICTURES: &str = "image/png,image/jpeg,image/webp,image/gif,image/avif,image/bmp";

/// The shapes.
#[component]
pub fn Begin(sketch: RwSignal<Sketch>) -> impl IntoView {
    let trouble = RwSignal::new(None::<&'static str>);
    let put = move |points: Vec<[f64; 2]>| {
        trouble.set(points.is_empty().then_some(t::NOTHING_DARK.get()));
        if !points.is_empty() {
            sketch.update(|s| s.put(points));
        }
    };
    let letters = NodeRef::<Input>::new();
    let write = move || {
        let text = letters.get_untracked().map(|field| field.value()).unwrap_or_default();
        if !text.trim().is_empty() {
            put(written(text.trim()).unwrap_or_default());
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        // The field has an Undo of its own.
        event.stop_propagation();
        if event.key() == "Enter" {
            write();
        }
    };
    let picture = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.as_ref().and_then(HtmlInputElement::files).and_then(|files| files.item(0))
        else {
            return;
        };
        spawn_local(async move {
            match pictured(&file).await {
                Some(points) => put(points),
                None => trouble.set(Some(t::NO_PICTURE.get())),
            }
        });
        if let Some(input) = input {
            // The same file can be chosen again.
            input.set_value("");
        }
    };
    let shape = move |hook: &'static str, words: &'static str, points: fn() -> Vec<[f64; 2]>| {
        view! { <button class="button small" type="button" data-testid=hook on:click=move |_| put(points())>{words}</button> }
    };
    view! {
        <div class="own-ticks" role="group" aria-label=t::BEGIN.get()>
            {shape("draw-moons", t::MOONS.get(), moons)}
            {shape("draw-spiral", t::SPIRAL.get(), spiral)}
            <label class="button small file-button">
                {t::PICTURE.get()}
                <input class="sr-only" type="file" accept=PICTURES data-testid="draw-picture" on:change=picture/>
            </label>
        </div>
        <div class="own-turn">
            <label>{t::LETTERS.get()}" "<input class="control small" size="8" maxlength="8" data-testid="draw-letters" node_ref=letters on:keydown=key/></label>
            <button class="button small" type="button" data-testid="draw-write" on:click=move |_| write()>{t::WRITE.get()}</button>
        </div>
        {move || trouble.get().map(|why| view! { <p class="note" role="alert">{why}</p> })}
    }
}

/// A sheet that nobody sees.
fn blank(width: u32, height: u32) -> Option<CanvasRenderingContext2d> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str("white");
    context.fill_rect(0.0, 0.0, width.into(), height.into());
    context.set_fill_style_str("black");
    Some(context)
}

/// Points where `context` is dark.
fn dark(context: &CanvasRenderingContext2d, width: u32, height: u32) -> Option<Vec<[f64; 2]>> {
    let pixels = context.get_image_data(0.0, 0.0, width.into(), height.into()).ok()?.data();
    let dark = |p: &[u8]| {
        let light = 0.299 * f32::from(p[0]) + 0.587 * f32::from(p[1]) + 0.114 * f32::from(p[2]);
        // Paper is seldom quite white.
        (0.8 - light / 255.0).max(0.0)
    };
    let cells: Vec<f32> = pixels.chunks_exact(4).map(dark).collect();
    Some(of_dark(&cells, width as usize))
}

/// The points of `text`.
fn written(text: &str) -> Option<Vec<[f64; 2]>> {
    let width = CELLS * (text.chars().count() as u32).clamp(1, 8) * 3 / 4;
    let context = blank(width, CELLS)?;
    context.set_font(&format!("bold {CELLS}px sans-serif"));
    context.set_text_align("center");
    context.set_text_baseline("middle");
    let (x, y) = (f64::from(width) / 2.0, f64::from(CELLS) / 2.0);
    context.fill_text_with_max_width(text, x, y, f64::from(width)).ok()?;
    dark(&context, width, CELLS)
}

/// The points of the picture in `file`.
async fn pictured(file: &File) -> Option<Vec<[f64; 2]>> {
    let decoded = window().create_image_bitmap_with_blob(file).ok()?;
    let picture: ImageBitmap =
        JsFuture::from(decoded).await.ok()?.dyn_into::<JsValue>().ok()?.dyn_into().ok()?;
    let scale = f64::from(CELLS) / f64::from(picture.width().max(picture.height()).max(1));
    let side = |pixels: u32| ((f64::from(pixels) * scale).round() as u32).max(1);
    let (width, height) = (side(picture.width()), side(picture.height()));
    let context = blank(width, height)?;
    context
        .draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width.into(), height.into())
        .ok()?;
    dark(&context, width, height)
}
