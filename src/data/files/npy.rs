//! The npy format of NumPy, versions 1 to 3 (NumPy Enhancement Proposal 1 and `numpy.lib.format`).

use std::borrow::Cow;

use super::array::{Array, fitted};
use super::elements::{Element, Elements};
use super::fault::{Fault, Place, shown};
use super::npy_header::{self, Header};
use crate::text::{Text, fault as t};

const TYPES: Text = t::NPY_TYPES;

/// Reads a file that begins with the magic of npy.
///
/// # Errors
/// [`Fault`] with what of the header is wrong, or that not one sample is whole.
pub fn parse<'a>(bytes: Cow<'a, [u8]>, notes: &mut Vec<String>) -> Result<Array<'a>, Fault> {
    let cut = || Fault::whole(t::cut_bytes(bytes.len()), t::NPY_WHOLE_HEADER.get());
    let version = *bytes.get(6).ok_or_else(cut)?;
    let (length, begin) = match (version, bytes.get(8..12)) {
        (1, Some(b)) => (usize::from(u16::from_le_bytes([b[0], b[1]])), 10),
        (2 | 3, Some(b)) => (u32::from_le_bytes([b[0], b[1], b[2], b[3]]) as usize, 12),
        (1..=3, None) => return Err(cut()),
        _ => return Err(Fault::at(Place::Byte(6), t::npy_version(version), t::NPY_VERSIONS.get())),
    };
    let start = begin + length;
    let header = bytes.get(begin..start).ok_or_else(cut)?;
    let Header { descr, fortran, shape } = npy_header::parse(header, begin as u64)?;
    let (element, big_endian) = element(&descr)?;
    let elements = Elements { element, big_endian, bytes, start };
    // A single number has no axis.
    let shape = if shape.is_empty() { vec![1] } else { shape };
    let fortran = fortran && shape.len() > 1;
    let shape = fitted(shape, elements.len(), fortran, notes)?;
    Ok(Array { elements, shape, fortran })
}

/// The type that `descr` names, and whether it is big-endian.
fn element(descr: &str) -> Result<(Element, bool), Fault> {
    let (order, kind) = match descr.as_bytes() {
        [order @ (b'<' | b'>' | b'|' | b'='), kind @ ..] => (*order, kind),
        kind => (b'=', kind),
    };
    let element = match kind {
        b"u1" => Element::U8,
        b"i1" => Element::I8,
        b"b1" | b"?" => Element::Bool,
        b"u2" => Element::U16,
        b"i2" => Element::I16,
        b"u4" => Element::U32,
        b"i4" => Element::I32,
        b"u8" => Element::U64,
        b"i8" => Element::I64,
        b"f2" => Element::F16,
        b"f4" => Element::F32,
        b"f8" => Element::F64,
        _ => {
            let found = match kind.first() {
                Some(b'O') => t::OBJECTS.to_string(),
                Some(b'U' | b'S') => t::TEXTS.to_string(),
                Some(b'c') => t::COMPLEX.to_string(),
                Some(b'V') => t::STRUCTURES.to_string(),
                _ => t::elements_of_type(shown(descr)),
            };
            return Err(Fault::whole(found, TYPES.get()));
        }
    };
    Ok((element, order == b'>'))
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{npy, npy_text};
    use super::*;

    /// Numbers, shape and notes.
    type Found = (Vec<f64>, Vec<usize>, Vec<String>);

    fn read(file: &[u8]) -> Result<Found, String> {
        let mut notes = Vec::new();
        let array = parse(file.into(), &mut notes).map_err(|fault| fault.of("a.npy").to_string())?;
        let count = array.shape.iter().product::<usize>();
        Ok(((0..count).map(|i| array.elements.get(i)).collect(), array.shape, notes))
    }

    #[test]
    fn every_type_and_version_is_read() {
        let cases: [(&str, Vec<u8>); 9] = [
            ("|u1", vec![1]),
            ("|i1", vec![1]),
            ("|b1", vec![1]),
            ("<u2", 1_u16.to_le_bytes().into()),
            ("<i4", 1_i32.to_le_bytes().into()),
            ("<i8", 1_i64.to_le_bytes().into()),
            ("<f4", 1_f32.to_le_bytes().into()),
            (">f4", 1_f32.to_be_bytes().into()),
            ("<f8", 1_f64.to_le_bytes().into()),
        ];
        for (descr, one) in cases {
            for version in 1..=3 {
                let text = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': (2,), }}");
                let file = npy_text(version, &text, &one.repeat(2));
                assert_eq!(read(&file), Ok((vec![1.0, 1.0], vec![2], vec![])), "{descr} {version}");
            }
        }
    }

    #[test]
    fn fortran_order_of_big_endian_floats_is_turned_into_images() {
        // Image n, row y, column x holds 100 n + 10 y + x; in Fortran order the image runs fastest.
        let value = |n: usize, y: usize, x: usize| (100 * n + 10 * y + x) as f32;
        let mut bytes = Vec::new();
        for x in 0..8 {
            for y in 0..9 {
                for n in 0..2 {
                    bytes.extend(value(n, y, x).to_be_bytes());
                }
            }
        }
        let file = npy(">f4", true, "(2, 9, 8)", &bytes);
        let stack = parse((&file[..]).into(), &mut Vec::new()).and_then(Array::images).expect("images");
        assert_eq!((stack.count, stack.height, stack.width), (2, 9, 8));
        let range = super::super::range::Range { low: 0.0, high: 255.0 };
        let second = stack.frame(1, range, false).expect("finite");
        assert_eq!((second[0], second[1], second[8], second[71]), (100, 101, 110, 187));
    }

    #[test]
    fn objects_structures_and_text_are_refused_by_name() {
        let said = |descr: &str| {
            let text = format!("{{'descr': {descr}, 'fortran_order': False, 'shape': (2,)}}");
            read(&npy_text(1, &text, &[0; 64])).expect_err("refused")
        };
        assert_eq!(said("'|O'"), format!("a.npy: an array of Python objects; expected {TYPES}"));
        assert_eq!(
            said("[('x', '<f4'), ('y', '<f4')]"),
            format!("a.npy: an array of structures; expected {TYPES}")
        );
        assert!(said("'<U12'").starts_with("a.npy: an array of text"));
        assert!(said("'<c8'").starts_with("a.npy: an array of complex numbers"));
        assert!(said("'<m8[s]'").starts_with("a.npy: an array of elements of type '<m8[s]'"));
    }

    #[test]
    fn cut_short_and_too_long_are_said() {
        let file = npy("|u1", false, "(3, 64)", &[5; 130]);
        let (values, shape, notes) = read(&file).expect("two whole rows");
        assert_eq!((values.len(), shape, notes.len()), (128, vec![2, 64], 1));
        let said = read(&npy("|u1", true, "(3, 64)", &[5; 130])).expect_err("Fortran order needs all");
        assert!(said.starts_with("a.npy: cut short after 130 of 192 elements"), "{said}");
        assert!(read(&file[..9]).expect_err("cut").starts_with("a.npy: cut short: 9 bytes"));
        assert!(read(&file[..40]).expect_err("cut").starts_with("a.npy: cut short: 40 bytes"));
        let future = npy_text(4, "{}", &[]);
        assert_eq!(read(&future), Err("a.npy, byte 6: version 4 of npy; expected 1, 2 or 3".into()));
        let absurd = npy("<f8", false, "(18446744073709551615, 99, 99)", &[0; 8]);
        assert!(read(&absurd).expect_err("absurd").starts_with("a.npy: a shape of more elements"));
    }
}
