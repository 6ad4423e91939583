//! The user's files: each parser with files that begin as its own do, and all of them with any file.

use saddle::data::{DataError, ImageSet, PointSet, UserFile, Wishes, parse_images, parse_points};

/// What the file is called; every refusal must name it.
const NAME: &str = "bad file";

/// Bytes of an image of CIFAR-10 with its label.
const CIFAR: usize = 1 + 3072;

/// Any file.
pub fn file(bytes: &[u8]) -> bool {
    let file = [UserFile { name: NAME.into(), bytes: bytes.to_vec() }];
    let images = parse_images(&file, &Wishes::default());
    let points = parse_points(&file, &Wishes::default());
    images.iter().for_each(sound);
    points.iter().for_each(sound_points);
    images.as_ref().err().into_iter().chain(points.as_ref().err()).for_each(named);
    images.is_ok() || points.is_ok()
}

/// An array of MNIST's format.
pub fn idx(bytes: &[u8]) -> bool {
    file(&begun(&[0, 0], bytes))
}

/// An array of NumPy.
pub fn npy(bytes: &[u8]) -> bool {
    file(&begun(b"\x93NUMPY", bytes))
}

/// A zip, also an npz.
pub fn zip(bytes: &[u8]) -> bool {
    file(&begun(b"PK\x03\x04", bytes))
}

/// A packed file.
pub fn gzip(bytes: &[u8]) -> bool {
    file(&begun(b"\x1f\x8b", bytes))
}

/// Pictures with their labels, without a header.
pub fn cifar(bytes: &[u8]) -> bool {
    let mut whole = bytes.to_vec();
    whole.resize(bytes.len().next_multiple_of(CIFAR), 0);
    file(&whole)
}

/// Text: a table of pixels or of points.
pub fn table(bytes: &[u8]) -> bool {
    file(bytes)
}

/// Accepted with nine others: a picture alone is too few.
pub fn png(bytes: &[u8]) -> bool {
    picture(begun(b"\x89PNG\r\n\x1a\n", bytes))
}

/// As [`png`].
pub fn jpeg(bytes: &[u8]) -> bool {
    picture(begun(b"\xff\xd8\xff", bytes))
}

fn picture(bytes: Vec<u8>) -> bool {
    let good = UserFile { name: "good".into(), bytes: include_bytes!("good.png").to_vec() };
    let mut files = vec![good; 9];
    files.push(UserFile { name: NAME.into(), bytes });
    let set = parse_images(&files, &Wishes::default());
    set.iter().for_each(sound);
    set.as_ref().err().into_iter().for_each(named);
    set.is_ok()
}

/// `bytes`, the first of them those by which a format is known.
fn begun(magic: &[u8], bytes: &[u8]) -> Vec<u8> {
    [magic, bytes.get(magic.len()..).unwrap_or_default()].concat()
}

fn sound(set: &ImageSet) {
    let length = [set.count, set.channels, set.side, set.side].map(|n| n as usize).iter().product::<usize>();
    assert_eq!(set.pixels.len(), length);
    assert!((10..=60_000).contains(&set.count) && (8..=128).contains(&set.side));
    assert!(matches!(set.channels, 1 | 3));
    if let Some(labels) = &set.labels {
        assert_eq!(labels.len(), set.count as usize);
        assert!(labels.iter().all(|label| usize::from(*label) < set.classes.len()));
    }
}

fn sound_points(set: &PointSet) {
    assert!((10..=100_000).contains(&set.count()) && set.values.iter().all(|v| v.is_finite()));
}

/// One short sentence that names the file and what was expected.
fn named(error: &DataError) {
    let said = error.to_string();
    let general = said.contains("images; at least 10") || said.contains("numbers must be equal");
    let expects = said.starts_with(NAME) && said.contains("expected ") || said.contains("needed too");
    assert!(expects || general, "{said}");
    assert!(said.chars().count() < 400 && !said.contains('\n'), "{said}");
}
