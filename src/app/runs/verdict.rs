//! What the doctor says of a run: the verdict, why, and what to try.

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::clinic::remedy::{Remedy, remedies};
use crate::doctor::{Doctor, Finding, Verdict};
use crate::experiment::RunId;
use crate::number::whole;
use crate::text::card as t;

/// What is shown: a verdict, or that there was no alarm at a step of the past.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Now(Verdict),
    Then(Option<Verdict>),
}

impl Shown {
    fn verdict(&self) -> Option<&Verdict> {
        match self {
            Self::Now(verdict) | Self::Then(Some(verdict)) => Some(verdict),
            Self::Then(None) => None,
        }
    }

    fn is_trouble(&self) -> bool {
        self.verdict().is_some_and(|v| v.finding.is_trouble())
    }

    fn icon(&self) -> &'static str {
        match self.verdict().map(|v| v.finding) {
            None | Some(Finding::WarmingUp | Finding::BadSamples | Finding::NoAlarm) => "○",
            Some(Finding::OnItsWay) => "↗",
            Some(Finding::Healthy) => "✓",
            Some(_) => "▲",
        }
    }

    fn words(&self) -> String {
        match self.verdict() {
            Some(v) if v.finding.is_trouble() => t::since(v.finding.title(), whole(v.began.into())),
            Some(v) => v.finding.title().into(),
            None => t::NO_ALARM.get().into(),
        }
    }
}

/// The verdict at the slider's place.
fn shown(page: Page, run: RunId) -> Memo<Option<Shown>> {
    Memo::new(move |_| {
        let now = page.runs[run.0].with(|view| view.verdict.clone())?;
        let Some(step) = page.place.get() else { return Some(Shown::Now(now)) };
        let held = |doctor: &Doctor| doctor.at(step).cloned();
        page.look(|play| play.runs.get(run.0).and_then(|run| run.doctor()).map(held))
            .flatten()
            .map(Shown::Then)
    })
}

/// The verdict in one line.
#[component]
pub fn VerdictLine(page: Page, run: RunId) -> impl IntoView {
    let shown = shown(page, run);
    let line = |shown: Shown| {
        let id = shown.verdict().map_or("none", |v| v.finding.id());
        view! {
            <p class="verdict" class:trouble=shown.is_trouble() data-finding=id>
                <span class="verdict-icon" aria-hidden="true">{shown.icon()}</span>
                <span data-testid="verdict">{shown.words()}</span>
            </p>
        }
    };
    // Its room is kept while nothing is said, so that the numbers of all runs stand in line.
    view! { <div class="verdict-room">{move || shown.get().map(line)}</div> }
}

/// Why the doctor says so, and what to try.
#[component]
pub fn Reason(page: Page, run: RunId) -> impl IntoView {
    let shown = shown(page, run);
    let reason = move |shown: Shown| {
        let evidence = shown.verdict().map(|v| v.reason.clone());
        let trouble = shown.verdict().filter(|v| v.finding.is_trouble()).cloned();
        view! {
            <p class="small-print" data-testid="evidence">{evidence}</p>
            {trouble.map(|verdict| view! { <Remedies page run verdict/> })}
        }
    };
    view! { <div class="doctor" class:trouble=move || shown.with(|s| s.as_ref().is_some_and(Shown::is_trouble))>{move || shown.get().map(reason)}</div> }
}

/// What to try against the verdict; while there is no board, in the doctor's own order.
fn offered(page: Page, run: RunId, verdict: &Verdict) -> Vec<Remedy> {
    page.clinic.with(|file| {
        page.comparison.with_untracked(|c| match (file.board(), c.runs.get(run.0)) {
            (Some(board), Some(experiment)) => remedies(board, verdict.finding, experiment),
            _ => verdict.tips.iter().map(|tip| (*tip).into()).collect(),
        })
    })
}

/// A few remedies to try.
#[component]
fn Remedies(page: Page, run: RunId, verdict: Verdict) -> impl IntoView {
    let began = verdict.began;
    let hint = t::BESIDE.get();
    let button = move |remedy: Remedy| {
        let (words, measured) = (remedy.words(), remedy.measured.clone());
        let hook = format!("advice-{}", remedy.trick());
        view! {
            <button class="button small" type="button" data-testid=hook title=hint
                on:click=move |_| { page.act(|play| play.follow(run, &remedy, began)); }>
                {words}<span class="small-print tip-record">{measured}</span>
            </button>
        }
    };
    view! {
        <div class="try" role="group" aria-label=t::try_in(run.letter())>
            {move || {
                let offered = offered(page, run, &verdict);
                let words = if offered.is_empty() { t::NOTHING_RESCUED } else { t::TRY };
                let hidden = (!offered.is_empty()).then_some("true");
                view! { <span class="try-word" aria-hidden=hidden>{words.get()}</span>{offered.into_iter().map(button).collect_view()} }
            }}
        </div>
    }
}
