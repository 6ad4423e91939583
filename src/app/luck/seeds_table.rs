//! Every seed as a table: what each run came to, and how it ended.

use leptos::prelude::*;

use crate::experiment::RunId;
use crate::luck::{Ending, Outcome, Repeat, State, Study};

/// The table, behind a line that unfolds it.
pub fn seeds_table(study: &Study, outcome: &Outcome) -> impl IntoView + use<> {
    let runs: Vec<RunId> = study.runs().collect();
    let head = runs.iter().map(|run| {
        let class = format!("run-{}", run.letter().to_ascii_lowercase());
        view! { <th scope="col" class=class>{run.letter().to_string()}</th> }
    });
    let rows = study.seeds().zip(study.repeats().chunks(runs.len().max(1))).map(|(seed, repeats)| {
        let cells = repeats.iter().map(|repeat| view! { <td>{cell(repeat, outcome)}</td> }).collect_view();
        view! { <tr><th scope="row">{seed.to_string()}</th>{cells}</tr> }
    });
    view! {
        <details class="cell-seeds" data-testid="luck-seeds-table">
            <summary>"Every seed as a table"</summary>
            <div class="luck-scroll">
                <table class="cell-numbers">
                    <thead><tr><th scope="col">"Seed"</th>{head.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

/// "4.2 times real samples, mode collapse".
fn cell(repeat: &Repeat, outcome: &Outcome) -> String {
    match &repeat.state {
        State::Waiting => "waits".into(),
        State::Training => "trains".into(),
        State::Failed(why) => format!("failed: {why}"),
        State::Done(Ending::Diverged(step)) => format!("diverged at step {step}"),
        State::Done(Ending::Finished) => {
            let level = outcome.of_run(repeat).map_or_else(|| "–".into(), |y| outcome.level(y));
            format!("{level}, {}", repeat.finding().title().to_lowercase())
        }
    }
}
