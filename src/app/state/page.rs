//! What the page knows, as signals. The runs behind it are a [`Play`]; after every call its effects are
//! carried out here and what it shows is copied into the signals, where it differs.

use std::time::Duration;

use leptos::prelude::*;

use crate::app::kit::palette::Palette;
use crate::app::kit::storage::kept;
use crate::app::state::board_file::BoardFile;
use crate::app::state::clinic_file::{CellId, ClinicFile};
use crate::app::state::pane::Pane;
use crate::chart::Axis;
use crate::clinic::advice::case_of;
use crate::experiment::{Comparison, Data, MAX_RUNS, RunId, Script};
use crate::inside::trip::Trip;
use crate::play::assignment::Assignment;
use crate::play::look::{Layers, Picks};
use crate::play::{Device, Effect, Gpu, Mark, Message, Note, Play, Route, RunView, World};
use crate::text::Language;

/// What is drawn inside the pictures, as the browser keeps it.
pub const LAYERS: &str = "inside";

/// The page's signals. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Page {
    /// The runs as they are now.
    pub comparison: RwSignal<Comparison>,
    /// The runs from their beginnings on: what the link holds.
    pub script: RwSignal<Script>,
    /// What the cards show.
    pub runs: [RwSignal<RunView>; MAX_RUNS],
    /// Whether the user wants training to go on.
    pub running: RwSignal<bool>,
    /// Whether trained steps would be lost with the page.
    pub begun: RwSignal<bool>,
    /// Whether the last change can be taken back.
    pub undo: RwSignal<bool>,
    /// The one line for messages.
    pub message: RwSignal<Option<Message>>,
    /// What was wrong with a control.
    pub note: RwSignal<Option<Note>>,
    /// Raised when controls should show the comparison again.
    pub revert: RwSignal<u32>,
    /// On what to compute.
    pub device: RwSignal<Device>,
    /// What computes, as the engine calls itself.
    pub engine: RwSignal<&'static str>,
    /// Why that computes, in words.
    pub why: RwSignal<String>,
    /// Measured steps a second.
    pub rate: RwSignal<Option<f64>>,
    /// Whether WebGPU can be chosen.
    pub gpu: RwSignal<Gpu>,
    /// Raised when the curves have something new to show.
    pub redraw: RwSignal<u32>,
    /// Raised when the samples do.
    pub shot: RwSignal<u32>,
    /// The colours of the canvases.
    pub palette: RwSignal<Palette>,
    /// The step of the past that is shown; `None` is the newest.
    pub place: RwSignal<Option<u32>>,
    /// What the charts count along their axis.
    pub axis: RwSignal<Axis>,
    /// The metric that is charted.
    pub metric: RwSignal<String>,
    /// The place on that axis under the cursor.
    pub cursor: RwSignal<Option<f64>>,
    /// What is drawn inside the pictures.
    pub layers: RwSignal<Layers>,
    /// What is chosen of the images, and of what lies between and around them.
    pub picks: RwSignal<Picks>,
    /// What happened during training.
    pub marks: RwSignal<Vec<Mark>>,
    /// Whether a network was updated by hand, which no link repeats.
    pub by_hand: RwSignal<bool>,
    /// What was measured, once it is here.
    pub board: RwSignal<BoardFile>,
    /// Whether the first board is unfolded.
    pub board_open: RwSignal<bool>,
    /// The board of the cases, once it is here.
    pub clinic: RwSignal<ClinicFile>,
    /// The case that run A is, whatever its seed.
    pub case: Memo<Option<&'static str>>,
    /// The cell of the board that is opened.
    pub cell: RwSignal<Option<CellId>>,
    /// The only data set whose rows the evidence board shows; `None` is all.
    pub board_data: RwSignal<Option<Data>>,
    /// The page of the page that is shown.
    pub route: RwSignal<Route>,
    /// What of the playground is shown where not all of it has room.
    pub pane: RwSignal<Pane>,
    /// What a teacher wrote above the runs.
    pub assignment: RwSignal<Option<Assignment>>,
    /// Whether the panel is open in which it is written.
    pub assigning: RwSignal<bool>,
    /// The language that is spoken; the page is drawn anew when it changes.
    pub language: RwSignal<&'static Language>,
    play: StoredValue<Option<Play>, LocalStorage>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl Page {
    /// A page without runs: [`Self::open`] begins them.
    pub fn new(script: &Script, language: &'static Language) -> Self {
        let comparison = RwSignal::new(script.starts());
        let case =
            move |_: Option<&Option<&'static str>>| comparison.with(|c| Some(case_of(c.runs.first()?)?.id));
        Self {
            comparison,
            script: RwSignal::new(script.clone()),
            runs: std::array::from_fn(|_| RwSignal::new(RunView::default())),
            running: RwSignal::new(false),
            begun: RwSignal::new(false),
            undo: RwSignal::new(false),
            message: RwSignal::new(None),
            note: RwSignal::new(None),
            revert: RwSignal::new(0),
            device: RwSignal::new(Device::Auto),
            engine: RwSignal::new("CPU"),
            why: RwSignal::new(String::new()),
            rate: RwSignal::new(None),
            gpu: RwSignal::new(Gpu::Unknown),
            redraw: RwSignal::new(0),
            shot: RwSignal::new(0),
            palette: RwSignal::new(Palette::read()),
            place: RwSignal::new(None),
            axis: RwSignal::new(Axis::Steps),
            metric: RwSignal::new("energy".into()),
            cursor: RwSignal::new(None),
            picks: RwSignal::new(Picks::default()),
            layers: RwSignal::new(Layers::read(&kept(LAYERS).unwrap_or_default())),
            marks: RwSignal::new(Vec::new()),
            by_hand: RwSignal::new(false),
            board: RwSignal::new(BoardFile::Loading),
            board_open: RwSignal::new(false),
            clinic: RwSignal::new(ClinicFile::Loading),
            case: Memo::new(case),
            cell: RwSignal::new(None),
            board_data: RwSignal::new(None),
            route: RwSignal::new(Route::default()),
            pane: RwSignal::new(Pane::default()),
            assignment: RwSignal::new(None),
            assigning: RwSignal::new(false),
            language: RwSignal::new(language),
            play: StoredValue::new_local(None),
            timer: StoredValue::new(None),
        }
    }

    /// Begins the runs of `script` in `world`.
    pub fn open(self, world: Box<dyn World>, script: Script) {
        let at = script.at;
        self.play.set_value(Some(Play::new(world, script)));
        self.follow();
        self.look_inside();
        self.place.set(at);
    }

    /// Has the engines tell what is drawn inside the pictures.
    pub fn look_inside(self) {
        let wanted = self.layers.get_untracked().wanted(&self.picks.get_untracked());
        self.act(|play| play.look_inside(wanted));
    }

    /// Chooses otherwise, and has the engines tell that.
    pub fn pick(self, change: impl FnOnce(&mut Picks)) {
        self.picks.update(change);
        self.look_inside();
    }

    /// The way between or around images that is shown.
    pub fn trip(self) -> Option<Trip> {
        self.picks.get().trip(self.layers.get())
    }

    /// Works with the runs. Must not be nested: neither inside itself nor inside [`Self::look`].
    pub fn act<T>(self, work: impl FnOnce(&mut Play) -> T) -> Option<T> {
        let done = self.play.try_update_value(|play| play.as_mut().map(work)).flatten();
        self.follow();
        done
    }

    /// Looks at the runs.
    pub fn look<T>(self, read: impl FnOnce(&Play) -> T) -> Option<T> {
        self.play.try_with_value(|play| play.as_ref().map(read)).flatten()
    }

    /// The runs of the comparison.
    pub fn run_ids(self) -> impl Iterator<Item = RunId> {
        (0..self.comparison.with(|c| c.runs.len())).map(RunId)
    }

    /// Says `text`.
    pub fn say(self, text: impl Into<String>) {
        self.act(|play| play.say(text));
    }

    /// Says that something went wrong.
    pub fn warn(self, text: impl Into<String>) {
        self.act(|play| play.warn(text));
    }

    /// Asks all canvases to draw.
    pub fn touch(self) {
        self.touch_curves();
        self.shot.update(|n| *n = n.wrapping_add(1));
    }

    /// Asks the charts to draw.
    pub fn touch_curves(self) {
        self.redraw.update(|n| *n = n.wrapping_add(1));
    }

    /// Shows what the runs are now, and comes back when they want to.
    fn follow(self) {
        let effects = self.play.try_update_value(|play| play.as_mut().map(Play::effects)).flatten();
        self.look(|play| self.copy(play));
        effects.into_iter().flatten().for_each(|effect| self.carry_out(effect));
        self.rest();
    }

    fn copy(self, play: &Play) {
        put(self.comparison, play.comparison());
        put(self.script, play.script());
        for (run, view) in self.runs.iter().enumerate() {
            put(*view, &play.view(RunId(run)));
        }
        put(self.running, &play.is_training());
        put(self.begun, &play.has_begun());
        put(self.undo, &play.can_undo());
        put(self.device, &play.device());
        put(self.engine, &play.engine().name());
        put(self.why, &play.why_it_computes());
        put(self.rate, &play.rate());
        put(self.gpu, &play.gpu());
        put(self.marks, &play.marks());
        put(self.by_hand, &play.was_moved_by_hand());
    }

    fn carry_out(self, effect: Effect) {
        match effect {
            Effect::Message(message) => self.message.set(message),
            Effect::Note(note) => put(self.note, &note),
            Effect::Revert => self.revert.update(|n| *n = n.wrapping_add(1)),
            Effect::Curves => self.touch_curves(),
            Effect::Samples => self.touch(),
            Effect::Newest => {
                self.place.set(None);
                self.cursor.set(None);
            }
            Effect::Place(step) => self.place.set(Some(step)),
        }
    }

    /// Until something happens, or the time comes that the runs named.
    fn rest(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
        if let Some(wait) = self.look(Play::wake).flatten() {
            let again = move || {
                self.act(Play::tick);
            };
            let timer = set_timeout_with_handle(again, Duration::from_millis(wait.ceil().max(1.0) as u64));
            self.timer.set_value(timer.ok());
        }
    }
}

/// Sets `signal` where it differs.
pub fn put<T: Clone + PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: &T) {
    if signal.with_untracked(|old| old != value) {
        signal.set(value.clone());
    }
}
