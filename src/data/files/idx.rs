//! The IDX format of MNIST and its family (Y. LeCun, C. Cortes, C. Burges, "The MNIST database", FILE
//! FORMATS): two zero bytes, the type of an element, the number of dimensions, the dimensions and the
//! elements, all big-endian, the last index fastest.

use std::borrow::Cow;

use super::array::{Array, fitted};
use super::elements::{Element, Elements};
use super::fault::{Fault, Place};
use super::limits::MAX_BYTES;
use crate::text::{Text, fault as t};

const TYPES: Text = t::IDX_TYPES;

/// Reads a file that begins with two zero bytes.
///
/// # Errors
/// [`Fault`] with the byte of the header that is wrong, or that not one sample is whole.
pub fn parse<'a>(bytes: Cow<'a, [u8]>, notes: &mut Vec<String>) -> Result<Array<'a>, Fault> {
    let [_, _, code, dimensions, ..] = bytes[..] else {
        return Err(Fault::whole(t::cut_bytes(bytes.len()), t::IDX_LEAST.get()));
    };
    let Some(element) = element(code) else {
        let found = t::idx_type(format_args!("{code:#04x}"));
        return Err(Fault::at(Place::Byte(2), found, TYPES.get()));
    };
    if !(1..=4).contains(&dimensions) {
        return Err(Fault::at(Place::Byte(3), t::dimensions(dimensions), t::IDX_DIMENSIONS.get()));
    }
    let start = 4 + 4 * usize::from(dimensions);
    let Some(header) = bytes.get(4..start) else {
        return Err(Fault::whole(t::cut_bytes(bytes.len()), t::idx_header(start)));
    };
    let size = |b: &[u8]| b.iter().fold(0, |size, b| size << 8 | usize::from(*b));
    let shape: Vec<usize> = header.chunks_exact(4).map(size).collect();
    let promised = shape.iter().try_fold(element.size() as u64, |all, size| all.checked_mul(*size as u64));
    if promised.is_none_or(|promised| promised > MAX_BYTES) {
        return Err(Fault::at(Place::Byte(4), t::promises_more(shape[0]), t::MOST_BYTES.get()));
    }
    let elements = Elements { element, big_endian: true, bytes, start };
    let shape = fitted(shape, elements.len(), false, notes)?;
    Ok(Array { elements, shape, fortran: false })
}

fn element(code: u8) -> Option<Element> {
    Some(match code {
        0x08 => Element::U8,
        0x09 => Element::I8,
        0x0b => Element::I16,
        0x0c => Element::I32,
        0x0d => Element::F32,
        0x0e => Element::F64,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::idx;
    use super::*;

    fn read(file: &[u8]) -> Result<(Array<'_>, Vec<String>), String> {
        let mut notes = Vec::new();
        let array = parse(file.into(), &mut notes).map_err(|fault| fault.of("a").to_string())?;
        Ok((array, notes))
    }

    #[test]
    fn all_six_types_are_read() {
        let cases: [(u8, Vec<u8>, f64); 6] = [
            (0x08, vec![200], 200.0),
            (0x09, vec![200], -56.0),
            (0x0b, (-300_i16).to_be_bytes().into(), -300.0),
            (0x0c, 5_i32.to_be_bytes().into(), 5.0),
            (0x0d, 0.5_f32.to_be_bytes().into(), 0.5),
            (0x0e, (-0.5_f64).to_be_bytes().into(), -0.5),
        ];
        for (code, value, expected) in cases {
            let file = idx(code, &[2], &value.repeat(2));
            let (array, notes) = read(&file).expect("valid");
            assert_eq!((array.elements.get(1), array.count(), notes.len()), (expected, 2, 0), "{code}");
        }
    }

    #[test]
    fn qmnist_labels_are_their_first_column_read_big_endian() {
        let row = |class: i32| [class, 0, 17, 900, 1, 2, 3, 4].map(i32::to_be_bytes).concat();
        let file = idx(0x0c, &[3, 8], &[row(5), row(0), row(9)].concat());
        let (array, _) = read(&file).expect("valid");
        assert_eq!(array.labels().expect("labels").of, [5, 0, 9]);
    }

    #[test]
    fn what_is_cut_short_or_too_long_is_said_and_the_whole_samples_used() {
        let file = idx(8, &[3, 8, 8], &[7; 3 * 64]);
        let (array, notes) = read(&file[..16 + 130]).expect("two whole images");
        assert_eq!((array.count(), &notes[0][..]), (2, "cut short: 2 of 3 samples are whole, and used"));
        let long = [&file[..], &[0; 5]].concat();
        let (array, notes) = read(&long).expect("valid");
        assert_eq!(array.count(), 3);
        assert_eq!(notes, ["5 elements after the last that its header promises are left out"]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_byte() {
        let said = |file: &[u8]| read(file).expect_err("bad");
        assert_eq!(
            said(&[0, 0, 7, 3]),
            format!("a, byte 2: the type 0x07 of IDX elements; expected {TYPES}")
        );
        assert!(said(&[0, 0, 8, 5]).starts_with("a, byte 3: 5 dimensions; expected 1 or 2"));
        assert_eq!(said(&[0, 0, 8, 3, 0, 0]), "a: cut short: 6 bytes; expected an IDX header of 16");
        let absurd = said(&idx(8, &[u32::MAX, 28, 28], &[0; 900]));
        assert!(absurd.starts_with("a, byte 4: the header promises 4294967295 samples"), "{absurd}");
        assert!(said(&idx(8, &[u32::MAX; 4], &[])).starts_with("a, byte 4"));
        let cut = said(&idx(8, &[10, 28, 28], &[0; 700]));
        assert_eq!(cut, "a: cut short after 700 of 7840 elements; expected the whole file; fetch it again");
        assert!(said(&idx(8, &[0, 28, 28], &[])).starts_with("a: an array without elements"));
    }
}
