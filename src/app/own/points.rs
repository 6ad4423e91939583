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
    let at = |axis: usize, place: f32| three_digits(points.in_units(axis, place.into()));
    let ends = [0, 1].map(|axis| [at(axis, -OWN_EXTENT), at(axis, OWN_EXTENT)]);
    let [[left, right], [low, high]] = ends;
    let [across, up] = points.names.clone();
    let label = t::points_label(&across, &left, &right, &up, &low, &high);
    let [x, y] = [0, 1].map(|axis| {
        let [centre, spread] = [points.centre[axis], points.spread[axis]].map(three_digits);
        format!("{} {centre} ± {spread}", points.names[axis])
    });
    view! {
        <figure class="own-plot">
            <span class="own-up"><span>{high}</span><b>{up}</b><span>{low}</span></span>
            <canvas class="own-points" role="img" aria-label=label node_ref=node></canvas>
            <span class="own-across"><span>{left}</span><b>{across}</b><span>{right}</span></span>
        </figure>
        <p class="small-print">{t::scaled(x, y)}</p>
        <Columns own columns=points.columns names=points.names/>
    }
}
