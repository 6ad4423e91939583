//! The study of this visit: its workers, and what the page shows of it.

use leptos::prelude::*;

use crate::app::luck::background::Background;
use crate::app::luck::standing::{Next, Standing};
use crate::app::luck::workers::workers;
use crate::app::state::page::Page;
use crate::luck::{Luck, Outcome, Study};

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
    /// Seeds that the link offers, where the study is not of them already.
    pub offered: Memo<Option<u32>>,
    /// Raised when another takes its place.
    pub count: RwSignal<u32>,
    background: Background,
}

impl Studies {
    /// None yet.
    pub fn new(page: Page) -> Self {
        let background = Background::new();
        let standing = move |_: Option<&Option<Standing>>| {
            page.script.with(|script| background.watch(|luck| Standing::of(luck, script)))
        };
        let offered = move |_: Option<&Option<u32>>| {
            page.script.with(|script| {
                let is_open =
                    |seeds: &u32| background.watch(|luck| luck.study().answers(script, *seeds)) != Some(true);
                script.luck.filter(is_open)
            })
        };
        let studies = Self {
            page,
            seeds: RwSignal::new(10),
            beside: RwSignal::new(false),
            metric: RwSignal::new(None),
            trouble: RwSignal::new(None),
            standing: Memo::new(standing),
            offered: Memo::new(offered),
            count: RwSignal::new(0),
            background,
        };
        Effect::new(move |_| {
            let resting = page.running.get() && !studies.beside.get();
            background.work(|luck, world| luck.rest(world, resting));
        });
        studies
    }

    /// Looks at the study, and again whenever it has moved.
    pub fn watch<T>(self, read: impl FnOnce(&Luck) -> T) -> Option<T> {
        self.background.watch(read)
    }

    /// Looks at what it says by the chosen metric, as it is now.
    pub fn read<T>(self, read: impl FnOnce(&Study, Option<&Outcome>) -> T) -> Option<T> {
        let metric = self.metric.get();
        self.background.look(|luck| {
            let outcomes = luck.study().outcomes();
            let chosen = outcomes.iter().find(|outcome| metric.as_deref() == Some(outcome.metric()));
            read(luck.study(), chosen.or(outcomes.first()))
        })
    }

    /// Its seeds, where it is of the runs on top of the page as they are: the address offers them again.
    pub fn here(self) -> Option<u32> {
        self.standing.get().filter(|standing| standing.same).map(|standing| standing.seeds)
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
            Next::Start => Some(self.start(seeds)),
            Next::Stop => self.background.work(|luck, _| luck.stop()).map(Ok),
            Next::Resume => {
                self.background.work(|luck, world| luck.resume(world).map_err(|why| why.to_string()))
            }
            Next::Extend => self.background.work(|luck, world| luck.extend(world, seeds)),
            Next::Nothing => None,
        };
        if let Some(Err(why)) = done {
            self.trouble.set(Some(why));
        }
    }

    /// How far the study before this one is, if there is one: runs that are over, of all.
    pub fn before(self) -> Option<(usize, usize)> {
        self.background.before()
    }

    /// Goes back to it.
    pub fn back(self) {
        self.trouble.set(None);
        self.background.back();
        self.metric.set(None);
        self.count.update(|n| *n += 1);
    }

    /// Trains the runs of the page with `seeds` seeds; what was there is stopped and kept ([`Self::back`]).
    fn start(self, seeds: u32) -> Result<(), String> {
        let script = self.page.script.get_untracked();
        let files = self.page.look(|play| play.file_set()).flatten();
        let beside = self.beside.get_untracked();
        self.background.start(&script, seeds, workers(beside), files)?;
        self.background.work(|luck, world| luck.rest(world, self.page.running.get_untracked() && !beside));
        self.metric.set(None);
        self.count.update(|n| *n += 1);
        Ok(())
    }
}
