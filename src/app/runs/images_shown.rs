//! What is shown of a run on images: which, in which order, and what D says of them.

use leptos::prelude::*;

use crate::app::kit::room::{PHONE, is_narrower};
use crate::app::runs::image_grid::side;
use crate::app::state::page::Page;
use crate::experiment::architecture::Shape;
use crate::experiment::{Condition, RunId};
use crate::inside::View;
use crate::number::three_digits;
use crate::play::Play;
use crate::play::look::{Layer, Mosaic, Order, known, rank};
use crate::record::Pixels;
use crate::text::inside as t;

/// Pixels across an image on a phone: as many as it has, but no more than these.
const SEEN: usize = 32;
/// The same where images are chosen with a finger.
const TOUCHED: usize = 44;

/// How wide an image of `size` pixels is on a phone at least, so that it can be seen, or `touched`; `None` elsewhere.
pub fn least(size: usize, touched: bool) -> Option<f64> {
    is_narrower(PHONE).then_some(if touched { TOUCHED } else { size.min(SEEN) } as f64)
}

/// The images of a run as they are shown.
pub struct Images<'a> {
    /// Their bytes, sample by sample.
    pub bytes: &'a [u8],
    /// The shape of one.
    pub shape: Shape,
    /// How they lie.
    pub mosaic: Mosaic,
    /// Which stands where.
    pub order: Order,
    /// What else was seen.
    pub view: Option<&'a View>,
    /// How many there are; not all are shown where there is no room.
    total: usize,
    least: Option<f64>,
}

impl<'a> Images<'a> {
    /// Those of `run` at the slider's place.
    pub fn of(page: Page, play: &'a Play, run: RunId, averaged: bool) -> Option<Self> {
        let (place, layers) = (page.place.get_untracked(), page.layers.get_untracked());
        let frame = play.frame(run, place)?;
        let shape = play.shape(run)?;
        let Pixels::Images(bytes) = frame.shown(averaged) else { return None };
        let columns = frame.columns as usize;
        let (size, total) = (side(shape)?, columns * columns);
        let plain = Mosaic::new((columns, columns), size);
        let mosaic = if layers.has(Layer::Judged) { plain.with_captions() } else { plain };
        let view = play.inside(run, place, averaged);
        let logits = view.map(|view| view.logits.as_slice()).unwrap_or_default();
        let conditional = play.comparison().runs.get(run.0).is_some_and(|e| e.condition != Condition::Off);
        let order = if layers.has(Layer::Sorted) && !logits.is_empty() {
            Order::by_logit(logits, total, if conditional { columns } else { 1 })
        } else {
            Order::default()
        };
        // Columns of classes stay.
        let least = least(size, layers.is_of_newest(true)).filter(|_| !conditional);
        Some(Self { bytes, shape, mosaic, order, view, total, least })
    }

    /// Those for which there is room in `width` pixels.
    pub fn within(self, width: f64) -> Self {
        let mosaic = self.least.map_or(self.mosaic, |least| self.mosaic.fitting(width, least));
        Self { mosaic, ..self }
    }

    /// D's logits, where it was asked.
    pub fn logits(&self) -> &'a [f32] {
        self.view.map(|view| view.logits.as_slice()).unwrap_or_default()
    }

    /// The image at `place` in words.
    pub fn words(&self, place: usize) -> String {
        let (sample, count) = (self.order.sample(place), self.total);
        match known(self.logits(), sample).zip(rank(self.logits(), sample)) {
            Some((logit, rank)) => t::image_judged(sample + 1, count, three_digits(logit.into()), rank),
            None => t::image_of(sample + 1, count),
        }
    }

    /// Every image with what D says of it, in the order in which they are shown, as rows of a table.
    pub fn rows(&self) -> String {
        let row = |place: usize| {
            let sample = self.order.sample(place);
            let logit = known(self.logits(), sample).map_or("–".into(), |logit| three_digits(logit.into()));
            format!("<tr><th scope=\"row\">{}</th><td>{}</td><td>{logit}</td></tr>", place + 1, sample + 1)
        };
        (0..self.total).map(row).collect()
    }
}
