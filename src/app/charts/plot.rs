//! What a chart shows: its lines, its axis, its words.

use crate::chart::{Area, RestLine, Series, accuracy_areas, loss_areas, rest_lines};
use crate::doctor::Finding;
use crate::doctor::band::Band;
use crate::experiment::{Comparison, equilibrium};
use crate::number::{percent, three_digits};
use crate::play::Run;
use crate::play::look::{Off, Part};
use crate::text::{Text, charts as t};

/// How the values of a chart are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueAxis {
    /// From the data, with the equilibrium.
    Loss,
    /// 0 to 1.
    Share,
    /// Logarithmic.
    Log,
    /// From the data, logarithmic where it falls towards a floor.
    Free,
}

/// What is drawn of every run.
#[derive(Debug)]
pub enum Lines {
    /// Two series with their names.
    Pair {
        /// The solid line.
        solid: (Series, Text),
        /// The dashed line.
        dashed: (Series, Text),
    },
    /// The metric that the user has chosen, at every snapshot.
    Metric,
}

/// What a chart shows.
#[derive(Debug)]
pub struct Plot {
    /// Its name in the page.
    pub id: &'static str,
    /// Its title.
    pub title: Text,
    /// Its lines.
    pub lines: Lines,
    /// Its axis.
    pub axis: ValueAxis,
    /// The troubles that can be seen in it.
    pub troubles: &'static [Finding],
}

impl Plot {
    /// A value of this chart as text.
    pub fn text(&self, value: f64) -> String {
        if self.axis == ValueAxis::Share { percent(value) } else { three_digits(value) }
    }

    /// Whether `finding` can be seen in it.
    pub fn shows(&self, finding: Finding) -> bool {
        self.troubles.contains(&finding)
    }

    /// How to read it without seeing it.
    pub fn label(&self) -> String {
        match &self.lines {
            Lines::Pair { solid, dashed } => t::pair_label(self.title, solid.1, dashed.1),
            Lines::Metric => t::metric_label(self.title),
        }
    }

    /// Where normal values lie.
    pub fn areas(&self, comparison: &Comparison) -> Vec<Area> {
        let bands = || comparison.runs.iter().map(Band::of).collect::<Vec<_>>();
        match self.axis {
            ValueAxis::Loss => loss_areas(&bands()),
            ValueAxis::Share => accuracy_areas(&bands()),
            _ => Vec::new(),
        }
    }

    /// The losses at rest.
    pub fn rests(&self, comparison: &Comparison) -> Vec<RestLine> {
        if self.axis != ValueAxis::Loss {
            return Vec::new();
        }
        rest_lines(&comparison.runs.iter().map(equilibrium::of).collect::<Vec<_>>())
    }

    /// The values of `run` at `step`, without the lines that are `off`; named, or as short as they can be.
    pub fn values(&self, run: &Run, step: u32, metric: &str, off: Off, named: bool) -> String {
        match &self.lines {
            Lines::Pair { solid, dashed } => {
                let lines = [(Part::Solid, solid), (Part::Dashed, dashed)].into_iter();
                let value = |(_, (series, name)): (Part, &(Series, Text))| {
                    let value = self.text(run.history.near(*series, step).map_or(f64::NAN, f64::from));
                    if named { format!("{name} {value}") } else { value }
                };
                lines.filter(|(part, _)| off.has(*part)).map(value).collect::<Vec<_>>().join(" ")
            }
            Lines::Metric => {
                let points = run.scores.get(metric).map_or(&[][..], |score| &score.points);
                let last = points.iter().rev().find(|(at, _)| *at <= step);
                self.text(last.map_or(f64::NAN, |(_, value)| f64::from(*value)))
            }
        }
    }
}
