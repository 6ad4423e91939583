//! The dose-response curve: what each value of a key comes to, with a band.

use leptos::prelude::*;

use crate::app::kit::words;
use crate::app::luck::plot::{ACROSS, SIZE, height, scale, ticks};
use crate::experiment::Key;
use crate::luck::dose::{Dose, curve};
use crate::luck::dose_axis::places;
use crate::luck::vary::{dose as order, is_logarithmic};
use crate::luck::{Outcome, Study};

/// Room for half of a column of dots.
const MARGIN: f64 = 36.0;

/// The curve of `key` in `study`.
pub fn dose_plot(study: &Study, key: &'static Key, outcome: &Outcome) -> impl IntoView + use<> {
    let doses = curve(study, key, outcome);
    let (scale, marks) = scale(outcome, doses.iter().flat_map(|dose| dose.scores.iter().copied()));
    let numbers: Vec<f64> = doses.iter().map(|dose| order(key, dose.value)).collect();
    let (left, right) = (ACROSS.0 + MARGIN, ACROSS.1 - MARGIN);
    let xs: Vec<f64> = places(key, &numbers).into_iter().map(|share| left + share * (right - left)).collect();
    let at = |x: f64, y: f64| height(scale, outcome, y).map(|y| format!("{x:.1},{y:.1}"));
    let points = |of: &dyn Fn(&Dose) -> Option<f64>, down: bool| -> Vec<String> {
        let both: Vec<_> = doses.iter().zip(&xs).filter_map(|(dose, x)| at(*x, of(dose)?)).collect();
        if down { both.into_iter().rev().collect() } else { both }
    };
    let low = points(&|dose| dose.interval.ok().map(|interval| interval.low), false);
    let high = points(&|dose| dose.interval.ok().map(|interval| interval.high), true);
    let band = (low.len() > 1).then(|| [low, high].concat().join(" "));
    let line = points(&|dose| dose.mean, false).join(" ");
    let columns = doses.iter().zip(&xs).map(|(dose, x)| {
        let dot = |y: &f64| {
            height(scale, outcome, *y).map(|y| view! { <circle class="luck-dot" cx=x.to_string() cy=y.to_string() r="4"/> })
        };
        view! {
            <g class=format!("run-{}", dose.run.letter().to_ascii_lowercase())>
                {dose.scores.iter().filter_map(dot).collect_view()}
                <text class="plot-lane" x=x.to_string() y=(SIZE.1 - 24.0).to_string()>{dose.run.letter().to_string()}</text>
                <text class="luck-value" x=x.to_string() y=(SIZE.1 - 6.0).to_string()>{words::number(dose.value)}</text>
            </g>
        }
    });
    let kind = if is_logarithmic(key) { "logarithmic" } else { "linear" };
    view! {
        <figure class="luck-plot">
            <figcaption class="small-print">
                {outcome.axis()}". Across: "{key.label.to_lowercase()}", "{kind}". One dot a seed, the line through their means, the band its 95 % interval."
            </figcaption>
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) width=SIZE.0.to_string() height=SIZE.1.to_string() aria-hidden="true" focusable="false" data-testid="luck-curve">
                {ticks(scale, marks)}
                {band.map(|points| view! { <polygon class="luck-band" points=points/> })}
                <polyline class="luck-line" points=line/>
                {columns.collect_view()}
            </svg>
        </figure>
    }
}
