//! Stacked digits: two handwritten digits of 8 x 8 pixels as the two channels of one image, a hundred
//! modes. The thousand modes of stacked MNIST (Metz et al. 2017; Srivastava et al. 2017, section 4.2)
//! brought down to what a browser trains.

use super::digits;
use super::error::DataError;
use super::images::Images;
use super::source::Batch;
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
    /// Where the run stands.
    pub stream: Stream,
}

impl Stacked {
    /// The shipped digits, split into those to train on and those held out as ever, with the seed of
    /// `e`.
    pub fn new(e: &Experiment) -> Result<Self, DataError> {
        let (images, labels) = digits::load()?;
        let digits = Images::new(e, images, Some(labels))?;
        let by_class = |pool: &[u32]| {
            let of = |class: u32| {
                let same = |i: &u32| digits.labels_of(&[*i]).first().is_some_and(|l| u32::from(*l) == class);
                pool.iter().copied().filter(same).collect()
            };
            (0..CLASSES).map(of).collect::<Vec<Vec<u32>>>()
        };
        let (train, held_out) = (by_class(&digits.train), by_class(&digits.held_out));
        Ok(Self { digits, train, held_out, stream: Stream::new(e.seed, "batch") })
    }

    /// The next `n` pairs to train on.
    pub fn next(&mut self, n: usize) -> Batch {
        let mut stream = self.stream.clone();
        let batch = self.draw(&self.train, &mut stream, n);
        self.stream = stream;
        batch
    }

    /// `n` pairs of digits that are trained on, from a stream of their own.
    pub fn some(&self, mut stream: Stream, n: usize) -> Batch {
        self.draw(&self.train, &mut stream, n)
    }

    /// `n` pairs of digits that are never trained on.
    pub fn unseen(&self, n: usize) -> Batch {
        self.draw(&self.held_out, &mut Stream::new(0, "held-out"), n)
    }

    /// `n` pairs of `pool`; the class is ten times that of the first digit plus that of the second.
    fn draw(&self, pool: &[Vec<u32>], stream: &mut Stream, n: usize) -> Batch {
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
        let e = Experiment { seed: 4, ..Experiment::default_for(Data::Stacked8) };
        Stacked::new(&e).expect("shipped")
    }

    #[test]
    fn all_hundred_pairs_are_as_likely() {
        let batch = stacked().next(20_000);
        let mut counts = [0_u32; 100];
        batch.labels.iter().for_each(|label| counts[usize::from(*label)] += 1);
        // 200 each, with a standard deviation of 14.
        assert!(counts.iter().all(|n| (140..=260).contains(n)), "{counts:?}");
    }

    #[test]
    fn both_channels_are_digits_of_the_classes_that_are_told() {
        let (stacked, one) = (stacked(), digits::load().expect("shipped"));
        let batch = stacked.unseen(50);
        for (image, label) in batch.values.chunks(128).zip(&batch.labels) {
            for (channel, class) in image.chunks(64).zip([label / 10, label % 10]) {
                let bytes: Vec<u8> = channel.iter().map(|v| ((v + 1.0) * 127.5).round() as u8).collect();
                let found = (0..1797).find(|i| one.0.image(*i) == bytes).expect("one of the digits");
                assert_eq!(one.1[found], class);
                assert!(stacked.digits.held_out.contains(&(found as u32)));
            }
        }
    }

    #[test]
    fn looking_at_pairs_does_not_move_the_run() {
        let mut stacked = stacked();
        let mut other = stacked.clone();
        stacked.some(Stream::new(0, "show"), 9);
        assert_eq!(stacked.next(9), other.next(9));
        assert_ne!(stacked.next(9), stacked.next(9));
    }
}
