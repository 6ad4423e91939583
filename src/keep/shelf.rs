//! The list of kept comparisons: read, renamed, pinned, taken away and brought back.

use super::gather::Mark;
use super::head::{Head, tidy_name};
use super::leaving::Leaving;
use super::part::PartName;
use super::record::Fault;
use super::restore::{Damage, Found, Restored, restore};
use super::store::{Refusal, Store};

/// A comparison in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its id.
    pub id: String,
    /// What is known of it, or why nothing is.
    pub head: Result<Head, Fault>,
}

impl Kept {
    fn when(&self) -> f64 {
        self.head.as_ref().map_or(f64::NEG_INFINITY, |head| head.when)
    }

    fn is_pinned(&self) -> bool {
        self.head.as_ref().is_ok_and(|head| head.pinned)
    }
}

/// Everything that is kept: pinned ones first, then the newest.
///
/// # Errors
/// When the store cannot be read.
pub async fn list(store: &impl Store) -> Result<Vec<Kept>, Refusal> {
    let heads = store.heads().await?;
    let mut list: Vec<Kept> = Vec::new();
    for (id, bytes) in heads {
        let kept = Kept { id, head: Head::read(&bytes) };
        let before = |other: &Kept| (other.is_pinned(), other.when()) >= (kept.is_pinned(), kept.when());
        list.insert(list.partition_point(before), kept);
    }
    Ok(list)
}

/// The one that was used last and can be gone on with; what was deleted cannot.
pub fn newest<'a>(list: &'a [Kept], leaving: Option<&Leaving>) -> Option<&'a Kept> {
    let stays = |kept: &&Kept| kept.head.is_ok() && leaving.is_none_or(|leaving| !leaving.has(&kept.id));
    list.iter().filter(stays).max_by(|a, b| a.when().total_cmp(&b.when()))
}

/// What goes when all is deleted: neither what is pinned nor what is `open` anywhere.
pub fn loose(list: &[Kept], open: &[String]) -> Vec<String> {
    let goes = |kept: &&Kept| !kept.is_pinned() && !open.contains(&kept.id);
    list.iter().filter(goes).map(|kept| kept.id.clone()).collect()
}

/// The bytes of all.
pub fn bytes(list: &[Kept]) -> u64 {
    list.iter().filter_map(|kept| kept.head.as_ref().ok()).map(Head::bytes).sum()
}

/// Reads the runs of `id`.
///
/// # Errors
/// When the store cannot be read; inside, when nothing can be made of what is there.
pub async fn open(store: &impl Store, id: &str) -> Result<Result<Restored, Vec<Damage>>, Refusal> {
    let heads = store.heads().await?;
    let found = heads.into_iter().find(|(other, _)| other == id).map(|(_, bytes)| Head::read(&bytes));
    let head = match found.unwrap_or(Err(Fault::Cut { have: 0, need: 1 })) {
        Ok(head) => head,
        Err(fault) => return Ok(Err(vec![Damage { part: PartName::State, at: None, fault }])),
    };
    let mut parts = Vec::new();
    let mut data = None;
    for (name, size) in &head.parts {
        match PartName::parse(name) {
            Some(PartName::Data) => data = store.data(id).await?,
            Some(part) => {
                let need = u64::from(*size);
                let bytes = store.part(id, name).await?.ok_or(Fault::Cut { have: 0, need });
                parts.push(Found { part, at: None, bytes });
            }
            None => {}
        }
    }
    Ok(restore(head, parts).map(|mut restored| {
        if let Some(set) = data {
            restored.marks.push((PartName::Data, Mark::Hash(set.into())));
        }
        restored.kept.files = restored.files.as_ref().zip(data).and_then(|(files, set)| files.files(set));
        restored
    }))
}

/// Changes the head of `id`.
async fn change(store: &impl Store, id: &str, with: impl Fn(&mut Head)) -> Result<(), Refusal> {
    let mut changed = |bytes: &[u8]| {
        let mut head = Head::read(bytes).ok()?;
        with(&mut head);
        Some(head.record())
    };
    store.edit(id, &mut changed).await
}

/// Gives `id` another name; an empty one changes nothing.
///
/// # Errors
/// When it could not be written.
pub async fn rename(store: &impl Store, id: &str, text: &str) -> Result<(), Refusal> {
    match tidy_name(text) {
        Some(name) => change(store, id, |head| head.name.clone_from(&name)).await,
        None => Ok(()),
    }
}

/// Lets `id` stay whatever room is needed, or not.
///
/// # Errors
/// When it could not be written.
pub async fn pin(store: &impl Store, id: &str, pinned: bool) -> Result<(), Refusal> {
    change(store, id, |head| head.pinned = pinned).await
}

/// `id` was opened now: what was used last goes last.
///
/// # Errors
/// When it could not be written.
pub async fn touch(store: &impl Store, id: &str, wall: f64) -> Result<(), Refusal> {
    change(store, id, |head| head.when = wall).await
}
