//! The energy distance (Szekely and Rizzo 2013): 2 E|X - Y| - E|X - X'| - E|Y - Y'|, 0 only for
//! equal distributions, in units of the data.

use super::pairs::squares;
use super::samples::Rows;

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
        let all = Rows::new(&rows, dims);
        let within = sum_of_distances(all, all);
        Self { rows, dims, within }
    }

    /// The samples of `rows` when the sum of the distances of all ordered pairs is known.
    pub fn known(rows: Vec<f32>, dims: usize, within: f64) -> Self {
        Self { rows, dims, within }
    }

    /// Numbers in a sample.
    pub fn dims(&self) -> usize {
        self.dims
    }

    /// The samples.
    pub fn rows(&self) -> Rows<'_> {
        Rows::new(&self.rows, self.dims)
    }

    /// Samples.
    pub fn count(&self) -> usize {
        self.rows().count()
    }

    /// Mean distance of two different samples.
    pub fn spread(&self) -> f64 {
        let n = self.count() as f64;
        self.within / (n * (n - 1.0))
    }

    /// The V-statistic: every mean takes the pairs of a sample with itself in. Never negative, and
    /// above 0 for equal distributions, by the less the more samples there are: compare it only with
    /// a floor of the same counts.
    pub fn energy(&self, other: &Self) -> f64 {
        self.energy_at(other, sum_of_distances(self.rows(), other.rows()))
    }

    /// [`Self::energy`] when the sum of the distances `between` both sets is known.
    pub fn energy_at(&self, other: &Self, between: f64) -> f64 {
        let (n, m) = (self.count() as f64, other.count() as f64);
        2.0 * between / (n * m) - self.within / (n * n) - other.within / (m * m)
    }

    /// What [`Self::energy`] comes to on average when both are samples of one distribution:
    /// (1/n + 1/m) E|X - Y|. One draw of it scatters by as much as it is large.
    pub fn floor(&self, other: &Self) -> f64 {
        (1.0 / self.count() as f64 + 1.0 / other.count() as f64) * self.mean_distance(other)
    }

    fn mean_distance(&self, other: &Self) -> f64 {
        let pairs = (self.count() * other.count()) as f64;
        sum_of_distances(self.rows(), other.rows()) / pairs
    }
}

/// Sum of the Euclidean distances of all pairs of a row of `x` and a row of `y`.
fn sum_of_distances(x: Rows<'_>, y: Rows<'_>) -> f64 {
    let mut sum = 0.0;
    squares(x, y, |_, _, squares| sum += squares.iter().map(|s| f64::from(s.sqrt())).sum::<f64>());
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    fn normals(name: &str, n: usize, dims: usize, mean: f32) -> Cloud {
        Cloud::new(Stream::new(3, name).normals(n * dims).iter().map(|v| v + mean).collect(), dims)
    }

    /// The U-statistic: without the pairs of a sample with itself, so 0 on average for equal distributions.
    fn unbiased(x: &Cloud, y: &Cloud) -> f64 {
        2.0 * x.mean_distance(y) - x.spread() - y.spread()
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
        let once = |x: &str| unbiased(&normals(x, 1500, 1, 0.0), &normals(&format!("{x}y"), 1500, 1, 1.0));
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
        assert!(mean(&unbiased).abs() < 0.5 * bias);
        assert!(names.iter().all(|(x, _)| x.energy(x).abs() < 1e-9));
    }
}
