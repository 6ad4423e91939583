//! What is taken home from the page: everything that the runs of a comparison have shown and measured.

use serde::{Deserialize, Serialize};

use crate::chart::{History, Scores};
use crate::experiment::architecture::Shape;
use crate::record::{Frame, Metric, Pixels, StepRecord};

/// A comparison, as the page has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// What the comparison is called, where it has a name.
    pub name: Option<String>,
    /// The whole address of the page, with the link.
    pub address: String,
    /// The day, as YYYY-MM-DD.
    pub date: String,
    /// The data set and the seed, in words.
    pub data: String,
    /// The build of the engine.
    pub build: String,
    /// What the two columns of the user's table are called.
    pub columns: Option<[String; 2]>,
    /// The runs, A first.
    pub runs: Vec<TakenRun>,
}

/// One run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TakenRun {
    /// A to D.
    pub letter: char,
    /// What it is, in words.
    pub title: String,
    /// What its card says of it.
    pub verdict: String,
    /// Steps done.
    pub step: u32,
    /// The shape of its samples, once it is built.
    pub shape: Option<Shape>,
    /// The measurements of every step from 1 on, in the order of [`SERIES`](crate::chart::SERIES).
    pub series: [Vec<f32>; 6],
    /// What was measured at snapshots.
    pub metrics: Vec<(u32, Vec<Metric>)>,
    /// Real samples.
    pub real: Option<Pixels>,
    /// What it showed, by step.
    pub frames: Vec<(u32, Frame)>,
}

impl Taken {
    /// Every step of which a run has a frame, in order.
    pub fn steps(&self) -> Vec<u32> {
        let mut steps: Vec<u32> = self.runs.iter().flat_map(|run| run.frames.iter().map(|f| f.0)).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }
}

impl TakenRun {
    /// What it showed at `step`, or last before it; where it begins later, what it showed first.
    pub fn frame(&self, step: u32) -> Option<&(u32, Frame)> {
        let before = self.frames.iter().take_while(|(at, _)| *at <= step).last();
        before.or(self.frames.first())
    }

    /// Its measurements as the charts have them.
    pub fn history(&self) -> History {
        let mut history = History::default();
        let at = |series: usize, i: usize| self.series[series].get(i).copied().unwrap_or(f32::NAN);
        for i in 0..self.series.iter().map(Vec::len).max().unwrap_or(0) {
            let [loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g] = std::array::from_fn(|s| at(s, i));
            history.push(&StepRecord { loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g });
        }
        history
    }

    /// Its metrics as the charts have them, without what only the doctor reads.
    pub fn scores(&self) -> Scores {
        let mut scores = Scores::default();
        for (step, metrics) in &self.metrics {
            let shown: Vec<_> = metrics.iter().filter(|m| !m.is_for_the_doctor()).cloned().collect();
            scores.push(*step, &shown);
        }
        scores
    }
}

/// A file that is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// The samples of all runs at their newest step as a PNG.
    Samples,
    /// The film as an APNG: of one run, by its place, or of all side by side.
    Apng(Film),
    /// The same as a GIF.
    Gif(Film),
    /// All charts as SVG.
    ChartsSvg,
    /// All charts as a PNG.
    ChartsPng,
    /// Curves and metrics as CSV.
    Csv,
    /// The run at this place as a script for PyTorch.
    Pytorch(usize),
    /// The run at this place as a crate for Burn, in a zip.
    Burn(usize),
    /// One page to print, as HTML.
    Report,
    /// All of these in one zip.
    Everything(Film),
}

/// How a film is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Film {
    /// The run; all of them where there is none.
    pub run: Option<usize>,
    /// How long it is to take, in seconds.
    pub seconds: u32,
}

/// A file that is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What it is, for the browser.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}
