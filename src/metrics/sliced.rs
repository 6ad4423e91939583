//! The sliced Wasserstein distance (Rabin et al. 2012; Bonneel et al. 2015): the mean over directions
//! of the Wasserstein distance of what is seen along each, which is a matter of sorting.

use super::samples::Rows;
use crate::rng::Stream;

/// Directions to look along.
const DIRECTIONS: usize = 32;

/// What is seen of some samples along every direction, sorted.
#[derive(Clone, Debug)]
pub struct Slices {
    sorted: Vec<Vec<f32>>,
}

impl Slices {
    /// Looks at `rows` along fixed directions: in the plane at equal angles, above it drawn on the
    /// host, the same in every run.
    pub fn new(rows: Rows<'_>) -> Self {
        let sorted = directions(rows.dims).map(|direction| {
            let along = |row: &[f32]| row.iter().zip(&direction).map(|(a, b)| a * b).sum::<f32>();
            let mut seen: Vec<f32> = rows.iter().map(along).collect();
            seen.sort_unstable_by(f32::total_cmp);
            seen
        });
        Self { sorted: sorted.collect() }
    }

    /// The mean over directions of the 1-Wasserstein distance, in units of the data.
    pub fn distance(&self, other: &Self) -> f64 {
        self.mean(other, |gap| gap)
    }

    fn mean(&self, other: &Self, cost: impl Fn(f64) -> f64 + Copy) -> f64 {
        let costs = self.sorted.iter().zip(&other.sorted).map(|(a, b)| transport(a, b, cost));
        costs.sum::<f64>() / self.sorted.len() as f64
    }
}

/// Cost of moving the sorted `a` onto the sorted `b`, each of mass 1: the integral of the cost of the
/// gap between their quantiles. NaN when one is empty.
pub fn transport(a: &[f32], b: &[f32], cost: impl Fn(f64) -> f64) -> f64 {
    if a.is_empty() || b.is_empty() {
        return f64::NAN;
    }
    // Places are in units of 1 / (n m), so that no step is lost to rounding.
    let (n, m) = (a.len(), b.len());
    let (mut place, mut i, mut j, mut sum) = (0, 0, 0, 0.0);
    while i < n && j < m {
        let (end_a, end_b) = ((i + 1) * m, (j + 1) * n);
        let end = end_a.min(end_b);
        sum += (end - place) as f64 * cost((f64::from(a[i]) - f64::from(b[j])).abs());
        place = end;
        i += usize::from(end == end_a);
        j += usize::from(end == end_b);
    }
    sum / (n as f64 * m as f64)
}

/// Unit vectors.
fn directions(dims: usize) -> impl Iterator<Item = Vec<f32>> {
    let mut stream = Stream::new(0, "sliced");
    (0..DIRECTIONS).map(move |i| {
        if dims == 2 {
            let angle = core::f32::consts::PI * (i as f32 + 0.5) / DIRECTIONS as f32;
            let (sin, cos) = libm::sincosf(angle);
            return vec![cos, sin];
        }
        let direction = stream.normals(dims);
        let length = direction.iter().map(|v| v * v).sum::<f32>().sqrt();
        direction.into_iter().map(|v| v / length).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(values: &[f32], dims: usize) -> Slices {
        Slices::new(Rows::new(values, dims))
    }

    #[test]
    fn a_shift_by_one_in_the_plane_comes_to_the_values_of_golden_json() {
        let x = Stream::new(1, "x").normals(400);
        let shifted: Vec<f32> = x.chunks(2).flat_map(|p| [p[0] + 0.6, p[1] - 0.8]).collect();
        let (x, shifted) = (slices(&x, 2), slices(&shifted, 2));
        let found = x.distance(&shifted);
        assert!((found - std::f64::consts::FRAC_2_PI).abs() < 1e-3, "{found}");
        let square = x.mean(&shifted, |gap| gap * gap);
        assert!((square - 0.5).abs() < 1e-5, "{square}");
        assert_eq!(x.distance(&x), 0.0);
    }

    #[test]
    fn unequal_counts_are_compared_by_their_quantiles() {
        // Half of the mass of {0, 4} goes 1, half 3; of {0, 1, 2} against {0, 3}: 0, 1/6 1, 1/6 2, 1/3 1.
        let moved = |a: &[f32], b: &[f32]| transport(a, b, |gap| gap);
        assert_eq!(moved(&[0.0, 4.0], &[1.0]), 2.0);
        assert!((moved(&[0.0, 1.0, 2.0], &[0.0, 3.0]) - (1.0 / 6.0 + 2.0 / 6.0 + 1.0 / 3.0)).abs() < 1e-12);
        assert!(moved(&[], &[1.0]).is_nan());
    }

    #[test]
    fn order_does_not_matter_and_above_the_plane_a_shift_is_seen_too() {
        let x = Stream::new(1, "x").normals(64 * 100);
        let turned: Vec<f32> = x.chunks(64).rev().flatten().copied().collect();
        let shifted: Vec<f32> = x.iter().map(|v| v + 1.0).collect();
        let (x, turned, shifted) = (slices(&x, 64), slices(&turned, 64), slices(&shifted, 64));
        assert_eq!(x.distance(&turned), 0.0);
        // |shift| E|cos| = 8 sqrt(2 / (64 pi)) for large dimensions, with 32 directions.
        let found = x.distance(&shifted);
        assert!((found - 0.8).abs() < 0.25, "{found}");
    }
}
