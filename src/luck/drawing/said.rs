//! What may be said of each run: how its seeds ended, and what it does beside A.

use crate::clinic::mark::Mark;
use crate::clinic::markup::{escape, mark};
use crate::experiment::RunId;
use crate::luck::compare::{Compared, compare};
use crate::luck::tally::Tally;
use crate::luck::words::sentence;
use crate::luck::{Outcome, Study};
use crate::number::tidy;
use crate::statistics::paired::TEN;
use crate::text::study as t;

/// The runs, one after the other, and how to read the words.
pub fn said(study: &Study, outcome: &Outcome) -> String {
    let compared = compare(study, outcome);
    let beside = |run: RunId| compared.iter().find(|compared| compared.run == run);
    let runs: String = study.runs().map(|run| one(study, run, beside(run), outcome)).collect();
    let extended = study.is_extended().then(|| t::EXTENDED.to_string());
    let notes = extended.into_iter().chain(study.retried().iter().cloned());
    let notes = notes.chain([how_to_read(outcome)]);
    let notes: String =
        notes.map(|note| format!(r#"<p class="small-print">{}</p>"#, escape(&note))).collect();
    format!(r#"<ul class="luck-runs">{runs}</ul>{notes}"#)
}

/// One run.
fn one(study: &Study, run: RunId, beside: Option<&Compared>, outcome: &Outcome) -> String {
    let (letter, small) = (run.letter(), run.letter().to_ascii_lowercase());
    let description = escape(&study.script().now().description(run));
    let tally = escape(&Tally::of(study, run).words());
    let beside = beside.map(|compared| {
        let mark = compared.verdict.map(|verdict| mark(Mark::from(verdict))).unwrap_or_default();
        let words = escape(&sentence(compared, outcome));
        format!(
            r#"<p class="luck-sentence" data-testid="luck-sentence-{small}">{mark}<span>{words}</span></p>{}"#,
            worst(compared, outcome)
        )
    });
    format!(
        r#"<li class="luck-result run-{small}"><p class="luck-name"><b>{letter}</b> {description}</p><p class="luck-tally" data-testid="luck-tally-{small}">{tally}</p>{}</li>"#,
        beside.unwrap_or_default()
    )
}

/// The worst tenth of A and of the run, or the worst of fewer than ten seeds.
fn worst(compared: &Compared, outcome: &Outcome) -> String {
    let (Some(a), Some(own)) = compared.worst_tenth else { return String::new() };
    let [a, own] = [a, own].map(|y| escape(&outcome.level(y)));
    // Which of A's runs are no pair does not matter here: a study has as many of each.
    let say = if compared.seeds < TEN { t::worst_seed } else { t::worst };
    format!(r#"<p class="small-print">{}</p>"#, say(a, compared.run.letter(), own))
}

fn how_to_read(outcome: &Outcome) -> String {
    let size = outcome.smallest().size;
    if outcome.is_ratio() { t::how_ratio(tidy(libm::exp(size))) } else { t::how_amount(tidy(size)) }
}
