//! How much room the window has, as the style sheet tells it.

use leptos::prelude::window;

/// Below this many pixels of width the page is a phone's.
pub const PHONE: f64 = 600.0;

/// Whether the window is narrower than `width` pixels.
pub fn is_narrower(width: f64) -> bool {
    window().inner_width().ok().and_then(|w| w.as_f64()).is_some_and(|w| w < width)
}
