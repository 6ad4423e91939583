//! The values of every run at one place of the axis.

use leptos::prelude::*;

use crate::app::charts::plot::{Plot, ValueAxis};
use crate::app::charts::view::ChartView;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::play::look::Off;

/// Each run that is on, and its values at `place`; named where `named` or where there is room for it.
fn read(page: Page, plot: &Plot, view: ChartView, off: Off, place: f64, named: bool) -> Vec<(RunId, String)> {
    let (axis, runs) = (page.axis.get_untracked(), view.runs.get_untracked());
    let metric = page.metric.get_untracked();
    let found = page.look(|play| {
        let shown: Vec<_> = play.runs.iter().enumerate().filter(|(run, _)| runs.shows(*run)).collect();
        let named = named || (shown.len() < 3 && plot.axis == ValueAxis::Loss);
        let values = |(run, lane): &(usize, &crate::play::Run)| {
            let at = lane.clock.step(axis, place).round().max(1.0) as u32;
            (RunId(*run), plot.values(lane, at, &metric, off, named))
        };
        shown.iter().map(values).collect()
    });
    found.unwrap_or_default()
}

/// The values as they are spoken.
pub fn spoken(page: Page, plot: &Plot, view: ChartView, off: Off, place: f64) -> String {
    let all = read(page, plot, view, off, place, true);
    all.iter().map(|(run, values)| format!("{} {values}", run.letter())).collect::<Vec<_>>().join("   ")
}

/// The values under the cursor as markup, over the legend; nothing without a cursor.
#[component]
pub fn Values(page: Page, plot: &'static Plot, view: ChartView, off: RwSignal<Off>) -> impl IntoView {
    let values = Memo::new(move |_| {
        page.redraw.track();
        let Some(place) = page.cursor.get() else { return String::new() };
        let one = |(run, values): (RunId, String)| {
            let letter = run.letter();
            format!("<span class=\"run-{}\"><b>{letter}</b> {values} </span>", letter.to_ascii_lowercase())
        };
        read(page, plot, view, off.get(), place, false).into_iter().map(one).collect()
    });
    view! { <span class="values" inner_html=values></span> }
}
