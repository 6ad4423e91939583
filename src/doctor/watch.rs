//! The doctor of one run: reads its records and metrics as they come and says what it finds. It gives
//! hints and never stops a run.

use super::finding::Finding;
use super::log::Log;
use super::reason;
use super::rules::Rules;
use super::sample_quality::SampleQuality;
use super::signs::Found;
use super::thresholds::WARM_UP;
use super::tips::tips;
use super::verdict::Verdict;
use crate::experiment::Experiment;
use crate::record::{Metric, StepRecord};

/// Watches one run, record by record.
#[derive(Clone, Debug)]
pub struct Doctor {
    experiment: Experiment,
    rules: Rules,
    /// The step since when each trouble lasts, in the order of [`Finding::ALL`].
    troubles: [Option<u32>; Finding::ALL.len()],
    /// The first step that was seen.
    first: Option<u32>,
    log: Log,
    now: Verdict,
}

impl Doctor {
    /// For a run of `experiment`, at its start or at a fork.
    pub fn new(experiment: &Experiment) -> Self {
        let rules = Rules::new(experiment);
        Self {
            now: verdict(Finding::WarmingUp, 0, &rules, experiment),
            experiment: experiment.clone(),
            rules,
            troubles: Default::default(),
            first: None,
            log: Log::default(),
        }
    }

    /// Live keys changed: the floor of D's loss may be another. What was found stays in the list.
    pub fn edited(&mut self, experiment: &Experiment) {
        self.experiment = experiment.clone();
        self.rules = self.rules.anew(experiment);
    }

    /// Reads the record of `step`.
    pub fn observe(&mut self, step: u32, record: &StepRecord) {
        self.first.get_or_insert(step);
        if is_broken(record) {
            return self.diverged(step);
        }
        let losses = self.rules.losses(step, record);
        let gradients = self.rules.gradients(step, record);
        self.note(step, &losses);
        gradients.inspect(|found| self.note(step, found));
        self.conclude(step);
    }

    /// Reads the metrics of a snapshot of `step`; there are none of samples that are not finite. What is
    /// said of a run without trouble is told anew with them.
    pub fn measured(&mut self, step: u32, metrics: &[Metric]) {
        let found = self.rules.metrics(step, metrics);
        self.note(step, &found);
        self.conclude(step);
        if !self.now.finding.is_trouble() {
            self.now.reason = reason::of(self.now.finding, &self.rules, &self.experiment);
        }
    }

    /// The run stands still: a number at `step` is not finite.
    pub fn diverged(&mut self, step: u32) {
        self.note(step, &[(Finding::Diverged, Some(step))]);
        self.conclude(step);
    }

    /// The gravest of what holds now.
    pub fn verdict(&self) -> &Verdict {
        &self.now
    }

    /// Every trouble that was found, in the order in which it was, also those that are over.
    pub fn verdicts(&self) -> &[Verdict] {
        self.log.verdicts()
    }

    /// The gravest trouble that held at `step` of the past.
    pub fn at(&self, step: u32) -> Option<&Verdict> {
        let held = |v: &&Verdict| v.began <= step && v.ended.is_none_or(|end| step < end);
        self.verdicts().iter().filter(held).min_by_key(|v| v.finding)
    }

    /// Notes which troubles begin, last and are over.
    fn note(&mut self, step: u32, found: &[Found]) {
        for (finding, began) in found {
            let known = &mut self.troubles[*finding as usize];
            match (*known, began) {
                (None, Some(began)) => {
                    let make = || verdict(*finding, *began, &self.rules, &self.experiment);
                    self.log.open(*finding, *began, make);
                }
                (Some(_), None) => self.log.close(*finding, step),
                _ => {}
            }
            *known = *began;
        }
    }

    /// Makes the gravest trouble the verdict.
    fn conclude(&mut self, step: u32) {
        let trouble = Finding::ALL.into_iter().find(|finding| self.troubles[*finding as usize].is_some());
        let finding = trouble.unwrap_or_else(|| self.untroubled(step));
        if finding != self.now.finding {
            let logged = self.log.lasting(finding).cloned();
            self.now = logged.unwrap_or_else(|| verdict(finding, step, &self.rules, &self.experiment));
        }
    }

    /// What a run without trouble is, after the first steps: healthy by good samples alone.
    fn untroubled(&self, step: u32) -> Finding {
        let measurements = &self.rules.measurements;
        let good = measurements.fresh(step).map(SampleQuality::good);
        match good.flatten() {
            _ if self.first.is_none_or(|first| step.saturating_sub(first) < WARM_UP) => Finding::WarmingUp,
            Some(true) => Finding::Healthy,
            Some(false) if measurements.on_its_way() => Finding::OnItsWay,
            Some(false) if measurements.fresh(step).is_some_and(SampleQuality::far) => Finding::BadSamples,
            _ => Finding::NoAlarm,
        }
    }
}

/// Whether a number is beyond all bounds, or D's loss none. A network that made no update has no loss
/// either, but a D that made one has an accuracy; what the engine knows better it tells.
fn is_broken(record: &StepRecord) -> bool {
    let StepRecord { loss_d, loss_g, acc_real, grad_d, grad_g, .. } = *record;
    let infinite = [loss_d, loss_g, grad_d, grad_g].iter().any(|v| v.is_infinite());
    infinite || (loss_d.is_nan() && acc_real.is_finite())
}

fn verdict(finding: Finding, began: u32, rules: &Rules, experiment: &Experiment) -> Verdict {
    let (reason, tips) = (reason::of(finding, rules, experiment), tips(finding, experiment));
    Verdict { finding, began, ended: None, reason, tips }
}

#[cfg(test)]
#[path = "watch_tests.rs"]
mod tests;
