//! The energy distance (Szekely and Rizzo 2013): 2 E|X - Y| - E|X - X'| - E|Y - Y'|, 0 only for
//! equal distributions, in units of the data.

/// Rows that are compared with one row at once.
const LANES: usize = 8;

/// Samples with what their distance to others needs.
#[derive(Clone, Debug)]
pub struct Cloud {
    rows: Vec<f32>,
    dims: usize,
    /// Sum of the distances of all ordered pairs.
    within: f64,
}

impl Cloud {
    /// The samples of `rows`, `dims` numbers each; takes time in the square of their number.
    pub fn new(rows: Vec<f32>, dims: usize) -> Self {
        let within = sum_of_distances(&rows, &rows, dims);
        Self { rows, dims, within }
    }

    /// Numbers in a sample.
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// Samples.
    pub fn count(&self) -> usize {
        self.rows.len() / self.dims.max(1)
    }

    /// The V-statistic: every mean takes the pairs of a sample with itself in. Never negative, and
    /// above 0 for equal distributions, by the less the more samples there are: compare it only with
    /// a floor of the same counts.
    pub fn energy(&self, other: &Self) -> f64 {
        let (n, m) = (self.count() as f64, other.count() as f64);
        self.energy_over(other, n * n, m * m)
    }

    /// The U-statistic: without the pairs of a sample with itself. 0 on average for equal
    /// distributions, so it can be negative.
    pub fn unbiased_energy(&self, other: &Self) -> f64 {
        let (n, m) = (self.count() as f64, other.count() as f64);
        self.energy_over(other, n * (n - 1.0), m * (m - 1.0))
    }

    /// What [`Self::energy`] comes to on average when both are samples of one distribution:
    /// (1/n + 1/m) E|X - Y|. One draw of it scatters by as much as it is large.
    pub fn floor(&self, other: &Self) -> f64 {
        (1.0 / self.count() as f64 + 1.0 / other.count() as f64) * self.mean_distance(other)
    }

    fn energy_over(&self, other: &Self, pairs: f64, pairs_of_other: f64) -> f64 {
        2.0 * self.mean_distance(other) - self.within / pairs - other.within / pairs_of_other
    }

    fn mean_distance(&self, other: &Self) -> f64 {
        let pairs = (self.count() * other.count()) as f64;
        sum_of_distances(&self.rows, &other.rows, self.dims) / pairs
    }
}

/// Sum of the Euclidean distances of all pairs of a row of `x` and a row of `y`.
///
/// The rows of `y` are taken a few at a time and turned over, so that they stay in cache and the
/// compiler compares one row with all of them in one instruction, whatever `dims` is.
fn sum_of_distances(x: &[f32], y: &[f32], dims: usize) -> f64 {
    if dims == 0 {
        return 0.0;
    }
    let mut panel = vec![[0.0; LANES]; dims];
    let mut sum = 0.0;
    for rows in y.chunks(LANES * dims) {
        for (lane, row) in rows.chunks_exact(dims).enumerate() {
            panel.iter_mut().zip(row).for_each(|(column, value)| column[lane] = *value);
        }
        let lanes = rows.len() / dims;
        for row in x.chunks_exact(dims) {
            let distances = squares(row, &panel).map(|square| f64::from(square.sqrt()));
            sum += distances[..lanes].iter().sum::<f64>();
        }
    }
    sum
}

/// Squared distances of `row` to every lane of `panel`.
fn squares(row: &[f32], panel: &[[f32; LANES]]) -> [f32; LANES] {
    row.iter().zip(panel).fold([0.0; LANES], |mut sums, (a, column)| {
        for (sum, b) in sums.iter_mut().zip(column) {
            *sum += (a - b) * (a - b);
        }
        sums
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    fn normals(name: &str, n: usize, dims: usize, mean: f32) -> Cloud {
        Cloud::new(Stream::new(3, name).normals(n * dims).iter().map(|v| v + mean).collect(), dims)
    }

    #[test]
    fn two_points_three_apart_are_at_energy_distance_six() {
        assert_eq!(Cloud::new(vec![0.0], 1).energy(&Cloud::new(vec![3.0], 1)), 6.0);
    }

    #[test]
    fn the_v_statistic_is_that_of_golden_json() {
        let x = Cloud::new(vec![0.0, 0.0, 1.0, 0.0, 0.0, 1.0], 2);
        let y = Cloud::new(vec![1.0, 1.0, 2.0, 0.0, 0.0, 2.0], 2);
        assert!((x.energy(&y) - 1.070062601223822).abs() < 1e-6);
        assert!((y.energy(&x) - x.energy(&y)).abs() < 1e-12);
    }

    #[test]
    fn normals_one_apart_come_to_the_population_value() {
        let once =
            |x: &str| normals(x, 1500, 1, 0.0).unbiased_energy(&normals(&format!("{x}y"), 1500, 1, 1.0));
        let found = ["a", "b", "c", "d", "e", "f", "g", "h"].map(once).iter().sum::<f64>() / 8.0;
        assert!((found - 0.5418065793059577).abs() < 0.03, "{found}");
    }

    #[test]
    fn of_equal_distributions_v_is_the_floor_and_u_is_zero_on_average() {
        let clouds = |x: &str| (normals(x, 400, 2, 0.0), normals(&format!("{x}y"), 200, 2, 0.0));
        let names = ["a", "b", "c", "d", "e", "f", "g", "h"].map(clouds);
        let mean = |f: &dyn Fn(&Cloud, &Cloud) -> f64| names.iter().map(|(x, y)| f(x, y)).sum::<f64>() / 8.0;
        // E|X - X'| of standard normals in the plane is sqrt(pi).
        let bias = std::f64::consts::PI.sqrt() * (1.0 / 400.0 + 1.0 / 200.0);
        assert!((mean(&Cloud::floor) - bias).abs() < 0.02 * bias);
        assert!((mean(&Cloud::energy) - bias).abs() < 0.5 * bias, "{} {bias}", mean(&Cloud::energy));
        assert!(mean(&Cloud::unbiased_energy).abs() < 0.5 * bias);
        assert!(names.iter().all(|(x, _)| x.energy(x).abs() < 1e-9));
    }

    #[test]
    fn counts_and_dimensions_that_fill_no_panel_are_summed_exactly() {
        for (n, m, dims) in [(1, 1, 1), (7, 9, 3), (8, 16, 2), (13, 25, 17), (3, 8, 64)] {
            let (x, y) = (normals("x", n, dims, 0.0), normals("y", m, dims, 0.5));
            let distance = |a: &[f32], b: &[f32]| {
                a.iter().zip(b).map(|(a, b)| f64::from(a - b).powi(2)).sum::<f64>().sqrt()
            };
            let pairs = x.rows.chunks(dims).flat_map(|a| y.rows.chunks(dims).map(move |b| distance(a, b)));
            let (expected, found) = (pairs.sum::<f64>(), sum_of_distances(&x.rows, &y.rows, dims));
            assert!((found - expected).abs() < 1e-5 * expected, "{n} {m} {dims}: {found}, {expected}");
        }
    }
}
