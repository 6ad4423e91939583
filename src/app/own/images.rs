//! Some of the user's images as D will see them, and what is known about all.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use super::state::Own;
use crate::app::kit::canvas::{Stamp, draw_once};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::data::{SIDES, SomeImages, Wishes};
use crate::experiment::architecture::Shape;
use crate::number::{three_digits, whole};
use crate::record::Pixels;
use crate::text::preview as t;

/// Images in a row, and rows.
const GRID: (usize, usize) = (8, 3);

/// The preview.
#[component]
pub fn ImagesPreview(page: Page, own: Own, images: SomeImages) -> impl IntoView {
    let SomeImages { side, channels, pixels, range, levels, classes } = images;
    let (node, stamp) = (NodeRef::<Canvas>::new(), RefCell::new(Stamp::new()));
    let pixels = Pixels::Images(pixels);
    draw_once(page, node, move |sheet| {
        grid(sheet, stamp.borrow_mut().as_mut(), &pixels, Shape::Image { channels, size: side }, GRID);
    });
    let said = if channels > 1 { t::numbers_in_colour } else { t::numbers };
    let numbers = said(three_digits(range[0]), three_digits(range[1]), whole(levels.into()));
    view! {
        <canvas class="own-images" role="img" aria-label=t::IMAGES_LABEL.get() node_ref=node></canvas>
        <p class="small-print">{numbers}</p>
        <Shape own/>
        <Classes classes/>
    }
}

/// The side and the way the images lie.
#[component]
fn Shape(own: Own) -> impl IntoView {
    let sides = std::iter::once(None).chain(SIDES.map(Some)).chain([32, 64].map(Some));
    let button = |side: Option<usize>| {
        let words = side.map_or(t::AS_THEY_ARE.to_string(), |side| side.to_string());
        let hook = side.map_or("own-side".to_owned(), |side| format!("own-side-{side}"));
        view! {
            <button class="button segment" type="button" data-testid=hook aria-pressed=move || own.wishes.with(|w| w.side == side).to_string()
                on:click=move |_| own.wish(|w| w.side = side)>{words}</button>
        }
    };
    let array = move |event| {
        let name = Some(event_target_value(&event).trim().to_owned()).filter(|name| !name.is_empty());
        own.wish(|w: &mut Wishes| w.array = name);
    };
    let npz = move || own.names.with(|names| names.iter().any(|name| name.ends_with(".npz")));
    view! {
        <div class="own-shape">
            <span class="segments" role="group" aria-label=t::SIDE.get()>{sides.map(button).collect_view()}</span>
            <label class="own-turn">
                <input class="tick" type="checkbox" data-testid="own-turn" prop:checked=move || own.wishes.with(|w| w.turn)
                    on:change=move |event| own.wish(|w| w.turn = event_target_checked(&event))/>
                {t::TURN.get()}
            </label>
            <label class="own-turn">
                <input class="tick" type="checkbox" data-testid="own-grey" prop:checked=move || own.wishes.with(|w| w.grey)
                    on:change=move |event| own.wish(|w| w.grey = event_target_checked(&event))/>
                {t::IN_GREY.get()}
            </label>
            <label class="own-turn" hidden=move || !npz()>
                {t::ARRAY.get()}
                <input class="control small" size="12" data-testid="own-array" prop:value=move || own.wishes.with(|w| w.array.clone()) on:change=array/>
            </label>
        </div>
    }
}

/// How many images each class has.
#[component]
fn Classes(classes: Vec<(String, u32)>) -> impl IntoView {
    let most = classes.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let none = classes.is_empty();
    let row = move |(name, count): (String, u32)| {
        view! { <li><span class="own-class">{name}</span><meter min="0" max=most value=count></meter><span>{whole(count.into())}</span></li> }
    };
    let rows = classes.into_iter().map(row).collect_view();
    view! {
        <p class="small-print" hidden=!none>{t::NO_CLASSES.get()}</p>
        <ul class="own-classes" aria-label=t::CLASSES.get() data-testid="own-classes" hidden=none>{rows}</ul>
    }
}
