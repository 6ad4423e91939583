//! Runs that are kept in a store in memory, as the page would.

use super::fake::{FakeStore, now};
use super::gather::Data;
use super::keeper::{Keeper, Moment};
use super::patient::Patient;
use super::store::Refusal;
use crate::experiment::{RunId, key};
use crate::play::fake::Scene;

/// The page, its keeper and the store.
pub struct Desk {
    pub scene: Scene,
    /// What it does not answer at once is given up.
    pub store: Patient<FakeStore>,
    pub keeper: Keeper,
    /// The page's clock, and that of people.
    pub now: f64,
    pub wall: f64,
    pub data: Option<Data>,
}

impl Desk {
    pub fn of(scene: Scene) -> Self {
        let store = Patient::new(FakeStore::default(), || Box::pin(async {}));
        Self { scene, store, keeper: Keeper::default(), now: 1e6, wall: 1e6, data: None }
    }

    pub fn trained(link: &str, step: u32) -> Self {
        let mut scene = Scene::ready(link);
        scene.train_to(step);
        let mut desk = Self::of(scene);
        desk.begin("one");
        desk
    }

    pub fn begin(&mut self, id: &str) {
        self.keeper.begin(&self.scene.play, id.into(), &[]);
    }

    /// Writes what is due; answers the names of the parts that were put.
    pub fn write(&mut self) -> Option<Result<Vec<String>, Refusal>> {
        let moment = Moment { now: self.now, wall: self.wall };
        let mut writing = self.keeper.plan(&self.scene.play, moment, self.data)?;
        let id = self.keeper.id().expect("open").to_owned();
        let result = now(writing.run(&self.store, &id, &[]));
        self.keeper.done(&id, &writing, result.clone(), self.now);
        Some(result.map(|_| self.store.put.borrow().clone()))
    }

    pub fn later(&mut self, millis: f64) {
        self.now += millis;
        self.wall += millis;
    }

    pub fn change(&mut self, run: usize, name: &str, text: &str) {
        let key = key(name).expect(name);
        self.scene.play.set(RunId(run), key, key.parse(text).expect(text));
    }
}
