//! Losses that have gone quiet: over the last steps they only scatter. That is not a sign of being
//! done (docs/facts.md, section 6): on grid25 the plain GAN is quiet for a thousand steps before D
//! finds its first clue. It is a moment to look at the samples.

/// The thresholds, all ours, set on runs of the plain GAN on ring8, grid25 and digits8. The last
/// three are for losses of order one; a Wasserstein loss has no scale and should not be asked about.
mod threshold {
    /// Steps looked at.
    pub const WINDOW: usize = 500;
    /// Steps in each of the means that are compared.
    pub const BLOCK: usize = 50;
    /// Standard deviation of the means.
    pub const SPREAD: f64 = 0.05;
    /// Difference between the two halves of the window.
    pub const DRIFT: f64 = 0.02;
    /// Standard errors that noise alone explains.
    pub const ERRORS: f64 = 3.0;
}
use threshold::{BLOCK, DRIFT, ERRORS, SPREAD, WINDOW};

/// Whether both losses, one number a step, have gone quiet. Shorter runs never have, nor have losses
/// that are not finite.
pub fn quiet(loss_d: &[f32], loss_g: &[f32]) -> bool {
    still(loss_d) && still(loss_g)
}

/// Whether the means of the last steps neither scatter nor drift by more than is small, or by more
/// than the noise within them explains.
fn still(loss: &[f32]) -> bool {
    let Some(last) = loss.len().checked_sub(WINDOW).map(|start| &loss[start..]) else { return false };
    let blocks: Vec<(f64, f64)> = last.chunks_exact(BLOCK).map(moments).collect();
    let means: Vec<f64> = blocks.iter().map(|(mean, _)| *mean).collect();
    let noise = blocks.iter().map(|(_, variance)| variance).sum::<f64>() / blocks.len() as f64;
    let (early, late) = means.split_at(means.len() / 2);
    let spread = moments(&means).1.sqrt();
    let drift = (moments(late).0 - moments(early).0).abs();
    let error = |count: usize| ERRORS * (noise / count as f64).sqrt();
    spread < SPREAD.max(error(BLOCK)) && drift < DRIFT.max(error(WINDOW / 4))
}

/// Mean and variance.
fn moments<T: Copy + Into<f64>>(values: &[T]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().map(|v| (*v).into()).sum::<f64>() / n;
    (mean, values.iter().map(|v| ((*v).into() - mean).powi(2)).sum::<f64>() / n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    fn noise(name: &str, mean: f32, sigma: f32, n: usize) -> Vec<f32> {
        Stream::new(1, name).normals(n).iter().map(|v| mean + sigma * v).collect()
    }

    fn with(values: Vec<f32>, change: impl Fn(f32) -> f32) -> Vec<f32> {
        let n = values.len() as f32;
        values.iter().enumerate().map(|(i, v)| v + change(i as f32 / n)).collect()
    }

    #[test]
    fn noise_alone_is_quiet_however_large() {
        for sigma in [0.0, 0.03, 0.15, 1.0] {
            for name in ["a", "b", "c", "d", "e"] {
                let (d, g) = (noise(name, 1.2, sigma, 500), noise(name, -3.0, sigma / 2.0, 500));
                assert!(quiet(&d, &g), "{name} {sigma}");
            }
        }
    }

    #[test]
    fn a_loss_that_falls_or_swings_is_not_quiet() {
        let flat = noise("flat", 0.8, 0.05, 500);
        let falls = with(noise("falls", 1.3, 0.05, 500), |t| -0.2 * t);
        let swings = with(noise("swings", 1.3, 0.05, 500), |t| 0.2 * (12.0 * t).sin());
        assert!(quiet(&flat, &flat));
        for moving in [falls, swings] {
            assert!(!quiet(&moving, &flat) && !quiet(&flat, &moving));
        }
    }

    #[test]
    fn only_the_last_five_hundred_steps_count() {
        let early = with(noise("early", 3.0, 0.05, 2000), |t| -2.0 * t);
        let d = [early, noise("late", 1.2, 0.05, 500)].concat();
        assert!(quiet(&d, &d));
        assert!(!quiet(&d[..2400], &d[..2400]));
    }

    #[test]
    fn short_runs_and_losses_that_are_not_finite_are_not_quiet() {
        let mut d = noise("short", 1.2, 0.05, 500);
        assert!(!quiet(&d[1..], &d[1..]) && !quiet(&[], &[]));
        assert!(quiet(&d, &d));
        d[250] = f32::NAN;
        assert!(!quiet(&d, &d));
    }

    #[test]
    fn the_start_of_ring8_is_not_quiet() {
        let file = include_str!("../../tests/golden/ring8_start.csv");
        let column = |i: usize| -> Vec<f32> {
            let cells = file.lines().skip(1).filter_map(|line| line.split(',').nth(i));
            cells.map(|v| v.parse().expect("a number")).collect()
        };
        let (d, g) = (column(0), column(1));
        assert!(!quiet(&d, &g));
    }
}
