//! The pen of a chart: lines, words, areas in its coordinates.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use crate::app::charts::margins::{BOTTOM, LEFT, RIGHT, TOP};
use crate::app::charts::plot::{Lines, Plot, ValueAxis};
use crate::app::charts::trace::Trace;
use crate::app::kit::canvas::Sheet;
use crate::app::kit::palette::Palette;
use crate::app::state::page::Page;
use crate::chart::{Area, Axis, Scale, log_ticks, nice_ticks, rest_lines, spread};
use crate::doctor::Verdict;
use crate::experiment::{Comparison, RunId, equilibrium};
use crate::number::{three_digits, whole};
use crate::play::Play;

const FONT: &str = "12px system-ui, sans-serif";

/// Draws in the coordinates of a chart.
pub struct Pen<'a> {
    /// Where it draws.
    pub sheet: &'a Sheet,
    /// The colours.
    pub palette: &'a Palette,
    /// From the axis to pixels.
    pub x: Scale,
    /// From values to pixels.
    pub y: Scale,
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
        self.set_type(align);
        let context = self.context();
        context.set_fill_style_str(color);
        let _ = context.fill_text(words, x, y);
    }

    /// Words above lines, on cleared ground.
    fn label(&self, words: &str, x: f64, y: f64, align: &str, color: &str) {
        self.set_type(align);
        let context = self.context();
        self.stroke(&self.palette.canvas, 4.0, &[]);
        context.set_line_join("round");
        let _ = context.stroke_text(words, x, y);
        context.set_fill_style_str(color);
        let _ = context.fill_text(words, x, y);
    }

    fn set_type(&self, align: &str) {
        let context = self.context();
        context.set_font(FONT);
        context.set_text_align(align);
        context.set_text_baseline("middle");
    }

    /// The hue of `run`, or that of what is everybody's.
    fn hue(&self, run: Option<usize>) -> &str {
        run.map_or(self.palette.muted.as_str(), |run| self.palette.run(run))
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

    /// Hairlines and numbers.
    pub fn grid(&self, plot: &Plot, log: bool, (low, high): (f64, f64), (axis, end): (Axis, f64)) {
        let ticks = match plot.axis {
            ValueAxis::Share => vec![0.0, 0.5, 1.0],
            _ if log => log_ticks(low, high, 4),
            _ => nice_ticks(low, high, 3),
        };
        self.stroke(&self.palette.line, 1.0, &[]);
        for tick in &ticks {
            if let Some(y) = self.y.at(*tick) {
                let y = y.round() + 0.5;
                self.segment((LEFT, y), (self.right(), y));
            }
        }
        for tick in &ticks {
            let words = match plot.axis {
                ValueAxis::Share => plot.text(*tick),
                _ if tick.abs() < 1e-9 => "0".into(),
                _ if !log => short(*tick),
                _ if (0.001..1.0).contains(tick) => format!("{tick}"),
                _ if *tick >= 1.0 && *tick < 1e6 => whole(*tick as u64),
                _ => three_digits(*tick),
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

    /// Where normal values lie: areas, each with a bar beside the axis that is broken for the dashed line.
    pub fn normal(&self, areas: &[Area]) {
        for (i, area) in areas.iter().enumerate() {
            self.area(area, 3.0 + 6.0 * i as f64);
        }
    }

    /// The names of the areas, moved apart.
    pub fn normal_names(&self, areas: &[Area]) {
        let middles: Vec<f64> = areas.iter().map(|area| self.middle(area)).collect();
        let placed = spread(&middles, 13.0, TOP + 4.0, self.bottom() - 6.0);
        for (area, y) in areas.iter().zip(placed).filter(|(area, _)| self.is_seen(area)) {
            self.label(&area.name, LEFT + 30.0, y, "left", self.hue(area.run));
        }
    }

    fn is_seen(&self, area: &Area) -> bool {
        let (top, bottom) = self.heights(area);
        bottom - top >= 1.0
    }

    fn middle(&self, area: &Area) -> f64 {
        let (top, bottom) = self.heights(area);
        (top + bottom) / 2.0
    }

    /// The upper and the lower end of `area` in pixels, as far as the plot shows it.
    fn heights(&self, area: &Area) -> (f64, f64) {
        let at = |value| self.y.at(value).unwrap_or(TOP).clamp(TOP, self.bottom());
        (at(area.ends.1), at(area.ends.0))
    }

    fn area(&self, area: &Area, bar: f64) {
        if !self.is_seen(area) {
            return;
        }
        let context = self.context();
        let (top, bottom) = self.heights(area);
        context.set_global_alpha(0.08);
        context.set_fill_style_str(self.hue(area.run));
        context.fill_rect(LEFT, top, self.right() - LEFT, bottom - top);
        context.set_global_alpha(0.7);
        self.stroke(self.hue(area.run), 2.0, if area.dashed { &[4.0, 3.0] } else { &[] });
        self.segment((LEFT + bar, top), (LEFT + bar, bottom));
        context.set_global_alpha(1.0);
    }

    /// The steps in which something was wrong that this chart shows: an area in the run's hue, with a
    /// bar above it.
    pub fn troubles(&self, plot: &Plot, play: &Play, axis: Axis) {
        let context = self.context();
        for (run, lane) in play.runs.iter().enumerate() {
            let shown = |v: &&Verdict| plot.shows(v.finding);
            for verdict in lane.doctor().into_iter().flat_map(|d| d.verdicts()).filter(shown) {
                let at = |step: u32| self.x.at(lane.clock.value(axis, f64::from(step)));
                let Some((from, to)) = at(verdict.began).zip(at(verdict.ended.unwrap_or(lane.step))) else {
                    continue;
                };
                let (from, width) = (from.min(self.right()), (to.min(self.right()) - from).max(2.0));
                context.set_fill_style_str(self.palette.run(run));
                context.set_global_alpha(0.1);
                context.fill_rect(from, TOP, width, self.bottom() - TOP);
                context.set_global_alpha(1.0);
                context.fill_rect(from, 1.0 + 3.0 * (run % 2) as f64, width, 3.0);
            }
        }
    }

    /// What real samples score.
    pub fn floor(&self, floor: Option<f64>) {
        let Some((floor, y)) = floor.and_then(|floor| Some((floor, self.y.at(floor)?))) else { return };
        self.stroke(&self.palette.muted, 1.2, &[1.5, 3.5]);
        self.segment((LEFT, y), (self.right(), y));
        let words = format!("real samples {}", three_digits(floor));
        let label = if y < TOP + 16.0 { y + 9.0 } else { y - 8.0 };
        self.label(&words, self.right() - 4.0, label, "right", &self.palette.muted);
    }

    /// The losses at rest and their floors; runs that share a line share its name.
    pub fn equilibria(&self, comparison: &Comparison) {
        let lines = rest_lines(&comparison.runs.iter().map(equilibrium::of).collect::<Vec<_>>());
        let heights: Vec<Option<f64>> = lines.iter().map(|line| self.y.at(line.value)).collect();
        let wanted: Vec<f64> = heights.iter().map(|y| y.unwrap_or(0.0) - 8.0).collect();
        let placed = spread(&wanted, 13.0, TOP + 4.0, self.bottom() - 6.0);
        for ((line, y), label) in lines.iter().zip(&heights).zip(placed) {
            let Some(y) = *y else { continue };
            let color = self.hue(line.run);
            self.stroke(color, 1.2, &[1.5, 3.5]);
            self.segment((LEFT, y), (self.right(), y));
            let words = format!("{} {}", line.name, three_digits(line.value));
            self.label(&words, self.right() - 4.0, label, "right", color);
        }
    }

    /// What happened during training.
    pub fn marks(&self, page: Page, play: &Play, axis: Axis) {
        page.marks.with_untracked(|marks| {
            for mark in marks {
                let clock = play.runs.get(mark.run.0).map(|lane| &lane.clock);
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
    pub fn shown(&self, play: &Play, place: Option<u32>, axis: Axis) {
        let Some(step) = place.and_then(|step| play.timeline.nearest(step)) else { return };
        if axis == Axis::Steps {
            return self.cursor(Some(f64::from(step)), &self.palette.muted);
        }
        for (run, lane) in play.runs.iter().enumerate().filter(|(_, lane)| lane.step >= step) {
            self.cursor(Some(lane.clock.value(axis, f64::from(step))), self.palette.run(run));
        }
    }

    fn place(&self, trace: &Trace, column: usize) -> f64 {
        trace.places.get(column).and_then(|place| self.x.at(*place)).unwrap_or(LEFT)
    }

    fn height(&self, value: f32) -> Option<f64> {
        self.y.at(f64::from(value)).map(|y| y.clamp(TOP - 4.0, self.bottom() + 1.0))
    }

    /// The least and the greatest value of each column, faintly.
    pub fn band(&self, trace: &Trace, alpha: f64) {
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

    /// The course of a trace.
    pub fn line(&self, trace: &Trace) {
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
        if trace.dots {
            self.dots(trace);
        }
        self.stroke(&self.palette.line, 1.0, &[]);
    }

    fn dots(&self, trace: &Trace) {
        let context = self.context();
        context.set_fill_style_str(self.palette.run(trace.run));
        for (i, column) in trace.line.iter().enumerate() {
            if let Some(y) = column.and_then(|(value, _)| self.height(value)) {
                context.begin_path();
                let _ = context.arc(self.place(trace, i), y, 2.5, 0.0, std::f64::consts::TAU);
                context.fill();
            }
        }
    }

    /// Names at the lines' ends.
    pub fn names(&self, plot: &Plot, traces: &[Trace]) {
        let end = |trace: &Trace| {
            let (low, high) = trace.line.iter().rev().find_map(|c| *c)?;
            let y = self.height((low + high) / 2.0)?;
            let letter = RunId(trace.run).letter();
            let name = match &plot.lines {
                Lines::Metric => letter.to_string(),
                Lines::Pair { dashed, .. } if trace.dashed => format!("{letter} {}", dashed.1),
                Lines::Pair { solid, .. } => format!("{letter} {}", solid.1),
            };
            let x = self.place(trace, trace.line.len().saturating_sub(1));
            Some((x, y, name, trace.run))
        };
        let ends: Vec<_> = traces.iter().filter_map(end).collect();
        let heights: Vec<f64> = ends.iter().map(|e| e.1).collect();
        let placed = spread(&heights, 13.0, TOP, self.bottom() - 4.0);
        for ((x, _, name, run), y) in ends.iter().zip(placed) {
            self.text(name, x + 6.0, y, "left", self.palette.run(*run));
        }
    }

    /// A line across the plot.
    pub fn cursor(&self, place: Option<f64>, color: &str) {
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
