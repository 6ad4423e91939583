//! What a step measured, from tensors on the device to numbers on the host, many steps at once.

use burn::prelude::*;
use burn::tensor::Transaction;

use crate::experiment::Experiment;
use crate::gan::labels::threshold;
use crate::gan::step::Measured;
use crate::protocol::StepRecord;

/// One step's measurements, not yet read.
#[derive(Default)]
pub struct Pending {
    pub d: Vec<Measured>,
    pub g: Vec<Measured>,
}

/// What was read back.
#[derive(Debug, Default)]
pub struct Reading {
    /// One record a step.
    pub records: Vec<StepRecord>,
    /// The first record with a number that is not finite, by index, and the network to blame.
    pub diverged: Option<(usize, &'static str)>,
}

/// Reads all of `pending` in one transaction.
///
/// # Errors
/// A sentence when the device cannot be read any more.
pub async fn read(e: &Experiment, pending: Vec<Pending>) -> Result<Reading, String> {
    let mut transaction = Transaction::default();
    for measured in pending.iter().flat_map(|p| p.d.iter().chain(&p.g)) {
        for vector in [&measured.loss, &measured.gradient].into_iter().flatten() {
            transaction = transaction.register(vector.clone());
        }
        for logits in [&measured.real, &measured.fake].into_iter().flatten() {
            transaction = transaction.register(logits.clone());
        }
    }
    let read = transaction.execute_async().await.map_err(|e| format!("the device cannot be read: {e:?}"))?;
    let mut read = read.into_iter();
    let mut reading = Reading::default();
    for (i, pending) in pending.iter().enumerate() {
        let (record, blame) = record(e, pending, &mut read);
        reading.records.push(record);
        reading.diverged = reading.diverged.or(blame.map(|network| (i, network)));
    }
    Ok(reading)
}

fn finite(values: &[f32]) -> bool {
    values.iter().all(|v| v.is_finite())
}

/// One step's record, and the network to blame when it holds a number that is not finite: D when
/// its logits on real samples are bad, else the one whose samples or update came last.
fn record(
    e: &Experiment,
    pending: &Pending,
    read: &mut impl Iterator<Item = TensorData>,
) -> (StepRecord, Option<&'static str>) {
    let mut blame = None;
    let mut take = |measured: &Measured| {
        let mut next = |present: bool| {
            let data = if present { read.next() } else { None };
            data.map(|d| d.iter::<f32>().collect::<Vec<_>>()).unwrap_or_default()
        };
        let loss = next(measured.loss.is_some());
        let gradient = next(measured.gradient.is_some());
        (loss, gradient, next(measured.real.is_some()), next(measured.fake.is_some()))
    };
    let cut = threshold(e.loss);
    let (mut d, mut g) = (Means::default(), Means::default());
    let (mut real, mut fake) = (Means::default(), Means::default());
    let (mut grad_d, mut grad_g) = (f32::NAN, f32::NAN);
    for measured in &pending.d {
        let (loss, gradient, r, f) = take(measured);
        if !finite(&loss) {
            blame = blame.or(Some(if finite(&r) { "generator" } else { "discriminator" }));
        }
        d.add(&loss);
        gradient.first().inspect(|square| grad_d = square.sqrt());
        real.add(&r.iter().map(|x| f32::from(*x > cut)).collect::<Vec<_>>());
        fake.add(&f.iter().map(|x| f32::from(*x < cut)).collect::<Vec<_>>());
    }
    for measured in &pending.g {
        let (loss, gradient, ..) = take(measured);
        if !finite(&loss) {
            blame = blame.or(Some("generator"));
        }
        g.add(&loss);
        gradient.first().inspect(|square| grad_g = square.sqrt());
    }
    let record = StepRecord {
        loss_d: d.mean(),
        loss_g: g.mean(),
        acc_real: real.mean(),
        acc_fake: fake.mean(),
        grad_d,
        grad_g,
    };
    (record, blame)
}

/// A running mean; NaN when nothing was added.
#[derive(Default)]
struct Means {
    sum: f64,
    count: usize,
}

impl Means {
    fn add(&mut self, values: &[f32]) {
        self.sum += values.iter().map(|v| f64::from(*v)).sum::<f64>();
        self.count += values.len();
    }

    fn mean(&self) -> f32 {
        (self.sum / self.count as f64) as f32
    }
}
