//! Runs as dots, one a seed, with their mean.

use leptos::prelude::*;

use crate::app::luck::plot::{ACROSS, SIZE, height, scale, ticks};
use crate::chart::Scale;
use crate::experiment::RunId;
use crate::luck::compare::Scores;
use crate::luck::{Outcome, Study};
use crate::statistics::bca::mean_interval;

/// The dots of every run beside each other.
pub fn dots_plot(study: &Study, outcome: &Outcome) -> impl IntoView + use<> {
    let scores = Scores::new(study, outcome);
    let (scale, marks) = scale(outcome, scores.of.iter().flatten().flatten().copied());
    let count = scores.of.len().max(1) as f64;
    let lanes = scores.of.iter().enumerate().map(|(i, of)| {
        let x = ACROSS.0 + (ACROSS.1 - ACROSS.0) * (i as f64 + 0.5) / count;
        lane(RunId(i), of, x, scale, outcome)
    });
    view! {
        <figure class="luck-plot">
            <figcaption class="small-print">{outcome.axis()}". One dot a seed; the line is their mean, the bar its 95 % interval."</figcaption>
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) width=SIZE.0.to_string() height=SIZE.1.to_string() aria-hidden="true" focusable="false" data-testid="luck-dots">
                {ticks(scale, marks)}
                {lanes.collect_view()}
            </svg>
        </figure>
    }
}

/// The dots of one run, beside each other so that equal ones are seen.
fn lane(
    run: RunId,
    scores: &[Option<f64>],
    x: f64,
    scale: Scale,
    outcome: &Outcome,
) -> impl IntoView + use<> {
    let letter = run.letter();
    let dot = |(i, y): (usize, f64)| {
        let y = height(scale, outcome, y)?;
        let x = x + ((i * 7 % 11) as f64 - 5.0) * 5.0;
        Some(view! { <circle class="luck-dot" cx=x.to_string() cy=y.to_string() r="4"/> })
    };
    let known: Vec<f64> = scores.iter().flatten().copied().collect();
    let dots = known.iter().copied().enumerate().filter_map(dot).collect_view();
    let at = |y: f64| height(scale, outcome, y).map(|y| y.to_string());
    let mean = (known.len() > 1).then(|| at(known.iter().sum::<f64>() / known.len() as f64)).flatten();
    let mean = mean.map(|y| {
        view! { <line class="luck-mean" x1=(x - 34.0).to_string() x2=(x + 34.0).to_string() y1=y.clone() y2=y/> }
    });
    let bar = mean_interval(&known).ok().and_then(|interval| Some((at(interval.low)?, at(interval.high)?)));
    let bar = bar.map(|(low, high)| {
        let x = (x + 40.0).to_string();
        view! { <line class="luck-bar" x1=x.clone() x2=x y1=low y2=high/> }
    });
    view! {
        <g class=format!("run-{}", letter.to_ascii_lowercase())>
            {bar}{mean}{dots}
            <text class="plot-lane" x=x.to_string() y=(SIZE.1 - 20.0).to_string()>{letter.to_string()}</text>
        </g>
    }
}
