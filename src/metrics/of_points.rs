//! What points in the plane are measured with.

use super::energy::Cloud;
use super::grid::Grid;
use super::mmd::{Embedded, Kernel};
use super::mode_kl::reverse_kl;
use super::modes::Coverage;
use super::samples::Rows;
use super::score::Better::{Higher, Lower};
use super::score::Score;
use super::sliced::Slices;
use crate::data::points::{self, Modes};
use crate::experiment::Data;

/// Points for the discrepancy, whose exponentials take longest (ours).
const MMD_POINTS: usize = 1000;

/// Real points to judge against.
#[derive(Clone, Debug)]
pub struct PointJudge {
    cloud: Cloud,
    slices: Slices,
    embedded: Embedded,
    grid: Grid,
    modes: Option<Modes>,
}

impl PointJudge {
    /// Against the points `real` (x, y, x, y, …) of `data`.
    pub fn new(data: Data, real: Vec<f32>) -> Self {
        let rows = Rows::new(&real, 2);
        let some = rows.first(MMD_POINTS);
        Self {
            slices: Slices::new(rows),
            embedded: Embedded::new(some, Kernel::of_median(some)),
            grid: Grid::of(&real),
            modes: points::modes(data),
            cloud: Cloud::new(real, 2),
        }
    }

    /// The scores of `samples`, finite points in the same form.
    pub fn scores(&self, samples: &[f32]) -> Vec<Score> {
        let rows = Rows::new(samples, 2);
        let fake = Cloud::new(samples.to_vec(), 2);
        let (slices, grid) = (Slices::new(rows), Grid::of(samples));
        let mmd = self.embedded.discrepancy(rows.first(MMD_POINTS));
        let mut scores = vec![Score::new("energy", "Energy distance", Lower, Ok(self.cloud.energy(&fake)))];
        if let Some(modes) = &self.modes {
            let found = Coverage::of(samples, modes);
            let (covered, fairly) = (found.covered() as f64, found.fairly_covered() as f64);
            scores.extend([
                Score::new("modes", "Modes covered", Higher, Ok(covered)),
                Score::new("hq", "High-quality samples", Higher, Ok(found.quality())),
                Score::new("modes-fair", "Modes with 1 % of a fair share", Higher, Ok(fairly)),
                Score::new("mode-kl", "Reverse KL over modes", Lower, reverse_kl(&found)),
            ]);
        }
        scores.extend([
            Score::new("js", "JS divergence on a grid, bits", Lower, Ok(self.grid.js(&grid))),
            Score::new("sliced", "Sliced Wasserstein distance", Lower, Ok(self.slices.distance(&slices))),
            Score::new("mmd", "MMD, squared", Lower, Ok(mmd)),
        ]);
        scores
    }

    /// The energy distance of `fake` alone.
    pub fn energy(&self, fake: &Cloud) -> f64 {
        self.cloud.energy(fake)
    }

    /// The floors that `held_out` real points give. That of the energy distance is its mean over many
    /// such sets, since one alone scatters by as much as it is large.
    pub fn floors(&self, held_out: &[f32]) -> Vec<Score> {
        let mut floors = self.scores(held_out);
        let energy = self.cloud.floor(&Cloud::new(held_out.to_vec(), 2));
        floors.iter_mut().filter(|f| f.id == "energy").for_each(|f| f.value = Ok(energy));
        floors
    }
}
