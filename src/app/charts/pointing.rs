//! The pointer and the keys of a chart: they move the cursor and choose what is shown of the axis.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::app::charts::margins::{LEFT, RIGHT};
use crate::app::charts::view::ChartView;
use crate::app::state::page::Page;
use crate::chart::Axis;
use crate::play::look::Zoom;

/// Pixels that a drag is long, at least; less is a click.
const DRAG: f64 = 6.0;

/// The place on the axis under the pointer.
fn place(event: &web_sys::MouseEvent, view: ChartView) -> Option<f64> {
    let plot = event.current_target()?.dyn_into::<Element>().ok()?;
    let width = f64::from(plot.client_width()) - LEFT - RIGHT;
    let inside = f64::from(event.client_x()) - plot.get_bounding_client_rect().left() - LEFT;
    let (from, to) = untrack(|| view.window());
    Some(from + (inside / width.max(1.0)).clamp(0.0, 1.0) * (to - from))
}

/// What happened on a plot.
pub fn happened(event: &Event, page: Page, view: ChartView) {
    match event.type_().as_str() {
        "pointermove" => moved(event.unchecked_ref(), page, view),
        "pointerdown" => pressed(event.unchecked_ref(), view),
        "pointerup" => released(event.unchecked_ref(), view),
        "pointercancel" => view.drag.set(None),
        "pointerleave" => page.cursor.set(None),
        "wheel" => wheeled(event.unchecked_ref(), view),
        _ => view.show(Zoom::default()),
    }
}

/// The pointer moves: so does the cursor, and the end of a drag.
fn moved(event: &ev::PointerEvent, page: Page, view: ChartView) {
    let Some(place) = place(event, view) else { return };
    let last = view.last();
    page.cursor.set(Some(place.min(last)).filter(|_| last > 0.0));
    view.drag.update(|drag| {
        if let Some(drag) = drag {
            drag.1 = place;
        }
    });
}

/// The pointer goes down: a drag begins.
fn pressed(event: &ev::PointerEvent, view: ChartView) {
    if event.button() != 0 {
        return;
    }
    let plot = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(plot) = plot {
        let _ = plot.set_pointer_capture(event.pointer_id());
    }
    view.drag.set(place(event, view).map(|place| (place, place)));
}

/// The pointer goes up: what was dragged over is shown.
fn released(event: &ev::PointerEvent, view: ChartView) {
    let width =
        event.current_target().and_then(|target| target.dyn_into::<Element>().ok()).map(|p| p.client_width());
    let (Some((a, b)), Some(width)) = (view.drag.get_untracked(), width) else { return };
    view.drag.set(None);
    let (from, to) = untrack(|| view.window());
    if (b - a).abs() / (to - from) * (f64::from(width) - LEFT - RIGHT) >= DRAG {
        view.show(Zoom::between(a, b, view.end(), view.least()));
    }
}

/// The wheel with ctrl, and so two fingers on a pad, zooms around the pointer.
fn wheeled(event: &ev::WheelEvent, view: ChartView) {
    if !event.ctrl_key() {
        return;
    }
    event.prevent_default();
    if let Some(place) = place(event, view) {
        let factor = (1.0 + event.delta_y() / 300.0).clamp(0.5, 2.0);
        view.show(view.zoom.get_untracked().by(factor, place, view.end(), view.least()));
    }
}

/// A key of the chart; whether there is something new to be told.
pub fn typed(event: &ev::KeyboardEvent, page: Page, view: ChartView) -> bool {
    let last = view.last();
    if last <= 0.0 || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return false;
    }
    let (from, to) = untrack(|| view.window());
    let least = if page.axis.get_untracked() == Axis::Seconds { 0.0 } else { 1.0 };
    let stride = ((to - from) / if event.shift_key() { 10.0 } else { 100.0 }).max(least);
    let cursor = page.cursor.get_untracked();
    let at = cursor.unwrap_or(to.min(last));
    let zoom = view.zoom.get_untracked();
    let by = |factor: f64| view.show(zoom.by(factor, at, view.end(), view.least()));
    let next = match event.key().as_str() {
        "ArrowLeft" => Some(at - stride),
        "ArrowRight" => Some(at + stride),
        "Home" => Some(0.0),
        "End" => Some(last),
        _ => None,
    };
    match (next, event.key().as_str()) {
        (Some(next), _) => {
            let next = next.clamp(least, last.max(least));
            view.show(zoom.holding(next, view.end()));
            page.cursor.set(Some(next));
        }
        (None, "+" | "=") => by(0.5),
        (None, "-" | "−") => by(2.0),
        (None, "Escape") if view.drag.get_untracked().is_some() => view.drag.set(None),
        (None, "Escape") if !zoom.is_whole() => view.show(Zoom::default()),
        (None, "Escape") => page.cursor.set(None),
        _ => return false,
    }
    event.prevent_default();
    true
}
