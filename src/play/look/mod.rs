//! What the eye is shown of charts and points, as plain numbers: which lines are switched on, which part of
//! the axis, how the values are laid out, what stands for many steps or many points. Only the page uses it.

mod arrows;
mod band;
mod density;
pub mod game;
pub mod groups;
mod heat;
mod layers;
mod lens;
mod manifold;
mod mosaic;
mod off;
mod order;
mod overlay;
mod picks;
mod range;
mod stops;
mod thin;
mod units;
mod zoom;

pub use arrows::arrows;
pub use band::Bander;
pub use density::{contour, density};
pub use heat::weight;
pub use layers::{Layer, Layers};
pub use lens::Lens;
pub use manifold::{Cell, cells};
pub use mosaic::Mosaic;
pub use off::{Off, Part};
pub use order::{Order, known, rank};
pub use overlay::{Overlay, alike, difference};
pub use picks::{Picks, Towards};
pub use range::{Values, reach, tick_text};
pub use stops::stepped;
pub use thin::thin;
pub use units::{Edge, edge, ends, said};
pub use zoom::Zoom;
