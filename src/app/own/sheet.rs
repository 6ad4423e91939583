//! The paper: strokes by mouse, touch, pen and keys.

use leptos::html::Canvas;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, PointerEvent};

use crate::app::kit::canvas::draw_again;
use crate::app::runs::canvas_points::rings;
use crate::app::state::page::Page;
use crate::data::hand::{Hand, Touch};
use crate::data::sketch::Sketch;
use crate::record::Pixels;
use crate::text::draw as t;

/// How far an arrow key moves the brush.
const STEP: f64 = 0.05;

/// The paper.
#[component]
pub fn Sheet(page: Page, sketch: RwSignal<Sketch>) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    // Where the stroke is, and where the keys are.
    let (hand, cursor) = (StoredValue::new(Hand::default()), RwSignal::new(None::<[f64; 2]>));
    draw_again(
        page,
        node,
        move || {
            sketch.track();
            cursor.track();
        },
        move |sheet| {
            let values = sketch.with_untracked(|s| s.points().iter().flatten().map(|v| *v as f32).collect());
            rings(sheet, &page.palette.get_untracked(), 1.0, &Pixels::Points(values));
            if let Some([x, y]) = cursor.get_untracked() {
                let at = |v: f64, size: f64| (v + 1.0) / 2.0 * size;
                sheet.context.stroke_rect(at(x, sheet.width) - 4.0, at(-y, sheet.height) - 4.0, 8.0, 8.0);
            }
        },
    );
    let down = move |event: PointerEvent| {
        let Some(paper) = paper(&event) else { return };
        let at = place(&event, &paper);
        if hand.try_update_value(|hand| hand.down(touch(&event), at)) != Some(true) {
            return;
        }
        event.prevent_default();
        // The stroke goes on beyond the edge, and the keys are heard.
        let _ = paper.set_pointer_capture(event.pointer_id());
        let _ = paper.focus();
        cursor.set(None);
        sketch.update(|s| {
            s.begin();
            s.stroke(at, at, pressure(&event));
        });
    };
    let moved = move |event: PointerEvent| {
        let Some(to) = paper(&event).map(|paper| place(&event, &paper)) else { return };
        if let Some(from) = hand.try_update_value(|hand| hand.moved(touch(&event), to)).flatten() {
            sketch.update(|s| {
                s.stroke(from, to, pressure(&event));
            });
        }
    };
    let up = move |event: PointerEvent| hand.update_value(|hand| hand.up(touch(&event)));
    let key = move |event: ev::KeyboardEvent| {
        let [x, y] = cursor.get_untracked().unwrap_or([0.0; 2]);
        let to = match event.key().as_str() {
            "ArrowLeft" => [x - STEP, y],
            "ArrowRight" => [x + STEP, y],
            "ArrowUp" => [x, y + STEP],
            "ArrowDown" => [x, y - STEP],
            " " | "Enter" => {
                event.prevent_default();
                return sketch.update(|s| {
                    s.begin();
                    s.stroke([x - STEP, y], [x + STEP, y], 1.0);
                });
            }
            _ => return,
        };
        event.prevent_default();
        cursor.set(Some(to.map(|v| v.clamp(-1.0, 1.0))));
    };
    view! {
        <canvas class="own-paper" role="application" tabindex="0" data-testid="draw-paper" node_ref=node
            aria-label=t::PAPER.get()
            on:pointerdown=down on:pointermove=moved on:pointerup=up on:pointercancel=up on:keydown=key></canvas>
    }
}

fn paper(event: &PointerEvent) -> Option<HtmlElement> {
    event.current_target()?.dyn_into().ok()
}

fn touch(event: &PointerEvent) -> Touch {
    Touch { pointer: event.pointer_id(), primary: event.is_primary(), buttons: event.buttons() }
}

/// Where an event is on `paper`, from -1 to 1 with up as up.
fn place(event: &PointerEvent, paper: &HtmlElement) -> [f64; 2] {
    let frame = paper.get_bounding_client_rect();
    let across = (f64::from(event.client_x()) - frame.left()) / frame.width();
    let down = (f64::from(event.client_y()) - frame.top()) / frame.height();
    [2.0 * across - 1.0, 1.0 - 2.0 * down]
}

/// From 0 to 1; a mouse has half of it.
fn pressure(event: &PointerEvent) -> f64 {
    let pen = event.pointer_type() == "pen";
    if pen { f64::from(event.pressure()) } else { 0.5 }
}
