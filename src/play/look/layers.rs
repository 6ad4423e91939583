//! What is drawn inside the pictures of the runs.

use super::off::bit;
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

    /// What the engines have to tell for it.
    pub fn wanted(self) -> Wanted {
        Wanted { slopes: self.has(Layer::Arrows), sheet: self.has(Layer::Manifold) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_on_until_it_is_switched_and_the_next_visit_finds_it() {
        let mut layers = Layers::default();
        assert!(layers.wanted().is_nothing());
        layers.toggle(Layer::Arrows as usize);
        assert_eq!(layers.wanted(), Wanted { slopes: true, sheet: false });
        layers.toggle(Layer::Manifold as usize);
        assert_eq!(Layers::read(&layers.text()), layers);
        layers.toggle(Layer::Arrows as usize);
        assert!(!layers.has(Layer::Arrows) && layers.has(Layer::Manifold) && !layers.shows(100));
        assert_eq!(Layers::read("nonsense"), Layers::default());
    }
}
