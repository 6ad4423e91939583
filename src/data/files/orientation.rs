//! How a camera was held: the tag Orientation of Exif (CIPA DC-008, section 4.6.4).

/// The tag's number.
const TAG: u16 = 0x0112;

/// The orientation in an Exif block, from 1 (upright) to 8; 1 where there is none.
pub fn read(exif: &[u8]) -> u8 {
    tagged(exif.strip_prefix(b"Exif\0\0").unwrap_or(exif)).filter(|turn| (1..=8).contains(turn)).unwrap_or(1)
}

/// The value of the tag in the first directory of a TIFF block.
fn tagged(tiff: &[u8]) -> Option<u8> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if big { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let (first, second) = (short(4)?, short(6)?);
    let (high, low) = if big { (first, second) } else { (second, first) };
    let directory = usize::from(high) << 16 | usize::from(low);
    let entries = (0..usize::from(short(directory)?)).map(|i| directory + 2 + 12 * i);
    let entry = entries.into_iter().find(|at| short(*at) == Some(TAG))?;
    u8::try_from(short(entry + 8)?).ok()
}

/// A picture of `width` columns, turned upright from `orientation`; its width and pixels.
pub fn upright(pixels: Vec<u8>, width: usize, orientation: u8) -> (usize, Vec<u8>) {
    let height = pixels.len() / width.max(1);
    // Where the pixel in column x and row y of the upright picture comes from.
    let from = |x: usize, y: usize| match orientation {
        2 => (width - 1 - x, y),
        3 => (width - 1 - x, height - 1 - y),
        4 => (x, height - 1 - y),
        5 => (y, x),
        6 => (y, height - 1 - x),
        7 => (width - 1 - y, height - 1 - x),
        8 => (width - 1 - y, x),
        _ => (x, y),
    };
    let (columns, rows) = if orientation > 4 { (height, width) } else { (width, height) };
    if orientation < 2 {
        return (width, pixels);
    }
    let places = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y)));
    let turned = places.map(|(x, y)| from(x, y)).map(|(x, y)| pixels[y * width + x]);
    (columns, turned.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A TIFF block with one entry.
    fn block(big: bool, orientation: u16) -> Vec<u8> {
        let short = |v: u16| if big { v.to_be_bytes() } else { v.to_le_bytes() };
        let long = |v: u32| if big { v.to_be_bytes() } else { v.to_le_bytes() };
        let mut out = if big { b"MM\0*".to_vec() } else { b"II*\0".to_vec() };
        out.extend(long(8));
        for v in [1, TAG, 3] {
            out.extend(short(v));
        }
        out.extend(long(1));
        out.extend(short(orientation));
        out
    }

    #[test]
    fn the_tag_is_found_in_both_orders() {
        for big in [true, false] {
            assert_eq!(read(&block(big, 6)), 6);
            assert_eq!(read(&[b"Exif\0\0", &block(big, 8)[..]].concat()), 8);
            assert_eq!((read(&block(big, 9)), read(&block(big, 6)[..12])), (1, 1));
        }
        assert_eq!(read(b""), 1);
    }

    #[test]
    fn every_orientation_comes_back_upright() {
        // The picture 0 1 2 / 3 4 5 as cameras store it.
        let stored: [(u8, usize, [u8; 6]); 8] = [
            (1, 3, [0, 1, 2, 3, 4, 5]),
            (2, 3, [2, 1, 0, 5, 4, 3]),
            (3, 3, [5, 4, 3, 2, 1, 0]),
            (4, 3, [3, 4, 5, 0, 1, 2]),
            (5, 2, [0, 3, 1, 4, 2, 5]),
            (6, 2, [2, 5, 1, 4, 0, 3]),
            (7, 2, [5, 2, 4, 1, 3, 0]),
            (8, 2, [3, 0, 4, 1, 5, 2]),
        ];
        for (orientation, width, pixels) in stored {
            let upright = upright(pixels.to_vec(), width, orientation);
            assert_eq!(upright, (3, vec![0, 1, 2, 3, 4, 5]), "{orientation}");
        }
    }
}
