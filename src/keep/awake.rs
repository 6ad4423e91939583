//! At most one lock of the screen, however often it is wanted and no longer wanted.

use std::cell::{Cell, RefCell};

/// A lock that takes its time to come and to go.
#[derive(Debug)]
pub struct Awake<L> {
    lock: RefCell<Option<L>>,
    wanted: Cell<bool>,
    /// Whether something was wanted that is not done yet.
    news: Cell<bool>,
    /// Whether someone is at it, who does that too.
    busy: Cell<bool>,
}

impl<L> Default for Awake<L> {
    fn default() -> Self {
        Self {
            lock: RefCell::default(),
            wanted: Cell::default(),
            news: Cell::default(),
            busy: Cell::default(),
        }
    }
}

impl<L> Awake<L> {
    /// The lock is `wanted` from now on, or no longer. One that is there is given back in any case: a browser may
    /// have taken it away meanwhile. What was wanted last is what comes of it.
    pub async fn want(&self, wanted: bool, take: impl AsyncFn() -> Option<L>, give: impl AsyncFn(L)) {
        self.wanted.set(wanted);
        self.news.set(true);
        if self.busy.replace(true) {
            return;
        }
        while self.news.take() {
            let old = self.lock.take();
            if let Some(old) = old {
                give(old).await;
            }
            if self.wanted.get() {
                let got = take().await;
                self.lock.replace(got);
            }
        }
        self.busy.set(false);
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::super::fake::now;
    use super::*;

    /// A screen: how many locks it has, how often one was asked for, and whether it answers yet.
    #[derive(Default)]
    struct Screen {
        held: Cell<u32>,
        asked: Cell<u32>,
        slow: Cell<bool>,
        refuses: Cell<bool>,
    }

    impl Screen {
        async fn take(&self) -> Option<()> {
            self.asked.set(self.asked.get() + 1);
            poll_fn(|_| if self.slow.get() { Poll::Pending } else { Poll::Ready(()) }).await;
            (!self.refuses.get()).then(|| self.held.set(self.held.get() + 1))
        }

        async fn give(&self) {
            self.held.set(self.held.get() - 1);
        }

        async fn want(&self, awake: &Awake<()>, wanted: bool) {
            awake.want(wanted, async || self.take().await, async |()| self.give().await).await;
        }
    }

    #[test]
    fn there_is_one_lock_while_it_is_wanted_and_a_new_one_when_the_page_is_seen_again() {
        let (awake, screen) = (Awake::default(), Screen::default());
        for (wanted, held, asked) in [(false, 0, 0), (true, 1, 1), (true, 1, 2), (false, 0, 2), (true, 1, 3)]
        {
            now(screen.want(&awake, wanted));
            assert_eq!((screen.held.get(), screen.asked.get()), (held, asked));
        }
        screen.refuses.set(true);
        now(screen.want(&awake, true));
        now(screen.want(&awake, false));
        assert_eq!(screen.held.get(), 0, "what was refused is not given back");
    }

    #[test]
    fn a_pause_before_the_lock_is_there_leaves_none_behind() {
        let (awake, screen) = (Awake::default(), Screen::default());
        screen.slow.set(true);
        let mut context = Context::from_waker(Waker::noop());
        let mut first = pin!(screen.want(&awake, true));
        assert!(first.as_mut().poll(&mut context).is_pending());
        now(screen.want(&awake, false));
        screen.slow.set(false);
        assert!(first.as_mut().poll(&mut context).is_ready());
        assert_eq!((screen.held.get(), screen.asked.get()), (0, 1));
        now(screen.want(&awake, true));
        assert_eq!(screen.held.get(), 1);
    }
}
