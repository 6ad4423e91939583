//! One chart: a figure that can be read by eye, by pointer and by keyboard.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::{ev, prelude::*};

use super::canvas::{Shows, on_redraw};
use super::chart_drawing::{Drawing, LEFT, RIGHT};
use super::runner::Runner;
use super::state::Page;
use super::words;
use crate::chart::{Axis, Series, percent, three_digits};

/// How the values of a chart are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// From the data, with the equilibrium.
    Loss,
    /// 0 to 1.
    Share,
    /// Logarithmic.
    Log,
}

/// What a chart shows.
#[derive(Debug)]
pub struct Plot {
    /// Its name in the page.
    pub id: &'static str,
    /// Its title.
    pub title: &'static str,
    /// The solid line and its name.
    pub solid: (Series, &'static str),
    /// The dashed line and its name.
    pub dashed: (Series, &'static str),
    /// Its axis.
    pub range: Range,
}

impl Plot {
    /// A value of this chart as text.
    pub fn text(&self, value: f64) -> String {
        if self.range == Range::Share { percent(value) } else { three_digits(value) }
    }
}

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
    let last = move || page.look(|runner| length(runner, axis.get_untracked())).unwrap_or(0.0);
    let point = move |event: ev::PointerEvent| {
        let Some(canvas) = node.get_untracked() else { return };
        let width = f64::from(canvas.client_width()) - LEFT - RIGHT;
        let share = ((f64::from(event.offset_x()) - LEFT) / width.max(1.0)).clamp(0.0, 1.0);
        let end = page.look(|runner| axis_end(runner, axis.get_untracked())).unwrap_or(1.0);
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
    let label = format!(
        "{}: {} solid, {} dashed. Arrow keys move along the axis.",
        plot.title, plot.solid.1, plot.dashed.1
    );
    view! {
        <figure class=format!("chart chart-{}", plot.id) tabindex="0" aria-label=label on:keydown=keys>
            <figcaption>
                <b>{plot.title}</b>
                <span class="chart-key">
                    {move || match values.get() {
                        Some(text) => view! { <span class="values">{text}</span> }.into_any(),
                        None => view! {
                            <span class="stroke"></span>{plot.solid.1}<span class="stroke dashed"></span>{plot.dashed.1}
                        }.into_any(),
                    }}
                </span>
            </figcaption>
            <canvas class="plot" node_ref=node aria-hidden="true" on:pointermove=point
                on:pointerleave=move |_| page.cursor.set(None)></canvas>
            <span class="sr-only" role="status" aria-live="polite">{spoken}</span>
        </figure>
    }
}

/// How far the longest run has come on `axis`.
fn length(runner: &Runner, axis: Axis) -> f64 {
    let ends = runner.lanes.iter().map(|lane| lane.clock.value(axis, lane.history.len() as f64));
    ends.fold(0.0, f64::max)
}

/// Where the axis ends.
pub fn axis_end(runner: &Runner, axis: Axis) -> f64 {
    length(runner, axis).max(axis.least())
}

/// The values of every run at `place` of the axis.
fn readout(page: Page, plot: &Plot, place: f64) -> String {
    let axis = page.axis.get_untracked();
    let text = page.look(|runner| {
        let run = |(i, lane): (usize, &super::runner::Lane)| {
            let at = lane.clock.step(axis, place).round().max(1.0) as u32;
            let value = |s| plot.text(lane.history.near(s, at).map_or(f64::NAN, f64::from));
            let letter = crate::experiment::RunId(i).letter();
            format!(
                "{letter} {} {} {} {}",
                plot.solid.1,
                value(plot.solid.0),
                plot.dashed.1,
                value(plot.dashed.0)
            )
        };
        runner.lanes.iter().enumerate().map(run).collect::<Vec<_>>().join("   ")
    });
    text.unwrap_or_default()
}
