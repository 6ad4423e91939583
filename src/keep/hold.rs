//! Which comparison a tab has as its own: one that it trains and keeps, by a lock that ends when it is dropped.

use std::cell::RefCell;

use super::restore::{Damage, Restored};
use super::shelf;
use super::store::{Refusal, Store};

/// The comparison that is a tab's own, if any.
pub struct Hold<L>(RefCell<Option<(String, L)>>);

impl<L> Default for Hold<L> {
    fn default() -> Self {
        Self(RefCell::new(None))
    }
}

impl<L> Hold<L> {
    /// Whether it is `id`.
    pub fn has(&self, id: &str) -> bool {
        self.0.borrow().as_ref().is_some_and(|(own, _)| own == id)
    }

    /// It is `id` from now on, where the tab has its `lock`, and otherwise none; the lock of another is given
    /// back. Answers whether it has one.
    pub fn put(&self, id: &str, lock: Option<L>) -> bool {
        let got = lock.is_some();
        let before = self.0.replace(lock.map(|lock| (id.to_owned(), lock)));
        drop(before);
        got
    }

    /// It is no longer `id`, whose lock is given back.
    pub fn give(&self, id: &str) {
        let given = self.0.borrow_mut().take_if(|(own, _)| own == id);
        drop(given);
    }

    /// Reads `id` to go on with it: its own where `lock` is got, else only to be shown. What the tab has is
    /// put away first, and given up only then: where nothing can be made of `id`, it stays.
    ///
    /// # Errors
    /// When the store cannot be read; inside, when nothing can be made of what is there.
    pub async fn change_to(
        &self,
        store: &impl Store,
        id: &str,
        lock: impl Future<Output = Option<L>>,
        put_away: impl Future<Output = ()>,
    ) -> Result<Result<(Restored, bool), Vec<Damage>>, Refusal> {
        let lock = lock.await;
        match shelf::open(store, id).await? {
            Ok(restored) => {
                put_away.await;
                Ok(Ok((restored, self.put(id, lock))))
            }
            Err(damage) => Ok(Err(damage)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::super::fake::{FakeStore, now};
    use super::super::keeper::{Keeper, Moment};
    use super::*;
    use crate::play::fake::Scene;

    /// A lock that counts the tabs that have it.
    struct Lock(Rc<Cell<u32>>);

    impl Lock {
        fn of(count: &Rc<Cell<u32>>) -> Option<Self> {
            count.set(count.get() + 1);
            Some(Self(count.clone()))
        }
    }

    impl Drop for Lock {
        fn drop(&mut self) {
            self.0.set(self.0.get() - 1);
        }
    }

    fn count() -> Rc<Cell<u32>> {
        Rc::default()
    }

    fn store() -> FakeStore {
        let mut scene = Scene::ready("v=1&data=ring8&seed=1&snapshot.every=50");
        scene.train_to(60);
        let store = FakeStore::default();
        for id in ["y", "damaged"] {
            let mut keeper = Keeper::default();
            keeper.begin(&scene.play, id.into(), &[]);
            let mut writing =
                keeper.plan(&scene.play, Moment { now: 1e6, wall: 5.0 }, None).expect("something");
            now(writing.run(&store, id, &[])).expect("room");
        }
        store.parts.borrow_mut().insert(("damaged".into(), "state".into()), vec![1, 2, 3]);
        store
    }

    #[test]
    fn what_a_tab_has_stays_its_own_where_another_cannot_be_opened() {
        let (store, hold, x, other) = (store(), Hold::default(), count(), count());
        assert!(hold.put("x", Lock::of(&x)));
        let put_away = Cell::new(false);
        let failed =
            now(hold.change_to(&store, "damaged", async { Lock::of(&other) }, async { put_away.set(true) }));
        assert!(matches!(failed, Ok(Err(damage)) if !damage.is_empty()));
        assert_eq!((hold.has("x"), x.get(), other.get(), put_away.get()), (true, 1, 0, false));
        *store.refuses.borrow_mut() = Some(Refusal::Blocked);
        let failed = now(hold.change_to(&store, "y", async { Lock::of(&other) }, async {}));
        assert_eq!(failed.err(), Some(Refusal::Blocked));
        assert_eq!((hold.has("x"), x.get(), other.get()), (true, 1, 0));
    }

    #[test]
    fn what_a_tab_has_is_put_away_before_it_is_given_up() {
        let (store, hold, x, y) = (store(), Hold::default(), count(), count());
        hold.put("x", Lock::of(&x));
        let put_away = async { assert_eq!((hold.has("x"), x.get(), y.get()), (true, 1, 1)) };
        let opened = now(hold.change_to(&store, "y", async { Lock::of(&y) }, put_away));
        assert!(matches!(opened, Ok(Ok((_, true)))));
        assert_eq!((hold.has("y"), x.get(), y.get()), (true, 0, 1));
        let opened = now(hold.change_to(&store, "damaged", async { None }, async {}));
        assert!(matches!(opened, Ok(Err(_))));
        hold.give("x");
        assert!(hold.has("y"), "another's loss is not its own");
        let shown = now(hold.change_to(&store, "y", async { None }, async {}));
        assert!(matches!(shown, Ok(Ok((_, false)))));
        assert_eq!((hold.has("y"), y.get()), (false, 0), "another tab has it: it is only shown");
    }
}
