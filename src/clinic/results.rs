//! All runs that were ever paid for: files of lines, read as they are found.

use std::collections::HashMap;

use super::line::Line;

/// A run by its name.
pub type RunName = (String, String, u32);

/// What the files hold.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    runs: HashMap<RunName, Line>,
    /// Lines that are no run: cut off by an interruption, or not ours.
    pub unreadable: usize,
    /// Runs of an engine with other bits, or of another link than the case and arm have now.
    pub old: usize,
}

impl Results {
    /// Takes in the lines of one file. Of a run that is there twice the later line counts. `current` says
    /// whether a run is of today's engine and plan.
    pub fn add(&mut self, text: &str, current: impl Fn(&Line) -> bool) {
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str::<Line>(line) {
                Ok(run) if current(&run) => {
                    self.runs.insert((run.case.clone(), run.arm.clone(), run.seed), run);
                }
                Ok(_) => self.old += 1,
                Err(_) => self.unreadable += 1,
            }
        }
    }

    /// The run of `arm` in `case` with `seed`.
    pub fn get(&self, case: &str, arm: &str, seed: u32) -> Option<&Line> {
        self.runs.get(&(case.to_owned(), arm.to_owned(), seed))
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

    fn text(run: &Line) -> String {
        serde_json::to_string(run).expect("serializable") + "\n"
    }

    #[test]
    fn a_file_that_is_cut_doubled_and_of_two_builds_gives_what_is_whole_and_new() {
        let [one, two] = [1, 2].map(|seed| line("ring", "noise", seed, &[0.1; 5], &[8.0; 5]));
        let again = Line { seconds: 9.0, ..one.clone() };
        let other = Line { bits: "1".into(), seed: 3, ..one.clone() };
        let whole = text(&one) + &text(&two) + "\n" + &text(&again) + &text(&other);
        let cut = whole.clone() + &text(&two)[..40];
        let mut results = Results::default();
        results.add(&cut, |run| run.bits == "0");
        assert_eq!((results.len(), results.unreadable, results.old), (2, 1, 1));
        assert_eq!(results.get("ring", "noise", 1).map(|run| run.seconds), Some(9.0));
        assert_eq!(results.get("ring", "noise", 3), None);
    }
}
