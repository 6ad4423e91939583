//! What a chart shows: its lines, its axis, its words.

use crate::chart::Series;
use crate::doctor::Finding;
use crate::number::{percent, three_digits};
use crate::play::Run;

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
        solid: (Series, &'static str),
        /// The dashed line.
        dashed: (Series, &'static str),
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
    pub title: &'static str,
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
        let keys = "Arrow keys move along the axis.";
        match &self.lines {
            Lines::Pair { solid, dashed } => {
                format!("{}: {} solid, {} dashed. {keys}", self.title, solid.1, dashed.1)
            }
            Lines::Metric => {
                format!("{}: one line a run, what real samples score dotted. {keys}", self.title)
            }
        }
    }

    /// The values of `run` at `step`.
    pub fn values(&self, run: &Run, step: u32, metric: &str) -> String {
        match &self.lines {
            Lines::Pair { solid, dashed } => {
                let value = |s| self.text(run.history.near(s, step).map_or(f64::NAN, f64::from));
                format!("{} {} {} {}", solid.1, value(solid.0), dashed.1, value(dashed.0))
            }
            Lines::Metric => {
                let points = run.scores.get(metric).map_or(&[][..], |score| &score.points);
                let last = points.iter().rev().find(|(at, _)| *at <= step);
                self.text(last.map_or(f64::NAN, |(_, value)| f64::from(*value)))
            }
        }
    }
}
