//! What in a run's settings is to be suspected before anything else.

use super::thresholds::RATES_APART;
use crate::experiment::Experiment;
use crate::text::suspect as t;

/// How many times as fast the quicker network of `e` learns, and whether that is D; `None` while the
/// rates are less than ten times apart, or one network does not learn.
pub fn rates_apart(e: &Experiment) -> Option<(f64, bool)> {
    let (g, d) = (&e.generator, &e.discriminator);
    let ratio = (d.lr / g.lr).max(g.lr / d.lr);
    // 1e-3 over 1e-4 is a hair below 10.
    let apart = g.steps.min(d.steps) > 0 && ratio.is_finite() && ratio > RATES_APART * (1.0 - 1e-9);
    apart.then_some((ratio, d.lr > g.lr))
}

/// A sentence on the rates that are far apart, after a blank; else nothing.
pub fn sentence(e: &Experiment) -> String {
    let Some((ratio, d_is_quicker)) = rates_apart(e) else { return String::new() };
    let ratio = format!("{ratio:.0}");
    if d_is_quicker { t::d_learns_faster(ratio) } else { t::g_learns_faster(ratio) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Data;

    #[test]
    fn rates_that_are_ten_times_apart_are_suspected() {
        let at = |g, d| {
            let mut e = Experiment::default_for(Data::Ring8);
            (e.generator.lr, e.discriminator.lr) = (g, d);
            sentence(&e)
        };
        assert_eq!(at(2e-2, 1e-3), " G learns 20 times as fast as D: that is the first suspect.");
        assert_eq!(at(1e-4, 1e-3), " D learns 10 times as fast as G: that is the first suspect.");
        assert_eq!(
            (at(1e-3, 9e-3), at(0.0, 1e-3), at(1e-3, 1e-3)),
            (String::new(), String::new(), String::new())
        );
        let mut frozen = Experiment::default_for(Data::Ring8);
        (frozen.generator.lr, frozen.discriminator.steps) = (2e-2, 0);
        assert_eq!(rates_apart(&frozen), None);
    }
}
