//! What the panel "Take it home" knows: which run, how long a film, and what is being made.

use js_sys::{Date, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Blob;

use crate::app::keep::state::Keep;
use crate::app::kit::helper::Helper;
use crate::app::kit::save::save;
use crate::app::state::address::{address, fragment};
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::export::taken::{Film, Taken, Wanted};
use crate::protocol::{BUILD, decode, encode};
use crate::taker::{Order, Told};
use crate::text::take as t;

/// How long a film is at first, in seconds.
const SECONDS: u32 = 6;

/// How far a file is.
#[derive(Clone, Debug, PartialEq)]
pub enum Standing {
    /// None is asked for.
    Idle,
    /// So many parts of so many are made.
    Making(u32, u32),
    /// The browser has the file of this name.
    Saved(String),
    /// There is none, and why.
    Failed(String),
}

/// The panel. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Take {
    page: Page,
    keep: Keep,
    /// Whether the panel is open.
    pub is_open: RwSignal<bool>,
    /// The run that is taken; all of them where there is none.
    pub run: RwSignal<Option<RunId>>,
    /// How long a film is, in seconds.
    pub seconds: RwSignal<u32>,
    /// How far the file is.
    pub standing: RwSignal<Standing>,
    order: StoredValue<Option<Order>>,
    taker: StoredValue<Option<Helper>, LocalStorage>,
}

impl Take {
    /// A closed panel.
    pub fn new(page: Page, keep: Keep) -> Self {
        Self {
            page,
            keep,
            is_open: RwSignal::new(false),
            run: RwSignal::new(None),
            seconds: RwSignal::new(SECONDS),
            standing: RwSignal::new(Standing::Idle),
            order: StoredValue::new(None),
            taker: StoredValue::new_local(None),
        }
    }

    /// Opens it for `run`, or for all runs.
    pub fn open(self, run: Option<RunId>) {
        self.run.set(run);
        self.standing.set(Standing::Idle);
        self.is_open.set(true);
    }

    /// Closes it; what is not made yet is not made.
    pub fn close(self) {
        self.taker.set_value(None);
        self.standing.set(Standing::Idle);
        self.is_open.set(false);
    }

    /// Stops making a file.
    pub fn stop(self) {
        self.taker.set_value(None);
        self.standing.set(Standing::Idle);
    }

    /// How a film is cut now.
    pub fn film(self) -> Film {
        Film { run: self.run.get_untracked().map(|run| run.0), seconds: self.seconds.get_untracked() }
    }

    /// Has `wanted` made, in the place of what is being made.
    pub fn want(self, wanted: Wanted) {
        let Some(taken) = self.taken(&wanted) else { return };
        self.order.set_value(Some(Order { taken, wanted }));
        self.standing.set(Standing::Making(0, 0));
        let taker = Helper::start("take", move |said| match said {
            Ok(list) => {
                if let Some(told) = decode(&Uint8Array::new(&list.get(0)).to_vec()) {
                    self.hear(told, list.get(1).dyn_into().ok());
                }
            }
            Err(why) => self.end(Standing::Failed(t::not_made(why))),
        });
        if taker.is_none() {
            self.end(Standing::Failed(t::NO_WORKER.to_string()));
        }
        self.taker.set_value(taker);
    }

    /// What the runs have shown and measured, as far as it is needed.
    fn taken(self, wanted: &Wanted) -> Option<Taken> {
        let address = address(&untrack(|| fragment(self.page)));
        let date: String = Date::new_0().to_iso_string().into();
        let date = date.chars().take("2026-01-01".len()).collect();
        let code = matches!(wanted, Wanted::Pytorch(_) | Wanted::Burn(_));
        let light = code || matches!(wanted, Wanted::Csv | Wanted::ChartsSvg | Wanted::ChartsPng);
        self.page.look(|play| Taken { name: self.keep.name(play), ..play.taken(address, date, !light) })
    }

    fn hear(self, told: Told, file: Option<Blob>) {
        match (told, file) {
            (Told::Hello { build }, _) if build == BUILD => {
                if let Some(order) = self.order.try_update_value(Option::take).flatten() {
                    let message = Uint8Array::from(encode(&order).as_slice());
                    self.taker.with_value(|taker| taker.iter().for_each(|taker| taker.say(&message)));
                }
            }
            (Told::Hello { .. }, _) => {
                self.end(Standing::Failed(t::OUTDATED.to_string()));
            }
            (Told::Making { done, of }, _) => self.standing.set(Standing::Making(done, of)),
            (Told::Done { name }, Some(file)) => match save(&file, &name) {
                Some(()) => self.end(Standing::Saved(name)),
                None => self.end(Standing::Failed(t::NOT_TAKEN.to_string())),
            },
            (Told::Done { .. }, None) => self.end(Standing::Failed(t::LOST.to_string())),
            (Told::Failed(why), _) => self.end(Standing::Failed(why)),
        }
    }

    fn end(self, standing: Standing) {
        self.standing.set(standing);
        // Not now: it is the taker who speaks.
        queue_microtask(move || {
            if !matches!(self.standing.get_untracked(), Standing::Making(..)) {
                self.taker.set_value(None);
            }
        });
    }
}
