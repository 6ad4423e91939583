//! How good samples are: pure functions on slices, without Burn and the DOM (docs/facts.md, section
//! 17). Every number comes with its floor: what real samples score that were held out.

pub mod accuracy;
pub mod copying;
pub mod divergence;
pub mod diversity;
pub mod eigen;
pub mod energy;
pub mod extremes;
pub mod features;
pub mod frechet;
pub mod grey_boxes;
pub mod grid;
pub mod kid;
pub mod largest_class;
mod layers;
pub mod layout;
pub mod mmd;
pub mod mode_kl;
pub mod modes;
pub mod names;
pub mod neighbours;
pub mod of_images;
pub mod of_points;
mod pairs;
pub mod rival;
pub mod samples;
pub mod score;
pub mod sliced;
pub mod weights;
mod yardstick;

pub use score::Report;
pub use yardstick::{Yardstick, counts};

#[cfg(test)]
mod yardstick_tests;
