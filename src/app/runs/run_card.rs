//! One run: what it is, what it shows, how it is doing.

use leptos::prelude::*;

use crate::app::kit::words;
use crate::app::own::card::{FilesUsed, FilesWanted};
use crate::app::runs::canvas_images::ImagesCanvas;
use crate::app::runs::canvas_points::PointsCanvas;
use crate::app::runs::card_details::{Average, Scales, Sigmas};
use crate::app::runs::inside_menu::LookInside;
use crate::app::runs::quality::{Quality, SnapshotLines};
use crate::app::runs::recorded::RecordedCanvas;
use crate::app::runs::verdict::{Reason, VerdictLine};
use crate::app::state::page::Page;
use crate::app::take::button::TakeButton;
use crate::chart::SERIES;
use crate::experiment::RunId;
use crate::number::{percent, three_digits, whole};
use crate::play::{Answer, Opening, RunView, Status};
use crate::protocol::{Network, Stage};
use crate::record::StepRecord;
use crate::text::card as t;

/// The card of `run`.
#[component]
pub fn RunCard(page: Page, run: RunId) -> impl IntoView {
    let view = page.runs[run.0];
    let letter = run.letter();
    let small = letter.to_ascii_lowercase();
    let image = Memo::new(move |_| view.with(|v| v.image));
    let wants = Memo::new(move |_| view.with(|v| v.status == Status::NeedsFiles));
    let empty = Memo::new(move |_| view.with(|v| if v.parameters.is_none() { nothing_yet(v) } else { None }));
    let recorded = Memo::new(move |_| view.with(|v| v.recorded.is_some()));
    let averaged = RwSignal::new(false);
    let closed = Memo::new(move |_| wants.get() || empty.with(Option::is_some));
    let picture = move || {
        if wants.get() {
            view! { <FilesWanted page/> }.into_any()
        } else if recorded.get() {
            view! { <RecordedCanvas page run/> }.into_any()
        } else if let Some(words) = empty.get() {
            view! { <div class="samples waiting"><p>{words}</p></div> }.into_any()
        } else if image.get() {
            view! { <ImagesCanvas page run averaged/> }.into_any()
        } else {
            view! { <PointsCanvas page run averaged/> }.into_any()
        }
    };
    let what = move || page.comparison.with(|c| c.description(run));
    let origin = move || {
        view.with(|v| v.origin).map(|(parent, step)| {
            let unborn = view.with(|v| v.status == Status::Unborn);
            let (parent, step) = (parent.letter(), whole(step.into()));
            let text = if unborn { t::begins_from(parent, step) } else { t::forked_from(parent, step) };
            view! { <p class="origin" data-testid="origin">{text}</p> }
        })
    };
    view! {
        <article class=format!("card run-{small}") data-testid=format!("run-{small}") aria-label=t::run(letter)>
            <header class="card-head">
                <span class="chip" aria-hidden="true">{letter.to_string()}</span>
                <div class="card-words">
                    <h2 class="card-title" title=what>{what}</h2>
                    {origin}
                </div>
                <LookInside page image hidden=closed/>
            </header>
            <div class="card-picture">
                {picture}
                <Average page run averaged/>
                <Scales page run/>
            </div>
            <FilesUsed page/>
            <div class="card-numbers">
                <Standing page run/>
                <VerdictLine page run/>
                <Quality page run/>
                <Numbers page run/>
            </div>
            <div class="card-words-below">
                <Ways page run/>
                <Reason page run/>
                <Quiet page run/>
                <SnapshotLines page run/>
                <Sigmas page run/>
                <div class="card-foot">
                    <p class="small-print sizes-line" data-testid="sizes">{move || view.with(words::sizes)}</p>
                    <TakeButton run=Some(run)/>
                </div>
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
    page.look(|play| {
        let step = play.shown(run, place);
        // Where a fork begins it is the run it was forked from.
        let source = view.origin.filter(|(_, start)| *start == step).map_or(run, |(parent, _)| parent);
        let history = play.runs.get(source.0).map(|l| &l.history);
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
            Some((_, start)) if past < start => t::begins_at(whole(start.into())),
            _ if past > view.step => t::not_there_yet(step),
            _ => t::as_it_was(whole(past.into())),
        };
    }
    match (&view.status, view.goal) {
        (Status::Training, Some(goal)) => t::catching_up(step, whole(goal.into())),
        (Status::Fresh | Status::Paused, Some(goal)) => t::behind(step, whole(goal.into())),
        (Status::Loading, _) => opening(view.opening),
        (Status::NeedsFiles, _) => t::WAITING_FOR_DATA.get().into(),
        (Status::Fresh, _) => t::NOT_STARTED.get().into(),
        (Status::Training, _) => match view.class {
            Some(class) => t::training_on_class(class),
            None => t::TRAINING.get().into(),
        },
        (Status::Waiting, _) => t::WAITING.get().into(),
        (Status::Paused, _) => t::paused(step),
        (Status::Finished, _) => t::finished(step),
        (Status::Unborn, _) => t::WAITS_FOR_PARENT.get().into(),
        (Status::Costly(seconds), _) => t::costly(three_digits(*seconds)),
        (Status::Diverged { step, network: Network::Generator }, _) => t::diverged_g(whole((*step).into())),
        (Status::Diverged { step, .. }, _) => t::diverged_d(whole((*step).into())),
        (Status::Refused(why), _) => t::refused(why),
        (Status::Lost(why), _) => t::stopped(why),
    }
}

fn icon(status: &Status) -> &'static str {
    match status {
        Status::Training => "▶",
        Status::Paused | Status::Waiting => "❚❚",
        Status::Finished => "■",
        Status::Diverged { .. } | Status::Refused(_) | Status::Lost(_) | Status::Costly(_) => "▲",
        _ => "○",
    }
}

/// What stands in the place of the picture before there is one.
fn nothing_yet(view: &RunView) -> Option<&'static str> {
    Some(match &view.status {
        Status::Loading => t::LOADING.get(),
        Status::Unborn => t::UNBORN.get(),
        Status::Costly(_) => t::SLOW.get(),
        Status::Refused(_) | Status::Lost(_) => t::NOTHING.get(),
        _ => return None,
    })
}

/// How far an engine has come that is being opened.
fn opening(opening: Option<Opening>) -> String {
    let megabytes = |bytes: f64| format!("{:.1}", bytes / 1e6);
    match opening {
        None => t::GETTING_READY.get().into(),
        Some(Opening::Loading(loaded, total)) if total > 0.0 => {
            t::fetching_of(megabytes(loaded), megabytes(total))
        }
        Some(Opening::Loading(loaded, _)) => t::fetching(megabytes(loaded)),
        Some(Opening::Stage(Stage::Adapter)) => t::STARTING_GPU.get().into(),
        Some(Opening::Stage(Stage::Testing { done, of })) => t::testing_gpu(done, of),
    }
}

/// The ways on of a run that cannot go on by itself.
#[component]
fn Ways(page: Page, run: RunId) -> impl IntoView {
    let ways = Memo::new(move |_| page.runs[run.0].with(|view| view.ways.clone()));
    let button = move |(words, answer): (String, Answer)| {
        let press = move |_| {
            page.act(|play| play.answer(answer.clone()));
        };
        view! { <button class="button small" type="button" on:click=press>{words}</button> }
    };
    move || {
        let ways = ways.get();
        (!ways.is_empty()).then(|| {
            let label = t::ways_on(run.letter());
            view! { <div class="ways" role="group" data-testid="ways" aria-label=label>{ways.into_iter().map(button).collect_view()}</div> }
        })
    }
}

/// What the run does, and the step.
#[component]
fn Standing(page: Page, run: RunId) -> impl IntoView {
    let view = page.runs[run.0];
    let step = Memo::new(move |_| shown(page, run).0);
    let bad = move || {
        view.with(|v| matches!(v.status, Status::Diverged { .. } | Status::Refused(_) | Status::Lost(_)))
    };
    view! {
        <div class="state">
            <p class="status" class:bad=bad>
                <span class="verdict-icon" aria-hidden="true">{move || view.with(|v| icon(&v.status))}</span>
                <span data-testid="status">{move || view.with(|v| status(v, page.place.get()))}</span>
            </p>
            <p class="steps">{t::STEP.get()}<b data-testid="step-count" data-value=move || step.get().to_string()>
                {move || whole(step.get().into())}
            </b></p>
        </div>
    }
}

/// That quiet losses say nothing.
#[component]
fn Quiet(page: Page, run: RunId) -> impl IntoView {
    let quiet = Memo::new(move |_| page.runs[run.0].with(|v| v.quiet && v.status == Status::Training));
    move || quiet.get().then(|| view! { <p class="hint">{t::QUIET.get()}</p> })
}

/// Losses and accuracies at the slider's place.
#[component]
fn Numbers(page: Page, run: RunId) -> impl IntoView {
    let now = Memo::new(move |_| shown(page, run).1);
    let value = move |pick: fn(&StepRecord) -> f32| now.get().as_ref().map_or(f32::NAN, pick);
    let raw = move |pick: fn(&StepRecord) -> f32| {
        let value = value(pick);
        if value.is_nan() { String::new() } else { value.to_string() }
    };
    let loss = move |pick: fn(&StepRecord) -> f32| move || three_digits(value(pick).into());
    let share = move |pick: fn(&StepRecord) -> f32| move || percent(value(pick).into());
    view! {
        <dl class="numbers losses">
            <div><dt><span class="stroke"></span>{t::LOSS_D.get()}</dt>
                <dd data-testid="loss-d" data-value=move || raw(|r| r.loss_d)>{loss(|r| r.loss_d)}</dd></div>
            <div><dt><span class="stroke dashed"></span>{t::LOSS_G.get()}</dt>
                <dd data-testid="loss-g" data-value=move || raw(|r| r.loss_g)>{loss(|r| r.loss_g)}</dd></div>
            <div><dt>{t::RIGHT_REAL.get()}</dt><dd data-testid="metric-acc-real">{share(|r| r.acc_real)}</dd></div>
            <div><dt>{t::RIGHT_FAKE.get()}</dt><dd data-testid="metric-acc-fake">{share(|r| r.acc_fake)}</dd></div>
        </dl>
    }
}
