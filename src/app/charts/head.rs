//! Above the charts: the place under the cursor, files, which runs and which part of the axis are shown.

use std::rc::Rc;

use leptos::prelude::*;

use crate::app::charts::switches::{Switches, switch};
use crate::app::charts::view::ChartView;
use crate::app::keep::state::Keep;
use crate::app::kit::save::save_text;
use crate::app::kit::words;
use crate::app::state::page::Page;
use crate::app::take::button::TakeButton;
use crate::chart::{Axis, table};
use crate::experiment::RunId;
use crate::export::called;
use crate::play::look::Zoom;
use crate::text::charts as t;

/// The head of the column.
#[component]
pub fn ChartsHead(page: Page, view: ChartView, empty: Memo<bool>) -> impl IntoView {
    let place =
        move || page.cursor.get().map(|place| words::place(page.axis.get(), place)).unwrap_or_default();
    let whole = move |_| view.show(Zoom::default());
    let keep = expect_context::<Keep>();
    view! {
        <div class="charts-head">
            <div class="charts-title"><h2>{t::TITLE.get()}</h2><span class="cursor-step">{place}</span></div>
            <button class="button small" type="button" aria-label=t::CSV.get() title=t::CSV.get() disabled=move || empty.get()
                on:click=move |_| download(page, keep)>"CSV"</button>
            <TakeButton run=None/>
            <div class="charts-view">
                <RunSwitches page view/>
                <AxisMenu page view/>
                <button class="button small" type="button" data-testid="whole-run" title=t::WHOLE_RUN_HINT.get()
                    hidden=move || view.zoom.get().is_whole() on:click=whole>{t::WHOLE_RUN.get()}</button>
            </div>
        </div>
    }
}

/// A chip for each run: it switches the run in all charts.
#[component]
fn RunSwitches(page: Page, view: ChartView) -> impl IntoView {
    let count = Memo::new(move |_| page.comparison.with(|c| c.runs.len()));
    Effect::new(move |_| {
        let count = count.get();
        view.runs.update(|runs| *runs = runs.keep(count));
    });
    let chip = |run: usize| {
        let letter = RunId(run).letter().to_string();
        let small = letter.to_ascii_lowercase();
        let label = t::run_in_charts(&letter);
        switch(run, &format!("run-switch run-{small}"), "", &letter, &label, &format!("shown-{small}"))
    };
    let markup =
        Memo::new(move |_| (0..count.get()).filter(|_| count.get() > 1).map(chip).collect::<String>());
    let press = move |run| {
        view.runs.update(|runs| runs.toggle(run));
        page.touch_curves();
    };
    let on = move |run| view.runs.get().shows(run);
    view! { <Switches class="run-switches" label=t::RUNS.get() markup on=Rc::new(on) press=Rc::new(press)/> }
}

/// What the charts count along their axis.
#[component]
fn AxisMenu(page: Page, view: ChartView) -> impl IntoView {
    let change = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or(0);
        page.cursor.set(None);
        view.zoom.set(Zoom::default());
        page.axis.set(Axis::ALL.get(index).copied().unwrap_or_default());
        page.touch_curves();
    };
    let option =
        |(i, axis): (usize, Axis)| view! { <option value=i.to_string()>{words::axis(axis)}</option> };
    view! {
        <select class="control small axis-menu" data-testid="axis" aria-label=t::AXIS.get() on:change=change>
            {Axis::ALL.into_iter().enumerate().map(option).collect_view()}
        </select>
    }
}

/// Hands the measurements to the user as a file.
fn download(page: Page, keep: Keep) {
    let found = page.look(|play| {
        let runs: Vec<_> =
            play.runs.iter().enumerate().map(|(i, l)| (RunId(i).letter(), &l.history)).collect();
        (table(&runs), called(keep.name(play).as_deref().or(Some("saddle")), "losses.csv"))
    });
    let (text, name) = found.unwrap_or_default();
    if save_text(&text, "text/csv", &name).is_none() {
        page.warn(t::NOT_SAVED.get());
    }
}
