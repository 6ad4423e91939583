//! What a step measured, from tensors on the device to numbers on the host, many steps at once.

use burn::prelude::*;

use super::frame::unreadable;
use crate::experiment::Experiment;
use crate::failure::Failure;
use crate::gan::labels::thresholds;
use crate::gan::step::UpdateStats;
use crate::protocol::Network;
use crate::record::StepRecord;

/// One step's measurements, not yet read.
#[derive(Default)]
pub struct Pending {
    pub d: Vec<UpdateStats>,
    pub g: Vec<UpdateStats>,
}

/// What was read back.
#[derive(Debug, Default)]
pub struct Reading {
    /// One record a step, up to the first with a number that is not finite, which is left out.
    pub records: Vec<StepRecord>,
    /// That the run has come to an end.
    pub diverged: Option<Diverged>,
}

/// A run whose losses or weights are no longer finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Diverged {
    /// The first step without finite losses, or the one after the step that broke the weights.
    pub step: u32,
    /// The network to blame.
    pub network: Network,
}

/// Reads all of `pending` in one readback: what was measured is joined on the device first. Gives
/// each record with the network to blame, when it holds a number that is not finite.
///
/// # Errors
/// When the device cannot be read any more.
pub async fn read(
    e: &Experiment,
    pending: &[&Pending],
) -> Result<Vec<(StepRecord, Option<Network>)>, Failure> {
    let measured = pending.iter().flat_map(|p| p.d.iter().chain(&p.g));
    let tensors: Vec<Tensor<1>> = measured.flat_map(UpdateStats::tensors).collect();
    // A step without updates measures nothing.
    let mut read = Vec::new();
    if !tensors.is_empty() {
        let data = Tensor::cat(tensors, 0).into_data_async().await.map_err(unreadable)?;
        read = data.iter::<f32>().collect();
    }
    let mut read = read.into_iter();
    Ok(pending.iter().map(|pending| record(e, pending, &mut read)).collect())
}

fn finite(values: &[f32]) -> bool {
    values.iter().all(|v| v.is_finite())
}

/// One step's record, and the network to blame when it holds a number that is not finite: D when
/// its logits on real samples are bad, else the one whose samples or update came last.
fn record(
    e: &Experiment,
    pending: &Pending,
    read: &mut impl Iterator<Item = f32>,
) -> (StepRecord, Option<Network>) {
    let mut blame = None;
    // In the order of `UpdateStats::tensors`.
    let mut take = |measured: &UpdateStats| {
        let mut next = |count: usize| read.by_ref().take(count).collect::<Vec<_>>();
        let one = |tensor: &Option<Tensor<1>>| usize::from(tensor.is_some());
        let rows = |tensor: &Option<Tensor<2>>| tensor.as_ref().map_or(0, |t| t.dims()[0]);
        let (loss, gradient) = (next(one(&measured.loss)), next(one(&measured.gradient)));
        (loss, gradient, next(rows(&measured.real)), next(rows(&measured.fake)))
    };
    let (mut d, mut g) = (Means::default(), Means::default());
    let (mut real, mut fake) = (Means::default(), Means::default());
    let (mut grad_d, mut grad_g) = (f32::NAN, f32::NAN);
    for measured in &pending.d {
        let (loss, gradient, r, f) = take(measured);
        if !finite(&loss) {
            blame = blame.or(Some(if finite(&r) { Network::Generator } else { Network::Discriminator }));
        }
        d.add(&loss);
        gradient.first().inspect(|square| grad_d = square.sqrt());
        let (above, below) = thresholds(e.loss, &r, &f);
        real.add(&r.iter().map(|x| f32::from(*x > above)).collect::<Vec<_>>());
        fake.add(&f.iter().map(|x| f32::from(*x < below)).collect::<Vec<_>>());
    }
    for measured in &pending.g {
        let (loss, gradient, ..) = take(measured);
        if !finite(&loss) {
            blame = blame.or(Some(Network::Generator));
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
