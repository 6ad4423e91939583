//! The native command line: the same runs as in the browser, without one.

mod block_on;
mod classifier;
mod compare;
mod config;
mod output;
mod sweep;
mod train;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::experiment::{Comparison, Experiment, MAX_RUNS, RunId, link};

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
    /// Train a plan of experiments: one JSON object a line, resumable, in shards.
    Sweep {
        /// The plan.
        file: PathBuf,
        /// Only every Nth run, beginning with the Ith, as I/N.
        #[arg(long, conflicts_with = "merge")]
        shard: Option<sweep::Shard>,
        /// The folder for the results of all shards.
        #[arg(long)]
        out: PathBuf,
        /// Instead of training, join what is there and print it as JSON; the day as YYYY-MM-DD.
        #[arg(long, value_name = "DATE")]
        merge: Option<String>,
    },
    /// Train the classifier that images are measured with.
    Classifier(classifier::Classifier),
    /// Print the link of a config file.
    Link {
        /// JSON with dotted keys.
        #[arg(long)]
        config: PathBuf,
    },
    /// Print the config (JSON) of a link.
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
    /// IDX files for data that needs them: images, and labels if there are.
    #[arg(long, num_args = 1..)]
    data_files: Vec<PathBuf>,
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
        Command::Compare { link, seeds } => compare::compare(&link, seeds),
        Command::Sweep { file, shard, out, merge: None } => sweep::sweep(&file, shard, &out),
        Command::Sweep { file, out, merge: Some(date), .. } => sweep::merge(&file, &out, &date)
            .and_then(|board| serde_json::to_string_pretty(&board).map_err(|e| e.to_string()))
            .map(|board| println!("{board}")),
        Command::Classifier(args) => classifier::classifier(&args),
        Command::Link { config } => {
            config::load(&config).map(|experiment| println!("#{}", link::write_experiment(&experiment)))
        }
        Command::Config { link, run } => {
            from_link(&link, run).map(|experiment| println!("{}", config::to_json(&experiment)))
        }
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

/// One run of a link. Unlike the page, the command line accepts no link with a problem in it.
fn from_link(text: &str, run: char) -> Result<Experiment, String> {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let link::Parsed { comparison: Comparison { mut runs, .. }, issues } = link::read(fragment);
    if let Some(issue) = issues.first() {
        return Err(format!("{}={}: {}", issue.key, issue.value, issue.reason));
    }
    let letters: Vec<char> = (0..runs.len().min(MAX_RUNS)).map(|i| RunId(i).letter()).collect();
    match letters.iter().position(|l| l.eq_ignore_ascii_case(&run)) {
        Some(index) => Ok(runs.swap_remove(index)),
        None => Err(format!("run={run}: accepted is one of {}", String::from_iter(letters).to_lowercase())),
    }
}
