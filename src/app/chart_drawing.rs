//! How a chart is drawn: hairlines, bands, lines, names at their ends.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use super::canvas::Sheet;
use super::line_chart::{Plot, Range, axis_end};
use super::palette::Palette;
use super::runner::Runner;
use super::state::Page;
use crate::chart::{Column, Scale, columns, log_ticks, nice_ticks, spread, spread_of, three_digits, whole};
use crate::experiment::equilibrium::{self, Equilibrium};
use crate::experiment::{Comparison, RunId};

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
    steps: usize,
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
        let steps = page.look(|runner| self.collect(runner, plot, width as usize)).unwrap_or(0);
        let comparison = page.comparison.get_untracked();
        let x = Scale::linear((0.0, f64::from(axis_end(steps))), (LEFT, LEFT + width));
        let y = self.axis(plot, &comparison, (sheet.height - BOTTOM, TOP));
        let pen = Pen { sheet, palette: &palette, x, y: y.0 };
        pen.grid(plot, y.1, axis_end(steps));
        for mark in page.marks.get_untracked() {
            pen.mark(mark.step, mark.run);
        }
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
        pen.cursor(page.cursor.get_untracked());
        let place = page.place.get_untracked();
        let shown = page.look(|r| place.and_then(|i| r.film.get(i).map(|f| f.0))).flatten();
        pen.cursor(shown);
    }

    /// Reads the curves; answers the longest run's steps.
    fn collect(&mut self, runner: &Runner, plot: &Plot, width: usize) -> u32 {
        let steps = runner.lanes.iter().map(|l| l.history.len()).max().unwrap_or(0);
        self.traces.resize_with(runner.lanes.len() * 2, Trace::default);
        for (i, trace) in self.traces.iter_mut().enumerate() {
            let (run, dashed) = (i / 2, i % 2 == 1);
            let series = if dashed { plot.dashed.0 } else { plot.solid.0 };
            let curve = runner.lanes[run].history.curve(series);
            let share = curve.raw.len() as f64 / f64::from(axis_end(steps as u32));
            let pixels = ((width as f64 * share).ceil() as usize).max(1);
            (trace.run, trace.dashed, trace.steps) = (run, dashed, curve.raw.len());
            columns(&curve.raw, pixels, &mut trace.band);
            columns(&curve.smooth, pixels, &mut trace.line);
        }
        steps as u32
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
                include(rest.d.min(rest.g), rest.d.max(rest.g));
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

    fn grid(&self, plot: &Plot, (low, high): (f64, f64), end: u32) {
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
        for tick in nice_ticks(0.0, f64::from(end), 4) {
            if let Some(x) = self.x.at(tick).filter(|x| *x < self.right() - 12.0) {
                self.text(&whole(tick as u64), x, baseline, "center", &self.palette.muted);
            }
        }
        self.text("steps", self.sheet.width - 2.0, baseline, "right", &self.palette.muted);
    }

    /// The losses at rest: run A's, and each other run's that differ.
    fn equilibria(&self, comparison: &Comparison) {
        let rests: Vec<_> = comparison.runs.iter().map(equilibrium::of).collect();
        for (i, rest) in rests.iter().enumerate() {
            let same =
                |other: &Equilibrium| (other.d - rest.d).abs() < 1e-6 && (other.g - rest.g).abs() < 1e-6;
            if rests[..i].iter().any(same) {
                continue;
            }
            let alone = rests.iter().all(same);
            let color = if alone { &self.palette.muted } else { self.palette.run(i) };
            for (value, name) in [(rest.d, "D at equilibrium"), (rest.g, "G at equilibrium")] {
                let Some(y) = self.y.at(value) else { continue };
                self.stroke(color, 1.2, &[1.5, 3.5]);
                self.segment((LEFT, y), (self.right(), y));
                let name = if alone { name.to_owned() } else { format!("{}: {name}", RunId(i).letter()) };
                let words = format!("{name} {}", three_digits(value));
                self.halo(&words, self.right() - 4.0, y - 8.0);
                self.text(&words, self.right() - 4.0, y - 8.0, "right", color);
            }
        }
    }

    /// A change during training.
    fn mark(&self, step: u32, run: RunId) {
        let Some(x) = self.x.at(f64::from(step)).filter(|x| *x <= self.right()) else { return };
        self.stroke(self.palette.run(run.0), 1.5, &[]);
        self.segment((x, 0.0), (x, TOP));
        self.stroke(self.palette.run(run.0), 1.0, &[2.0, 3.0]);
        self.segment((x, TOP), (x, self.bottom()));
    }

    fn place(&self, trace: &Trace, column: usize) -> f64 {
        let share = (column as f64 + 0.5) / trace.band.len().max(1) as f64;
        self.x.at(share * trace.steps as f64).unwrap_or(LEFT)
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

    fn cursor(&self, step: Option<u32>) {
        let Some(x) = step.and_then(|s| self.x.at(f64::from(s))) else { return };
        self.stroke(&self.palette.muted, 1.0, &[]);
        self.segment((x.round() + 0.5, TOP - 4.0), (x.round() + 0.5, self.bottom()));
    }
}

/// A tick without needless zeros.
fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.replace('-', "−")
}
