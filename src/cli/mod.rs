//! The native command line: the same runs as in the browser, without one.

mod bits;
mod block_on;
mod classifier;
mod clinic;
mod clinic_runs;
mod clinic_times;
mod code;
mod compare;
mod config;
mod film;
mod floors;
mod mnist;
mod output;
mod own_files;
mod replay;
mod run_file;
mod say;
mod shard;
mod sweep;
mod trace;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use say::say;

use crate::experiment::script::MAX_STEP;
use crate::experiment::{Choice, Course, Data, Issue, RunId, Script, link};

/// Train GANs and convert their experiments.
#[derive(Debug, Parser)]
#[command(name = "saddle", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train one run and write what came of it.
    Train(Train),
    /// Train the runs of a link over several seeds and print how B, C and D differ from A.
    Compare {
        /// The page's address, or only what follows its #.
        link: String,
        /// Paired seeds, from 1.
        #[arg(long, default_value = "5")]
        seeds: u32,
    },
    /// Write a run of a link as a program that trains exactly this GAN without Saddle.
    Code(code::Code),
    /// Train a plan of experiments: one JSON object a line, resumable, in shards.
    Sweep {
        /// The plan.
        file: PathBuf,
        /// Only every Nth run, beginning with the Ith, as I/N.
        #[arg(long, conflicts_with = "merge")]
        shard: Option<shard::Shard>,
        /// The folder for the results of all shards.
        #[arg(long)]
        out: PathBuf,
        /// Only the recipes of the plan.
        #[arg(long, conflicts_with = "merge")]
        recipes: bool,
        /// Instead of training, join what is there and print it as JSON; the day as YYYY-MM-DD.
        #[arg(long, value_name = "DATE")]
        merge: Option<String>,
        /// The board from which rows are taken whose runs are not all there.
        #[arg(long, requires = "merge")]
        earlier: Option<PathBuf>,
    },
    /// The clinic: runs that fail, and the tips against it.
    #[command(subcommand)]
    Clinic(clinic::Clinic),
    /// Train the classifier that images are measured with.
    Classifier(classifier::ClassifierArguments),
    /// Train the runs of a link once and write the film that the page shows until its engine is there.
    Film(film::FilmArguments),
    /// Print the link of a config file; the run is the last one of the link.
    Link {
        /// JSON with dotted keys.
        #[arg(long)]
        config: PathBuf,
    },
    /// Print the config (JSON) of a run of a link, with what it was forked from and its changes.
    Config {
        /// The page's address, or only what follows its #.
        #[arg(long)]
        link: String,
        /// The run of the comparison.
        #[arg(long, default_value = "a")]
        run: char,
    },
}

/// One run to train.
#[derive(Debug, Args)]
struct Train {
    /// The page's address, or only what follows its #.
    #[arg(long, conflicts_with = "config")]
    link: Option<String>,
    /// The run of the link's comparison: a, b, c or d.
    #[arg(long, default_value = "a")]
    run: char,
    /// JSON with dotted keys, as in config.json.
    #[arg(long)]
    config: Option<PathBuf>,
    /// Stop after this many steps; schedules stay those of the experiment.
    #[arg(long)]
    steps: Option<u32>,
    /// The seed, instead of the experiment's.
    #[arg(long)]
    seed: Option<u32>,
    /// What to compute on.
    #[arg(long, value_enum, default_value = "cpu")]
    device: DeviceName,
    #[command(flatten)]
    own: own_files::OwnFiles,
    /// Write the first so many steps whole into the folder trace/ of the results: initial weights, all that is
    /// drawn, every loss and gradient norm, samples.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1000))]
    trace: Option<u32>,
    /// The folder for the results.
    #[arg(long)]
    out: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum DeviceName {
    /// The processor.
    Cpu,
    /// The graphics card (Vulkan, Metal or DirectX).
    Gpu,
}

/// Runs the command of this process: status 0, or 2 with one line on the error output.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) if !error.use_stderr() => {
            // Help or version. What cannot be printed cannot be reported either.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return refuse(&one_line(&error.to_string())),
    };
    let done = match cli.command {
        Command::Train(args) => train::train(&args),
        Command::Code(args) => code::code(&args),
        Command::Compare { link, seeds } => compare::compare(&link, seeds),
        Command::Sweep { file, shard, out, recipes, merge: None, .. } => {
            let part = if recipes { sweep::Part::Recipes } else { sweep::Part::Whole };
            sweep::sweep(&file, shard, &out, part)
        }
        Command::Sweep { file, out, merge: Some(date), earlier, .. } => {
            { sweep::merge(&file, &out, &date, earlier.as_deref()) }
                .and_then(|board| serde_json::to_string_pretty(&board).map_err(|e| e.to_string()))
                .map(|board| say(&board))
        }
        Command::Clinic(asked) => clinic::clinic(asked),
        Command::Classifier(args) => classifier::classifier(&args),
        Command::Film(args) => film::film(&args),
        Command::Link { config } => {
            config::load(&config).map(|lineage| say(&format!("#{}", link::write(&lineage))))
        }
        Command::Config { link, run } => from_link(&link, run).map(|lineage| say(&config::to_json(&lineage))),
    };
    done.map_or_else(|message| refuse(&message), |()| ExitCode::SUCCESS)
}

fn refuse(message: &str) -> ExitCode {
    eprintln!("error: {message}");
    ExitCode::from(2)
}

/// Clap's message without its hints.
fn one_line(message: &str) -> String {
    let body = message.split("\n\n").next().unwrap_or(message).trim_start_matches("error: ");
    body.split('\n').map(str::trim).collect::<Vec<_>>().join(" ")
}

/// A problem in one line: what was given, and what is accepted.
fn refusal(issue: &Issue) -> String {
    format!("{}={}: {}", issue.key, issue.value, issue.reason)
}

/// `data` as the link spells it.
fn spelled(data: Data) -> &'static str {
    <Data as Choice>::WORDS[data.index()]
}

/// What a link holds. Unlike the page, the command line accepts no link with a problem in it.
fn read_link(text: &str) -> Result<Script, String> {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let link::Parsed { script, issues } = link::read(fragment);
    issues.first().map_or(Ok(script), |problem| Err(refusal(&problem.issue)))
}

/// One run of a link, with all that it was forked from.
fn from_link(text: &str, run: char) -> Result<Script, String> {
    let script = read_link(text)?;
    let letters: Vec<char> = (0..script.courses.len()).map(|i| RunId(i).letter()).collect();
    let index = letters.iter().position(|letter| letter.eq_ignore_ascii_case(&run));
    index
        .and_then(|index| script.lineage(RunId(index)))
        .ok_or_else(|| format!("run={run}: accepted is one of {}", String::from_iter(letters).to_lowercase()))
}

/// The step to which a run trains: `asked`, or the length of the experiment.
fn last_step(course: &Course, asked: Option<u32>) -> Result<u32, String> {
    let steps = asked.unwrap_or(course.start.steps);
    let least = course.begins() + 1;
    if (least..=MAX_STEP).contains(&steps) {
        Ok(steps)
    } else {
        Err(format!("steps={steps}: accepted is a whole number from {least} to {MAX_STEP}"))
    }
}
