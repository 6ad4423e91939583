//! Samples as the metrics take them, and why a metric may have nothing to say of them.

use thiserror::Error;

use crate::text::engine as t;

/// Samples, one row of [`Self::dims`] numbers each.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rows<'a> {
    /// The rows, one after the other.
    pub values: &'a [f32],
    /// Numbers in a row, at least 1.
    pub dims: usize,
}

/// Why there is no number. Shown to the user.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unfit {
    /// Fewer samples than the metric can say anything of.
    #[error("{}", t::too_few(.metric, .needed, .found))]
    TooFew {
        /// What the metric is called.
        metric: &'static str,
        /// The fewest it takes.
        needed: usize,
        /// What there was.
        found: usize,
    },
    /// A sample holds NaN or infinity.
    #[error("{}", t::NOT_FINITE)]
    NotFinite,
    /// No sample lies near enough to a mode.
    #[error("{}", t::none_good(.metric))]
    NoneGood {
        /// What the metric is called.
        metric: &'static str,
    },
}

impl<'a> Rows<'a> {
    /// The rows of `values`, `dims` numbers each.
    pub fn new(values: &'a [f32], dims: usize) -> Self {
        Self { values, dims: dims.max(1) }
    }

    /// Samples.
    pub fn count(self) -> usize {
        self.values.len() / self.dims
    }

    /// One row after the other.
    pub fn iter(self) -> impl Iterator<Item = &'a [f32]> {
        self.values.chunks_exact(self.dims)
    }

    /// The first `count` samples, or all there are.
    pub fn first(self, count: usize) -> Self {
        Self { values: &self.values[..count.min(self.count()) * self.dims], ..self }
    }

    /// The same samples when `metric` can be measured on them.
    ///
    /// # Errors
    /// Fewer than `needed`, or a number that is not finite.
    pub fn at_least(self, needed: usize, metric: &'static str) -> Result<Self, Unfit> {
        if self.count() < needed {
            return Err(Unfit::TooFew { metric, needed, found: self.count() });
        }
        if self.values.iter().all(|v| v.is_finite()) { Ok(self) } else { Err(Unfit::NotFinite) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn too_few_samples_are_told_with_how_many_are_needed() {
        let said = Rows::new(&[1.0; 9], 2).at_least(5, "a metric").expect_err("four").to_string();
        assert_eq!(said, "a metric: at least 5 samples are needed and there are 4");
        assert_eq!(Rows::new(&[1.0, f32::NAN], 1).at_least(2, ""), Err(Unfit::NotFinite));
        assert_eq!(Rows::new(&[], 0).count(), 0);
        assert_eq!(Rows::new(&[1.0, 2.0, 3.0], 1).first(2).values, [1.0, 2.0]);
    }
}
