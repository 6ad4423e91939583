//! How far a study is.

use leptos::prelude::*;

use crate::app::luck::studies::Studies;
use crate::luck::Study;

/// A bar, the same in words, and now and then for those who do not see it.
#[component]
pub fn Progress(studies: Studies) -> impl IntoView {
    let there = Memo::new(move |_| studies.standing.get().is_some());
    let share = Memo::new(move |_| studies.watch(|luck| luck.study().share()).unwrap_or(0.0));
    let line = Memo::new(move |_| {
        let line = studies.watch(|luck| luck.study().line(luck.workers())).unwrap_or_default();
        let how = match studies.standing.get() {
            Some(standing) if standing.running && standing.resting => ". Rests while you train",
            Some(standing) if !standing.running && !standing.over => ". Stopped",
            _ => "",
        };
        line + how
    });
    let spoken = Memo::new(move |_| {
        let standing = studies.standing.get()?;
        Some(match (standing.running, standing.over) {
            (_, true) => format!("All {} runs are done.", standing.done.1),
            (true, false) => studies.watch(|luck| seeds_done(luck.study())).unwrap_or_default(),
            (false, false) => "Stopped. What is there is kept.".into(),
        })
    });
    view! {
        <div class="luck-progress" hidden=move || !there.get()>
            <progress class="bet-bar" max="1" prop:value=share aria-label="Steps of all runs with all seeds"></progress>
            <p class="small-print" data-testid="luck-progress">{line}</p>
        </div>
        <p class="sr-only" role="status" aria-live="polite" data-testid="luck-spoken">{spoken}</p>
    }
}

/// "3 of 10 seeds are done."
fn seeds_done(study: &Study) -> String {
    let runs = study.runs().count().max(1);
    let done = study.repeats().chunks(runs).filter(|seed| seed.iter().all(|repeat| repeat.is_over())).count();
    format!("{done} of {} seeds are done.", study.seeds().len())
}
