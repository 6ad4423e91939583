//! Every step of a run, for the curves.

use crate::record::StepRecord;

/// Weight of a new value in the smooth line: about the last fifty steps count.
const SMOOTHING: f64 = 0.04;

/// Steps between two measurements that still belong together.
const BRIDGE: u32 = 30;

/// What is measured at each step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// D's loss.
    LossD,
    /// G's loss.
    LossG,
    /// D's accuracy on real samples.
    AccReal,
    /// D's accuracy on fake samples.
    AccFake,
    /// Norm of D's gradient.
    GradD,
    /// Norm of G's gradient.
    GradG,
}

/// Every series with the name of its column in the table.
pub const SERIES: [(Series, &str); 6] = [
    (Series::LossD, "loss_d"),
    (Series::LossG, "loss_g"),
    (Series::AccReal, "acc_real"),
    (Series::AccFake, "acc_fake"),
    (Series::GradD, "grad_d"),
    (Series::GradG, "grad_g"),
];

impl Series {
    /// Its value in a record.
    pub fn of(self, record: &StepRecord) -> f32 {
        match self {
            Self::LossD => record.loss_d,
            Self::LossG => record.loss_g,
            Self::AccReal => record.acc_real,
            Self::AccFake => record.acc_fake,
            Self::GradD => record.grad_d,
            Self::GradG => record.grad_g,
        }
    }
}

/// One series: the values as measured and a line through them. Index 0 is step 1.
#[derive(Clone, Debug, Default)]
pub struct Curve {
    /// As measured.
    pub raw: Vec<f32>,
    /// Exponential moving average. Bridges the steps between two measurements of what is not
    /// measured at every step; a longer pause or a value that is not finite is a gap.
    pub smooth: Vec<f32>,
    average: f64,
    measured: u32,
    missed: u32,
}

impl Curve {
    fn push(&mut self, value: f32) {
        self.raw.push(value);
        if value.is_finite() {
            self.measured += 1;
            // The first measurements weigh alike, so that the start does not drag; one that stands
            // for several steps weighs like them.
            let share = 1.0 - (1.0 - SMOOTHING).powi(self.missed as i32 + 1);
            let weight = share.max(1.0 / f64::from(self.measured));
            self.average += weight * (f64::from(value) - self.average);
            self.missed = 0;
        } else {
            self.missed += 1;
        }
        let bridged = value.is_nan() && self.measured > 0 && self.missed <= BRIDGE;
        let shown = value.is_finite() || bridged;
        self.smooth.push(if shown { self.average as f32 } else { f32::NAN });
    }

    /// Forgets every value after the first `length`; ones that were never seen become gaps.
    fn truncate(&mut self, length: usize) {
        self.raw.resize(length, f32::NAN);
        self.smooth.resize(length, f32::NAN);
        self.measured = self.raw.iter().filter(|v| v.is_finite()).count() as u32;
        self.missed = self.raw.iter().rev().take_while(|v| !v.is_finite()).count() as u32;
        self.average = self.smooth.iter().rev().copied().find(|v| v.is_finite()).map_or(0.0, f64::from);
    }
}

/// The measurements of one run, aligned by step.
#[derive(Clone, Debug, Default)]
pub struct History {
    curves: [Curve; 6],
}

impl History {
    /// Steps that are recorded.
    pub fn len(&self) -> usize {
        self.curves[0].raw.len()
    }

    /// Whether there is no step yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the next step.
    pub fn push(&mut self, record: &StepRecord) {
        for (curve, (series, _)) in self.curves.iter_mut().zip(SERIES) {
            curve.push(series.of(record));
        }
    }

    /// Forgets every step after `step`; steps that were never seen become gaps.
    pub fn truncate(&mut self, step: u32) {
        for curve in &mut self.curves {
            curve.truncate(step as usize);
        }
    }

    /// One series.
    pub fn curve(&self, series: Series) -> &Curve {
        &self.curves[series as usize]
    }

    /// The measured value at `step` (from 1).
    pub fn at(&self, series: Series, step: u32) -> Option<f32> {
        self.curve(series).raw.get((step as usize).checked_sub(1)?).copied()
    }
}

impl History {
    /// The last measurement at or shortly before `step`: not everything is measured at every step.
    pub fn near(&self, series: Series, step: u32) -> Option<f32> {
        let raw = &self.curve(series).raw;
        let until = (step as usize).min(raw.len());
        let from = until.saturating_sub(BRIDGE as usize);
        raw[from..until].iter().rev().copied().find(|v| !v.is_nan())
    }

    /// What was measured at `step`; what was not is NaN.
    pub fn record(&self, step: u32) -> StepRecord {
        record_of(SERIES.map(|(series, _)| self.at(series, step)))
    }

    /// What was measured last at `step`, or shortly before; `None` where nothing was.
    pub fn record_near(&self, step: u32) -> Option<StepRecord> {
        let values = SERIES.map(|(series, _)| self.near(series, step));
        values.iter().any(Option::is_some).then(|| record_of(values))
    }
}

/// A record of `values`, in the order of [`SERIES`].
fn record_of(values: [Option<f32>; 6]) -> StepRecord {
    let [loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g] = values.map(|value| value.unwrap_or(f32::NAN));
    StepRecord { loss_d, loss_g, acc_real, acc_fake, grad_d, grad_g }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_kept_as_measured_and_truncated_on_request() {
        let mut history = History::default();
        for i in 0..10u16 {
            history.push(&StepRecord { loss_d: f32::from(i), loss_g: f32::NAN, ..StepRecord::default() });
        }
        assert_eq!(history.len(), 10);
        assert_eq!(history.at(Series::LossD, 10), Some(9.0));
        assert_eq!(history.at(Series::LossD, 11), None);
        assert_eq!(history.at(Series::LossD, 0), None);
        assert!(history.at(Series::LossG, 3).is_some_and(f32::is_nan));
        history.truncate(4);
        assert_eq!(history.len(), 4);
        history.truncate(6);
        assert!(history.at(Series::LossD, 6).is_some_and(f32::is_nan));
    }

    #[test]
    fn a_record_is_read_back_and_bridges_what_is_not_measured_at_every_step() {
        let mut history = History::default();
        assert_eq!(history.record_near(0), None);
        let first = StepRecord { loss_d: 1.0, loss_g: 2.0, acc_real: 0.5, ..StepRecord::default() };
        history.push(&first);
        history.push(&StepRecord { loss_g: f32::NAN, ..first });
        assert_eq!(history.record(1), first);
        assert!(history.record(2).loss_g.is_nan());
        assert_eq!(history.record_near(2), Some(first));
        history.truncate(100);
        assert_eq!(history.record_near(100), None);
    }

    #[test]
    fn the_smooth_line_goes_on_behind_a_gap() {
        let mut curve = Curve::default();
        for v in [2.0, 2.0, f32::INFINITY, 2.0] {
            curve.push(v);
        }
        assert!(curve.smooth[2].is_nan());
        assert_eq!(curve.smooth[3], 2.0);
    }

    #[test]
    fn what_is_measured_now_and_then_has_a_line_and_what_ends_has_none() {
        let mut curve = Curve::default();
        for i in 0..200 {
            curve.push(if i % 20 == 0 && i < 100 { 3.0 } else { f32::NAN });
        }
        assert!(curve.smooth[..100].iter().all(|v| *v == 3.0));
        assert!(curve.smooth[150..].iter().all(|v| v.is_nan()));
        assert!(curve.raw[1].is_nan());
        let mut history = History::default();
        history.push(&StepRecord { grad_d: 3.0, ..StepRecord::default() });
        history.push(&StepRecord { grad_d: f32::NAN, ..StepRecord::default() });
        assert_eq!(history.near(Series::GradD, 2), Some(3.0));
        assert_eq!(history.near(Series::GradD, 0), None);
    }
}
