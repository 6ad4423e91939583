//! How a chart is drawn: hairlines, bands, lines, names at their ends.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use super::canvas::Sheet;
use super::line_chart::{Plot, Range, axis_end};
use super::palette::Palette;
use super::runner::Runner;
use super::state::Page;
use crate::chart::{
    Axis, Column, Scale, columns, log_ticks, nice_ticks, rest_lines, spread, spread_of, three_digits, whole,
};
use crate::experiment::{Comparison, RunId, equilibrium};

/// Room for the numbers on the left.
pub const LEFT: f64 = 40.0;
/// Room for the lines' names on the right.
pub const RIGHT: f64 = 44.0;
const TOP: f64 = 8.0;
const BOTTOM: f64 = 20.0;
const FONT: &str = "12px system-ui, sans-serif";

/// One line: whose it is, its pixels' least and greatest, and its course.
#[derive(Default)]
struct Trace {
    run: usize,
    dashed: bool,
    band: Vec<Column>,
    line: Vec<Column>,
    /// Where each column stands on the axis.
    places: Vec<f64>,
}

/// The traces of a chart, kept from one picture to the next.
#[derive(Default)]
pub struct Drawing {
    traces: Vec<Trace>,
}

impl Drawing {
    /// Draws `plot`.
    pub fn draw(&mut self, sheet: &Sheet, page: Page, plot: &Plot) {
        let palette = page.palette.get_untracked();
        let width = (sheet.width - LEFT - RIGHT).max(1.0);
        let axis = page.axis.get_untracked();
        let end = page.look(|runner| self.collect(runner, plot, axis, width as usize)).unwrap_or(1.0);
        let comparison = page.comparison.get_untracked();
        let x = Scale::linear((0.0, end), (LEFT, LEFT + width));
        let y = self.axis(plot, &comparison, (sheet.height - BOTTOM, TOP));
        let pen = Pen { sheet, palette: &palette, x, y: y.0 };
        pen.grid(plot, y.1, (axis, end));
        page.look(|runner| pen.marks(page, runner, axis));
        for trace in &self.traces {
            pen.band(trace, if plot.range == Range::Share { 0.09 } else { 0.16 });
        }
        for trace in &self.traces {
            pen.line(trace);
        }
        if plot.range == Range::Loss {
            pen.equilibria(&comparison);
        }
        pen.names(plot, &self.traces);
        pen.cursor(page.cursor.get_untracked(), &palette.muted);
        page.look(|runner| pen.shown(runner, page.place.get_untracked(), axis));
    }

    /// Reads the curves; answers where the axis ends.
    fn collect(&mut self, runner: &Runner, plot: &Plot, axis: Axis, width: usize) -> f64 {
        let end = axis_end(runner, axis);
        self.traces.resize_with(runner.lanes.len() * 2, Trace::default);
        for (i, trace) in self.traces.iter_mut().enumerate() {
            let (run, dashed) = (i / 2, i % 2 == 1);
            let series = if dashed { plot.dashed.0 } else { plot.solid.0 };
            let lane = &runner.lanes[run];
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
        end
    }

    fn axis(&self, plot: &Plot, comparison: &Comparison, to: (f64, f64)) -> (Scale, (f64, f64)) {
        if plot.range == Range::Share {
            return (Scale::linear((0.0, 1.0), to), (0.0, 1.0));
        }
        let mut range: Option<(f64, f64)> = None;
        let mut include = |low: f64, high: f64| {
            range = Some(range.map_or((low, high), |(l, h)| (l.min(low), h.max(high))));
        };
        for trace in &self.traces {
            if let Some((low, high)) = spread_of(&trace.band) {
                include(low, high);
            }
        }
        if plot.range == Range::Loss {
            for experiment in &comparison.runs {
                let rest = equilibrium::of(experiment);
                let g = rest.g.unwrap_or(rest.d);
                include(rest.d.min(g), rest.d.max(g));
            }
            let (low, high) = range.unwrap_or((0.0, 2.0));
            let room = 0.08 * (high - low).max(0.2);
            let low = if low >= 0.0 { (low - room).max(0.0) } else { low - room };
            return (Scale::linear((low, high + room), to), (low, high + room));
        }
        let (low, high) = range.unwrap_or((0.01, 10.0));
        let (low, high) = (low.max(1e-6), high.max(1e-5));
        let (low, high) = (10f64.powf(low.log10().floor()), 10f64.powf(high.log10().ceil()));
        let high = if high > low { high } else { low * 10.0 };
        (Scale::log((low, high), to), (low, high))
    }
}

/// Draws in the coordinates of a chart.
struct Pen<'a> {
    sheet: &'a Sheet,
    palette: &'a Palette,
    x: Scale,
    y: Scale,
}

impl Pen<'_> {
    fn context(&self) -> &CanvasRenderingContext2d {
        &self.sheet.context
    }

    fn right(&self) -> f64 {
        self.sheet.width - RIGHT
    }

    fn bottom(&self) -> f64 {
        self.sheet.height - BOTTOM
    }

    fn text(&self, words: &str, x: f64, y: f64, align: &str, color: &str) {
        let context = self.context();
        context.set_font(FONT);
        context.set_text_align(align);
        context.set_text_baseline("middle");
        context.set_fill_style_str(color);
        let _ = context.fill_text(words, x, y);
    }

    /// Clears the ground for words above lines.
    fn halo(&self, words: &str, x: f64, y: f64) {
        let context = self.context();
        context.set_font(FONT);
        context.set_text_align("right");
        context.set_text_baseline("middle");
        self.stroke(&self.palette.canvas, 4.0, &[]);
        context.set_line_join("round");
        let _ = context.stroke_text(words, x, y);
    }

    fn stroke(&self, color: &str, width: f64, dash: &[f64]) {
        let context = self.context();
        context.set_stroke_style_str(color);
        context.set_line_width(width);
        let pattern: js_sys::Array = dash.iter().map(|v| JsValue::from_f64(*v)).collect();
        let _ = context.set_line_dash(&pattern);
    }

    fn segment(&self, from: (f64, f64), to: (f64, f64)) {
        let context = self.context();
        context.begin_path();
        context.move_to(from.0, from.1);
        context.line_to(to.0, to.1);
        context.stroke();
    }

    fn grid(&self, plot: &Plot, (low, high): (f64, f64), (axis, end): (Axis, f64)) {
        let ticks = match plot.range {
            Range::Share => vec![0.0, 0.5, 1.0],
            Range::Loss => nice_ticks(low, high, 3),
            Range::Log => log_ticks(low, high, 4),
        };
        self.stroke(&self.palette.line, 1.0, &[]);
        for tick in &ticks {
            if let Some(y) = self.y.at(*tick) {
                let y = y.round() + 0.5;
                self.segment((LEFT, y), (self.right(), y));
            }
        }
        for tick in &ticks {
            let words = match plot.range {
                Range::Share => plot.text(*tick),
                _ if tick.abs() < 1e-9 => "0".into(),
                Range::Log if (0.001..1.0).contains(tick) => format!("{tick}"),
                Range::Log if *tick >= 1.0 && *tick < 1e6 => whole(*tick as u64),
                Range::Loss => short(*tick),
                Range::Log => three_digits(*tick),
            };
            if let Some(y) = self.y.at(*tick) {
                self.text(&words, LEFT - 6.0, y, "right", &self.palette.muted);
            }
        }
        let baseline = self.sheet.height - 8.0;
        for tick in nice_ticks(0.0, end, 4) {
            let words = if end >= 4.0 { whole(tick as u64) } else { short(tick) };
            if let Some(x) = self.x.at(tick).filter(|x| *x < self.right() - 36.0) {
                self.text(&words, x, baseline, "center", &self.palette.muted);
            }
        }
        self.text(axis.unit(), self.sheet.width - 2.0, baseline, "right", &self.palette.muted);
    }

    /// The losses at rest and their floors; runs that share a line share its name.
    fn equilibria(&self, comparison: &Comparison) {
        let lines = rest_lines(&comparison.runs.iter().map(equilibrium::of).collect::<Vec<_>>());
        let heights: Vec<Option<f64>> = lines.iter().map(|line| self.y.at(line.value)).collect();
        let wanted: Vec<f64> = heights.iter().map(|y| y.unwrap_or(0.0) - 8.0).collect();
        let placed = spread(&wanted, 13.0, TOP + 4.0, self.bottom() - 6.0);
        for ((line, y), label) in lines.iter().zip(&heights).zip(placed) {
            let Some(y) = *y else { continue };
            let color = line.run.map_or(self.palette.muted.as_str(), |run| self.palette.run(run));
            self.stroke(color, 1.2, &[1.5, 3.5]);
            self.segment((LEFT, y), (self.right(), y));
            let words = format!("{} {}", line.name, three_digits(line.value));
            self.halo(&words, self.right() - 4.0, label);
            self.text(&words, self.right() - 4.0, label, "right", color);
        }
    }

    /// What happened during training.
    fn marks(&self, page: Page, runner: &Runner, axis: Axis) {
        page.marks.with_untracked(|marks| {
            for mark in marks {
                let clock = runner.lanes.get(mark.run.0).map(|lane| &lane.clock);
                let at = clock.map(|clock| clock.value(axis, f64::from(mark.step)));
                let Some(x) = at.and_then(|v| self.x.at(v)).filter(|x| *x <= self.right()) else { continue };
                self.stroke(self.palette.run(mark.run.0), 1.5, &[]);
                self.segment((x, 0.0), (x, TOP));
                self.stroke(self.palette.run(mark.run.0), 1.0, &[2.0, 3.0]);
                self.segment((x, TOP), (x, self.bottom()));
            }
        });
    }

    /// The step that the slider shows: one line, or one for each run where it stands elsewhere.
    fn shown(&self, runner: &Runner, place: Option<u32>, axis: Axis) {
        let Some(step) = place.and_then(|step| runner.timeline.nearest(step)) else { return };
        if axis == Axis::Steps {
            return self.cursor(Some(f64::from(step)), &self.palette.muted);
        }
        for (run, lane) in runner.lanes.iter().enumerate().filter(|(_, lane)| lane.step >= step) {
            self.cursor(Some(lane.clock.value(axis, f64::from(step))), self.palette.run(run));
        }
    }

    fn place(&self, trace: &Trace, column: usize) -> f64 {
        trace.places.get(column).and_then(|place| self.x.at(*place)).unwrap_or(LEFT)
    }

    fn height(&self, value: f32) -> Option<f64> {
        self.y.at(f64::from(value)).map(|y| y.clamp(TOP - 4.0, self.bottom() + 1.0))
    }

    fn band(&self, trace: &Trace, alpha: f64) {
        let context = self.context();
        context.set_global_alpha(alpha);
        self.stroke(self.palette.run(trace.run), 1.0, &[]);
        context.begin_path();
        let mut down = false;
        for (i, column) in trace.band.iter().enumerate() {
            let ends = column.and_then(|(low, high)| Some((self.height(low)?, self.height(high)?)));
            let Some((a, b)) = ends else {
                down = false;
                continue;
            };
            let x = self.place(trace, i);
            if down {
                context.line_to(x, a)
            } else {
                context.move_to(x, a)
            }
            context.line_to(x, b);
            down = true;
        }
        context.stroke();
        context.set_global_alpha(1.0);
    }

    fn line(&self, trace: &Trace) {
        let context = self.context();
        let dash: &[f64] = if trace.dashed { &[6.0, 4.0] } else { &[] };
        self.stroke(self.palette.run(trace.run), 2.0, dash);
        context.set_line_join("round");
        context.begin_path();
        let mut down = false;
        for (i, column) in trace.line.iter().enumerate() {
            let y = column.and_then(|(low, high)| self.height((low + high) / 2.0));
            match y {
                Some(y) if down => context.line_to(self.place(trace, i), y),
                Some(y) => context.move_to(self.place(trace, i), y),
                None => {}
            }
            down = y.is_some();
        }
        context.stroke();
        self.stroke(&self.palette.line, 1.0, &[]);
    }

    /// Names at the lines' ends.
    fn names(&self, plot: &Plot, traces: &[Trace]) {
        let end = |trace: &Trace| {
            let (low, high) = trace.line.iter().rev().find_map(|c| *c)?;
            let y = self.height((low + high) / 2.0)?;
            let name = if trace.dashed { plot.dashed.1 } else { plot.solid.1 };
            let x = self.place(trace, trace.line.len().saturating_sub(1));
            Some((x, y, format!("{} {name}", RunId(trace.run).letter()), trace.run))
        };
        let ends: Vec<_> = traces.iter().filter_map(end).collect();
        let heights: Vec<f64> = ends.iter().map(|e| e.1).collect();
        let placed = spread(&heights, 13.0, TOP, self.bottom() - 4.0);
        for ((x, _, name, run), y) in ends.iter().zip(placed) {
            self.text(name, x + 6.0, y, "left", self.palette.run(*run));
        }
    }

    fn cursor(&self, place: Option<f64>, color: &str) {
        let Some(x) = place.and_then(|place| self.x.at(place)) else { return };
        self.stroke(color, 1.0, &[]);
        self.segment((x.round() + 0.5, TOP - 4.0), (x.round() + 0.5, self.bottom()));
    }
}

/// A tick without needless zeros.
fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('-', "−")
}
