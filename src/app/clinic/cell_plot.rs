//! The runs of a cell as dots, one a seed: without the tip and with it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::{Scale, log_ticks, nice_ticks};
use crate::clinic::board::{Dot, Dots};
use crate::clinic::case::Outcome;
use crate::clinic::line::BASE;
use crate::clinic::target::Limit;
use crate::clinic::Case;
use crate::experiment::RunId;
use crate::number::tidy;

/// Size of the drawing, its upper edge and its lower one.
const SIZE: (f64, f64) = (340.0, 232.0);
const EDGES: (f64, f64) = (204.0, 12.0);
/// Where the dots of A and of B stand.
const LANES: [f64; 2] = [130.0, 250.0];

/// The plot, and the same as a table behind a line.
#[component]
pub fn CellPlot(case: &'static Case, dots: Arc<Dots>, arm: String) -> impl IntoView {
    let sides: [&[Dot]; 2] = [BASE, &arm].map(|run| dots.get(run).map_or(&[] as &[Dot], Vec::as_slice));
    let shown = |dot: &Dot| case.outcome.shown(dot.1);
    let target = target(case);
    let values = sides.iter().flat_map(|side| side.iter().map(shown)).chain(target);
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    let log = case.outcome.lower_is_better();
    let (scale, ticks) = if log {
        let range = (low.min(1.0), high.max(low * 1.5) * 1.2);
        (Scale::log(range, EDGES), log_ticks(range.0, range.1, 5))
    } else {
        let range = (low.min(0.0), high.max(low + 1.0) * 1.05);
        (Scale::linear(range, EDGES), nice_ticks(range.0, range.1, 4))
    };
    let tick = |value: f64| {
        scale.at(value).map(|y| {
            view! {
                <line class="plot-hair" x1="52" x2=SIZE.0.to_string() y1=y.to_string() y2=y.to_string()/>
                <text class="plot-tick" x="46" y=(y + 4.0).to_string()>{tidy(value)}</text>
            }
        })
    };
    let target = target.and_then(|value| scale.at(value)).map(|y| {
        view! {
            <line class="plot-target" x1="52" x2=SIZE.0.to_string() y1=y.to_string() y2=y.to_string()/>
            <text class="plot-word" x=(SIZE.0 - 2.0).to_string() y=(y - 4.0).to_string()>"target"</text>
        }
    });
    let lanes = sides.iter().zip(LANES).enumerate().map(|(i, (side, x))| lane(RunId(i), side, x, scale, case.outcome));
    view! {
        <figure class="cell-plot">
            <figcaption class="small-print">{case.outcome.axis()}". One dot a seed, full where it reached the target."</figcaption>
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) width=SIZE.0.to_string() height=SIZE.1.to_string() aria-hidden="true" focusable="false" data-testid="cell-dots">
                {ticks.into_iter().map(tick).collect_view()}
                {target}
                {lanes.collect_view()}
            </svg>
            <details class="cell-seeds"><summary>"Every seed as a table"</summary>{table(sides, case.outcome)}</details>
        </figure>
    }
}

/// The bound of the target on the metric that is drawn.
fn target(case: &Case) -> Option<f64> {
    case.target.iter().find(|limit| limit.metric() == case.outcome.metric()).map(|limit| match limit {
        Limit::Floors(_, value) | Limit::Least(_, value) | Limit::Most(_, value) => *value,
    })
}

/// The dots of one side, beside each other so that equal ones are seen.
fn lane(run: RunId, side: &[Dot], x: f64, scale: Scale, outcome: Outcome) -> impl IntoView + use<> {
    let letter = run.letter();
    let dot = |(i, (_, score, reached)): (usize, &Dot)| {
        let y = scale.at(outcome.shown(*score))?;
        let x = x + ((i * 7 % 11) as f64 - 5.0) * 6.0;
        let class = if *reached { "plot-dot reached" } else { "plot-dot" };
        Some(view! { <circle class=class cx=x.to_string() cy=y.to_string() r="4"/> })
    };
    let words = if run.0 == 0 { "A, without" } else { "B, with it" };
    view! {
        <g class=format!("run-{}", letter.to_ascii_lowercase())>
            {side.iter().enumerate().filter_map(dot).collect_view()}
            <text class="plot-lane" x=x.to_string() y=(SIZE.1 - 8.0).to_string()>{words}</text>
        </g>
    }
}

fn table(sides: [&[Dot]; 2], outcome: Outcome) -> impl IntoView + use<> {
    let of = |side: &[Dot], seed: u32| {
        side.iter().find(|dot| dot.0 == seed).map(|(_, score, reached)| {
            format!("{}{}", outcome.level(*score), if *reached { ", target reached" } else { "" })
        })
    };
    let mut seeds: Vec<u32> = sides.iter().flat_map(|side| side.iter().map(|dot| dot.0)).collect();
    seeds.sort_unstable();
    seeds.dedup();
    let row = |seed: &u32| {
        let [a, b] = sides.map(|side| of(side, *seed).unwrap_or_else(|| "–".into()));
        view! { <tr><th scope="row">{seed.to_string()}</th><td>{a}</td><td>{b}</td></tr> }
    };
    view! {
        <table class="cell-numbers">
            <thead><tr><th scope="col">"Seed"</th><th scope="col">"A, without"</th><th scope="col">"B, with it"</th></tr></thead>
            <tbody>{seeds.iter().map(row).collect_view()}</tbody>
        </table>
    }
}
