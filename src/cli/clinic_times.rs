//! How long the runs of the clinic take, by what was recorded.

use std::collections::HashMap;

use super::clinic_runs::Run;
use super::shard::Shard;
use crate::clinic::carry::Variant;
use crate::clinic::line::Line;
use crate::statistics::quantile::quantile;

/// The case, the arm (`None`: any of them) and the variant of it.
type Kind = (String, Option<String>, Option<String>);

/// With fewer recorded runs an arm is as fast as its case: what one run took, the machine may have slept through.
const FEWEST: usize = 3;

/// The seconds of recorded runs, of whatever engine.
#[derive(Default)]
pub(super) struct Times(HashMap<Kind, Vec<f64>>);

impl Times {
    pub(super) fn add(&mut self, line: &Line) {
        let mut to = |arm: Option<&str>| {
            let kind = (line.case.clone(), arm.map(str::to_owned), line.variant.clone());
            self.0.entry(kind).or_default().push(line.seconds);
        };
        to(Some(&line.arm));
        to(None);
    }

    /// The seconds of `run`. A variant that was never timed is as fast as the case; how much longer it is counts. So is
    /// an arm.
    pub(super) fn of(&self, run: &Run) -> Option<f64> {
        let length = run.variant.map_or(1.0, Variant::length);
        let mine = self.usual(run, Some(run.arm), run.variant.map(|variant| variant.id));
        let plain = || self.usual(run, Some(run.arm), None).or_else(|| self.usual(run, None, None));
        mine.or_else(|| plain().map(|seconds| seconds * length))
    }

    /// Not the mean: a machine that slept meanwhile makes one run last an hour.
    fn usual(&self, run: &Run, arm: Option<&str>, variant: Option<&str>) -> Option<f64> {
        let kind = (run.case.id.to_owned(), arm.map(str::to_owned), variant.map(str::to_owned));
        let seconds = self.0.get(&kind).filter(|seconds| arm.is_none() || seconds.len() >= FEWEST)?;
        quantile(seconds, 0.5)
    }
}

/// Seconds of the longest of so many shards of runs that take `times`.
pub(super) fn longest_shard(times: &[Option<f64>], shards: usize) -> f64 {
    Shard::all(shards).map(|shard| shard.part(times).flatten().sum()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_shard_is_what_one_waits_for() {
        let times = [Some(1.0), Some(20.0), Some(2.0), Some(4.0), Some(5.0), None];
        assert_eq!([1, 2, 6, 1000].map(|shards| longest_shard(&times, shards)), [32.0, 22.0, 20.0, 20.0]);
    }
}
