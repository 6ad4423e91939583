//! One comparison in the list.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use super::state::{Keep, wall};
use crate::app::kit::canvas::{Stamp, draw_once};
use crate::app::runs::canvas_points::{heat, points};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::experiment::architecture::Shape;
use crate::keep::shelf::Kept;
use crate::keep::{Head, Thumb, bytes, when};
use crate::number::whole;
use crate::record::Pixels;

/// One comparison: what it is, and what can be done with it.
#[component]
pub fn Row(page: Page, keep: Keep, kept: Kept) -> impl IntoView {
    let Kept { id, head } = kept;
    let gone = id.clone();
    let is_leaving = Memo::new(move |_| keep.leaving.with(|leaving| leaving.as_ref() == Some(&gone)));
    let name = head.as_ref().map_or_else(|_| "runs that cannot be read".to_owned(), |head| head.name.clone());
    let content = match head {
        Ok(head) => view! { <Whole page keep id head/> }.into_any(),
        Err(fault) => {
            let delete = move |_| keep.delete(id.clone());
            view! {
                <p class="kept-main small-print">{fault.to_string()}</p>
                <div class="kept-buttons"><button class="button small" type="button" on:click=delete>"Delete"</button></div>
            }
            .into_any()
        }
    };
    view! {
        <li class="kept-row" data-testid="kept" hidden=is_leaving>{content}</li>
        <li class="kept-row kept-gone" data-testid="kept-gone" hidden=move || !is_leaving.get() role="status">
            <span>"Deleted: "{name}</span>
            <button class="button small" type="button" data-testid="undelete" on:click=move |_| keep.undelete()>"Undo"</button>
        </li>
    }
}

#[component]
fn Whole(page: Page, keep: Keep, id: String, head: Head) -> impl IntoView {
    let facts = format!(
        "{} · step {} · {} · {}",
        head.data,
        whole(head.step.into()),
        when(head.when, wall()),
        bytes(head.bytes() as f64)
    );
    let good: Vec<String> = [head.verdict, head.best].into_iter().filter(|words| !words.is_empty()).collect();
    let thumb = head.thumb.map(|thumb| view! { <Picture page thumb/> });
    let this = id.clone();
    let is_open = Memo::new(move |_| keep.current.with(|open| open.as_ref() == Some(&this)));
    let with = |work: fn(Keep, String)| {
        let id = id.clone();
        move |_| work(keep, id.clone())
    };
    let (go_on, save, delete) =
        (with(|keep, id| keep.go_on(id, false)), with(Keep::save), with(Keep::delete));
    let (named, pinned) = (id.clone(), head.pinned);
    let rename = move |event| keep.rename(named.clone(), event_target_value(&event));
    let pin = move |_| keep.pin(id.clone(), !pinned);
    view! {
        {thumb}
        <div class="kept-main">
            <input class="kept-name" type="text" maxlength="60" aria-label="Name" data-testid="kept-name" prop:value=head.name.clone() on:change=rename/>
            <p class="small-print" data-testid="kept-facts">{facts}</p>
            <p class="kept-differs">{head.differs}</p>
            <p class="small-print">{good.join(" · ")}</p>
        </div>
        <div class="kept-buttons">
            <span class="kept-open small-print" hidden=move || !is_open.get()>"Open now"</span>
            <button class="button small" type="button" data-testid="kept-open" hidden=is_open on:click=go_on>"Open"</button>
            <button class="button small" type="button" aria-pressed=pinned.to_string() title="Stays whatever room is needed" on:click=pin>"Pin"</button>
            <button class="button small" type="button" data-testid="kept-save" on:click=save>"Save"</button>
            <button class="button small" type="button" data-testid="kept-delete" hidden=is_open on:click=delete>"Delete"</button>
        </div>
    }
}

#[component]
fn Picture(page: Page, thumb: Thumb) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    draw_once(page, node, move |sheet| {
        let Thumb { frame, shape } = &thumb;
        let palette = page.palette.get_untracked();
        if let (Shape::Image { .. }, Pixels::Images(_)) = (shape, &frame.samples) {
            let side = frame.columns as usize;
            return grid(sheet, stamp.borrow_mut().as_mut(), &frame.samples, *shape, (side, side));
        }
        heat(sheet, &palette, stamp.borrow_mut().as_mut(), frame);
        points(sheet, &palette, palette.run(0), frame.extent, &frame.samples, None);
    });
    view! { <canvas class="kept-thumb" aria-hidden="true" node_ref=node></canvas> }
}
