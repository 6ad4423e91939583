//! What normal losses look like, for every loss: a band that the chart draws (the article, section 4;
//! docs/facts.md, section 18). Only that of the non-saturating loss is from practice; the others have
//! its shape between the floor and the equilibrium of their own loss, which is ours.

use super::thresholds::{BAND_ACCURACY_HIGH, BAND_ACCURACY_LOW, BAND_LOGIT, BAND_LOW};
use crate::experiment::{Experiment, Loss, equilibrium};

/// Low and high end.
pub type Ends = (f64, f64);

/// What counts as normal in a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// D's loss; `None` for Wasserstein losses, which have no scale.
    pub loss_d: Option<Ends>,
    /// G's loss; `None` where it is only known up to a constant.
    pub loss_g: Option<Ends>,
    /// D's accuracy, on real and fake together.
    pub accuracy: Ends,
    /// Where it comes from.
    pub source: &'static str,
}

impl Band {
    /// For the loss and the labels of `e`.
    pub fn of(e: &Experiment) -> Self {
        let rest = equilibrium::of(e);
        let plain = e.loss == Loss::NonSaturating && e.labels.are_plain();
        Self {
            loss_d: rest.d_floor.map(|floor| (floor + BAND_LOW * (rest.d - floor), rest.d)),
            loss_g: rest.g.and_then(|g| generator(e.loss, g)),
            accuracy: (BAND_ACCURACY_LOW, BAND_ACCURACY_HIGH),
            source: if plain { "Brownlee 2019, DCGAN" } else { "ours, from the equilibrium" },
        }
    }
}

/// From the equilibrium `rest` to where D calls fakes real with a logit of minus [`BAND_LOGIT`], the
/// lower end first.
fn generator(loss: Loss, rest: f64) -> Option<Ends> {
    let softplus = |x: f64| libm::log1p(libm::exp(x));
    // D's probability that such a fake is real.
    let p = 1.0 / (1.0 + libm::exp(BAND_LOGIT));
    match loss {
        Loss::NonSaturating | Loss::RelativisticPair | Loss::RelativisticAverage => {
            Some((rest, rest + softplus(BAND_LOGIT) - softplus(0.0)))
        }
        Loss::Minimax => Some((rest, libm::log1p(-p).max(rest))),
        Loss::LeastSquares => Some((rest, (p - 1.0) * (p - 1.0) / 2.0)),
        Loss::Hinge | Loss::WassersteinClip | Loss::WassersteinPenalty => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Choice, Data};

    fn of(loss: Loss, real: f64, flip: f64) -> Band {
        let mut e = Experiment::default_for(Data::Ring8);
        e.set_loss(loss);
        (e.labels.real, e.labels.flip) = (real, flip);
        Band::of(&e)
    }

    #[test]
    fn the_plain_gan_has_the_band_of_practice() {
        let band = of(Loss::NonSaturating, 1.0, 0.0);
        let (low, high) = band.loss_d.expect("a scale");
        assert!((low - 1.0).abs() < 0.01 && (high - 4f64.ln()).abs() < 1e-12);
        let (low, high) = band.loss_g.expect("a scale");
        assert!((low - 2f64.ln()).abs() < 1e-12 && (high - 2.127).abs() < 1e-3);
        assert_eq!(band.accuracy, (0.5, 0.8));
    }

    #[test]
    fn every_band_lies_between_floor_and_equilibrium() {
        for (i, loss) in Loss::ALL.into_iter().enumerate() {
            assert_eq!(loss.index(), i);
            for (real, flip) in [(1.0, 0.0), (0.7, 0.0), (1.0, 0.2)] {
                let band = of(loss, real, flip);
                assert_eq!(band.loss_d.is_none(), loss.is_wasserstein());
                assert!(
                    [band.loss_d, band.loss_g].iter().flatten().all(|(low, high)| low < high),
                    "{loss:?}"
                );
            }
        }
    }

    #[test]
    fn only_the_plain_non_saturating_band_is_not_ours() {
        assert!(of(Loss::NonSaturating, 1.0, 0.0).source.starts_with("Brownlee"));
        assert!(of(Loss::NonSaturating, 0.9, 0.0).source.starts_with("ours"));
        assert!(of(Loss::Hinge, 1.0, 0.0).source.starts_with("ours"));
    }
}
