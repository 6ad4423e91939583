//! One chart: a figure that can be read by eye, by pointer and by keyboard.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::{ev, prelude::*};

use crate::app::charts::chart_drawing::{Drawing, axis_end, length};
use crate::app::charts::margins::{LEFT, RIGHT};
use crate::app::charts::metric_menu::{MetricMenu, direction};
use crate::app::charts::plot::{Lines, Plot};
use crate::app::kit::canvas::{Shows, on_redraw};
use crate::app::kit::words;
use crate::app::state::page::Page;
use crate::chart::Axis;
use crate::experiment::RunId;
use crate::play::Run;

/// The figure.
#[component]
pub fn LineChart(page: Page, plot: &'static Plot) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let drawing = RefCell::new(Drawing::default());
    on_redraw(page, node, Shows::Curves, move |sheet| {
        drawing.borrow_mut().draw(sheet, page, plot);
    });
    let spoken = RwSignal::new(String::new());
    let axis = page.axis;
    let last = move || page.look(|play| length(play, axis.get_untracked())).unwrap_or(0.0);
    let point = move |event: ev::PointerEvent| {
        let Some(canvas) = node.get_untracked() else { return };
        let width = f64::from(canvas.client_width()) - LEFT - RIGHT;
        let share = ((f64::from(event.offset_x()) - LEFT) / width.max(1.0)).clamp(0.0, 1.0);
        let end = page.look(|play| axis_end(play, axis.get_untracked())).unwrap_or(1.0);
        page.cursor.set(Some((share * end).min(last())).filter(|_| last() > 0.0));
    };
    let keys = move |event: ev::KeyboardEvent| {
        let end = last();
        if end <= 0.0 {
            return;
        }
        let least = if axis.get_untracked() == Axis::Seconds { 0.0 } else { 1.0 };
        let stride = (if event.shift_key() { end / 10.0 } else { end / 100.0 }).max(least);
        let at = page.cursor.get_untracked().unwrap_or(end);
        let next = match event.key().as_str() {
            "ArrowLeft" => (at - stride).max(least),
            "ArrowRight" => (at + stride).min(end),
            "Home" => least,
            "End" => end,
            "Escape" => {
                page.cursor.set(None);
                return spoken.set(String::new());
            }
            _ => return,
        };
        event.prevent_default();
        page.cursor.set(Some(next));
        spoken.set(format!("{}. {}", words::place(axis.get_untracked(), next), readout(page, plot, next)));
    };
    let values = Memo::new(move |_| {
        page.redraw.track();
        page.cursor.get().map(|place| readout(page, plot, place))
    });
    let label = plot.label();
    let title = match &plot.lines {
        Lines::Pair { .. } => view! { <b>{plot.title}</b> }.into_any(),
        Lines::Metric => view! { <MetricMenu page/> }.into_any(),
    };
    let key = move || match &plot.lines {
        Lines::Pair { solid, dashed } => view! {
            <span class="stroke"></span>{solid.1}<span class="stroke dashed"></span>{dashed.1}
        }
        .into_any(),
        Lines::Metric => view! { {move || direction(page)} }.into_any(),
    };
    view! {
        <figure class=format!("chart chart-{}", plot.id) tabindex="0" aria-label=label on:keydown=keys>
            <figcaption>
                {title}
                <span class="chart-key">
                    {move || match values.get() {
                        Some(text) => view! { <span class="values">{text}</span> }.into_any(),
                        None => key(),
                    }}
                </span>
            </figcaption>
            <canvas class="plot" node_ref=node aria-hidden="true" on:pointermove=point
                on:pointerleave=move |_| page.cursor.set(None)></canvas>
            <span class="sr-only" role="status" aria-live="polite">{spoken}</span>
        </figure>
    }
}

/// The values of every run at `place` of the axis.
fn readout(page: Page, plot: &Plot, place: f64) -> String {
    let axis = page.axis.get_untracked();
    let text = page.look(|play| {
        let metric = page.metric.get_untracked();
        let run = |(i, lane): (usize, &Run)| {
            let at = lane.clock.step(axis, place).round().max(1.0) as u32;
            format!("{} {}", RunId(i).letter(), plot.values(lane, at, &metric))
        };
        play.runs.iter().enumerate().map(run).collect::<Vec<_>>().join("   ")
    });
    text.unwrap_or_default()
}
