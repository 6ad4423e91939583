//! `saddle compare`: the runs of a link over several seeds, as paired differences.

use burn::prelude::Device;

use super::block_on::block_on;
use super::train;
use crate::evidence::paired::{Paired, compare as paired};
use crate::experiment::{Comparison, Experiment, RunId, link};
use crate::record::Metric;
use crate::session::Session;

/// Trains every run of `text` with the seeds 1 to `seeds` and prints how B, C and D differ from A.
///
/// # Errors
/// One line that names the field.
pub fn compare(text: &str, seeds: u32) -> Result<(), String> {
    if !(1..=1000).contains(&seeds) {
        return Err(format!("seeds={seeds}: accepted is a whole number from 1 to 1000"));
    }
    let runs = runs(text)?;
    let mut measured: Vec<Vec<Vec<Metric>>> = vec![Vec::new(); runs.len()];
    for seed in 1..=seeds {
        for (run, all) in runs.iter().zip(&mut measured) {
            all.push(block_on(end(&Experiment { seed, ..run.clone() }))?);
        }
    }
    println!("run  metric  mean difference  standard error  better  equal  worse  chance  verdict");
    for (i, variant) in measured.iter().enumerate().skip(1) {
        for metric in measured[0].first().into_iter().flatten() {
            let pairs: Vec<(f64, f64)> =
                measured[0].iter().zip(variant).filter_map(|(a, b)| pair(a, b, &metric.id)).collect();
            if !pairs.is_empty() {
                print(RunId(i), &metric.id, &paired(&pairs, metric.lower_is_better));
            }
        }
    }
    Ok(())
}

fn runs(text: &str) -> Result<Vec<Experiment>, String> {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let link::Parsed { comparison: Comparison { runs, .. }, issues } = link::read(fragment);
    match issues.first() {
        Some(issue) => Err(format!("{}={}: {}", issue.key, issue.value, issue.reason)),
        None if runs.len() < 2 => Err("link: 1 run; at least runs A and B are needed".into()),
        None => Ok(runs),
    }
}

/// The metrics at the end of a run; none when it diverged.
async fn end(experiment: &Experiment) -> Result<Vec<Metric>, String> {
    let steps = experiment.steps;
    let mut session = Session::new(experiment.clone(), &[], &Device::flex(), None)?;
    match train::advance(&mut session, steps).await? {
        None => Ok(session.metrics().await?),
        Some(_) => Ok(Vec::new()),
    }
}

fn pair(a: &[Metric], b: &[Metric], id: &str) -> Option<(f64, f64)> {
    let value = |all: &[Metric]| all.iter().find(|m| m.id == id).map(|m| f64::from(m.value));
    Some((value(a)?, value(b)?))
}

fn print(run: RunId, id: &str, outcome: &Paired) {
    let Paired { mean, error, wins, ties, losses, chance, verdict, .. } = outcome;
    let error = error.map_or("-".into(), |e| format!("{e:.3e}"));
    let verdict = verdict.words();
    println!(
        "{}  {id}  {mean:+.3e}  {error}  {wins}  {ties}  {losses}  {chance:.3}  {verdict}",
        run.letter()
    );
}
