//! A study that trains in the background: its workers, what they say, and the timer that looks after them.

use std::time::Duration;

use leptos::{ev, prelude::*};

use crate::app::kit::engine::{EngineWorker, Heard};
use crate::app::state::world::now;
use crate::experiment::Script;
use crate::failure::Failure;
use crate::luck::Luck;
use crate::play::{EngineKind, Port, World};

/// Between two looks for workers that are silent.
const TICK: Duration = Duration::from_secs(1);

/// One study at a time. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Background {
    luck: StoredValue<Option<Luck>, LocalStorage>,
    /// The one before it, stopped, where it had trained something.
    last: StoredValue<Option<Luck>, LocalStorage>,
    /// Raised when it has moved.
    moved: RwSignal<u32>,
    /// Whether a look for silent workers is to come.
    waits: StoredValue<bool>,
}

impl Background {
    /// None yet. The browser asks before the page is left while one runs: it would go with it.
    pub fn new() -> Self {
        let background = Self {
            luck: StoredValue::new_local(None),
            last: StoredValue::new_local(None),
            moved: RwSignal::new(0),
            waits: StoredValue::new(false),
        };
        let _ = window_event_listener(ev::beforeunload, move |event| {
            if background.look(Luck::is_running) == Some(true) {
                event.prevent_default();
            }
        });
        background
    }

    /// Trains the runs of `script` with `seeds` seeds on `workers` workers; what was there is stopped and kept
    /// ([`Self::back`]).
    ///
    /// # Errors
    /// As [`Luck::start`].
    pub fn start(
        self,
        script: &Script,
        seeds: u32,
        workers: usize,
        files: Option<u32>,
    ) -> Result<(), String> {
        let mut world = self;
        let luck = Luck::start(&mut world, script, seeds, workers, files)?;
        self.put(Some(luck));
        self.touch();
        self.wait();
        Ok(())
    }

    /// Puts `luck` in the place of the study, which is stopped and kept where it had trained something.
    fn put(self, luck: Option<Luck>) {
        let mut old = None;
        self.luck.update_value(|place| old = std::mem::replace(place, luck));
        if let Some(mut old) = old.filter(|old| old.study().share() > 0.0) {
            old.stop();
            self.last.set_value(Some(old));
        }
    }

    /// How far the study before this one is: runs that are over, of all.
    pub fn before(self) -> Option<(usize, usize)> {
        self.moved.track();
        self.last.with_value(|last| last.as_ref().map(|last| last.study().progress()))
    }

    /// Goes back to the study before; the one that was there is kept in its place.
    pub fn back(self) {
        let mut last = None;
        self.last.update_value(|place| last = place.take());
        if last.is_some() {
            self.put(last);
            self.touch();
        }
    }

    /// Ends it; nothing is kept.
    pub fn clear(self) {
        self.luck.set_value(None);
        self.touch();
    }

    /// Looks at the study, and again whenever it has moved.
    pub fn watch<T>(self, read: impl FnOnce(&Luck) -> T) -> Option<T> {
        self.moved.track();
        self.look(read)
    }

    /// Looks at the study as it is now.
    pub fn look<T>(self, read: impl FnOnce(&Luck) -> T) -> Option<T> {
        self.luck.with_value(|luck| luck.as_ref().map(read))
    }

    /// Works with the study, where there is one.
    pub fn work<T>(self, work: impl FnOnce(&mut Luck, &mut dyn World) -> T) -> Option<T> {
        let mut world = self;
        let done = self.luck.try_update_value(|luck| luck.as_mut().map(|luck| work(luck, &mut world)));
        self.touch();
        self.wait();
        done.flatten()
    }

    fn touch(self) {
        self.moved.update(|n| *n = n.wrapping_add(1));
    }

    /// Looks for silent workers from time to time while it runs.
    fn wait(self) {
        if self.look(Luck::is_running) == Some(true) && !self.waits.get_value() {
            self.waits.set_value(true);
            let tick = move || {
                self.waits.set_value(false);
                self.work(|luck, world| luck.tick(world));
            };
            set_timeout(tick, TICK);
        }
    }
}

/// The browser, for runs that nobody sees.
impl World for Background {
    fn now(&self) -> f64 {
        now()
    }

    fn open(&mut self, kind: EngineKind, line: u32) -> Result<Box<dyn Port>, Failure> {
        let background = *self;
        let heard = move |heard: Heard| {
            if let Heard::Said(said) = heard {
                background.work(|luck, world| luck.hear(world, line, said));
            }
        };
        EngineWorker::start(kind, heard).map(|engine| Box::new(engine) as Box<dyn Port>)
    }
}
