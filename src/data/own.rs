//! The user's own data, read from their files once and shared by all runs.

use std::sync::Arc;

use super::error::DataError;
use super::files::{ImageSet, PointSet, UserFile, Wishes, parse_images, parse_points};
use crate::experiment::Data;

/// What the user's files hold.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnData {
    /// Images.
    Images(Arc<ImageSet>),
    /// Points.
    Points(Arc<PointSet>),
}

impl OwnData {
    /// What `files` hold for the data set `data`.
    ///
    /// # Errors
    /// [`DataError`] with the file, the place and what was expected.
    pub fn read(data: Data, files: &[UserFile], wishes: &Wishes) -> Result<Self, DataError> {
        Ok(match data {
            Data::Table => Self::Points(Arc::new(parse_points(files, wishes)?)),
            _ => Self::Images(Arc::new(parse_images(files, wishes)?)),
        })
    }

    /// Whether it is what `data` is made of.
    pub fn is_for(&self, data: Data) -> bool {
        matches!((self, data), (Self::Images(_), Data::Mnist) | (Self::Points(_), Data::Table))
    }

    /// What was done to the files, sentence by sentence.
    pub fn notes(&self) -> Vec<String> {
        match self {
            Self::Images(set) => set.notes.iter().cloned().chain(set.skipped.note()).collect(),
            Self::Points(set) => set.notes.clone(),
        }
    }
}
