//! How many seeds, and the button that starts, stops and goes on.

use leptos::prelude::*;

use crate::app::luck::standing::Next;
use crate::app::luck::studies::Studies;
use crate::app::luck::workers::workers;
use crate::app::state::page::Page;
use crate::experiment::script::LUCK_SEEDS;
use crate::experiment::words::lowered;
use crate::luck::drawing::curve_of;
use crate::luck::pace::amount;
use crate::number::whole;
use crate::text::luck as t;

/// The row of controls.
#[component]
pub fn Controls(page: Page, studies: Studies) -> impl IntoView {
    let next = Memo::new(move |_| studies.next());
    let words = move || {
        let seeds = studies.seeds.get();
        match next.get() {
            Next::Start => t::run_with(seeds),
            Next::Stop => t::STOP.to_string(),
            Next::Resume => t::RESUME.to_string(),
            Next::Extend => t::extend(seeds),
            Next::Nothing => t::DONE.to_string(),
        }
    };
    // The second click of two is no other wish, although the button says another word by then.
    let press = move |event: web_sys::MouseEvent| {
        if event.detail() < 2 {
            studies.press(next.get_untracked());
        }
    };
    // Of stopped runs: the other way than to go on.
    let anew = Memo::new(move |_| next.get() == Next::Resume);
    let amount = move || matches!(next.get(), Next::Start).then(|| work(page, studies, studies.seeds.get()));
    let before = Memo::new(move |_| studies.before());
    let back = move |(done, all): (usize, usize)| {
        let words = t::back(whole(done as u64), whole(all as u64));
        view! {
            <button class="button plain" type="button" data-testid="luck-back" on:click=move |_| studies.back()>{words}</button>
        }
    };
    let trouble = move || {
        let broken = studies.watch(|luck| luck.broken().map(ToString::to_string)).flatten();
        broken.map(t::broken).or(studies.trouble.get())
    };
    view! {
        <div class="luck-controls">
            <Seeds studies/>
            <button class="button luck-run" id="luck-run" type="button" data-testid="luck-run" class:idle=move || next.get() == Next::Start && studies.offered.get().is_none()
                aria-disabled=move || (next.get() == Next::Nothing).to_string() on:click=press>{words}</button>
            <button class="button plain" type="button" data-testid="luck-anew" hidden=move || !anew.get()
                on:click=move |_| studies.press(Next::Start)>{move || t::again_with(studies.seeds.get())}</button>
            {move || before.get().map(back)}
            <label class="luck-beside">
                <input class="tick" type="checkbox" data-testid="luck-beside" prop:checked=move || studies.beside.get()
                    on:change=move |e| studies.beside.set(event_target_checked(&e))/>
                <span>{t::BESIDE.get()}</span>
            </label>
            <span class="small-print">{amount}{move || amount().and(curve(page))}</span>
        </div>
        {move || trouble().map(|why| view! { <p class="note" role="alert">{why}</p> })}
    }
}

#[component]
fn Seeds(studies: Studies) -> impl IntoView {
    let option = |seeds: u32| {
        let hook = format!("luck-seeds-{seeds}");
        view! {
            <button class="button segment" type="button" data-item="" data-testid=hook aria-label=t::seeds_of(seeds)
                aria-pressed=move || (studies.seeds.get() == seeds).to_string() on:click=move |_| studies.seeds.set(seeds)>{seeds}</button>
        }
    };
    view! {
        <div class="luck-seeds" role="toolbar" data-stop="" aria-label=t::SEEDS.get()>
            <span aria-hidden="true">{t::SEEDS.get()}</span>
            <span class="segments">{LUCK_SEEDS.map(option).collect_view()}</span>
        </div>
    }
}

/// "20 runs of 1 200 steps, about 40 s".
pub fn work(page: Page, studies: Studies, seeds: u32) -> String {
    let workers = workers(studies.beside.get());
    let off = studies.watch(|luck| luck.study().off()).flatten();
    page.script.with(|script| amount(script, seeds, workers, off))
}

/// That the runs make the curve of a key.
fn curve(page: Page) -> Option<String> {
    page.script.with(curve_of).map(|key| t::for_curve(lowered(key.label.get())))
}
