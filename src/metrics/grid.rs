//! How points are spread over the plane: a histogram on a square grid with one more cell for all that
//! lies outside, and the Jensen-Shannon divergence of two of them.
//!
//! The definition is GAN Lab's (Kahng et al. 2019), not its code: that counts only a third of the real
//! points and loses those outside the grid (docs/facts.md, section 17).

use super::divergence::{js, shares};

/// Cells on a side, as in GAN Lab.
const SIDE: usize = 30;
/// Half the side of the square, in units of the data: every data set lies within 1.8.
const EXTENT: f32 = 2.0;

/// Points counted by cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Row by row, the cell of all points outside last.
    counts: Vec<usize>,
}

impl Grid {
    /// Counts `points` (x, y, x, y, …).
    pub fn of(points: &[f32]) -> Self {
        let mut counts = vec![0; SIDE * SIDE + 1];
        for point in points.chunks_exact(2) {
            counts[cell(point[0], point[1])] += 1;
        }
        Self { counts }
    }

    /// Jensen-Shannon divergence in bits, 0 to 1. Two samples of one distribution come to about
    /// (cells - 1) (1/n + 1/m) / (8 ln 2), where `cells` are those that are not empty.
    pub fn js(&self, other: &Self) -> f64 {
        js(&shares(&self.counts), &shares(&other.counts))
    }
}

/// The cell of a point.
fn cell(x: f32, y: f32) -> usize {
    let at = |v: f32| {
        let place = ((v / EXTENT + 1.0) / 2.0 * SIDE as f32).floor();
        (place >= 0.0 && place < SIDE as f32).then_some(place as usize)
    };
    match (at(x), at(y)) {
        (Some(column), Some(row)) => row * SIDE + column,
        _ => SIDE * SIDE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::points;
    use crate::experiment::Data;
    use crate::rng::Stream;

    #[test]
    fn what_lies_outside_falls_into_one_cell_and_is_not_lost() {
        let grid = Grid::of(&[-2.0, -2.0, 1.999, 1.999, 2.0, 0.0, 0.0, -2.1, -1e30, 7.0]);
        assert_eq!((grid.counts[0], grid.counts[SIDE * SIDE - 1], grid.counts[SIDE * SIDE]), (1, 1, 3));
        assert_eq!(grid.counts.iter().sum::<usize>(), 5);
        assert_eq!(Grid::of(&[9.0, 9.0]).js(&Grid::of(&[0.0, 0.0])), 1.0);
        assert_eq!(Grid::of(&[9.0, 9.0]).js(&Grid::of(&[-9.0, 5.0])), 0.0);
    }

    #[test]
    fn two_samples_of_the_ring_come_to_the_simulated_floor() {
        let mut stream = Stream::new(1, "ring");
        let mut draw = || Grid::of(&points::draw(Data::Ring8, &mut stream, 2500));
        let (mut sum, mut formula) = (0.0, 0.0);
        for _ in 0..20 {
            let (a, b) = (draw(), draw());
            let occupied = a.counts.iter().zip(&b.counts).filter(|(a, b)| **a + **b > 0).count();
            formula += (occupied as f64 - 1.0) * (2.0 / 2500.0) / (8.0 * std::f64::consts::LN_2) / 20.0;
            sum += a.js(&b) / 20.0;
        }
        assert!((sum - formula).abs() < 0.3 * formula, "{sum} {formula}");
    }

    #[test]
    fn half_the_modes_come_to_the_divergence_of_half_the_modes() {
        let mut stream = Stream::new(2, "ring");
        let all = points::draw(Data::Ring8, &mut stream, 50_000);
        let half: Vec<f32> = all.chunks(2).filter(|p| p[0] + 0.4 * p[1] > 0.0).flatten().copied().collect();
        let found = Grid::of(&all).js(&Grid::of(&half));
        // golden.json, 4of8_modes_bits.
        assert!((found - 0.31127812445913283).abs() < 0.01, "{found}");
    }
}
