//! `saddle train`: one run from start to end.

use std::time::Instant;

use burn::prelude::Device;
use indicatif::{ProgressBar, ProgressStyle};

use super::block_on::block_on;
use super::output::{self, RunLog};
use super::trace::Trace;
use super::{DeviceName, Train, config, from_link, last_step, replay};
use crate::experiment::{Course, Data, Experiment, Script};
use crate::failure::Failure;
use crate::session::{Probe, READ_EVERY, Session};

/// Trains as `args` say and writes the results.
///
/// # Errors
/// One line that names the field and what is accepted.
pub fn train(args: &Train) -> Result<(), String> {
    let lineage = lineage(args)?;
    let steps = lineage.courses.last().map_or(Ok(0), |course| last_step(course, args.steps))?;
    let own = args.own.read(&lineage)?;
    let device = match lineage.courses.last() {
        Some(course) => device(args.device, &course.start)?,
        None => Device::flex(),
    };
    output::create(&args.out)?;
    let mut session = block_on(replay::open(&lineage, own.as_ref(), &device))?;
    let outcome = block_on(traced(&mut session, steps, args, &lineage))?;
    block_on(output::write(&args.out, &session, &lineage, &outcome, args.device))?;
    own.map_or(Ok(()), |own| output::describe(&args.out, &own))
}

/// [`run`], with its first steps written down if they are asked for.
async fn traced(session: &mut Session, steps: u32, args: &Train, lineage: &Script) -> Result<RunLog, String> {
    let Some(count) = args.trace else { return run(session, steps, Extras::default()).await };
    let mut trace = Trace::begin(&args.out, session, lineage, count).await?;
    run(session, steps, Extras { many: None, trace: Some(&mut trace) }).await
}

/// The run to train, with all that it was forked from.
fn lineage(args: &Train) -> Result<Script, String> {
    let lineage = match (&args.link, &args.config) {
        (Some(link), _) => from_link(link, args.run)?,
        (None, Some(path)) => config::load(path)?,
        (None, None) => Script::with(vec![Course::plain(Experiment::default_for(Data::Ring8))]),
    };
    Ok(match args.seed {
        Some(seed) => lineage.with_seed(seed),
        None => lineage,
    })
}

#[cfg_attr(not(feature = "gpu"), expect(unused_variables))]
fn device(name: DeviceName, of: &Experiment) -> Result<Device, String> {
    match name {
        DeviceName::Cpu => Ok(Device::flex()),
        #[cfg(feature = "gpu")]
        DeviceName::Gpu => {
            let tested = block_on(async {
                let mut gpu = crate::session::gpu::open(|_, _| {}).await?;
                gpu.device(of).await.cloned()
            });
            tested.map_err(|e| format!("device=gpu: {e}"))
        }
        #[cfg(not(feature = "gpu"))]
        DeviceName::Gpu => {
            Err("device=gpu: accepted is cpu; this build has no GPU engine (--features cli,gpu)".into())
        }
    }
}

/// What is wished beside training.
#[derive(Default)]
pub struct Extras<'a> {
    /// Another probe, for the snapshots after this step.
    pub many: Option<(&'a Probe, u32)>,
    /// Where the first steps are written down.
    pub trace: Option<&'a mut Trace>,
}

/// Trains `session` to step `steps` and measures every snapshot.
///
/// # Errors
/// When the device cannot be read any more, or a file cannot be written.
pub async fn run(session: &mut Session, steps: u32, extras: Extras<'_>) -> Result<RunLog, String> {
    let Extras { many, mut trace } = extras;
    let bar = progress(steps);
    let start = Instant::now();
    let begins = session.step_count();
    let mut outcome = RunLog { begins, ..RunLog::default() };
    outcome.snapshots.push((begins, session.metrics().await?));
    while session.step_count() < steps && session.diverged().is_none() {
        let first = session.step_count();
        let snapshot = (first + 1).next_multiple_of(session.experiment().snapshot_every).min(steps);
        let mut to = snapshot.min(first + READ_EVERY as u32);
        let mut seconds = Vec::new();
        if let Some(trace) = trace.as_deref_mut().filter(|trace| trace.wants(session)) {
            trace.add(session).await?;
            seconds.push(start.elapsed().as_secs_f64());
            to = first + 1;
        }
        let reading = session.advance(to, || {
            seconds.push(start.elapsed().as_secs_f64());
            false
        });
        let records = reading.await?.records;
        outcome.records.extend(seconds.into_iter().zip(records));
        outcome.happenings.extend(session.happenings());
        if session.step_count() == snapshot && session.diverged().is_none() {
            let measured = session.snapshot().await?;
            // Weights that are not finite have no metrics.
            outcome.snapshots.extend(measured.checkpoint.map(|_| (snapshot, measured.metrics)));
            if let Some((probe, _)) = many.filter(|(_, from)| snapshot > *from) {
                outcome.many.push(session.judged_by(probe).await?);
            }
        }
        if let Some((_, record)) = outcome.records.last() {
            bar.set_message(format!("D {:.3}  G {:.3}", record.loss_d, record.loss_g));
        }
        bar.set_position(u64::from(session.step_count()));
    }
    outcome.diverged = session.diverged();
    outcome.wall_secs = start.elapsed().as_secs_f64();
    bar.finish_and_clear();
    Ok(outcome)
}

/// Trains `session` to step `to`; the step at which it diverged, if it did.
///
/// # Errors
/// When the device cannot be read any more.
pub async fn advance(session: &mut Session, to: u32) -> Result<Option<u32>, Failure> {
    session.advance(to, || false).await?;
    // Weights that break in the very last step have no losses after them to tell.
    session.checkpoint().await?;
    Ok(session.diverged().map(|diverged| diverged.step))
}

/// On the error output, and only when that is a terminal.
fn progress(steps: u32) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} steps  {per_sec}  {eta} left  {msg}");
    ProgressBar::new(u64::from(steps)).with_style(style.unwrap_or(ProgressStyle::default_bar()))
}
