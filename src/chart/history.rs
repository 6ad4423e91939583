//! Every step of a run, for the curves.

use super::columns::Column;
use super::line::{BRIDGE, Line};
use crate::record::StepRecord;

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
    raw: Vec<f32>,
    line: Line,
    /// The first value that is finite and not above zero.
    sunk: Option<usize>,
}

impl Curve {
    /// The values as measured.
    pub fn raw(&self) -> &[f32] {
        &self.raw
    }

    /// Whether a logarithmic axis can show all values; what is not finite is not shown.
    pub fn is_positive(&self) -> bool {
        self.sunk.is_none()
    }

    /// The line through the values from `from` up to `to`, in `width` columns of equal length.
    pub fn line(&self, ends: (usize, usize), width: usize, out: &mut Vec<Column>) {
        self.line.columns(&self.raw, ends, width, out);
    }

    fn push(&mut self, value: f32) {
        if value.is_finite() && value <= 0.0 {
            self.sunk.get_or_insert(self.raw.len());
        }
        self.raw.push(value);
        self.line.push(value);
    }

    /// Forgets every value after the first `length`; ones that were never seen become gaps.
    fn truncate(&mut self, length: usize) {
        self.raw.truncate(length);
        self.line.go_back(&self.raw);
        self.sunk = self.sunk.filter(|at| *at < length);
        (self.raw.len()..length).for_each(|_| self.push(f32::NAN));
    }

    fn make_room(&mut self, length: usize) {
        self.raw.reserve_exact(length.saturating_sub(self.raw.len()));
        self.line.make_room(length);
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

    /// Makes room for `steps` steps, so that nothing is moved while they come.
    pub fn make_room(&mut self, steps: u32) {
        for curve in &mut self.curves {
            curve.make_room(steps as usize);
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
    fn what_is_measured_now_and_then_is_found_shortly_after() {
        let mut history = History::default();
        history.push(&StepRecord { grad_d: 3.0, ..StepRecord::default() });
        history.push(&StepRecord { grad_d: f32::NAN, ..StepRecord::default() });
        assert_eq!(history.near(Series::GradD, 2), Some(3.0));
        assert_eq!(history.near(Series::GradD, 0), None);
    }
    #[test]
    fn what_sinks_to_zero_is_known_until_it_is_forgotten() {
        let mut curve = Curve::default();
        [0.1, f32::NAN, 3.0, f32::NEG_INFINITY].into_iter().for_each(|value| curve.push(value));
        assert!(curve.is_positive());
        [0.0, 1.0, -0.1].into_iter().for_each(|value| curve.push(value));
        assert!(!curve.is_positive());
        curve.truncate(5);
        assert!(!curve.is_positive());
        curve.truncate(4);
        assert!(curve.is_positive());
    }

    /// Bytes of a run's history, as they are taken of the heap.
    fn bytes(history: &History) -> usize {
        history.curves.iter().map(|curve| curve.raw.capacity() * size_of::<f32>() + curve.line.bytes()).sum()
    }

    #[test]
    fn four_runs_of_a_hundred_thousand_steps_take_less_than_14_mib_from_their_start_on() {
        let mut history = History::default();
        history.make_room(100_000);
        let begun = bytes(&history);
        for step in 1..=100_000u32 {
            history.push(&StepRecord { loss_d: step as f32, ..StepRecord::default() });
        }
        assert_eq!(bytes(&history), begun, "nothing is moved while it grows");
        assert!(4 * begun < 14 << 20, "{begun}");
    }
}
