//! One comparison in the list.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use super::list::delete_button;
use super::state::{Keep, wall};
use crate::app::kit::canvas::{Stamp, draw_once};
use crate::app::runs::canvas_points::{heat, points};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::experiment::architecture::Shape;
use crate::keep::record::Fault;
use crate::keep::{Head, Leaving, Thumb, bytes, deleted, when};
use crate::number::whole;
use crate::record::Pixels;
use crate::text::keep as t;

/// A comparison as the list has it now; `None` where it is gone.
type Found = Memo<Option<Result<Head, Fault>>>;

/// One comparison: what it is, and what can be done with it. It stays the same while the list is read again.
#[component]
pub fn Row(page: Page, keep: Keep, id: String) -> impl IntoView {
    let id = StoredValue::new(id);
    let same = move |other: &str| id.with_value(|id| id == other);
    let found: Found = Memo::new(move |_| {
        keep.list.with(|list| Some(list.iter().flatten().find(|kept| same(&kept.id))?.head.clone()))
    });
    let is_leaving = Memo::new(move |_| id.with_value(|id| keep.bin.has(id)));
    // The first of what leaves together tells about it.
    let tells = Memo::new(move |_| {
        let first = |leaving: &Leaving| {
            keep.list.with(|list| {
                list.iter().flatten().find(|kept| leaving.has(&kept.id)).map(|kept| same(&kept.id))
            })
        };
        keep.bin.with(|leaving| leaving.and_then(first)) == Some(true)
    });
    let fault = Memo::new(move |_| found.with(|found| Some(found.as_ref()?.as_ref().err()?.to_string())));
    let content = move || match fault.get() {
        None => view! { <Whole page keep id found/> }.into_any(),
        Some(fault) => view! {
            <p class="kept-main small-print">{fault}</p>
            <div class="kept-buttons"><Delete keep id/></div>
        }
        .into_any(),
    };
    view! {
        <li class="kept-row" data-testid="kept" hidden=is_leaving>{content}</li>
        {move || tells.get().then(|| view! { <Gone keep found/> })}
    }
}

#[component]
fn Gone(keep: Keep, found: Found) -> impl IntoView {
    let words = move || {
        let name = found.with(|found| match found {
            Some(Ok(head)) => head.name.clone(),
            _ => t::UNREADABLE.to_string(),
        });
        deleted(&name, keep.bin.with(|leaving| leaving.map_or(1, |l| l.ids().len())))
    };
    view! {
        <li class="kept-row kept-gone" data-testid="kept-gone" role="status">
            <span>{words}</span>
            <button class="button small" type="button" id="kept-undo" data-testid="undelete" on:click=move |_| keep.undelete()>{t::UNDO.get()}</button>
        </li>
    }
}

#[component]
fn Delete(keep: Keep, id: StoredValue<String>) -> impl IntoView {
    let is_open = is_open(keep, id);
    let delete = move |_| keep.delete(vec![id.get_value()]);
    view! { <button class="button small" type="button" id=delete_button(&id.get_value()) data-testid="kept-delete" hidden=is_open on:click=delete>{t::DELETE.get()}</button> }
}

/// Whether it is the open one.
fn is_open(keep: Keep, id: StoredValue<String>) -> Memo<bool> {
    Memo::new(move |_| keep.current.with(|open| id.with_value(|id| open.as_ref() == Some(id))))
}

/// What `read` makes of what is there.
fn text(found: Found, read: fn(&Head) -> String) -> Memo<String> {
    Memo::new(move |_| found.with(|found| found.iter().flatten().map(read).collect()))
}

#[component]
fn Whole(page: Page, keep: Keep, id: StoredValue<String>, found: Found) -> impl IntoView {
    let name = text(found, |head| head.name.clone());
    let facts = text(found, |head| {
        t::facts(&head.data, whole(head.step.into()), when(head.when, wall()), bytes(head.bytes() as f64))
    });
    let differs = text(found, |head| head.differs.clone());
    let good = text(found, |head| {
        let good = [head.verdict.as_str(), &head.best];
        good.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" · ")
    });
    let pinned = Memo::new(move |_| found.with(|found| found.iter().flatten().any(|head| head.pinned)));
    let thumb =
        Memo::new(move |_| found.with(|found| found.iter().flatten().find_map(|head| head.thumb.clone())));
    let picture = move || thumb.get().map(|thumb| view! { <Picture page thumb/> });
    let is_open = is_open(keep, id);
    let rename = move |event| keep.rename(id.get_value(), event_target_value(&event));
    let pin = move |_| keep.pin(id.get_value(), !pinned.get_untracked());
    view! {
        {picture}
        <div class="kept-main">
            <input class="kept-name" type="text" maxlength="60" aria-label=t::NAME.get() data-testid="kept-name" prop:value=name on:change=rename/>
            <p class="small-print" data-testid="kept-facts">{facts}</p>
            <p class="kept-differs">{differs}</p>
            <p class="small-print">{good}</p>
        </div>
        <div class="kept-buttons">
            <span class="kept-open small-print" hidden=move || !is_open.get()>{t::OPEN_NOW.get()}</span>
            <button class="button small" type="button" data-testid="kept-open" hidden=is_open on:click=move |_| keep.go_on(id.get_value(), false)>{t::OPEN.get()}</button>
            <button class="button small" type="button" aria-pressed=move || pinned.get().to_string() title=t::PIN_HINT.get() on:click=pin>{t::PIN.get()}</button>
            <button class="button small" type="button" data-testid="kept-save" on:click=move |_| keep.save(id.get_value())>{t::SAVE.get()}</button>
            <Delete keep id/>
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
