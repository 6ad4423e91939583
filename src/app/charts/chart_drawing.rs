//! What a chart draws: its traces, read from the runs, on an axis that holds them.

use leptos::prelude::*;

use crate::app::charts::margins::{BOTTOM, LEFT, RIGHT, TOP};
use crate::app::charts::pen::Pen;
use crate::app::charts::plot::{Lines, Plot, ValueAxis};
use crate::app::charts::trace::Trace;
use crate::app::kit::canvas::Sheet;
use crate::app::state::page::Page;
use crate::chart::{Area, Axis, Scale, Series, accuracy_areas, columns, loss_areas, spread_of};
use crate::doctor::band::Band;
use crate::experiment::{Comparison, equilibrium};
use crate::play::Play;

/// The traces of a chart, kept from one picture to the next.
#[derive(Default)]
pub struct Drawing {
    traces: Vec<Trace>,
    /// What real samples score, where that is known.
    floor: Option<f64>,
    logarithmic: bool,
}

impl Drawing {
    /// Draws `plot`.
    pub fn draw(&mut self, sheet: &Sheet, page: Page, plot: &Plot) {
        let palette = page.palette.get_untracked();
        let width = (sheet.width - LEFT - RIGHT).max(1.0);
        let axis = page.axis.get_untracked();
        let end = page.look(|play| self.collect(play, page, plot, width as usize)).unwrap_or(1.0);
        let comparison = page.comparison.get_untracked();
        let x = Scale::linear((0.0, end), (LEFT, LEFT + width));
        let y = self.axis(plot, &comparison, (sheet.height - BOTTOM, TOP));
        let pen = Pen { sheet, palette: &palette, x, y: y.0 };
        let areas = normal_areas(plot, &comparison);
        pen.normal(&areas);
        page.look(|play| pen.troubles(plot, play, axis));
        pen.grid(plot, self.logarithmic, y.1, (axis, end));
        page.look(|play| pen.marks(page, play, axis));
        for trace in &self.traces {
            pen.band(trace, if plot.axis == ValueAxis::Share { 0.09 } else { 0.16 });
        }
        for trace in &self.traces {
            pen.line(trace);
        }
        if plot.axis == ValueAxis::Loss {
            pen.equilibria(&comparison);
        }
        pen.normal_names(&areas);
        pen.floor(self.floor);
        pen.names(plot, &self.traces);
        pen.cursor(page.cursor.get_untracked(), &palette.muted);
        page.look(|play| pen.shown(play, page.place.get_untracked(), axis));
    }

    /// Reads the runs; answers where the axis ends.
    fn collect(&mut self, play: &Play, page: Page, plot: &Plot, width: usize) -> f64 {
        let axis = page.axis.get_untracked();
        let end = axis_end(play, axis);
        (self.floor, self.logarithmic) = (None, plot.axis == ValueAxis::Log);
        match &plot.lines {
            Lines::Pair { solid, dashed } => self.curves(play, (solid.0, dashed.0), axis, (end, width)),
            Lines::Metric => page.metric.with_untracked(|id| self.scores(play, id, axis)),
        }
        end
    }

    /// Two series of every run.
    fn curves(&mut self, play: &Play, pair: (Series, Series), axis: Axis, (end, width): (f64, usize)) {
        self.traces.resize_with(play.runs.len() * 2, Trace::default);
        for (i, trace) in self.traces.iter_mut().enumerate() {
            let (run, dashed) = (i / 2, i % 2 == 1);
            let series = if dashed { pair.1 } else { pair.0 };
            let lane = &play.runs[run];
            let curve = lane.history.curve(series);
            let steps = curve.raw.len() as f64;
            let share = lane.clock.value(axis, steps) / end;
            let pixels = ((width as f64 * share).ceil() as usize).max(1);
            (trace.run, trace.dashed) = (run, dashed);
            columns(&curve.raw, pixels, &mut trace.band);
            columns(&curve.smooth, pixels, &mut trace.line);
            let count = trace.band.len();
            let middle = |i: usize| (i as f64 + 0.5) / count as f64 * steps;
            trace.places.clear();
            trace.places.extend((0..count).map(|i| lane.clock.value(axis, middle(i))));
        }
    }

    /// One metric of every run.
    fn scores(&mut self, play: &Play, id: &str, axis: Axis) {
        self.traces.clear();
        self.logarithmic = true;
        for (run, lane) in play.runs.iter().enumerate() {
            let Some(score) = lane.scores.get(id) else { continue };
            self.logarithmic &= score.is_logarithmic();
            self.floor = self.floor.or(score.floor.map(f64::from));
            let finite = |v: f32| Some((v, v)).filter(|_| v.is_finite());
            self.traces.push(Trace {
                run,
                dots: true,
                line: score.points.iter().map(|(_, value)| finite(*value)).collect(),
                places: score
                    .points
                    .iter()
                    .map(|(step, _)| lane.clock.value(axis, f64::from(*step)))
                    .collect(),
                ..Trace::default()
            });
        }
        self.logarithmic &= !self.traces.is_empty();
    }

    fn axis(&self, plot: &Plot, comparison: &Comparison, to: (f64, f64)) -> (Scale, (f64, f64)) {
        if plot.axis == ValueAxis::Share {
            return (Scale::linear((0.0, 1.0), to), (0.0, 1.0));
        }
        let mut range: Option<(f64, f64)> = None;
        let mut include = |low: f64, high: f64| {
            range = Some(range.map_or((low, high), |(l, h)| (l.min(low), h.max(high))));
        };
        for trace in &self.traces {
            if let Some((low, high)) = spread_of(if trace.dots { &trace.line } else { &trace.band }) {
                include(low, high);
            }
        }
        if let Some(floor) = self.floor {
            include(floor, floor);
        }
        if plot.axis == ValueAxis::Loss {
            for experiment in &comparison.runs {
                let rest = equilibrium::of(experiment);
                let g = rest.g.unwrap_or(rest.d);
                include(rest.d.min(g), rest.d.max(g));
            }
        }
        if self.logarithmic {
            return logarithmic(range.unwrap_or((0.01, 10.0)), to);
        }
        let (low, high) = range.unwrap_or((0.0, 2.0));
        let room = 0.08 * (high - low).max(if plot.axis == ValueAxis::Loss { 0.2 } else { 1e-3 });
        let low = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
        (Scale::linear((low, high + room), to), (low, high + room))
    }
}

/// How far the longest run has come on `axis`.
pub fn length(play: &Play, axis: Axis) -> f64 {
    let ends = play.runs.iter().map(|lane| lane.clock.value(axis, lane.history.len() as f64));
    ends.fold(0.0, f64::max)
}

/// Where the axis ends.
pub fn axis_end(play: &Play, axis: Axis) -> f64 {
    length(play, axis).max(axis.least())
}

/// Whole powers of ten around a range.
fn logarithmic((low, high): (f64, f64), to: (f64, f64)) -> (Scale, (f64, f64)) {
    let (low, high) = (low.max(1e-6), high.max(1e-5));
    let (low, high) = (10f64.powf(low.log10().floor()), 10f64.powf(high.log10().ceil()));
    let high = if high > low { high } else { low * 10.0 };
    (Scale::log((low, high), to), (low, high))
}

/// Where normal values lie in `plot`.
fn normal_areas(plot: &Plot, comparison: &Comparison) -> Vec<Area> {
    let bands = || comparison.runs.iter().map(Band::of).collect::<Vec<_>>();
    match plot.axis {
        ValueAxis::Loss => loss_areas(&bands()),
        ValueAxis::Share => accuracy_areas(&bands()),
        _ => Vec::new(),
    }
}
