//! What the user may choose about files; without a choice the files decide.

use serde::{Deserialize, Serialize};

/// The user's choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// Pixels on a side of the images.
    pub side: Option<usize>,
    /// Images in grey, whatever their colours.
    pub grey: bool,
    /// Images turned over their diagonal, as those of EMNIST lie.
    pub turn: bool,
    /// The array of an npz that holds the images.
    pub array: Option<String>,
    /// The two columns of points, by name or by number from 1.
    pub columns: Option<[String; 2]>,
}
