//! What is accepted of the user's files at most and at least.

/// Bytes of a file, as it is and unpacked.
pub const MAX_BYTES: u64 = 256 << 20;

/// Images that are kept; of more, evenly many are left out.
pub const MAX_IMAGES: usize = 60_000;

/// Bytes of all images that are kept.
const MAX_SET: usize = 256 << 20;

/// Images of `side` pixels and so many bytes a pixel that are kept.
pub fn most_images(side: usize, channels: usize) -> usize {
    MAX_IMAGES.min(MAX_SET / (side * side * channels).max(1))
}

/// Points that are kept; of more, evenly many are left out.
pub const MAX_POINTS: usize = 100_000;

/// Fewer images or points than this cannot be split into those to train on and those held out.
pub const MIN_SAMPLES: usize = 10;

/// Classes: digits, capital and small letters (EMNIST by class).
pub const MAX_CLASSES: usize = 62;

/// Entries of a zip, with folders and junk.
pub const MAX_ENTRIES: u64 = 200_000;

/// Bytes that may come out of one byte of a zip or of a picture…
pub const MAX_RATIO: u64 = 200;
/// … above this many bytes. Smaller things may be as empty as they like.
pub const FREE_BYTES: u64 = 4 << 20;

/// Pixels on a side that images are brought to: those that the plain GAN of two convolutions can make.
pub const SIDES: [usize; 3] = [8, 16, 28];

/// Sides beyond those that networks can be built for: only where they are asked for, or in IDX files.
pub const LARGE_SIDES: [usize; 3] = [32, 64, 128];

/// The widest and highest image, in pixels.
pub const MAX_PIXELS: usize = 16_384;

/// Messages that are kept of each kind.
pub const MAX_NOTES: usize = 50;
