//! What a chart draws: its traces, read from the runs, on an axis that holds them.

use leptos::prelude::*;

use crate::app::charts::margins::{BOTTOM, LEFT, RIGHT, TOP};
use crate::app::charts::pen::Pen;
use crate::app::charts::plot::{Lines, Plot, ValueAxis};
use crate::app::charts::trace::Trace;
use crate::app::charts::view::ChartView;
use crate::app::kit::canvas::Sheet;
use crate::app::state::page::Page;
use crate::chart::{Axis, RestLine, Scale, Series, columns};
use crate::experiment::RunId;
use crate::play::look::{Bander, Off, Part, Values, reach};
use crate::play::{Play, Run};
use crate::text::charts as t;

/// The traces of a chart, kept from one picture to the next.
#[derive(Default)]
pub struct Drawing {
    traces: Vec<Trace>,
    bander: Bander,
    /// What real samples score, where that is known.
    floor: Option<f64>,
    logarithmic: bool,
    /// Why the losses are not on a logarithmic axis although that is wanted.
    pub why: String,
}

impl Drawing {
    /// Draws `plot` without its parts that are `off`.
    pub fn draw(&mut self, sheet: &Sheet, page: Page, plot: &Plot, view: ChartView, off: Off) {
        let palette = page.palette.get_untracked();
        let (axis, runs) = (page.axis.get_untracked(), view.runs.get_untracked());
        let width = (sheet.width - LEFT - RIGHT).max(1.0);
        let window = view.zoom.get_untracked().window(view.end());
        page.look(|play| self.collect(play, page, plot, view, off, (window, width)));
        let comparison = page.comparison.get_untracked();
        let rests = if off.has(Part::Dotted) { plot.rests(&comparison) } else { Vec::new() };
        let values = self.axis(plot, &rests, runs);
        let x = Scale::linear(window, (LEFT, LEFT + width));
        let y = values.scale((sheet.height - BOTTOM, TOP));
        let pen = Pen { sheet, palette: &palette, x, y };
        if off.has(Part::Normal) {
            let mut areas = plot.areas(&comparison);
            areas.retain(|area| area.run.is_none_or(|run| runs.shows(run)));
            areas.retain(|area| {
                off.has(if area.dashed { Part::Dashed } else { Part::Solid }) || plot.axis == ValueAxis::Share
            });
            pen.normal(&areas);
        }
        page.look(|play| pen.troubles(plot, play, axis, runs));
        pen.grid(plot, &values, axis, window);
        page.look(|play| pen.marks(page, play, axis, runs));
        pen.within(|| {
            self.traces.iter().for_each(|trace| pen.band(trace));
            self.traces.iter().for_each(|trace| pen.line(trace));
        });
        pen.rests(&rests, runs);
        if let Some(floor) = self.floor {
            pen.dotted(floor, None);
        }
        page.look(|play| pen.shown(play, page.place.get_untracked(), axis));
    }

    /// Reads what is switched on of the runs.
    fn collect(
        &mut self,
        play: &Play,
        page: Page,
        plot: &Plot,
        view: ChartView,
        off: Off,
        window: ((f64, f64), f64),
    ) {
        let (axis, runs) = (page.axis.get_untracked(), view.runs.get_untracked());
        (self.floor, self.why) = (None, String::new());
        self.logarithmic =
            plot.axis == ValueAxis::Log || (plot.axis == ValueAxis::Loss && view.log.get_untracked());
        match &plot.lines {
            Lines::Pair { solid, dashed } => {
                let mut used = 0;
                for (run, lane) in play.runs.iter().enumerate().filter(|(run, _)| runs.shows(*run)) {
                    for (part, (series, name)) in [(Part::Solid, *solid), (Part::Dashed, *dashed)] {
                        if off.has(part) {
                            self.curve(used, lane, series, axis, window);
                            let trace = &mut self.traces[used];
                            (trace.run, trace.dashed) = (run, part == Part::Dashed);
                            used += 1;
                            if plot.axis == ValueAxis::Loss
                                && self.logarithmic
                                && !lane.history.curve(series).is_positive()
                            {
                                self.logarithmic = false;
                                self.why = t::not_log(name, RunId(run).letter());
                            }
                        }
                    }
                }
                self.traces.truncate(used);
            }
            Lines::Metric => {
                page.metric.with_untracked(|id| self.scores(play, id, axis, (runs, off), window))
            }
        }
    }

    /// One series of one run, as far as the window shows it.
    fn curve(
        &mut self,
        at: usize,
        lane: &Run,
        series: Series,
        axis: Axis,
        ((from, to), width): ((f64, f64), f64),
    ) {
        if self.traces.len() <= at {
            self.traces.push(Trace::default());
        }
        let trace = &mut self.traces[at];
        let curve = lane.history.curve(series);
        let steps = curve.raw().len();
        let first = (lane.clock.step(axis, from).floor().max(0.0) as usize).saturating_sub(1).min(steps);
        let last = (lane.clock.step(axis, to).ceil() as usize + 1).clamp(first, steps);
        let of = |step: usize| lane.clock.value(axis, step as f64);
        let share = ((of(last) - of(first)) / (to - from)).clamp(0.0, 2.0);
        let pixels = ((width * share).ceil() as usize).max(1);
        trace.dots = false;
        self.bander.band(curve.raw(), (first, last), pixels, &mut trace.band);
        curve.line((first, last), pixels, &mut trace.line);
        let count = trace.line.len();
        let middle = |i: usize| first as f64 + (i as f64 + 0.5) / count as f64 * (last - first) as f64;
        trace.places.clear();
        trace.places.extend((0..count).map(|i| lane.clock.value(axis, middle(i))));
    }

    /// One metric of every run, in no more dots than there are pixels.
    fn scores(
        &mut self,
        play: &Play,
        id: &str,
        axis: Axis,
        (runs, off): (Off, Off),
        ((from, to), width): ((f64, f64), f64),
    ) {
        self.traces.clear();
        self.logarithmic = true;
        for (run, lane) in play.runs.iter().enumerate().filter(|(run, _)| runs.shows(*run)) {
            let Some(score) = lane.scores.get(id) else { continue };
            self.logarithmic &= score.is_logarithmic();
            self.floor = self.floor.or(score.floor.map(f64::from).filter(|_| off.has(Part::Dotted)));
            let place = |(step, _): &(u32, f32)| lane.clock.value(axis, f64::from(*step));
            // With the neighbours of what is shown: the line goes on.
            let first = score.points.partition_point(|point| place(point) < from).saturating_sub(1);
            let last = (score.points.partition_point(|point| place(point) <= to) + 1).min(score.points.len());
            let points = &score.points[first.min(last)..last];
            let values: Vec<f32> = points.iter().map(|(_, value)| *value).collect();
            let mut trace = Trace { run, dots: true, ..Trace::default() };
            columns(&values, width as usize, &mut trace.line);
            let dots = trace.line.len();
            let middle = |dot: usize| place(&points[(2 * dot + 1) * points.len() / (2 * dots)]);
            trace.places = (0..dots).map(middle).collect();
            self.traces.push(trace);
        }
        self.logarithmic &= !self.traces.is_empty();
    }

    fn axis(&self, plot: &Plot, rests: &[RestLine], runs: Off) -> Values {
        if plot.axis == ValueAxis::Share {
            return Values::shares();
        }
        let shown = self.traces.iter().flat_map(|trace| [trace.line.as_slice(), trace.band.as_slice()]);
        let rests = rests.iter().filter(|line| line.run.is_none_or(|run| runs.shows(run)));
        let fixed: Vec<f64> = rests.map(|line| line.value).chain(self.floor).collect();
        let fixed: Vec<f64> = fixed.into_iter().filter(|v| !self.logarithmic || *v > 0.0).collect();
        let range = reach(shown, &fixed);
        if self.logarithmic {
            return Values::logarithmic(range);
        }
        Values::linear(range, if plot.axis == ValueAxis::Loss { 0.2 } else { 1e-3 })
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
