//! The game of one number each (`dirac/`): its field, a walk, its eigenvalues, and what may be turned.

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::draw_again;
use crate::app::learn::dirac_picture::{circle, field};
use crate::app::learn::dirac_stage::Stage;
use crate::app::state::page::Page;
use crate::dirac::{KNOBS, Knob, Method, Played, numbers, sentence, short, verdict, walk};
use crate::number::tidy;
use crate::play::Route;
use crate::text::{Text, dirac as t, lesson};

/// The page of the game.
#[component]
pub fn Dirac(page: Page) -> impl IntoView {
    let stage = Stage::new(page);
    let fresh = Memo::new(move |_| stage.desk.with(|desk| desk.knows(desk.game().method)));
    view! {
        <section class="article dirac" aria-labelledby="dirac-title" data-testid="dirac" hidden=move || page.route.get() != Route::Dirac>
            <nav class="crumbs" aria-label=lesson::TITLE.get()><a href="#lessons">{lesson::ALL.get()}</a></nav>
            <h2 id="dirac-title" tabindex="-1">{t::TITLE.get()}</h2>
            <p class="lead">{t::LEAD.get()}</p>
            <Trouble stage/>
            <div class="dirac-columns" aria-busy=move || (!fresh.get()).to_string()>
                <Field page stage/>
                <div class="dirac-side">
                    <Methods stage/>
                    <Eigenvalues page stage/>
                </div>
            </div>
            <Turn stage/>
            <details class="dirac-numbers">
                <summary>{t::NUMBERS.get()}</summary>
                <table>
                    <thead><tr><th scope="col">{t::STEP.get()}</th><th scope="col">"θ"</th><th scope="col">"ψ"</th><th scope="col">{t::DISTANCE.get()}</th></tr></thead>
                    <tbody inner_html=move || read(stage, numbers)></tbody>
                </table>
            </details>
            <p class="small-print">{t::ABOUT.get()}</p>
        </section>
    }
}

/// What `words` has to say of the chosen method.
fn read(stage: Stage, words: fn(&Played) -> String) -> String {
    stage.desk.with(|desk| desk.of(desk.game().method).map(words).unwrap_or_default())
}

/// Why there is nothing to see, and the way on.
#[component]
fn Trouble(stage: Stage) -> impl IntoView {
    let trouble = move |why: String| {
        view! {
            <p class="note dirac-trouble" role="alert">
                {t::stopped(why)}
                <button class="button" type="button" on:click=move |_| stage.begin()>{t::AGAIN.get()}</button>
            </p>
        }
    };
    move || stage.trouble.get().map(trouble)
}

/// What its canvases are drawn anew for.
fn changes(page: Page, stage: Stage) -> impl Fn() {
    move || {
        page.route.track();
        stage.desk.track();
    }
}

/// The field and the walk.
#[component]
fn Field(page: Page, stage: Stage) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    draw_again(page, node, changes(page, stage), move |sheet| {
        let palette = page.palette.get_untracked();
        stage.desk.with_untracked(|desk| field(sheet, &palette, desk.of(desk.game().method)));
    });
    let words = Memo::new(move |_| read(stage, walk));
    let waits = move || words.with(String::is_empty) && stage.trouble.with(Option::is_none);
    view! {
        <figure class="dirac-figure">
            <canvas class="dirac-field" role="img" node_ref=node
                aria-label=move || t::field(words.get())></canvas>
            <figcaption>
                <p class="legend" aria-hidden="true">
                    <span class="dirac-start"></span>{t::START.get()}
                    <span class="dirac-end"></span>{t::END.get()}
                    <span class="stroke stroke-a"></span>{t::YOURS.get()}
                    <span class="stroke stroke-b"></span>{t::BESIDE.get()}
                    <span>{t::GOAL.get()}</span>
                    <span>{t::ARROW.get()}</span>
                </p>
                <p data-testid="dirac-walk">{words}</p>
                <p class="small-print" hidden=move || !waits()>{t::FETCHING.get()}</p>
            </figcaption>
        </figure>
    }
}

/// The ways to train, each with what was measured of it.
#[component]
fn Methods(stage: Stage) -> impl IntoView {
    let way = move |method: Method| {
        let found = move || stage.desk.with(|desk| desk.of(method).map(short).unwrap_or_default());
        let old = move || stage.desk.with(|desk| !desk.knows(method));
        let chosen = move || stage.desk.with(|desk| desk.game().method == method);
        view! {
            <label class="dirac-way">
                <input type="radio" name="dirac-method" data-testid=format!("dirac-{}", method.id())
                    prop:checked=chosen on:change=move |_| stage.turn(|game| game.method = method)/>
                <b>{method.name()}</b>
                <span class="dirac-found" class:old=old>{found}</span>
            </label>
        }
    };
    let does = move || stage.desk.with(|desk| desk.game().method.does());
    view! {
        <fieldset class="dirac-methods">
            <legend>{t::TRAINED.get()}</legend>
            {Method::ALL.map(way).collect_view()}
        </fieldset>
        <p class="dirac-does">{does}</p>
    }
}

/// The eigenvalues, drawn and said.
#[component]
fn Eigenvalues(page: Page, stage: Stage) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    draw_again(page, node, changes(page, stage), move |sheet| {
        let palette = page.palette.get_untracked();
        let found = stage.desk.with_untracked(|desk| desk.of(desk.game().method)?.eigenvalues);
        circle(sheet, &palette, found);
    });
    let words = Memo::new(move |_| read(stage, sentence));
    // Said aloud only when it comes out otherwise.
    let aloud = Memo::new(move |_| {
        stage.desk.with(|desk| {
            let method = desk.game().method;
            desk.of(method).map(|played| t::aloud(method.name(), verdict(played)))
        })
    });
    view! {
        <h3>{t::EIGENVALUES.get()}</h3>
        <div class="dirac-eigen">
            <canvas class="dirac-circle" role="img" node_ref=node aria-label=t::CIRCLE.get()></canvas>
            <p data-testid="dirac-sentence">{words}</p>
        </div>
        <p class="small-print">{t::CIRCLE_RULE.get()}</p>
        <p class="sr-only" role="status">{aloud}</p>
    }
}

/// All that may be turned.
#[component]
fn Turn(stage: Stage) -> impl IntoView {
    let order = move |in_turn: bool, words: Text| {
        let chosen = move || stage.desk.with(|desk| desk.game().in_turn == in_turn);
        let hook = if in_turn { "dirac-in-turn" } else { "dirac-at-once" };
        view! {
            <label class="dirac-way">
                <input type="radio" name="dirac-order" data-testid=hook prop:checked=chosen on:change=move |_| stage.turn(|game| game.in_turn = in_turn)/>
                <span>{words.get()}</span>
            </label>
        }
    };
    view! {
        <div class="dirac-turn">
            <fieldset class="dirac-order">
                <legend>{t::ORDER.get()}</legend>
                {order(false, t::AT_ONCE)}
                {order(true, t::IN_TURN)}
            </fieldset>
            {KNOBS.iter().map(|knob| view! { <Turned stage knob/> }).collect_view()}
        </div>
    }
}

#[component]
fn Turned(stage: Stage, knob: &'static Knob) -> impl IntoView {
    let value = Memo::new(move |_| stage.desk.with(|desk| (knob.get)(&desk.game())));
    let slide = move |event| {
        if let Ok(to) = event_target_value(&event).parse() {
            stage.turn(|game| (knob.set)(game, to));
        }
    };
    let id = format!("dirac-{}", knob.id);
    let [least, most, by] = knob.range.map(|v| v.to_string());
    view! {
        <div class="dirac-knob">
            <label for=id.clone()>{knob.label.get()}</label>
            <output for=id.clone()>{move || tidy(value.get())}</output>
            <input type="range" id=id.clone() data-testid=id min=least max=most step=by prop:value=move || value.get().to_string() on:input=slide/>
            <span class="small-print">{knob.only.map(Text::get)}</span>
        </div>
    }
}
