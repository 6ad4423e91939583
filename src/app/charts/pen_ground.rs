//! What lies under the lines of a chart: hairlines, normal values, what was wrong, what happened.

use leptos::prelude::*;

use crate::app::charts::margins::{LEFT, TOP};
use crate::app::charts::pen::Pen;
use crate::app::charts::plot::{Plot, ValueAxis};
use crate::app::state::page::Page;
use crate::chart::{Area, Axis, RestLine, nice_ticks};
use crate::doctor::Verdict;
use crate::number::whole;
use crate::play::Play;
use crate::play::look::{Off, Values, tick_text};

impl Pen<'_> {
    /// Hairlines and numbers.
    pub fn grid(&self, plot: &Plot, values: &Values, axis: Axis, (from, to): (f64, f64)) {
        self.stroke(&self.palette.line, 1.0, &[]);
        for y in values.ticks.iter().filter_map(|tick| self.y.at(*tick)) {
            let y = y.round() + 0.5;
            self.segment((LEFT, y), (self.right(), y));
        }
        for tick in &values.ticks {
            let words = if plot.axis == ValueAxis::Share { plot.text(*tick) } else { tick_text(*tick) };
            if let Some(y) = self.y.at(*tick) {
                self.text(&words, LEFT - 4.0, y, "right");
            }
        }
        let baseline = self.sheet.height - 8.0;
        let unit: f64 = axis.unit().chars().map(|c| if c.is_ascii() { 7.0 } else { 12.0 }).sum();
        let room = ((self.right() - LEFT) / 72.0).clamp(2.0, 5.0) as usize;
        for tick in nice_ticks(from, to, room) {
            let words = if to - from >= 4.0 { whole(tick as u64) } else { tick_text(tick) };
            let half = 3.5 * words.chars().count() as f64;
            if let Some(x) = self.across(tick).filter(|x| x + half < self.right() - unit) {
                self.text(&words, x.max(half), baseline, "center");
            }
        }
        self.text(axis.unit(), self.sheet.width - 2.0, baseline, "right");
    }

    /// Where normal values lie: areas, each with a bar beside the axis that is broken for the dashed line.
    pub fn normal(&self, areas: &[Area]) {
        let context = self.context();
        for (i, area) in areas.iter().enumerate() {
            let at = |value| self.y.at(value).unwrap_or(TOP).clamp(TOP, self.bottom());
            let (top, bottom) = (at(area.ends.1), at(area.ends.0));
            if bottom - top < 1.0 {
                continue;
            }
            context.set_global_alpha(0.08);
            context.set_fill_style_str(self.hue(area.run));
            context.fill_rect(LEFT, top, self.right() - LEFT, bottom - top);
            context.set_global_alpha(0.7);
            self.stroke(self.hue(area.run), 2.0, if area.dashed { &[4.0, 3.0] } else { &[] });
            let x = LEFT + 3.0 + 6.0 * i as f64;
            self.segment((x, top), (x, bottom));
            context.set_global_alpha(1.0);
        }
    }

    /// The steps in which something was wrong that this chart shows: a bar above it in the run's hue, over a
    /// pale area.
    pub fn troubles(&self, plot: &Plot, play: &Play, axis: Axis, off: Off) {
        let context = self.context();
        // The areas of many runs would be one grey.
        let (height, pale) = if play.runs.len() < 3 { (3.0, 0.06) } else { (2.0, 0.0) };
        for (run, lane) in play.runs.iter().enumerate().filter(|(run, _)| off.shows(*run)) {
            let shown = |v: &&Verdict| plot.shows(v.finding);
            for verdict in lane.doctor().into_iter().flat_map(|d| d.verdicts()).filter(shown) {
                let at = |step: u32| self.x.at(lane.clock.value(axis, f64::from(step)));
                let Some((from, to)) = at(verdict.began).zip(at(verdict.ended.unwrap_or(lane.step))) else {
                    continue;
                };
                if to < LEFT || from > self.right() {
                    continue;
                }
                let from = from.max(LEFT);
                let width = (to.min(self.right()) - from).max(2.0);
                context.set_fill_style_str(self.palette.run(run));
                context.set_global_alpha(pale);
                context.fill_rect(from, TOP, width, self.bottom() - TOP);
                context.set_global_alpha(1.0);
                context.fill_rect(from, height * run as f64, width, height);
            }
        }
    }

    /// A dotted line across the plot.
    pub fn dotted(&self, value: f64, run: Option<usize>) {
        if let Some(y) = self.y.at(value).filter(|y| (TOP..=self.bottom()).contains(y)) {
            self.stroke(self.hue(run), 1.5, &[1.5, 3.5]);
            self.segment((LEFT, y), (self.right(), y));
        }
    }

    /// The losses at rest and their floors.
    pub fn rests(&self, lines: &[RestLine], off: Off) {
        for line in lines.iter().filter(|line| line.run.is_none_or(|run| off.shows(run))) {
            self.dotted(line.value, line.run);
        }
    }

    /// What happened during training.
    pub fn marks(&self, page: Page, play: &Play, axis: Axis, off: Off) {
        page.marks.with_untracked(|marks| {
            for mark in marks.iter().filter(|mark| off.shows(mark.run.0)) {
                let clock = play.runs.get(mark.run.0).map(|lane| &lane.clock);
                let at = clock.map(|clock| clock.value(axis, f64::from(mark.step)));
                let Some(x) = at.and_then(|v| self.across(v)) else { continue };
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
            return self.upright(f64::from(step), &self.palette.muted);
        }
        for (run, lane) in play.runs.iter().enumerate().filter(|(_, lane)| lane.step >= step) {
            self.upright(lane.clock.value(axis, f64::from(step)), self.palette.run(run));
        }
    }

    fn upright(&self, place: f64, color: &str) {
        if let Some(x) = self.across(place) {
            self.stroke(color, 1.0, &[]);
            self.segment((x.round() + 0.5, TOP - 4.0), (x.round() + 0.5, self.bottom()));
        }
    }
}
