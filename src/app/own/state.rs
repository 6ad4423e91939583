//! What the panel of own data knows: the files, how they are to be read, and what they hold.

use js_sys::Array;
use leptos::prelude::*;
use web_sys::{Blob, File};

use super::mnist;
use super::reader::{Chosen, Heard, Reader};
use super::sets::Shelf;
use crate::app::kit::engine::{keep_own, lend_own};
use crate::app::state::page::Page;
use crate::data::drawn::table;
use crate::data::{Axes, DataError, OWN_EXTENT, Preview, Shown, SomePoints, Wishes};
use crate::experiment::drawing::Drawing;
use crate::experiment::{Data, NamedSet};
use crate::number::{three_digits, whole};
use crate::play::Files;
use crate::protocol::BUILD;
use crate::reader::Told;
use crate::text::{join, own as t};

/// More files are counted, not named.
const NAMED: usize = 3;

/// How far the files are.
#[derive(Clone, Default)]
pub enum Standing {
    /// None are chosen.
    #[default]
    Empty,
    /// So many are read of so many.
    Reading(u32, u32),
    /// So many bytes are fetched of so many; 0 when that is not known.
    Fetching(u32, u32),
    /// They can be trained on.
    Ready(Preview),
    /// They cannot, and why.
    Failed(String),
}

/// What is read.
#[derive(Clone, PartialEq)]
enum What {
    /// Files that the user chose, which are shown first.
    Files,
    /// The digits of MNIST, for runs that wait for them.
    Mnist,
    /// A drawing, and whether runs wait for it.
    Drawing { drawing: Drawing, waits: bool },
}

/// The panel of own data. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Own {
    page: Page,
    /// Whether the panel is open.
    pub open: RwSignal<bool>,
    /// Whether Fashion-MNIST is asked for: its addresses are shown.
    pub fashion: RwSignal<bool>,
    /// What this browser keeps.
    pub(super) shelf: Shelf,
    /// How far the files are.
    pub standing: RwSignal<Standing>,
    /// How they are read.
    pub wishes: RwSignal<Wishes>,
    /// What they are called.
    pub names: RwSignal<Vec<String>>,
    chosen: StoredValue<Vec<Chosen>, LocalStorage>,
    /// What is read, where it is not files that were chosen.
    what: StoredValue<What>,
    /// The files that are trained on: labels may join them.
    used: StoredValue<Vec<Chosen>, LocalStorage>,
    data: StoredValue<Option<Blob>, LocalStorage>,
    reader: StoredValue<Option<Reader>, LocalStorage>,
}

impl Own {
    /// A closed panel.
    pub fn new(page: Page) -> Self {
        Self {
            page,
            open: RwSignal::new(false),
            fashion: RwSignal::new(false),
            shelf: Shelf::new(),
            standing: RwSignal::new(Standing::Empty),
            wishes: RwSignal::new(Wishes::default()),
            names: RwSignal::new(Vec::new()),
            chosen: StoredValue::new_local(Vec::new()),
            what: StoredValue::new(What::Files),
            used: StoredValue::new_local(Vec::new()),
            data: StoredValue::new_local(None),
            reader: StoredValue::new_local(None),
        }
    }

    /// Opens the panel and reads `files`.
    pub fn choose(self, files: Vec<Chosen>) {
        self.wishes.set(Wishes::default());
        self.chosen.set_value(files);
        self.what.set_value(What::Files);
        self.open.set(true);
        self.read();
    }

    /// The runs begin again on `drawing`; those that wait for it begin as their link says.
    pub fn draw(self, drawing: Drawing) {
        let waits = self
            .page
            .look(|play| play.own_files().is_none() && play.script().drawing.as_ref() == Some(&drawing));
        let parts = Array::of1(&table(&drawing).into());
        let Ok(file) = File::new_with_str_sequence(&parts, "drawing") else { return };
        self.wishes.set(Wishes::default());
        self.chosen.set_value(vec![Chosen { name: t::DRAWING.to_string(), file: file.into() }]);
        self.what.set_value(What::Drawing { drawing, waits: waits == Some(true) });
        self.read();
    }

    /// Fetches the digits of MNIST, unless they are on their way; the runs that wait for them then begin.
    pub fn fetch_mnist(self) {
        if self.what.with_value(|what| *what == What::Mnist) && self.is_busy() {
            return;
        }
        self.wishes.set(Wishes::default());
        self.chosen.set_value(mnist::files());
        self.what.set_value(What::Mnist);
        self.read();
    }

    fn is_busy(self) -> bool {
        matches!(self.standing.get_untracked(), Standing::Reading(..) | Standing::Fetching(..))
    }

    /// Reads the files anew, in another way.
    pub fn wish(self, change: impl FnOnce(&mut Wishes)) {
        self.wishes.update(change);
        self.read();
    }

    /// Stops reading and closes the panel; nothing else changes.
    pub fn close(self) {
        self.reader.set_value(None);
        if self.is_busy() {
            self.standing.set(Standing::Empty);
        }
        self.open.set(false);
    }

    /// The runs begin again on what the panel shows.
    pub fn train(self) {
        let Standing::Ready(preview) = self.standing.get_untracked() else { return };
        let Some(data) = self.data.try_update_value(Option::take).flatten() else { return };
        let files = files(keep_own(data), self.names.get_untracked(), &preview);
        let chosen = self.chosen.get_value();
        self.take(files);
        self.used.set_value(chosen);
    }

    /// The runs begin again on `files`.
    pub fn take(self, files: Files) {
        self.used.set_value(Vec::new());
        self.standing.set(Standing::Empty);
        self.open.set(false);
        self.page.act(|play| play.take_files(files));
    }

    /// Keeps what the panel shows in this browser.
    pub fn keep(self) {
        let Standing::Ready(preview) = self.standing.get_untracked() else { return };
        if let Some(data) = self.data.get_value() {
            let size = data.size();
            self.shelf.keep(&files(lend_own(data), self.names.get_untracked(), &preview), size);
        }
    }

    fn read(self) {
        let count = self.chosen.with_value(Vec::len);
        self.names.set(self.chosen.with_value(|files| match files.len() {
            0..=NAMED => files.iter().map(|file| file.name.clone()).collect(),
            many => vec![t::many_files(whole(many as u64))],
        }));
        self.standing.set(Standing::Reading(0, count as u32));
        let reader = Reader::start(move |heard| self.hear(heard));
        if reader.is_none() {
            self.end(Standing::Failed(t::NO_WORKER.to_string()));
        }
        self.reader.set_value(reader);
    }

    fn hear(self, heard: Heard) {
        match heard {
            Heard::Told(Told::Hello { build }, _) if build == BUILD => {
                let wishes = self.wishes.get_untracked();
                self.reader.with_value(|reader| {
                    if let Some(reader) = reader {
                        self.chosen.with_value(|files| reader.ask(&wishes, files));
                    }
                });
            }
            Heard::Told(Told::Hello { .. }, _) => {
                self.end(Standing::Failed(t::OUTDATED.to_string()));
            }
            Heard::Told(Told::Fetching { done, of }, _) => self.standing.set(Standing::Fetching(done, of)),
            Heard::Told(Told::Ready(preview), Some(data))
                if self.what.with_value(|what| *what != What::Files) =>
            {
                self.supply(data, &preview);
            }
            Heard::Told(Told::Reading { done, of }, _) => self.standing.set(Standing::Reading(done, of)),
            Heard::Told(Told::Ready(preview), data) => {
                self.data.set_value(data);
                self.end(Standing::Ready(preview));
            }
            Heard::Told(Told::Failed(error), _) => self.failed(&error),
            Heard::Broke(why) => self.end(Standing::Failed(t::unread(why))),
        }
    }

    /// What was not chosen as files goes to the runs without another question.
    fn supply(self, data: Blob, preview: &Preview) {
        let what = self.what.get_value();
        let set = files(keep_own(data), self.names.get_untracked(), preview);
        self.used.set_value(Vec::new());
        self.end(Standing::Empty);
        // A drawing has no units.
        let drawn = |drawing, set| Files { drawing: Some(drawing), axes: None, named: None, ..set };
        self.page.act(|play| match what {
            What::Mnist => {
                play.supply(Files { data: Data::Mnist, names: vec!["MNIST".into()], named: None, ..set })
            }
            What::Drawing { drawing, waits: true } => play.supply(drawn(drawing, set)),
            What::Drawing { drawing, waits: false } => {
                self.open.set(false);
                play.take_files(drawn(drawing, set));
            }
            What::Files => {}
        });
    }

    /// Labels alone join the images that are trained on.
    fn failed(self, error: &DataError) {
        let used = self.used.get_value();
        let alone = self
            .chosen
            .with_value(|files| !files.iter().any(|file| used.iter().any(|old| old.file == file.file)));
        if matches!(error, DataError::NoImages { .. }) && alone && !used.is_empty() {
            self.chosen.update_value(|files| {
                let labels = std::mem::replace(files, used);
                files.extend(labels);
            });
            return self.read();
        }
        self.end(Standing::Failed(error.to_string()));
    }

    fn end(self, standing: Standing) {
        let drawn = self.what.with_value(|what| matches!(what, What::Drawing { .. }));
        if let (Standing::Failed(why), true, false) = (&standing, drawn, self.open.get_untracked()) {
            // Nothing else would say so.
            self.page.warn(t::drawing_failed(why));
        }
        self.standing.set(standing);
        // Not now: it is the reader who speaks.
        queue_microtask(move || {
            if !self.is_busy() {
                self.reader.set_value(None);
            }
        });
    }
}

/// `names` in one line.
pub fn joined(names: Vec<String>) -> String {
    names.into_iter().reduce(join::comma).unwrap_or_default()
}

/// What the runs are told of `preview`.
fn files(set: u32, names: Vec<String>, preview: &Preview) -> Files {
    let (data, side, about, axes) = match &preview.shown {
        Shown::Images(images) => (Data::Images, Some(images.side), t::about_images(images.side), None),
        Shown::Points(SomePoints { axes, .. }) => {
            (Data::Table, None, t::about_points(axis(axes, 0), axis(axes, 1)), Some(axes.clone()))
        }
    };
    let named = Some(NamedSet::of(&joined(names.clone()), preview.count, preview.hash));
    Files { set, names, data, side, about, axes, drawing: None, named }
}

/// "height 148 to 192": what the canvas of a run spans.
fn axis(axes: &Axes, axis: usize) -> String {
    let at = |place: f32| three_digits(axes.in_units(axis, place));
    t::axis(&axes.names[axis], at(-OWN_EXTENT), at(OWN_EXTENT))
}
