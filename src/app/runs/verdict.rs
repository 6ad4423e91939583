//! What the doctor says of a run: the verdict, why, and what to try.

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::clinic::nearest::{NOT_MEASURED, place, record};
use crate::doctor::tips::{Tip, tips_by};
use crate::doctor::{Doctor, Finding, Verdict};
use crate::experiment::RunId;
use crate::number::whole;

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
            None | Some(Finding::WarmingUp | Finding::NoAlarm) => "○",
            Some(Finding::OnItsWay) => "↗",
            Some(Finding::Healthy) => "✓",
            Some(_) => "▲",
        }
    }

    fn words(&self) -> String {
        match self.verdict() {
            Some(v) if v.finding.is_trouble() => {
                format!("{} since step {}", v.finding.title(), whole(v.began.into()))
            }
            Some(v) => v.finding.title().into(),
            None => "No alarm at this step".into(),
        }
    }
}

/// The line under a run's picture.
#[component]
pub fn VerdictLine(page: Page, run: RunId) -> impl IntoView {
    let shown = Memo::new(move |_| {
        let now = page.runs[run.0].with(|view| view.verdict.clone())?;
        let Some(step) = page.place.get() else { return Some(Shown::Now(now)) };
        let held = |doctor: &Doctor| doctor.at(step).cloned();
        page.look(|play| play.runs.get(run.0).and_then(|run| run.doctor()).map(held))
            .flatten()
            .map(Shown::Then)
    });
    let line = move |shown: Shown| {
        let (icon, words) = (shown.icon(), shown.words());
        let id = shown.verdict().map_or("none", |v| v.finding.id());
        let evidence = shown.verdict().map(|v| v.reason.clone());
        let trouble = shown.verdict().filter(|v| v.finding.is_trouble()).cloned();
        view! {
            <div class="doctor" class:trouble=shown.is_trouble() data-finding=id>
                <p class="verdict">
                    <span class="verdict-icon" aria-hidden="true">{icon}</span>
                    <span data-testid="verdict">{words}</span>
                </p>
                <p class="small-print" data-testid="evidence">{evidence}</p>
                {trouble.map(|verdict| view! { <Tips page run verdict/> })}
            </div>
        }
    };
    move || shown.get().map(line)
}

/// The verdict's tips in the order of what they rescued in the runs most like this one, with that; in the
/// doctor's own order while there is no board.
fn ranked(page: Page, run: RunId, verdict: &Verdict) -> Vec<(Tip, String)> {
    page.clinic.with(|file| {
        page.comparison.with_untracked(|c| match (file.board(), c.runs.get(run.0)) {
            (Some(board), Some(experiment)) => {
                let record = |tip: &Tip| record(board, verdict.finding, experiment, tip);
                let tips = tips_by(verdict.finding, experiment, |tip| {
                    place(board, verdict.finding, experiment, tip)
                });
                let said = |tip: &Tip| record(tip).map_or(NOT_MEASURED.to_owned(), |found| found.words());
                tips.into_iter().map(|tip| (tip, said(&tip))).collect()
            }
            _ => verdict.tips.iter().map(|tip| (*tip, String::new())).collect(),
        })
    })
}

/// Up to three tips to try.
#[component]
fn Tips(page: Page, run: RunId, verdict: Verdict) -> impl IntoView {
    let began = verdict.began;
    let hint = "In a new run beside this one";
    let tip = move |(tip, measured): (Tip, String)| {
        let words = match tip.preset {
            Some(preset) if preset.name == tip.trick.title => preset.name.to_owned(),
            Some(preset) => format!("{}: {}", tip.trick.title, preset.name),
            None => format!("{}: {}", tip.trick.title, tip.trick.off),
        };
        let hook = format!("advice-{}", tip.trick.id);
        view! {
            <button class="button small" type="button" data-testid=hook title=hint
                on:click=move |_| { page.act(|play| play.follow(run, tip, began)); }>
                {words}<span class="small-print tip-record">{measured}</span>
            </button>
        }
    };
    view! {
        <div class="try" role="group" aria-label=format!("Try in run {}", run.letter())>
            <span class="try-word" aria-hidden="true">"Try"</span>
            {move || ranked(page, run, &verdict).into_iter().map(tip).collect_view()}
        </div>
    }
}
