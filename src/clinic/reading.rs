//! A cell of the board in words: its rates, its effect, and whether that was expected.

use super::arm::{Arm, Scored};
use super::board::{Board, Cell, Column, Side};
use super::case::{Case, Outcome};
use super::rescue::{harms, rescues};
use crate::evidence::plan::Expected;
use crate::number::{percent, significant, tidy};
use crate::statistics::verdict::Verdict;
use crate::statistics::wilson::wilson;
use crate::text::cellwords as t;
use crate::text::{clinic, join, metric};

/// A cell with all that its words need.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The case.
    pub case: &'static Case,
    /// What was measured in it.
    pub column: &'a Column,
    /// The tip at its setting.
    pub arm: &'a Arm,
    /// What it did.
    pub cell: &'a Cell,
}

/// With two significant digits, without zeros at the end.
fn two(value: f64) -> String {
    tidy(significant(value, 2))
}

/// "9 of 10".
pub fn rate(side: &Side) -> String {
    t::rate(side.rescued, side.runs)
}

/// A share in per cent with two significant digits: most of what fails has few good samples.
fn percent_of_few(share: f64) -> String {
    t::of_samples(two(100.0 * share))
}

/// "60 % to 98 %": the 95 % Wilson interval of the rate.
fn rate_interval(side: &Side) -> String {
    wilson(side.rescued as usize, side.runs as usize)
        .map(|interval| t::interval(percent(interval.low), percent(interval.high)))
        .unwrap_or_default()
}

/// What one unit of an amount is.
fn unit(metric: &str) -> &str {
    match metric {
        "modes" => t::UNIT_MODES.get(),
        "hq" => t::UNIT_HQ.get(),
        "precision" => t::UNIT_PRECISION.get(),
        "recall" => t::UNIT_RECALL.get(),
        "coverage" => t::UNIT_COVERAGE.get(),
        other => other,
    }
}

impl Outcome {
    /// The score as a reader knows it: how many times the floor a distance is, or the amount.
    pub fn shown(self, score: f64) -> f64 {
        match self {
            Self::Distance(_) => score.exp(),
            Self::Amount(..) => score,
        }
    }

    /// "120 times real samples", or "18 modes".
    pub fn level(self, score: f64) -> String {
        match self {
            Self::Distance(_) => t::times_real(two(score.exp())),
            Self::Amount(metric, _) => t::amount(tidy(score), unit(metric)),
        }
    }

    /// An effect: "0.04 times the distance", or "3.2 modes more".
    pub fn effect(self, effect: f64) -> String {
        match self {
            Self::Distance(_) => t::times_distance(two(effect.exp())),
            Self::Amount(metric, _) if effect < 0.0 => t::fewer(two(-effect), unit(metric)),
            Self::Amount(metric, _) => t::more(two(effect), unit(metric)),
        }
    }

    /// "0.02 to 0.09", or "−1.2 to 3".
    pub fn interval(self, (low, high): (f64, f64)) -> String {
        t::interval(self.size(low), self.size(high))
    }

    /// An effect without its unit ([`Self::unit`]): "0.04", or "−3.2".
    pub fn size(self, effect: f64) -> String {
        two(self.shown(effect))
    }

    /// What [`Self::size`] counts.
    pub fn unit(self) -> String {
        match self {
            Self::Distance(_) => t::UNIT_DISTANCE.get().into(),
            Self::Amount(metric, _) => t::unit_more(unit(metric)),
        }
    }

    /// What the axis of the runs counts.
    pub fn axis(self) -> String {
        let label = match self.metric() {
            "energy" => metric::ENERGY.get(),
            "frechet" => metric::FRECHET.get(),
            "modes" => t::AXIS_MODES.get(),
            "hq" => t::AXIS_HQ.get(),
            other => other,
        };
        match self {
            Self::Distance(_) => t::axis_distance(label),
            Self::Amount(..) => t::axis_amount(label),
        }
    }
}

impl<'a> Reading<'a> {
    /// The cell of `arm` in `case`, where it was measured.
    pub fn of(board: &'a Board, case: &str, arm: &str) -> Option<Self> {
        let column = board.column(case)?;
        Some(Self { case: column.of()?, column, arm: board.arm(arm)?, cell: column.cell(arm)? })
    }

    /// Whether it rescues a case that fails, and acts against its cause instead of taking it away.
    pub fn is_rescue(&self) -> bool {
        !self.case.is_healthy() && rescues(&self.column.base, &self.cell.side) && !self.arm.undoes(self.case)
    }

    /// Whether it makes fewer runs reach the target.
    pub fn is_harm(&self) -> bool {
        harms(&self.column.base, &self.cell.side)
    }

    /// "rescued 9 of 10; the plain run 0 of 10"; of a healthy case, how many reach the target.
    pub fn rates(self) -> String {
        let say = if self.case.is_healthy() { t::rates_healthy } else { t::rates };
        say(rate(&self.cell.side), rate(&self.column.base))
    }

    /// The rates with their intervals, a side each.
    pub fn sides(self) -> [String; 2] {
        let side = |side: &Side| match side.diverged {
            0 => t::side(rate(side), rate_interval(side)),
            n => t::side_diverged(rate(side), rate_interval(side), n),
        };
        [side(&self.column.base), side(&self.cell.side)]
    }

    /// "With “Two learning rates: G a tenth as fast”, 9 of 10 runs reach the target; without, 0 of 10. The distance is 0.04
    /// times what it is without."
    pub fn sentence(self) -> String {
        let Self { column, arm, cell, .. } = self;
        let (with, without) = (rate(&cell.side), rate(&column.base));
        let title = arm.words();
        let effect = match self.case.outcome {
            _ if cell.verdict == Verdict::Identical => t::EVERY_RUN_SAME.get().to_owned(),
            Outcome::Distance(_) => t::distance_is(two(cell.effect.exp())),
            outcome => t::it_has(outcome.effect(cell.effect)),
        };
        let said = t::sentence(title, with, without, effect);
        if arm.undoes(self.case) { join::then(said, t::UNDOES) } else { said }
    }

    /// The effect with both of its intervals.
    pub fn effect(self) -> String {
        let (outcome, cell) = (self.case.outcome, self.cell);
        let alone = cell.alone.map(|interval| t::by_itself(outcome.interval(interval)));
        let together = cell.together.map(|interval| t::together(outcome.interval(interval)));
        let effect = outcome.effect(cell.effect);
        match alone.into_iter().chain(together).reduce(t::and_interval) {
            None => effect,
            Some(intervals) => t::with_intervals(effect, intervals),
        }
    }

    /// "Better with 9 of 10 seeds".
    pub fn share_better(self) -> String {
        let both = self.column.base.runs.min(self.cell.side.runs);
        t::share_better(tidy((2.0 * self.cell.better * f64::from(both)).round() / 2.0), both)
    }

    /// What the worst tenth of the runs comes to, or of fewer than ten the worst one, a side each.
    pub fn worst(self) -> [String; 2] {
        [self.column.base, self.cell.side].map(|side| self.case.outcome.level(side.worst))
    }

    /// The share of its samples that are of high quality, a side each, where the data have modes: a run may keep
    /// its target and still be blurred.
    pub fn quality(self) -> Option<[String; 2]> {
        let [a, b] = [self.column.base, self.cell.side].map(|side| side.quality.map(percent_of_few));
        Some([a?, b?])
    }

    /// What was expected and why.
    pub fn expectation(self) -> String {
        let expected = match self.cell.expected {
            Expected::Better => t::BETTER,
            Expected::Worse => t::WORSE,
            Expected::None => t::NO_EFFECT,
            Expected::Identical => t::IDENTICAL,
        };
        match self.cell.expected {
            // The reason is that of the cases it names, not of all others.
            Expected::None => t::expected(expected, self.agreement()),
            _ => t::expected_because(expected, self.arm.reason(), self.agreement()),
        }
    }

    /// Whether that came true.
    pub fn agreement(self) -> &'static str {
        match self.cell.agrees() {
            Some(true) => t::CAME_OUT.get(),
            Some(false) => t::OTHERWISE.get(),
            None => t::NOT_DECIDED.get(),
        }
    }

    /// What is scored, where it is not the last samples of G.
    pub fn scored(self) -> Option<&'static str> {
        match self.arm.scored {
            Scored::Last => None,
            Scored::Average => Some(t::SCORED_AVERAGE.get()),
            Scored::Early => Some(t::SCORED_EARLY.get()),
        }
    }

    /// The verdict on the effect; undecided with the seeds that would decide, and with what the rate says by
    /// itself.
    pub fn verdict(self) -> String {
        let verdict = self.cell.verdict.words();
        let (base, side) = (&self.column.base, &self.cell.side);
        match self.cell.verdict {
            Verdict::TooFewSeeds => t::too_few(self.column.base.runs.min(side.runs)),
            Verdict::Undecided { .. } if rescues(base, side) => t::rate_rescues(verdict),
            Verdict::Undecided { .. } if harms(base, side) => t::rate_harms(verdict),
            _ => verdict,
        }
    }

    /// Everything in one line: for the line under the picture and for who cannot see it.
    pub fn line(self) -> String {
        let say = if self.cell.agrees() == Some(false) { t::line_otherwise } else { t::line };
        say(self.verdict(), self.rates(), self.brief())
    }

    /// The effect with the interval that its verdict rests on: "0.02 times the distance (0.014 to 0.025)".
    pub fn brief(self) -> String {
        let interval = self.cell.together.or(self.cell.alone);
        let effect = self.case.outcome.effect(self.cell.effect);
        match interval {
            None => effect,
            Some(interval) => t::with_interval(effect, self.case.outcome.interval(interval)),
        }
    }
}

impl Board {
    /// A cell in one line, whether it was measured or not.
    pub fn line(&self, case: &str, arm: &str) -> String {
        match (Reading::of(self, case, arm), self.column(case)) {
            (Some(reading), _) => reading.line(),
            (None, Some(column)) => match column.refused.iter().find(|(id, _)| id == arm) {
                Some((_, reason)) => t::not_tried(self.refusal(column, arm).as_ref().unwrap_or(reason)),
                None => clinic::NOT_MEASURED.get().into(),
            },
            (None, None) => clinic::NOT_MEASURED.get().into(),
        }
    }

    /// Why `arm` is not tried in the case of `column`, in the language that is spoken: files say it in English.
    fn refusal(&self, column: &Column, arm: &str) -> Option<String> {
        self.arm(arm)?.course(column.of()?, 1).err()
    }
}

/// What pairing by seed could save, from the correlations that were measured; `None` before any was.
pub fn pairing(board: &Board) -> Option<String> {
    let found: Vec<f64> = board.columns.iter().filter_map(|column| column.correlation).collect();
    let mean = found.iter().sum::<f64>() / found.len() as f64;
    (!found.is_empty()).then(|| {
        let hundredth = tidy((mean * 100.0).round() / 100.0);
        clinic::pairing(hundredth, found.len())
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;

    #[test]
    fn a_rescue_in_words() {
        let board = board();
        let reading = Reading::of(&board, "g-fast", "slower-g").expect("a cell");
        assert_eq!(
            reading.sentence(),
            "With “Two learning rates: G a tenth as fast”, 9 of 10 runs reach the target; without, 0 of 10. The distance is 0.018 times what it is without."
        );
        assert_eq!(reading.rates(), "rescued 9 of 10; the plain run 0 of 10");
        let [without, with] = reading.sides();
        assert!(without.starts_with("0 of 10 reach the target (0\u{202f}% to 28\u{202f}%)"), "{without}");
        assert!(with.contains("(60\u{202f}% to 98\u{202f}%)"), "{with}");
        assert_eq!(
            reading.effect(),
            "0.018 times the distance (95 % interval 0.017 to 0.02 by itself, 0.014 to 0.025 together with all tips of this case)"
        );
        assert_eq!(reading.expectation(), "Expected better (The article, lesson 12): so it came out");
        assert_eq!(reading.worst()[0], "1\u{202f}100 times real samples");
        assert_eq!(
            reading.quality(),
            Some(["1\u{202f}% of its samples".into(), "12\u{202f}% of its samples".into()])
        );
    }

    #[test]
    fn one_line_says_what_was_not_measured_too() {
        let board = board();
        let line = board.line("g-fast", "norm");
        assert!(line.starts_with("clearly hurts, otherwise than expected; rescued 0 of 10;"), "{line}");
        assert_eq!(board.line("g-fast", "augment"), "not tried: not for this kind of data");
        assert_eq!(board.line("d-slow", "norm"), "not measured yet");
    }

    #[test]
    fn a_rate_speaks_where_the_effect_is_undecided() {
        let mut board = board();
        let cell = &mut board.columns[0].cells[1];
        (cell.verdict, cell.side.rescued, cell.better) = (Verdict::Undecided { seeds: Some(40) }, 6, 0.95);
        let reading = Reading::of(&board, "g-fast", "faster-d").expect("a cell");
        assert!(
            reading.verdict().starts_with("rescues by its rate; its effect is undecided"),
            "{}",
            reading.verdict()
        );
        assert_eq!(reading.share_better(), "Better with 9.5 of 10 seeds");
        let healthy = Reading::of(&board, "ring", "slower-g").expect("a cell");
        assert_eq!(healthy.rates(), "0 of 10 reach the target; of plain runs 10 of 10");
        let cell = &mut board.columns[0].cells[1];
        (cell.verdict, cell.side.runs, cell.side.rescued) = (Verdict::TooFewSeeds, 1, 1);
        let reading = Reading::of(&board, "g-fast", "faster-d").expect("a cell");
        assert_eq!(reading.verdict(), "no verdict from 1 seed: six are needed");
    }

    #[test]
    fn what_pairing_saves_is_said_where_it_was_measured() {
        assert!(
            pairing(&board()).is_some_and(|text| text.contains("correlate by 0.1 on average of 3 cases"))
        );
        assert_eq!(pairing(&Board::default()), None);
    }

    #[test]
    fn amounts_are_counted_and_distances_are_ratios() {
        let modes = Outcome::Amount("modes", 2.0);
        assert_eq!(modes.effect(3.24), "3.2 modes more");
        assert_eq!(modes.effect(-1.0), "1 modes fewer");
        assert_eq!(modes.interval((-1.2, 3.0)), "−1.2 to 3");
        assert_eq!(Outcome::Distance("energy").effect(0.0), "1 times the distance");
    }
}
