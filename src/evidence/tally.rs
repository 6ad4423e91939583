//! All rows of the board together: by tip, and how many came out how.

use super::board::{Board, MeasuredRow};
use super::paired::{PairedVerdict, SIGNIFICANT};
use super::reading::Glance;
use crate::experiment::{Data, TRICKS, Trick};
use crate::text::evidence as t;

/// The rows of one tip.
#[derive(Debug)]
pub struct Group<'a> {
    /// The tip.
    pub trick: &'static Trick,
    /// Its rows, in the order of the plan.
    pub rows: Vec<&'a MeasuredRow>,
}

/// How many rows came out how. Controls are not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that help.
    pub helps: usize,
    /// Rows that chance explains.
    pub no_effect: usize,
    /// Rows that hurt.
    pub hurts: usize,
    /// Rows without a pair, because runs diverged.
    pub diverged: usize,
    /// Rows that are not measured yet.
    pub open: usize,
    /// Rows that came out otherwise than expected.
    pub surprises: usize,
}

impl Board {
    /// The rows of `tip` in the order of the plan, without controls.
    pub fn of_tip(&self, tip: &str) -> impl Iterator<Item = &MeasuredRow> {
        self.rows.iter().filter(move |row| row.row.tip == tip && !row.is_control())
    }

    /// The rows by tip, in the article's order; tips without rows are left out.
    pub fn groups(&self) -> Vec<Group<'_>> {
        let groups = TRICKS.iter().map(|trick| Group { trick, rows: self.of_tip(trick.id).collect() });
        groups.filter(|group| !group.rows.is_empty()).collect()
    }

    /// The rows that must come out exactly zero.
    pub fn controls(&self) -> Vec<&MeasuredRow> {
        self.rows.iter().filter(|row| row.is_control()).collect()
    }

    /// The data sets of its rows.
    pub fn data_sets(&self) -> Vec<Data> {
        let used: Vec<_> = self.rows.iter().filter_map(|row| row.row.data()).collect();
        Data::ALL.into_iter().filter(|data| used.contains(data)).collect()
    }

    /// How many came out how.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally::default();
        for row in self.rows.iter().filter(|row| !row.is_control()) {
            match row.glance() {
                Glance::Judged(PairedVerdict::Helps) => tally.helps += 1,
                Glance::Judged(PairedVerdict::Hurts) => tally.hurts += 1,
                Glance::Judged(PairedVerdict::NoEffect) | Glance::Zero | Glance::NotZero => {
                    tally.no_effect += 1
                }
                Glance::Diverged => tally.diverged += 1,
                Glance::Open => tally.open += 1,
            }
            tally.surprises += usize::from(row.agrees() == Some(false));
        }
        tally
    }

    /// Whether the controls came out exactly zero.
    pub fn control_words(&self) -> String {
        let controls = self.controls();
        let count = |glance| controls.iter().filter(|row| row.glance() == glance).count();
        let (all, zero, open) = (controls.len(), count(Glance::Zero), count(Glance::Open));
        match all - zero - open {
            0 if open == all => t::CONTROLS_OPEN.get().to_owned(),
            0 if open > 0 => t::controls_some(zero, open),
            0 => t::controls_zero(all),
            bad => t::controls_bad(bad, all),
        }
    }
}

impl Tally {
    /// Rows that have pairs.
    pub fn judged(&self) -> usize {
        self.helps + self.no_effect + self.hurts
    }

    /// How many of the rows that were judged luck alone would make look like an effect, at most.
    pub fn by_luck(&self) -> usize {
        (self.judged() as f64 * SIGNIFICANT).ceil() as usize
    }

    /// What else there is to say, beside how many help, do nothing and hurt.
    pub fn rest(&self) -> String {
        let mut parts = vec![t::surprises(self.surprises)];
        if self.diverged > 0 {
            parts.push(t::rows_diverged(self.diverged));
        }
        if self.open > 0 {
            parts.push(t::rows_open(self.open));
        }
        parts.join(t::COMMA.get())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{board, row};
    use super::*;

    #[test]
    fn rows_stand_by_tip_in_the_order_of_the_article_and_controls_apart() {
        let board = board(vec![
            row("spectral", "b:d.spectral=1", "better", &[0.1; 10]),
            row("loss", "b:loss=ls", "better", &[0.1; 10]),
            row("loss", "b:loss=hinge", "better", &[-0.1; 10]),
            row("loss", "b:", "identical", &[0.0; 10]),
        ]);
        let groups = board.groups();
        let shape: Vec<_> = groups.iter().map(|group| (group.trick.id, group.rows.len())).collect();
        assert_eq!(shape, [("loss", 2), ("spectral", 1)]);
        assert_eq!(groups[0].rows[0].row.id, "loss-b:loss=ls-better");
        assert_eq!(board.controls().len(), 1);
        assert_eq!(board.data_sets(), [Data::Ring8]);
    }

    #[test]
    fn the_tally_counts_every_row_once_and_no_control() {
        let mut lost = row("k", "b:d.steps=3", "better", &[]);
        lost.diverged = (0, 1);
        let board = board(vec![
            row("loss", "b:loss=ls", "better", &[0.1; 10]),
            row("loss", "b:loss=hinge", "better", &[0.0; 10]),
            row("noise", "b:noise=0.3", "worse", &[-0.1; 10]),
            row("pack", "b:pack=2", "better", &[]),
            row("pack", "b:", "identical", &[0.0; 10]),
            lost,
        ]);
        let tally = board.tally();
        let counts = (tally.helps, tally.no_effect, tally.hurts, tally.diverged, tally.open);
        assert_eq!((counts, tally.surprises), ((1, 1, 1, 1, 1), 1));
        assert_eq!((tally.judged(), tally.by_luck()), (3, 1));
        assert_eq!(
            tally.rest(),
            "1 differs from what was expected, 1 with no pair left, because runs diverged, 1 not measured yet"
        );
    }

    #[test]
    fn controls_that_are_not_zero_are_an_alarm() {
        let control = |change, differences: &[f64]| row("noise", change, "identical", differences);
        let words = |rows| board(rows).control_words();
        let good = control("b:", &[0.0; 10]);
        assert_eq!(words(vec![good.clone()]), "All 1 did.");
        assert_eq!(
            words(vec![good.clone(), control("b:noise.until=0.3", &[])]),
            "1 did, 1 are not measured yet."
        );
        assert_eq!(words(vec![control("b:", &[])]), "They are not measured yet.");
        let bad = control("b:noise.until=0.3", &[1e-9; 2]);
        assert_eq!(words(vec![good, bad]), "1 of 2 did not: something is wrong with the measurement.");
    }
}
