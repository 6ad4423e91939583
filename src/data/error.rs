//! Why there is no data.

use serde::{Deserialize, Serialize};

use super::files::{FileError, MIN_SAMPLES};

/// Why there is no data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum DataError {
    /// The data set is in files that are not there.
    #[error(
        "this data set needs your own files: choose pictures, IDX, npy, npz, CIFAR-10 or CSV, or a zip of them"
    )]
    NoFiles,
    /// Too many files, or two of a kind.
    #[error(
        "{found} files with {images} of images and {labels} of labels; accepted is one of images and at most one of labels"
    )]
    FileCount {
        /// Files.
        found: usize,
        /// Of them images.
        images: usize,
        /// Of them labels.
        labels: usize,
    },
    /// Labels without images.
    #[error("{name} holds labels; a file of images is needed too")]
    NoImages {
        /// The file of labels.
        name: String,
    },
    /// A file cannot be read.
    #[error("{0}")]
    File(FileError),
    /// Images cannot be brought to a side.
    #[error("images of {found} pixels on a side; accepted are 8, 16, 28, 32, 64 and 128")]
    Side {
        /// The side.
        found: usize,
    },
    /// Several files of points.
    #[error("{found} files; accepted is one table or array of points")]
    OneTable {
        /// Files.
        found: usize,
    },
    /// The browser does not give the bytes of a file any more.
    #[error("{name} cannot be read: it was moved or changed since it was chosen; choose it again")]
    Unreadable {
        /// What the user calls it.
        name: String,
    },
    /// What is fetched does not come.
    #[error("{name} could not be fetched: {why}")]
    Fetch {
        /// What it is called.
        name: String,
        /// What happened.
        why: String,
    },
    /// What came is something else.
    #[error(
        "{name} is not what was expected (another SHA-256): it came cut short or changed; fetch it again"
    )]
    Hash {
        /// What it is called.
        name: String,
    },
    /// There is no memory for what the files hold.
    #[error("the browser has no memory for so much; choose fewer or smaller files")]
    NoRoom,
    /// There are not as many labels as images.
    #[error("{labels} labels for {images} images; the numbers must be equal")]
    LabelCount {
        /// Images.
        images: u32,
        /// Labels.
        labels: usize,
    },
    /// Nothing to train on.
    #[error("{found} images; at least {MIN_SAMPLES} are needed")]
    TooFew {
        /// Images.
        found: u32,
    },
    /// A run by class on images without labels.
    #[error("{key} needs the class of every image: choose a file of labels too")]
    NoLabels {
        /// The key and its value.
        key: String,
    },
    /// A class that the networks do not have.
    #[error("label {found}; accepted are the classes 0 to 9")]
    Label {
        /// The label.
        found: u8,
    },
    /// A class is asked for that no image has.
    #[error("no image of class {class} to train on")]
    NoneOfClass {
        /// The class.
        class: u8,
    },
    /// A class that a run by class needs and none of its few images has.
    #[error("none of the {count} images to train on is of class {class}: data.count must be larger")]
    NoneOfFew {
        /// The class.
        class: u8,
        /// Images.
        count: usize,
    },
    /// A state of other data.
    #[error("the checkpoint belongs to other data")]
    State,
}
