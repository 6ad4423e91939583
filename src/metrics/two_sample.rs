//! The two-sample test of the nearest neighbour (Lopez-Paz and Oquab 2017; Xu et al. 2018).

use super::copying::{nearest, nearest_other};
use super::samples::Rows;

/// The share of all samples whose nearest other one is of their own kind: 0.5 for equal distributions
/// and counts, less when `fake` copies `real`, 1 when they lie apart.
pub fn leave_one_out(real: Rows<'_>, fake: Rows<'_>) -> f64 {
    let own = |x: Rows<'_>, y: Rows<'_>| {
        let pairs = nearest_other(x).into_iter().zip(nearest(x, y));
        pairs.filter(|(own, other)| own.distance < other.distance).count()
    };
    (own(real, fake) + own(fake, real)) as f64 / (real.count() + fake.count()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn equal_distributions_come_to_one_half_copies_to_less_and_others_to_one() {
        let normals = |name: &str| Stream::new(1, name).normals(600);
        let of = |x: &[f32], y: &[f32]| leave_one_out(Rows::new(x, 2), Rows::new(y, 2));
        let real = normals("real");
        let mean = ["a", "b", "c", "d"].map(|name| of(&real, &normals(name))).iter().sum::<f64>() / 4.0;
        assert!((mean - 0.5).abs() < 0.03, "{mean}");
        assert_eq!(of(&real, &real), 0.0);
        let far: Vec<f32> = real.iter().map(|v| v + 100.0).collect();
        assert_eq!(of(&real, &far), 1.0);
    }
}
