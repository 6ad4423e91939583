//! The runs of a bet as a small table: a row for each seed, from A to B.

use leptos::prelude::*;

use crate::chart::Scale;
use crate::evidence::race::{End, Lap, PairResult, Race, finding};
use crate::number::{percent, three_digits, whole};
use crate::record::Metric;

/// The pairs of `race`, as far as they are measured.
#[component]
pub fn RaceTable(race: Race) -> impl IntoView {
    let scale = scale(&race);
    let floor = race.floor();
    let rows: Vec<_> = race
        .pairs()
        .map(|(base, variant)| {
            let found = finding(base, variant).map(words);
            view! {
                <tr>
                    <th scope="row">{format!("Seed {}", base.experiment.seed)}</th>
                    <td class="number">{value(base)}</td>
                    <td class="bet-track" aria-hidden="true">{track(scale, floor, base, variant)}</td>
                    <td class="number">{value(variant)}</td>
                    <td>{found}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <table class="bet-table">
            <caption>{caption(&race)}</caption>
            <thead>
                <tr>
                    <td></td>
                    <th scope="col" class="number run-a">"A"</th>
                    <td class="bet-floor">{floor.map(|floor| format!("real {}", three_digits(floor)))}</td>
                    <th scope="col" class="number run-b">"B"</th>
                    <th scope="col">"B is"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn caption(race: &Race) -> String {
    let Some(Metric { label, lower_is_better, .. }) = race.sample() else {
        return "Each run is measured at its last step".into();
    };
    let better = if *lower_is_better { "lower" } else { "higher" };
    format!("{label}, {better} is better")
}

fn words(finding: PairResult) -> &'static str {
    match finding {
        PairResult::Better => "better",
        PairResult::Equal => "equal",
        PairResult::Worse => "worse",
        PairResult::Neither => "no better",
    }
}

/// What was measured, or how far the run is.
fn value(lap: &Lap) -> impl IntoView + use<> {
    let step = |step: u32| format!("Step {} of {}", whole(step.into()), whole(lap.experiment.steps.into()));
    let (text, title) = match &lap.end {
        Some(End::Measured(metric)) => (three_digits(metric.value.into()), None),
        Some(End::Diverged(at)) => ("diverged".into(), Some(step(*at))),
        None => (percent(f64::from(lap.step) / f64::from(lap.experiment.steps)), Some(step(lap.step))),
    };
    view! { <span class:quiet=lap.measured().is_none() title=title>{text}</span> }
}

/// From every value and the floor to per cent of the track's width.
fn scale(race: &Race) -> Scale {
    let laps = race.pairs().flat_map(|(base, variant)| [base, variant]);
    let values = laps.filter_map(Lap::measured).map(|metric| f64::from(metric.value)).chain(race.floor());
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)));
    Scale::linear((low, high), (8.0, 92.0))
}

/// A's ring, B's dot, the way between them and the mark of real samples.
fn track(scale: Scale, floor: Option<f64>, base: &Lap, variant: &Lap) -> impl IntoView + use<> {
    let at = |value: f64| scale.at(value).map(|place| format!("{place:.1}%"));
    let place = |lap: &Lap| lap.measured().and_then(|metric| at(metric.value.into()));
    let floor =
        floor.and_then(at).map(|x| view! { <line class="track-floor" x1=x.clone() x2=x y1="2" y2="18"/> });
    let (a, b) = (place(base), place(variant));
    let way = a.clone().zip(b.clone());
    let way = way.map(|(a, b)| view! { <line class="track-way" x1=a x2=b y1="10" y2="10"/> });
    let a = a.map(|x| view! { <circle class="track-a" cx=x cy="10" r="3.5"/> });
    let b = b.map(|x| view! { <circle class="track-b" cx=x cy="10" r="4"/> });
    view! { <svg width="100%" height="20" focusable="false">{floor}{way}{a}{b}</svg> }
}
