//! What came of a row, as a shape and a word in its colour.

use leptos::prelude::*;

use crate::evidence::paired::PairedVerdict;
use crate::evidence::reading::Glance;

/// The colour of `glance`, as a class.
pub fn class_of(glance: Glance) -> &'static str {
    match glance {
        Glance::Judged(PairedVerdict::Helps) | Glance::Zero => "good",
        Glance::Judged(PairedVerdict::Hurts) | Glance::NotZero | Glance::Diverged => "bad",
        Glance::Judged(PairedVerdict::NoEffect) => "even",
        Glance::Open => "open",
    }
}

/// The shape of `glance` and `words`.
pub fn glance_mark(glance: Glance, words: impl IntoView) -> impl IntoView {
    view! {
        <span class=format!("glance {}", class_of(glance))>
            <span class="glance-icon" aria-hidden="true">{glance.icon()}</span>
            <span class="glance-words">{words}</span>
        </span>
    }
}
