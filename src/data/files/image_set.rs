//! Images to train on, with all that is known about them.

use serde::{Deserialize, Serialize};

use super::labels::Labels;
use super::limits::MIN_SAMPLES;
use super::range::Seen;
use super::resize::{square, turned};
use super::skipped::Skipped;
use crate::data::DataError;
use crate::text::data as t;

/// Square images, and a label for each of them if there are labels.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImageSet {
    /// Images.
    pub count: u32,
    /// Width and height in pixels.
    pub side: u32,
    /// Bytes a pixel: 1, grey, or 3, red, green and blue.
    pub channels: u32,
    /// One image after the other, plane by plane, row by row, from 0 (black) to 255 (white).
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// The class of each image.
    #[serde(with = "serde_bytes")]
    pub labels: Option<Vec<u8>>,
    /// What the classes are called, by number; empty without labels.
    pub classes: Vec<String>,
    /// The numbers that the files hold.
    pub seen: Seen,
    /// Different bytes among the pixels.
    pub levels: u32,
    /// What was done to the files, sentence by sentence.
    pub notes: Vec<String>,
    /// What was left out.
    pub skipped: Skipped,
    /// The file of the network that was trained to tell the classes, where one came with the images
    /// (`saddle classifier`); metrics look through it.
    #[serde(with = "serde_bytes")]
    pub classifier: Option<Vec<u8>>,
}

impl ImageSet {
    /// The pixels of image `index`; empty when there is none.
    pub fn image(&self, index: usize) -> &[u8] {
        let length = (self.side * self.side * self.channels) as usize;
        self.pixels.get(index * length..(index + 1) * length).unwrap_or_default()
    }

    /// The set with the file of the network that tells its classes.
    pub fn with_classifier(self, file: Vec<u8>) -> Self {
        Self { classifier: Some(file), ..self }
    }

    /// Images of each class.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.classes.len()];
        for label in self.labels.iter().flatten() {
            if let Some(count) = counts.get_mut(usize::from(*label)) {
                *count += 1;
            }
        }
        counts
    }

    /// Adds a picture of `width` columns, plane by plane, as a square of `side` pixels, turned over its
    /// diagonal or not. A single plane is all planes of a set in colour.
    pub(super) fn push(&mut self, frame: &[u8], planes: usize, width: usize, side: usize, turn: bool) {
        let each = frame.chunks_exact((frame.len() / planes.max(1)).max(1));
        for plane in each.cycle().take(self.channels as usize) {
            let small = square(plane, width, side);
            match turn {
                true => self.pixels.extend(turned(&small, side)),
                false => self.pixels.extend_from_slice(&small),
            }
        }
        self.count += 1;
    }

    /// The set with `labels`.
    pub(super) fn labelled(mut self, labels: Option<Labels>) -> Self {
        if let Some(labels) = labels {
            self.labels = Some(labels.of);
            self.classes = labels.names;
        }
        self
    }

    /// The set with what can only be known at its end.
    ///
    /// # Errors
    /// When there are fewer than ten images.
    pub(super) fn counted(mut self) -> Result<Self, DataError> {
        if (self.count as usize) < MIN_SAMPLES {
            return Err(DataError::TooFew { found: self.count });
        }
        let mut levels = [false; 256];
        self.pixels.iter().for_each(|v| levels[usize::from(*v)] = true);
        self.levels = levels.iter().filter(|seen| **seen).count() as u32;
        if self.levels < 3 {
            self.notes.push(t::few_levels(self.levels));
        }
        Ok(self)
    }
}
