//! The charts: losses, a metric, accuracy and gradients on one axis.

use leptos::prelude::*;

use crate::app::charts::chart_drawing::axis_end;
use crate::app::charts::line_chart::LineChart;
use crate::app::charts::plot::{Lines, Plot, ValueAxis};
use crate::app::kit::save::save_text;
use crate::app::kit::words;
use crate::app::state::page::Page;
use crate::app::take::button::TakeButton;
use crate::chart::{Axis, Series, table};
use crate::doctor::{Finding, Verdict};
use crate::experiment::RunId;
use crate::number::whole;
use crate::play::Mark;

/// Every chart: its title, what it shows and how.
const PLOTS: [Plot; 4] = [
    Plot {
        id: "losses",
        title: "Losses",
        lines: Lines::Pair { solid: (Series::LossD, "D"), dashed: (Series::LossG, "G") },
        axis: ValueAxis::Loss,
        troubles: &[Finding::Diverged, Finding::DiscriminatorWon, Finding::Blind],
    },
    Plot {
        id: "metric",
        title: "Metric",
        lines: Lines::Metric,
        axis: ValueAxis::Free,
        troubles: &[
            Finding::ModeCollapse,
            Finding::Overfitting,
            Finding::Copying,
            Finding::Leak,
            Finding::Oscillation,
            Finding::Stalled,
        ],
    },
    Plot {
        id: "accuracy",
        title: "D's accuracy",
        lines: Lines::Pair { solid: (Series::AccReal, "real"), dashed: (Series::AccFake, "fake") },
        axis: ValueAxis::Share,
        troubles: &[Finding::DiscriminatorWon, Finding::Blind],
    },
    Plot {
        id: "gradients",
        title: "Gradient norms",
        lines: Lines::Pair { solid: (Series::GradD, "D"), dashed: (Series::GradG, "G") },
        axis: ValueAxis::Log,
        troubles: &[Finding::Exploding, Finding::VanishedGradients],
    },
];

/// The column of charts.
#[component]
pub fn Charts(page: Page) -> impl IntoView {
    let tab = RwSignal::new(0usize);
    let empty = Memo::new(move |_| {
        page.redraw.track();
        page.look(|r| r.runs.iter().all(|l| l.history.is_empty())).unwrap_or(true)
    });
    let tabs = PLOTS.iter().enumerate().map(|(i, plot)| {
        view! {
            <button class="button small" type="button" aria-pressed=move || (tab.get() == i).to_string() on:click=move |_| tab.set(i)>
                {plot.title}
            </button>
        }
    });
    let plots = PLOTS.iter().enumerate().map(|(i, plot)| {
        view! { <div class="chart-slot" class:chosen=move || tab.get() == i><LineChart page plot/></div> }
    });
    let where_ =
        move || page.cursor.get().map(|place| words::place(page.axis.get(), place)).unwrap_or_default();
    view! {
        <section class="charts" aria-label="Charts">
            <div class="panel-head">
                <h2>"Charts"</h2>
                <span class="cursor-step">{where_}</span>
                <AxisMenu page/>
                <button class="button small" type="button" aria-label="Losses as CSV" title="Losses as CSV" disabled=move || empty.get()
                    on:click=move |_| download(page)>"CSV"</button>
                <TakeButton run=None/>
            </div>
            <div class="chart-tabs" role="group" aria-label="Which chart">{tabs.collect_view()}</div>
            {plots.collect_view()}
            <p class="small-print chart-note" data-testid="chart-note">{move || note(page, empty.get())}</p>
        </section>
    }
}

/// What was wrong at the cursor, what the marks near it stand for, the newest one, or how to read the
/// lines.
fn note(page: Page, empty: bool) -> String {
    if empty {
        return "Nothing measured yet. Press Train and the curves start here.".into();
    }
    let axis = page.axis.get();
    let near = page.cursor.get().and_then(|cursor| {
        page.look(|play| {
            let room = axis_end(play, axis) / 60.0;
            let here = |mark: &&Mark| {
                let place = play.runs.get(mark.run.0).map(|l| l.clock.value(axis, mark.step.into()));
                place.is_some_and(|place| (place - cursor).abs() < room)
            };
            let marks = page.marks.with(|marks| marks.iter().filter(here).map(mark_text).collect::<Vec<_>>());
            let troubles = play.runs.iter().enumerate().filter_map(|(run, lane)| {
                let step = lane.clock.step(axis, cursor).round() as u32;
                Some(trouble_text(RunId(run), lane.doctor()?.at(step)?))
            });
            troubles.chain(marks).collect::<Vec<_>>()
        })
    });
    let near = near.filter(|found| !found.is_empty()).map(|found| found.join(" · "));
    let newest = || page.marks.with(|marks| marks.last().map(mark_text));
    near.or_else(newest).unwrap_or_else(|| "Strong: mean of about 50 steps. Faint: every step.".into())
}

fn mark_text(mark: &Mark) -> String {
    format!("{} at step {}: {}", mark.run.letter(), whole(mark.step.into()), mark.text)
}

fn trouble_text(run: RunId, verdict: &Verdict) -> String {
    format!("{}: {} since step {}", run.letter(), verdict.finding.title(), whole(verdict.began.into()))
}

/// What the charts count along their axis.
#[component]
fn AxisMenu(page: Page) -> impl IntoView {
    let change = move |event| {
        let index: usize = event_target_value(&event).parse().unwrap_or(0);
        page.cursor.set(None);
        page.axis.set(Axis::ALL.get(index).copied().unwrap_or_default());
        page.touch_curves();
    };
    let option =
        |(i, axis): (usize, Axis)| view! { <option value=i.to_string()>{words::axis(axis)}</option> };
    view! {
        <select class="control small axis-menu" data-testid="axis" aria-label="Horizontal axis of the charts" on:change=change>
            {Axis::ALL.into_iter().enumerate().map(option).collect_view()}
        </select>
    }
}

/// Hands the measurements to the user as a file.
fn download(page: Page) {
    let text = page.look(|play| {
        let runs: Vec<_> =
            play.runs.iter().enumerate().map(|(i, l)| (RunId(i).letter(), &l.history)).collect();
        table(&runs)
    });
    if save_text(&text.unwrap_or_default(), "text/csv", "saddle-losses.csv").is_none() {
        page.warn("The browser did not take the file.");
    }
}
