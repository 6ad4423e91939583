//! Why a sample has no interval.

use thiserror::Error;

/// What is wrong with a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Degenerate {
    /// One value has no spread.
    #[error("fewer than two values")]
    TooFew,
    /// Infinite, or not a number.
    #[error("a value that is not a finite number")]
    NotFinite,
    /// Every value is the same, so that resampling shows nothing.
    #[error("all values are equal")]
    Constant,
}
