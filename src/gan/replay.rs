//! Replay: a part of the fakes that D learns from is old (Shrivastava et al. 2017, section 2.3; the
//! pool of 50 of Zhu et al. 2017). G's step does not see it.
//!
//! The pool is in every checkpoint, and what a checkpoint leaves out could not be made again: the G
//! that made it is gone. So it has a budget in numbers, and large fakes fill fewer slots.

use burn::prelude::*;

use super::parameters::{Loaded, Named, named, tensor};

/// Slots of the pool, at most.
const CAPACITY: usize = 50;

/// Numbers in the pool, at most, unless a single slot holds more: 8 MiB (ours). Half of 64 images of
/// 28 x 28 pixels still fill every slot.
const BUDGET: usize = 2 << 20;

/// Fakes, `[rows, n]`, and their one-hot classes, `[rows, CLASSES]`, in a conditional run.
pub type Fakes = (Tensor<2>, Option<Tensor<2>>);

/// The name of a part of slot `i` in a checkpoint.
fn name(i: usize, part: &str) -> String {
    format!("replay.{i}.{part}")
}

/// Old fakes; each slot holds what one step has put aside.
#[derive(Clone, Debug, Default)]
pub struct Pool {
    slots: Vec<Fakes>,
}

impl Pool {
    /// A pool with the slots of a checkpoint; those past [`CAPACITY`] are left out.
    fn restored(slots: impl IntoIterator<Item = Fakes>) -> Self {
        Self { slots: slots.into_iter().take(CAPACITY).collect() }
    }

    #[cfg(test)]
    fn slots(&self) -> &[Fakes] {
        &self.slots
    }

    /// What a checkpoint keeps of it.
    pub(super) fn memory(&self) -> Vec<Named> {
        let slots = self.slots.iter().enumerate();
        let all = slots.flat_map(|(i, (rows, classes))| {
            let classes = classes.clone().map(|classes| named(name(i, "classes"), classes));
            [Some(named(name(i, "rows"), rows.clone())), classes]
        });
        all.flatten().collect()
    }

    /// The pool of a checkpoint, on `device`.
    pub(super) fn recall(loaded: &Loaded, device: &Device) -> Self {
        let slot = |i| {
            Some((tensor(loaded, &name(i, "rows"), device)?, tensor(loaded, &name(i, "classes"), device)))
        };
        Self::restored((0..CAPACITY).map_while(slot))
    }

    /// From how many slots [`Self::mix`] of `[batch, n]` fakes wants one picked; `None`, and nothing
    /// should be drawn, while the pool fills or when `share` is 0.
    pub fn wants(&self, share: f64, [batch, n]: [usize; 2]) -> Option<usize> {
        (share > 0.0 && self.is_full(replaced(share, batch) * n)).then_some(self.slots.len())
    }

    /// Whether there is no room for another slot of `fresh` numbers.
    fn is_full(&self, fresh: usize) -> bool {
        let room = self.slots.len() < CAPACITY && self.numbers() + fresh <= BUDGET;
        !self.slots.is_empty() && !room
    }

    /// Numbers in all slots, classes left aside.
    fn numbers(&self) -> usize {
        self.slots.iter().map(|(rows, _)| rows.dims().iter().product::<usize>()).sum()
    }

    /// Empties the last slots until the rest is within the budget.
    fn shrink(&mut self) {
        while self.slots.len() > 1 && self.numbers() > BUDGET {
            self.slots.pop();
        }
    }

    /// `fake` with its last rows, a `share` of them, exchanged for those of the slot `pick`, which
    /// keeps the fresh ones. While the pool fills, fresh rows are copied to it and nothing is
    /// exchanged; with a share of 0 nothing happens at all.
    ///
    /// # Shapes
    /// - `fake` and the result: `[batch, n]`; `classes`: `[batch, CLASSES]`
    pub fn mix(
        &mut self,
        fake: Tensor<2>,
        classes: Option<Tensor<2>>,
        share: f64,
        pick: Option<usize>,
    ) -> Fakes {
        let [batch, n] = fake.dims();
        let old = replaced(share, batch);
        if old == 0 {
            return (fake, classes);
        }
        let last = |x: &Tensor<2>| x.clone().narrow(0, batch - old, old).detach();
        let fresh = (last(&fake), classes.as_ref().map(last));
        if !self.is_full(old * n) {
            self.slots.push(fresh);
            return (fake, classes);
        }
        let Some(slot) = pick.and_then(|pick| self.slots.get_mut(pick)) else { return (fake, classes) };
        let (rows, kinds) = std::mem::replace(slot, fresh);
        // A slot of another share or another kind of run is only overwritten.
        if rows.dims() != slot.0.dims() || kinds.is_some() != classes.is_some() {
            self.shrink();
            return (fake, classes);
        }
        let joined = |x: Tensor<2>, rows: Tensor<2>| match batch - old {
            0 => rows,
            kept => Tensor::cat(vec![x.narrow(0, 0, kept), rows], 0),
        };
        (joined(fake, rows), classes.zip(kinds).map(|(x, rows)| joined(x, rows)))
    }
}

/// Rows that a `share` of `batch` is.
fn replaced(share: f64, batch: usize) -> usize {
    ((share * batch as f64).round() as usize).min(batch)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: [usize; 2] = [10, 2];

    /// Ten rows of two numbers, all `value`.
    fn rows(value: f32) -> Tensor<2> {
        Tensor::full([10, 2], value, &Device::flex())
    }

    fn first_column(x: Tensor<2>) -> Vec<f32> {
        x.narrow(1, 0, 1).into_data().iter::<f32>().collect()
    }

    fn full(classes: bool) -> Pool {
        let mut pool = Pool::default();
        for i in 0..CAPACITY {
            assert_eq!(pool.wants(0.4, TEN), None);
            let made = rows(i as f32);
            let (mixed, _) = pool.mix(made, classes.then(|| rows(100.0 + i as f32)), 0.4, None);
            assert_eq!(first_column(mixed), [i as f32; 10], "a pool that fills exchanges nothing");
        }
        pool
    }

    #[test]
    fn without_a_share_nothing_is_drawn_stored_or_changed() {
        let mut pool = Pool::default();
        for _ in 0..2 * CAPACITY {
            assert_eq!(pool.wants(0.0, TEN), None);
            let (mixed, classes) = pool.mix(rows(3.0), None, 0.0, None);
            assert_eq!((first_column(mixed), classes.is_none()), (vec![3.0; 10], true));
        }
        assert!(pool.slots().is_empty());
        let mut pool = full(false);
        assert_eq!(first_column(pool.mix(rows(3.0), None, 0.0, Some(7)).0), [3.0; 10]);
        assert_eq!(first_column(pool.slots()[7].0.clone()), [7.0; 4]);
    }

    #[test]
    fn the_last_rows_are_exchanged_with_the_slot() {
        let mut pool = full(false);
        assert_eq!(pool.wants(0.4, TEN), Some(CAPACITY));
        let (mixed, _) = pool.mix(rows(99.0), None, 0.4, Some(7));
        assert_eq!(first_column(mixed), [99.0, 99.0, 99.0, 99.0, 99.0, 99.0, 7.0, 7.0, 7.0, 7.0]);
        assert_eq!(first_column(pool.slots()[7].0.clone()), [99.0; 4]);
        assert_eq!(pool.slots().len(), CAPACITY);
        let (mixed, _) = pool.mix(rows(5.0), None, 0.4, Some(7));
        assert_eq!(first_column(mixed)[6..], [99.0; 4]);
    }

    #[test]
    fn classes_travel_with_their_rows() {
        let mut pool = full(true);
        let (mixed, classes) = pool.mix(rows(99.0), Some(rows(0.5)), 0.4, Some(7));
        assert_eq!(first_column(mixed)[5..], [99.0, 7.0, 7.0, 7.0, 7.0]);
        assert_eq!(first_column(classes.expect("classes"))[5..], [0.5, 107.0, 107.0, 107.0, 107.0]);
    }

    #[test]
    fn another_share_fits_again_after_one_exchange() {
        let mut pool = full(false);
        assert_eq!(first_column(pool.mix(rows(99.0), None, 0.5, Some(7)).0), [99.0; 10]);
        assert_eq!(
            first_column(pool.mix(rows(98.0), None, 0.5, Some(7)).0)[4..],
            [98.0, 99.0, 99.0, 99.0, 99.0, 99.0]
        );
        assert_eq!(first_column(pool.mix(rows(97.0), None, 1.0, Some(7)).0), [97.0; 10]);
        assert_eq!(first_column(pool.mix(rows(96.0), None, 1.0, Some(7)).0), [97.0; 10]);
    }

    #[test]
    fn old_fakes_carry_no_graph() {
        let device = Device::flex().autodiff();
        let x = Tensor::<2>::ones([10, 2], &device).require_grad();
        let mut pool = Pool::default();
        for _ in 0..=CAPACITY {
            let pick = pool.wants(0.4, TEN).map(|_| 0);
            let (mixed, _) = pool.mix(x.clone() * 2.0, None, 0.4, pick);
            let gradient = x.grad(&mixed.sum().backward()).expect("tracked");
            let expected = if pick.is_some() { 24.0 } else { 40.0 };
            assert_eq!(gradient.sum().into_data().iter::<f32>().next(), Some(expected));
        }
    }

    #[test]
    fn a_restored_pool_is_the_same() {
        let pool = full(true);
        let restored = Pool::restored(pool.slots().to_vec());
        let values = |pool: &Pool| -> Vec<Vec<f32>> {
            pool.slots().iter().map(|(x, _)| first_column(x.clone())).collect()
        };
        assert_eq!(values(&restored), values(&pool));
        assert_eq!(restored.wants(0.1, TEN), Some(CAPACITY));
        assert_eq!(Pool::restored(vec![(rows(1.0), None); 60]).slots().len(), CAPACITY);
    }

    #[test]
    fn the_pool_stays_within_its_budget_at_the_largest_batch_and_through_changes_of_the_share() {
        // Half a batch of 512 images of 28 x 28 pixels, then 0.9 of it, then a tenth.
        let (shape, classes) = ([512, 784], None);
        let fake = || Tensor::<2>::zeros(shape, &Device::flex());
        let mut pool = Pool::default();
        let mut lengths = Vec::new();
        for share in [0.5, 0.9, 0.1, 0.9] {
            for step in 0..120 {
                let pick = pool.wants(share, shape).map(|slots| step % slots);
                pool.mix(fake(), classes.clone(), share, pick);
                assert!(pool.numbers() <= BUDGET, "{} numbers at {share}", pool.numbers());
            }
            lengths.push(pool.slots().len());
        }
        assert_eq!(lengths, [10, 5, 50, 5]);
    }

    #[test]
    fn a_slot_that_is_larger_than_the_budget_is_the_only_one() {
        let shape = [512, 128 * 128];
        let mut pool = Pool::default();
        for step in 0..3 {
            let pick = pool.wants(0.5, shape);
            assert_eq!(pick, (step > 0).then_some(1));
            pool.mix(Tensor::zeros(shape, &Device::flex()), None, 0.5, pick.map(|_| 0));
            assert_eq!(pool.slots().len(), 1);
        }
    }
}
