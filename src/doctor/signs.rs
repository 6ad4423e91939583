//! The signs of a collapse: those of the doctor's rules that a lower learning rate is known to help
//! against. The learning rates of a run that halves them on collapse listen to the same rules, so they
//! are a part of its checkpoint. (A blind D is not among them: a lower rate keeps it blind.)

use serde::{Deserialize, Serialize};

use super::collapse::Collapse;
use super::finding::Finding;
use super::gradients::Gradients;
use super::oscillation::Oscillation;
use super::sample_quality::SampleQuality;
use super::won::Won;
use crate::experiment::{Experiment, equilibrium};
use crate::record::{Metric, StepRecord};

/// A trouble and the step since when it lasts; `None` when it does not.
pub type Found = (Finding, Option<u32>);

/// The rules of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signs {
    /// The gradients' rules, which know how large G's was.
    pub gradients: Gradients,
    /// Follows the turns of the distance.
    pub oscillation: Oscillation,
    images: bool,
    won: Won,
    collapse: Collapse,
    /// Whether the samples were bad when they were measured last, for [`Self::record`] alone.
    bad: Option<bool>,
}

impl Signs {
    /// For a run of `e`.
    pub fn new(e: &Experiment) -> Self {
        Self {
            gradients: Gradients::default(),
            oscillation: Oscillation::new(e),
            images: e.data.is_image(),
            won: Won::new(equilibrium::of(e).d_floor),
            collapse: Collapse::new(e),
            bad: None,
        }
    }

    /// The gravest sign in the record of `step`.
    pub fn record(&mut self, step: u32, record: &StepRecord) -> Option<Finding> {
        let won = self.losses(step, record);
        let gradients = self.gradients(step, record, self.bad);
        gravest(gradients.into_iter().flatten().chain([won]))
    }

    /// The gravest sign in the metrics of `step`.
    pub fn metrics(&mut self, step: u32, metrics: &[Metric]) -> Option<Finding> {
        let samples = SampleQuality::of(step, metrics, self.images);
        self.bad = samples.bad();
        gravest(self.samples(&samples))
    }

    /// What the losses say.
    pub fn losses(&mut self, step: u32, record: &StepRecord) -> Found {
        (Finding::DiscriminatorWon, self.won.observe(record).then(|| self.won.began(step)))
    }

    /// What the gradients say, where they are measured. That of G may be as small as it likes when the
    /// samples are not bad.
    pub fn gradients(&mut self, step: u32, record: &StepRecord, bad: Option<bool>) -> Option<[Found; 2]> {
        if record.grad_d.is_nan() && record.grad_g.is_nan() {
            return None;
        }
        let exploding = self.gradients.exploding(step, record.grad_d, record.grad_g);
        let vanished = self.gradients.vanished(step, record.grad_g).filter(|_| bad != Some(false));
        Some([(Finding::Exploding, exploding), (Finding::VanishedGradients, vanished)])
    }

    /// What the samples say.
    pub fn samples(&mut self, samples: &SampleQuality) -> [Found; 2] {
        [
            (Finding::ModeCollapse, self.collapse.observe(samples.step, samples)),
            (Finding::Oscillation, self.oscillation.observe(samples.step, samples)),
        ]
    }
}

fn gravest(found: impl IntoIterator<Item = Found>) -> Option<Finding> {
    found.into_iter().filter(|(_, began)| began.is_some()).map(|(finding, _)| finding).min()
}

#[cfg(test)]
mod tests {
    use super::super::sample_quality::tests::metric;
    use super::*;
    use crate::experiment::Data;

    fn signs() -> Signs {
        Signs::new(&Experiment::default_for(Data::Ring8))
    }

    #[test]
    fn each_is_found_by_what_shows_it() {
        let won = StepRecord { loss_d: 0.0, acc_real: 1.0, acc_fake: 1.0, ..StepRecord::default() };
        let mut watch = signs();
        let none = StepRecord { grad_d: f32::NAN, grad_g: f32::NAN, ..won };
        assert_eq!((1..300).find_map(|step| watch.record(step, &none)), Some(Finding::DiscriminatorWon));
        let loud = StepRecord { loss_d: 1.0, grad_d: 500.0, grad_g: 1.0, ..won };
        let mut watch = signs();
        assert_eq!((1..300).find_map(|step| watch.record(step, &loud)), Some(Finding::Exploding));
        let mut watch = signs();
        let modes = |step: u32| [metric("modes", if step > 300 { 2.0 } else { 8.0 }, Some(8.0))];
        let mut found = (100..600).step_by(100).map(|step| watch.metrics(step, &modes(step)));
        assert_eq!(found.find_map(|f| f), Some(Finding::ModeCollapse));
        let mut watch = signs();
        let energy =
            |step: u32| [metric("energy", if step.is_multiple_of(200) { 0.02 } else { 0.4 }, Some(0.001))];
        let mut found = (0..1200).step_by(100).map(|step| watch.metrics(step, &energy(step)));
        assert_eq!(found.find_map(|f| f), Some(Finding::Oscillation));
    }

    #[test]
    fn signs_of_a_damaged_checkpoint_overflow_nothing() {
        let whole = serde_json::to_value(signs()).expect("serializable");
        let mut damaged = whole.clone();
        let late = serde_json::json!([u32::MAX, 1.0]);
        damaged["won"]["steps"] = u32::MAX.into();
        damaged["gradients"]["first"] = late.clone();
        damaged["oscillation"]["peaks"][0] = u32::MAX.into();
        damaged["collapse"]["repeated"]["times"] = u32::MAX.into();
        damaged["collapse"]["shares"]["values"] = serde_json::json!([late, late, late]);
        let mut watch: Signs = serde_json::from_value(damaged).expect("signs");
        let won = StepRecord { loss_d: 0.0, acc_real: 1.0, acc_fake: 1.0, ..StepRecord::default() };
        watch.record(5, &won);
        watch.metrics(5, &[metric("modes", 1.0, Some(8.0)), metric("energy", 0.4, Some(0.001))]);
        watch.metrics(6, &[metric("modes", 1.0, Some(8.0)), metric("d-spread", 0.0, Some(1.0))]);
    }

    #[test]
    fn restored_signs_are_the_same_to_the_bit_also_without_gradients_of_g() {
        let mut watch = signs();
        for step in 1..300 {
            let norm = 1.0 / step as f32;
            watch.record(
                step,
                &StepRecord { loss_d: norm, grad_d: norm, grad_g: f32::NAN, ..StepRecord::default() },
            );
            watch.metrics(step, &[metric("energy", norm, Some(0.001)), metric("modes", 4.0, Some(8.0))]);
        }
        let json = serde_json::to_string(&watch).expect("serializable");
        assert_eq!(serde_json::from_str::<Signs>(&json).expect("signs"), watch);
    }
}
