//! The discriminator has won: its loss is at its floor and it makes no mistakes (ganhacks 2016, tip
//! 10; docs/facts.md, section 18). What G learns from it is then next to nothing.

use serde::{Deserialize, Serialize};

use super::thresholds::{WON_ACCURACY, WON_MARGIN, WON_STEPS};
use super::vitals::memory;
use crate::record::StepRecord;

/// Watches one run, record by record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Won {
    floor: Option<f32>,
    /// Means of D's loss and of its accuracy on real and fake, once there is a record.
    means: Option<[f32; 3]>,
    /// Records in them: the first ones count alike, so that the very first is soon forgotten.
    #[serde(default)]
    seen: u32,
    /// Steps in a row for which the rule has held.
    steps: u32,
}

impl Won {
    /// Watches for a loss of D at `floor` (see [`crate::experiment::equilibrium`]); a loss without a
    /// floor is never won.
    pub fn new(floor: Option<f64>) -> Self {
        Self { floor: floor.map(|floor| floor as f32), means: None, seen: 0, steps: 0 }
    }

    /// Whether D has won with this record. Stays true while it lasts; whoever has acted on it begins
    /// again with [`Self::new`]. A step without an update of D changes nothing.
    pub fn observe(&mut self, record: &StepRecord) -> bool {
        let fresh = [record.loss_d, record.acc_real, record.acc_fake];
        if let Some(floor) = self.floor
            && fresh.iter().all(|v| v.is_finite())
        {
            let means = self.means.get_or_insert(fresh);
            self.seen = self.seen.saturating_add(1);
            let memory = memory(self.seen);
            for (mean, fresh) in means.iter_mut().zip(fresh) {
                *mean = memory * *mean + (1.0 - memory) * fresh;
            }
            let [loss, real, fake] = *means;
            let holds = loss < floor + WON_MARGIN && real > WON_ACCURACY && fake > WON_ACCURACY;
            self.steps = if holds { self.steps.saturating_add(1) } else { 0 };
        }
        self.steps >= WON_STEPS
    }

    /// The step with which the rule began to hold, when the last record was that of `step`.
    pub fn began(&self, step: u32) -> u32 {
        (step + 1).saturating_sub(self.steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Stream;

    fn record(loss_d: f32, accuracy: f32) -> StepRecord {
        StepRecord { loss_d, acc_real: accuracy, acc_fake: accuracy, ..StepRecord::default() }
    }

    /// Whether D has won at the end of `records`, one a step.
    fn won(records: &[StepRecord], floor: Option<f64>) -> bool {
        let mut watch = Won::new(floor);
        records.iter().fold(false, |_, record| watch.observe(record))
    }

    #[test]
    fn a_healthy_start_on_ring8_is_not_called_won() {
        // The plain GAN with seed 1; loss of D and of G, accuracy on real and fake.
        let file = include_str!("../../tests/golden/ring8_start.csv");
        let mut watch = Won::new(Some(0.0));
        for line in file.lines().skip(1) {
            let numbers: Vec<f32> = line.split(',').map(|v| v.parse().expect("a number")).collect();
            let [loss_d, loss_g, acc_real, acc_fake] = numbers[..] else { panic!("four columns") };
            assert!(!watch.observe(&StepRecord {
                loss_d,
                loss_g,
                acc_real,
                acc_fake,
                ..StepRecord::default()
            }));
        }
    }

    #[test]
    fn it_takes_two_hundred_steps_at_the_floor() {
        let records = [record(0.01, 1.0); 200];
        assert!(won(&records, Some(0.0)));
        assert!(!won(&records[1..], Some(0.0)));
    }

    #[test]
    fn one_step_of_g_that_fools_d_for_long_begins_the_count_again() {
        let mut watch = Won::new(Some(0.0));
        assert_eq!((0..150).filter(|_| watch.observe(&record(0.01, 1.0))).count(), 0);
        assert_eq!((0..20).filter(|_| watch.observe(&record(1.3, 0.6))).count(), 0);
        assert_eq!((0..200).filter(|_| watch.observe(&record(0.01, 1.0))).count(), 0);
        assert!((0..400).any(|_| watch.observe(&record(0.01, 1.0))));
    }

    #[test]
    fn with_flipped_labels_the_floor_is_reached_through_the_noise() {
        // p = 0.05 and batches of 64: the loss of a perfect D scatters by 0.11 around 0.397.
        let mut stream = Stream::new(1, "flips");
        let records: Vec<_> = (0..600).map(|_| record(0.397 + 0.11 * stream.normal(), 1.0)).collect();
        assert!(won(&records, Some(0.397)));
        assert!(!won(&records, Some(0.0)));
    }

    #[test]
    fn a_low_loss_with_mistakes_and_a_high_one_without_are_not_won() {
        assert!(!won(&[record(0.01, 0.98); 1000], Some(0.0)));
        assert!(!won(&[record(0.06, 1.0); 1000], Some(0.0)));
        let real_only = StepRecord { acc_fake: 0.5, ..record(0.0, 1.0) };
        assert!(!won(&[real_only; 1000], Some(0.0)));
    }

    #[test]
    fn a_loss_without_a_floor_is_never_won() {
        assert!(!won(&[record(-1e6, 1.0); 1000], None));
    }

    #[test]
    fn steps_without_an_update_of_d_change_nothing() {
        let mut watch = Won::new(Some(0.0));
        assert!(!(0..199).any(|_| watch.observe(&record(0.0, 1.0))));
        assert!(!(0..500).any(|_| watch.observe(&record(f32::NAN, f32::NAN))));
        assert!(watch.observe(&record(0.0, 1.0)));
    }

    #[test]
    fn a_restored_watch_goes_on_to_the_bit() {
        let mut stream = Stream::new(2, "losses");
        let mut watch = Won::new(Some(0.3));
        for _ in 0..777 {
            watch.observe(&record(0.3 + 0.1 * stream.normal(), 0.997));
        }
        let json = serde_json::to_string(&watch).expect("serializable");
        assert_eq!(serde_json::from_str::<Won>(&json).expect("a watch"), watch);
    }
}
