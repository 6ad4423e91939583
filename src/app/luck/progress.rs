//! How far a study is.

use leptos::prelude::*;

use crate::app::luck::studies::Studies;
use crate::luck::Study;
use crate::text::luck as t;

/// A bar, the same in words, and now and then for those who do not see it.
#[component]
pub fn Progress(studies: Studies) -> impl IntoView {
    let there = Memo::new(move |_| studies.standing.get().is_some());
    let share = Memo::new(move |_| studies.watch(|luck| luck.study().share()).unwrap_or(0.0));
    let line = Memo::new(move |_| {
        let line = studies.watch(|luck| luck.study().line(luck.workers())).unwrap_or_default();
        match studies.standing.get() {
            Some(standing) if standing.running && standing.resting => t::resting(line),
            Some(standing) if !standing.running && !standing.over => t::stopped(line),
            _ => line,
        }
    });
    let spoken = Memo::new(move |_| {
        let standing = studies.standing.get()?;
        Some(match (standing.running, standing.over) {
            (_, true) => t::all_done(standing.done.1),
            (true, false) => studies.watch(|luck| seeds_done(luck.study())).unwrap_or_default(),
            (false, false) => t::STOPPED_SPOKEN.to_string(),
        })
    });
    view! {
        <div class="luck-progress" hidden=move || !there.get()>
            <progress class="bet-bar" max="1" prop:value=share aria-label=t::STEPS.get()></progress>
            <p class="small-print" data-testid="luck-progress">{line}</p>
        </div>
        <p class="sr-only" role="status" aria-live="polite" data-testid="luck-spoken">{spoken}</p>
    }
}

/// "3 of 10 seeds are done."
fn seeds_done(study: &Study) -> String {
    let runs = study.runs().count().max(1);
    let done = study.repeats().chunks(runs).filter(|seed| seed.iter().all(|repeat| repeat.is_over())).count();
    t::seeds_done(done, study.seeds().len())
}
