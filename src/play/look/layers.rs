//! What is drawn inside the pictures of the runs.

use super::picks::Picks;
use crate::inside::Wanted;

/// Something to see inside a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layer {
    /// Where G's loss would move the generated points.
    Arrows,
    /// G's manifold: a grid of latents as G maps it.
    Manifold,
    /// How densely real and generated points lie, instead of the points.
    Density,
    /// Where G mapped the same latents before.
    Trails,
    /// The points of the other runs too.
    Together,
    /// D's logit under each image.
    Judged,
    /// Images from what D takes for real to what it does not.
    Sorted,
    /// What G makes between two images.
    Walk,
    /// What it makes in two directions around one.
    Plane,
    /// What it makes of one whose first latents are moved.
    Sliders,
    /// The weights of the first layers.
    Kernels,
}

/// Of these one is on at most: a picked image means another thing to each.
const TRIPS: [Layer; 3] = [Layer::Walk, Layer::Plane, Layer::Sliders];

/// The layers that are switched on, by number; none until somebody does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers(u16);

impl Layers {
    /// What [`Self::text`] gave; nothing is on where it is something else.
    pub fn read(text: &str) -> Self {
        Self(text.parse().unwrap_or(0))
    }

    /// For the next visit.
    pub fn text(self) -> String {
        self.0.to_string()
    }

    /// Whether number `i` is on.
    pub fn shows(self, i: usize) -> bool {
        self.0 & bit(i) != 0
    }

    /// Whether `layer` is on.
    pub fn has(self, layer: Layer) -> bool {
        self.shows(layer as usize)
    }

    /// The trip that is on.
    pub fn trip(self) -> Option<Layer> {
        TRIPS.into_iter().find(|trip| self.has(*trip))
    }

    /// Switches number `i`, and another trip off where it is one.
    pub fn toggle(&mut self, i: usize) {
        self.0 ^= bit(i);
        if TRIPS.iter().any(|trip| *trip as usize == i) {
            let others = TRIPS.iter().filter(|trip| **trip as usize != i);
            others.for_each(|trip| self.0 &= !bit(*trip as usize));
        }
    }

    /// What the engines have to tell for it, `picks` being what is chosen.
    pub fn wanted(self, picks: &Picks) -> Wanted {
        Wanted {
            slopes: self.has(Layer::Arrows),
            sheet: self.has(Layer::Manifold),
            logits: self.has(Layer::Judged) || self.has(Layer::Sorted),
            kernels: self.has(Layer::Kernels),
            trip: picks.trip(self),
        }
    }

    /// Whether something is on that images, or points, have of the newest step only.
    pub fn is_of_newest(self, image: bool) -> bool {
        let Wanted { slopes, sheet, logits, kernels, trip } = self.wanted(&Picks::default());
        if image { logits || kernels || trip.is_some() } else { slopes || sheet }
    }
}

fn bit(i: usize) -> u16 {
    1_u16.checked_shl(i as u32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_on_until_it_is_switched_and_the_next_visit_finds_it() {
        let mut layers = Layers::default();
        assert!(layers.wanted(&Picks::default()).is_nothing());
        layers.toggle(Layer::Arrows as usize);
        assert_eq!(layers.wanted(&Picks::default()), Wanted { slopes: true, ..Wanted::default() });
        layers.toggle(Layer::Manifold as usize);
        assert_eq!(Layers::read(&layers.text()), layers);
        layers.toggle(Layer::Arrows as usize);
        assert!(!layers.has(Layer::Arrows) && layers.has(Layer::Manifold) && !layers.shows(100));
        assert_eq!(Layers::read("nonsense"), Layers::default());
    }

    #[test]
    fn images_and_points_ask_for_their_own() {
        let picks = Picks::default();
        let on = |layer: Layer| {
            let mut layers = Layers::default();
            layers.toggle(layer as usize);
            layers
        };
        for layer in [Layer::Judged, Layer::Sorted] {
            let layers = on(layer);
            assert_eq!(layers.wanted(&picks), Wanted { logits: true, ..Wanted::default() });
            assert!(layers.is_of_newest(true) && !layers.is_of_newest(false));
        }
        for layer in TRIPS {
            let layers = on(layer);
            assert_eq!(layers.wanted(&picks), Wanted { trip: picks.trip(layers), ..Wanted::default() });
            assert!(picks.trip(layers).is_some() && layers.is_of_newest(true));
        }
        assert_eq!(on(Layer::Kernels).wanted(&picks), Wanted { kernels: true, ..Wanted::default() });
        assert!(on(Layer::Arrows).is_of_newest(false) && !on(Layer::Arrows).is_of_newest(true));
        assert!(on(Layer::Together).wanted(&picks).is_nothing());
    }

    #[test]
    fn of_the_walk_the_plane_and_the_sliders_one_is_on() {
        let mut layers = Layers::read("168");
        assert!(layers.has(Layer::Walk) && layers.has(Layer::Judged) && layers.has(Layer::Trails));
        layers.toggle(Layer::Sliders as usize);
        assert!(layers.has(Layer::Sliders) && layers.has(Layer::Judged) && !layers.has(Layer::Walk));
        layers.toggle(Layer::Plane as usize);
        assert!(layers.has(Layer::Plane) && !layers.has(Layer::Sliders));
        layers.toggle(Layer::Plane as usize);
        assert_eq!(layers, Layers::read("40"), "what else was on");
    }
}
