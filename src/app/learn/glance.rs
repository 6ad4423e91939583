//! What came of a row, as a shape and a word in its colour.

use leptos::prelude::*;

use crate::evidence::paired::PairedVerdict;
use crate::evidence::reading::Glance;

/// The shape of `glance` and `words`.
pub fn glance_mark(glance: Glance, words: impl IntoView) -> impl IntoView {
    let class = match glance {
        Glance::Judged(PairedVerdict::Helps) | Glance::Zero => "glance good",
        Glance::Judged(PairedVerdict::Hurts) | Glance::NotZero | Glance::Diverged => "glance bad",
        Glance::Judged(PairedVerdict::NoEffect) => "glance even",
        Glance::Open => "glance open",
    };
    view! {
        <span class=class>
            <span class="glance-icon" aria-hidden="true">{glance.icon()}</span>
            <span class="glance-words">{words}</span>
        </span>
    }
}
