//! One rule a trouble, and what they look at.

use super::band::Band;
use super::blind::Blind;
use super::collapse::Collapse;
use super::finding::Finding;
use super::gradients::Gradients;
use super::memorised::Memorised;
use super::oscillation::Oscillation;
use super::samples::Samples;
use super::thresholds::BLIND_DISTANCE;
use super::vitals::Vitals;
use super::won::Won;
use crate::experiment::{Experiment, equilibrium};
use crate::record::{Metric, StepRecord};

/// A trouble and the step since when it lasts; `None` when it does not.
pub type Found = (Finding, Option<u32>);

/// All rules of one run.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Means of the records.
    pub vitals: Vitals,
    /// The latest metrics.
    pub samples: Samples,
    /// The gradients' rules, which know how large G's was.
    pub gradients: Gradients,
    /// What counts as normal.
    pub band: Band,
    images: bool,
    won: Won,
    blind: Blind,
    collapse: Collapse,
    oscillation: Oscillation,
    memorised: Memorised,
}

impl Rules {
    /// For a run of `e`.
    pub fn new(e: &Experiment) -> Self {
        let rest = equilibrium::of(e);
        Self {
            vitals: Vitals::default(),
            samples: Samples::default(),
            gradients: Gradients::default(),
            band: Band::of(e),
            images: e.data.is_image(),
            won: Won::new(rest.d_floor),
            blind: Blind::new(rest),
            collapse: Collapse::default(),
            oscillation: Oscillation::default(),
            memorised: Memorised::default(),
        }
    }

    /// The same rules from their start for a changed `e`, with what was measured last.
    pub fn anew(&self, e: &Experiment) -> Self {
        Self { vitals: self.vitals, samples: self.samples, ..Self::new(e) }
    }

    /// What the losses of `step` say.
    pub fn losses(&mut self, step: u32, record: &StepRecord) -> [Found; 2] {
        self.vitals.observe(record);
        let (vitals, bad) = (self.vitals, self.samples.farther(BLIND_DISTANCE));
        let won = self.won.observe(record).then(|| self.won.began(step));
        let blind = self.blind.observe(step, vitals.loss_d, vitals.accuracy(), bad);
        [(Finding::DiscriminatorWon, won), (Finding::Blind, blind)]
    }

    /// What the gradients of `step` say, where they are measured. That of G may be as small as it
    /// likes when the samples are not bad.
    pub fn gradients(&mut self, step: u32, record: &StepRecord) -> Option<[Found; 2]> {
        if record.grad_d.is_nan() && record.grad_g.is_nan() {
            return None;
        }
        let exploding = self.gradients.exploding(step, record.grad_d, record.grad_g);
        let vanished = self.gradients.vanished(step, record.grad_g);
        let vanished = vanished.filter(|_| self.samples.bad() != Some(false));
        Some([(Finding::Exploding, exploding), (Finding::VanishedGradients, vanished)])
    }

    /// What the metrics of `step` say.
    pub fn metrics(&mut self, step: u32, metrics: &[Metric]) -> [Found; 4] {
        self.samples = Samples::of(metrics, self.images);
        let (samples, accuracy) = (&self.samples, self.vitals.accuracy());
        [
            (Finding::ModeCollapse, self.collapse.observe(step, samples)),
            (Finding::Oscillation, self.oscillation.observe(step, samples)),
            (Finding::Overfitting, self.memorised.overfitting(step, samples, accuracy)),
            (Finding::Copying, self.memorised.copying(step, samples)),
        ]
    }
}
