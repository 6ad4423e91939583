//! One rule a trouble, and what they look at.

use super::band::Band;
use super::blind::Blind;
use super::far::Far;
use super::finding::Finding;
use super::leak::Leak;
use super::measurements::Measurements;
use super::memorised::Memorised;
use super::sample_quality::SampleQuality;
use super::signs::{Found, Signs};
use super::stalled::Stalled;
use super::vitals::Vitals;
use crate::experiment::{Experiment, equilibrium};
use crate::record::{Metric, StepRecord};

/// All rules of one run.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Means of the records.
    pub vitals: Vitals,
    /// What was measured of the samples.
    pub measurements: Measurements,
    /// The rules that speak of a collapse.
    pub signs: Signs,
    /// What counts as normal.
    pub band: Band,
    images: bool,
    blind: Blind,
    memorised: Memorised,
    leak: Leak,
    stalled: Stalled,
    far: Far,
}

impl Rules {
    /// For a run of `e`.
    pub fn new(e: &Experiment) -> Self {
        Self {
            vitals: Vitals::default(),
            measurements: Measurements::new(e),
            signs: Signs::new(e),
            band: Band::of(e),
            images: e.data.is_image(),
            blind: Blind::new(equilibrium::of(e)),
            memorised: Memorised::default(),
            leak: Leak::new(e),
            stalled: Stalled::new(e),
            far: Far::new(e),
        }
    }

    /// The same rules from their start for a changed `e`, with what was measured last.
    pub fn anew(&self, e: &Experiment) -> Self {
        Self { vitals: self.vitals, measurements: self.measurements.edited(e), ..Self::new(e) }
    }

    /// What the losses of `step` say.
    pub fn losses(&mut self, step: u32, record: &StepRecord) -> [Found; 2] {
        self.vitals.observe(record);
        let (vitals, measurements) = (self.vitals, self.measurements);
        let blind = self.blind.observe(step, vitals.loss_d, vitals.accuracy(), &measurements);
        [self.signs.losses(step, record), (Finding::Blind, blind)]
    }

    /// What the gradients of `step` say, where they are measured: nothing while the samples are not bad. (The
    /// learning rates of a run that halves them listen to large ones all the same, so that it trains as ever.)
    pub fn gradients(&mut self, step: u32, record: &StepRecord) -> Option<[Found; 2]> {
        let bad = self.measurements.fresh(step).and_then(SampleQuality::bad);
        let found = self.signs.gradients(step, record, bad)?;
        Some(found.map(|(finding, began)| (finding, began.filter(|_| bad != Some(false)))))
    }

    /// What the metrics of `step` say.
    pub fn metrics(&mut self, step: u32, metrics: &[Metric]) -> [Found; 7] {
        let (samples, accuracy) = (SampleQuality::of(step, metrics, self.images), self.vitals.accuracy());
        self.measurements.add(samples);
        let [collapse, oscillation] = self.signs.samples(&samples);
        [
            collapse,
            oscillation,
            (Finding::Stalled, self.stalled.observe(step, &samples)),
            (Finding::FarAtItsEnd, self.far.observe(step, &samples)),
            (Finding::Leak, self.leak.observe(step, &samples)),
            (Finding::Overfitting, self.memorised.overfitting(step, &samples, accuracy)),
            (Finding::Copying, self.memorised.copying(step, &samples)),
        ]
    }
}
