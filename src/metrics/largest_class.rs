//! The class that most samples are of, as a classifier sees them: which one a collapsed G makes, and how
//! much of it.

/// The commonest of `classes`, the lowest of several, and its share of all; `None` of no samples.
pub fn largest_class(classes: &[u8]) -> Option<(u8, f64)> {
    let mut counts = [0_usize; 256];
    classes.iter().for_each(|class| counts[usize::from(*class)] += 1);
    let (class, count) = (0..=u8::MAX).zip(counts).rev().max_by_key(|(_, count)| *count)?;
    (count > 0).then(|| (class, count as f64 / classes.len() as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_commonest_with_its_share() {
        let ones = [[1; 24].as_slice(), &[7]].concat();
        assert_eq!(largest_class(&ones), Some((1, 0.96)));
        assert_eq!(largest_class(&[9, 3, 3, 9]), Some((3, 0.5)));
        assert_eq!(largest_class(&[255]), Some((255, 1.0)));
        assert_eq!(largest_class(&[]), None);
    }
}
