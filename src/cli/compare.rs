//! `saddle compare`: the runs of a link over several seeds, as paired differences.

use burn::prelude::Device;

use super::block_on::block_on;
use super::replay::{self, NoStart};
use super::say::say;
use super::{last_step, read_link, train};
use crate::evidence::paired::{Paired, compare as paired};
use crate::experiment::{RunId, Script};
use crate::record::Metric;

/// Trains every run of `text` with the seeds 1 to `seeds` and prints how B, C and D differ from A.
///
/// # Errors
/// One line that names the field.
pub fn compare(text: &str, seeds: u32) -> Result<(), String> {
    if !(1..=1000).contains(&seeds) {
        return Err(format!("seeds={seeds}: accepted is a whole number from 1 to 1000"));
    }
    let script = read_link(text)?;
    let runs = script.courses.len();
    if runs < 2 {
        return Err("link: 1 run; at least runs A and B are needed".into());
    }
    let mut measured: Vec<Vec<Vec<Metric>>> = vec![Vec::new(); runs];
    for seed in 1..=seeds {
        let seeded = script.with_seed(seed);
        for (run, all) in (0..).map(RunId).zip(&mut measured) {
            let lineage = seeded.lineage(run).ok_or("link: no such run")?;
            all.push(block_on(end(&lineage))?);
        }
    }
    say("run  metric  mean difference  standard error  better  equal  worse  chance  verdict");
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

/// The metrics at the end of the last run of `lineage`; none when it, or what it was forked from,
/// diverged.
async fn end(lineage: &Script) -> Result<Vec<Metric>, String> {
    let Some(course) = lineage.courses.last() else { return Ok(Vec::new()) };
    let steps = last_step(course, None)?;
    let mut session = match replay::open(lineage, None, &Device::flex()).await {
        Ok(session) => session,
        Err(NoStart::Diverged { .. }) => return Ok(Vec::new()),
        Err(refused) => return Err(refused.into()),
    };
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
    say(&format!(
        "{}  {id}  {mean:+.3e}  {error}  {wins}  {ties}  {losses}  {chance:.3}  {verdict}",
        run.letter()
    ));
}
