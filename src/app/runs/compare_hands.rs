//! The pointers on the picture of two runs: they flip, move the line, zoom and drag.

use leptos::html::Canvas;
use leptos::{ev, prelude::*};

use crate::app::runs::compare::Compared;
use crate::play::look::Overlay;

/// Pixels that a drag is long, at least; less is a click.
const DRAG: f64 = 6.0;
/// Pixels from the line of the split at which it is meant.
const NEAR: f64 = 20.0;

/// A place in the frame, as shares of its width and height.
type Place = (f64, f64);

/// What lies on the picture.
#[derive(Clone, Default)]
struct Down {
    /// Each pointer, two at most, and where it is.
    pointers: Vec<(i32, Place)>,
    /// Whether the line of the split is moved.
    line: bool,
    /// How far they have moved the picture, in pixels.
    way: f64,
}

/// The hands. Copied freely.
#[derive(Clone, Copy)]
pub struct Hands {
    compared: Compared,
    node: NodeRef<Canvas>,
    down: StoredValue<Down>,
}

impl Hands {
    /// Nothing lies on the picture `node`.
    pub fn new(compared: Compared, node: NodeRef<Canvas>) -> Self {
        Self { compared, node, down: StoredValue::new(Down::default()) }
    }

    fn size(self) -> Place {
        let canvas = self.node.get_untracked();
        canvas.map_or((1.0, 1.0), |c| {
            (f64::from(c.client_width()).max(1.0), f64::from(c.client_height()).max(1.0))
        })
    }

    fn place(self, event: &web_sys::MouseEvent) -> Place {
        let (width, height) = self.size();
        (f64::from(event.offset_x()) / width, f64::from(event.offset_y()) / height)
    }

    /// A pointer goes down.
    pub fn pressed(self, event: &ev::PointerEvent) {
        let down = self.down.get_value().pointers.len();
        if event.button() != 0 || down > 1 {
            return;
        }
        if let Some(canvas) = self.node.get_untracked() {
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
        let at = self.place(event);
        let Compared { overlay, split, lens, .. } = self.compared;
        let near = (at.0 - split.get_untracked()).abs() * self.size().0 < NEAR;
        let line = overlay.get_untracked() == Overlay::Split
            && down == 0
            && (near || lens.get_untracked().is_whole());
        self.down.update_value(|down| {
            down.pointers.push((event.pointer_id(), at));
            down.line = line;
            if down.pointers.len() == 1 {
                down.way = 0.0;
            }
        });
        if line {
            split.set(at.0.clamp(0.0, 1.0));
        }
    }

    /// A pointer moves: so does the line, or the picture.
    pub fn moved(self, event: &ev::PointerEvent) {
        let (before, to) = (self.down.get_value(), self.place(event));
        let Some(finger) = before.pointers.iter().position(|(id, _)| *id == event.pointer_id()) else {
            return;
        };
        let from = before.pointers[finger].1;
        let (right, down) = (to.0 - from.0, to.1 - from.1);
        let (width, height) = self.size();
        self.down.update_value(|down_now| {
            down_now.pointers[finger].1 = to;
            down_now.way += (right * width).hypot(down * height);
        });
        if before.line {
            self.compared.split.set(to.0.clamp(0.0, 1.0));
            return;
        }
        let other = before.pointers.get(1 - finger).map(|(_, at)| *at);
        self.compared.lens.update(|lens| {
            *lens = match other {
                Some(other) => lens.pinched([from, other], [to, other]),
                None => lens.moved((right, down)),
            };
        });
    }

    /// A pointer goes up, or is lost.
    pub fn lifted(self, event: &ev::PointerEvent) {
        self.down.update_value(|down| {
            down.pointers.retain(|(id, _)| *id != event.pointer_id());
            down.line = false;
        });
    }

    /// A click shows the other run; the end of a drag does not.
    pub fn clicked(self) {
        if self.down.get_value().way < DRAG {
            self.compared.flip();
        }
    }

    /// The wheel with ctrl, and so two fingers on a pad, zooms around the pointer.
    pub fn wheeled(self, event: &ev::WheelEvent) {
        if event.ctrl_key() {
            event.prevent_default();
            let farther = (1.0 + event.delta_y() / 300.0).clamp(0.5, 2.0);
            self.compared.lens.update(|lens| *lens = lens.by(1.0 / farther, self.place(event)));
        }
    }
}
