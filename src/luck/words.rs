//! A comparison in one sentence.

use super::compare::Compared;
use super::outcome::Outcome;
use crate::experiment::words::lowered;
use crate::number::percent;
use crate::number::{three_digits, tidy};
use crate::statistics::interval::Interval;
use crate::statistics::max_t::MIN_SEEDS;
use crate::statistics::verdict::Verdict;
use crate::text::join::then;
use crate::text::study as t;

/// "B clearly helps: its energy distance is 0.42 times A's (95 % interval 0.25 to 0.70), and it is better
/// in 9 of 10 seeds." Without a verdict, it begins with "So far".
pub fn sentence(compared: &Compared, outcome: &Outcome) -> String {
    let run = compared.run.letter();
    let begin = match compared.verdict {
        Some(Verdict::Identical) => return t::identical(run),
        Some(verdict) => said(run, verdict, compared.seeds),
        None => t::SO_FAR.to_string(),
    };
    match (effect(compared, outcome), compared.verdict) {
        (Some(effect), Some(Verdict::TooFewSeeds)) => {
            then(t::with_effect(begin, effect), few(compared.seeds))
        }
        (Some(effect), _) => t::with_effect(begin, effect),
        (None, _) => t::without_effect(begin),
    }
}

/// What so few seeds can show: how likely luck alone has all of them on one side.
fn few(seeds: usize) -> String {
    let all_alike = 0.5f64.powi(seeds as i32 - 1);
    t::few(seeds, percent(all_alike), MIN_SEEDS)
}

/// "its energy distance is 0.42 times A's (95 % interval 0.25 to 0.70), and it is better in 9 of 10 seeds";
/// nothing before two seeds are done with both runs.
pub(super) fn effect(compared: &Compared, outcome: &Outcome) -> Option<String> {
    let mean = compared.effect.ok()?.mean;
    let interval = compared.interval.map(|interval| range(interval, outcome)).unwrap_or_default();
    let better = compared.better.map(|share| {
        let seeds = compared.seeds;
        t::better(tidy(share * seeds as f64), seeds)
    });
    let (label, better) = (lowered(&outcome.label), better.unwrap_or_default());
    Some(match (outcome.is_ratio(), mean < 0.0) {
        (true, _) => t::times(label, three_digits(libm::exp(mean)), interval, better),
        (false, false) => t::higher(label, three_digits(mean), interval, better),
        (false, true) => t::lower(label, three_digits(-mean), interval, better),
    })
}

/// What `verdict` says of `run`, from so many seeds.
fn said(run: char, verdict: Verdict, seeds: usize) -> String {
    match verdict {
        Verdict::Identical => t::identical(run),
        Verdict::TooFewSeeds => t::too_few(run, seeds),
        Verdict::ClearlyHelps => t::clearly_helps(run),
        Verdict::Helps => t::helps(run),
        Verdict::NoEffect => t::no_effect(run),
        Verdict::Undecided { seeds: Some(seeds) } => t::undecided(run, seeds),
        Verdict::Undecided { seeds: None } => t::undecided_many(run),
        Verdict::Hurts => t::hurts(run),
        Verdict::ClearlyHurts => t::clearly_hurts(run),
    }
}

fn range(interval: Interval, outcome: &Outcome) -> String {
    let Interval { low, high } = if outcome.is_ratio() { interval.map(libm::exp) } else { interval };
    t::interval(three_digits(low), three_digits(high))
}
