//! Points in the plane: D's opinion below, real and generated points above.

use std::cell::RefCell;
use std::f64::consts::TAU;

use leptos::html::Canvas;
use leptos::prelude::*;

use crate::app::kit::canvas::{Sheet, Shows, Stamp, on_redraw};
use crate::app::kit::palette::Palette;
use crate::app::runs::canvas_inside::{densities, manifold, pulls, trails};
use crate::app::runs::canvas_units::units;
use crate::app::state::page::Page;
use crate::data::OWN_EXTENT;
use crate::experiment::RunId;
use crate::play::Play;
use crate::play::look::{Layer, Layers, said, thin};
use crate::record::{Frame, Pixels};
use crate::text::card as t;

/// Cells in which rings are thinned out, in radii of a ring.
const RING_APART: f64 = 2.2;

/// The canvas of one run on points.
#[component]
pub fn PointsCanvas(page: Page, run: RunId, averaged: RwSignal<bool>) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    on_redraw(page, node, Shows::Samples, move |sheet| {
        let (palette, place) = (page.palette.get_untracked(), page.place.get_untracked());
        let (layers, averaged) = (page.layers.get_untracked(), averaged.get_untracked());
        let show = Shown { run, place, averaged, layers };
        page.look(|play| picture(sheet, &palette, stamp.borrow_mut().as_mut(), play, show));
    });
    let dense = move || page.layers.with(|layers| layers.has(Layer::Density));
    let label = move || {
        let step = page.runs[run.0].with(|v| v.step);
        let words = if dense() { t::densities(run.letter(), step) } else { t::points(run.letter(), step) };
        let axes = page.look(|play| Some(said(play.own_files()?.axes.as_ref()?, OWN_EXTENT))).flatten();
        axes.map_or(words.clone(), |axes| t::in_units(words, axes))
    };
    view! {
        <canvas class="samples" data-testid="samples" role="img" aria-label=label node_ref=node></canvas>
        <p class="legend" aria-hidden="true">
            <span class="ring"></span>{move || if dense() { t::REAL_LINES.get() } else { t::REAL.get() }}
            <span class="dot-mark"></span>{t::GENERATED.get()}
            <span class="heat-key" hidden=dense>{t::SAYS_FAKE.get()}<span class="heat-bar"></span>{t::SAYS_REAL.get()}</span>
        </p>
    }
}

/// What is shown of a run.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The run.
    pub run: RunId,
    /// The step of the past; `None` is the newest.
    pub place: Option<u32>,
    /// Whether of the average of G.
    pub averaged: bool,
    /// What is drawn inside.
    pub layers: Layers,
}

/// Draws D's opinion, the points, and what is to be seen inside.
pub fn picture(sheet: &Sheet, palette: &Palette, stamp: Option<&mut Stamp>, play: &Play, show: Shown) {
    let Shown { run, place, averaged, layers } = show;
    let Some(frame) = play.frame(run, place) else { return };
    let (made, hue, extent) = (frame.shown(averaged), palette.run(run.0), frame.extent);
    let real = play.runs.get(run.0).and_then(|l| l.ready.as_ref()).map(|r| &r.real);
    let dense = layers.has(Layer::Density);
    if dense {
        densities(sheet, palette, stamp, run.0, extent, (made, real));
    } else {
        heat(sheet, palette, stamp, frame);
    }
    // Below the points, which it must not cover.
    if let Some(axes) = play.own_files().and_then(|files| files.axes.as_ref()) {
        units(sheet, palette, extent, axes);
    }
    let inside = play.inside(run, place, averaged);
    let grid = inside.filter(|_| layers.has(Layer::Manifold)).and_then(|view| view.sheet.as_ref());
    if let Some(grid) = grid {
        manifold(sheet, hue, extent, grid);
    }
    if layers.has(Layer::Together) {
        for other in (0..play.runs.len()).filter(|other| *other != run.0) {
            if let Some(frame) = play.frame(RunId(other), place) {
                dots(sheet, palette.run(other), extent, frame.shown(averaged));
            }
        }
    }
    if layers.has(Layer::Trails) {
        let frames = play.trail(run, place);
        trails(sheet, hue, extent, frames.iter().map(|frame| frame.shown(averaged)));
    }
    if !dense {
        points(sheet, palette, hue, extent, made, real);
    }
    if let (Some(view), true, Pixels::Points(made)) = (inside, layers.has(Layer::Arrows), made) {
        pulls(sheet, palette, extent, made, &view.slopes);
    }
}

/// Draws D's opinion.
pub fn heat(sheet: &Sheet, palette: &Palette, stamp: Option<&mut Stamp>, frame: &Frame) {
    let cells = frame.heat_side;
    if let Some(stamp) = stamp
        && cells > 0
        && frame.heat.len() == (cells * cells) as usize
    {
        let shade = |i: usize| {
            let [r, g, b] = palette.heat.get(usize::from(frame.heat[i])).copied().unwrap_or([128; 3]);
            [r, g, b, 255]
        };
        let _ = stamp.draw(sheet, (cells, cells), true, (0.0, 0.0, sheet.width, sheet.height), shade);
    }
}

/// Draws generated points in the colour `hue`, and real ones as rings above them.
pub fn points(
    sheet: &Sheet,
    palette: &Palette,
    hue: &str,
    extent: f32,
    made: &Pixels,
    real: Option<&Pixels>,
) {
    dots(sheet, hue, extent, made);
    if let Some(real) = real {
        rings(sheet, palette, extent, real);
    }
}

/// Draws generated points in the colour `hue`.
fn dots(sheet: &Sheet, hue: &str, extent: f32, made: &Pixels) {
    if let Pixels::Points(points) = made {
        let context = &sheet.context;
        context.set_fill_style_str(hue);
        context.set_global_alpha(0.7);
        trace(sheet, points.as_chunks::<2>().0, radius(sheet) * 1.1, extent);
        context.fill();
        context.set_global_alpha(1.0);
    }
}

/// Draws real points as open rings with a thin halo, in a plane that ends at `extent` on every side. Where many
/// lie in one place, some of them are drawn.
pub fn rings(sheet: &Sheet, palette: &Palette, extent: f32, real: &Pixels) {
    if let Pixels::Points(points) = real {
        let context = &sheet.context;
        let radius = radius(sheet);
        let cells = (sheet.width.max(sheet.height) / (RING_APART * radius)).ceil().max(1.0) as usize;
        trace(sheet, &thin(points, extent, cells), radius, extent);
        for (color, width) in [(&palette.canvas, 2.6), (&palette.text, 1.1)] {
            context.set_stroke_style_str(color);
            context.set_line_width(width);
            context.stroke();
        }
    }
}

fn radius(sheet: &Sheet) -> f64 {
    (sheet.width.min(sheet.height) / 140.0).clamp(1.4, 3.0)
}

/// Where a point of the plane, which ends at `extent` on every side, lies on the sheet.
pub fn spot(sheet: &Sheet, extent: f32, [x, y]: [f32; 2]) -> (f64, f64) {
    let at = |v: f32| (f64::from(v) / f64::from(extent).max(1e-6) + 1.0) / 2.0;
    (at(x) * sheet.width, (1.0 - at(y)) * sheet.height)
}

/// A path of circles around `points`. One path for all: a path for each point costs many times as much.
fn trace(sheet: &Sheet, points: &[[f32; 2]], radius: f64, extent: f32) {
    let context = &sheet.context;
    context.begin_path();
    for point in points {
        let (x, y) = spot(sheet, extent, *point);
        if x.is_finite() && y.is_finite() {
            context.move_to(x + radius, y);
            let _ = context.arc(x, y, radius, 0.0, TAU);
        }
    }
}
