//! The user's own files: images and perhaps their labels, in any order, told apart by what they hold.

use super::error::{DataError, MIN_IMAGES};
use super::idx::{self, Idx, IdxImages};

/// A file that the user chose.
#[derive(Clone, PartialEq, Eq)]
pub struct UserFile {
    /// What the user calls it, for messages.
    pub name: String,
    /// What it holds, plain or packed with gzip.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for UserFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}, {} bytes", self.name, self.bytes.len())
    }
}

/// Images, and a label for each of them if there are labels.
#[derive(Debug, PartialEq, Eq)]
pub struct ImageSet {
    pub(super) images: IdxImages,
    pub(super) labels: Option<Vec<u8>>,
}

impl ImageSet {
    /// At least ten images, with as many labels or none.
    ///
    /// # Errors
    /// [`DataError`] with both numbers.
    pub(super) fn new(images: IdxImages, labels: Option<Vec<u8>>) -> Result<Self, DataError> {
        if images.count < MIN_IMAGES {
            return Err(DataError::TooFew { found: images.count });
        }
        if let Some(labels) = labels.as_ref().filter(|l| l.len() != images.count as usize) {
            return Err(DataError::LabelCount { images: images.count, labels: labels.len() });
        }
        Ok(Self { images, labels })
    }
}

/// The longest name that a message holds, in characters.
const LONGEST_NAME: usize = 60;

/// `name` on one line and at most [`LONGEST_NAME`] characters long.
fn readable(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !c.is_control()).collect();
    match plain.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &plain[..end]),
        None if plain.is_empty() => "a file without a name".into(),
        None => plain,
    }
}

/// One file of images and at most one of labels.
///
/// # Errors
/// [`DataError`] with the name of the file, what was expected and what was found.
pub fn parse(files: &[UserFile]) -> Result<ImageSet, DataError> {
    if files.is_empty() {
        return Err(DataError::NoFiles);
    }
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for file in files.iter().take(3) {
        let name = || readable(&file.name);
        match idx::parse(&file.bytes).map_err(|error| DataError::File { name: name(), error })? {
            Idx::Images(found) => images.push(found),
            Idx::Labels(found) => labels.push((name(), found)),
        }
    }
    let counts = (images.len(), labels.len());
    if let (0, [(name, _)]) = (images.len(), &labels[..]) {
        return Err(DataError::NoImages { name: name.clone() });
    }
    let (Some(images), (1, 0 | 1)) = (images.pop(), counts) else {
        return Err(DataError::FileCount { found: files.len(), images: counts.0, labels: counts.1 });
    };
    ImageSet::new(images, labels.pop().map(|(_, found)| found))
}

#[cfg(test)]
mod tests {
    use super::super::idx::tests::write;
    use super::*;

    fn said(files: &[(&str, Vec<u8>)]) -> String {
        let file = |(name, bytes): &(&str, Vec<u8>)| UserFile { name: (*name).into(), bytes: bytes.clone() };
        let files: Vec<_> = files.iter().map(file).collect();
        parse(&files).expect_err("bad").to_string()
    }

    #[test]
    fn a_bad_file_is_called_by_its_name() {
        let images = write(&[20, 8, 8], &[7; 20 * 64]);
        let said_of = said(&[("digits.idx", images.clone()), ("notes.txt", b"hello".to_vec())]);
        assert!(said_of.starts_with("notes.txt: not an IDX file"), "{said_of}");
        assert_eq!(
            said(&[("t10k-labels", write(&[3], &[1, 2, 3]))]),
            "t10k-labels holds labels; an IDX file of images is needed too"
        );
    }

    #[test]
    fn a_name_cannot_break_a_message() {
        let long = "x".repeat(10_000) + ".idx";
        let said_of = said(&[(&long, vec![1])]);
        assert!(said_of.starts_with(&format!("{}…: not an IDX file", "x".repeat(60))), "{said_of}");
        assert!(said(&[("a\n\u{7}b\u{1b}[0m", vec![1])]).starts_with("ab[0m: not an IDX"));
        assert!(said(&[("\n", vec![1])]).starts_with("a file without a name: "));
    }
}
