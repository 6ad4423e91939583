//! How different generated samples are from each other: the mean Euclidean distance of two of them, as
//! a share of that of two real ones. 1 for equal distributions, near 0 after a collapse.

use super::energy::Cloud;
use super::samples::Unfit;

/// Two samples are the fewest that differ.
const MIN_SAMPLES: usize = 2;

/// Of `fake` against `real`.
///
/// # Errors
/// Fewer than two samples on a side, or real ones that are all the same.
pub fn diversity(fake: &Cloud, real: &Cloud) -> Result<f64, Unfit> {
    for cloud in [fake, real] {
        cloud.rows().at_least(MIN_SAMPLES, "diversity")?;
    }
    let found = fake.spread() / real.spread();
    if found.is_finite() { Ok(found) } else { Err(Unfit::NotFinite) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    #[test]
    fn real_against_real_is_one_and_half_as_wide_is_one_half() {
        let real = Stream::new(1, "real").normals(1000);
        let half: Vec<f32> = real.iter().rev().map(|v| v / 2.0 + 7.0).collect();
        let cloud = |values: &[f32]| Cloud::new(values.to_vec(), 2);
        let found = diversity(&cloud(&half), &cloud(&real)).expect("enough");
        assert!((found - 0.5).abs() < 1e-6, "{found}");
        assert_eq!(diversity(&cloud(&[1.0; 20]), &cloud(&real)), Ok(0.0));
        assert!(diversity(&cloud(&real), &cloud(&[1.0; 20])).is_err());
        assert!(diversity(&cloud(&[1.0, 1.0]), &cloud(&real)).is_err());
    }
}
