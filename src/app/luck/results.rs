//! What a study says: the runs as dots or as a curve, how they ended, and what may be said of each.

use leptos::prelude::*;

use crate::app::clinic::mark::mark_shape;
use crate::app::kit::scroll::go_up;
use crate::app::luck::copies::Copies;
use crate::app::luck::dose_plot::dose_plot;
use crate::app::luck::dots_plot::dots_plot;
use crate::app::luck::seeds_table::seeds_table;
use crate::app::luck::studies::Studies;
use crate::clinic::mark::Mark;
use crate::experiment::{RunId, Script, link};
use crate::luck::compare::{Compared, compare};
use crate::luck::dose::varied;
use crate::luck::tally::Tally;
use crate::luck::words::sentence;
use crate::luck::{Outcome, Study};
use crate::number::tidy;

/// Everything below the progress.
#[component]
pub fn Results(studies: Studies) -> impl IntoView {
    // Intervals are resampled: only when a run is done.
    let seen = Memo::new(move |_| studies.standing.get().map(|s| (studies.count.get(), s.done, s.running)));
    let content = move || {
        seen.get()?;
        studies.read(|study, outcome| outcome.map(|outcome| content(study, outcome, studies)))?
    };
    let other = Memo::new(move |_| studies.standing.get().is_some_and(|standing| !standing.same));
    let remark = move || other.get().then(|| studies.read(|study, _| remark(study.script()))).flatten();
    view! { {remark}{content} }
}

/// That the runs on top of the page are others by now.
fn remark(script: &Script) -> impl IntoView + use<> {
    let href = format!("#{}", link::write(&Script { luck: None, ..script.clone() }));
    view! {
        <p class="small-print luck-other" data-testid="luck-other">
            "The runs on top of the page are others by now. "<a href=href on:click=move |_| go_up()>"Open the runs of this study"</a>
        </p>
    }
}

fn content(study: &Study, outcome: &Outcome, studies: Studies) -> impl IntoView + use<> {
    let plot = match varied(&study.script().now()) {
        Some(key) => dose_plot(study, key, outcome).into_any(),
        None => dots_plot(study, outcome).into_any(),
    };
    let compared = compare(study, outcome);
    let runs = study.runs().map(|run| {
        let beside = compared.iter().find(|compared| compared.run == run);
        result(study, run, beside, outcome)
    });
    let extended = study.is_extended().then_some(
        "Seeds were added after some were seen: that makes a difference by luck likelier than the words say.",
    );
    let retried =
        study.retried().iter().map(|line| view! { <p class="small-print">{line.clone()}</p> }).collect_view();
    view! {
        <div class="luck-results" data-testid="luck-results">
            <div class="luck-picture">
                <Metrics studies outcomes=study.outcomes() chosen=outcome.metric()/>
                {plot}
                {seeds_table(study, outcome)}
            </div>
            <div class="luck-words">
                <ul class="luck-runs">{runs.collect_view()}</ul>
                <p class="small-print">{extended}</p>
                {retried}
                <p class="small-print">{how_to_read(outcome)}</p>
                <Copies studies/>
            </div>
        </div>
    }
}

/// One run: what it is, how it ended, and what may be said of it beside A.
fn result(study: &Study, run: RunId, beside: Option<&Compared>, outcome: &Outcome) -> impl IntoView + use<> {
    let small = run.letter().to_ascii_lowercase();
    let description = study.script().now().description(run);
    let worst = beside.and_then(|compared| {
        let (a, own) = (compared.worst_tenth.0?, compared.worst_tenth.1?);
        Some(format!("Worst tenth: A {}, {} {}.", outcome.level(a), run.letter(), outcome.level(own)))
    });
    let said = beside.map(|compared| {
        let mark = compared.verdict.map(|verdict| mark_shape(Mark::from(verdict)));
        view! { <p class="luck-sentence" data-testid=format!("luck-sentence-{small}")>{mark}<span>{sentence(compared, outcome)}</span></p> }
    });
    view! {
        <li class=format!("luck-result run-{small}")>
            <p class="luck-name"><b>{run.letter().to_string()}</b>" "{description}</p>
            <p class="luck-tally" data-testid=format!("luck-tally-{small}")>{Tally::of(study, run).words()}</p>
            {said}
            <p class="small-print">{worst}</p>
        </li>
    }
}

fn how_to_read(outcome: &Outcome) -> String {
    let size = outcome.smallest().size;
    let smallest =
        if outcome.is_ratio() { format!("a factor of {}", tidy(libm::exp(size))) } else { tidy(size) };
    format!(
        "Each run counts with the mean of its last snapshots; one that diverged counts as the worst there is. The verdicts of all runs hold together at 5 %, and less than {smallest} is no effect that matters."
    )
}

/// The menu of metrics, where there are several.
#[component]
fn Metrics(studies: Studies, outcomes: Vec<Outcome>, chosen: &'static str) -> impl IntoView {
    let option = |outcome: &Outcome| {
        let metric = outcome.metric();
        view! { <option value=metric selected=metric == chosen>{outcome.label.clone()}</option> }
    };
    view! {
        <label class="luck-metric">
            <span>"Judged by"</span>
            <select class="control small" data-testid="luck-metric" on:change=move |e| studies.metric.set(Some(event_target_value(&e)))>
                {outcomes.iter().map(option).collect_view()}
            </select>
        </label>
    }
}
