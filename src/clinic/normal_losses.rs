//! The article's section on normal losses, held against what the recorded runs keep.

use super::board::{Board, Column};
use super::markup::escape;
use super::reading::rate;

/// What the article says, as HTML: what was measured of it, and what follows. The numbers are those of DCGAN
/// on digits (Brownlee 2019; docs/facts.md, section 18).
pub fn normal_losses(board: &Board) -> String {
    let measured = format!(
        "We measured: not yet. Of the healthy cases ({}) the clinic keeps what metrics say, how far D's logits spread and what the doctor found, but no losses.",
        healthy(board)
    );
    format!(
        "<p>The article says: the losses of a run that goes well lie within bounds; of DCGAN on digits, each half of D's between 0.5 and 0.8, G's between 1 and 2, and D right on 70 to 80\u{202f}%.</p><p data-testid=\"normal-losses\">{}</p><p><b>So nothing is shown yet, neither for these numbers nor against them.</b> They are the pale areas of the loss chart, moved to the chosen loss and labels.</p><p class=\"small-print\">Brownlee 2019</p>",
        escape(&measured)
    )
}

/// "Healthy ring: 10 of 10 reach the target; …".
fn healthy(board: &Board) -> String {
    let of = |column: &Column| {
        let case = column.of().filter(|case| case.is_healthy() && column.base.runs > 0)?;
        Some(format!("{}: {} reach the target", case.name, rate(&column.base)))
    };
    let each: Vec<String> = board.columns.iter().filter_map(of).collect();
    if each.is_empty() { "none was run yet".into() } else { each.join("; ") }
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;

    #[test]
    fn what_was_not_recorded_is_not_measured() {
        let text = normal_losses(&board());
        assert!(
            text.contains("We measured: not yet. Of the healthy cases (Healthy ring: 10 of 10"),
            "{text}"
        );
        assert!(normal_losses(&Board::default()).contains("none was run yet"));
    }

    #[test]
    fn no_recorded_run_keeps_a_loss() {
        for (case, lines) in [
            ("ring", include_str!("../../evidence/results/ring.jsonl")),
            ("grid", include_str!("../../evidence/results/grid.jsonl")),
            ("digits", include_str!("../../evidence/results/digits.jsonl")),
        ] {
            assert!(
                !lines.contains("loss_d\"") && !lines.contains("loss-d\""),
                "{case} has losses: measure them"
            );
        }
    }
}
