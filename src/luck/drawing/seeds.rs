//! Every seed as a table: what each run came to, and how it ended.

use crate::clinic::markup::escape;
use crate::experiment::words::lowered;
use crate::luck::{Ending, Outcome, Repeat, State, Study};
use crate::text::study as t;

/// The table, behind a line that unfolds it.
pub fn table(study: &Study, outcome: &Outcome) -> String {
    let head = |run: crate::experiment::RunId| {
        let letter = run.letter();
        format!(r#"<th scope="col" class="run-{}">{letter}</th>"#, letter.to_ascii_lowercase())
    };
    let heads: String = study.runs().map(head).collect();
    let runs = study.runs().count().max(1);
    let row = |(seed, repeats): (u32, &[Repeat])| {
        let cell = |repeat: &Repeat| format!("<td>{}</td>", escape(&words(repeat, outcome)));
        format!("<tr><th scope=\"row\">{seed}</th>{}</tr>", repeats.iter().map(cell).collect::<String>())
    };
    let rows: String = study.seeds().zip(study.repeats().chunks(runs)).map(row).collect();
    let (summary, seed) = (t::TABLE, t::SEED);
    format!(
        r#"<details class="cell-seeds"><summary>{summary}</summary><div class="luck-scroll"><table class="cell-numbers" data-testid="luck-seeds-table"><thead><tr><th scope="col">{seed}</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"#
    )
}

/// "4.2 times real samples, mode collapse".
fn words(repeat: &Repeat, outcome: &Outcome) -> String {
    match &repeat.state {
        State::Waiting => t::WAITS.to_string(),
        State::Training => t::TRAINS.to_string(),
        State::Failed(why) => t::failed(why),
        State::Done(Ending::Diverged(step)) => t::diverged_at(step),
        State::Done(Ending::Finished) => {
            let level = outcome.of_run(repeat).map_or_else(|| "–".into(), |y| outcome.level(y));
            t::ended(level, lowered(repeat.finding().title()))
        }
    }
}
