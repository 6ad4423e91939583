//! What is drawn inside the pictures of the runs.

use super::off::bit;
use crate::inside::Wanted;
use crate::inside::walk::Walk;

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
}

/// The layers that are switched on, by number; none until somebody does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers(u8);

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

    /// Switches number `i`.
    pub fn toggle(&mut self, i: usize) {
        self.0 ^= bit(i);
    }

    /// What the engines have to tell for it, `walk` being the one that is chosen.
    pub fn wanted(self, walk: Walk) -> Wanted {
        Wanted {
            slopes: self.has(Layer::Arrows),
            sheet: self.has(Layer::Manifold),
            logits: self.has(Layer::Judged) || self.has(Layer::Sorted),
            walk: self.has(Layer::Walk).then_some(walk),
        }
    }

    /// Whether something is on that images, or points, have of the newest step only.
    pub fn is_of_newest(self, image: bool) -> bool {
        let Wanted { slopes, sheet, logits, walk } = self.wanted(Walk::default());
        if image { logits || walk.is_some() } else { slopes || sheet }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_on_until_it_is_switched_and_the_next_visit_finds_it() {
        let mut layers = Layers::default();
        assert!(layers.wanted(Walk::default()).is_nothing());
        layers.toggle(Layer::Arrows as usize);
        assert_eq!(layers.wanted(Walk::default()), Wanted { slopes: true, ..Wanted::default() });
        layers.toggle(Layer::Manifold as usize);
        assert_eq!(Layers::read(&layers.text()), layers);
        layers.toggle(Layer::Arrows as usize);
        assert!(!layers.has(Layer::Arrows) && layers.has(Layer::Manifold) && !layers.shows(100));
        assert_eq!(Layers::read("nonsense"), Layers::default());
    }

    #[test]
    fn images_and_points_ask_for_their_own() {
        let walk = Walk { from: 4, ..Walk::default() };
        let on = |layer: Layer| {
            let mut layers = Layers::default();
            layers.toggle(layer as usize);
            layers
        };
        for layer in [Layer::Judged, Layer::Sorted] {
            let layers = on(layer);
            assert_eq!(layers.wanted(walk), Wanted { logits: true, ..Wanted::default() });
            assert!(layers.is_of_newest(true) && !layers.is_of_newest(false));
        }
        assert_eq!(on(Layer::Walk).wanted(walk), Wanted { walk: Some(walk), ..Wanted::default() });
        assert!(on(Layer::Arrows).is_of_newest(false) && !on(Layer::Arrows).is_of_newest(true));
        assert!(on(Layer::Together).wanted(walk).is_nothing());
    }
}
