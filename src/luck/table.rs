//! A study as a table that a spreadsheet reads: cells between tabs, numbers with a point.

use super::compare::compare;
use super::outcome::Outcome;
use super::repeat::{Ending, Repeat, State};
use super::study::Study;
use super::words::sentence;
use crate::number::significant;

/// Significant digits of its numbers.
const DIGITS: usize = 5;

/// All runs with their trailing values of every outcome, then what it comes to by `outcome`, then the link.
pub fn table(study: &Study, outcome: &Outcome) -> String {
    let outcomes = study.outcomes();
    let mut head = vec!["run".to_owned(), "seed".into(), "end".into(), "step".into(), "doctor".into()];
    head.extend(outcomes.iter().map(|outcome| outcome.metric().to_owned()));
    head.push(format!("y ({})", meaning(outcome)));
    let rows = study.repeats().iter().map(|repeat| row(repeat, &outcomes, outcome.of_run(repeat)));
    let runs: Vec<String> = std::iter::once(head).chain(rows).map(|cells| cells.join("\t")).collect();
    let said = compare(study, outcome).iter().map(|compared| sentence(compared, outcome)).collect::<Vec<_>>();
    let runs_are =
        study.runs().map(|run| format!("{}\t{}", run.letter(), study.script().now().description(run)));
    let notes = runs_are.chain(said).chain(study.retried().iter().cloned()).chain([study.link()]);
    format!("{}\n\n{}\n", runs.join("\n"), notes.collect::<Vec<_>>().join("\n"))
}

fn meaning(outcome: &Outcome) -> String {
    if outcome.is_ratio() {
        format!("ln of {} over its floor", outcome.metric())
    } else {
        outcome.metric().to_owned()
    }
}

fn row(repeat: &Repeat, outcomes: &[Outcome], y: Option<f64>) -> Vec<String> {
    let end = match &repeat.state {
        State::Waiting => "waits".to_owned(),
        State::Training => "trains".into(),
        State::Done(Ending::Finished) => "finished".into(),
        State::Done(Ending::Diverged(_)) => "diverged".into(),
        State::Failed(why) => format!("failed: {}", why.replace(['\t', '\n', '\r'], " ")),
    };
    let mut cells = vec![
        repeat.run.letter().to_string(),
        repeat.seed.to_string(),
        end,
        repeat.step().to_string(),
        repeat.finding().id().to_owned(),
    ];
    cells.extend(outcomes.iter().map(|outcome| number(trailing_mean(repeat, outcome))));
    cells.push(number(y));
    cells
}

/// The mean of a metric over the last snapshots of a run that finished: as it was measured, or the
/// geometric mean of what is compared by ratios.
fn trailing_mean(repeat: &Repeat, outcome: &Outcome) -> Option<f64> {
    if repeat.state != State::Done(Ending::Finished) {
        return None;
    }
    let values = repeat.trail(outcome.metric());
    let mean = |values: &mut dyn Iterator<Item = f64>, count: usize| values.sum::<f64>() / count as f64;
    let count = values.len();
    let mean = match outcome.is_ratio() {
        true => libm::exp(mean(&mut values.into_iter().map(|v| libm::log(v.max(f64::MIN_POSITIVE))), count)),
        false => mean(&mut values.into_iter(), count),
    };
    mean.is_finite().then_some(mean)
}

fn number(value: Option<f64>) -> String {
    // Five digits.
    value.map(|value| significant(value, DIGITS).to_string()).unwrap_or_default()
}
