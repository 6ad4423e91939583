//! One chart: a figure that can be read by eye, by pointer and by keyboard.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::{ev, prelude::*};

use crate::app::charts::chart_drawing::Drawing;
use crate::app::charts::legend::Legend;
use crate::app::charts::metric_menu::MetricMenu;
use crate::app::charts::plot::{Lines, Plot};
use crate::app::charts::pointing;
use crate::app::charts::surface::Surface;
use crate::app::charts::values::{Values, spoken};
use crate::app::charts::view::ChartView;
use crate::app::kit::canvas::{Shows, on_redraw};
use crate::app::kit::words;
use crate::app::state::page::Page;
use crate::play::look::Off;

/// The figure.
#[component]
pub fn LineChart(page: Page, plot: &'static Plot, view: ChartView) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let off = RwSignal::new(Off::default());
    let why = RwSignal::new(String::new());
    let drawing = RefCell::new(Drawing::default());
    on_redraw(page, node, Shows::Curves, move |sheet| {
        let mut drawing = drawing.borrow_mut();
        drawing.draw(sheet, page, plot, view, off.get_untracked());
        if why.with_untracked(|why| *why != drawing.why) {
            why.set(drawing.why.clone());
        }
    });
    let told = RwSignal::new(String::new());
    let keys = move |event: ev::KeyboardEvent| {
        let before = view.zoom.get_untracked();
        if !pointing::typed(&event, page, view) {
            return;
        }
        let zoomed = (before != view.zoom.get_untracked()).then(|| untrack(|| view.told()));
        let values = page.cursor.get_untracked().map(|place| {
            let values = spoken(page, plot, view, off.get_untracked(), place);
            format!("{}. {values}", words::place(page.axis.get_untracked(), place))
        });
        told.set(zoomed.or(values).unwrap_or_default());
    };
    let title = match &plot.lines {
        Lines::Pair { .. } => view! { <b>{plot.title.get()}</b> }.into_any(),
        Lines::Metric => view! { <MetricMenu page/> }.into_any(),
    };
    view! {
        <figure class=format!("chart chart-{}", plot.id) tabindex="0" aria-label=plot.label() on:keydown=keys>
            <figcaption>
                {title}
                <span class="chart-key">
                    <Legend page plot view off/>
                    <Values page plot view off/>
                </span>
                <span class="why" data-testid="why-linear">{why}</span>
            </figcaption>
            <Surface page view node/>
            <span class="sr-only" role="status" aria-live="polite">{told}</span>
        </figure>
    }
}
