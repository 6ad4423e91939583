//! Own data on a run's card: the way to it while it is missing, and what is used.

use leptos::prelude::*;

use super::mnist::MnistWanted;
use super::state::{Own, joined};
use super::ways::FileButton;
use crate::app::state::page::Page;
use crate::experiment::Data;
use crate::number::whole;
use crate::text::{own as t, sets};

/// The card's picture while there is nothing to train on: what is fetched comes by itself.
#[component]
pub fn FilesWanted(page: Page) -> impl IntoView {
    let mnist = move || page.comparison.with(|c| c.runs[0].data == Data::Mnist);
    view! {
        {move || match mnist() {
            true => view! { <MnistWanted/> }.into_any(),
            false => view! { <OwnWanted page/> }.into_any(),
        }}
    }
}

/// The ways to own data.
#[component]
fn OwnWanted(page: Page) -> impl IntoView {
    let own = expect_context::<Own>();
    let table = move || page.comparison.with(|c| c.runs[0].data == Data::Table);
    // Points that are in the link are not asked for.
    let drawn = Memo::new(move |_| page.script.with(|script| script.drawing.clone()));
    Effect::new(move |_| {
        if let Some(drawing) = drawn.get().filter(|_| table()) {
            own.draw(drawing);
        }
    });
    let words = move || match table() {
        true => t::WANTS_POINTS.get(),
        false => t::WANTS_IMAGES.get(),
    };
    let named = Memo::new(move |_| {
        let set = page.script.with(|script| script.set.clone())?;
        Some(sets::wanted(&set.name, whole(set.count.into()), set.digits()))
    });
    view! {
        <div class="samples waiting">
            <p>{words}</p>
            <p class="small-print" data-testid="own-named" hidden=move || named.with(Option::is_none)>{named}</p>
            <div class="own-ways">
                <FileButton own words=t::CHOOSE_FILES.get()/>
                <button class="button small" type="button" data-testid="own-open" on:click=move |_| own.open.set(true)>
                    {move || if table() { t::DRAW_OR_OTHERS.get() } else { t::OTHER_WAYS.get() }}
                </button>
            </div>
            <p class="small-print">{t::OR_DROP.get()}</p>
        </div>
    }
}

/// What is trained on, and the way to other files: labels can be added at any time.
#[component]
pub fn FilesUsed(page: Page) -> impl IntoView {
    let own = expect_context::<Own>();
    let used = Memo::new(move |_| {
        page.runs[0].track();
        page.look(|play| play.own_files().map(|files| (joined(files.names.clone()), files.about.clone())))
            .flatten()
    });
    let names = move || used.with(|used| used.as_ref().map(|(names, _)| names.clone()));
    let about = move || used.with(|used| used.as_ref().map(|(_, about)| about.clone()));
    view! {
        <p class="small-print files-used" data-testid="files-used" hidden=move || used.with(Option::is_none)>
            <span class="file-names">{names}<span class="file-about">{about}</span></span>
            <button class="button small" type="button" data-testid="own-change" on:click=move |_| own.open.set(true)>{t::CHANGE.get()}</button>
        </p>
    }
}
