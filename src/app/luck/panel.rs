//! The panel below the runs: the question, its runs in the background, and what they say.

use leptos::prelude::*;

use crate::app::luck::controls::Controls;
use crate::app::luck::offer::Offer;
use crate::app::luck::progress::Progress;
use crate::app::luck::results::Results;
use crate::app::luck::studies::Studies;
use crate::app::state::page::Page;

/// "Is it luck?"
#[component]
pub fn LuckPanel(page: Page) -> impl IntoView {
    let studies = Studies::new(page);
    view! {
        <section class="article luck" id="luck" aria-labelledby="luck-title" data-testid="luck">
            <h2 id="luck-title">"Is it luck?"</h2>
            <p class="lead">
                "One run with one seed is one throw of the dice. Train every run of the comparison from its beginning with several seeds, in the background, and see what stays."
            </p>
            <Offer page studies/>
            <Controls page studies/>
            <Progress studies/>
            <Results studies/>
        </section>
    }
}
