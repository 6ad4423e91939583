//! A walk over a pool of images that visits each once an epoch, every epoch in another order.

use crate::rng::Stream;

/// Where a run stands in its pool.
#[derive(Clone, Debug)]
pub(super) struct Epochs {
    /// Images by index; never empty.
    pool: Vec<u32>,
    seed: u32,
    drawn: u64,
    /// The epoch of `order`, places in `pool`.
    epoch: u64,
    order: Vec<u32>,
}

impl Epochs {
    /// The walk over `pool` with `seed`, at its start.
    pub fn new(pool: Vec<u32>, seed: u32) -> Self {
        let order = order(seed, 0, pool.len());
        Self { pool, seed, drawn: 0, epoch: 0, order }
    }

    /// The next image.
    pub fn next(&mut self) -> u32 {
        let (epoch, place) = self.place();
        if epoch != self.epoch {
            self.seek(self.drawn);
        }
        self.drawn += 1;
        self.pool[self.order[place] as usize]
    }

    /// Images drawn so far.
    pub fn drawn(&self) -> u64 {
        self.drawn
    }

    /// Moves to where `drawn` images have been drawn.
    pub fn seek(&mut self, drawn: u64) {
        self.drawn = drawn;
        self.epoch = self.place().0;
        self.order = order(self.seed, self.epoch, self.pool.len());
    }

    /// The epoch of the next image and its place there.
    fn place(&self) -> (u64, usize) {
        let length = self.pool.len() as u64;
        (self.drawn / length, (self.drawn % length) as usize)
    }
}

/// Every epoch has its own stream, so that any point of a run can be found again at once.
fn order(seed: u32, epoch: u64, n: usize) -> Vec<u32> {
    Stream::new(seed, &format!("epoch.{epoch}")).permutation(n)
}
