//! One line of the results: a run that was trained to its end, with all that is ever asked of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::arm::Scored;
use super::case::Outcome;
use super::results::RunName;
use super::target::{Limit, TRAIL};

/// The name of the plain run of a case.
pub const BASE: &str = "base";

/// One run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The case.
    pub case: String,
    /// The arm, or [`BASE`].
    pub arm: String,
    /// The variant of the case, where it is one ([`super::carry::VARIANTS`]); absent for the case as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// The seed.
    pub seed: u32,
    /// The whole run as a link.
    pub link: String,
    /// Which bits the engine makes: lines of other bits are old.
    pub bits: String,
    /// The engine's version.
    pub version: String,
    /// The metrics of all snapshots after step 0, in their order. Those of more fakes than the page
    /// measures are of the last [`TRAIL`] snapshots only.
    pub series: BTreeMap<String, Vec<f64>>,
    /// What the doctor found: the finding, since when and until when.
    pub verdicts: Vec<(String, u32, Option<u32>)>,
    /// What the doctor says at the end.
    pub verdict: String,
    /// The step at which it diverged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diverged: Option<u32>,
    /// Seconds on one core.
    pub seconds: f64,
}

/// Significant digits with which a line keeps what was measured.
pub const DIGITS: usize = 5;

impl Line {
    /// Its name among all runs.
    pub fn name(&self) -> RunName {
        (self.case.clone(), self.arm.clone(), self.variant.clone(), self.seed)
    }

    /// The values of `metric` that are scored; nothing of a run that diverged.
    fn window(&self, metric: &str, scored: Scored) -> Option<&[f64]> {
        let name = if scored == Scored::Average { format!("ema-{metric}") } else { metric.to_owned() };
        let all = self.series.get(&name).filter(|all| self.diverged.is_none() && all.len() >= TRAIL)?;
        Some(match scored {
            Scored::Early => &all[..TRAIL],
            Scored::Last | Scored::Average => &all[all.len() - TRAIL..],
        })
    }

    /// The score y of the run: the mean over the last five snapshots of log(value / floor) for a distance,
    /// of the value otherwise. `None` of a run that diverged.
    pub fn score(&self, outcome: Outcome, scored: Scored, floor: f64) -> Option<f64> {
        let scores = self.window(outcome.metric(), scored)?.iter().map(|v| outcome.score(*v, floor));
        let scores: Vec<f64> = scores.collect();
        Some(scores.iter().sum::<f64>() / scores.len() as f64)
    }

    /// The mean of `metric` over the snapshots that are scored; `None` where it was not measured and of a run that
    /// diverged.
    pub fn mean(&self, metric: &str, scored: Scored) -> Option<f64> {
        let values = self.window(metric, scored)?;
        Some(values.iter().sum::<f64>() / values.len() as f64)
    }

    /// Whether it keeps every bound of `target`; `floor` tells what real samples are expected to score.
    pub fn keeps(&self, target: &[Limit], scored: Scored, floor: impl Fn(&str) -> Option<f64>) -> bool {
        let scored = if scored == Scored::Early { Scored::Last } else { scored };
        target.iter().all(|limit| {
            let metric = limit.metric();
            let value = self.window(metric, scored).map(|values| match limit {
                Limit::Floors(..) => {
                    let logs = values.iter().map(|v| v.max(f64::MIN_POSITIVE).ln()).sum::<f64>();
                    (logs / values.len() as f64).exp()
                }
                _ => values.iter().sum::<f64>() / values.len() as f64,
            });
            limit.keeps(value, floor(metric))
        })
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::number::significant;

    /// A run whose energy distances and modes are these.
    pub fn line(case: &str, arm: &str, seed: u32, energy: &[f64], modes: &[f64]) -> Line {
        let series = [("energy", energy), ("modes", modes)];
        Line {
            case: case.into(),
            arm: arm.into(),
            variant: None,
            seed,
            link: format!("v=2&data=ring8&seed={seed}"),
            bits: "0".into(),
            version: "0".into(),
            series: series.map(|(name, values)| (name.to_owned(), values.to_vec())).into(),
            verdicts: Vec::new(),
            verdict: "healthy".into(),
            diverged: None,
            seconds: 1.0,
        }
    }

    const FLOOR: f64 = 0.001;

    #[test]
    fn the_score_is_the_mean_logarithm_of_the_last_five() {
        let run = line("ring", BASE, 1, &[9.0, 0.001, 0.01, 0.01, 0.01, 0.1], &[8.0; 6]);
        let y = run.score(Outcome::Distance("energy"), Scored::Last, FLOOR).expect("a score");
        assert!((y - (0.0 + 3.0 * 10f64.ln() + 100f64.ln()) / 5.0).abs() < 1e-12);
        assert_eq!(run.score(Outcome::Amount("modes", 1.0), Scored::Last, 0.0), Some(8.0));
        let early = run.score(Outcome::Distance("energy"), Scored::Early, FLOOR).expect("a score");
        assert!((early - (9000f64.ln() + 3.0 * 10f64.ln()) / 5.0).abs() < 1e-12);
    }

    #[test]
    fn a_run_that_diverged_or_ended_early_has_no_score_and_is_not_rescued() {
        let mut run = line("ring", BASE, 1, &[0.001; 5], &[8.0; 5]);
        let target = [Limit::Floors("energy", 30.0), Limit::Least("modes", 6.0)];
        let floor = |_: &str| Some(FLOOR);
        assert!(run.keeps(&target, Scored::Last, floor));
        assert!(!run.keeps(&target, Scored::Average, floor), "it has no average");
        run.diverged = Some(300);
        assert!(!run.keeps(&target, Scored::Last, floor));
        assert_eq!(run.score(Outcome::Distance("energy"), Scored::Last, FLOOR), None);
        assert!(!line("ring", BASE, 1, &[0.001; 4], &[8.0; 4]).keeps(&target, Scored::Last, floor));
    }

    #[test]
    fn it_survives_its_text() {
        let run =
            Line { diverged: Some(3), ..line("ring", "noise", 2, &[significant(1.0 / 3.0, DIGITS)], &[8.0]) };
        let text = serde_json::to_string(&run).expect("serializable");
        assert!(text.contains("0.33333") && !text.contains("0.333333"));
        assert_eq!(serde_json::from_str::<Line>(&text).expect("readable"), run);
        assert!(!text.contains("variant"), "lines from before there were variants read the same");
        let half = Line { variant: Some("rate-half".into()), ..run };
        let text = serde_json::to_string(&half).expect("serializable");
        assert_eq!(serde_json::from_str::<Line>(&text).expect("readable"), half);
    }
}
