//! The picture of the samples of two runs, of which both show the same part.

use std::cell::RefCell;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Sheet, Stamp, draw_again};
use crate::app::runs::canvas_points::{Shown, picture};
use crate::app::runs::compare::Compared;
use crate::app::runs::compare_hands::Hands;
use crate::app::runs::image_grid::{lay, side};
use crate::app::state::page::put;
use crate::play::Play;
use crate::play::look::{Mosaic, Overlay, alike, difference};
use crate::record::Pixels;
use crate::text::compare as t;

/// The id of what has the keys of the picture.
pub const FRAME: &str = "compare-frame";

/// The picture, which pointers and keys zoom and move.
#[component]
pub fn Picture(compared: Compared) -> impl IntoView {
    let page = compared.page;
    let node = NodeRef::<Canvas>::new();
    let (stamp, room) = (RefCell::new(Stamp::new()), RefCell::new(Vec::new()));
    let changes = move || {
        page.shot.track();
        page.place.track();
        compared.runs.track();
        compared.overlay.track();
        compared.front.track();
        compared.split.track();
        compared.lens.track();
    };
    draw_again(page, node, changes, move |sheet| {
        let mean = page
            .look(|play| draw(sheet, compared, play, stamp.borrow_mut().as_mut(), &mut room.borrow_mut()));
        put(compared.mean, &mean.flatten());
    });
    let label = move || match compared.overlay.get() {
        Overlay::Flip => t::one(compared.letter(usize::from(!compared.front.get()))),
        Overlay::Split => t::both(compared.letter(0), compared.letter(1)),
        Overlay::Difference => t::between(compared.letter(0), compared.letter(1)),
    };
    let hands = Hands::new(compared, node);
    view! {
        <figure class="compare-frame" id=FRAME tabindex="0" aria-label=t::FRAME.get() data-testid=FRAME
            class:zoomed=move || !compared.lens.get().is_whole()>
            <canvas class="samples compare-picture" class:crisp=move || compared.is_image() role="img" aria-label=label data-testid="compare-picture" node_ref=node
                on:click=move |_| hands.clicked() on:pointerdown=move |event| hands.pressed(&event) on:pointermove=move |event| hands.moved(&event)
                on:pointerup=move |event| hands.lifted(&event) on:pointercancel=move |event| hands.lifted(&event) on:wheel=move |event| hands.wheeled(&event)></canvas>
        </figure>
    }
}

/// Draws what is compared; answers the mean difference where that is shown.
fn draw(
    sheet: &Sheet,
    compared: Compared,
    play: &Play,
    mut stamp: Option<&mut Stamp>,
    room: &mut Vec<u8>,
) -> Option<f64> {
    let page = compared.page;
    let (place, runs) = (page.place.get_untracked(), compared.runs.get_untracked());
    let overlay = compared.overlay.get_untracked();
    let [a, b] = [play.frame(runs[0], place)?, play.frame(runs[1], place)?];
    if !alike(&a.samples, &b.samples) {
        return None;
    }
    let shape = play.shape(runs[0])?;
    let columns = a.columns as usize;
    let images = side(shape).map(|size| Mosaic::new((columns, columns), size));
    let (context, lens) = (&sheet.context, compared.lens.get_untracked());
    // All that is drawn is drawn larger, not enlarged: dots stay dots, and pixels have sharp edges.
    let large = Sheet {
        context: context.clone(),
        width: sheet.width * lens.scale(),
        height: sheet.height * lens.scale(),
    };
    let (left, top) = lens.origin();
    let begin = |(from, to): (f64, f64)| {
        context.save();
        context.begin_path();
        context.rect(from * sheet.width, 0.0, (to - from) * sheet.width, sheet.height);
        context.clip();
        let _ = context.translate(left * sheet.width, top * sheet.height);
    };
    if let (Overlay::Difference, Some(mosaic), Pixels::Images(a), Pixels::Images(b)) =
        (overlay, images, &a.samples, &b.samples)
    {
        let mean = difference(a, b, room);
        begin((0.0, 1.0));
        lay(&large, stamp, room, shape, mosaic, |place| place);
        context.restore();
        return Some(mean);
    }
    let palette = page.palette.get_untracked();
    let parts = overlay.parts(compared.front.get_untracked(), compared.split.get_untracked());
    for ((run, frame), (from, to)) in runs.into_iter().zip([a, b]).zip(parts) {
        if from >= to {
            continue;
        }
        begin((from, to));
        if let (Some(mosaic), Pixels::Images(bytes)) = (images, &frame.samples) {
            lay(&large, stamp.as_deref_mut(), bytes, shape, mosaic, |place| place);
        } else {
            let show = Shown { run, place, averaged: false, layers: page.layers.get_untracked() };
            picture(&large, &palette, stamp.as_deref_mut(), play, show);
        }
        context.restore();
    }
    if overlay == Overlay::Split {
        let x = parts[0].1 * sheet.width;
        for (color, width) in [(&palette.canvas, 4.0), (&palette.text, 1.5)] {
            context.set_fill_style_str(color);
            context.fill_rect(x - width / 2.0, 0.0, width, sheet.height);
        }
    }
    None
}
