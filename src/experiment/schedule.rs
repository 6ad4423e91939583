//! How the learning rates change over the run (docs/facts.md, section 8).

use super::Schedule;

/// Halvings on collapse stop here (MMD-GAN's rule, Binkowski et al. 2018, has no bound; ours has, so
/// that a run that cannot be saved still trains).
pub const MAX_HALVINGS: u32 = 5;

/// What both learning rates are multiplied with in `step` (from 0) of a run of `steps`: 1 at its
/// start, never negative past its end.
///
/// - linear: 1 - t / T (Miyato et al. 2018)
/// - cosine: (1 + cos(pi t / T)) / 2 (Loshchilov and Hutter 2017, one cycle)
/// - on-collapse: 1/2 to the power of `halvings`, the collapses heard so far (`doctor::signs`)
pub fn factor(schedule: Schedule, step: u32, steps: u32, halvings: u32) -> f64 {
    let done = f64::from(step.min(steps)) / f64::from(steps.max(1));
    match schedule {
        Schedule::Constant => 1.0,
        Schedule::Linear => 1.0 - done,
        Schedule::Cosine => (1.0 + libm::cos(core::f64::consts::PI * done)) / 2.0,
        Schedule::OnCollapse => 1.0 / f64::from(1_u32 << halvings.min(MAX_HALVINGS)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linear_and_cosine_fall_from_one_to_zero_and_stay_there() {
        for schedule in [Schedule::Linear, Schedule::Cosine] {
            let at = |step| factor(schedule, step, 1000, 0);
            assert_eq!(at(0), 1.0);
            assert!((at(500) - 0.5).abs() < 1e-12, "{schedule:?}");
            assert_eq!((at(1000), at(5000)), (0.0, 0.0), "{schedule:?}");
        }
    }

    #[test]
    fn a_cosine_is_above_the_line_at_a_quarter_and_below_at_three() {
        let cosine = |step| factor(Schedule::Cosine, step, 1000, 0);
        assert!((cosine(250) - (2.0 + 2f64.sqrt()) / 4.0).abs() < 1e-12);
        assert!((cosine(750) - (2.0 - 2f64.sqrt()) / 4.0).abs() < 1e-12);
    }

    #[test]
    fn a_constant_rate_is_one_to_the_bit() {
        assert!([0, 1, 999, 1000, u32::MAX].iter().all(|t| factor(Schedule::Constant, *t, 1000, 3) == 1.0));
    }

    #[test]
    fn every_collapse_halves_at_most_five_times() {
        let after = |halvings| factor(Schedule::OnCollapse, 700, 1000, halvings);
        assert_eq!([0, 1, 2, 5].map(after), [1.0, 0.5, 0.25, 0.03125]);
        assert_eq!([6, 1000].map(after), [after(MAX_HALVINGS); 2]);
    }

    #[test]
    fn a_run_of_no_steps_has_a_rate() {
        assert!(factor(Schedule::Linear, 0, 0, 0).is_finite());
    }
}
