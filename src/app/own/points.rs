//! The user's points in their units, before they are trained on.

use leptos::html::Canvas;
use leptos::prelude::*;

use super::columns::Columns;
use super::state::Own;
use crate::app::kit::canvas::draw_once;
use crate::app::runs::canvas_points::rings;
use crate::app::state::page::Page;
use crate::data::{OWN_EXTENT, SomePoints};
use crate::number::three_digits;
use crate::play::look::{ends, said};
use crate::record::Pixels;
use crate::text::preview as t;

/// The preview.
#[component]
pub fn PointsPreview(page: Page, own: Own, points: SomePoints) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let values = Pixels::Points(points.values.clone());
    draw_once(page, node, move |sheet| {
        rings(sheet, &page.palette.get_untracked(), OWN_EXTENT, &values);
    });
    let axes = points.axes;
    let label = said(&axes, OWN_EXTENT);
    let [[left, right], [low, high]] = ends(&axes, OWN_EXTENT);
    let [x, y] = [0, 1].map(|axis| {
        let [centre, spread] = [axes.centre[axis], axes.spread[axis]].map(three_digits);
        format!("{} {centre} ± {spread}", axes.names[axis])
    });
    let [across, up] = axes.names.clone();
    view! {
        <figure class="own-plot">
            <span class="own-up"><span>{high}</span><b>{up}</b><span>{low}</span></span>
            <canvas class="own-points" role="img" aria-label=label node_ref=node></canvas>
            <span class="own-across"><span>{left}</span><b>{across}</b><span>{right}</span></span>
        </figure>
        <p class="small-print">{t::scaled(x, y)}</p>
        <Columns own columns=points.columns names=axes.names/>
    }
}
