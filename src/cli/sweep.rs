//! `saddle sweep`: a plan of experiments, run by run, in shards that need nothing from each other.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::time::Instant;

use burn::prelude::Device;
use indicatif::{ProgressBar, ProgressStyle};

use super::block_on::block_on;
use super::clinic::{FAKES, is_better_of_many};
use super::run_file::{self, Reader, RunFile, failed};
use super::shard::Shard;
use super::train;
use crate::data::Source;
use crate::evidence::board::{self, Board};
use crate::evidence::fingerprints::Fingerprints;
use crate::evidence::gaps::Gaps;
use crate::evidence::measured_run::{MeasuredRun, RunKey};
use crate::evidence::plan::{self, Plan, Start};
use crate::evidence::planned::{self, Planned};
use crate::experiment::recipes::{self, Bound};
use crate::experiment::{Experiment, link};
use crate::gan::labels;
use crate::record::Metric;
use crate::session::{Probe, Session};

/// Which lines of a plan are trained.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// All.
    Whole,
    /// Its recipes alone.
    Recipes,
}

impl Part {
    fn of(self, plan: Plan) -> Plan {
        match self {
            Self::Whole => plan,
            Self::Recipes => Plan { rows: Vec::new(), ..plan },
        }
    }
}

/// Trains the runs of `file` that belong to `shard` and are not in `out` yet; each becomes one line
/// of a file there.
///
/// # Errors
/// One line that names the file and what is wrong.
pub fn sweep(file: &Path, shard: Option<Shard>, out: &Path, part: Part) -> Result<(), String> {
    let shard = shard.unwrap_or(Shard::WHOLE);
    let plan = part.of(read_plan(file)?);
    let mut log = RunFile::open(&shard.file(out))?;
    let mine = missing(shard.part(planned::distinct(&plan)?), out)?;
    let bar = progress(mine.len());
    for run in mine {
        log.add(&block_on(train_one(run.key()?, run.experiment()?))?)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Those of `runs` that are not in `out` yet.
fn missing<'a>(runs: impl Iterator<Item = Planned<'a>>, out: &Path) -> Result<Vec<Planned<'a>>, String> {
    let mut done = Fingerprints::default();
    read_runs(out, Reader::Shard, |key, _| {
        done.insert(&key);
    })?;
    done.without(runs, Planned::key)
}

/// Joins what the shards in `out` have measured to the plan `file`, and says on the error output what is missing. A
/// row whose runs are not all there is as it was on the board `earlier`.
///
/// # Errors
/// One line that names the file and what is wrong.
pub fn merge(file: &Path, out: &Path, date: &str, earlier: Option<&Path>) -> Result<Board, String> {
    let plan = read_plan(file)?;
    let mut runs = HashMap::new();
    read_runs(out, Reader::Join, |key, run| {
        runs.insert(key, run);
    })?;
    tell_missing(&plan, &runs)?;
    let (rows, recipes) = board::join(&plan, &runs, rival)?;
    let board = Board { version: env!("CARGO_PKG_VERSION").into(), date: date.into(), rows, recipes };
    let Some(path) = earlier else { return Ok(board) };
    let text = fs::read_to_string(path).map_err(|e| failed(path, e))?;
    Ok(board.after(serde_json::from_str(&text).map_err(|e| failed(path, e))?))
}

/// Every run of `plan` that is not among `runs`, by row and seed; a run of two rows is missing in both.
fn tell_missing(plan: &Plan, runs: &HashMap<RunKey, MeasuredRun>) -> Result<(), String> {
    let (mut gaps, mut seen, mut all, mut missing) = (Gaps::default(), Fingerprints::default(), 0, 0);
    for run in planned::planned(plan) {
        let key = run.key()?;
        let lacks = !runs.contains_key(&key);
        if lacks {
            gaps.add(run.to_string(), run.seed);
        }
        if seen.insert(&key) {
            all += 1;
            missing += usize::from(lacks);
        }
    }
    eprint!("{gaps}");
    if missing > 0 {
        eprintln!("warning: {missing} of {all} runs are missing; a row that lacks one is not judged anew");
    }
    Ok(())
}

/// What a Gaussian fitted to each class scores in `metric` on the data of a recipe that has to beat it.
fn rival(recipe: &str, metric: &str) -> Option<f64> {
    let recipe = recipes::recipe(recipe)?;
    let asked = recipe.targets.iter().any(|t| t.metric == metric && t.bound == Bound::BelowGaussian);
    let e = recipe.experiment();
    let source = Source::open(&e, &[]).ok().filter(|_| asked)?;
    crate::metrics::rival::rival(&e, &source, metric)
}

fn read_plan(file: &Path) -> Result<Plan, String> {
    let text = fs::read_to_string(file).map_err(|e| failed(file, e))?;
    plan::read(&text).map_err(|e| failed(file, e))
}

/// Hands every run that the files of `out` hold to `each`. Of one that is there twice the later counts.
fn read_runs(out: &Path, reader: Reader, mut each: impl FnMut(RunKey, MeasuredRun)) -> Result<(), String> {
    for path in run_file::all(out)? {
        run_file::read(&path, reader, |run: MeasuredRun| {
            // Links of an earlier version name the same runs.
            let link = link::write_experiment(&link::read_experiment(&run.link));
            each((link, run.start), run);
        })?;
    }
    Ok(())
}

async fn train_one((text, start): RunKey, experiment: Experiment) -> Result<MeasuredRun, String> {
    let clock = Instant::now();
    let steps = experiment.steps;
    let mut session =
        Session::new(experiment, &[], &Device::flex(), None).map_err(|e| format!("{text}: {e}"))?;
    if start == Start::Mirrored {
        let loss = session.experiment().loss;
        labels::mirror(&mut session.gan_mut().discriminator, loss);
    }
    let diverged = train::advance(&mut session, steps).await?;
    let mut metrics = if diverged.is_none() { session.metrics().await? } else { Vec::new() };
    if diverged.is_none() && session.experiment().data.is_image() {
        let better = session.judged_by(&many(session.experiment())?).await?;
        metrics.iter_mut().for_each(|metric| replace(metric, &better));
    }
    Ok(MeasuredRun { link: text, start, metrics, diverged, seconds: clock.elapsed().as_secs_f64() })
}

/// The probe of so many fakes that a distance between images does not scatter ([`FAKES`]).
fn many(e: &Experiment) -> Result<Probe, String> {
    let source = Source::open(e, &[]).map_err(|e| e.to_string())?;
    Ok(Probe::of_many(e, &source, FAKES, &Device::flex()))
}

/// What more fakes tell better takes the place of what the page measures.
fn replace(metric: &mut Metric, better: &[Metric]) {
    if is_better_of_many(&metric.id)
        && let Some(found) = better.iter().find(|other| other.id == metric.id)
    {
        *metric = found.clone();
    }
}

pub(super) fn progress(runs: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} runs  {eta} left");
    ProgressBar::new(runs as u64).with_style(style.unwrap_or(ProgressStyle::default_bar()))
}
