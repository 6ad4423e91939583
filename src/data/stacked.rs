//! Stacked digits: two handwritten digits of 8 x 8 pixels as the two channels of one image, a hundred
//! modes. The thousand modes of stacked MNIST (Metz et al. 2017; Srivastava et al. 2017, section 4.2)
//! brought down to what a browser trains.

use super::digits;
use super::error::DataError;
use super::images::Images;
use super::samples::Batch;
use crate::experiment::{CLASSES, Experiment};
use crate::rng::Stream;

/// Digits in an image.
pub const CHANNELS: u32 = 2;

/// Pairs of digits, drawn without end: each digit's class first, all as likely, then an image of it, so
/// that every mode is as likely as every other.
#[derive(Clone, Debug)]
pub(super) struct Stacked {
    digits: Images,
    /// Images to train on, by class.
    train: Vec<Vec<u32>>,
    /// Images held out, by class.
    held_out: Vec<Vec<u32>>,
}

impl Stacked {
    /// The shipped digits, split into those to train on and those held out as ever.
    pub fn new(e: &Experiment) -> Result<Self, DataError> {
        let digits = Images::new(e, digits::load()?)?;
        let by_class = |pool: &[u32]| {
            let of = |class: u32| {
                let same = |i: &u32| digits.labels_of(&[*i]).first().is_some_and(|l| u32::from(*l) == class);
                pool.iter().copied().filter(same).collect()
            };
            (0..CLASSES).map(of).collect::<Vec<Vec<u32>>>()
        };
        let (train, held_out) = (by_class(&digits.train), by_class(&digits.held_out));
        Ok(Self { digits, train, held_out })
    }

    /// `n` pairs of digits that are trained on, or of those that are held out; the class is ten times
    /// that of the first digit plus that of the second.
    pub fn draw(&self, stream: &mut Stream, n: usize, held_out: bool) -> Batch {
        let pool = if held_out { &self.held_out } else { &self.train };
        let mut batch = Batch { values: Vec::new(), labels: Vec::new() };
        for _ in 0..n {
            let mut label = 0;
            for _ in 0..CHANNELS {
                let class = stream.below(pool.len());
                let image = pool[class][stream.below(pool[class].len())];
                batch.values.extend(self.digits.values([image]));
                label = label * CLASSES as u8 + class as u8;
            }
            batch.labels.push(label);
        }
        batch
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Data;

    fn stacked() -> Stacked {
        Stacked::new(&Experiment::default_for(Data::Stacked8)).expect("shipped")
    }

    #[test]
    fn all_hundred_pairs_are_as_likely() {
        let batch = stacked().draw(&mut Stream::new(4, "batch"), 20_000, false);
        let mut counts = [0_u32; 100];
        batch.labels.iter().for_each(|label| counts[usize::from(*label)] += 1);
        // 200 each, with a standard deviation of 14.
        assert!(counts.iter().all(|n| (140..=260).contains(n)), "{counts:?}");
    }

    #[test]
    fn both_channels_are_digits_of_the_classes_that_are_told() {
        let (stacked, one) = (stacked(), digits::load().expect("shipped"));
        let batch = stacked.draw(&mut Stream::new(4, "batch"), 50, true);
        for (image, label) in batch.values.chunks(128).zip(&batch.labels) {
            for (channel, class) in image.chunks(64).zip([label / 10, label % 10]) {
                let bytes: Vec<u8> = channel.iter().map(|v| ((v + 1.0) * 127.5).round() as u8).collect();
                let found = (0..1797).find(|i| one.image(*i) == bytes).expect("one of the digits");
                assert_eq!(one.labels.as_ref().map(|l| l[found]), Some(class));
                assert!(stacked.digits.held_out.contains(&(found as u32)));
            }
        }
    }
}
