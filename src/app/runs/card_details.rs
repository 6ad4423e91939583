//! What a card shows where the run has it: the average of G, every scale, metrics, spectral norms.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::app::kit::canvas::{Shows, Stamp, on_redraw};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::experiment::architecture::Shape;
use crate::number::{three_digits, whole};
use crate::record::{Frame, Metric};

/// Images that are shown at every scale.
const ACROSS: usize = 8;

/// Looks at the frame of `run` that is shown, whenever it is another one.
fn with_frame<T: Default>(page: Page, run: RunId, read: impl FnOnce(&Frame) -> T) -> T {
    page.shot.track();
    let place = page.place.get();
    page.look(|play| play.frame(run, place).map(read)).flatten().unwrap_or_default()
}

/// Whether the samples are G's or those of its average.
#[component]
pub fn Average(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let there = Memo::new(move |_| with_frame(page, run, |frame| frame.averaged.is_some()));
    let choose = move |average: bool| {
        move |_| {
            averaged.set(average);
            page.touch();
        }
    };
    // Early on it follows G faster than its setting says (docs/facts.md, section 6).
    let warm_up = move || {
        let decay = with_frame(page, run, |frame| frame.average_decay)?;
        let wanted = page.comparison.with(|c| c.runs.get(run.0).map(|e| e.ema as f32))?;
        let words = if decay < wanted {
            format!("decay {decay:.4} of {wanted} yet")
        } else {
            format!("decay {wanted}")
        };
        Some(words)
    };
    let name = format!("Samples of run {}", run.letter());
    view! {
        <div class="segments" role="group" aria-label=name hidden=move || !there.get()>
            <button class="button segment" type="button" data-testid="show-g" aria-pressed=move || (!averaged.get()).to_string()
                on:click=choose(false)>"G"</button>
            <button class="button segment" type="button" data-testid="show-average" aria-pressed=move || averaged.get().to_string()
                on:click=choose(true)>"Average (EMA)"</button>
            <span class="small-print" data-testid="average-decay">{warm_up}</span>
        </div>
    }
}

/// The first images at every size that G makes, the smallest first.
#[component]
pub fn Scales(page: Page, run: RunId) -> impl IntoView {
    let sizes = Memo::new(move |_| {
        with_frame(page, run, |frame| frame.scales.iter().rev().map(|scale| scale.size).collect::<Vec<_>>())
    });
    let strips = move || {
        let strip = |size: u32| {
            view! {
                <figure class="scale">
                    <figcaption>{format!("{size} px")}</figcaption>
                    <ScaleStrip page run size/>
                </figure>
            }
        };
        sizes.get().into_iter().map(strip).collect_view()
    };
    view! { <div class="scales" data-testid="scales" hidden=move || sizes.with(Vec::is_empty)>{strips}</div> }
}

#[component]
fn ScaleStrip(page: Page, run: RunId, size: u32) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, node, Shows::Samples, move |sheet| {
        let place = page.place.get_untracked();
        page.look(|play| {
            let shape = play.runs.get(run.0).and_then(|l| l.ready.as_ref()).map(|r| r.shape);
            let frame = play.frame(run, place);
            let scale = frame.and_then(|f| f.scales.iter().find(|scale| scale.size == size));
            if let (Some(scale), Some(Shape::Image { channels, .. })) = (scale, shape) {
                let shape = Shape::Image { channels, size };
                grid(sheet, stamp.borrow_mut().as_mut(), &scale.pixels, shape, (ACROSS, 1));
            }
        });
    });
    let label = format!("Run {}: the first images at {size} pixels", run.letter());
    view! { <canvas class="scale-strip" role="img" aria-label=label node_ref=node></canvas> }
}

/// Spectral norms of every layer, "σ 1.02 0.98 1.01".
#[component]
pub fn Sigmas(page: Page, run: RunId) -> impl IntoView {
    let sigmas = Memo::new(move |_| with_frame(page, run, |frame| frame.sigmas.clone()));
    let line = move || {
        let values: Vec<_> = sigmas.with(|all| all.iter().map(|s| format!("{:.2}", s.value)).collect());
        values.join(" ")
    };
    let layers = move || {
        let each: Vec<_> =
            sigmas.with(|all| all.iter().map(|s| format!("{} {:.3}", s.layer, s.value)).collect());
        format!("Spectral norm of each layer: {}", each.join(", "))
    };
    view! {
        <p class="small-print sigmas" data-testid="sigmas" title=layers hidden=move || sigmas.with(Vec::is_empty)>
            <span class="sr-only">{layers}</span>
            <span aria-hidden="true">"σ "{line}</span>
        </p>
    }
}

/// The metrics that a card shows at once; all others wait behind a button. What ends in one of these
/// is the same of the average of G.
const FIRST: [&str; 7] = ["energy", "modes", "hq", "frechet", "precision", "recall", "agreement"];

/// Whether the card shows `metric` at once.
fn is_first(metric: &Metric) -> bool {
    FIRST.contains(&metric.id.trim_start_matches("ema-"))
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
        let floor = metric.floor.map(|floor| {
            let text = format!("real {}", three_digits(floor.into()));
            view! { <span class="floor" title="What real samples score against real samples">{text}</span> }
        });
        view! {
            <div><dt>{metric.label}</dt>
                <dd data-testid=format!("metric-{}", metric.id) data-value=metric.value.to_string()>{three_digits(metric.value.into())}" "{floor}</dd></div>
        }
    };
    let best = |m: &SnapshotMetrics| {
        let (best, last) = m.best.as_ref().zip(m.last.as_ref())?;
        Some(format!(
            "Best: step {} ({} {}) · last: {}",
            whole(best.0.into()),
            best.1.label.to_lowercase(),
            three_digits(best.1.value.into()),
            three_digits(last.1.value.into())
        ))
    };
    move || {
        now.get().map(|m| {
            let best = best(&m);
            let (first, more): (Vec<_>, Vec<_>) = m.metrics.into_iter().partition(is_first);
            let any = !more.is_empty() || !m.missing.is_empty();
            let sentence = |text: String| view! { <p class="small-print">{text}</p> };
            view! {
                <p class="snapshot-step">{format!("Snapshot of step {}", whole(m.step.into()))}</p>
                <dl class="numbers metrics">{first.into_iter().map(number).collect_view()}</dl>
                <p class="small-print best" data-testid="best">{best}</p>
                {any.then(|| view! {
                    <details class="more-metrics" prop:open=move || open.get() on:toggle=toggle>
                        <summary>"More metrics"</summary>
                        <dl class="numbers metrics">{more.into_iter().map(number).collect_view()}</dl>
                        {m.missing.into_iter().map(sentence).collect_view()}
                    </details>
                })}
            }
        })
    }
}
