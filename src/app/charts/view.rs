//! What all charts share: which runs are on, which part of the axis is shown, where the pointer drags.

use leptos::prelude::*;

use crate::app::charts::chart_drawing::{axis_end, length};
use crate::app::charts::margins::{LEFT, RIGHT};
use crate::app::kit::words;
use crate::app::state::page::Page;
use crate::play::look::{Off, Zoom};
use crate::text::charts as t;

/// The signals of the charts; they live as long as the page.
#[derive(Clone, Copy)]
pub struct ChartView {
    page: Page,
    /// The runs that are switched off.
    pub runs: RwSignal<Off>,
    /// The part of the axis that is shown.
    pub zoom: RwSignal<Zoom>,
    /// The places between which the pointer drags.
    pub drag: RwSignal<Option<(f64, f64)>>,
    /// Whether losses are wanted on a logarithmic axis.
    pub log: RwSignal<bool>,
}

impl ChartView {
    /// Everything is shown.
    pub fn new(page: Page) -> Self {
        Self {
            page,
            runs: RwSignal::new(Off::default()),
            zoom: RwSignal::new(Zoom::default()),
            drag: RwSignal::new(None),
            log: RwSignal::new(false),
        }
    }

    /// Where the axis ends.
    pub fn end(self) -> f64 {
        let axis = self.page.axis.get_untracked();
        self.page.look(|play| axis_end(play, axis)).unwrap_or(1.0)
    }

    /// How far the longest run has come.
    pub fn last(self) -> f64 {
        let axis = self.page.axis.get_untracked();
        self.page.look(|play| length(play, axis)).unwrap_or(0.0)
    }

    /// The shortest part of the axis that is shown.
    pub fn least(self) -> f64 {
        self.page.axis.get_untracked().least() / 2.0
    }

    /// The part of the axis that is shown; follows whatever changes it.
    pub fn window(self) -> (f64, f64) {
        self.page.redraw.track();
        self.zoom.get().window(self.end())
    }

    /// Shows `zoom` in all charts.
    pub fn show(self, zoom: Zoom) {
        if zoom != self.zoom.get_untracked() {
            self.zoom.set(zoom);
            self.page.touch_curves();
        }
    }

    /// What is shown of the axis, in words.
    pub fn told(self) -> String {
        let (from, to) = self.window();
        if self.zoom.get_untracked().is_whole() {
            return t::WHOLE_RUN.get().into();
        }
        let axis = self.page.axis.get_untracked();
        t::from_to(words::place(axis, from), words::place(axis, to))
    }

    /// Where `place` stands in the plot, as a length of the style sheet; `None` where it is not shown.
    pub fn across(self, place: f64) -> Option<String> {
        let (from, to) = self.window();
        let share = (place - from) / (to - from);
        let shown = (0.0..=1.0).contains(&share);
        shown.then(|| format!("calc({LEFT}px + (100% - {}px) * {share:.5})", LEFT + RIGHT))
    }
}
