//! Curves and metrics of a comparison as CSV.

use super::csv::{line, number};
use super::taken::Taken;
use crate::chart::table;

/// Every measurement of every step: a row a step, a group of columns a run.
pub fn curves(taken: &Taken) -> String {
    let histories: Vec<_> = taken.runs.iter().map(|run| (run.letter, run.history())).collect();
    table(&histories.iter().map(|(letter, history)| (*letter, history)).collect::<Vec<_>>())
}

/// Every metric of every snapshot: a row each.
pub fn metrics(taken: &Taken) -> String {
    let mut text = line(["run", "step", "metric", "value", "real_samples", "less_is_better", "label"]);
    for run in &taken.runs {
        for (step, metrics) in &run.metrics {
            for metric in metrics.iter().filter(|metric| !metric.is_for_the_doctor()) {
                text += &line([
                    run.letter.to_string(),
                    step.to_string(),
                    metric.id.clone(),
                    number(metric.value),
                    metric.floor.map(number).unwrap_or_default(),
                    u8::from(metric.lower_is_better).to_string(),
                    quoted(&metric.label),
                ]);
            }
        }
    }
    text
}

/// `text` as one cell.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
