//! A condition that must last before it is believed.

use serde::{Deserialize, Serialize};

/// Watches one condition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Streak {
    since: Option<u32>,
}

impl Streak {
    /// Notes whether the condition `holds` at `step`. When it has held for at least `lasting` steps,
    /// the step since when.
    pub fn observe(&mut self, step: u32, holds: bool, lasting: u32) -> Option<u32> {
        self.since = if holds { self.since.or(Some(step)) } else { None };
        self.since.filter(|since| step.saturating_sub(*since) >= lasting)
    }
}

/// The same for a condition that is measured now and then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Repeated {
    since: Option<u32>,
    times: u32,
}

impl Repeated {
    /// Notes whether the measurement at `step` shows it. When `needed` in a row have, the step of the
    /// first.
    pub fn observe(&mut self, step: u32, shown: bool, needed: u32) -> Option<u32> {
        self.times = if shown { self.times.saturating_add(1) } else { 0 };
        self.since = if shown { self.since.or(Some(step)) } else { None };
        self.since.filter(|_| self.times >= needed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_condition_is_believed_once_it_has_lasted_and_begins_with_its_first_step() {
        let mut streak = Streak::default();
        assert_eq!(streak.observe(10, true, 20), None);
        assert_eq!(streak.observe(29, true, 20), None);
        assert_eq!(streak.observe(30, true, 20), Some(10));
        assert_eq!(streak.observe(31, false, 20), None);
        assert_eq!(streak.observe(60, true, 20), None);
    }

    #[test]
    fn a_measurement_must_be_repeated_in_a_row() {
        let mut repeated = Repeated::default();
        let shown = [true, false, true, true, true];
        let found = shown.iter().zip(1..).map(|(shown, step)| repeated.observe(step * 100, *shown, 2));
        assert_eq!(found.collect::<Vec<_>>(), [None, None, None, Some(300), Some(300)]);
    }
}
