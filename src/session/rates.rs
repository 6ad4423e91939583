//! The learning rates over a run: what the schedule says, and the halvings of a run that has
//! collapsed.

use serde::{Deserialize, Serialize};

use crate::doctor::won::Won;
use crate::experiment::schedule::{MAX_HALVINGS, factor};
use crate::experiment::{Experiment, Schedule, equilibrium};
use crate::record::{Happening, StepRecord};

/// Steps between the record that shows a collapse and the halving: more than are ever measured and
/// not yet read, so that it does not matter when they are read.
const DELAY: u32 = 40;

/// The state of the rates.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rates {
    watch: Won,
    /// The steps from which on each halving holds.
    halvings: Vec<u32>,
}

impl Rates {
    /// The rates of a run of `e` at its start.
    pub fn new(e: &Experiment) -> Self {
        Self { watch: Won::new(equilibrium::of(e).d_floor), halvings: Vec::new() }
    }

    /// The learning rates of D and of G in the step after `step` steps.
    pub fn at(&self, e: &Experiment, step: u32) -> (f64, f64) {
        let halvings = self.halvings.iter().filter(|from| **from <= step).count() as u32;
        let factor = factor(e.schedule, step, e.steps, halvings);
        (e.discriminator.lr * factor, e.generator.lr * factor)
    }

    /// Watches the record of `step`; a collapse halves the rates [`DELAY`] steps later, if that is
    /// the schedule.
    pub fn observe(&mut self, e: &Experiment, step: u32, record: &StepRecord) -> Option<Happening> {
        let full = self.halvings.len() as u32 >= MAX_HALVINGS;
        if e.schedule != Schedule::OnCollapse || full || !self.watch.observe(record) {
            return None;
        }
        self.halvings.push(step + DELAY);
        self.watch = Won::new(equilibrium::of(e).d_floor);
        let text =
            format!("D has won: both learning rates halved ({} of {MAX_HALVINGS})", self.halvings.len());
        Some(Happening { step: step + DELAY, text })
    }

    /// Live keys have changed: the floor of D's loss may be another.
    pub fn edited(&mut self, e: &Experiment) {
        self.watch = Won::new(equilibrium::of(e).d_floor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Data;

    #[test]
    fn a_collapse_halves_both_rates_at_most_five_times_after_the_delay() {
        let mut e = Experiment::default_for(Data::Ring8);
        e.schedule = Schedule::OnCollapse;
        let won = StepRecord { loss_d: 0.0, acc_real: 1.0, acc_fake: 1.0, ..StepRecord::default() };
        let mut rates = Rates::new(&e);
        let happened: Vec<_> = (1..=3000).filter_map(|step| rates.observe(&e, step, &won)).collect();
        assert_eq!(happened.len(), 5);
        assert_eq!(happened[0].step, 240);
        assert_eq!(rates.at(&e, 239), (1e-3, 1e-3));
        assert_eq!(rates.at(&e, 240), (5e-4, 5e-4));
        assert_eq!(rates.at(&e, 3000), (1e-3 / 32.0, 1e-3 / 32.0));
    }

    #[test]
    fn other_schedules_do_not_watch() {
        let e = Experiment::default_for(Data::Ring8);
        let won = StepRecord { loss_d: 0.0, acc_real: 1.0, acc_fake: 1.0, ..StepRecord::default() };
        let mut rates = Rates::new(&e);
        assert!((1..=3000).all(|step| rates.observe(&e, step, &won).is_none()));
    }
}
