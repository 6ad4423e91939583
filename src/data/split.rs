//! Which samples are trained on, and in which order they are looked at.

use crate::experiment::Experiment;
use crate::rng::Stream;

/// One sample in this many is held out.
const HELD_OUT: usize = 10;

/// `count` samples, by number, split into those to train on and those held out. Not by the user's seed:
/// what is held out stays held out in every run.
pub(super) fn split(count: usize) -> (Vec<u32>, Vec<u32>) {
    let mut train = Stream::new(0, "split").permutation(count);
    let held_out = train.split_off(train.len() - train.len() / HELD_OUT);
    (train, held_out)
}

/// Those of `train` that `e` trains on, in their order: the first of a random order of the seed, so that
/// fewer are always some of more.
pub(super) fn few(train: &[u32], e: &Experiment) -> Vec<u32> {
    let count = e.count as usize;
    if count == 0 || count >= train.len() {
        return train.to_vec();
    }
    let mut first = Stream::new(e.seed, "few").permutation(train.len());
    first.truncate(count);
    first.sort_unstable();
    first.into_iter().map(|i| train[i as usize]).collect()
}

/// The samples of `pool` in an order of their own, over and over.
pub(super) fn shuffled<'a>(pool: &'a [u32], stream: &mut Stream) -> impl Iterator<Item = u32> + 'a {
    stream.permutation(pool.len()).into_iter().map(|i| pool[i as usize]).cycle()
}
