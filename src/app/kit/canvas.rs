//! Canvases: sharp on every screen, drawn once a frame and only when something changed.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use crate::app::state::page::Page;

/// Pixels of the screen beyond this many for each pixel of the page are not worth their time.
const MAX_RATIO: f64 = 2.0;

/// A canvas to draw on, in pixels of the page.
pub struct Sheet {
    /// The drawing context, scaled to pixels of the page.
    pub context: CanvasRenderingContext2d,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Between two pictures of the curves while they grow, in milliseconds.
const CURVES_EVERY: f64 = 250.0;

/// What a canvas shows, and so when it has something new to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Samples: new with every frame of a run.
    Samples,
    /// Curves: they grow with every message and need not be drawn as often.
    Curves,
}

/// Calls `draw` in the animation frame after the page changed what it shows.
pub fn on_redraw(page: Page, node: NodeRef<Canvas>, shows: Shows, draw: impl Fn(&Sheet) + 'static) {
    let draw = Rc::new(draw);
    let waiting = Rc::new(Cell::new(false));
    let last = Rc::new(Cell::new(f64::NEG_INFINITY));
    let paint = move || {
        let Some(canvas) = node.get_untracked() else { return };
        if waiting.replace(true) {
            return;
        }
        let (draw, waiting, last) = (draw.clone(), waiting.clone(), last.clone());
        let wait = match shows {
            Shows::Curves if page.running.get_untracked() => (last.get() + CURVES_EVERY - clock()).max(0.0),
            _ => 0.0,
        };
        let frame = move || {
            request_animation_frame(move || {
                waiting.set(false);
                last.set(clock());
                if let Some(sheet) = open(&canvas) {
                    draw(&sheet);
                }
            });
        };
        if wait > 1.0 { set_timeout(frame, Duration::from_millis(wait as u64)) } else { frame() }
    };
    Effect::new(move |_| {
        match shows {
            Shows::Samples => page.shot.track(),
            Shows::Curves => {
                page.redraw.track();
                page.cursor.track();
            }
        }
        page.palette.track();
        page.place.track();
        node.track();
        paint();
    });
}

/// Calls `draw` in the animation frame after the canvas is there, and whenever the colours change.
pub fn draw_once(page: Page, node: NodeRef<Canvas>, draw: impl Fn(&Sheet) + 'static) {
    draw_again(page, node, || {}, draw);
}

/// The same, and whenever what `changes` reads has changed.
pub fn draw_again(
    page: Page,
    node: NodeRef<Canvas>,
    changes: impl Fn() + 'static,
    draw: impl Fn(&Sheet) + 'static,
) {
    let draw = Rc::new(draw);
    Effect::new(move |_| {
        page.palette.track();
        changes();
        let Some(canvas) = node.get() else { return };
        let draw = draw.clone();
        request_animation_frame(move || {
            if let Some(sheet) = open(&canvas) {
                draw(&sheet);
            }
        });
    });
}

fn clock() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}

fn open(canvas: &HtmlCanvasElement) -> Option<Sheet> {
    let (width, height) = (f64::from(canvas.client_width()), f64::from(canvas.client_height()));
    if width < 1.0 || height < 1.0 {
        return None;
    }
    let ratio = window().device_pixel_ratio().clamp(1.0, MAX_RATIO);
    let (wide, high) = ((width * ratio).round() as u32, (height * ratio).round() as u32);
    if canvas.width() != wide || canvas.height() != high {
        canvas.set_width(wide);
        canvas.set_height(high);
    }
    let context = context_of(canvas)?;
    context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0).ok()?;
    context.clear_rect(0.0, 0.0, width, height);
    Some(Sheet { context, width, height })
}

fn context_of(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// A small picture, pixel by pixel, to be drawn at any size.
pub struct Stamp {
    canvas: HtmlCanvasElement,
    bytes: Vec<u8>,
}

impl Stamp {
    /// An empty picture; `None` when the browser gives no canvas.
    pub fn new() -> Option<Self> {
        let canvas = document().create_element("canvas").ok()?.dyn_into().ok()?;
        Some(Self { canvas, bytes: Vec::new() })
    }

    /// Draws `width * height` pixels into `place` (x, y, width, height); `pixel` gives their
    /// colours.
    pub fn draw(
        &mut self,
        sheet: &Sheet,
        size: (u32, u32),
        smooth: bool,
        place: (f64, f64, f64, f64),
        pixel: impl Fn(usize) -> [u8; 4],
    ) -> Option<()> {
        let count = (size.0 * size.1) as usize;
        self.bytes.clear();
        self.bytes.extend((0..count).flat_map(pixel));
        if self.canvas.width() != size.0 || self.canvas.height() != size.1 {
            self.canvas.set_width(size.0);
            self.canvas.set_height(size.1);
        }
        let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(&self.bytes), size.0, size.1).ok()?;
        context_of(&self.canvas)?.put_image_data(&data, 0.0, 0.0).ok()?;
        sheet.context.set_image_smoothing_enabled(smooth);
        let (x, y, w, h) = place;
        sheet.context.draw_image_with_html_canvas_element_and_dw_and_dh(&self.canvas, x, y, w, h).ok()
    }
}
