//! The learning rates over a run: what the schedule says, and the halvings of a run that has
//! collapsed.

use serde::{Deserialize, Serialize};

use crate::doctor::Finding;
use crate::doctor::signs::Signs;
use crate::doctor::thresholds::REOPEN;
use crate::experiment::schedule::{MAX_HALVINGS, factor};
use crate::experiment::{Experiment, Schedule};
use crate::record::{Happening, Metric, StepRecord};
use crate::text::engine as t;

/// Steps between what shows a collapse and the halving: more than are ever measured and not yet read,
/// so that it does not matter when they are read.
const DELAY: u32 = 40;

/// The state of the rates.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Rates {
    signs: Signs,
    /// The steps from which on each halving holds.
    halvings: Vec<u32>,
}

impl Rates {
    /// The rates of a run of `e` at its start.
    pub fn new(e: &Experiment) -> Self {
        Self { signs: Signs::new(e), halvings: Vec::new() }
    }

    /// The learning rates of D and of G in the step after `step` steps.
    pub fn at(&self, e: &Experiment, step: u32) -> (f64, f64) {
        let halvings = self.halvings.iter().filter(|from| **from <= step).count() as u32;
        let factor = factor(e.schedule, step, e.steps, halvings);
        (e.discriminator.lr * factor, e.generator.lr * factor)
    }

    /// Whether the samples of G after `step` steps must be measured for [`Self::measured`], no matter
    /// who else looks at them or when: they are those of the run's own snapshots.
    pub fn looks(e: &Experiment, step: u32) -> bool {
        e.schedule == Schedule::OnCollapse && step.is_multiple_of(e.snapshot_every.max(1))
    }

    /// Watches the record of `step`; a collapse halves the rates [`DELAY`] steps later, if that is
    /// the schedule.
    pub fn observe(&mut self, e: &Experiment, step: u32, record: &StepRecord) -> Option<Happening> {
        let sign = self.listens(e, step).then(|| self.signs.record(step, record)).flatten();
        self.halve(e, step, sign?)
    }

    /// The same for the metrics of the samples that [`Self::looks`] asks for, behind the record of
    /// their step.
    pub fn measured(&mut self, e: &Experiment, step: u32, metrics: &[Metric]) -> Option<Happening> {
        let sign = self.listens(e, step).then(|| self.signs.metrics(step, metrics)).flatten();
        self.halve(e, step, sign?)
    }

    /// After a halving the run has some time to recover.
    fn listens(&self, e: &Experiment, step: u32) -> bool {
        let full = self.halvings.len() as u32 >= MAX_HALVINGS;
        let rested = self.halvings.last().is_none_or(|from| step >= from.saturating_add(REOPEN));
        e.schedule == Schedule::OnCollapse && !full && rested
    }

    fn halve(&mut self, e: &Experiment, step: u32, sign: Finding) -> Option<Happening> {
        self.halvings.push(step + DELAY);
        self.signs = Signs::new(e);
        let text = t::halved(sign.title(), self.halvings.len(), MAX_HALVINGS);
        Some(Happening { step: step + DELAY, text })
    }

    /// Live keys have changed: the floor of D's loss may be another.
    pub fn edited(&mut self, e: &Experiment) {
        self.signs = Signs::new(e);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Data, Loss};

    fn on_collapse() -> Experiment {
        let mut e = Experiment::default_for(Data::Ring8);
        e.schedule = Schedule::OnCollapse;
        e
    }

    fn quiet() -> StepRecord {
        StepRecord { loss_d: 1.2, loss_g: 0.9, acc_real: 0.7, acc_fake: 0.7, grad_d: 1.0, grad_g: 1.0 }
    }

    #[test]
    fn a_collapse_halves_both_rates_at_most_five_times_after_the_delay() {
        let e = on_collapse();
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
        assert!(!Rates::looks(&e, 400));
    }

    #[test]
    fn every_collapse_is_heard_not_only_a_d_that_has_won() {
        let modes = |value| {
            let id = "modes".to_owned();
            [Metric { label: id.clone(), id, value, floor: Some(8.0), lower_is_better: false }]
        };
        for loss in [Loss::NonSaturating, Loss::WassersteinPenalty] {
            let mut e = on_collapse();
            e.set_loss(loss);
            let mut rates = Rates::new(&e);
            let loud = StepRecord { grad_g: 500.0, ..quiet() };
            let heard = (1..200).find_map(|step| rates.observe(&e, step, &loud)).expect("a halving");
            assert!(heard.text.starts_with("Gradients explode: both"), "{}", heard.text);
            let mut rates = Rates::new(&e);
            let found = [(400, 8.0), (800, 2.0), (1200, 2.0)];
            let heard = found.iter().find_map(|(step, value)| rates.measured(&e, *step, &modes(*value)));
            let heard = heard.expect("a halving");
            assert_eq!((heard.step, heard.text.starts_with("Mode collapse: both")), (1240, true));
        }
    }
}
