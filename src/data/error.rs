//! Why there is no data.

use serde::{Deserialize, Serialize};

use super::files::{FileError, MIN_SAMPLES};
use crate::text::data as t;

/// Why there is no data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum DataError {
    /// The data set is in files that are not there.
    #[error("{}", t::NO_FILES)]
    NoFiles,
    /// Too many files, or two of a kind.
    #[error("{}", t::file_count(.found, .images, .labels))]
    FileCount {
        /// Files.
        found: usize,
        /// Of them images.
        images: usize,
        /// Of them labels.
        labels: usize,
    },
    /// Labels without images.
    #[error("{}", t::no_images(.name))]
    NoImages {
        /// The file of labels.
        name: String,
    },
    /// A file cannot be read.
    #[error("{0}")]
    File(FileError),
    /// Images cannot be brought to a side.
    #[error("{}", t::side(.found))]
    Side {
        /// The side.
        found: usize,
    },
    /// Several files of points.
    #[error("{}", t::one_table(.found))]
    OneTable {
        /// Files.
        found: usize,
    },
    /// The browser does not give the bytes of a file any more.
    #[error("{}", t::unreadable(.name))]
    Unreadable {
        /// What the user calls it.
        name: String,
    },
    /// What is fetched does not come.
    #[error("{}", t::fetch(.name, .why))]
    Fetch {
        /// What it is called.
        name: String,
        /// What happened.
        why: String,
    },
    /// What came is something else.
    #[error("{}", t::hash(.name))]
    Hash {
        /// What it is called.
        name: String,
    },
    /// There is no memory for what the files hold.
    #[error("{}", t::NO_ROOM)]
    NoRoom,
    /// There are not as many labels as images.
    #[error("{}", t::label_count(.labels, .images))]
    LabelCount {
        /// Images.
        images: u32,
        /// Labels.
        labels: usize,
    },
    /// Nothing to train on.
    #[error("{}", t::too_few(.found, MIN_SAMPLES))]
    TooFew {
        /// Images.
        found: u32,
    },
    /// A run by class on images without labels.
    #[error("{}", t::no_labels(.key))]
    NoLabels {
        /// The key and its value.
        key: String,
    },
    /// A class that the networks do not have.
    #[error("{}", t::label(.found))]
    Label {
        /// The label.
        found: u8,
    },
    /// A class is asked for that no image has.
    #[error("{}", t::none_of_class(.class))]
    NoneOfClass {
        /// The class.
        class: u8,
    },
    /// A class that a run by class needs and none of its few images has.
    #[error("{}", t::none_of_few(.count, .class))]
    NoneOfFew {
        /// The class.
        class: u8,
        /// Images.
        count: usize,
    },
    /// What the browser has kept of it is not what was kept.
    #[error("{}", t::DAMAGED)]
    Damaged,
    /// A state of other data.
    #[error("{}", t::STATE)]
    State,
}
