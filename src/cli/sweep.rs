//! `saddle sweep`: a plan of experiments, run by run, in shards that need nothing from each other.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use burn::prelude::Device;
use indicatif::{ProgressBar, ProgressStyle};

use super::block_on::block_on;
use super::clinic::{FAKES, is_better_of_many};
use super::train;
use crate::data::Source;
use crate::evidence::board::{self, Board};
use crate::evidence::measured_run::{MeasuredRun, RunKey};
use crate::evidence::plan::{self, Plan, Start};
use crate::evidence::trials;
use crate::experiment::recipes::{self, Bound};
use crate::experiment::{Experiment, link};
use crate::gan::labels;
use crate::record::Metric;
use crate::session::{Probe, Session};

/// One shard of how many.
#[derive(Clone, Copy, Debug)]
pub struct Shard {
    /// From 1.
    pub number: usize,
    /// How many.
    pub of: usize,
}

impl std::str::FromStr for Shard {
    type Err = String;

    /// Reads `I/N`, from 1/N to N/N.
    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/').and_then(|(i, n)| Some((i.parse().ok()?, n.parse().ok()?)));
        match parts {
            Some((number, of)) if (1..=of).contains(&number) => Ok(Self { number, of }),
            _ => Err("accepted is I/N with I from 1 to N".into()),
        }
    }
}

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
    let shard = shard.unwrap_or(Shard { number: 1, of: 1 });
    let plan = part.of(read_plan(file)?);
    fs::create_dir_all(out).map_err(|e| failed(out, e))?;
    let done: HashSet<RunKey> = read_runs(out)?.into_keys().collect();
    let mut wanted: Vec<(RunKey, Experiment)> = Vec::new();
    for (key, experiment) in all_runs(&plan)? {
        if !wanted.iter().any(|(other, _)| *other == key) {
            wanted.push((key, experiment));
        }
    }
    let mine = wanted.into_iter().enumerate().filter(|(i, _)| i % shard.of == shard.number - 1);
    let mine: Vec<_> = mine.map(|(_, run)| run).filter(|(key, _)| !done.contains(key)).collect();
    let path = out.join(format!("shard-{}-of-{}.jsonl", shard.number, shard.of));
    let mut log = OpenOptions::new().create(true).append(true).open(&path).map_err(|e| failed(&path, e))?;
    let bar = progress(mine.len());
    for (key, experiment) in mine {
        let run = block_on(train_one(key, experiment))?;
        write_line(&mut log, &run).map_err(|e| failed(&path, e))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Joins what the shards in `out` have measured to the plan `file`. A row whose runs are not all there is
/// as it was on the board `earlier`.
///
/// # Errors
/// One line that names the file and what is wrong.
pub fn merge(file: &Path, out: &Path, date: &str, earlier: Option<&Path>) -> Result<Board, String> {
    let (rows, recipes) = board::join(&read_plan(file)?, &read_runs(out)?, rival)?;
    let board = Board { version: env!("CARGO_PKG_VERSION").into(), date: date.into(), rows, recipes };
    let Some(path) = earlier else { return Ok(board) };
    let text = fs::read_to_string(path).map_err(|e| failed(path, e))?;
    Ok(board.after(serde_json::from_str(&text).map_err(|e| failed(path, e))?))
}

/// What a Gaussian fitted to each class scores in `metric` on the data of a recipe that has to beat it.
fn rival(recipe: &str, metric: &str) -> Option<f64> {
    let recipe = recipes::recipe(recipe)?;
    let asked = recipe.targets.iter().any(|t| t.metric == metric && t.bound == Bound::BelowGaussian);
    let e = recipe.experiment();
    let source = Source::open(&e, &[]).ok().filter(|_| asked)?;
    crate::metrics::rival::rival(&e, &source, metric)
}

pub(super) fn failed(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

fn read_plan(file: &Path) -> Result<Plan, String> {
    let text = fs::read_to_string(file).map_err(|e| failed(file, e))?;
    plan::read(&text).map_err(|e| failed(file, e))
}

/// Every run of the plan, seed by seed, so that an interrupted sweep has whole pairs.
fn all_runs(plan: &Plan) -> Result<Vec<(RunKey, Experiment)>, String> {
    let rows = plan.rows.iter().map(|row| row.seeds);
    let seeds = rows.chain(plan.trials.iter().map(|trial| *trial.all_seeds().end())).max().unwrap_or(0);
    let mut all = Vec::new();
    for seed in 1..=seeds {
        for row in plan.rows.iter().filter(|row| seed <= row.seeds) {
            all.extend(board::keys(row, seed)?.into_iter().zip(row.runs(seed)?));
        }
        for trial in plan.trials.iter().filter(|trial| trial.all_seeds().contains(&seed)) {
            all.push(trials::run(trial, seed)?);
        }
    }
    Ok(all)
}

/// What the files of `out` hold. A line that was cut off by an interruption is left out.
fn read_runs(out: &Path) -> Result<HashMap<RunKey, MeasuredRun>, String> {
    let mut runs = HashMap::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(out).map_err(|e| failed(out, e))?.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "jsonl")) {
        let text = fs::read_to_string(path).map_err(|e| failed(path, e))?;
        let read = text.lines().filter_map(|line| serde_json::from_str::<MeasuredRun>(line).ok());
        // Links of an earlier version name the same runs.
        let key = |run: &MeasuredRun| (link::write_experiment(&link::read_experiment(&run.link)), run.start);
        runs.extend(read.map(|run| (key(&run), run)));
    }
    Ok(runs)
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

fn write_line(log: &mut File, run: &MeasuredRun) -> std::io::Result<()> {
    let line = serde_json::to_string(run)? + "\n";
    log.write_all(line.as_bytes())
}

pub(super) fn progress(runs: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} runs  {eta} left");
    ProgressBar::new(runs as u64).with_style(style.unwrap_or(ProgressStyle::default_bar()))
}
