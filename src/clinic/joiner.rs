//! The runs of one case, or of a variant of it, as scores: what both the board and the strips are joined from.

use std::ops::RangeInclusive;

use super::arm::Scored;
use super::board::{Dot, Side};
use super::case::Case;
use super::floors::Floors;
use super::line::{BASE, Line};
use super::results::Results;
use crate::number::significant;
use crate::statistics::interval::Interval;
use crate::statistics::paired::worst_tenth;
use crate::statistics::smallest_effect::SmallestEffect;

/// What the runs of one case are joined with.
#[derive(Clone, Copy)]
pub(super) struct Joiner<'a> {
    pub(super) case: &'static Case,
    /// The variant of it; `None` for the case as it is.
    pub(super) variant: Option<&'static str>,
    pub(super) results: &'a Results,
    pub(super) floors: &'a Floors,
}

/// `value` with as many digits as the page's files keep.
pub(super) fn four(value: f64) -> f64 {
    significant(value, 4)
}

pub(super) fn ends(interval: Interval) -> (f64, f64) {
    (four(interval.low), four(interval.high))
}

impl<'a> Joiner<'a> {
    /// The smallest effect that matters in this case.
    pub(super) fn smallest(&self) -> SmallestEffect {
        self.case.outcome.smallest_effect()
    }

    /// The run of `arm` with `seed`.
    fn line(&self, arm: &str, seed: u32) -> Option<&'a Line> {
        self.results.get(self.case.id, arm, self.variant, seed)
    }

    fn score(&self, line: &Line, scored: Scored) -> Option<f64> {
        let floor = self.floors.of(self.case.data(), self.case.outcome.metric());
        if line.diverged.is_some() {
            return Some(self.case.outcome.worst());
        }
        line.score(self.case.outcome, scored, floor.unwrap_or(1.0))
    }

    /// The runs of `run` that are there.
    pub(super) fn dots(&self, run: &str, scored: Scored, seeds: RangeInclusive<u32>) -> Vec<Dot> {
        let floor = |metric: &str| self.floors.of(self.case.data(), metric);
        let dot = |seed| {
            let line = self.line(run, seed)?;
            let kept = line.keeps(self.case.target, scored, floor);
            Some((seed, four(self.score(line, scored)?), kept))
        };
        seeds.filter_map(dot).collect()
    }

    /// The plain runs behind `dots`, each with whether it reached the target.
    pub(super) fn plain<'b>(
        &self,
        dots: impl Iterator<Item = &'b Dot>,
    ) -> impl Iterator<Item = (&'a Line, bool)> {
        dots.filter_map(|(seed, _, kept)| Some((self.line(BASE, *seed)?, *kept)))
    }

    /// What they come to; `run` is the name under which they were trained.
    pub(super) fn side(&self, run: &str, scored: Scored, dots: &[Dot]) -> Side {
        let scores: Vec<f64> = dots.iter().map(|(_, y, _)| *y).collect();
        let diverged = |(seed, ..): &&Dot| self.line(run, *seed).is_some_and(|line| line.diverged.is_some());
        Side {
            runs: dots.len() as u32,
            rescued: dots.iter().filter(|(_, _, kept)| *kept).count() as u32,
            diverged: dots.iter().filter(diverged).count() as u32,
            mean: four(scores.iter().sum::<f64>() / scores.len().max(1) as f64),
            worst: worst_tenth(&scores, self.smallest().lower_is_better).map_or(0.0, four),
            quality: self.quality(run, scored, dots),
        }
    }

    /// The mean share of high quality of the runs behind `dots`.
    fn quality(&self, run: &str, scored: Scored, dots: &[Dot]) -> Option<f64> {
        let of_one = |(seed, ..): &Dot| {
            let line = self.line(run, *seed)?;
            if line.diverged.is_some() { Some(0.0) } else { line.mean("hq", scored) }
        };
        let found: Vec<f64> = dots.iter().filter_map(of_one).collect();
        (!found.is_empty()).then(|| four(found.iter().sum::<f64>() / found.len() as f64))
    }
}
