//! The one line for messages, with the buttons that answer it.

use leptos::prelude::*;

use crate::app::state::change::Change;
use crate::app::state::page::Page;

/// What a button of a message does.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Applies a change that starts the runs again.
    Apply(Box<Change>),
    /// Leaves everything as it was.
    Keep,
    /// Goes on training.
    Train,
    /// Goes back to the last checkpoint.
    Restore,
    /// Starts at step 0.
    Reset,
}

/// A message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// What happened, what was kept, what to press.
    pub text: String,
    /// Whether something went wrong.
    pub alarming: bool,
    /// Buttons: what they say and do.
    pub answers: Vec<(&'static str, Answer)>,
}

impl Page {
    /// Says `text`.
    pub fn say(self, text: impl Into<String>) {
        self.show_message(Message { text: text.into(), ..Message::default() });
    }

    /// Says that something went wrong.
    pub fn warn(self, text: impl Into<String>) {
        self.show_message(Message { text: text.into(), alarming: true, ..Message::default() });
    }

    /// Asks.
    pub fn ask(self, text: impl Into<String>, alarming: bool, answers: Vec<(&'static str, Answer)>) {
        self.show_message(Message { text: text.into(), alarming, answers });
    }

    /// Takes the message away.
    pub fn hush(self) {
        self.withdraw();
        if self.message.with_untracked(Option::is_some) {
            self.message.set(None);
        }
    }

    fn show_message(self, message: Message) {
        self.withdraw();
        self.message.set(Some(message));
    }

    /// A question that is no longer asked leaves the controls as the runs are.
    fn withdraw(self) {
        if self.message.with_untracked(|m| m.as_ref().is_some_and(|m| !m.answers.is_empty())) {
            self.revert.update(|n| *n += 1);
        }
    }

    fn answer(self, answer: Answer) {
        self.hush();
        match answer {
            Answer::Apply(change) => self.apply(*change),
            Answer::Keep => {}
            Answer::Train => {
                self.act(|runner| runner.train(self));
            }
            Answer::Restore => {
                self.act(|runner| runner.restore(self));
            }
            Answer::Reset => self.reset(),
        }
    }
}

/// The message, or a quiet line while there is none.
#[component]
pub fn MessageLine(page: Page) -> impl IntoView {
    let quiet = move || match page.comparison.with(|c| c.runs.len()) {
        1 => "One run. Add a run to see what a change does.",
        _ => "Same data, same start, same noise: only what you switch differs.",
    };
    let buttons = move || {
        let message = page.message.get().unwrap_or_default();
        let button = |(words, answer): (&'static str, Answer)| {
            let press = move |_| page.answer(answer.clone());
            view! { <button class="button small" type="button" on:click=press>{words}</button> }
        };
        let dismiss = (message.answers.is_empty() && !message.text.is_empty()).then(|| {
            view! {
                <button class="button plain small" type="button" aria-label="Dismiss the message" on:click=move |_| page.hush()>
                    "×"
                </button>
            }
        });
        (message.answers.into_iter().map(button).collect_view(), dismiss)
    };
    let alarming = move || page.message.with(|m| m.as_ref().is_some_and(|m| m.alarming));
    let spoken = move || page.message.with(|m| m.is_some());
    view! {
        <div class="message" class:alarming=alarming class:spoken=spoken>
            <p class="message-text" data-testid="message" role="status" aria-live="polite">
                {move || page.message.with(|m| m.as_ref().map(|m| m.text.clone()).unwrap_or_default())}
            </p>
            <p class="message-quiet" hidden=spoken>{quiet}</p>
            <div class="message-buttons">{buttons}</div>
        </div>
    }
}
