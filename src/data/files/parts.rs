//! What the user's files hold, before it is put together.

use super::labels::Labels;
use super::range::Seen;
use super::sniff::Kind;
use super::stack::Stack;

/// Images of one array.
#[derive(Clone, Debug)]
pub struct ImagePart<'a> {
    /// The file that they are from.
    pub name: String,
    /// The images.
    pub stack: Stack<'a>,
    /// Their classes, where they stand in the same file.
    pub labels: Option<Labels>,
    /// What the file is.
    pub kind: Kind,
    /// The numbers in the file, where `stack` holds bytes that were made of them.
    pub seen: Option<Seen>,
}

/// Labels that stand in a file of their own.
#[derive(Clone, Debug)]
pub struct LabelPart {
    /// The file that they are from.
    pub name: String,
    /// The labels.
    pub labels: Labels,
}

/// A picture, brought to every side that it may be wanted in.
#[derive(Clone, Debug)]
pub struct PicturePart {
    /// The file that it is from.
    pub name: String,
    /// The folder that it lies in.
    pub folder: Option<String>,
    /// Whether it has colours.
    pub colour: bool,
    /// Sides with their pixels, plane by plane, from the smallest.
    pub sides: Vec<(usize, Vec<u8>)>,
}
