//! The curve of one key: what each of its values comes to.

use super::compare::Scores;
use super::outcome::Outcome;
use super::study::Study;
use super::vary::{dose as order, number};
use crate::experiment::{Key, RunId, Script, Value};
use crate::statistics::bca::mean_interval;
use crate::statistics::degenerate::Degenerate;
use crate::statistics::interval::Interval;

/// One value of the key.
#[derive(Clone, Debug, PartialEq)]
pub struct Dose {
    /// The run that has it.
    pub run: RunId,
    /// The value.
    pub value: Value,
    /// y of its runs that are done.
    pub scores: Vec<f64>,
    /// Their mean.
    pub mean: Option<f64>,
    /// The 95 % bootstrap interval of the mean: the band around the curve.
    pub interval: Result<Interval, Degenerate>,
}

/// The number key in which alone the runs of `script` differ from run A, each in another value and from its first
/// step to its last; `None` where there is no such key.
pub fn varied(script: &Script) -> Option<&'static Key> {
    if script.courses.iter().any(|course| course.fork.is_some() || !course.edits.is_empty()) {
        return None;
    }
    let comparison = script.now();
    let mut only: Option<&'static Key> = None;
    for run in 1..comparison.runs.len() {
        let [(key, value)] = comparison.differences(RunId(run))[..] else { return None };
        number(value)?;
        if only.get_or_insert(key).name != key.name {
            return None;
        }
    }
    let key = only?;
    let values: Vec<Value> = comparison.runs.iter().map(|run| key.get(run)).collect();
    let twice = (1..values.len()).any(|i| values[..i].contains(&values[i]));
    (!twice).then_some(key)
}

/// The curve of `key` in `study` by `outcome`, by rising value.
pub fn curve(study: &Study, key: &Key, outcome: &Outcome) -> Vec<Dose> {
    let scores = Scores::new(study, outcome);
    let runs = study.script().now().runs;
    let dose = |run: RunId| {
        let known = scores.known(run);
        let mean = known.iter().sum::<f64>() / known.len() as f64;
        Dose {
            run,
            value: key.get(&runs[run.0]),
            mean: mean.is_finite().then_some(mean),
            interval: mean_interval(&known),
            scores: known,
        }
    };
    let mut doses: Vec<Dose> = study.runs().map(dose).collect();
    doses.sort_by(|a, b| order(key, a.value).total_cmp(&order(key, b.value)));
    doses
}
