//! The study of this visit: its workers, and what the page shows of it.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::kit::engine::{EngineWorker, Heard};
use crate::app::luck::standing::{Next, Standing};
use crate::app::luck::workers::workers;
use crate::app::state::page::Page;
use crate::app::state::world::now;
use crate::failure::Failure;
use crate::luck::{Luck, Outcome, Study};
use crate::play::{EngineKind, Port, World};

/// Between two looks for workers that are silent.
const TICK: Duration = Duration::from_secs(1);

/// The study, one at a time. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Studies {
    page: Page,
    /// Seeds that are chosen for the next.
    pub seeds: RwSignal<u32>,
    /// Whether it goes on while the user trains.
    pub beside: RwSignal<bool>,
    /// The metric that decides; the usual one where none was chosen.
    pub metric: RwSignal<Option<String>>,
    /// Why nothing could be started.
    pub trouble: RwSignal<Option<String>>,
    /// How it stands.
    pub standing: Memo<Option<Standing>>,
    /// Raised when it has moved.
    moved: RwSignal<u32>,
    /// Raised when another takes its place.
    pub count: RwSignal<u32>,
    /// Whether a look for silent workers is to come.
    waits: StoredValue<bool>,
    luck: StoredValue<Option<Luck>, LocalStorage>,
}

impl Studies {
    /// None yet.
    pub fn new(page: Page) -> Self {
        let moved = RwSignal::new(0);
        let luck: StoredValue<Option<Luck>, LocalStorage> = StoredValue::new_local(None);
        let standing = move |_: Option<&Option<Standing>>| {
            moved.track();
            page.script.with(|script| luck.with_value(|luck| Some(Standing::of(luck.as_ref()?, script))))
        };
        let studies = Self {
            page,
            seeds: RwSignal::new(10),
            beside: RwSignal::new(false),
            metric: RwSignal::new(None),
            trouble: RwSignal::new(None),
            standing: Memo::new(standing),
            moved,
            count: RwSignal::new(0),
            waits: StoredValue::new(false),
            luck,
        };
        Effect::new(move |_| {
            let resting = page.running.get() && !studies.beside.get();
            studies.work(|luck, world| luck.rest(world, resting));
        });
        studies
    }

    /// Looks at the study, and again whenever it has moved.
    pub fn watch<T>(self, read: impl FnOnce(&Luck) -> T) -> Option<T> {
        self.moved.track();
        self.luck.with_value(|luck| luck.as_ref().map(read))
    }

    /// Looks at what it says by the chosen metric, as it is now.
    pub fn read<T>(self, read: impl FnOnce(&Study, Option<&Outcome>) -> T) -> Option<T> {
        let metric = self.metric.get();
        self.luck.with_value(|luck| {
            let study = luck.as_ref()?.study();
            let outcomes = study.outcomes();
            let chosen = outcomes.iter().find(|outcome| metric.as_deref() == Some(outcome.metric()));
            Some(read(study, chosen.or(outcomes.first())))
        })
    }

    /// What the button does.
    pub fn next(self) -> Next {
        self.standing.get().map_or(Next::Start, |standing| standing.next(self.seeds.get()))
    }

    /// Does it.
    pub fn press(self, next: Next) {
        self.trouble.set(None);
        let seeds = self.seeds.get_untracked();
        let done = match next {
            Next::Start => self.start(seeds),
            Next::Stop => self.work(|luck, _| luck.stop()).map(Ok),
            Next::Resume => self.work(|luck, world| luck.resume(world).map_err(|why| why.to_string())),
            Next::Extend => self.work(|luck, world| luck.extend(world, seeds)),
            Next::Nothing => None,
        };
        if let Some(Err(why)) = done {
            self.trouble.set(Some(why));
        }
        self.wait();
    }

    /// Trains the runs of the page with `seeds` seeds; what was there is gone.
    fn start(self, seeds: u32) -> Option<Result<(), String>> {
        let script = self.page.script.get_untracked();
        let files = self.page.look(|play| play.file_set()).flatten();
        let beside = self.beside.get_untracked();
        let mut world = Unseen { studies: self };
        let started = Luck::start(&mut world, &script, seeds, workers(beside), files);
        let started = started.map(|mut luck| {
            luck.rest(&mut world, self.page.running.get_untracked() && !beside);
            self.luck.set_value(Some(luck));
            self.metric.set(None);
            self.count.update(|n| *n += 1);
            self.touch();
        });
        Some(started)
    }

    /// Works with the study, where there is one.
    fn work<T>(self, work: impl FnOnce(&mut Luck, &mut Unseen) -> T) -> Option<T> {
        let mut world = Unseen { studies: self };
        let done = self.luck.try_update_value(|luck| luck.as_mut().map(|luck| work(luck, &mut world)));
        self.touch();
        done.flatten()
    }

    fn touch(self) {
        self.moved.update(|n| *n = n.wrapping_add(1));
    }

    /// Looks for silent workers from time to time while it runs.
    fn wait(self) {
        let running = self.luck.with_value(|luck| luck.as_ref().is_some_and(Luck::is_running));
        if running && !self.waits.get_value() {
            self.waits.set_value(true);
            let tick = move || {
                self.waits.set_value(false);
                self.work(|luck, world| luck.tick(world));
                self.wait();
            };
            set_timeout(tick, TICK);
        }
    }
}

/// The browser, for runs that nobody sees.
struct Unseen {
    studies: Studies,
}

impl World for Unseen {
    fn now(&self) -> f64 {
        now()
    }

    fn join_files(&mut self, first: u32, _: u32) -> u32 {
        // A study trains on the files that are there.
        first
    }

    fn open(&mut self, kind: EngineKind, line: u32) -> Result<Box<dyn Port>, Failure> {
        let studies = self.studies;
        let heard = move |heard: Heard| {
            if let Heard::Said(said) = heard {
                studies.work(|luck, world| luck.hear(world, line, said));
            }
        };
        EngineWorker::start(kind, heard).map(|engine| Box::new(engine) as Box<dyn Port>)
    }
}
