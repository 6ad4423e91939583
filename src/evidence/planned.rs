//! Every run of a plan, in the order in which they are trained.

use std::fmt::{self, Display};

use super::board::keys;
use super::fingerprints::Fingerprints;
use super::measured_run::RunKey;
use super::plan::{Plan, PlanRow, Trial};
use super::trials;
use crate::experiment::Experiment;

/// A run of a plan. It is small, and made whole ([`Planned::experiment`]) only when it is trained.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    of: Of<'a>,
    /// Its seed.
    pub seed: u32,
}

#[derive(Clone, Copy, Debug)]
enum Of<'a> {
    Base(&'a PlanRow),
    Variant(&'a PlanRow),
    Trial(&'a Trial),
}

/// Every run of `plan`, seed by seed, so that an interrupted sweep has whole pairs. A run that two rows share is
/// there twice.
pub fn planned(plan: &Plan) -> impl Iterator<Item = Planned<'_>> {
    let rows = plan.rows.iter().map(|row| row.seeds);
    let last = rows.chain(plan.trials.iter().map(|trial| *trial.all_seeds().end())).max().unwrap_or(0);
    (1..=last).flat_map(move |seed| {
        let rows = plan.rows.iter().filter(move |row| seed <= row.seeds);
        let trials = plan.trials.iter().filter(move |trial| trial.all_seeds().contains(&seed));
        let all = rows.flat_map(|row| [Of::Base(row), Of::Variant(row)]).chain(trials.map(Of::Trial));
        all.map(move |of| Planned { of, seed })
    })
}

/// The runs of `plan` to train: each once, whoever names it.
///
/// # Errors
/// The row that cannot be read.
pub fn distinct(plan: &Plan) -> Result<Vec<Planned<'_>>, String> {
    let (mut seen, mut all) = (Fingerprints::default(), Vec::new());
    for run in planned(plan) {
        if seen.insert(&run.key()?) {
            all.push(run);
        }
    }
    Ok(all)
}

impl Planned<'_> {
    /// What decides it.
    ///
    /// # Errors
    /// The row cannot be read.
    pub fn key(&self) -> Result<RunKey, String> {
        match self.of {
            Of::Base(row) => keys(row, self.seed).map(|[base, _]| base),
            Of::Variant(row) => keys(row, self.seed).map(|[_, variant]| variant),
            Of::Trial(trial) => trials::run(trial, self.seed).map(|(key, _)| key),
        }
    }

    /// What is trained.
    ///
    /// # Errors
    /// The row cannot be read.
    pub fn experiment(&self) -> Result<Experiment, String> {
        match self.of {
            Of::Base(row) => row.runs(self.seed).map(|[base, _]| base),
            Of::Variant(row) => row.runs(self.seed).map(|[_, variant]| variant),
            Of::Trial(trial) => trials::run(trial, self.seed).map(|(_, e)| e),
        }
    }
}

/// What it belongs to.
impl Display for Planned<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.of {
            Of::Base(row) => write!(f, "{} (base)", row.id),
            Of::Variant(row) => write!(f, "{} (variant)", row.id),
            Of::Trial(trial) => write!(f, "recipe {}", trial.recipe),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::plan;
    use super::*;

    const PLAN: &str = r#"{"id":"a","tip":"noise","claim":"c","link":"v=1&data=ring8&seed=1&b:noise=0.3","metric":"hq","expected":"better","because":"b","seeds":2}
{"id":"b","tip":"label-swap","claim":"c","link":"v=1&data=ring8&seed=1&b:labels.swap=1","metric":"hq","expected":"identical","because":"b","seeds":1,"start":"mirrored"}
{"recipe":"ring8","first":2,"seeds":2}"#;

    #[test]
    fn runs_come_seed_by_seed_and_a_shared_base_is_trained_once() {
        let plan = plan::read(PLAN).expect("a plan");
        let names = |runs: &mut dyn Iterator<Item = Planned<'_>>| {
            runs.map(|run| format!("{} {run}", run.seed)).collect::<Vec<_>>()
        };
        let all = names(&mut planned(&plan));
        assert_eq!(
            all,
            [
                "1 a (base)",
                "1 a (variant)",
                "1 b (base)",
                "1 b (variant)",
                "2 a (base)",
                "2 a (variant)",
                "2 recipe ring8",
                "3 recipe ring8"
            ]
        );
        let once = distinct(&plan).expect("a plan");
        assert_eq!(names(&mut once.iter().copied()), [&all[..2], &all[3..]].concat());
        let (key, e) = (once[2].key().expect("a key"), once[2].experiment().expect("a run"));
        assert_eq!((key.1, e.labels.swap, e.seed), (plan.rows[1].start, true, 1));
    }
}
