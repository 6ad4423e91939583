//! What real samples are expected to score against real samples: the mean over many splits of the data,
//! since one alone can be lucky. Measured by `saddle clinic floors` into `evidence/floors.json`.

use std::collections::BTreeMap;

use crate::experiment::{Choice, Data};

/// The floor of each metric of each data set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Floors(pub BTreeMap<String, BTreeMap<String, f64>>);

impl Floors {
    /// Those that were measured.
    pub fn measured() -> Self {
        Self::read(include_str!("../../evidence/floors.json")).unwrap_or_default()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map(Self).map_err(|e| e.to_string())
    }

    /// That of `metric` on `data`; that of the average of G is that of G.
    pub fn of(&self, data: Data, metric: &str) -> Option<f64> {
        let metric = metric.strip_prefix("ema-").unwrap_or(metric);
        self.0.get(Data::WORDS[data.index()])?.get(metric).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::super::CASES;
    use super::super::case::Outcome;
    use super::super::target::Limit;
    use super::*;

    #[test]
    fn what_a_case_divides_by_was_measured() {
        let floors = Floors::measured();
        for case in CASES {
            let limits = case.target.iter().filter_map(|limit| match limit {
                Limit::Floors(metric, _) => Some(*metric),
                _ => None,
            });
            let outcome =
                Some(case.outcome).filter(|o| matches!(o, Outcome::Distance(_))).map(Outcome::metric);
            for metric in limits.chain(outcome) {
                let floor = floors.of(case.data(), metric);
                assert!(floor.is_some_and(|f| f > 0.0), "{}: {metric}", case.id);
            }
        }
    }
}
