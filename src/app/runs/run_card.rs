//! One run: what it is, what it shows, how it is doing.

use leptos::prelude::*;

use crate::app::kit::words;
use crate::app::runs::canvas_images::ImagesCanvas;
use crate::app::runs::canvas_points::PointsCanvas;
use crate::app::runs::card_details::{Average, Scales, Sigmas, SnapshotLines};
use crate::app::runs::files::FilesWanted;
use crate::app::runs::verdict::VerdictLine;
use crate::app::state::page::{Page, RunView, Status};
use crate::chart::SERIES;
use crate::experiment::RunId;
use crate::number::{percent, three_digits, whole};
use crate::record::StepRecord;

/// The card of `run`.
#[component]
pub fn RunCard(page: Page, run: RunId) -> impl IntoView {
    let view = page.runs[run.0];
    let letter = run.letter();
    let small = letter.to_ascii_lowercase();
    let image = Memo::new(move |_| view.with(|v| v.image));
    let wants = Memo::new(move |_| view.with(|v| v.status == Status::NeedsFiles));
    let loading = Memo::new(move |_| view.with(|v| v.status == Status::Loading && v.parameters.is_none()));
    let averaged = RwSignal::new(false);
    let picture = move || {
        if wants.get() {
            view! { <FilesWanted page/> }.into_any()
        } else if loading.get() {
            view! { <div class="samples waiting"><p>"Loading the engine…"</p></div> }.into_any()
        } else if image.get() {
            view! { <ImagesCanvas page run averaged/> }.into_any()
        } else {
            view! { <PointsCanvas page run averaged/> }.into_any()
        }
    };
    let what = move || page.comparison.with(|c| words::description(c, run));
    let origin = move || {
        view.with(|v| v.origin).map(|(parent, step)| {
            let text = format!("Forked from {} at step {}", parent.letter(), whole(step.into()));
            view! { <p class="origin" data-testid="origin">{text}</p> }
        })
    };
    view! {
        <article class=format!("card run-{small}") data-testid=format!("run-{small}") aria-label=format!("Run {letter}")>
            <header class="card-head">
                <span class="chip" aria-hidden="true">{letter.to_string()}</span>
                <div class="card-words">
                    <h2 class="card-title" title=what>{what}</h2>
                    {origin}
                </div>
            </header>
            <div class="card-picture">
                {picture}
                <Average page run averaged/>
                <Scales page run/>
            </div>
            <div class="card-numbers">
                <Numbers page run/>
                <SnapshotLines page run/>
                <Sigmas page run/>
                <p class="small-print sizes-line" data-testid="sizes">{move || view.with(words::sizes)}</p>
            </div>
        </article>
    }
}

/// The step and the measurements at the slider's place.
fn shown(page: Page, run: RunId) -> (u32, Option<StepRecord>) {
    let view = page.runs[run.0].get();
    let place = page.place.get();
    if place.is_none() {
        return (view.step, view.record);
    }
    page.look(|runner| {
        let step = runner.shown(run, place);
        // Where a fork begins it is the run it was forked from.
        let source = view.origin.filter(|(_, start)| *start == step).map_or(run, |(parent, _)| parent);
        let history = runner.lanes.get(source.0).map(|l| &l.history);
        let values: Option<Vec<f32>> =
            SERIES.iter().map(|(s, _)| history.and_then(|h| h.at(*s, step))).collect();
        let record = values.map(|v| StepRecord {
            loss_d: v[0],
            loss_g: v[1],
            acc_real: v[2],
            acc_fake: v[3],
            grad_d: v[4],
            grad_g: v[5],
        });
        (step, record)
    })
    .unwrap_or((view.step, view.record))
}

/// What a run does, now or at the slider's place.
fn status(view: &RunView, past: Option<u32>) -> String {
    let step = whole(view.step.into());
    if let Some(past) = past {
        return match view.origin {
            Some((_, start)) if past < start => format!("Begins at step {}", whole(start.into())),
            _ if past > view.step => format!("Not there yet: at step {step}"),
            _ => format!("As it was at step {}", whole(past.into())),
        };
    }
    match (&view.status, view.goal) {
        (Status::Training, Some(goal)) => format!("Catching up: step {step} of {}", whole(goal.into())),
        (Status::Fresh | Status::Paused, Some(goal)) => {
            format!("Behind: step {step} of {}", whole(goal.into()))
        }
        (Status::Loading, _) => "Getting ready".into(),
        (Status::NeedsFiles, _) => "Waiting for your files".into(),
        (Status::Fresh, _) => "Not started".into(),
        (Status::Training, _) => match view.class {
            Some(class) => format!("Training on class {class} now"),
            None => "Training".into(),
        },
        (Status::Waiting, _) => "Waiting for the others".into(),
        (Status::Paused, _) => format!("Paused at step {step}"),
        (Status::Finished, _) => format!("Finished at step {step}"),
        (Status::Diverged { step, network }, _) => {
            format!("Diverged at step {} in the {network}", whole((*step).into()))
        }
        (Status::Stopped, _) => "Stopped".into(),
    }
}

fn icon(status: &Status) -> &'static str {
    match status {
        Status::Training => "▶",
        Status::Paused | Status::Waiting => "❚❚",
        Status::Finished => "■",
        Status::Diverged { .. } | Status::Stopped => "▲",
        _ => "○",
    }
}

#[component]
fn Numbers(page: Page, run: RunId) -> impl IntoView {
    let view = page.runs[run.0];
    let now = Memo::new(move |_| shown(page, run));
    let value = move |pick: fn(&StepRecord) -> f32| now.get().1.as_ref().map_or(f32::NAN, pick);
    let raw = move |pick: fn(&StepRecord) -> f32| {
        let value = value(pick);
        if value.is_nan() { String::new() } else { value.to_string() }
    };
    let loss = move |pick: fn(&StepRecord) -> f32| move || three_digits(value(pick).into());
    let share = move |pick: fn(&StepRecord) -> f32| move || percent(value(pick).into());
    let bad = move || view.with(|v| matches!(v.status, Status::Diverged { .. } | Status::Stopped));
    let quiet = move || {
        view.with(|v| v.quiet && v.status == Status::Training).then(|| {
            view! { <p class="hint">"Losses are quiet: not a reason to stop, look at the samples"</p> }
        })
    };
    view! {
        <div class="state">
            <p class="status" class:bad=bad>
                <span class="verdict-icon" aria-hidden="true">{move || view.with(|v| icon(&v.status))}</span>
                <span data-testid="status">{move || view.with(|v| status(v, page.place.get()))}</span>
            </p>
            <p class="steps">"step "<b data-testid="step-count" data-value=move || now.get().0.to_string()>
                {move || whole(now.get().0.into())}
            </b></p>
        </div>
        <VerdictLine page run/>
        {quiet}
        <dl class="numbers">
            <div class="big"><dt><span class="stroke"></span>"D loss"</dt>
                <dd data-testid="loss-d" data-value=move || raw(|r| r.loss_d)>{loss(|r| r.loss_d)}</dd></div>
            <div class="big"><dt><span class="stroke dashed"></span>"G loss"</dt>
                <dd data-testid="loss-g" data-value=move || raw(|r| r.loss_g)>{loss(|r| r.loss_g)}</dd></div>
            <div><dt>"D right on real"</dt><dd data-testid="metric-acc-real">{share(|r| r.acc_real)}</dd></div>
            <div><dt>"D right on fake"</dt><dd data-testid="metric-acc-fake">{share(|r| r.acc_fake)}</dd></div>
        </dl>
    }
}
