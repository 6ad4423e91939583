//! The order of images: as G makes them, or from what D takes for real to what it does not.

/// Which sample stands at which place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Lane by lane; empty where each stands at its own place.
    samples: Vec<u32>,
    lanes: usize,
}

impl Order {
    /// Of as many samples as there are `logits`, the highest first; of `count`, those of which D said nothing last.
    /// With several `lanes`, each column of the grid is sorted in itself: it shows one class.
    pub fn by_logit(logits: &[f32], count: usize, lanes: usize) -> Self {
        let lanes = lanes.max(1);
        let value = |i: u32| known(logits, i as usize).unwrap_or(f32::NEG_INFINITY);
        let mut samples: Vec<u32> = (0..count as u32).collect();
        let lane = |i: u32| i as usize % lanes;
        samples.sort_unstable_by(|a, b| {
            lane(*a).cmp(&lane(*b)).then(value(*b).total_cmp(&value(*a))).then(a.cmp(b))
        });
        Self { samples, lanes }
    }

    /// The sample at `place`.
    pub fn sample(&self, place: usize) -> usize {
        if self.samples.is_empty() {
            return place;
        }
        let rows = self.samples.len() / self.lanes;
        let at = place % self.lanes * rows + place / self.lanes;
        self.samples.get(at).map_or(place, |sample| *sample as usize)
    }

    /// The place of `sample` among `count`.
    pub fn place(&self, sample: usize, count: usize) -> Option<usize> {
        (0..count).find(|place| self.sample(*place) == sample)
    }
}

/// What D said of `sample`.
pub fn known(logits: &[f32], sample: usize) -> Option<f32> {
    logits.get(sample).copied().filter(|logit| !logit.is_nan())
}

/// The place of `sample` among all, 1 for the one that D takes most for real; those that D takes for equally real
/// share it.
pub fn rank(logits: &[f32], sample: usize) -> Option<usize> {
    let own = known(logits, sample)?;
    Some(1 + logits.iter().filter(|logit| **logit > own).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(order: &Order, count: usize) -> Vec<usize> {
        (0..count).map(|place| order.sample(place)).collect()
    }

    #[test]
    fn what_d_takes_for_real_comes_first() {
        let logits = [0.5, -1.0, 3.0, 0.5, f32::NAN];
        let order = Order::by_logit(&logits, 6, 1);
        assert_eq!(shown(&order, 6), [2, 0, 3, 1, 4, 5], "of the last two D says nothing");
        assert_eq!(shown(&Order::default(), 3), [0, 1, 2]);
        assert_eq!((order.place(3, 6), order.place(9, 6)), (Some(2), None));
        let ranks: Vec<_> = (0..6).map(|sample| rank(&logits, sample)).collect();
        assert_eq!(ranks, [Some(2), Some(4), Some(1), Some(2), None, None]);
    }

    #[test]
    fn a_class_stays_in_its_column() {
        // Three classes in columns, two rows.
        let logits = [1.0, 2.0, 3.0, 4.0, 1.0, 5.0];
        let order = Order::by_logit(&logits, 6, 3);
        assert_eq!(shown(&order, 6), [3, 1, 5, 0, 4, 2]);
    }
}
