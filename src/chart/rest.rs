//! The lines of a loss chart that no run draws: losses at rest, and D's floors.

use crate::experiment::RunId;
use crate::experiment::equilibrium::Equilibrium;
use crate::text::joined::list;
use crate::text::{Text, charts as t};

/// A floor nearer to 0 than this lies on the axis and needs no line.
const FLOOR: f64 = 1e-3;

/// A horizontal line with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct RestLine {
    /// Where it is.
    pub value: f64,
    /// What it is, and whose where that needs saying.
    pub name: String,
    /// The run whose hue it has; `None` when it is everybody's.
    pub run: Option<usize>,
}

/// What a line can be, and where it stands for a run.
type Kind = (Text, fn(&Equilibrium) -> Option<f64>);

const KINDS: [Kind; 3] = [
    (t::D_REST, |rest| Some(rest.d)),
    (t::G_REST, |rest| rest.g),
    (t::D_FLOOR, |rest| rest.d_floor.filter(|floor| floor.abs() > FLOOR)),
];

/// Every line of these runs; those at the same height are one.
pub fn rest_lines(rests: &[Equilibrium]) -> Vec<RestLine> {
    let mut lines = Vec::new();
    for (name, value) in KINDS {
        let all: Vec<Option<f64>> = rests.iter().map(value).collect();
        for (i, here) in all.iter().enumerate() {
            let Some(here) = *here else { continue };
            let same = |other: &Option<f64>| other.is_some_and(|v| (v - here).abs() < 1e-6);
            if all[..i].iter().any(same) {
                continue;
            }
            let runs: Vec<usize> = (0..all.len()).filter(|run| same(&all[*run])).collect();
            let letters = runs.iter().map(|run| RunId(*run).letter().to_string());
            let everybody = runs.len() == all.len();
            lines.push(RestLine {
                value: here,
                name: if everybody { name.get().into() } else { t::of_runs(list(letters), name) },
                run: runs.first().copied().filter(|_| !everybody),
            });
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Equilibrium = Equilibrium { d: 1.386, g: Some(0.693), d_floor: Some(0.0) };

    #[test]
    fn equal_runs_share_their_lines_and_a_floor_at_zero_has_none() {
        let names: Vec<_> = rest_lines(&[PLAIN, PLAIN]).into_iter().map(|l| (l.name, l.run)).collect();
        assert_eq!(names, [("D at equilibrium".to_owned(), None), ("G at equilibrium".to_owned(), None)]);
    }

    #[test]
    fn soft_labels_have_their_own_lines_and_a_floor() {
        let soft = Equilibrium { d: 1.376, g: Some(0.799), d_floor: Some(0.325) };
        let lines = rest_lines(&[PLAIN, soft, PLAIN]);
        let names: Vec<_> = lines.iter().map(|l| (l.name.as_str(), l.run)).collect();
        assert_eq!(
            names,
            [
                ("A, C: D at equilibrium", Some(0)),
                ("B: D at equilibrium", Some(1)),
                ("A, C: G at equilibrium", Some(0)),
                ("B: G at equilibrium", Some(1)),
                ("B: D's floor", Some(1)),
            ]
        );
    }

    #[test]
    fn a_wasserstein_loss_has_neither_a_floor_nor_a_rest_of_g() {
        let lines = rest_lines(&[Equilibrium { d: 0.0, g: None, d_floor: None }]);
        assert_eq!(lines.len(), 1);
    }
}
