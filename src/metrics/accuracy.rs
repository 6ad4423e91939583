//! Whether samples are of the class that was asked for.

use super::copying::Neighbour;

/// Share of samples whose class `seen` by a classifier is the one `asked` for.
pub fn agreement(seen: &[u8], asked: &[u8]) -> f64 {
    let equal = seen.iter().zip(asked).filter(|(seen, asked)| seen == asked).count();
    equal as f64 / seen.len().min(asked.len()) as f64
}

/// The classification accuracy score (Ravuri and Vinyals 2019): the accuracy on real samples of a
/// classifier that has seen generated ones only. The classifier here is the nearest neighbour (ours;
/// theirs is a deep network): `nearest` are the generated neighbours of real samples of classes
/// `real`, and `asked` the classes of the generated samples.
pub fn score(nearest: &[Neighbour], asked: &[u8], real: &[u8]) -> f64 {
    let guessed: Vec<u8> = nearest.iter().filter_map(|n| asked.get(n.index).copied()).collect();
    agreement(&guessed, real)
}

#[cfg(test)]
mod tests {
    use super::super::copying::nearest;
    use super::super::samples::Rows;
    use super::*;

    #[test]
    fn agreement_is_the_share_of_equal_classes() {
        assert_eq!(agreement(&[0, 1, 2, 3], &[0, 1, 2, 4]), 0.75);
        assert!(agreement(&[], &[]).is_nan());
    }

    #[test]
    fn samples_in_the_right_place_teach_the_classes_and_swapped_ones_teach_nothing() {
        let (real, fake) = ([0.1, 0.2, 0.9, 1.1], [0.0, 1.0]);
        let nearest = nearest(Rows::new(&real, 1), Rows::new(&fake, 1));
        assert_eq!(score(&nearest, &[0, 1], &[0, 0, 1, 1]), 1.0);
        assert_eq!(score(&nearest, &[1, 0], &[0, 0, 1, 1]), 0.0);
        assert_eq!(score(&nearest, &[0, 1], &[0, 1, 1, 1]), 0.75);
    }
}
