//! Pixels that are exactly black or white. Scans and drawings have many of them, and the tanh at the
//! end of G comes near but reaches them only where it saturates in single precision: D can know real images by
//! them alone, whatever they show (Arjovsky and Bottou 2017, section 2: supports that a D can part).

/// Share of `values` that are exactly -1 or 1.
pub fn extremes(values: &[f32]) -> f64 {
    values.iter().filter(|v| v.abs() == 1.0).count() as f64 / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_count_and_what_is_near_them_does_not() {
        assert_eq!(extremes(&[-1.0, 1.0, 0.999_999_9, 0.0]), 0.5);
        assert_eq!(extremes(&[-2.5_f32, 0.3, 5.0].map(f32::tanh)), 0.0);
    }
}
