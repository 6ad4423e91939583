//! The doctor on hundreds of runs that set none of its words: `scripts/corpus.py` records them, and
//! their metrics alone say which are good and which have failed. By hand, since the corpus is too large
//! to be kept:
//!
//! `CORPUS=folder cargo test --test native -- --ignored --nocapture corpus`

use std::collections::BTreeMap;
use std::path::Path;

use crate::history::{History, in_folder};
use saddle::doctor::Finding;

/// Seeds from this one on are held out: no threshold was set on them.
const HELD_OUT: u32 = 131;
/// Measurements over which a run's end is averaged.
const TRAILING: usize = 5;

/// What the metrics say of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Good,
    Between,
    Failed,
}

/// By the means over the last measurements (of distances that of the logarithms). Points: good at up to
/// 30 times the energy distance of real samples with three quarters of the modes, failed above 60 times
/// or below half of the modes. Images: the Fréchet distance, which the doctor does not read: good at up
/// to 25 times that of real ones with nine tenths of their diversity, failed above 60 times or below
/// half of it. A run that has diverged has failed.
fn outcome(history: &History) -> Outcome {
    if history.diverged.is_some() {
        return Outcome::Failed;
    }
    let images = history.experiment.data.is_image();
    let mean = |id: &str| {
        let values = history.last(id, TRAILING);
        (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
    };
    let distance = {
        let times = times(history, TRAILING);
        (times.iter().map(|v| v.ln()).sum::<f32>() / times.len() as f32).exp()
    };
    let (good, failed) = if images { (25.0, 60.0) } else { (30.0, 60.0) };
    let kinds = if images { mean("diversity") } else { mean("modes").map(|m| m / history.floors["modes"]) };
    let rich = if images { 0.9 } else { 0.75 };
    match distance {
        _ if distance > failed || kinds.is_some_and(|k| k < 0.5) => Outcome::Failed,
        _ if distance <= good && kinds.is_none_or(|k| k >= rich) => Outcome::Good,
        _ => Outcome::Between,
    }
}

/// The last distances, as multiples of that of real samples; the energy distance where too few images
/// are held out for another.
fn times(history: &History, count: usize) -> Vec<f32> {
    let frechet = history.experiment.data.is_image() && history.floors.contains_key("frechet");
    let id = if frechet { "frechet" } else { "energy" };
    history.last(id, count).iter().map(|value| value / history.floors[id]).collect()
}

#[derive(Default)]
struct Count {
    runs: u32,
    alarmed: u32,
    ever: u32,
    ends: BTreeMap<Finding, u32>,
    passing: BTreeMap<Finding, u32>,
    wrong: Vec<String>,
}

#[test]
#[ignore = "needs a corpus"]
fn the_confusion_of_words_and_metrics() {
    let folder = std::env::var("CORPUS").unwrap_or_else(|_| "/tmp/doctor-corpus".into());
    let only = std::env::var("ONLY").unwrap_or_default();
    let all = in_folder(Path::new(&folder));
    for (part, held_out) in [("to choose by", false), ("held out", true)] {
        if std::env::var("HALF").is_ok_and(|half| half != part) {
            continue;
        }
        for interval in [100, 400] {
            let mut counts: BTreeMap<Outcome, Count> = BTreeMap::new();
            let of_part =
                |h: &&History| (h.experiment.seed >= HELD_OUT) == held_out && h.name.contains(&only);
            for history in all.iter().filter(of_part) {
                count(counts.entry(outcome(history)).or_default(), history, interval);
            }
            for (outcome, count) in &counts {
                println!(
                    "== {part}, snapshots every {interval}: {outcome:?}: {} runs, alarm at the end {}, alarm ever {}\n   ends {:?}\n   passing {:?}",
                    count.runs, count.alarmed, count.ever, count.ends, count.passing
                );
                if *outcome != Outcome::Between || !only.is_empty() {
                    count.wrong.iter().for_each(|line| println!("   {line}"));
                }
            }
        }
    }
}

fn count(count: &mut Count, history: &History, interval: u32) {
    let interval =
        if history.experiment.data.is_image() { history.experiment.snapshot_every } else { interval };
    let (doctor, said) = history.diagnosed_every(interval);
    let end = doctor.verdict();
    count.runs += 1;
    count.alarmed += u32::from(end.finding.is_trouble());
    count.ever += u32::from(!said.is_empty());
    *count.ends.entry(end.finding).or_default() += 1;
    for verdict in doctor.verdicts().iter().filter(|v| v.ended.is_some()) {
        *count.passing.entry(verdict.finding).or_default() += 1;
    }
    let outcome = outcome(history);
    let wrong = match outcome {
        Outcome::Good => !said.is_empty(),
        Outcome::Failed => !end.finding.is_trouble(),
        Outcome::Between => true,
    };
    if wrong {
        let distance: Vec<String> = times(history, 12).iter().map(|v| format!("{v:.0}")).collect();
        let modes: Vec<String> = history.last("modes", 12).iter().map(|v| format!("{v:.0}")).collect();
        let list: Vec<String> = doctor
            .verdicts()
            .iter()
            .map(|v| {
                format!("{}@{}-{}", v.finding.id(), v.began, v.ended.map_or("".into(), |e| e.to_string()))
            })
            .collect();
        count.wrong.push(format!(
            "{} {}: {} [{}] distances {} modes {}",
            history.name,
            format!("{outcome:?}").to_lowercase(),
            end.finding.id(),
            list.join(" "),
            distance.join(" "),
            modes.join(" ")
        ));
    }
}
