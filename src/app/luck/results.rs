//! What a study says, drawn again whenever a run is done.

use leptos::prelude::*;

use crate::app::kit::rich::rich;
use crate::app::kit::scroll::go_up;
use crate::app::luck::copies::Copies;
use crate::app::luck::studies::Studies;
use crate::experiment::{Script, link};
use crate::luck::drawing::{picture, said};
use crate::luck::{Outcome, Study};
use crate::text::luck as t;

/// Everything below the progress.
#[component]
pub fn Results(studies: Studies) -> impl IntoView {
    // Intervals are resampled: only when a run is done. A memo that nobody reads, only tracks, never runs.
    let seen = Memo::new(move |_| studies.standing.get().map(|s| (studies.count.get(), s.done, s.running)));
    let draw = move |draw: fn(&Study, &Outcome) -> String| {
        seen.get();
        studies
            .read(|study, outcome| outcome.map(|outcome| draw(study, outcome)))
            .flatten()
            .unwrap_or_default()
    };
    let there = Memo::new(move |_| {
        seen.get();
        studies.read(|_, outcome| outcome.is_some()).unwrap_or_default()
    });
    let other = Memo::new(move |_| studies.standing.get().is_some_and(|standing| !standing.same));
    let remark = move || other.get().then(|| studies.read(|study, _| remark(study.script()))).flatten();
    view! {
        {remark}
        <div class="luck-results" data-testid="luck-results" hidden=move || !there.get()>
            <div class="luck-picture">
                <Metrics studies there/>
                <div inner_html=move || draw(picture)></div>
            </div>
            <div class="luck-words">
                <div inner_html=move || draw(said)></div>
                <Copies studies/>
            </div>
        </div>
    }
}

/// That the runs on top of the page are others by now.
fn remark(script: &Script) -> impl IntoView + use<> {
    let href = format!("#{}", link::write(&Script { luck: None, ..script.clone() }));
    view! {
        <p class="small-print luck-other" data-testid="luck-other">
            {rich(t::OTHERS.get(), |_, inner| view! { <a href=href.clone() on:click=move |_| go_up()>{inner}</a> }.into_any())}
        </p>
    }
}

/// The menu of metrics.
#[component]
fn Metrics(studies: Studies, there: Memo<bool>) -> impl IntoView {
    let options = move || {
        studies.count.track();
        let outcomes = there.get().then(|| untrack(|| studies.read(|study, _| study.outcomes()))).flatten();
        let option = |outcome: Outcome| {
            let metric = outcome.metric();
            view! { <option value=metric>{outcome.label}</option> }
        };
        outcomes.unwrap_or_default().into_iter().map(option).collect_view()
    };
    view! {
        <label class="luck-metric">
            <span>{t::JUDGED_BY.get()}</span>
            <select class="control small" data-testid="luck-metric" on:change=move |e| studies.metric.set(Some(event_target_value(&e)))>{options}</select>
        </label>
    }
}
