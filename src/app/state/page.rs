//! What the page knows, as signals; the machinery behind it is the [`Runner`].

use leptos::prelude::*;

use crate::app::bar::message::Message;
use crate::app::kit::palette::Palette;
use crate::app::learn::board_file::BoardFile;
use crate::app::state::runner::Runner;
use crate::chart::Axis;
use crate::doctor::Verdict;
use crate::experiment::{Comparison, Data, MAX_RUNS, RunId};
use crate::record::StepRecord;

/// How a run is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Status {
    /// Its engine is on the way.
    #[default]
    Loading,
    /// The user has to provide files first.
    NeedsFiles,
    /// Built, at step 0.
    Fresh,
    /// Under way.
    Training,
    /// Others have to catch up first.
    Waiting,
    /// Standing at its step.
    Paused,
    /// Standing at the last step of the run.
    Finished,
    /// No longer finite.
    Diverged {
        /// The first bad step.
        step: u32,
        /// "generator" or "discriminator".
        network: String,
    },
    /// Its engine could not go on.
    Stopped,
}

/// What a run's card shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunView {
    /// How it is doing.
    pub status: Status,
    /// Steps done.
    pub step: u32,
    /// The newest measurements.
    pub record: Option<StepRecord>,
    /// Parameters of the generator and of the discriminator.
    pub parameters: Option<(u32, u32)>,
    /// Pixels on a side that a unit of D's last convolution sees.
    pub sees: Option<u32>,
    /// The run that it was forked from, and at which step.
    pub origin: Option<(RunId, u32)>,
    /// The step of the others, while it is behind them.
    pub goal: Option<u32>,
    /// The class that it trains on now.
    pub class: Option<u8>,
    /// Whether its losses say nothing more.
    pub quiet: bool,
    /// What the doctor says, from the first step on.
    pub verdict: Option<Verdict>,
    /// Whether samples are images.
    pub image: bool,
}

/// On what to compute.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// The faster one, as measured.
    #[default]
    Auto,
    /// The processor.
    Cpu,
    /// WebGPU.
    Gpu,
}

/// Why WebGPU cannot be chosen, or that it can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Gpu {
    /// Not known yet.
    #[default]
    Unknown,
    /// The browser has no WebGPU.
    NoBrowser,
    /// This page was built without the engine.
    NoEngine,
    /// It can be tried.
    Offered,
}

/// Something that happened during training, marked in the charts.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The step after which it holds.
    pub step: u32,
    /// The run, A to D.
    pub run: RunId,
    /// What it was.
    pub text: String,
}

/// The page's signals. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Page {
    /// The runs as the user wants them.
    pub comparison: RwSignal<Comparison>,
    /// What the cards show.
    pub runs: [RwSignal<RunView>; MAX_RUNS],
    /// Whether the user wants training to go on.
    pub running: RwSignal<bool>,
    /// The one line for messages.
    pub message: RwSignal<Option<Message>>,
    /// What was wrong with a control: the key, the run and the reason.
    pub note: RwSignal<Option<(String, usize, String)>>,
    /// Raised when controls should show the comparison again.
    pub revert: RwSignal<u32>,
    /// Steps a second, at most.
    pub speed: RwSignal<Option<f64>>,
    /// On what to compute.
    pub device: RwSignal<Device>,
    /// What computes, as the engine calls itself.
    pub engine: RwSignal<String>,
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
    /// What happened during training.
    pub marks: RwSignal<Vec<Mark>>,
    /// Names of the user's files.
    pub files: RwSignal<Vec<String>>,
    /// What was measured, once it is here.
    pub board: RwSignal<BoardFile>,
    /// The only data set whose rows the evidence board shows; `None` is all.
    pub board_data: RwSignal<Option<Data>>,
    runner: StoredValue<Runner, LocalStorage>,
}

impl Page {
    /// A page that shows `comparison`.
    pub fn new(comparison: Comparison) -> Self {
        Self {
            comparison: RwSignal::new(comparison),
            runs: std::array::from_fn(|_| RwSignal::new(RunView::default())),
            running: RwSignal::new(false),
            message: RwSignal::new(None),
            note: RwSignal::new(None),
            revert: RwSignal::new(0),
            speed: RwSignal::new(None),
            device: RwSignal::new(Device::Auto),
            engine: RwSignal::new("CPU".to_owned()),
            rate: RwSignal::new(None),
            gpu: RwSignal::new(Gpu::Unknown),
            redraw: RwSignal::new(0),
            shot: RwSignal::new(0),
            palette: RwSignal::new(Palette::read()),
            place: RwSignal::new(None),
            axis: RwSignal::new(Axis::Steps),
            metric: RwSignal::new("energy".into()),
            cursor: RwSignal::new(None),
            marks: RwSignal::new(Vec::new()),
            files: RwSignal::new(Vec::new()),
            board: RwSignal::new(BoardFile::Loading),
            board_data: RwSignal::new(None),
            runner: StoredValue::new_local(Runner::default()),
        }
    }

    /// Works with the runs. Must not be nested: neither inside itself nor inside [`Self::look`].
    pub fn act<T>(self, work: impl FnOnce(&mut Runner) -> T) -> Option<T> {
        self.runner.try_update_value(work)
    }

    /// Looks at the runs.
    pub fn look<T>(self, read: impl FnOnce(&Runner) -> T) -> Option<T> {
        self.runner.try_with_value(read)
    }

    /// The runs of the comparison.
    pub fn run_ids(self) -> impl Iterator<Item = RunId> {
        (0..self.comparison.with(|c| c.runs.len())).map(RunId)
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
}
