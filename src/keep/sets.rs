//! The user's data that is kept by itself, whatever becomes of the runs: a head that says what it is, and the data.

use serde::{Deserialize, Serialize};

use super::head::{KeptFiles, tidy_name};
use super::part::PartName;
use super::record::{self, Fault, Kind};
use super::store::{Piece, Pieces, Refusal, Store};
use crate::data::Axes;
use crate::experiment::NamedSet;
use crate::play::Files;
use crate::text::sets as t;

/// What is known of data that is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptSet {
    /// Its name, which the user may change.
    pub name: String,
    /// When it was kept, in milliseconds since 1970.
    pub when: f64,
    /// By what a link names it.
    pub set: NamedSet,
    files: KeptFiles,
    axes: Option<Axes>,
}

impl KeptSet {
    /// Of `files`, which are `bytes` long; `None` where nothing tells them from others.
    pub fn of(files: &Files, bytes: f64, when: f64) -> Option<Self> {
        let set = files.named.clone()?;
        let name = tidy_name(&files.names.join(" ")).unwrap_or_else(|| set.name.clone());
        Some(Self { name, when, set, files: KeptFiles::of(files, bytes), axes: files.axes.clone() })
    }

    /// Reads it.
    ///
    /// # Errors
    /// When it is damaged, of a newer version, or says what cannot be.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let kept: Self = record::read(Kind::Set, bytes)?;
        let set = NamedSet::of(&kept.set.name, kept.set.count, kept.set.hash);
        let name = tidy_name(&kept.name).or_else(|| tidy_name(&set.name)).unwrap_or_else(|| set.digits());
        let size = kept.files.bytes.is_finite() && kept.files.bytes >= 0.0;
        if size && kept.when.is_finite() && kept.axes.iter().all(Axes::is_whole) {
            Ok(Self { name, set, ..kept })
        } else {
            Err(Fault::Absurd(crate::text::shelf::LIST_NUMBERS.get()))
        }
    }

    /// It as a record.
    pub fn record(&self) -> Vec<u8> {
        record::write(Kind::Set, self)
    }

    /// By what it is known in the store: the same data is kept once.
    pub fn id(&self) -> String {
        self.set.digits()
    }

    /// What is in it, in a few words.
    pub fn about(&self) -> &str {
        &self.files.about
    }

    /// The bytes of the data.
    pub fn bytes(&self) -> f64 {
        self.files.bytes
    }
}

/// Data and its head on their way into a store.
struct Putting {
    data: Option<u32>,
    head: Option<Vec<u8>>,
}

impl Pieces for Putting {
    fn expects(&self) -> bool {
        false
    }

    fn piece(&mut self) -> Option<Piece> {
        let data = self.data.take().map(|set| Piece::Data(PartName::Data.to_string(), set));
        data.or_else(|| self.head.take().map(Piece::Head))
    }
}

/// Sets by their ids, what can be read of each.
pub type Sets = Vec<(String, Result<KeptSet, Fault>)>;

/// All that is kept, the newest first.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(store: &impl Store) -> Result<Sets, Refusal> {
    let heads = store.heads().await?;
    let mut sets: Sets = heads.into_iter().map(|(id, bytes)| (id, KeptSet::read(&bytes))).collect();
    let when = |set: &Result<KeptSet, Fault>| set.as_ref().map_or(f64::NEG_INFINITY, |set| set.when);
    sets.sort_by(|a, b| when(&b.1).total_cmp(&when(&a.1)));
    Ok(sets)
}

/// Keeps the user's data of the set `data` as `kept`.
///
/// # Errors
/// When it could not be written: then nothing of it is there.
pub async fn keep(store: &impl Store, data: u32, kept: &KeptSet) -> Result<(), Refusal> {
    let mut putting = Putting { data: Some(data), head: Some(kept.record()) };
    store.write(&kept.id(), &mut putting).await.map(drop)
}

/// Gives `id` another name; an empty one changes nothing.
///
/// # Errors
/// When it could not be written.
pub async fn rename(store: &impl Store, id: &str, text: &str) -> Result<(), Refusal> {
    let mut renamed =
        |bytes: &[u8]| Some(KeptSet { name: tidy_name(text)?, ..KeptSet::read(bytes).ok()? }.record());
    store.edit(id, &mut renamed).await
}

/// The data of `kept`, to train on; `None` where it is gone.
///
/// # Errors
/// When the store cannot be read.
pub async fn bring(store: &impl Store, kept: &KeptSet) -> Result<Option<Files>, Refusal> {
    let data = store.data(&kept.id()).await?;
    let files = data.and_then(|data| kept.files.files(data));
    Ok(files.map(|files| Files { axes: kept.axes.clone(), named: Some(kept.set.clone()), ..files }))
}

/// Why data is not kept, in one line.
pub fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Full => t::FULL.to_string(),
        Refusal::Blocked | Refusal::Silent => t::REFUSED.to_string(),
        Refusal::Wiped => t::WIPED.to_string(),
        Refusal::Newer => t::NEWER.to_string(),
        Refusal::Broken(why) => t::broken(why),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::{FakeStore, now};
    use super::*;
    use crate::play::fake::files;

    fn named(name: &str, hash: u64) -> Files {
        let named = Some(NamedSet::of(name, 50, hash));
        Files { about: "28 × 28 pixels".into(), named, ..files(3, name) }
    }

    fn kept(name: &str, hash: u64, when: f64) -> KeptSet {
        KeptSet::of(&named(name, hash), 1e6, when).expect("named")
    }

    fn names(store: &FakeStore) -> Vec<String> {
        let list = now(list(store)).expect("a list");
        list.into_iter().map(|(_, set)| set.map_or_else(|fault| fault.to_string(), |set| set.name)).collect()
    }

    #[test]
    fn what_is_kept_is_listed_renamed_brought_back_and_deleted() {
        let store = FakeStore::default();
        for (name, hash, when) in [("old.idx", 1, 1.0), ("new.idx", 2, 3.0), ("old.idx", 1, 2.0)] {
            now(keep(&store, 9, &kept(name, hash, when))).expect("room");
        }
        assert_eq!(names(&store), ["new.idx", "old.idx"], "the same data once");
        assert_eq!(*store.sets.borrow(), [9, 9, 9]);
        let id = kept("old.idx", 1, 0.0).id();
        now(rename(&store, &id, " my \n digits ")).expect("room");
        now(rename(&store, &id, " \n")).expect("nothing to do");
        assert_eq!(names(&store), ["new.idx", "my digits"]);
        let (_, found) = now(list(&store)).expect("a list").remove(1);
        let found = found.expect("whole");
        let brought = now(bring(&store, &found)).expect("a store").expect("data");
        assert_eq!(brought, Files { set: 77, ..named("old.idx", 1) });
        now(store.delete(&id)).expect("a store");
        assert_eq!((names(&store), now(bring(&store, &found))), (vec!["new.idx".to_owned()], Ok(None)));
    }

    #[test]
    fn points_come_back_with_their_axes_and_what_nothing_tells_apart_is_not_kept() {
        let axes = Axes { centre: [1.0, 2.0], spread: [3.0, 4.0], names: ["x".into(), "y".into()] };
        let points =
            Files { data: crate::experiment::Data::Table, side: None, axes: Some(axes), ..named("a.csv", 5) };
        let (store, kept) = (FakeStore::default(), KeptSet::of(&points, 1.0, 0.0).expect("named"));
        now(keep(&store, 4, &kept)).expect("room");
        let (_, read) = now(list(&store)).expect("a list").remove(0);
        assert_eq!(now(bring(&store, &read.expect("whole"))), Ok(Some(Files { set: 77, ..points })));
        assert_eq!(KeptSet::of(&files(1, "a"), 1.0, 0.0), None);
    }

    #[test]
    fn a_store_that_is_full_keeps_nothing_by_half_and_a_damaged_head_is_told() {
        let store = FakeStore::default();
        now(keep(&store, 9, &kept("a.idx", 1, 1.0))).expect("room");
        store.room.set(Some(store.bytes() + 20));
        let full = now(keep(&store, 9, &kept("b.idx", 2, 2.0)));
        assert_eq!((full.clone(), names(&store)), (Err(Refusal::Full), vec!["a.idx".to_owned()]));
        let said = full.as_ref().map_err(refused);
        assert!(said.is_err_and(|said| said.contains("no room")));
        store.heads.borrow_mut().insert("x".into(), vec![1, 2, 3]);
        assert_eq!(names(&store), ["a.idx".to_owned(), Fault::Foreign.to_string()]);
        *store.refuses.borrow_mut() = Some(Refusal::Blocked);
        assert_eq!(now(list(&store)).err().map(|refusal| refused(&refusal)), Some(t::REFUSED.to_string()));
        assert_ne!(refused(&Refusal::Newer), t::REFUSED.get(), "a newer Saddle is no private window");
        let mut absurd = kept("a.idx", 1, f64::NAN);
        assert!(matches!(KeptSet::read(&absurd.record()), Err(Fault::Absurd(_))));
        (absurd.when, absurd.name) = (1.0, " ".into());
        assert_eq!(KeptSet::read(&absurd.record()).map(|set| set.name), Ok("a.idx".into()));
    }
}
