//! What is chosen of the images: the samples that were picked last, and how G's images between and around them lie.

use super::Layer;
use super::layers::Layers;
use crate::inside::plane::{Along, Plane};
use crate::inside::sliders::{SLIDERS, Sliders};
use crate::inside::trip::Trip;
use crate::inside::walk::{Walk, Way};

/// Where a plane leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Towards {
    /// From the first picked sample towards the others.
    #[default]
    Samples,
    /// Over the first two latents of the sample that was picked last.
    Latents,
    /// Over the first two latents, around 0.
    Zero,
}

/// What is chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Picks {
    /// Three samples, that which was picked last behind the others.
    pub samples: [u32; 3],
    /// How a walk goes.
    pub way: Way,
    /// Where a plane leads.
    pub towards: Towards,
    /// Where the sliders stand.
    pub at: [Option<f32>; SLIDERS],
}

impl Default for Picks {
    fn default() -> Self {
        let (way, towards) = (Way::default(), Towards::default());
        Self { samples: [18, 0, 9], way, towards, at: [None; SLIDERS] }
    }
}

impl Picks {
    /// `sample` is picked; that which was picked first is no longer. The sliders go back to what it was drawn as.
    pub fn pick(&mut self, sample: u32) {
        if self.samples[2] != sample {
            let at = self.samples.iter().position(|picked| *picked == sample).unwrap_or(0);
            self.samples[at..].rotate_left(1);
            self.samples[2] = sample;
            self.at = [None; SLIDERS];
        }
    }

    /// Where it leads with these `layers`: a walk between the last two, a plane around the first or the last, the
    /// sliders of the last.
    pub fn trip(&self, layers: Layers) -> Option<Trip> {
        let [first, from, last] = self.samples;
        let plane = || match self.towards {
            Towards::Samples => Plane { from: first, along: Along::Samples(from, last) },
            Towards::Latents => Plane { from: last, along: Along::Latents },
            Towards::Zero => Plane { from: last, along: Along::Zero },
        };
        layers.trip().map(|layer| match layer {
            Layer::Walk => Trip::Walk(Walk { from, to: last, way: self.way }),
            Layer::Plane => Trip::Plane(plane()),
            _ => Trip::Sliders(Sliders { sample: last, at: self.at }),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(layer: Layer) -> Layers {
        let mut layers = Layers::default();
        layers.toggle(layer as usize);
        layers
    }

    fn ends(picks: &Picks, layer: Layer) -> [Option<u32>; 3] {
        picks.trip(on(layer)).expect("a trip").ends()
    }

    #[test]
    fn images_are_chosen_one_after_the_other_and_never_one_twice() {
        let mut picks = Picks::default();
        let mut walked = |sample| {
            picks.pick(sample);
            ends(&picks, Layer::Walk).map(|end| end.unwrap_or(99))
        };
        assert_eq!(walked(9), [0, 9, 99], "that is its end already");
        assert_eq!(walked(4), [9, 4, 99]);
        assert_eq!(walked(9), [4, 9, 99], "the other end turns the walk round");
        // A drag picks both.
        assert_eq!((walked(5), walked(6)), ([9, 5, 99], [5, 6, 99]));
        assert_eq!(ends(&picks, Layer::Plane), [Some(9), Some(5), Some(6)]);
        picks.pick(9);
        assert_eq!(ends(&picks, Layer::Plane), [Some(5), Some(6), Some(9)]);
    }

    #[test]
    fn a_plane_over_latents_and_the_sliders_follow_what_was_picked_last() {
        let mut picks = Picks { at: [Some(1.0); SLIDERS], towards: Towards::Latents, ..Picks::default() };
        picks.pick(9);
        assert_eq!(picks.at, [Some(1.0); SLIDERS], "the same sample");
        assert_eq!(picks.trip(on(Layer::Sliders)), Some(Trip::Sliders(Sliders { sample: 9, at: picks.at })));
        picks.pick(0);
        assert_eq!(picks.at, [None; SLIDERS]);
        assert_eq!(ends(&picks, Layer::Plane), [Some(0), None, None]);
        assert_eq!(picks.trip(on(Layer::Judged)), None);
    }
}
