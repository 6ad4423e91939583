//! The article's section on normal losses, held against what the recorded runs keep.

use super::board::{Board, Column};
use super::losses::Spread;
use super::markup::escape;
use super::reading::rate;
use crate::number::percent;
use crate::text::{join::then, normal as t};

/// A share of runs from which on "nearly all" is said, and below whose opposite "hardly any" is (ours).
const NEARLY_ALL: f64 = 0.9;

/// What the article says, as HTML: what was measured of it, and what follows. The numbers are those of DCGAN
/// on digits (Brownlee 2019; docs/facts.md, section 18).
pub fn normal_losses(board: &Board) -> String {
    let (good, failed) =
        (Tally::of(board, |losses| losses.reached), Tally::of(board, |losses| losses.missed));
    let measured = match good.runs + failed.runs {
        0 => not_kept(board),
        _ => t::measured(in_words(board, good, failed)),
    };
    format!(
        "<p>{}</p><p data-testid=\"normal-losses\">{}</p><p>{}</p><p class=\"small-print\">Brownlee 2019</p>",
        t::ARTICLE,
        escape(&measured),
        t::follows(follows(good, failed), t::AREAS)
    )
}

/// Runs of all cases together: how many, and how many end within the article's numbers.
#[derive(Clone, Copy, Default)]
struct Tally {
    runs: u32,
    normal: u32,
}

impl Tally {
    fn of(board: &Board, side: fn(&super::losses::Losses) -> Option<Spread>) -> Self {
        let spreads = board.columns.iter().filter_map(|column| side(column.losses.as_ref()?));
        spreads.fold(Self::default(), |sum, spread| Self {
            runs: sum.runs + spread.runs,
            normal: sum.normal + spread.normal,
        })
    }

    fn share(self) -> f64 {
        f64::from(self.normal) / f64::from(self.runs.max(1))
    }
}

fn not_kept(board: &Board) -> String {
    t::not_kept(healthy(board))
}

/// The healthy cases one by one, then all runs against the article's numbers.
fn in_words(board: &Board, good: Tally, failed: Tally) -> String {
    let each = board.columns.iter().filter_map(|column| {
        let case = column.of().filter(|case| case.is_healthy())?;
        let spread = column.losses.as_ref()?.reached?;
        let [(d0, d1), (g0, g1), (right0, right1)] = spread.middle;
        let [d0, d1, g0, g1] = [d0 / 2.0, d1 / 2.0, g0, g1].map(|loss| format!("{loss:.2}"));
        let [right0, right1] = [right0, right1].map(percent);
        Some(t::one_case(case.name, runs_of(spread.runs), d0, d1, g0, g1, right0, right1))
    });
    let fooled = board.columns.iter().filter_map(|column| {
        let spread = column.losses.as_ref()?.missed.filter(|spread| spread.normal > 0)?;
        Some((column.of()?.name, spread))
    });
    let all = match fooled.max_by_key(|(_, spread)| spread.normal) {
        None => t::within(good.normal, good.runs, failed.normal, failed.runs),
        Some((name, most)) => {
            t::within_most(good.normal, good.runs, failed.normal, failed.runs, name, most.normal, most.runs)
        }
    };
    each.chain([all]).reduce(then).unwrap_or_default()
}

fn runs_of(n: u32) -> String {
    if n == 1 { t::ONE_RUN.get().into() } else { t::runs(n) }
}

/// What follows for someone who looks at losses.
fn follows(good: Tally, failed: Tally) -> &'static str {
    match (good.share() >= NEARLY_ALL, failed.share() <= 1.0 - NEARLY_ALL) {
        _ if good.runs == 0 || failed.runs == 0 => t::SHOWN_NOTHING,
        (true, true) => t::TELLS,
        (true, false) => t::OFTEN_BOTH,
        (false, true) => t::GOOD_SIGN,
        (false, false) => t::TELLS_NOT,
    }
    .get()
}

/// "Healthy ring: 10 of 10 reach the target; …".
fn healthy(board: &Board) -> String {
    let of = |column: &Column| {
        let case = column.of().filter(|case| case.is_healthy() && column.base.runs > 0)?;
        Some(t::reach(case.name, rate(&column.base)))
    };
    let each = board.columns.iter().filter_map(of).reduce(t::and_case);
    each.unwrap_or_else(|| t::NONE_RUN.get().into())
}

#[cfg(test)]
mod tests {
    use super::super::losses::Losses;
    use super::super::sample::board;
    use super::*;

    #[test]
    fn what_was_not_recorded_is_not_measured() {
        let text = normal_losses(&board());
        assert!(
            text.contains("We measured: not yet. Of the healthy cases (Healthy ring: 10 of 10"),
            "{text}"
        );
        assert!(text.contains("nothing is shown yet"), "{text}");
        assert!(normal_losses(&Board::default()).contains("none was run yet"));
    }

    /// The sample board with so many good and failed runs within the article's numbers, of ten each.
    fn with(good: u32, failed: u32) -> String {
        let mut board = board();
        let spread = |normal| Spread { runs: 10, normal, middle: [(1.0, 1.5), (1.0, 1.25), (0.7, 0.75)] };
        for column in &mut board.columns {
            let (reached, missed) = match column.case.as_str() {
                "ring" => (Some(spread(good)), None),
                "g-fast" => (None, Some(spread(failed))),
                _ => continue,
            };
            column.losses = Some(Losses { reached, missed });
        }
        normal_losses(&board)
    }

    #[test]
    fn measured_runs_are_counted_against_the_articles_numbers() {
        let text = with(10, 0);
        assert!(
            text.contains("Healthy ring (10 runs), D&#39;s halves 0.50 to 0.75, G 1.00 to 1.25, D right on 70\u{202f}% to 75\u{202f}%")
                || text.contains("Healthy ring (10 runs), D's halves 0.50 to 0.75, G 1.00 to 1.25"),
            "{text}"
        );
        assert!(text.contains("10 of 10 runs that reach their target, and 0 of 10 that miss it."), "{text}");
    }

    #[test]
    fn what_follows_is_what_was_counted() {
        for (good, failed, words) in [
            (10, 0, "tell good runs from failed ones here."),
            (10, 6, "a failed one often has them too"),
            (2, 0, "many good runs here have others"),
            (2, 6, "do not tell good runs from failed ones"),
        ] {
            let text = with(good, failed);
            assert!(text.contains(words), "{good} {failed}: {text}");
        }
        assert!(with(10, 6).contains(", of \u{201c}G too fast\u{201d} alone 6 of 10."));
    }
}
