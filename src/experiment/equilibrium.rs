//! What a loss reads when both players have done their best, and when D has won.
//!
//! Closed forms of docs/facts.md, sections 1 and 3, in the sum convention: D's loss is the real
//! half plus the fake half.

use super::{Experiment, Labels, Loss};

/// The named values of the two loss curves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Equilibrium {
    /// D's loss when it cannot tell real from fake.
    pub d: f64,
    /// G's loss there; `None` where it is only known up to a constant (Wasserstein and hinge, whose
    /// G loss is minus D's mean output).
    pub g: Option<f64>,
    /// D's loss when it tells them apart perfectly: the floor. `None` for Wasserstein losses, which
    /// fall without bound as D grows.
    pub d_floor: Option<f64>,
}

fn binary_entropy(p: f64) -> f64 {
    let term = |p: f64| if p > 0.0 { -p * p.ln() } else { 0.0 };
    term(p) + term(1.0 - p)
}

/// The mean targets of real and of fake samples; a flipped label is 0 or 1. A loss on probabilities is
/// linear in its target, so the mean is all that counts: a spread about it moves nothing.
fn mean_targets(labels: &Labels) -> (f64, f64) {
    let told = 1.0 - labels.flip;
    (told * labels.real, told * labels.fake + labels.flip)
}

/// The equilibrium of `experiment`'s loss and labels.
pub fn of(experiment: &Experiment) -> Equilibrium {
    let flip = experiment.labels.flip;
    match experiment.loss {
        Loss::NonSaturating | Loss::Minimax => {
            // D's output where both are equally likely is half the sum, and where it knows which is which,
            // each by itself.
            let (real, fake) = mean_targets(&experiment.labels);
            let p = (real + fake) / 2.0;
            let g = match experiment.loss {
                Loss::Minimax => (1.0 - p).ln(),
                _ => -p.ln(),
            };
            let d_floor = binary_entropy(real) + binary_entropy(fake);
            Equilibrium { d: 2.0 * binary_entropy(p), g: Some(g), d_floor: Some(d_floor) }
        }
        // D(x) = 1/2; flipped targets have variance p (1 - p) on either side.
        Loss::LeastSquares => Equilibrium { d: 0.25, g: Some(0.125), d_floor: Some(flip * (1.0 - flip)) },
        // A flipped sample costs 1 + |logit| = 2 on the margin, and the other side nothing.
        Loss::Hinge => Equilibrium { d: 2.0, g: None, d_floor: Some(4.0 * flip) },
        Loss::WassersteinClip | Loss::WassersteinPenalty => Equilibrium { d: 0.0, g: None, d_floor: None },
        // D(real) - D(fake) = 0 on either side.
        Loss::RelativisticPair | Loss::RelativisticAverage => {
            Equilibrium { d: 2f64.ln(), g: Some(2f64.ln()), d_floor: Some(0.0) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Data;
    use super::*;

    fn at(real: f64, flip: f64) -> Equilibrium {
        let mut e = Experiment::default_for(Data::Ring8);
        (e.labels.real, e.labels.flip) = (real, flip);
        of(&e)
    }

    fn near(found: Option<f64>, expected: f64) -> bool {
        found.is_some_and(|v| (v - expected).abs() < 1e-12)
    }

    #[test]
    fn relativistic_losses_rest_at_ln_two_and_wasserstein_has_no_floor() {
        let mut e = Experiment::default_for(Data::Ring8);
        e.set_loss(Loss::RelativisticAverage);
        assert!((of(&e).d - 2f64.ln()).abs() < 1e-12 && near(of(&e).g, 2f64.ln()));
        e.set_loss(Loss::WassersteinPenalty);
        assert_eq!((of(&e).d, of(&e).g, of(&e).d_floor), (0.0, None, None));
    }

    #[test]
    fn plain_non_saturating_rests_at_two_ln_two_and_ln_two() {
        let plain = at(1.0, 0.0);
        assert!((plain.d - 4f64.ln()).abs() < 1e-12);
        assert!(near(plain.g, 2f64.ln()) && near(plain.d_floor, 0.0));
    }

    #[test]
    fn soft_labels_move_the_equilibrium_as_in_golden_json() {
        for (real, d, g, floor) in [
            (0.9, 1.3762776274271769, 0.7985076962177716, 0.3250829733914482),
            (0.8, 1.346023334018513, 0.916290731874155, 0.5004024235381879),
            (0.7, 1.294893278069265, 1.0498221244986778, 0.6108643020548935),
        ] {
            let e = at(real, 0.0);
            assert!((e.d - d).abs() < 1e-12 && near(e.g, g) && near(e.d_floor, floor));
        }
    }

    #[test]
    fn two_sided_labels_are_symmetric_about_one_half() {
        // 0.9 and 0.1: D's output is 1/2 where it cannot tell, and H(0.9) twice where it can.
        let mut e = Experiment::default_for(Data::Ring8);
        (e.labels.real, e.labels.fake) = (0.9, 0.1);
        let both = of(&e);
        assert!((both.d - 4f64.ln()).abs() < 1e-12 && near(both.g, 2f64.ln()));
        assert!(near(both.d_floor, 0.6501659467828964));
        // Equal targets: there is nothing to tell, and the floor is the equilibrium.
        (e.labels.real, e.labels.fake) = (0.5, 0.5);
        assert!(near(of(&e).d_floor, of(&e).d));
        // 0.7 and 0.2 with a tenth flipped: told 0.63 and 0.28.
        e.labels = Labels { real: 0.7, fake: 0.2, flip: 0.1, ..Labels::default() };
        let all = of(&e);
        assert!((all.d - 1.3781833905359733).abs() < 1e-12 && near(all.g, 0.7874578600311866));
        assert!(near(all.d_floor, 1.2519089981305371));
    }

    #[test]
    fn flipped_labels_raise_the_floor_and_leave_the_equilibrium() {
        for (flip, floor) in
            [(0.05, 0.3970304866917452), (0.1, 0.6501659467828964), (0.2, 1.0008048470763757)]
        {
            let e = at(1.0, flip);
            assert!((e.d - 4f64.ln()).abs() < 1e-12);
            assert!(near(e.d_floor, floor));
        }
    }
}
