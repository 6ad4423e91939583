//! A store in memory that can be full, blocked, wiped, or of a newer Saddle.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::head::Head;
use super::store::{Piece, Pieces, Refusal, Store};
use crate::protocol::BUILD;

/// What is in memory.
#[derive(Default)]
pub struct FakeStore {
    pub heads: RefCell<BTreeMap<String, Vec<u8>>>,
    pub parts: RefCell<BTreeMap<(String, String), Vec<u8>>>,
    /// Everything is refused so.
    pub refuses: RefCell<Option<Refusal>>,
    /// Nothing is answered.
    pub silent: Cell<bool>,
    /// Bytes that there is room for.
    pub room: Cell<Option<usize>>,
    /// Milliseconds that a write takes.
    pub takes: Cell<f64>,
    /// The names of what the last write put.
    pub put: RefCell<Vec<String>>,
    /// The sets of the user's data that were put.
    pub sets: RefCell<Vec<u32>>,
}

impl FakeStore {
    async fn look(&self) -> Result<(), Refusal> {
        if self.silent.get() {
            std::future::pending::<()>().await;
        }
        self.refuses.borrow().clone().map_or(Ok(()), Err)
    }

    /// Bytes of everything.
    pub fn bytes(&self) -> usize {
        let heads: usize = self.heads.borrow().values().map(Vec::len).sum();
        heads + self.parts.borrow().values().map(Vec::len).sum::<usize>()
    }

    /// As when the user clears what the site has kept.
    pub fn wipe(&self) {
        self.heads.borrow_mut().clear();
        self.parts.borrow_mut().clear();
    }

    pub fn head(&self, id: &str) -> Head {
        Head::read(&self.heads.borrow()[id]).expect("a head")
    }
}

impl Store for FakeStore {
    async fn heads(&self) -> Result<Vec<(String, Vec<u8>)>, Refusal> {
        self.look().await?;
        Ok(self.heads.borrow().iter().map(|(id, bytes)| (id.clone(), bytes.clone())).collect())
    }

    async fn part(&self, id: &str, name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        self.look().await?;
        Ok(self.parts.borrow().get(&(id.to_owned(), name.to_owned())).cloned())
    }

    async fn data(&self, id: &str) -> Result<Option<u32>, Refusal> {
        self.look().await?;
        Ok(self.parts.borrow().contains_key(&(id.to_owned(), "data".to_owned())).then_some(77))
    }

    async fn write(&self, id: &str, writing: &mut dyn Pieces) -> Result<f64, Refusal> {
        self.look().await?;
        if writing.expects() && !self.heads.borrow().contains_key(id) {
            return Err(Refusal::Wiped);
        }
        let (heads, parts) = (self.heads.borrow().clone(), self.parts.borrow().clone());
        self.put.borrow_mut().clear();
        while let Some(piece) = writing.piece() {
            let key = |name: String| (id.to_owned(), name);
            match piece {
                Piece::Put(name, bytes) => {
                    self.put.borrow_mut().push(name.clone());
                    self.parts.borrow_mut().insert(key(name), bytes);
                }
                Piece::Data(name, set) => {
                    self.sets.borrow_mut().push(set);
                    self.parts.borrow_mut().insert(key(name), vec![9; 10]);
                }
                Piece::Drop(name) => drop(self.parts.borrow_mut().remove(&key(name))),
                Piece::Head(bytes) => drop(self.heads.borrow_mut().insert(id.to_owned(), bytes)),
            }
            if self.room.get().is_some_and(|room| self.bytes() > room) {
                (*self.heads.borrow_mut(), *self.parts.borrow_mut()) = (heads, parts);
                return Err(Refusal::Full);
            }
        }
        Ok(self.takes.get())
    }

    async fn edit(&self, id: &str, with: &mut dyn FnMut(&[u8]) -> Option<Vec<u8>>) -> Result<(), Refusal> {
        self.look().await?;
        let made = self.heads.borrow().get(id).and_then(|bytes| with(bytes));
        if let Some(bytes) = made {
            self.heads.borrow_mut().insert(id.to_owned(), bytes);
        }
        Ok(())
    }

    async fn delete(&self, id: &str) -> Result<(), Refusal> {
        self.look().await?;
        self.heads.borrow_mut().remove(id);
        self.parts.borrow_mut().retain(|(of, _), _| of != id);
        Ok(())
    }
}

/// Waits for a future that never has to wait.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("the fake store never waits"),
    }
}

/// The head of a comparison called `name`, written at `when`, with these parts.
pub fn head(name: &str, when: f64, parts: &[(&str, u32)]) -> Head {
    Head {
        name: name.into(),
        pinned: false,
        when,
        runs: 2,
        step: 100,
        data: "Ring of 8".into(),
        differs: String::new(),
        verdict: String::new(),
        best: String::new(),
        thumb: None,
        build: BUILD.into(),
        link: String::new(),
        parts: parts.iter().map(|(name, bytes)| ((*name).to_owned(), *bytes)).collect(),
    }
}
