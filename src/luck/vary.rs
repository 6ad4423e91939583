//! "Vary this key": four values of a number key, as four runs.

use crate::experiment::{Comparison, Experiment, Key, MAX_RUNS, Range, Value, validate};
use crate::text::dose as t;

/// How the values of a key are chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Spacing {
    /// By factors of what it is now, a quarter to four times: what the authors of StyleGAN3 advise for
    /// gamma (the notes on configurations of NVlabs/stylegan3, quoted in its issue 71). At 0 it is off, and the
    /// factors are of this number, the usual one.
    Factors(f64),
    /// These numbers, which are what the field tries, in this order until there are four.
    Values(&'static [f64]),
}

/// Exponents of 2 in the order in which they are wanted: a quarter and four times, twice and half, then
/// beyond where those are out of range.
const RUNGS: [i32; 8] = [-2, 2, 1, -1, -3, 3, -4, 4];

/// The number in `value`.
pub fn number(value: Value) -> Option<f64> {
    match value {
        Value::Int(v) => Some(f64::from(v)),
        Value::Float(v) => Some(v),
        Value::Switch(_) | Value::Choice(..) => None,
    }
}

/// The number by which values of `key` are in order: that of samples is 0 where there are no fewer than all.
pub fn dose(key: &Key, value: Value) -> f64 {
    match number(value) {
        Some(0.0) if key.name == "data.count" => f64::INFINITY,
        number => number.unwrap_or(0.0),
    }
}

/// How the values of `key` are chosen; `None` for a key that is no number, or that all runs share.
pub fn spacing(key: &Key) -> Option<Spacing> {
    use Spacing::{Factors, Values};
    if key.shared || !matches!(key.range, Range::Int { .. } | Range::Float { .. }) {
        return None;
    }
    Some(match key.name {
        "r1" | "r2" => Factors(1.0),
        "loss.gp" => Factors(10.0),
        "noise" => Factors(0.3),
        "g.depth" | "d.depth" => Values(&[1.0, 2.0, 3.0, 4.0, 5.0]),
        "g.kernel" | "d.kernel" => Values(&[3.0, 4.0, 5.0, 6.0]),
        "g.steps" | "d.steps" => Values(&[1.0, 2.0, 3.0, 5.0]),
        "pack" => Values(&[1.0, 2.0, 3.0, 4.0]),
        "labels.real" => Values(&[0.7, 0.8, 0.9, 1.0]),
        "labels.fake" | "labels.spread" => Values(&[0.0, 0.1, 0.2, 0.3]),
        "momentum" => Values(&[0.0, 0.5, 0.9, 0.99]),
        "data.count" => Factors(200.0),
        "labels.flip" => Values(&[0.0, 0.05, 0.1, 0.2]),
        "noise.until" => Values(&[0.25, 0.5, 0.75, 1.0]),
        "d.dropout" => Values(&[0.0, 0.2, 0.4, 0.6]),
        "replay" => Values(&[0.0, 0.25, 0.5, 0.75]),
        "beta1" => Values(&[0.0, 0.3, 0.5, 0.9]),
        "beta2" => Values(&[0.9, 0.99, 0.999, 0.9999]),
        "ema" => Values(&[0.0, 0.9, 0.99, 0.999]),
        _ => Factors(1.0),
    })
}

/// Whether values of `key` belong on a logarithmic axis.
pub fn is_logarithmic(key: &Key) -> bool {
    matches!(spacing(key), Some(Spacing::Factors(_)))
}

/// Four values of `key`, rising, of which one is what `experiment` has and all can stand in it; fewer where
/// there are not as many.
///
/// # Errors
/// A key that cannot be varied.
pub fn values(key: &Key, experiment: &Experiment) -> Result<Vec<Value>, String> {
    let refused = || t::only_numbers(key.name);
    let (spacing, current) = spacing(key).zip(number(key.get(experiment))).ok_or_else(refused)?;
    let mut chosen = vec![key.get(experiment)];
    for number in wanted(spacing, current) {
        let value = legal(key, number).filter(|value| stands(key, *value, experiment));
        chosen.extend(value.filter(|value| chosen.len() < MAX_RUNS && !chosen.contains(value)));
    }
    chosen.sort_by(|a, b| dose(key, *a).total_cmp(&dose(key, *b)));
    Ok(chosen)
}

/// What is wanted beside `current`, in this order.
fn wanted(spacing: Spacing, current: f64) -> Vec<f64> {
    match spacing {
        Spacing::Factors(usual) if current == 0.0 => vec![usual, usual / 4.0, usual * 4.0],
        Spacing::Factors(_) => RUNGS.iter().map(|rung| current * f64::from(*rung).exp2()).collect(),
        Spacing::Values(numbers) => {
            // What it is now takes the place of the nearest.
            let far = |number: &f64| (number - current).abs();
            let nearest = numbers.iter().map(far).fold(f64::INFINITY, f64::min);
            let place = numbers.iter().position(|number| far(number) == nearest);
            let others = numbers.iter().enumerate().filter(|(at, _)| Some(*at) != place);
            others.map(|(_, number)| *number).collect()
        }
    }
}

/// `number` as a value of `key`, where it is one; of whole numbers the nearest.
fn legal(key: &Key, number: f64) -> Option<Value> {
    let number = if matches!(key.range, Range::Int { .. }) { number.round() } else { number };
    key.parse(&number.to_string()).ok()
}

/// `experiment` with `value`.
fn with(key: &Key, value: Value, experiment: &Experiment) -> Experiment {
    let mut changed = experiment.clone();
    key.set(&mut changed, value);
    changed
}

/// Whether `experiment` can run with `value`.
fn stands(key: &Key, value: Value, experiment: &Experiment) -> bool {
    validate(&with(key, value, experiment)).is_empty()
}

/// Runs that differ in `key` alone, four where there are as many values: A is `experiment` as it is, the
/// others have the other values, rising.
///
/// # Errors A key that cannot be varied, or of which no other value can stand with the rest of the
/// experiment.
pub fn vary(key: &Key, experiment: &Experiment) -> Result<Comparison, String> {
    let own = key.get(experiment);
    let others = values(key, experiment)?.into_iter().filter(|value| *value != own);
    let mut runs = vec![experiment.clone()];
    runs.extend(others.map(|value| with(key, value, experiment)));
    if runs.len() < 2 {
        return Err(t::no_other(format!("{}={own}", key.name)));
    }
    Ok(Comparison { runs, hidden: Vec::new() })
}
