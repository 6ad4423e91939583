//! Tips in the order of the board: what was measured to help first, what hurts last.

use super::board::{Board, MeasuredRow};
use super::paired::PairedVerdict;
use super::reading::Glance;
use crate::doctor::tips::Tip;
use crate::experiment::Experiment;

/// The place of `tip` for a run of `experiment`: −1 where it was measured to help on this data set, 1
/// where it hurts, 0 where it makes no difference or was not measured.
pub fn rank(board: &Board, tip: &Tip, experiment: &Experiment) -> i64 {
    match verdict(board, tip, experiment) {
        Some(PairedVerdict::Helps) => -1,
        Some(PairedVerdict::Hurts) => 1,
        Some(PairedVerdict::NoEffect) | None => 0,
    }
}

/// What the rows say of this very setting, else of other settings of the same trick. Rows that
/// contradict each other say nothing.
fn verdict(board: &Board, tip: &Tip, experiment: &Experiment) -> Option<PairedVerdict> {
    let on_this_data = |row: &&MeasuredRow| row.row.data() == Some(experiment.data);
    let rows: Vec<&MeasuredRow> = board.of_tip(tip.trick.id).filter(on_this_data).collect();
    let exact: Vec<PairedVerdict> = rows.iter().filter_map(|row| of_setting(row, tip, experiment)).collect();
    if !exact.is_empty() || tip.preset.is_none() {
        return unanimous(&exact);
    }
    unanimous(&rows.iter().filter_map(|row| judged(row)).collect::<Vec<_>>())
}

fn unanimous(verdicts: &[PairedVerdict]) -> Option<PairedVerdict> {
    let first = *verdicts.first()?;
    verdicts.iter().all(|verdict| *verdict == first).then_some(first)
}

fn judged(row: &MeasuredRow) -> Option<PairedVerdict> {
    match row.glance() {
        Glance::Judged(verdict) => Some(verdict),
        _ => None,
    }
}

/// What `row` says of `tip`, where its variant is its base with the tip followed. To switch a trick off
/// goes the other way: from a variant that has it as `experiment` does.
fn of_setting(row: &MeasuredRow, tip: &Tip, experiment: &Experiment) -> Option<PairedVerdict> {
    let [base, variant] = row.row.runs(1).ok()?;
    if tip.preset.is_some() {
        return judged(row).filter(|_| tip.applied(&base) == variant);
    }
    let as_here = tip.trick.keys().all(|key| key.get(&variant) == key.get(experiment));
    judged(row).filter(|_| as_here && tip.applied(&variant) == base).map(PairedVerdict::reversed)
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::doctor::Finding;
    use crate::doctor::tips::tips_by;
    use crate::experiment::{Data, Loss, trick};

    /// A board of rows: their tip, what B changes on the ring, and its effect.
    fn board(rows: &[(&str, &str, f64)]) -> Board {
        let row =
            |(tip, change, effect): &(&str, &str, f64)| sample::row(tip, change, "better", &[*effect; 10]);
        sample::board(rows.iter().map(row).collect())
    }

    fn tip(id: &str, setting: &str, data: Data) -> Tip {
        let trick = trick(id).expect("a trick");
        Tip { trick, preset: (trick.presets)(data).iter().find(|preset| preset.name == setting) }
    }

    #[test]
    fn the_very_setting_counts_before_others_of_the_same_trick() {
        let board = board(&[("noise", "b:noise=0.3", 0.1), ("noise", "b:noise=0.1", -0.1)]);
        let ring = Experiment::default_for(Data::Ring8);
        let place = |setting| rank(&board, &tip("noise", setting, Data::Ring8), &ring);
        assert_eq!((place("Sigma 0.3"), place("Sigma 0.1")), (-1, 1));
        let digits = Experiment::default_for(Data::Digits8);
        assert_eq!(rank(&board, &tip("noise", "Sigma 0.3", Data::Digits8), &digits), 0);
    }

    #[test]
    fn another_setting_speaks_for_the_trick_unless_rows_contradict_each_other() {
        let ring = Experiment::default_for(Data::Ring8);
        let pack = tip("pack", "Packs of 2", Data::Ring8);
        assert_eq!(rank(&board(&[("pack", "b:pack=4", 0.1)]), &pack, &ring), -1);
        let both = board(&[("pack", "b:pack=4", 0.1), ("pack", "batch=128&b:pack=4", -0.1)]);
        assert_eq!(rank(&both, &pack, &ring), 0);
        assert_eq!(rank(&board(&[("pack", "b:pack=4", 0.0)]), &pack, &ring), 0);
    }

    #[test]
    fn switching_off_what_hurts_helps() {
        let board = board(&[("loss", "b:loss=minimax", -0.1), ("loss", "b:loss=hinge", 0.1)]);
        let mut e = Experiment::default_for(Data::Ring8);
        let off = tip("loss", "off", Data::Ring8);
        e.set_loss(Loss::Minimax);
        assert_eq!(rank(&board, &off, &e), -1);
        e.set_loss(Loss::Hinge);
        assert_eq!(rank(&board, &off, &e), 1);
        e.set_loss(Loss::LeastSquares);
        assert_eq!(rank(&board, &off, &e), 0);
    }

    #[test]
    fn the_doctor_offers_what_helps_first_and_what_hurts_last() {
        let board = board(&[("noise", "b:noise=0.3", -0.1), ("spectral", "b:d.spectral=1", 0.1)]);
        let e = Experiment::default_for(Data::Ring8);
        let tips = tips_by(Finding::DiscriminatorWon, &e, |tip| rank(&board, tip, &e));
        assert_eq!(tips[0].trick.id, "spectral");
        assert!(tips.iter().all(|tip| tip.trick.id != "noise"));
    }
}
