//! The one line for messages, with the buttons that answer it.

use leptos::html::Div;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use crate::app::learn::doors::AskDoors;
use crate::app::learn::slow::SlowMotion;
use crate::app::luck::ask::AskLuck;
use crate::app::runs::compare::CompareSamples;
use crate::app::state::page::Page;
use crate::clinic::case;
use crate::experiment::RunId;
use crate::play::{Answer, Message};
use crate::text::messages as t;

/// The message, or a quiet line while there is none. A question takes the focus, Esc leaves everything
/// as it was.
#[component]
pub fn MessageLine(page: Page) -> impl IntoView {
    let node = NodeRef::<Div>::new();
    let quiet = move || match (page.comparison.with(|c| c.runs.len()), page.case.get().and_then(case)) {
        (1, _) => t::ONE_RUN.get().to_owned(),
        (2, Some(case)) if !page.begun.get() => {
            let b = page.comparison.with(|c| c.description(RunId(1)));
            let change = b.strip_prefix("A + ").unwrap_or(&b);
            t::case(case.sentence, change)
        }
        _ => t::SAME.get().to_owned(),
    };
    let spoken = move || page.message.with(|m| m.is_some());
    let alarming = move || page.message.with(|m| m.as_ref().is_some_and(|m| m.alarming));
    let question = Memo::new(move |_| page.message.with(|m| m.as_ref().is_some_and(Message::is_question)));
    Effect::new(move |_| {
        page.message.track();
        if question.get() {
            request_animation_frame(move || focus_first(node));
        }
    });
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && question.get_untracked() {
            event.prevent_default();
            page.act(|play| play.answer(Answer::Keep));
            focus_play();
        }
    };
    let text = move || page.message.with(|m| m.as_ref().map(|m| m.text.clone()).unwrap_or_default());
    let list = move || {
        let lines = page.message.with(|m| m.as_ref().map(|m| m.list.clone()).unwrap_or_default());
        (!lines.is_empty()).then(|| {
            let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
            view! { <ul class="message-list">{lines.collect_view()}</ul> }
        })
    };
    view! {
        <div class="message" class:alarming=alarming class:spoken=spoken class:question=question node_ref=node on:keydown=keys>
            <div class="message-text" data-testid="message" role="status" aria-live="polite">
                {text}{list}
            </div>
            <p class="message-quiet" hidden=spoken>{quiet}</p>
            <span class="message-ask">
                <SlowMotion page/>
                <CompareSamples page/>
                <AskLuck/>
                <span hidden=move || page.running.get()><AskDoors/></span>
            </span>
            <div class="message-buttons"><Buttons page/></div>
        </div>
    }
}

#[component]
fn Buttons(page: Page) -> impl IntoView {
    move || {
        let message = page.message.get().unwrap_or_default();
        let button = |(words, answer): (String, Answer)| {
            let press = move |_| {
                page.act(|play| play.answer(answer.clone()));
                focus_play();
            };
            view! { <button class="button small" type="button" on:click=press>{words}</button> }
        };
        let question = message.is_question();
        let dismiss = (!question && !message.text.is_empty()).then(|| {
            view! {
                <button class="button plain small" type="button" aria-label=t::DISMISS.get()
                    on:click=move |_| { page.act(|play| play.hush()); }>"×"</button>
            }
        });
        (message.answers.into_iter().map(button).collect_view(), dismiss)
    }
}

/// The user sees what is asked wherever the page was scrolled to.
fn focus_first(node: NodeRef<Div>) {
    let found = node
        .try_get_untracked()
        .flatten()
        .and_then(|line| line.query_selector(".message-buttons button").ok().flatten());
    if let Some(button) = found.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// The button is gone: the focus goes to what one presses next.
pub fn focus_play() {
    let found = document().query_selector("[data-testid=play], [data-testid=pause]").ok().flatten();
    if let Some(button) = found.and_then(|b| b.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
    }
}
