//! What a link offers: to train its runs again with several seeds.

use leptos::prelude::*;

use crate::app::kit::scroll::focus;
use crate::app::luck::controls::work;
use crate::app::luck::standing::Next;
use crate::app::luck::studies::Studies;
use crate::app::state::page::Page;
use crate::text::luck as t;

/// The offer, until it is answered.
#[component]
pub fn Offer(page: Page, studies: Studies) -> impl IntoView {
    let answer = move |yes: Option<u32>| {
        page.act(|play| play.offer_luck(None));
        if let Some(seeds) = yes {
            studies.seeds.set(seeds);
            studies.press(Next::Start);
        }
        focus("luck-run");
    };
    let offer = move |seeds: u32| {
        let what = work(page, studies, seeds);
        view! {
            <div class="luck-offer" role="group" aria-label=t::OFFER_NAME.get() data-testid="luck-offer">
                <p>{t::offer(seeds, what)}</p>
                <button class="button luck-yes" type="button" data-testid="luck-offer-run" on:click=move |_| answer(Some(seeds))>{t::run_with(seeds)}</button>
                <button class="button plain" type="button" data-testid="luck-offer-no" on:click=move |_| answer(None)>{t::NOT_NOW.get()}</button>
            </div>
        }
    };
    move || studies.offered.get().map(offer)
}
