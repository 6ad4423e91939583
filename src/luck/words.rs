//! A comparison in one sentence.

use super::compare::Compared;
use super::outcome::Outcome;
use crate::number::{three_digits, tidy};
use crate::statistics::interval::Interval;
use crate::statistics::verdict::Verdict;

/// "B clearly helps: its energy distance is 0.42 times A's (95 % interval 0.25 to 0.70), and it is better
/// in 9 of 10 seeds." Without a verdict, it begins with "So far".
pub fn sentence(compared: &Compared, outcome: &Outcome) -> String {
    let run = compared.run.letter();
    let begin = match compared.verdict {
        Some(Verdict::Identical) => return format!("{run} and A are equal to the last bit with every seed."),
        Some(verdict) => format!("{run} {}", said(verdict)),
        None => "So far".into(),
    };
    match effect(compared, outcome) {
        Some(effect) => format!("{begin}: {effect}."),
        None => format!("{begin}: fewer than two seeds are done with both runs."),
    }
}

/// "its energy distance is 0.42 times A's (95 % interval 0.25 to 0.70), and it is better in 9 of 10 seeds";
/// nothing before two seeds are done with both runs.
pub(super) fn effect(compared: &Compared, outcome: &Outcome) -> Option<String> {
    let effect = compared.effect.ok()?;
    let size = size(effect.mean, outcome);
    let interval = compared.interval.map(|interval| range(interval, outcome)).unwrap_or_default();
    let better = compared.better.map(|share| {
        let seeds = compared.seeds;
        format!(", and it is better in {} of {seeds} seeds", tidy(share * seeds as f64))
    });
    let (label, better) = (outcome.label.to_lowercase(), better.unwrap_or_default());
    Some(format!("its {label} is {size}{interval}{better}"))
}

/// A verdict after the name of the run.
fn said(verdict: Verdict) -> String {
    match verdict {
        Verdict::NoEffect => "has no effect that matters".into(),
        Verdict::Undecided { .. } => format!("is {}", verdict.words()),
        Verdict::TooFewSeeds => format!("has {}", verdict.words()),
        _ => verdict.words(),
    }
}

/// How large a mean difference in y is.
fn size(mean: f64, outcome: &Outcome) -> String {
    match (outcome.is_ratio(), mean < 0.0) {
        (true, _) => format!("{} times A's", three_digits(libm::exp(mean))),
        (false, false) => format!("higher by {}", three_digits(mean)),
        (false, true) => format!("lower by {}", three_digits(-mean)),
    }
}

fn range(interval: Interval, outcome: &Outcome) -> String {
    let Interval { low, high } = if outcome.is_ratio() { interval.map(libm::exp) } else { interval };
    format!(" (95\u{202f}% interval {} to {})", three_digits(low), three_digits(high))
}
