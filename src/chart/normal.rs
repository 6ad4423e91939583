//! The areas of a chart in which normal values lie, one for all runs that share it.

use crate::doctor::band::{Band, Ends};
use crate::experiment::RunId;
use crate::text::joined::list;
use crate::text::{Text, charts as t};

/// An area between two heights with its name.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its lower and its upper end.
    pub ends: Ends,
    /// What is normally there, and whose where that needs saying.
    pub name: String,
    /// Whether it is that of the dashed line.
    pub dashed: bool,
    /// The run whose hue it has; `None` when it is everybody's.
    pub run: Option<usize>,
}

/// The areas of the losses of these runs, D's first; equal ones are one.
pub fn loss_areas(bands: &[Band]) -> Vec<Area> {
    let of_d = areas(bands, t::D_NORMALLY, false, |band| band.loss_d);
    let of_g = areas(bands, t::G_NORMALLY, true, |band| band.loss_g);
    of_d.into_iter().chain(of_g).collect()
}

/// The areas of D's accuracy.
pub fn accuracy_areas(bands: &[Band]) -> Vec<Area> {
    areas(bands, t::NORMALLY, false, |band| Some(band.accuracy))
}

fn areas(bands: &[Band], name: Text, dashed: bool, ends: impl Fn(&Band) -> Option<Ends>) -> Vec<Area> {
    let all: Vec<Option<Ends>> = bands.iter().map(ends).collect();
    let mut found: Vec<Area> = Vec::new();
    for (i, here) in all.iter().enumerate() {
        let Some(here) = *here else { continue };
        if all[..i].contains(&Some(here)) {
            continue;
        }
        let runs: Vec<usize> = (0..all.len()).filter(|run| all[*run] == Some(here)).collect();
        let letters = runs.iter().map(|run| RunId(*run).letter().to_string());
        let everybody = runs.len() == all.len();
        found.push(Area {
            ends: here,
            name: if everybody { name.get().into() } else { t::of_runs(list(letters), name) },
            dashed,
            run: runs.first().copied().filter(|_| !everybody),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Data, Experiment, Loss};

    fn band(loss: Loss) -> Band {
        let mut e = Experiment::default_for(Data::Ring8);
        e.set_loss(loss);
        Band::of(&e)
    }

    #[test]
    fn equal_runs_share_their_areas() {
        let plain = band(Loss::NonSaturating);
        let names: Vec<_> = loss_areas(&[plain, plain]).into_iter().map(|a| (a.name, a.run)).collect();
        assert_eq!(names, [("D normally".to_owned(), None), ("G normally".to_owned(), None)]);
        assert_eq!(accuracy_areas(&[plain, band(Loss::Hinge)]).len(), 1);
    }

    #[test]
    fn runs_with_other_losses_have_their_own_and_wasserstein_has_none() {
        let bands = [Loss::NonSaturating, Loss::LeastSquares, Loss::WassersteinPenalty].map(band);
        let names: Vec<_> = loss_areas(&bands).into_iter().map(|a| a.name).collect();
        assert_eq!(names, ["A: D normally", "B: D normally", "A: G normally", "B: G normally"]);
    }
}
