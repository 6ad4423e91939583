//! The inception score (Salimans et al. 2016) of a classifier's opinions: exp of the mean KL divergence
//! of an opinion from the mean opinion. From 1 (all alike, or undecided) to the number of classes.
//! Blind to what happens within a class, so it is offered and not shown.

use super::divergence::kl;

/// Of `opinions`, one row of `classes` probabilities a sample.
pub fn inception_score(opinions: &[f64], classes: usize) -> f64 {
    let n = (opinions.len() / classes.max(1)) as f64;
    let mut mean = vec![0.0; classes];
    for row in opinions.chunks_exact(classes.max(1)) {
        mean.iter_mut().zip(row).for_each(|(mean, p)| *mean += p / n);
    }
    let gained = opinions.chunks_exact(classes.max(1)).map(|row| kl(row, &mean)).sum::<f64>();
    (gained / n).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Confident opinions, one class a sample.
    fn confident(classes: impl Iterator<Item = usize>) -> f64 {
        let rows = classes.flat_map(|class| (0..10).map(move |c| f64::from(u8::from(c == class))));
        inception_score(&rows.collect::<Vec<_>>(), 10)
    }

    #[test]
    fn opinions_come_to_the_scores_of_golden_json() {
        assert!((confident((0..10).cycle().take(500)) - 10.0).abs() < 1e-9);
        assert!((confident((0..3).cycle().take(300)) - 3.0).abs() < 1e-9);
        assert!((confident([4].into_iter().cycle().take(100)) - 1.0).abs() < 1e-9);
        assert!((inception_score(&[0.1; 1000], 10) - 1.0).abs() < 1e-9);
        let nine_to_one = (0..100).map(|i| usize::from(i % 10 == 0));
        assert!((confident(nine_to_one) - 1.384145488461686).abs() < 1e-9);
    }
}
