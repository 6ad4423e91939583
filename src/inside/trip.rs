//! Images beside the frame's samples: of which latent vectors a walk, a plane or the sliders ask for them.

use serde::{Deserialize, Serialize};

use super::plane::{self, Along, Plane};
use super::sliders::Sliders;
use super::walk::{STOPS, Walk, Way, shares};
use crate::experiment::LatentKind;

/// What leads away from the frame's samples.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Trip {
    /// From one sample to another.
    Walk(Walk),
    /// In two directions.
    Plane(Plane),
    /// A sample whose first latents are moved.
    Sliders(Sliders),
}

/// The frame's samples.
#[derive(Clone, Debug)]
pub struct Known {
    /// Their latent vectors, one behind the other.
    pub latents: Vec<f32>,
    /// Latents in one.
    pub width: usize,
    /// How they are drawn.
    pub kind: LatentKind,
    /// What stands behind each of them in a conditional run, else nothing.
    pub classes: Vec<Vec<f32>>,
}

impl Known {
    /// The latent vector of `sample`, where there is one.
    pub fn latent(&self, sample: u32) -> Option<&[f32]> {
        self.latents.chunks_exact(self.width).nth(sample as usize)
    }

    fn class(&self, sample: u32) -> &[f32] {
        self.classes.get(sample as usize).map(Vec::as_slice).unwrap_or_default()
    }
}

impl Trip {
    /// Its images across and down.
    pub fn extent(self) -> (usize, usize) {
        match self {
            Self::Walk(_) => (STOPS, 1),
            Self::Plane(_) => (plane::SIDE, plane::SIDE),
            Self::Sliders(_) => (1, 1),
        }
    }

    /// The samples between or around which it leads.
    pub fn ends(self) -> [Option<u32>; 3] {
        match self {
            Self::Walk(Walk { from, to, .. }) => [Some(from), Some(to), None],
            Self::Plane(Plane { from, along: Along::Samples(right, down) }) => [from, right, down].map(Some),
            Self::Plane(Plane { from, along: Along::Latents }) => [Some(from), None, None],
            Self::Plane(Plane { along: Along::Zero, .. }) => [None; 3],
            Self::Sliders(Sliders { sample, .. }) => [Some(sample), None, None],
        }
    }

    /// What is behind its images, each a latent vector with its class: a walk goes straight over from one class to the
    /// other, all else has that of its first sample. `None` where there are no such samples.
    pub fn rows(self, known: &Known) -> Option<Vec<f32>> {
        Some(match self {
            Self::Walk(Walk { from, to, way }) => {
                let (first, last) = (known.latent(from)?, known.latent(to)?);
                let between = |share| {
                    let latents = way.between(first, last, share);
                    latents.into_iter().chain(Way::Straight.between(
                        known.class(from),
                        known.class(to),
                        share,
                    ))
                };
                shares().flat_map(between).collect()
            }
            Self::Plane(plane) => {
                let with_class = |z: Vec<f32>| z.into_iter().chain(known.class(plane.from).iter().copied());
                plane.vectors(known)?.into_iter().flat_map(with_class).collect()
            }
            Self::Sliders(sliders) => [sliders.vector(known)?, known.class(sliders.sample).to_vec()].concat(),
        })
    }

    /// With sliders: what the first latents of their sample were drawn as.
    pub fn drawn(self, known: &Known) -> Vec<f32> {
        match self {
            Self::Sliders(sliders) => sliders.drawn(known),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(classes: Vec<Vec<f32>>) -> Known {
        let latents = vec![1.0, 0.0, 0.5, 0.0, 2.0, 0.5, 0.5, -1.0, 1.0];
        Known { latents, width: 3, kind: LatentKind::Normal, classes }
    }

    #[test]
    fn every_image_has_its_vector_and_its_class() {
        let trips = [
            Trip::Walk(Walk { from: 0, to: 2, way: Way::Circle }),
            Trip::Plane(Plane { from: 0, along: Along::Samples(1, 2) }),
            Trip::Plane(Plane { from: 2, along: Along::Zero }),
            Trip::Sliders(Sliders { sample: 1, ..Sliders::default() }),
        ];
        let classes = vec![vec![1.0, 0.0], vec![0.0, 1.0], vec![0.0, 1.0]];
        for trip in trips {
            let (across, down) = trip.extent();
            assert_eq!(trip.rows(&known(Vec::new())).expect("vectors").len(), 3 * across * down, "{trip:?}");
            let rows = trip.rows(&known(classes.clone())).expect("vectors");
            assert_eq!(rows.len(), 5 * across * down, "{trip:?}");
            assert!(rows.chunks_exact(5).all(|row| (row[3] + row[4] - 1.0).abs() < 1e-6), "{trip:?}");
        }
        let middle =
            |trip: Trip| trip.rows(&known(classes.clone())).expect("vectors")[5 * 4 + 3..5 * 5].to_vec();
        assert_eq!(middle(trips[0]), [0.5, 0.5], "half a class");
        assert_eq!((middle(trips[1]), middle(trips[2])), (vec![1.0, 0.0], vec![0.0, 1.0]));
    }

    #[test]
    fn there_is_nothing_of_a_sample_that_is_not_there() {
        let known = known(Vec::new());
        for trip in [
            Trip::Walk(Walk { from: 0, to: 3, way: Way::Straight }),
            Trip::Plane(Plane { from: 0, along: Along::Samples(1, 3) }),
            Trip::Plane(Plane { from: 3, along: Along::Latents }),
            Trip::Sliders(Sliders { sample: 3, ..Sliders::default() }),
        ] {
            assert_eq!(trip.rows(&known), None, "{trip:?}");
        }
        let zero = Trip::Plane(Plane { from: 3, along: Along::Zero });
        assert!(zero.rows(&known).is_some(), "around 0 no sample is asked");
    }
}
