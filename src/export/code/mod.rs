//! Experiments as programs that need nothing of Saddle: a script for PyTorch, a crate for Burn.
//!
//! The programs are templates of which a part is kept (`template`); what is kept is decided by what the run has
//! switched on at any time (`facts`), and the networks are spelled out layer by layer (`layers`).

mod facts;
mod language;
mod layers;
mod missing;
mod python;
mod rust;
mod settings;
mod template;
mod tidy;

pub use python::pytorch;
pub use rust::{MANIFEST, burn};

/// A run of a comparison, to be written as a program.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// The run, from step 0 on.
    pub course: &'a crate::experiment::Course,
    /// The shape of its samples.
    pub shape: crate::experiment::architecture::Shape,
    /// The points that it trains on, where they are drawn.
    pub drawing: Option<&'a crate::experiment::drawing::Drawing>,
    /// The two columns of a table that it trains on, by what they are called; the first two where that is not known.
    pub columns: Option<&'a [String; 2]>,
    /// What the run is called, in words.
    pub title: &'a str,
    /// Where it can be opened.
    pub link: &'a str,
}
