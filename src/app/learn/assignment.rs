//! What a teacher wrote, above the runs.

use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::play::assignment::Question;
use crate::text::assignment as t;

/// The text and the question, where the link has them.
#[component]
pub fn AssignmentNote(page: Page) -> impl IntoView {
    move || {
        page.assignment.get().map(|assignment| {
            let lines = assignment.text.lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect_view();
            let question = assignment.question.map(|question| view! { <Asked question/> });
            view! {
                <aside class="assignment" aria-label=t::NOTE.get() data-testid="assignment">{lines}{question}</aside>
            }
        })
    }
}

#[component]
fn Asked(question: Question) -> impl IntoView {
    let chosen = RwSignal::new(None);
    let right = question.right;
    let answer = move |(at, words): (usize, String)| {
        view! {
            <button class="button" type="button" data-testid=format!("assignment-answer-{at}") aria-pressed=move || (chosen.get() == Some(at)).to_string()
                on:click=move |_| chosen.set(Some(at))>{words}</button>
        }
    };
    let said = move || match chosen.get() {
        None => "",
        Some(at) if at == right => t::RIGHT.get(),
        Some(_) => t::WRONG.get(),
    };
    view! {
        <p class="assignment-question">{question.words}</p>
        <div class="assignment-answers">{question.answers.into_iter().enumerate().map(answer).collect_view()}
            <span role="status" data-testid="assignment-said">{said}</span></div>
    }
}
