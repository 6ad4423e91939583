//! One sample whose first latents are moved.

use serde::{Deserialize, Serialize};

use super::trip::Known;
use crate::experiment::LatentKind;

/// Latents that can be moved.
pub const SLIDERS: usize = 4;

/// A sample by its number, and what some of its first latents are instead of what they were drawn as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Sliders {
    /// The sample.
    pub sample: u32,
    /// Where its first latents stand; `None` where they were not moved.
    pub at: [Option<f32>; SLIDERS],
}

/// How far a slider goes from 0.
pub fn range(kind: LatentKind) -> f32 {
    match kind {
        LatentKind::Normal => 3.0,
        LatentKind::Uniform => 1.0,
    }
}

impl Sliders {
    /// The latent vector that is asked for.
    pub(super) fn vector(self, known: &Known) -> Option<Vec<f32>> {
        let mut z = known.latent(self.sample)?.to_vec();
        z.iter_mut().zip(self.at).for_each(|(z, at)| *z = at.unwrap_or(*z));
        Some(z)
    }

    /// What the first latents of the sample were drawn as.
    pub(super) fn drawn(self, known: &Known) -> Vec<f32> {
        known.latent(self.sample).map(|z| z[..z.len().min(SLIDERS)].to_vec()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_moved_is_moved_and_nothing_else() {
        let latents = vec![0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5];
        let known = Known { latents, width: 5, kind: LatentKind::Normal, classes: Vec::new() };
        let sliders = |at| Sliders { sample: 1, at };
        assert_eq!(sliders([None; 4]).vector(&known).expect("a sample"), [0.1, 0.2, 0.3, 0.4, 0.5]);
        let moved = sliders([None, Some(-1.5), None, Some(0.0)]);
        assert_eq!(moved.vector(&known).expect("a sample"), [0.1, -1.5, 0.3, 0.0, 0.5]);
        assert_eq!(moved.drawn(&known), [0.1, 0.2, 0.3, 0.4]);
        let narrow = Known { width: 2, ..known };
        assert_eq!(sliders([Some(1.0); 4]).vector(&narrow).expect("a sample"), [1.0; 2]);
        assert_eq!(sliders([None; 4]).drawn(&narrow).len(), 2);
    }
}
