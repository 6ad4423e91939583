//! `saddle clinic`: trains the runs of the clinic and keeps each as a line.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use burn::prelude::Device;
use clap::Subcommand;

use super::bits::Bits;
use super::block_on::block_on;
use super::clinic_runs::{Run, Seeds, Wanted, made, written};
use super::clinic_times::{Times, longest_shard};
use super::output::RunLog;
use super::run_file::{self, Reader, RunFile, failed};
use super::say::say;
use super::shard::Shard;
use super::sweep::progress;
use super::{floors, train};
use crate::clinic::floors::Floors;
use crate::clinic::held::{Fate, Held};
use crate::clinic::line::{BASE, DIGITS, Line};
use crate::clinic::losses::{self, SERIES};
use crate::clinic::target::TRAIL;
use crate::clinic::{Board, CASES, board};
use crate::data::Source;
use crate::evidence::fingerprints::Fingerprints;
use crate::evidence::gaps::Gaps;
use crate::number::significant;
use crate::record::{Metric, StepRecord};
use crate::session::{Probe, Session, SessionOptions};

/// Fakes of images that are measured in the last snapshots: the Fréchet distance of fewer scatters.
pub(super) const FAKES: usize = 2000;

#[derive(Debug, Subcommand)]
pub enum Clinic {
    /// Train the runs that are missing, each into a line of RESULTS/CASE.jsonl; a shard into a file of its own.
    Run(Wanted),
    /// Say how many runs are missing and how long they take on 1, 10 and 1,000 cores.
    Estimate(Wanted),
    /// Print which runs are missing, by case, arm and seed.
    Missing(Wanted),
    /// Move the runs of all shards into RESULTS/CASE.jsonl.
    Gather {
        /// The folder of the results.
        #[arg(long, default_value = "evidence/results")]
        results: PathBuf,
    },
    /// Print how often the plain run of each case misses its target, and what it scores.
    Bases(Wanted),
    /// Print how often the doctor has an alarm about runs that reached their target, and about runs that failed, by
    /// what the results say; with `--anew` the runs are trained again and judged by today's doctor.
    Doctor {
        /// Train them again instead of reading them; nothing is kept.
        #[arg(long)]
        anew: bool,
        #[command(flatten)]
        wanted: Wanted,
    },
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
        Clinic::Missing(wanted) => missing(&wanted),
        Clinic::Gather { results } => gather(&results),
        Clinic::Bases(wanted) => bases(&wanted),
        Clinic::Doctor { anew, wanted } => doctor(&wanted, anew),
        Clinic::Join { date, out, wanted } => join(&date, &out, &wanted),
        Clinic::Floors { splits } => floors::measure(splits).map(|text| say(&text)),
    }
}

fn run(wanted: &Wanted) -> Result<(), String> {
    let (plan, bits) = (wanted.plan()?, Bits::of_this_engine()?);
    let shard = wanted.shard.unwrap_or(Shard::WHOLE);
    let mine: Vec<Run> = shard.part(wanted.runs(&plan)?).collect();
    let mut files = Files::open(&wanted.results, wanted.shard, &mine)?;
    let mine = wanted.missing(mine, &bits, Reader::Shard)?;
    let (bar, clock) = (progress(mine.len()), Instant::now());
    for run in mine {
        if !wanted.has_time(&clock) {
            break;
        }
        files.add(&block_on(train_one(&run, &bits))?)?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}

/// Where finished runs go: a shard has one file, who trains alone has one of each case.
struct Files<'a> {
    results: &'a Path,
    shard: Option<Shard>,
    open: HashMap<PathBuf, RunFile>,
}

impl<'a> Files<'a> {
    /// Opens those that `runs` need, so that nobody else writes them from now on.
    fn open(results: &'a Path, shard: Option<Shard>, runs: &[Run]) -> Result<Self, String> {
        let mut files = Self { results, shard, open: HashMap::new() };
        runs.iter().try_for_each(|run| files.of(run.case.id).map(|_| ()))?;
        Ok(files)
    }

    /// The file of `case`.
    fn of(&mut self, case: &str) -> Result<&mut RunFile, String> {
        let path = match self.shard {
            Some(shard) => shard.file(self.results),
            None => self.results.join(format!("{case}.jsonl")),
        };
        Ok(match self.open.entry(path) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(free) => {
                let file = RunFile::open(free.key())?;
                free.insert(file)
            }
        })
    }

    fn add(&mut self, line: &Line) -> Result<(), String> {
        self.of(&line.case)?.add(line)
    }
}

/// A run that is in the file of its case already is only taken out of the shard's.
fn gather(results: &Path) -> Result<(), String> {
    let (shards, cases): (Vec<_>, Vec<_>) =
        run_file::all(results)?.into_iter().partition(|path| Shard::wrote(path));
    let mut known = Fingerprints::default();
    for path in cases {
        run_file::read(&path, Reader::Join, |line: Line| {
            known.insert(&made(&line));
        })?;
    }
    let (mut files, mut moved) = (Files::open(results, None, &[])?, 0);
    for path in &shards {
        let shard = RunFile::open(path)?;
        let mut lines = Vec::new();
        run_file::read(path, Reader::Join, |line: Line| lines.push(line))?;
        for line in lines.iter().filter(|line| known.insert(&made(line))) {
            crate::clinic::case(&line.case)
                .ok_or_else(|| failed(path, format!("case={}: no such case", line.case)))?;
            files.add(line)?;
            moved += 1;
        }
        shard.remove()?;
    }
    say(&format!("{moved} runs of {} shards are in the files of their cases", shards.len()));
    Ok(())
}

fn missing(wanted: &Wanted) -> Result<(), String> {
    let plan = wanted.plan()?;
    let (runs, mut gaps) = (wanted.runs(&plan)?, Gaps::default());
    let planned = runs.len();
    let missing = wanted.missing(runs, &Bits::of_this_engine()?, Reader::Join)?;
    missing.iter().for_each(|run| gaps.add(run.to_string(), run.seed));
    say(&format!("{gaps}{} of {planned} runs are missing", missing.len()));
    Ok(())
}

/// Trains one run to its end.
async fn train_one(run: &Run<'_>, bits: &Bits) -> Result<Line, String> {
    let clock = Instant::now();
    let course = run.course()?;
    let link = written(&course);
    let said = |e: String| format!("{link}: {e}");
    let (start, steps) = (course.start.clone(), course.start.steps);
    let edits = course.edits.iter().map(|edit| (edit.after, edit.to.clone())).collect();
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
    let doctor = log.doctor(&course);
    Ok(Line {
        case: run.case.id.into(),
        arm: run.arm.into(),
        variant: run.variant.map(|variant| variant.id.into()),
        seed: run.seed,
        bits: bits.of(course.now()).into(),
        link,
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
    let plan = wanted.plan()?;
    let (all, mut times) = (wanted.runs(&plan)?, Times::default());
    wanted.lines(Reader::Join, |line| times.add(&line))?;
    let whole: Vec<Option<f64>> = all.iter().map(|run| times.of(run)).collect();
    let planned = all.len();
    let open: Vec<Option<f64>> = wanted
        .missing(all, &Bits::of_this_engine()?, Reader::Join)?
        .iter()
        .map(|run| times.of(run))
        .collect();
    say(&format!("{} runs are missing, {} are there", open.len(), planned - open.len()));
    let minutes = |times: &[Option<f64>], cores| longest_shard(times, cores) / 60.0;
    say(&format!("about {:.0} minutes of one core", minutes(&open, 1)));
    for cores in [10, 1000] {
        say(&format!(
            "on {cores} cores, a shard each, the longest takes about {:.1} minutes",
            minutes(&open, cores)
        ));
    }
    let [one, ten, thousand] = [1, 10, 1000].map(|cores| minutes(&whole, cores));
    say(&format!(
        "all {planned} runs anew: {one:.0}, {ten:.0} and {thousand:.1} minutes on 1, 10 and 1000 cores"
    ));
    let unknown = open.iter().filter(|time| time.is_none()).count();
    if unknown > 0 {
        say(&format!("{unknown} runs are of cases that were never timed, and not counted"));
    }
    Ok(())
}

fn bases(wanted: &Wanted) -> Result<(), String> {
    let wanted = Wanted { arm: vec![BASE.into()], ..wanted.clone() };
    let plan = wanted.plan()?;
    let runs = wanted.runs(&plan)?;
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

fn doctor(wanted: &Wanted, anew: bool) -> Result<(), String> {
    let (plan, bits, floors) = (wanted.plan()?, Bits::of_this_engine()?, Floors::measured());
    let (runs, mut held) = (wanted.runs(&plan)?, Held::default());
    if anew {
        let mine: Vec<Run> = wanted.shard.unwrap_or(Shard::WHOLE).part(runs).collect();
        let (bar, clock) = (progress(mine.len()), Instant::now());
        for run in mine.iter().take_while(|_| wanted.has_time(&clock)) {
            held.add(&block_on(train_one(run, &bits))?, &floors);
            bar.inc(1);
        }
        bar.finish_and_clear();
    } else {
        wanted.results(&runs, &bits)?.iter().for_each(|line| held.add(line, &floors));
    }
    let told = |case: Option<&str>| {
        let [good, near, failed] = [Fate::Reached, Fate::Near, Fate::Failed].map(|fate| held.of(case, fate));
        format!(
            "{:18} reached {:4}, of these alarms at the end {:3}, ever {:3}; near {:4}, {:4}; failed {:4}, {:4}",
            case.unwrap_or("all"),
            good.runs,
            good.at_end,
            good.ever,
            near.runs,
            near.at_end,
            failed.runs,
            failed.at_end
        )
    };
    CASES.iter().for_each(|case| say(&told(Some(case.id))));
    say(&told(None));
    Ok(())
}

fn join(date: &str, out: &Path, wanted: &Wanted) -> Result<(), String> {
    let (plan, bits) = (wanted.plan()?, Bits::of_this_engine()?);
    let (mut runs, mut planned) = (Vec::new(), Vec::new());
    for carry in [false, true] {
        runs.extend(Wanted { seeds: Some(Seeds(1, 110)), carry, ..wanted.clone() }.runs(&plan)?);
        planned.extend(Wanted { carry, ..wanted.clone() }.runs(&plan)?);
    }
    let results = wanted.results(&runs, &bits)?;
    let missing = planned.iter().filter(|run| !run.is_in(&results)).count();
    let planned = planned.len();
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
    say(&format!("{} runs; {} of other bits or links are left out", results.len(), results.old));
    say(&format!("{missing} of {planned} planned runs are missing (`saddle clinic missing` names them)"));
    Ok(())
}
