//! The panel "Your own data": ways in, and what was found before anything is trained.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::draw::Draw;
use super::images::ImagesPreview;
use super::points::PointsPreview;
use super::sets::KeptSets;
use super::state::{Own, Standing, joined};
use super::ways::Ways;
use crate::app::kit::dialog::opens_with;
use crate::app::state::page::Page;
use crate::data::{Preview, Shown};
use crate::experiment::NamedSet;
use crate::number::whole;
use crate::text::{own as t, preview, sets};

/// The panel. Esc and the button close it, and the focus goes back.
#[component]
pub fn OwnPanel(page: Page) -> impl IntoView {
    let own = expect_context::<Own>();
    let node = NodeRef::<Dialog>::new();
    opens_with(node, own.open);
    let found = move || {
        match own.standing.get() {
        Standing::Empty => ().into_any(),
        Standing::Reading(done, of) => view! { <Reading done of/> }.into_any(),
        Standing::Fetching(done, of) => view! { <Fetching done of/> }.into_any(),
        Standing::Failed(why) => view! {
            <p class="own-failed" role="alert" data-testid="own-failed"><span aria-hidden="true">"▲ "</span>{why}</p>
        }
        .into_any(),
        Standing::Ready(found) => view! { <Found page own found/> }.into_any(),
    }
    };
    view! {
        <dialog class="own-panel" node_ref=node aria-labelledby="own-title" data-testid="own" on:close=move |_| own.close()>
            <header class="own-head">
                <h2 id="own-title">{t::TITLE.get()}</h2>
                <button class="button small" type="button" data-testid="own-close" on:click=move |_| own.close()>{t::CLOSE.get()}</button>
            </header>
            <p class="small-print">{t::LEAD.get()}</p>
            <Ways own/>
            <Draw page own/>
            <KeptSets own/>
            <p class="own-names" hidden=move || own.standing.with(|s| matches!(s, Standing::Empty))>{move || joined(own.names.get())}</p>
            <div class="own-found" aria-live="polite">{found}</div>
        </dialog>
    }
}

#[component]
fn Reading(done: u32, of: u32) -> impl IntoView {
    let words = match of {
        0 | 1 => t::READING.to_string(),
        _ => t::reading_of(whole(done.into()), whole(of.into())),
    };
    view! { <p class="own-reading"><progress max=of.max(1) value=(of > 1).then_some(done)></progress>{words}</p> }
}

#[component]
fn Fetching(done: u32, of: u32) -> impl IntoView {
    let megabytes = |bytes: u32| format!("{:.1} MB", f64::from(bytes) / 1e6);
    let words = match of {
        0 => t::fetching_so_far(megabytes(done)),
        _ => t::fetching_of(megabytes(done), megabytes(of)),
    };
    view! { <p class="own-reading"><progress max=of.max(1) value=(of > 0).then_some(done)></progress>{words}</p> }
}

#[component]
fn Found(page: Page, own: Own, found: Preview) -> impl IntoView {
    let Preview { count, notes, skipped, hash, shown } = found;
    let what = match &shown {
        Shown::Images(images) if images.channels > 1 => {
            preview::images_in_colour(whole(count.into()), images.side)
        }
        Shown::Images(images) => preview::images(whole(count.into()), images.side),
        Shown::Points(_) => preview::points(whole(count.into())),
    };
    let shown = match shown {
        Shown::Images(images) => view! { <ImagesPreview page own images/> }.into_any(),
        Shown::Points(points) => view! { <PointsPreview page own points/> }.into_any(),
    };
    let again = move || page.begun.get().then_some(preview::AGAIN.get());
    let left = (skipped.count > 0).then(|| {
        let words = preview::left_out(whole(skipped.count as u64));
        let why = skipped.why.into_iter().map(|why| view! { <li>{why}</li> }).collect_view();
        view! { <details class="own-skipped"><summary>{words}</summary><ul class="small-print">{why}</ul></details> }
    });
    let named = NamedSet::of("", count, hash);
    let id = named.digits();
    let wanted = page.look(|play| play.is_wanted(&named)).flatten();
    let same = wanted.map(|same| if same { sets::same(&id) } else { sets::other(&id) });
    let unasked = same.is_none();
    let notes = notes.into_iter().map(|note| view! { <li>{note}</li> }).collect_view();
    view! {
        <h3 data-testid="own-what">{what}</h3>
        <p class="small-print" data-testid="own-same" hidden=unasked>{same}</p>
        {shown}
        <ul class="own-notes small-print" data-testid="own-notes">{notes}</ul>
        {left}
        <div class="own-go">
            <button class="play" type="button" data-testid="own-train" on:click=move |_| own.train()>{preview::USE.get()}</button>
            <button class="button small" type="button" data-testid="own-keep" disabled=move || own.shelf.has(&id) on:click=move |_| own.keep()>{sets::KEEP.get()}</button>
            <span class="small-print">{again}</span>
        </div>
    }
}
