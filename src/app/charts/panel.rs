//! The charts: losses, a metric, accuracy and gradients on one axis.

use leptos::prelude::*;

use crate::app::charts::head::ChartsHead;
use crate::app::charts::line_chart::LineChart;
use crate::app::charts::plot::{Lines, Plot, ValueAxis};
use crate::app::charts::view::ChartView;
use crate::app::state::page::Page;
use crate::chart::Series;
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

/// How to read the lines.
const READING: &str = "Line: mean of about 50 steps. Band: where 8 of 10 steps lie. Drag to zoom.";

/// The column of charts.
#[component]
pub fn Charts(page: Page) -> impl IntoView {
    let view = ChartView::new(page);
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
        view! { <div class="chart-slot" class:chosen=move || tab.get() == i><LineChart page plot view/></div> }
    });
    view! {
        <section class="charts" aria-label="Charts">
            <ChartsHead page view empty/>
            <div class="chart-tabs" role="group" aria-label="Which chart">{tabs.collect_view()}</div>
            {plots.collect_view()}
            <p class="small-print chart-note" data-testid="chart-note">{move || note(page, view, empty.get())}</p>
        </section>
    }
}

/// What was wrong at the cursor, what the marks near it stand for; without a cursor the newest mark; else how
/// to read the lines.
fn note(page: Page, view: ChartView, empty: bool) -> String {
    if empty {
        return "Nothing measured yet. Press Train and the curves start here.".into();
    }
    let axis = page.axis.get();
    let near = page.cursor.get().map(|cursor| {
        let (from, to) = view.window();
        let found = page.look(|play| {
            let room = (to - from) / 60.0;
            let here = |mark: &&Mark| {
                let place = play.runs.get(mark.run.0).map(|l| l.clock.value(axis, mark.step.into()));
                place.is_some_and(|place| (place - cursor).abs() < room)
            };
            let marks = page.marks.with(|marks| marks.iter().filter(here).map(mark_text).collect::<Vec<_>>());
            let troubles = play.runs.iter().enumerate().filter_map(|(run, lane)| {
                let step = lane.clock.step(axis, cursor).round() as u32;
                Some(trouble_text(RunId(run), lane.doctor()?.at(step)?))
            });
            troubles.chain(marks).collect::<Vec<_>>().join(" · ")
        });
        found.unwrap_or_default()
    });
    let newest = || page.marks.with(|marks| marks.last().map(mark_text));
    let said = near.or_else(newest).filter(|text| !text.is_empty());
    said.unwrap_or_else(|| READING.into())
}

fn mark_text(mark: &Mark) -> String {
    format!("{} at step {}: {}", mark.run.letter(), whole(mark.step.into()), mark.text)
}

fn trouble_text(run: RunId, verdict: &Verdict) -> String {
    format!("{}: {} since step {}", run.letter(), verdict.finding.title(), whole(verdict.began.into()))
}
