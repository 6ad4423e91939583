//! The panel in which a teacher makes a lesson of the runs: what is hidden, a text, a question, and the link.

use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::app::kit::clipboard::copy;
use crate::app::kit::dialog::opens_with;
use crate::app::learn::qr::QrPicture;
use crate::app::state::address::fragment;
use crate::app::state::page::Page;
use crate::experiment::TRICKS;
use crate::play::assignment::{Assignment, MAX_ANSWERS, MAX_LINE, MAX_TEXT};
use crate::text::assignment as t;

/// What is written in the fields; an [`Assignment`] is made of it with every key.
#[derive(Clone, Copy)]
struct Draft {
    page: Page,
    text: RwSignal<String>,
    question: RwSignal<String>,
    answers: [RwSignal<String>; MAX_ANSWERS],
    right: RwSignal<usize>,
}

impl Draft {
    /// Of what the page has.
    fn of(page: Page) -> Self {
        let now = page.assignment.get_untracked().unwrap_or_default();
        let asked = now.question.unwrap_or_default();
        let answer = |at: usize| RwSignal::new(asked.answers.get(at).cloned().unwrap_or_default());
        Self {
            page,
            text: RwSignal::new(now.text),
            question: RwSignal::new(asked.words.clone()),
            answers: std::array::from_fn(answer),
            right: RwSignal::new(asked.right),
        }
    }

    fn put(self) {
        let answers = self.answers.iter().map(|answer| answer.get_untracked()).collect();
        let (text, question) = (self.text.get_untracked(), self.question.get_untracked());
        self.page.assignment.set(Assignment::new(&text, &question, answers, self.right.get_untracked()));
    }
}

/// The panel. Esc and the button close it.
#[component]
pub fn AssignPanel(page: Page) -> impl IntoView {
    let node = NodeRef::<Dialog>::new();
    opens_with(node, page.assigning);
    let close = move |_| page.assigning.set(false);
    view! {
        <dialog class="own-panel assign-panel" node_ref=node aria-labelledby="assign-title" data-testid="assign-panel" on:close=move |_| page.assigning.set(false)>
            <header class="own-head">
                <h2 id="assign-title">{t::TITLE.get()}</h2>
                <button class="button small" type="button" data-testid="assign-close" on:click=close>{t::CLOSE.get()}</button>
            </header>
            // Made when it is opened: the fields begin with what the page has.
            {move || page.assigning.get().then(|| view! { <Fields draft=Draft::of(page)/> })}
        </dialog>
    }
}

#[component]
fn Fields(draft: Draft) -> impl IntoView {
    let Draft { page, text, question, .. } = draft;
    let left = move || t::characters_left(MAX_TEXT.saturating_sub(text.with(|text| text.chars().count())));
    view! {
        <p class="small-print">{t::LEAD.get()}</p>
        <label class="assign-field"><span>{t::TEXT.get()}</span>
            <textarea class="control assign-text" rows="4" maxlength=MAX_TEXT.to_string() data-testid="assign-text" prop:value=text.get_untracked()
                on:input=move |event| { text.set(event_target_value(&event)); draft.put(); }></textarea>
            <span class="small-print">{left}</span>
        </label>
        <label class="assign-field"><span>{t::QUESTION.get()}</span>
            <input class="control" type="text" maxlength=MAX_LINE.to_string() data-testid="assign-question" prop:value=question.get_untracked()
                on:input=move |event| { question.set(event_target_value(&event)); draft.put(); }/>
        </label>
        <fieldset class="assign-answers"><legend>{t::ANSWERS.get()}</legend>
            {(0..MAX_ANSWERS).map(|at| view! { <Answer draft at/> }).collect_view()}
        </fieldset>
        <Hidden page/>
        <Link page/>
    }
}

#[component]
fn Answer(draft: Draft, at: usize) -> impl IntoView {
    let answer = draft.answers[at];
    let right = move || draft.right.get() == at;
    view! {
        <div class="assign-answer">
            <input type="radio" name="assign-right" aria-label=t::is_right(at + 1) prop:checked=right
                on:change=move |_| { draft.right.set(at); draft.put(); }/>
            <input class="control" type="text" maxlength=MAX_LINE.to_string() aria-label=t::answer(at + 1) data-testid=format!("assign-answer-{at}")
                prop:value=answer.get_untracked() on:input=move |event| { answer.set(event_target_value(&event)); draft.put(); }/>
        </div>
    }
}

/// Which tips the lesson does not show.
#[component]
fn Hidden(page: Page) -> impl IntoView {
    let hidden = Memo::new(move |_| page.comparison.with(|c| c.hidden.clone()));
    let tip = move |trick: &'static crate::experiment::Trick| {
        let id = trick.id;
        view! {
            <label class="assign-tip"><input type="checkbox" data-testid=format!("assign-hide-{id}") prop:checked=move || hidden.with(|h| h.contains(&id))
                on:change=move |event| { let hide = event_target_checked(&event); page.act(|play| play.hide_tip(id, hide)); }/>
                {trick.title.get()}</label>
        }
    };
    view! {
        <details class="assign-hidden"><summary>{move || t::hidden(hidden.with(Vec::len))}</summary>
            <div class="assign-tips">{TRICKS.iter().map(tip).collect_view()}</div>
        </details>
    }
}

/// The link, its button and its picture.
#[component]
fn Link(page: Page) -> impl IntoView {
    let link = Memo::new(move |_| {
        let location = window().location();
        let (origin, path) = (location.origin().unwrap_or_default(), location.pathname().unwrap_or_default());
        format!("{origin}{path}#{}", fragment(page))
    });
    let copied = RwSignal::new(None);
    let press = move |_| {
        spawn_local(async move { copied.set(Some(copy(&link.get_untracked()).await)) });
    };
    let said = move || match copied.get() {
        None => "",
        Some(true) => t::COPIED.get(),
        Some(false) => t::COPY_YOURSELF.get(),
    };
    view! {
        <div class="assign-link">
            <input class="control" type="text" readonly aria-label=t::LINK.get() data-testid="assign-link" prop:value=move || link.get()/>
            <button class="play" type="button" data-testid="assign-copy" on:click=press>{t::COPY.get()}</button>
            <span class="small-print" role="status">{said}</span>
        </div>
        <QrPicture text=link/>
    }
}
