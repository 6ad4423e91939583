//! What was deleted and can be brought back for some seconds, also by the next page: every tab knows it by a name in
//! the browser's storage.

use std::time::Duration;

use leptos::prelude::*;

use super::state::wall;
use crate::app::kit::storage;
use crate::keep::Leaving;

/// What was deleted last. Copied freely.
#[derive(Clone, Copy)]
pub struct Bin {
    name: &'static str,
    holds: RwSignal<Option<Leaving>>,
}

impl Bin {
    /// An empty one, known to the storage as `name`.
    pub fn new(name: &'static str) -> Self {
        Self { name, holds: RwSignal::new(None) }
    }

    /// What `look` sees of what can be brought back.
    pub fn with<T>(self, look: impl FnOnce(Option<&Leaving>) -> T) -> T {
        self.holds.with(|holds| look(holds.as_ref()))
    }

    /// Whether `id` was deleted and can be brought back.
    pub fn has(self, id: &str) -> bool {
        self.with(|holds| holds.is_some_and(|leaving| leaving.has(id)))
    }

    /// Takes `ids`; `end` is called when their time is over.
    pub fn put(self, ids: Vec<String>, end: impl Fn() + 'static) {
        let Some(leaving) = Leaving::of(ids, wall()) else { return };
        storage::keep(self.name, &leaving.write());
        self.hold(leaving, end);
    }

    /// Takes up what an earlier page deleted, and answers it.
    pub fn take_up(self, end: impl Fn() + 'static) -> Option<Leaving> {
        let leaving = storage::kept(self.name).as_deref().and_then(Leaving::read)?;
        self.hold(leaving.clone(), end);
        Some(leaving)
    }

    fn hold(self, leaving: Leaving, end: impl Fn() + 'static) {
        let left = Duration::from_millis(leaving.left(wall()) as u64);
        self.holds.set(Some(leaving.clone()));
        let over = move || {
            if self.holds.with_untracked(|now| now.as_ref() == Some(&leaving)) {
                end();
            }
        };
        set_timeout(over, left);
    }

    /// Gives back what it holds: it stays.
    pub fn undo(self) -> Option<Leaving> {
        storage::keep(self.name, "");
        self.holds.try_update(Option::take).flatten()
    }

    /// Gives what it holds away for good; nothing where another tab has brought it back, or deleted something since.
    pub fn empty(self) -> Option<Leaving> {
        let leaving = self.holds.try_update(Option::take).flatten()?;
        let ours = storage::kept(self.name).is_none_or(|text| text == leaving.write());
        if ours {
            storage::keep(self.name, "");
        }
        ours.then_some(leaving)
    }
}
