//! Every seed as a table: what each run came to, and how it ended.

use crate::clinic::markup::escape;
use crate::luck::{Ending, Outcome, Repeat, State, Study};

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
    format!(
        r#"<details class="cell-seeds"><summary>Every seed as a table</summary><div class="luck-scroll"><table class="cell-numbers" data-testid="luck-seeds-table"><thead><tr><th scope="col">Seed</th>{heads}</tr></thead><tbody>{rows}</tbody></table></div></details>"#
    )
}

/// "4.2 times real samples, mode collapse".
fn words(repeat: &Repeat, outcome: &Outcome) -> String {
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
