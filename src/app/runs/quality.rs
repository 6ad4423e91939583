//! How good the samples of a run are: two numbers that matter most, and all metrics of the snapshot.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::experiment::words::lowered;
use crate::metrics::names::shown;
use crate::number::{percent, three_digits, whole};
use crate::protocol::said::again;
use crate::record::Metric;
use crate::text::card as t;

/// The metrics that a card shows at once; all others wait behind a button. What ends in one of these
/// is the same of the average of G.
const FIRST: [&str; 7] = ["energy", "modes", "hq", "frechet", "precision", "recall", "agreement"];

/// Whether the card shows `metric` at once.
fn is_first(metric: &Metric) -> bool {
    FIRST.contains(&metric.id.trim_start_matches("ema-"))
}

/// What says most of the samples, the best first: a card shows the first two that its data set has.
const QUALITY: [&str; 6] = ["hq", "modes", "frechet", "precision", "energy", "recall"];

/// The first two of [`QUALITY`] among `metrics`.
fn best_two(metrics: &[Metric]) -> Vec<Metric> {
    let found = QUALITY.iter().filter_map(|id| metrics.iter().find(|metric| metric.id == *id));
    found.take(2).cloned().collect()
}

/// How good the samples are, in two large numbers; a line each until there are any.
#[component]
pub fn Quality(page: Page, run: RunId) -> impl IntoView {
    let two = Memo::new(move |_| best_two(&measured(page, run).map(|m| m.metrics).unwrap_or_default()));
    let number = |metric: Metric| {
        let (label, value) = (shown(&metric.id, &metric.label), text(&metric, metric.value));
        view! { <div><dt>{label}</dt><dd data-testid=format!("metric-{}", metric.id) data-value=metric.value.to_string()>{value}" "{floor(&metric)}</dd></div> }
    };
    let empty =
        || view! { <div><dt>{t::SAMPLES.get()}</dt><dd class="nothing">{t::NOT_MEASURED.get()}</dd></div> };
    view! {
        <dl class="numbers quality" aria-label=t::QUALITY.get()>
            {move || two.get().into_iter().map(number).collect_view()}
            {move || two.with(Vec::is_empty).then(empty)}
        </dl>
    }
}

/// A value of `metric`: shares in percent, counts whole.
fn text(metric: &Metric, value: f32) -> String {
    match metric.id.trim_start_matches("ema-") {
        "hq" | "precision" | "recall" | "agreement" => percent(value.into()),
        "modes" if value.fract() == 0.0 && value >= 0.0 => whole(value as u64),
        _ => three_digits(value.into()),
    }
}

/// What real samples score.
fn floor(metric: &Metric) -> Option<impl IntoView + use<>> {
    metric.floor.map(|floor| {
        let text = t::real_score(text(metric, floor));
        view! { <span class="floor" title=t::REAL_SCORE_HINT.get()>{text}</span> }
    })
}

/// A snapshot's metrics, and the best and the last of all.
#[derive(Clone, Debug, Default, PartialEq)]
struct SnapshotMetrics {
    step: u32,
    metrics: Vec<Metric>,
    missing: Vec<String>,
    best: Option<(u32, Metric)>,
    last: Option<(u32, Metric)>,
}

fn measured(page: Page, run: RunId) -> Option<SnapshotMetrics> {
    page.shot.track();
    let place = page.place.get();
    page.look(|play| {
        let snaps = || play.timeline.snaps(run.0);
        let (step, shown) = snaps().take_while(|(at, _)| *at <= place.unwrap_or(u32::MAX)).last()?;
        let all = || snaps().filter_map(|(step, snap)| Some((step, snap.metrics.first()?)));
        let own = |(step, metric): (u32, &Metric)| (step, metric.clone());
        Some(SnapshotMetrics {
            step,
            // D's mean outputs say how D overfits, not how good the samples are.
            metrics: shown.metrics.iter().filter(|m| !m.is_for_the_doctor()).cloned().collect(),
            missing: shown.missing.clone(),
            best: all().filter(|(_, m)| m.value.is_finite()).reduce(better).map(own),
            last: all().last().map(own),
        })
    })
    .flatten()
}

/// The better of two measurements.
fn better<'a>(best: (u32, &'a Metric), next: (u32, &'a Metric)) -> (u32, &'a Metric) {
    let gain = best.1.value - next.1.value;
    if (gain > 0.0) == next.1.lower_is_better && gain != 0.0 { next } else { best }
}

/// The metrics of the snapshot that is shown, and which one was best.
#[component]
pub fn SnapshotLines(page: Page, run: RunId) -> impl IntoView {
    let now = Memo::new(move |_| measured(page, run).filter(|m| !m.metrics.is_empty()));
    // Stays open from one snapshot to the next.
    let open = RwSignal::new(false);
    let toggle = move |event: web_sys::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let number = |metric: Metric| {
        let (floor, value) = (floor(&metric), text(&metric, metric.value));
        let label = shown(&metric.id, &metric.label);
        view! {
            <div><dt>{label}</dt>
                <dd data-testid=format!("metric-{}", metric.id) data-value=metric.value.to_string()>{value}" "{floor}</dd></div>
        }
    };
    let best = |m: &SnapshotMetrics| {
        let (best, last) = m.best.as_ref().zip(m.last.as_ref())?;
        Some(t::best(
            whole(best.0.into()),
            lowered(&shown(&best.1.id, &best.1.label)),
            three_digits(best.1.value.into()),
            three_digits(last.1.value.into()),
        ))
    };
    move || {
        now.get().map(|m| {
            let best = best(&m);
            // The two large numbers are not said twice.
            let large: Vec<String> = best_two(&m.metrics).iter().map(|metric| metric.id.clone()).collect();
            let rest = m.metrics.into_iter().filter(|metric| !large.contains(&metric.id));
            let (first, more): (Vec<_>, Vec<_>) = rest.partition(is_first);
            let any = !more.is_empty() || !m.missing.is_empty();
            let sentence = |text: String| view! { <p class="small-print">{again(&text)}</p> };
            view! {
                <p class="snapshot-step">{t::snapshot(whole(m.step.into()))}</p>
                <dl class="numbers metrics">{first.into_iter().map(number).collect_view()}</dl>
                <p class="small-print best" data-testid="best">{best}</p>
                {any.then(|| view! {
                    <details class="more-metrics" prop:open=move || open.get() on:toggle=toggle>
                        <summary>{t::MORE_METRICS.get()}</summary>
                        <dl class="numbers metrics">{more.into_iter().map(number).collect_view()}</dl>
                        {m.missing.into_iter().map(sentence).collect_view()}
                    </details>
                })}
            }
        })
    }
}
