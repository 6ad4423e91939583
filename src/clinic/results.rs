//! All runs that were ever paid for.

use std::collections::HashMap;

use super::line::Line;

/// A run by its name: the case, the arm, the variant of the case where it is one, the seed.
pub type RunName = (String, String, Option<String>, u32);

/// What the files of lines hold ([`crate::evidence::lines`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    runs: HashMap<RunName, Line>,
    /// Runs of an engine with other bits, or of another link than the case and arm have now.
    pub old: usize,
}

impl Results {
    /// Takes in `run`. Of a run that is there twice the later counts. `current` says whether it is of today's
    /// engine and plan.
    pub fn add(&mut self, run: Line, current: impl Fn(&Line) -> bool) {
        if current(&run) {
            self.runs.insert(run.name(), run);
        } else {
            self.old += 1;
        }
    }

    /// The run of `arm` in `case` with `seed`: in the case as it is, or in a variant of it.
    pub fn get(&self, case: &str, arm: &str, variant: Option<&str>, seed: u32) -> Option<&Line> {
        self.runs.get(&(case.to_owned(), arm.to_owned(), variant.map(str::to_owned), seed))
    }

    /// Every run, in no order.
    pub fn iter(&self) -> impl Iterator<Item = &Line> {
        self.runs.values()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.runs.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::tests::line;
    use super::*;

    #[test]
    fn of_runs_that_are_doubled_and_of_two_builds_the_last_of_the_new_ones_counts() {
        let [one, two] = [1, 2].map(|seed| line("ring", "noise", seed, &[0.1; 5], &[8.0; 5]));
        let again = Line { seconds: 9.0, ..one.clone() };
        let other = Line { bits: "1".into(), seed: 3, ..one.clone() };
        let mut results = Results::default();
        [one, two, again, other].into_iter().for_each(|run| results.add(run, |run| run.bits == "0"));
        assert_eq!((results.len(), results.old), (2, 1));
        assert_eq!(results.get("ring", "noise", None, 1).map(|run| run.seconds), Some(9.0));
        assert_eq!(results.get("ring", "noise", None, 3), None);
    }

    #[test]
    fn a_variant_never_takes_the_place_of_the_case_as_it_is() {
        let plain = line("ring", "noise", 1, &[0.1; 5], &[8.0; 5]);
        let half = Line { variant: Some("rate-half".into()), seconds: 9.0, ..plain.clone() };
        let mut results = Results::default();
        [plain, half].into_iter().for_each(|run| results.add(run, |_| true));
        let seconds = |variant| results.get("ring", "noise", variant, 1).map(|run| run.seconds);
        assert_eq!([None, Some("rate-half"), Some("rate-double")].map(seconds), [Some(1.0), Some(9.0), None]);
    }
}
