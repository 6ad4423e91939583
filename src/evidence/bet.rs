//! Predict, then run: what a reader expects of a tip, and what three seeds say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::board::MeasuredRow;
use super::plan::{Expected, PlanRow, Start};
use crate::experiment::trick;
use crate::text::bet as t;

/// What is expected of run B, or what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bet {
    /// Better than run A.
    Better,
    /// No difference that three seeds show.
    Same,
    /// Worse than run A.
    Worse,
}

impl Bet {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::Better, Self::Same, Self::Worse];

    /// Its name in test hooks.
    pub fn id(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Same => "same",
            Self::Worse => "worse",
        }
    }

    /// After "You said".
    pub fn words(self) -> &'static str {
        match self {
            Self::Better => t::BETTER.get(),
            Self::Same => t::SAME.get(),
            Self::Worse => t::WORSE.get(),
        }
    }

    /// The choice, with what it means for `metric`.
    pub fn choice(self, metric: &str) -> String {
        match (self, promise(metric)) {
            (Self::Same, _) => t::CHOOSE_SAME.get().to_owned(),
            (Self::Better, Some((better, _))) => t::better_that_is(better),
            (Self::Worse, Some((_, worse))) => t::worse_that_is(worse),
            (Self::Better, None) => t::CHOOSE_BETTER.get().to_owned(),
            (Self::Worse, None) => t::CHOOSE_WORSE.get().to_owned(),
        }
    }
}

/// What a better and a worse value of a metric are called.
fn promise(metric: &str) -> Option<(&'static str, &'static str)> {
    let (better, worse) = match metric {
        "energy" => (t::ENERGY_LOWER, t::ENERGY_HIGHER),
        "frechet" => (t::FRECHET_LOWER, t::FRECHET_HIGHER),
        "modes" => (t::MODES_MORE, t::MODES_FEWER),
        "hq" => (t::HQ_MORE, t::HQ_FEWER),
        _ => return None,
    };
    Some((better.get(), worse.get()))
}

/// The first of `rows` about `tip` that can be bet on: it needs no files, starts as always and is no control.
pub fn experiment_of<'a>(tip: &str, rows: &'a [PlanRow]) -> Option<&'a PlanRow> {
    let fair = |row: &PlanRow| row.start == Start::Usual && row.expected != Expected::Identical;
    let here = |row: &PlanRow| row.runs(1).is_ok_and(|[base, _]| !base.data.needs_files());
    rows.iter().find(|row| row.tip == tip && fair(row) && here(row))
}

/// What the seeds say: in how many of them run B was better, equal or worse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Better.
    pub better: usize,
    /// Equal to the last bit.
    pub equal: usize,
    /// Worse.
    pub worse: usize,
    /// Seeds.
    pub seeds: usize,
}

impl Outcome {
    /// Which choice was right.
    pub fn bet(self) -> Bet {
        match self {
            Self { better, seeds, .. } if better == seeds => Bet::Better,
            Self { worse, seeds, .. } if worse == seeds => Bet::Worse,
            _ => Bet::Same,
        }
    }

    /// In words, after "Measured:".
    pub fn words(self) -> String {
        let Self { better, equal, worse, seeds, .. } = self;
        let (word, count) = if equal > better.max(worse) {
            (t::EQUAL, equal)
        } else if worse > better && (equal > 0 || worse == seeds) {
            (t::WORSE, worse)
        } else {
            (t::BETTER, better)
        };
        let told = t::in_seeds(word, count, seeds);
        if count == seeds { told } else { t::unclear(told) }
    }

    /// What luck has to do with it.
    pub fn luck(self) -> &'static str {
        let words = match self.bet() {
            Bet::Same if self.equal == self.seeds => t::LUCK_EXACT,
            Bet::Same => t::LUCK_THREE,
            _ => t::LUCK_CHANCE,
        };
        words.get()
    }
}

/// What the board says of the same comparison; nothing while it is not measured there.
pub fn on_board(measured: &MeasuredRow) -> Option<String> {
    let outcome = measured.outcome.as_ref()?;
    let (word, count) = [(t::BETTER, outcome.wins), (t::WORSE, outcome.losses), (t::TIES, outcome.ties)]
        .into_iter()
        .reduce(|most, next| if next.1 > most.1 { next } else { most })?;
    Some(t::on_board(outcome.verdict.words(), word, count, outcome.count))
}

/// The bets that were made: for each tip, whether the first one was right.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger(BTreeMap<String, bool>);

impl Ledger {
    /// Reads what [`Self::write`] wrote; what cannot be read or is no tip is left out.
    pub fn read(text: &str) -> Self {
        let mut ledger: Self = serde_json::from_str(text).unwrap_or_default();
        ledger.0.retain(|tip, _| trick(tip).is_some());
        ledger
    }

    /// As text.
    pub fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Takes in a bet; only the first on each tip counts.
    pub fn add(&mut self, tip: &str, right: bool) {
        self.0.entry(tip.to_owned()).or_insert(right);
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// "Your bets: 2 of 3 right".
    pub fn words(&self) -> String {
        let right = self.0.values().filter(|right| **right).count();
        t::ledger(right, self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::paired::compare;
    use super::super::plan;
    use super::*;
    use crate::experiment::{Data, TRICKS};
    use crate::metrics::of_points::PointJudge;

    fn rows() -> Vec<PlanRow> {
        plan::read(include_str!("../../evidence/plan.jsonl")).expect("a plan").rows
    }

    fn outcome(better: usize, equal: usize, worse: usize) -> Outcome {
        Outcome { better, equal, worse, seeds: better + equal + worse }
    }

    #[test]
    fn every_tip_has_an_experiment_whose_metric_has_words() {
        let rows = rows();
        for trick in &TRICKS {
            let row = experiment_of(trick.id, &rows).unwrap_or_else(|| panic!("none for {}", trick.id));
            assert!(promise(&row.metric).is_some(), "{}", row.metric);
        }
        assert_eq!(experiment_of("luck", &rows), None);
    }

    #[test]
    fn the_page_carries_the_lines_of_the_plan_that_can_be_bet_on_and_no_others() {
        let rows = rows();
        let needed = TRICKS.iter().filter_map(|trick| experiment_of(trick.id, &rows));
        let needed: Vec<String> = needed.map(|row| format!("\"id\": \"{}\"", row.id)).collect();
        let plan = include_str!("../../evidence/plan.jsonl");
        let line = |id: &String| plan.lines().find(|line| line.contains(id.as_str())).expect("a line");
        let lines: Vec<&str> = needed.iter().map(line).collect();
        let shipped: Vec<&str> = include_str!("../../evidence/bets.jsonl").lines().collect();
        assert_eq!(shipped, lines, "evidence/bets.jsonl has these lines of evidence/plan.jsonl");
    }

    #[test]
    fn what_needs_files_or_starts_otherwise_or_is_a_control_is_no_bet() {
        let good = rows().into_iter().find(|row| row.id == "noise").expect("a row");
        let files = PlanRow { link: good.link.replace("ring8", "mnist"), ..good.clone() };
        let mirrored = PlanRow { start: Start::Mirrored, ..good.clone() };
        let control = PlanRow { expected: Expected::Identical, ..good.clone() };
        let rows = [files, mirrored, control, good.clone()];
        assert_eq!(experiment_of("noise", &rows[..3]), None);
        assert_eq!(experiment_of("noise", &rows), Some(&good));
    }

    #[test]
    fn the_words_of_a_metric_agree_with_its_direction_and_label() {
        let real: Vec<f32> = (0..64).map(|i| (i as f32).sin()).collect();
        for score in PointJudge::new(Data::Ring8, real.clone()).scores(&real) {
            if let Some((better, worse)) = promise(score.id) {
                let less = better.starts_with("lower") || better.starts_with("fewer");
                assert_eq!(less, score.lower_is_better, "{}", score.id);
                let label = score.label.to_lowercase();
                assert!(better.ends_with(&label) && worse.ends_with(&label), "{better}, {worse}");
            }
        }
        assert_eq!(Bet::Better.choice("hq"), "Better: more high-quality samples");
        assert_eq!(Bet::Worse.choice("unheard-of"), "Worse");
    }

    #[test]
    fn only_three_of_three_is_a_difference() {
        for (outcome, bet, words) in [
            (outcome(3, 0, 0), Bet::Better, "better in 3 of 3"),
            (outcome(2, 0, 1), Bet::Same, "better in 2 of 3 (no clear difference)"),
            (outcome(1, 0, 2), Bet::Same, "better in 1 of 3 (no clear difference)"),
            (outcome(1, 1, 1), Bet::Same, "better in 1 of 3 (no clear difference)"),
            (outcome(0, 1, 2), Bet::Same, "worse in 2 of 3 (no clear difference)"),
            (outcome(0, 2, 1), Bet::Same, "exactly equal in 2 of 3 (no clear difference)"),
            (outcome(0, 3, 0), Bet::Same, "exactly equal in 3 of 3"),
            (outcome(0, 0, 3), Bet::Worse, "worse in 3 of 3"),
        ] {
            assert_eq!((outcome.bet(), outcome.words().as_str()), (bet, words));
        }
    }

    #[test]
    fn three_of_three_by_luck_is_once_in_four_times() {
        assert_eq!(compare(&[(0.0, 1.0); 3], false).chance, 0.25);
        assert!(outcome(3, 0, 0).luck().contains("once in four times"));
        assert!(outcome(0, 3, 0).luck().contains("same number"));
    }

    #[test]
    fn the_board_is_quoted_where_it_has_measured() {
        let pairs: Vec<_> = (0..10).map(|i| (0.5, if i == 0 { 0.6 } else { 0.4 })).collect();
        let mut measured = MeasuredRow {
            row: rows().swap_remove(0),
            outcome: Some(compare(&pairs, true)),
            label: "Energy distance".into(),
            lower_is_better: true,
            means: None,
            floor: None,
            diverged: (0, 0),
        };
        let said = on_board(&measured).expect("a line");
        assert_eq!(said, "On the board: helps here, better in 9 of 10 seeds.");
        measured.outcome = None;
        assert_eq!(on_board(&measured), None);
    }

    #[test]
    fn the_first_bet_on_a_tip_counts_and_the_ledger_survives_its_text() {
        let mut ledger = Ledger::default();
        for (tip, right) in [("noise", false), ("noise", true), ("loss", true)] {
            ledger.add(tip, right);
        }
        assert_eq!(ledger.words(), "Your bets: 1 of 2 right");
        assert_eq!(Ledger::read(&ledger.write()), ledger);
        assert!(Ledger::read("{").is_empty() && Ledger::read(r#"{"luck":true}"#).is_empty());
    }
}
