//! The IDX format of MNIST, plain or packed with gzip: two zero bytes, the type of an element, the
//! number of dimensions, the dimensions (big-endian), the elements.
//!
//! The user chooses these files, so nothing in them is believed: the header is checked before a
//! byte is set aside, and no input panics.

use std::io::Read;

use flate2::read::GzDecoder;

use crate::experiment::architecture::halvings;

/// Unpacked files above this are refused.
pub const MAX_BYTES: u64 = 256 << 20;

/// The smallest images that are accepted, in pixels.
const MIN_SIZE: u32 = 8;

const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
const UNSIGNED_BYTE: u8 = 8;

/// Why a file is not an IDX file of grey images or labels.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, thiserror::Error)]
pub enum IdxError {
    /// The first two bytes are not zero.
    #[error("not an IDX file: it must begin with two zero bytes, found {found:02x?}")]
    Magic {
        /// The first bytes.
        found: Vec<u8>,
    },
    /// The elements are no unsigned bytes.
    #[error("elements of IDX type {found:#04x}; accepted is 0x08 (unsigned bytes)")]
    ElementType {
        /// The type's code.
        found: u8,
    },
    /// Neither images nor labels.
    #[error("{found} dimensions; accepted are 3 (images) or 1 (labels)")]
    Dimensions {
        /// The number of dimensions.
        found: u8,
    },
    /// The file ends early.
    #[error("cut short: expected {expected} bytes, found {found}")]
    CutShort {
        /// Bytes that the header promises, with the header.
        expected: u64,
        /// Bytes there, unpacked.
        found: u64,
    },
    /// The file goes on after its elements.
    #[error("more bytes than the {expected} that its header promises")]
    Surplus {
        /// Bytes that the header promises, with the header.
        expected: u64,
    },
    /// The header promises more than fits.
    #[error(
        "its header promises {expected} bytes ({count} elements); accepted are at most {MAX_BYTES} bytes"
    )]
    TooLarge {
        /// Images or labels.
        count: u32,
        /// Bytes that the header promises, with the header.
        expected: u128,
    },
    /// The packed stream is damaged.
    #[error("damaged gzip: {reason} after {found} unpacked bytes")]
    Gzip {
        /// What the unpacker says.
        reason: String,
        /// Bytes that could be unpacked.
        found: u64,
    },
    /// The images have no accepted size.
    #[error("images of {rows} x {columns} pixels; accepted are squares of 8, 16, 28, 32, 64 or 128")]
    ImageSize {
        /// Rows.
        rows: u32,
        /// Columns.
        columns: u32,
    },
}

/// Square grey images.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdxImages {
    /// Images.
    pub count: u32,
    /// Width and height in pixels.
    pub size: u32,
    /// One image after the other, row by row.
    pub pixels: Vec<u8>,
}

impl IdxImages {
    /// The pixels of image `index`; empty when there is none.
    pub fn image(&self, index: usize) -> &[u8] {
        let len = (self.size * self.size) as usize;
        self.pixels.get(index * len..(index + 1) * len).unwrap_or_default()
    }
}

/// What an IDX file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Idx {
    /// Three dimensions.
    Images(IdxImages),
    /// One dimension.
    Labels(Vec<u8>),
}

/// Reads a file, plain or packed.
///
/// # Errors
/// [`IdxError`] with what was expected and what was found.
pub fn parse(file: &[u8]) -> Result<Idx, IdxError> {
    if file.starts_with(&GZIP_MAGIC) {
        read(Counted { inner: GzDecoder::new(file), bytes: 0 })
    } else {
        read(Counted { inner: file, bytes: 0 })
    }
}

/// A reader that knows how far it has come.
struct Counted<R> {
    inner: R,
    bytes: u64,
}

impl<R: Read> Counted<R> {
    /// Up to `limit` bytes; memory grows with what is there, not with what is promised.
    fn take(&mut self, limit: u64) -> Result<Vec<u8>, IdxError> {
        let mut bytes = Vec::new();
        let done = self.inner.by_ref().take(limit).read_to_end(&mut bytes);
        self.bytes += bytes.len() as u64;
        done.map(|_| bytes).map_err(|error| IdxError::Gzip { reason: error.to_string(), found: self.bytes })
    }

    /// Exactly `n` bytes of a file that should have `expected`.
    fn exactly(&mut self, n: u64, expected: u64) -> Result<Vec<u8>, IdxError> {
        let bytes = self.take(n)?;
        if (bytes.len() as u64) < n {
            return Err(IdxError::CutShort { expected, found: self.bytes });
        }
        Ok(bytes)
    }
}

fn read<R: Read>(mut reader: Counted<R>) -> Result<Idx, IdxError> {
    let dimensions = read_dimensions(&mut reader)?;
    let (count, rows, columns) = match dimensions[..] {
        [count, rows, columns] => (count, rows, columns),
        _ => (dimensions[0], 1, 1),
    };
    let elements = u128::from(count) * u128::from(rows) * u128::from(columns);
    let expected = elements + u128::from(reader.bytes);
    if expected > u128::from(MAX_BYTES) {
        return Err(IdxError::TooLarge { count, expected });
    }
    let images = dimensions.len() == 3;
    if images && (rows != columns || rows < MIN_SIZE || halvings(rows).is_none()) {
        return Err(IdxError::ImageSize { rows, columns });
    }
    let expected = expected as u64;
    let values = reader.exactly(elements as u64, expected)?;
    if !reader.take(1)?.is_empty() {
        return Err(IdxError::Surplus { expected });
    }
    Ok(if images {
        Idx::Images(IdxImages { count, size: rows, pixels: values })
    } else {
        Idx::Labels(values)
    })
}

/// The header: one dimension or three.
fn read_dimensions<R: Read>(reader: &mut Counted<R>) -> Result<Vec<u32>, IdxError> {
    let magic = reader.take(4)?;
    if magic.iter().take(2).any(|b| *b != 0) {
        return Err(IdxError::Magic { found: magic });
    }
    let [_, _, element, count] = magic[..] else {
        return Err(IdxError::CutShort { expected: 4, found: reader.bytes });
    };
    if element != UNSIGNED_BYTE {
        return Err(IdxError::ElementType { found: element });
    }
    if count != 1 && count != 3 {
        return Err(IdxError::Dimensions { found: count });
    }
    let length = 4 * u64::from(count);
    let bytes = reader.exactly(length, 4 + length)?;
    Ok(bytes.chunks_exact(4).map(|b| u32::from_be_bytes([b[0], b[1], b[2], b[3]])).collect())
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use super::*;

    /// An IDX file of unsigned bytes.
    pub(crate) fn write(dimensions: &[u32], values: &[u8]) -> Vec<u8> {
        let mut file = vec![0, 0, 8, dimensions.len() as u8];
        file.extend(dimensions.iter().flat_map(|d| d.to_be_bytes()));
        file.extend(values);
        file
    }

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        gzip.write_all(bytes).expect("memory");
        gzip.finish().expect("memory")
    }

    fn small() -> Vec<u8> {
        write(&[3, 8, 8], &(0..192).collect::<Vec<u8>>())
    }

    #[test]
    fn images_and_labels_are_read_plain_and_packed() {
        let expected = Idx::Images(IdxImages { count: 3, size: 8, pixels: (0..192).collect() });
        assert_eq!(parse(&small()), Ok(expected.clone()));
        assert_eq!(parse(&pack(&small())), Ok(expected));
        assert_eq!(parse(&write(&[2], &[7, 9])), Ok(Idx::Labels(vec![7, 9])));
    }

    #[test]
    fn what_is_wrong_is_named_with_what_was_expected() {
        let said = |file: &[u8]| parse(file).expect_err("a bad file").to_string();
        assert_eq!(
            said(b"<!DO"),
            "not an IDX file: it must begin with two zero bytes, found [3c, 21, 44, 4f]"
        );
        assert_eq!(said(&[0, 0, 0x0d, 3]), "elements of IDX type 0x0d; accepted is 0x08 (unsigned bytes)");
        assert_eq!(said(&[0, 0, 8, 4]), "4 dimensions; accepted are 3 (images) or 1 (labels)");
        assert_eq!(said(&small()[..100]), "cut short: expected 208 bytes, found 100");
        assert_eq!(said(&small()[..9]), "cut short: expected 16 bytes, found 9");
        assert_eq!(said(&[]), "cut short: expected 4 bytes, found 0");
        assert_eq!(
            said(&write(&[1, 8, 9], &[0; 72])),
            "images of 8 x 9 pixels; accepted are squares of 8, 16, 28, 32, 64 or 128"
        );
        assert!(said(&write(&[1, 30, 30], &[0; 900])).starts_with("images of 30 x 30"));
        assert_eq!(said(&write(&[1, 8, 8], &[0; 65])), "more bytes than the 80 that its header promises");
    }

    #[test]
    fn four_billion_images_are_refused_by_their_header() {
        let file = write(&[u32::MAX, 28, 28], &[]);
        let error = IdxError::TooLarge { count: u32::MAX, expected: 16 + 784 * u128::from(u32::MAX) };
        assert_eq!(parse(&file), Err(error.clone()));
        assert_eq!(parse(&pack(&file)), Err(error));
        assert!(matches!(parse(&write(&[u32::MAX; 3], &[])), Err(IdxError::TooLarge { .. })));
    }

    #[test]
    fn gzip_that_ends_early_is_named() {
        let packed = pack(&small());
        let cut = parse(&packed[..packed.len() / 2]);
        assert!(matches!(cut, Err(IdxError::Gzip { .. })), "{cut:?}");
    }

    #[test]
    fn gzip_that_unpacks_to_more_than_its_header_promises_stops_there() {
        let mut bomb = small();
        bomb.resize(64 << 20, 0);
        assert_eq!(parse(&pack(&bomb)), Err(IdxError::Surplus { expected: 208 }));
    }

    mod any_input {
        use proptest::prelude::*;

        use super::*;

        proptest! {
            #[test]
            fn never_panics(file in proptest::collection::vec(any::<u8>(), 0..600)) {
                let _ = parse(&file);
            }

            #[test]
            fn with_a_good_start_never_panics(rest in proptest::collection::vec(any::<u8>(), 0..600)) {
                for start in [&[0, 0, 8, 3][..], &[0, 0, 8, 1], &GZIP_MAGIC, &[0x1f, 0x8b, 8, 0]] {
                    let _ = parse(&[start, &rest].concat());
                }
            }

            #[test]
            fn cut_or_changed_files_never_panic(packed: bool, cut in 0..250_usize, at in 0..250_usize, to: u8) {
                let mut file = if packed { pack(&small()) } else { small() };
                let len = file.len();
                file[at % len] = to;
                file.truncate(cut);
                if let Ok(Idx::Images(images)) = parse(&file) {
                    prop_assert_eq!(images.pixels.len() as u32, images.count * images.size * images.size);
                }
            }
        }
    }
}
