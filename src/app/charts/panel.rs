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
use crate::text::charts as t;

/// Every chart: its title, what it shows and how.
const PLOTS: [Plot; 4] = [
    Plot {
        id: "losses",
        title: t::LOSSES,
        lines: Lines::Pair { solid: (Series::LossD, t::D), dashed: (Series::LossG, t::G) },
        axis: ValueAxis::Loss,
        troubles: &[Finding::Diverged, Finding::DiscriminatorWon, Finding::Blind],
    },
    Plot {
        id: "metric",
        title: t::METRIC,
        lines: Lines::Metric,
        axis: ValueAxis::Free,
        troubles: &[
            Finding::ModeCollapse,
            Finding::Overfitting,
            Finding::Copying,
            Finding::Leak,
            Finding::Oscillation,
            Finding::Stalled,
            Finding::FarAtItsEnd,
        ],
    },
    Plot {
        id: "accuracy",
        title: t::ACCURACY,
        lines: Lines::Pair { solid: (Series::AccReal, t::REAL), dashed: (Series::AccFake, t::FAKE) },
        axis: ValueAxis::Share,
        troubles: &[Finding::DiscriminatorWon, Finding::Blind],
    },
    Plot {
        id: "gradients",
        title: t::GRADIENTS,
        lines: Lines::Pair { solid: (Series::GradD, t::D), dashed: (Series::GradG, t::G) },
        axis: ValueAxis::Log,
        troubles: &[Finding::Exploding, Finding::VanishedGradients],
    },
];

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
            <button class="button small" type="button" data-item="" aria-pressed=move || (tab.get() == i).to_string() on:click=move |_| tab.set(i)>
                {plot.title.get()}
            </button>
        }
    });
    let plots = PLOTS.iter().enumerate().map(|(i, plot)| {
        view! { <div class="chart-slot" class:chosen=move || tab.get() == i><LineChart page plot view/></div> }
    });
    view! {
        <section class="charts" aria-label=t::TITLE.get()>
            <ChartsHead page view empty/>
            <div class="chart-tabs" role="toolbar" data-stop="" aria-label=t::WHICH.get()>{tabs.collect_view()}</div>
            {plots.collect_view()}
            <p class="small-print chart-note" data-testid="chart-note">{move || note(page, view, empty.get())}</p>
        </section>
    }
}

/// What was wrong at the cursor, what the marks near it stand for; without a cursor the newest mark; else how
/// to read the lines.
fn note(page: Page, view: ChartView, empty: bool) -> String {
    if empty {
        return t::EMPTY.get().into();
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
    said.unwrap_or_else(|| t::READING.get().into())
}

fn mark_text(mark: &Mark) -> String {
    t::mark(mark.run.letter(), whole(mark.step.into()), &mark.text)
}

fn trouble_text(run: RunId, verdict: &Verdict) -> String {
    t::trouble(run.letter(), verdict.finding.title(), whole(verdict.began.into()))
}
