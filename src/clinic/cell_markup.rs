//! An opened cell as HTML: its verdict, its numbers, its runs as dots, and the ways to see it.

use super::advice::target_words;
use super::board::{Board, Dot, Dots};
use super::case::Outcome;
use super::line::BASE;
use super::markup::{escape, mark};
use super::opening::{Opening, opening};
use super::reading::Reading;
use super::target::Limit;
use super::{Arm, Case};
use crate::chart::DotAxis;
use crate::experiment::{Script, link};
use crate::statistics::paired::TEN;
use crate::text::cellwords as t;

/// The seed with which a comparison is opened: the first that was measured.
const FIRST: u32 = 1;

/// How many seeds of the reader's own are offered with it: fewer than six can show nothing.
const OWN_SEEDS: u32 = 10;

/// Size of the drawing, its lower edge and its upper one.
const SIZE: (f64, f64) = (340.0, 232.0);
const EDGES: (f64, f64) = (204.0, 12.0);
/// Where the dots of A and of B stand.
const LANES: [f64; 2] = [130.0, 250.0];

/// The cell of `arm` in `case`: its heading, its verdict and its numbers.
pub fn numbers(board: &Board, case: &Case, arm: &Arm) -> String {
    let reading = Reading::of(board, case.id, &arm.arm);
    let verdict = reading.map_or_else(|| board.line(case.id, &arm.arm), Reading::verdict);
    let head = format!(
        r#"<h3 id="cell-title" class="cell-title">{}</h3><p class="cell-verdict" data-testid="cell-verdict">{} {}</p>"#,
        escape(&t::title(arm.words(), case.name)),
        mark(board.mark(case.id, &arm.arm)),
        escape(&verdict)
    );
    head + &reading.map(measured).unwrap_or_default()
}

fn measured(reading: Reading<'_>) -> String {
    let row = |name: &str, [a, b]: [String; 2]| {
        format!("<tr><th scope=\"row\">{name}</th><td>{}</td><td>{}</td></tr>", escape(&a), escape(&b))
    };
    let fewest = reading.column.base.runs.min(reading.cell.side.runs) as usize;
    let worst = if fewest < TEN { t::WORST_FEW } else { t::WORST_TENTH };
    format!(
        r#"<p class="cell-sentence" data-testid="cell-sentence">{}</p><p class="small-print" data-testid="cell-target">{}</p><table class="cell-numbers"><thead><tr><td></td><th scope="col" class="run-a">{}</th><th scope="col" class="run-b">{}</th></tr></thead><tbody>{}{}{}</tbody></table><p>{}</p><p>{}</p>"#,
        escape(&reading.sentence()),
        escape(&t::whole_target(target_words(reading.case))),
        t::WITHOUT,
        t::WITH_IT,
        row(t::TARGET.get(), reading.sides()),
        row(worst.get(), reading.worst()),
        reading.quality().map(|sides| row(t::HIGH_QUALITY.get(), sides)).unwrap_or_default(),
        escape(&t::effect_share(reading.effect(), reading.share_better())),
        escape(&t::expected_scored(reading.expectation(), reading.scored().unwrap_or_default()))
    )
}

/// The ways to see it; `seed` is the reader's own. Nothing where it is not tried.
pub fn ways(case: &Case, arm: &Arm, seed: u32) -> String {
    let Ok(Opening { script, remark }) = opening(case, arm, FIRST) else { return String::new() };
    let own = Script { luck: Some(OWN_SEEDS), ..script.with_seed(seed) };
    let way = |hook: &str, script: &Script, words: &str| {
        let href = escape(&link::write(script));
        format!(r##"<a class="row-link" data-testid="{hook}" href="#{href}">{words}</a>"##)
    };
    format!(
        r#"<p class="small-print">{}</p><p class="small-print">{}</p><p class="cell-ways">{}{}</p>"#,
        escape(&remark.unwrap_or_default()),
        t::NATIVE,
        way("cell-open", &script, t::OPEN.get()),
        way("cell-own-seeds", &own, t::OWN_SEEDS.get())
    )
}

/// The runs of a cell as dots, one a seed, without the tip and with it, and the same as a table.
pub fn runs(case: &Case, dots: &Dots, arm: &str) -> String {
    let sides: [&[Dot]; 2] = [BASE, arm].map(|run| dots.get(run).map_or(&[] as &[Dot], Vec::as_slice));
    let (outcome, target) = (case.outcome, target(case));
    let values = sides.iter().flat_map(|side| side.iter().map(|dot| outcome.shown(dot.1))).chain(target);
    let (right, height) = SIZE;
    let axis = DotAxis::of(values, outcome.lower_is_better(), EDGES, right);
    let ticks = axis.drawn();
    let target = target.and_then(|value| axis.at(value)).map(|y| {
        let (x, y_words, word) = (right - 2.0, y - 4.0, t::TARGET_LINE);
        let words = format!(r#"<text class="plot-word" x="{x}" y="{y_words:.1}">{word}</text>"#);
        axis.line("plot-target", y) + &words
    });
    let sides_drawn: String = (0..2).map(|i| lane(i, sides[i], &axis, outcome)).collect();
    format!(
        r#"<figure class="cell-plot"><figcaption class="small-print">{}</figcaption><svg viewBox="0 0 {right} {height}" width="{right}" height="{height}" aria-hidden="true" focusable="false" data-testid="cell-dots">{ticks}{}{sides_drawn}</svg><details class="cell-seeds"><summary>{}</summary>{}</details></figure>"#,
        escape(&dots_words(case)),
        target.unwrap_or_default(),
        t::SEEDS_TABLE,
        table(sides, outcome)
    )
}

/// What a dot is; where the target has more than the bound that is drawn, that one alone does not make it.
fn dots_words(case: &Case) -> String {
    let axis = case.outcome.axis();
    if case.target.len() > 1 { t::dots_of_several(axis) } else { t::dots(axis) }
}

/// The bound of the target on the metric that is drawn.
fn target(case: &Case) -> Option<f64> {
    let limit = case.target.iter().find(|limit| limit.metric() == case.outcome.metric())?;
    Some(match limit {
        Limit::Floors(_, value) | Limit::Least(_, value) | Limit::Most(_, value) => *value,
    })
}

/// The dots of one side, beside each other so that equal ones are seen.
fn lane(side: usize, dots: &[Dot], axis: &DotAxis, outcome: Outcome) -> String {
    let (run, words) = [("a", t::WITHOUT), ("b", t::WITH_IT)][side];
    let dot = |(i, (_, score, reached)): (usize, &Dot)| {
        let y = axis.at(outcome.shown(*score))?;
        let x = LANES[side] + ((i * 7 % 11) as f64 - 5.0) * 6.0;
        let class = if *reached { "plot-dot reached" } else { "plot-dot" };
        Some(format!(r#"<circle class="{class}" cx="{x:.1}" cy="{y:.1}" r="4"/>"#))
    };
    let drawn: String = dots.iter().enumerate().filter_map(dot).collect();
    let (x, y) = (LANES[side], SIZE.1 - 8.0);
    format!(r#"<g class="run-{run}">{drawn}<text class="plot-lane" x="{x}" y="{y}">{words}</text></g>"#)
}

fn table(sides: [&[Dot]; 2], outcome: Outcome) -> String {
    let of = |side: &[Dot], seed: u32| {
        let found = side.iter().find(|dot| dot.0 == seed);
        found.map_or("–".to_owned(), |(_, score, reached)| match outcome.level(*score) {
            level if *reached => t::reached(level),
            level => level,
        })
    };
    let mut seeds: Vec<u32> = sides.iter().flat_map(|side| side.iter().map(|dot| dot.0)).collect();
    seeds.sort_unstable();
    seeds.dedup();
    let row = |seed: &u32| {
        let [a, b] = sides.map(|side| of(side, *seed));
        format!("<tr><th scope=\"row\">{seed}</th><td>{a}</td><td>{b}</td></tr>")
    };
    let rows: String = seeds.iter().map(row).collect();
    format!(
        r#"<table class="cell-numbers"><thead><tr><th scope="col">{}</th><th scope="col">{}</th><th scope="col">{}</th></tr></thead><tbody>{rows}</tbody></table>"#,
        t::SEED,
        t::WITHOUT,
        t::WITH_IT
    )
}

#[cfg(test)]
mod tests {
    use super::super::case;
    use super::super::sample::board;
    use super::*;

    #[test]
    fn every_run_is_a_dot_and_a_row() {
        let dots = Dots::from([
            (BASE.to_owned(), vec![(1, 6.9, false), (2, 9.2, false)]),
            ("slower-g".to_owned(), vec![(1, 2.3, true), (3, 2.0, true)]),
        ]);
        let text = runs(case("g-fast").expect("a case"), &dots, "slower-g");
        assert_eq!((text.matches("<circle").count(), text.matches("plot-dot reached").count()), (4, 2));
        assert!(text.contains("plot-target") && text.contains(">1\u{202f}000<"), "{text}");
        assert!(
            text.contains("<th scope=\"row\">2</th><td>9\u{202f}900 times real samples</td><td>–</td>"),
            "{text}"
        );
        assert!(!runs(case("grid").expect("a case"), &Dots::default(), "a").contains("NaN"));
    }

    #[test]
    fn a_cell_says_its_numbers_and_the_ways_to_it() {
        let board = board();
        let (case, arm) = (case("g-fast").expect("a case"), board.arm("slower-g").expect("an arm"));
        let text = numbers(&board, case, arm);
        assert!(text.contains("9 of 10 runs reach the target") && text.contains(">Worst tenth<"), "{text}");
        assert!(
            text.contains("and modes at least 6, each on average over the last five snapshots."),
            "{text}"
        );
        let mut few = board.clone();
        few.columns[0].cells[0].side.runs = 9;
        assert!(numbers(&few, case, arm).contains(">Worst tenth, of fewer than ten the worst<"));
        let ways = ways(case, arm, 77);
        assert!(ways.contains("seed=77") && ways.contains("luck=10") && ways.contains("b:g.lr="), "{ways}");
        let open = numbers(&board, case, board.arm("augment").expect("an arm"));
        assert!(open.contains("not tried: not for this kind of data"), "{open}");
    }
}
