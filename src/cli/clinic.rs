//! `saddle clinic`: trains the runs of the clinic and keeps each as a line.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use burn::prelude::Device;
use clap::Subcommand;

use super::bits::Bits;
use super::block_on::block_on;
use super::clinic_runs::{Run, Seeds, Wanted};
use super::output::RunLog;
use super::say::say;
use super::sweep::{Shard, failed, progress};
use super::{floors, train};
use crate::clinic::carry::Variant;
use crate::clinic::floors::Floors;
use crate::clinic::line::{BASE, DIGITS, Line};
use crate::clinic::losses::{self, SERIES};
use crate::clinic::target::TRAIL;
use crate::clinic::{Board, CASES, board};
use crate::data::Source;
use crate::number::significant;
use crate::record::{Metric, StepRecord};
use crate::session::{Probe, Session, SessionOptions};
use crate::statistics::quantile::quantile;

/// Fakes of images that are measured in the last snapshots: the Fréchet distance of fewer scatters.
pub(super) const FAKES: usize = 2000;

#[derive(Debug, Subcommand)]
pub enum Clinic {
    /// Train the runs that are missing, each into a line of RESULTS/CASE.jsonl.
    Run(Wanted),
    /// Say how many runs are missing and how long they take on one core.
    Estimate(Wanted),
    /// Print how often the plain run of each case misses its target, and what it scores.
    Bases(Wanted),
    /// Join all runs to the files of the page: FOLDER/board.json and one of each case.
    Join {
        /// The day, as YYYY-MM-DD.
        date: String,
        /// The folder.
        #[arg(long, default_value = "www/clinic")]
        out: PathBuf,
        #[command(flatten)]
        wanted: Wanted,
    },
    /// Measure what real samples score against real samples, over many splits, and print it as JSON.
    Floors {
        /// Splits of each data set.
        #[arg(long, default_value = "300")]
        splits: u32,
    },
}

/// Does what was asked.
///
/// # Errors
/// One line that names the file or the field and what is wrong.
pub fn clinic(asked: Clinic) -> Result<(), String> {
    match asked {
        Clinic::Run(wanted) => run(&wanted),
        Clinic::Estimate(wanted) => estimate(&wanted),
        Clinic::Bases(wanted) => bases(&wanted),
        Clinic::Join { date, out, wanted } => join(&date, &out, &wanted),
        Clinic::Floors { splits } => floors::measure(splits).map(|text| say(&text)),
    }
}

fn run(wanted: &Wanted) -> Result<(), String> {
    let (open, _, bits) = wanted.missing()?;
    let Shard { number, of } = wanted.shard.unwrap_or(Shard { number: 1, of: 1 });
    let mine: Vec<Run> =
        open.into_iter().enumerate().filter(|(i, _)| i % of == number - 1).map(|(_, run)| run).collect();
    fs::create_dir_all(&wanted.results).map_err(|e| failed(&wanted.results, e))?;
    let (bar, clock) = (progress(mine.len()), Instant::now());
    for run in mine {
        if wanted.minutes.is_some_and(|most| clock.elapsed() >= Duration::from_secs(60 * most)) {
            break;
        }
        let line = block_on(train_one(&run, bits.of(run.course.now())))?;
        let path = wanted.results.join(format!("{}.jsonl", run.case.id));
        append(&path, &line).map_err(|e| failed(&path, e))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// In one write, so that two shards never mix their lines.
fn append(path: &Path, line: &Line) -> std::io::Result<()> {
    let text = serde_json::to_string(line)? + "\n";
    OpenOptions::new().create(true).append(true).open(path)?.write_all(text.as_bytes())
}

/// Trains one run to its end.
async fn train_one(run: &Run, bits: &str) -> Result<Line, String> {
    let clock = Instant::now();
    let said = |e: String| format!("{}: {e}", run.link());
    let (start, steps) = (run.course.start.clone(), run.course.start.steps);
    let edits = run.course.edits.iter().map(|edit| (edit.after, edit.to.clone())).collect();
    let options = SessionOptions { edits, ..SessionOptions::of(start.clone()) };
    let mut session = Session::open(options, &Device::flex()).map_err(|e| said(e.into()))?;
    let many = start.data.is_image().then(|| {
        let source = Source::open(&start, &[]).map_err(|e| e.to_string())?;
        Ok::<_, String>(Probe::of_many(&start, &source, FAKES, &Device::flex()))
    });
    let many = many.transpose()?;
    let from = steps - TRAIL as u32 * start.snapshot_every;
    let many = many.as_ref().map(|probe| (probe, from));
    let log = train::run(&mut session, steps, train::Extras { many, trace: None }).await.map_err(said)?;
    let snapshots = log.snapshots.iter().filter(|(step, _)| *step > 0).map(|(_, metrics)| metrics);
    let mut series = series(snapshots, is_kept);
    // What more fakes tell better takes the place of what the page measures.
    series.extend(self::series(log.many.iter(), is_better_of_many));
    series.extend(losses(&log, start.snapshot_every));
    let doctor = log.doctor(&run.course);
    Ok(Line {
        case: run.case.id.into(),
        arm: run.arm.clone(),
        variant: run.variant.map(|variant| variant.id.into()),
        seed: run.seed,
        link: run.link(),
        bits: bits.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        series,
        verdicts: doctor.verdicts().iter().map(|v| (v.finding.id().into(), v.began, v.ended)).collect(),
        verdict: doctor.verdict().finding.id().into(),
        diverged: log.diverged.map(|diverged| diverged.step),
        seconds: (clock.elapsed().as_secs_f64() * 100.0).round() / 100.0,
    })
}

/// The metrics of `snapshots` that are `wanted`, each in the order of the snapshots.
fn series<'a>(
    snapshots: impl Iterator<Item = &'a Vec<Metric>>,
    wanted: fn(&str) -> bool,
) -> BTreeMap<String, Vec<f64>> {
    let mut series: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for metric in snapshots.flatten().filter(|metric| wanted(&metric.id)) {
        series.entry(metric.id.clone()).or_default().push(significant(f64::from(metric.value), DIGITS));
    }
    series
}

/// The means of losses and accuracy between two snapshots each, beside the series of the metrics. Of a run that
/// left all bounds there are none.
fn losses(log: &RunLog, every: u32) -> BTreeMap<String, Vec<f64>> {
    let records: Vec<StepRecord> = log.records.iter().map(|(_, record)| *record).collect();
    let means: Vec<[f64; 3]> = records.chunks(every as usize).map(losses::means).collect();
    if means.iter().flatten().any(|mean| !mean.is_finite()) {
        return BTreeMap::new();
    }
    let of = |i: usize| means.iter().map(|mean| significant(mean[i], DIGITS)).collect();
    SERIES.iter().enumerate().map(|(i, name)| ((*name).to_owned(), of(i))).collect()
}

/// What a line keeps of G and of its average.
fn is_kept(id: &str) -> bool {
    const KEPT: [&str; 13] = [
        "energy",
        "modes",
        "hq",
        "mode-kl",
        "frechet",
        "kid",
        "precision",
        "recall",
        "class-kl",
        "agreement",
        "diversity",
        "copying",
        "d-spread",
    ];
    KEPT.contains(&id.strip_prefix("ema-").unwrap_or(id))
}

/// What is measured anew with more fakes.
pub(super) fn is_better_of_many(id: &str) -> bool {
    ["frechet", "kid", "class-kl", "mode-kl", "modes"].contains(&id.strip_prefix("ema-").unwrap_or(id))
}

fn estimate(wanted: &Wanted) -> Result<(), String> {
    let (open, results, _) = wanted.missing()?;
    // Not the mean: a machine that slept meanwhile makes one run last an hour.
    let usual = |seconds: Vec<f64>| quantile(&seconds, 0.5);
    // A variant that was never timed is as fast as the case; how much longer it is counts.
    // Of whatever engine: for their seconds.
    let timed = wanted.lines(|_| true)?;
    let known = |run: &Run, same: &dyn Fn(&Line) -> bool| {
        let mine = timed.iter().filter(|line| line.case == run.case.id && same(line));
        usual(mine.map(|line| line.seconds).collect())
    };
    let of = |run: &Run| {
        let length = run.variant.map_or(1.0, Variant::length);
        let id = run.variant.map(|variant| variant.id);
        let mine = |line: &Line| line.arm == run.arm && line.variant.as_deref() == id;
        let plain = |line: &Line| line.arm == run.arm && line.variant.is_none();
        let any = |line: &Line| line.variant.is_none();
        let plain = || known(run, &plain).or_else(|| known(run, &any)).map(|seconds| seconds * length);
        known(run, &mine).or_else(plain)
    };
    let times: Vec<Option<f64>> = open.iter().map(of).collect();
    let total: f64 = times.iter().flatten().sum();
    let unknown = times.iter().filter(|time| time.is_none()).count();
    say(&format!("{} runs are missing, {} are there", open.len(), results.len()));
    say(&format!(
        "about {:.0} minutes of one core, and {unknown} runs of cases that were never timed",
        total.max(0.0) / 60.0
    ));
    Ok(())
}

fn bases(wanted: &Wanted) -> Result<(), String> {
    let wanted = Wanted { arm: vec![BASE.into()], ..wanted.clone() };
    let runs = wanted.runs()?;
    let results = wanted.results(&runs, &Bits::of_this_engine()?)?;
    let floors = Floors::measured();
    for case in CASES {
        let data = case.data();
        let mut lines: Vec<&Line> = results.iter().filter(|line| line.case == case.id).collect();
        lines.sort_by_key(|line| line.seed);
        let kept =
            |line: &&&Line| line.keeps(case.target, Default::default(), |metric| floors.of(data, metric));
        let missed = lines.len() - lines.iter().filter(kept).count();
        let floor = floors.of(data, case.outcome.metric()).unwrap_or(1.0);
        let scores = lines.iter().map(|line| match line.score(case.outcome, Default::default(), floor) {
            Some(y) if case.outcome.lower_is_better() => format!("{:.0}", y.exp()),
            Some(y) => format!("{y:.1}"),
            None => "diverged".into(),
        });
        let scores: Vec<String> = scores.collect();
        let said: Vec<&str> = lines.iter().map(|line| line.verdict.as_str()).collect();
        say(&format!(
            "{:18} misses {missed:2} of {:2}  [{}]  {}",
            case.id,
            lines.len(),
            scores.join(" "),
            said.join(" ")
        ));
    }
    Ok(())
}

fn join(date: &str, out: &Path, wanted: &Wanted) -> Result<(), String> {
    let (plan, bits) = (wanted.plan()?, Bits::of_this_engine()?);
    let mut runs = Vec::new();
    for carry in [false, true] {
        runs.extend(Wanted { seeds: Some(Seeds(1, 110)), carry, ..wanted.clone() }.runs()?);
    }
    let results = wanted.results(&runs, &bits)?;
    let (columns, files) = board::join(&plan, &results, &Floors::measured());
    let version = env!("CARGO_PKG_VERSION").into();
    let bits = bits.of(&CASES[0].experiment(1)).to_owned();
    let board = Board { version, bits, date: date.into(), arms: plan.arms, columns };
    fs::create_dir_all(out).map_err(|e| failed(out, e))?;
    let write = |name: &str, text: serde_json::Result<String>| {
        let path = out.join(format!("{name}.json"));
        let text = text.map_err(|e| failed(&path, e))?;
        fs::write(&path, text).map_err(|e| failed(&path, e))
    };
    write("board", serde_json::to_string(&board))?;
    for (case, file) in files {
        write(&case, serde_json::to_string(&file))?;
    }
    let (old, unreadable) = (results.old, results.unreadable);
    say(&format!(
        "{} runs; {old} of other bits or links and {unreadable} unreadable lines are left out",
        results.len()
    ));
    Ok(())
}
