//! The panel below the runs: the question, its runs in the background, and what they say.

use leptos::prelude::*;

use crate::app::luck::controls::Controls;
use crate::app::luck::offer::Offer;
use crate::app::luck::progress::Progress;
use crate::app::luck::results::Results;
use crate::app::luck::studies::Studies;
use crate::app::state::page::Page;
use crate::text::luck as t;

/// "Is it luck?"
#[component]
pub fn LuckPanel(page: Page) -> impl IntoView {
    let studies = expect_context::<Studies>();
    view! {
        <section class="article luck" id="luck" aria-labelledby="luck-title" data-testid="luck">
            <h2 id="luck-title">{t::TITLE.get()}</h2>
            <p class="lead">{t::LEAD.get()}</p>
            <Offer page studies/>
            <Controls page studies/>
            <Progress studies/>
            <Results studies/>
        </section>
    }
}
