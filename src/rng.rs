//! One seed, many named streams of random numbers.
//!
//! Each stream is a ChaCha8 keyed by (seed, name), so switching a trick on never shifts the
//! numbers of another stream: that is what makes two runs comparable. All randomness of training
//! is drawn here, on the host, and uploaded, so that the CPU, the GPU, the browser and the command
//! line see the same bits.

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use serde::{Deserialize, Serialize};

/// The longest stream name that fits the key beside the seed, in bytes.
const MAX_NAME: usize = 24;

/// One named stream of random numbers.
#[derive(Clone, Debug)]
pub struct Stream {
    chacha: ChaCha8Rng,
    /// The second variate of the last Box-Muller pair.
    spare: Option<f32>,
}

/// Where a [`Stream`] stands, for checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// 32-bit words drawn so far (low and high half).
    words: (u64, u64),
    spare: Option<f32>,
}

impl Stream {
    /// The stream `name` of `seed`.
    ///
    /// # Panics
    /// If the name is longer than `MAX_NAME` bytes: names are literals of this crate.
    pub fn new(seed: u32, name: &str) -> Self {
        assert!(name.len() <= MAX_NAME, "stream name {name:?} has more than {MAX_NAME} bytes");
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        key[8..8 + name.len()].copy_from_slice(name.as_bytes());
        Self { chacha: ChaCha8Rng::from_seed(key), spare: None }
    }

    /// Uniform on [0, 1), 24 bits.
    pub fn uniform(&mut self) -> f32 {
        (self.chacha.next_u32() >> 8) as f32 / (1 << 24) as f32
    }

    /// Uniform on `0..n` by widening multiplication (Lemire 2019, without rejection: the bias is
    /// below n / 2^32).
    pub fn below(&mut self, n: usize) -> usize {
        ((u64::from(self.chacha.next_u32()) * n as u64) >> 32) as usize
    }

    /// True with probability `p`.
    pub fn chance(&mut self, p: f64) -> bool {
        f64::from(self.uniform()) < p
    }

    /// Standard normal by Box and Muller (1958), with `libm` so that wasm and native agree to the
    /// last bit.
    pub fn normal(&mut self) -> f32 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = libm::sqrtf(-2.0 * libm::logf(1.0 - self.uniform()));
        let (sin, cos) = libm::sincosf(core::f32::consts::TAU * self.uniform());
        self.spare = Some(radius * sin);
        radius * cos
    }

    /// `n` standard normal variates.
    pub fn normals(&mut self, n: usize) -> Vec<f32> {
        (0..n).map(|_| self.normal()).collect()
    }

    /// A random order of `0..n` (Fisher and Yates).
    pub fn permutation(&mut self, n: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..n as u32).collect();
        for i in (1..n).rev() {
            order.swap(i, self.below(i + 1));
        }
        order
    }

    /// Where the stream stands.
    pub fn position(&self) -> Position {
        let words = self.chacha.get_word_pos();
        Position { words: (words as u64, (words >> 64) as u64), spare: self.spare }
    }

    /// Moves the stream to `position`.
    pub fn seek(&mut self, position: Position) {
        let (low, high) = position.words;
        self.chacha.set_word_pos(u128::from(low) | u128::from(high) << 64);
        self.spare = position.spare;
    }
}

/// All streams of one seed, opened at their first use.
#[derive(Clone, Debug)]
pub struct Streams {
    seed: u32,
    open: BTreeMap<String, Stream>,
}

/// Where all opened streams stand, by name.
pub type StreamsState = BTreeMap<String, Position>;

impl Streams {
    /// The streams of `seed` at their start.
    pub fn new(seed: u32) -> Self {
        Self { seed, open: BTreeMap::new() }
    }

    /// The stream `name`, where it stands.
    pub fn open(&mut self, name: &str) -> &mut Stream {
        self.open.entry(name.to_owned()).or_insert_with(|| Stream::new(self.seed, name))
    }

    /// Where the opened streams stand.
    pub fn state(&self) -> StreamsState {
        self.open.iter().map(|(name, stream)| (name.clone(), stream.position())).collect()
    }

    /// Moves every stream of `state` there; all others start afresh. Names too long to be ours are
    /// left out.
    pub fn restore(&mut self, state: &StreamsState) {
        self.open.clear();
        for (name, position) in state.iter().filter(|(name, _)| name.len() <= MAX_NAME) {
            self.open(name).seek(*position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_of_one_seed_differ_by_name_and_repeat_by_seed() {
        let draw = |seed, name| Stream::new(seed, name).normals(4);
        assert_eq!(draw(7, "latent.d"), draw(7, "latent.d"));
        assert_ne!(draw(7, "latent.d"), draw(7, "latent.g"));
        assert_ne!(draw(7, "latent.d"), draw(8, "latent.d"));
    }

    #[test]
    fn normals_have_mean_zero_and_variance_one() {
        let x = Stream::new(1, "probe").normals(200_000);
        let mean = x.iter().map(|v| f64::from(*v)).sum::<f64>() / x.len() as f64;
        let variance = x.iter().map(|v| f64::from(*v).powi(2)).sum::<f64>() / x.len() as f64;
        assert!(mean.abs() < 0.01, "mean {mean}");
        assert!((variance - 1.0).abs() < 0.02, "variance {variance}");
    }

    #[test]
    fn a_stream_resumes_from_its_position() {
        let mut stream = Stream::new(3, "noise");
        stream.normals(5);
        let position = stream.position();
        let expected = stream.normals(9);
        let mut resumed = Stream::new(3, "noise");
        resumed.seek(position);
        assert_eq!(resumed.normals(9), expected);
    }

    #[test]
    fn a_permutation_holds_every_index_once() {
        let mut order = Stream::new(1, "batch").permutation(100);
        assert_ne!(order, (0..100).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..100).collect::<Vec<_>>());
    }
}
