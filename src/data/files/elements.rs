//! The numbers of an array of bytes, of whatever type they are.

use std::borrow::Cow;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// Unsigned byte.
    U8,
    /// Signed byte.
    I8,
    /// 0 or 1 in a byte.
    Bool,
    /// Two bytes, unsigned.
    U16,
    /// Two bytes, signed.
    I16,
    /// Four bytes, unsigned.
    U32,
    /// Four bytes, signed.
    I32,
    /// Eight bytes, unsigned.
    U64,
    /// Eight bytes, signed.
    I64,
    /// Half precision (IEEE 754 binary16).
    F16,
    /// Single precision.
    F32,
    /// Double precision.
    F64,
}

impl Element {
    /// Bytes of one.
    pub fn size(self) -> usize {
        match self {
            Self::U8 | Self::I8 | Self::Bool => 1,
            Self::U16 | Self::I16 | Self::F16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::F64 => 8,
        }
    }

    /// How to read as many bytes as one has.
    fn read(self, big_endian: bool) -> fn(&[u8]) -> f64 {
        /// Reads the type in either order.
        macro_rules! of {
            ($type:ty, $number:expr) => {
                match big_endian {
                    true => |b| b.try_into().map_or(0.0, |b| $number(<$type>::from_be_bytes(b))),
                    false => |b| b.try_into().map_or(0.0, |b| $number(<$type>::from_le_bytes(b))),
                }
            };
        }
        match self {
            Self::U8 => of!(u8, f64::from),
            Self::I8 => of!(i8, f64::from),
            Self::Bool => of!(u8, |v| f64::from(u8::from(v != 0))),
            Self::U16 => of!(u16, f64::from),
            Self::I16 => of!(i16, f64::from),
            Self::U32 => of!(u32, f64::from),
            Self::I32 => of!(i32, f64::from),
            Self::U64 => of!(u64, |v| v as f64),
            Self::I64 => of!(i64, |v| v as f64),
            Self::F16 => of!(u16, half),
            Self::F32 => of!(f32, f64::from),
            Self::F64 => of!(f64, |v| v),
        }
    }
}

/// Numbers one after the other.
#[derive(Clone, Debug)]
pub struct Elements<'a> {
    /// How they are written.
    pub element: Element,
    /// Whether the first byte of each is the most significant.
    pub big_endian: bool,
    /// The file.
    pub bytes: Cow<'a, [u8]>,
    /// Where they begin in it.
    pub start: usize,
}

impl Elements<'_> {
    /// Whole numbers that are there.
    pub fn len(&self) -> usize {
        self.bytes.len().saturating_sub(self.start) / self.element.size()
    }

    /// Number `i`; 0 beyond the end, which callers rule out by the shape.
    pub fn get(&self, i: usize) -> f64 {
        self.reader()(i)
    }

    /// [`Self::get`] for many numbers: what their type is, is asked once.
    pub fn reader(&self) -> impl Fn(usize) -> f64 + '_ {
        let (read, size) = (self.element.read(self.big_endian), self.element.size());
        let numbers = self.bytes.get(self.start..).unwrap_or_default();
        move |i| numbers.get(i * size..(i + 1) * size).map_or(0.0, read)
    }

    /// The bytes of numbers `from` to `from + count` where each is one unsigned byte.
    pub fn plain(&self, from: usize, count: usize) -> Option<&[u8]> {
        let at = self.start + from;
        self.bytes.get(at..at + count).filter(|_| self.element == Element::U8)
    }
}

/// A half precision number (IEEE 754-2008, section 3.4).
fn half(bits: u16) -> f64 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    sign * match exponent {
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        0 => fraction / f64::from(1 << 24),
        _ => (1.0 + fraction / 1024.0) * 2.0_f64.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(element: Element, big_endian: bool, bytes: &[u8]) -> f64 {
        Elements { element, big_endian, bytes: bytes.into(), start: 0 }.get(0)
    }

    #[test]
    fn every_type_is_read_in_both_orders() {
        use Element::*;
        let cases: [(Element, Vec<u8>, f64); 12] = [
            (U8, vec![255], 255.0),
            (I8, vec![255], -1.0),
            (Bool, vec![2], 1.0),
            (U16, 65_535_u16.to_le_bytes().into(), 65_535.0),
            (I16, (-2_i16).to_le_bytes().into(), -2.0),
            (U32, 4_000_000_000_u32.to_le_bytes().into(), 4e9),
            (I32, (-5_i32).to_le_bytes().into(), -5.0),
            (U64, (1_u64 << 40).to_le_bytes().into(), 1_099_511_627_776.0),
            (I64, (-3_i64).to_le_bytes().into(), -3.0),
            (F16, vec![0x00, 0xbc], -1.0),
            (F32, 0.25_f32.to_le_bytes().into(), 0.25),
            (F64, (-0.1_f64).to_le_bytes().into(), -0.1),
        ];
        for (element, bytes, expected) in cases {
            assert_eq!(read(element, false, &bytes), expected, "{element:?}");
            let turned: Vec<u8> = bytes.into_iter().rev().collect();
            assert_eq!(read(element, true, &turned), expected, "{element:?}");
        }
    }

    #[test]
    fn half_precision_has_its_known_values() {
        for (bits, expected) in
            [(0x3c00, 1.0), (0x0001, 2.0_f64.powi(-24)), (0x7bff, 65_504.0), (0x8000, 0.0)]
        {
            assert_eq!(half(bits), expected);
        }
        assert!(half(0x7c00).is_infinite() && half(0x7e00).is_nan());
    }
}
