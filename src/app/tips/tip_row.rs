//! One trick: a switch for each run, its values in words, and behind the button what it is.

use leptos::prelude::*;

use crate::app::clinic::tip_rates::{TipCells, TipRates};
use crate::app::kit::field::Field;
use crate::app::kit::words;
use crate::app::luck::vary_button::VaryButton;
use crate::app::state::page::Page;
use crate::app::tips::presets::Presets;
use crate::app::tips::tip_evidence::TipEvidence;
use crate::clinic::switch::Switch;
use crate::experiment::{Comparison, Experiment, Key, RunId, Trick};
use crate::text::joined::list;
use crate::text::tips as t;

/// The row of `trick`.
#[component]
pub fn TipRow(page: Page, trick: &'static Trick) -> impl IntoView {
    let open = RwSignal::new(false);
    let measured = measured(page, trick);
    let any = move || page.run_ids().any(|run| is_on(page, trick, measured, run));
    let differs = move || page.comparison.with(|c| differs(c, trick));
    let greyed = Memo::new(move |_| page.comparison.with(|c| trick.greyed(c.runs[0].data)));
    let body = format!("tip-{}", trick.id);
    let more = body.clone();
    let number = trick.section.parse::<u32>().ok().map(|_| trick.section);
    view! {
        <li class="tip" class:differs=differs class:changed=any class:greyed=move || greyed.get().is_some()>
            <div class="tip-head" data-row="">
                <button class="tip-title" type="button" data-item="" id=title_id(trick) aria-expanded=move || open.get().to_string() aria-controls=body
                    on:click=move |_| open.update(|o| *o = !*o)>
                    <span class="tip-number">{number}</span>
                    <span class="tip-name">{trick.title.get()}</span>
                    <span class="tip-info" aria-hidden="true">"i"</span>
                    <span class="sr-only">{t::WHAT_IT_DOES.get()}</span>
                </button>
                <div class="switches">{move || page.run_ids().map(|run| view! { <Toggle page trick run measured/> }).collect_view()}</div>
            </div>
            <p class="tip-value" hidden=move || greyed.get().is_none()>{move || greyed.get()}</p>
            <p class="tip-value" hidden=move || !any()>{move || summary(page, trick)}</p>
            <TipRates page trick/>
            <Note page trick/>
            <div class="tip-body" id=more hidden=move || !open.get()>
                {move || open.get().then(|| view! { <Details page trick/> })}
            </div>
        </li>
    }
}

/// The id of the button with the name of `trick`.
pub fn title_id(trick: &Trick) -> String {
    format!("tip-title-{}", trick.id)
}

/// Whether the runs differ in `trick`.
pub fn differs(comparison: &Comparison, trick: &Trick) -> bool {
    comparison.runs.iter().any(|e| values(trick, e) != values(trick, &comparison.runs[0]))
}

fn values(trick: &Trick, experiment: &Experiment) -> Vec<String> {
    trick.keys().map(|key| key.get(experiment).to_string()).collect()
}

/// "A and B hinge loss", or "A hinge loss · B least squares loss".
pub fn summary(page: Page, trick: &'static Trick) -> String {
    page.comparison.with(|c| {
        let phrases = |e: &Experiment| {
            let plain = Experiment::default_for(e.data);
            let changed = trick.keys().filter(|k| k.get(e) != k.get(&plain));
            list(changed.map(|k| words::phrase(k, k.get(e))))
        };
        let all: Vec<_> = c.runs.iter().map(phrases).collect();
        if all.len() > 1 && all.iter().all(|p| *p == all[0]) {
            return if all.len() == 2 { t::both(&all[0]) } else { t::all(&all[0]) };
        }
        let each = all.iter().enumerate().filter(|(_, p)| !p.is_empty());
        each.map(|(i, p)| t::of_run(RunId(i).letter(), p)).collect::<Vec<_>>().join(" · ")
    })
}

/// What the switches of `trick` set while run A is a case in which it was measured: the setting that their line
/// names.
fn measured(page: Page, trick: &'static Trick) -> Memo<Option<Switch>> {
    Memo::new(move |_| {
        let id = page.case.get()?;
        page.clinic
            .with(|file| page.comparison.with(|c| Switch::of(file.board()?, id, trick, c.runs.first()?)))
    })
}

fn is_on(page: Page, trick: &Trick, measured: Memo<Option<Switch>>, run: RunId) -> bool {
    let on = |e: &Experiment| {
        measured.with(|m| m.as_ref().map_or_else(|| trick.is_on(e), |switch| switch.is_on(trick, e)))
    };
    page.comparison.with(|c| c.runs.get(run.0).is_some_and(on))
}

#[component]
fn Toggle(page: Page, trick: &'static Trick, run: RunId, measured: Memo<Option<Switch>>) -> impl IntoView {
    let on = move || is_on(page, trick, measured, run);
    let letter = run.letter();
    let hook = format!("tip-{}-{}", trick.id, letter.to_ascii_lowercase());
    let pressed = move |e: &Experiment| {
        measured.with(|m| match m {
            Some(switch) => switch.pressed(trick, e),
            None => trick.switched(e, !trick.is_on(e)),
        })
    };
    // Said before the click: a switch that starts the run again costs what it has trained.
    let restarts = Memo::new(move |_| {
        let again = |e: &Experiment| e.restarts(pressed(e));
        page.begun.get() && page.comparison.with(|c| c.runs.get(run.0).is_some_and(again))
    });
    let label = move || {
        if restarts.get() { t::switch_restarts(trick.title, letter) } else { t::switch(trick.title, letter) }
    };
    let greyed = Memo::new(move |_| page.comparison.with(|c| trick.greyed(c.runs[0].data)));
    let press = move |_| {
        let (wanted, turn_on) = untrack(|| (page.comparison.with(|c| c.runs.get(run.0).map(pressed)), !on()));
        if let Some(wanted) = wanted {
            page.act(|play| play.choose_as(run, trick, wanted, turn_on));
        }
    };
    view! {
        <button class=format!("switch run-{}", letter.to_ascii_lowercase()) type="button" role="switch" data-item="" data-testid=hook
            aria-label=label aria-checked=move || on().to_string() disabled=move || greyed.get().is_some()
            title=move || greyed.get().or(restarts.get().then_some(t::RESTARTS.get())) class:restarts=restarts on:click=press>
            <span class="switch-letter" aria-hidden="true">{letter.to_string()}</span>
            <span class="switch-knob" aria-hidden="true"></span>
        </button>
    }
}

/// What was wrong with a value of this trick, at its control.
#[component]
fn Note(page: Page, trick: &'static Trick) -> impl IntoView {
    let mine = move || page.note.get().filter(|note| trick.keys.contains(&note.key.as_str()));
    view! {
        {move || mine().map(|note| view! {
            <p class="note" role="alert">{t::note(note.run.letter(), note.text)}</p>
        })}
    }
}

#[component]
fn Details(page: Page, trick: &'static Trick) -> impl IntoView {
    let keys = move || {
        let data = page.comparison.with(|c| c.runs[0].data);
        trick.keys_for(data).map(|key| view! { <KeyRow page key/> }).collect_view()
    };
    view! {
        <p class="tip-claim">{trick.claim.get()}</p>
        <p>{trick.explanation.get()}</p>
        <TipCells page trick/>
        <TipEvidence page trick/>
        <div class="keys"><Presets page trick/>{keys}</div>
        {(trick.id == "capacity").then(|| view! { <Sizes page/> })}
        <p class="citation" lang="en">{trick.citation}</p>
    }
}

/// What capacity means in numbers, for each run as it is built.
#[component]
fn Sizes(page: Page) -> impl IntoView {
    let line = move |run: RunId| {
        let text = move || page.runs[run.0].with(words::sizes);
        let class = format!("capacity run-{}", run.letter().to_ascii_lowercase());
        view! { <p class=class><b>{run.letter().to_string()}</b>" "{text}</p> }
    };
    view! { <div class="small-print" data-testid="capacity">{move || page.run_ids().map(line).collect_view()}</div> }
}

/// A key's label and its control for each run.
#[component]
pub fn KeyRow(page: Page, key: &'static Key) -> impl IntoView {
    let runs = move || {
        let count = if key.shared { 1 } else { page.comparison.with(|c| c.runs.len()) };
        (0..count)
            .map(RunId)
            .map(|run| {
                let class = if key.shared {
                    "key-field".into()
                } else {
                    format!("key-field run-{}", run.letter().to_ascii_lowercase())
                };
                let letter = (!key.shared).then(|| run.letter().to_string());
                view! { <span class=class><span class="key-run" aria-hidden="true">{letter}</span><Field page run key/></span> }
            })
            .collect_view()
    };
    // Before anything is trained, nothing is lost by either.
    let cost =
        move || page.begun.get().then_some(if key.live { t::LIVE.get() } else { t::STARTS_AGAIN.get() });
    view! { <div class="key-row"><span class="key-label">{key.label.get()}<span class="key-cost">{cost}</span><VaryButton page key/></span><span class="key-fields">{runs}</span></div> }
}
