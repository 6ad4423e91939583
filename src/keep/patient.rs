//! A store that is not waited for without end: what it does not answer in time is given up, undone and refused.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use super::store::{Pieces, Refusal, Store};

/// Some time.
pub type Time = Pin<Box<dyn Future<Output = ()>>>;

/// What `work` comes to, or `None` where `time` is over first: then it is dropped where it stands.
pub async fn within<T>(time: impl Future<Output = ()>, work: impl Future<Output = T>) -> Option<T> {
    let (mut time, mut work) = (pin!(time), pin!(work));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => time.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// A store, and the time that it has for an answer.
pub struct Patient<S> {
    store: S,
    time: fn() -> Time,
}

impl<S> Patient<S> {
    /// `store`, which has so much `time` for each answer. What it leaves undone when it is dropped must be undone
    /// altogether.
    pub fn new(store: S, time: fn() -> Time) -> Self {
        Self { store, time }
    }

    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Refusal>>) -> Result<T, Refusal> {
        within((self.time)(), work).await.unwrap_or(Err(Refusal::Silent))
    }
}

impl<S: Store> Store for Patient<S> {
    async fn heads(&self) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        self.in_time(self.store.heads()).await
    }

    async fn part(&self, id: &str, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.in_time(self.store.part(id, name)).await
    }

    async fn data(&self, id: &str) -> Result<Option<u32>, Refusal> {
        self.in_time(self.store.data(id)).await
    }

    async fn write(&self, id: &str, writing: &mut dyn Pieces) -> Result<f64, Refusal> {
        self.in_time(self.store.write(id, writing)).await
    }

    async fn edit(&self, id: &str, with: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> Result<(), Refusal> {
        self.in_time(self.store.edit(id, with)).await
    }

    async fn delete(&self, id: &str) -> Result<(), Refusal> {
        self.in_time(self.store.delete(id)).await
    }
}

#[cfg(test)]
impl<S> std::ops::Deref for Patient<S> {
    type Target = S;

    fn deref(&self) -> &S {
        &self.store
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use super::super::fake::now;
    use super::*;

    /// Counts when it is dropped.
    struct Undone(Rc<Cell<u32>>);

    impl Drop for Undone {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
        }
    }

    #[test]
    fn what_is_not_done_in_time_is_dropped() {
        assert_eq!(now(within(async {}, async { 7 })), Some(7), "what is there at once is in time");
        assert_eq!(now(within(std::future::pending(), async { 7 })), Some(7));
        let undone = Rc::new(Cell::new(0));
        let begun = Undone(undone.clone());
        let hangs = async move {
            let _begun = begun;
            std::future::pending::<()>().await;
        };
        assert_eq!((now(within(async {}, hangs)), undone.get()), (None, 1));
    }
}
