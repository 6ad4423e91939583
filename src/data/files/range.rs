//! From the numbers of a file to bytes from 0 (black) to 255 (white).

use serde::{Deserialize, Serialize};

use super::elements::Element;

/// The numbers of images.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// The lowest that is finite.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// Whether all are whole.
    pub whole: bool,
}

impl Default for Seen {
    fn default() -> Self {
        Self { low: f64::INFINITY, high: f64::NEG_INFINITY, whole: true }
    }
}

impl Seen {
    /// Takes `number` in.
    pub fn number(&mut self, number: f64) {
        if number.is_finite() {
            self.low = self.low.min(number);
            self.high = self.high.max(number);
            self.whole &= number.fract() == 0.0;
        }
    }

    /// Takes unsigned bytes in.
    pub fn bytes(&mut self, bytes: &[u8]) {
        if let (Some(low), Some(high)) = (bytes.iter().min(), bytes.iter().max()) {
            self.low = self.low.min(f64::from(*low));
            self.high = self.high.max(f64::from(*high));
        }
    }

    /// Takes in what `other` saw.
    pub fn join(&mut self, other: &Self) {
        self.low = self.low.min(other.low);
        self.high = self.high.max(other.high);
        self.whole &= other.whole;
    }
}

/// The numbers that become black and white.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Becomes 0.
    pub low: f64,
    /// Becomes 255.
    pub high: f64,
}

impl Range {
    /// Bytes as they are.
    pub const BYTES: Self = Self { low: 0.0, high: 255.0 };

    /// The range that images of such numbers are commonly written in: 0 to 1, -1 to 1, 0 to 16 (the UCI
    /// digits), 0 to 255 or 0 to 65535; else their own. Unsigned bytes stay as they are, unless there are
    /// but zeros and ones.
    pub fn of(seen: &Seen, element: Element) -> Self {
        let (low, high) = (seen.low, seen.high);
        let (low, high) = match element {
            Element::U8 if high > 1.0 => (0.0, 255.0),
            Element::I8 if low < -1.0 => (-128.0, 127.0),
            _ if low > high => (0.0, 1.0),
            _ if (-1.0..0.0).contains(&low) && high <= 1.0 => (-1.0, 1.0),
            _ if low < 0.0 => (low, high),
            _ if high <= 1.0 => (0.0, 1.0),
            _ if high <= 16.0 && seen.whole => (0.0, 16.0),
            _ if high <= 255.0 => (0.0, 255.0),
            Element::U16 if high > 4095.0 => (0.0, 65_535.0),
            _ => (low, high),
        };
        Self { low, high: if high > low { high } else { low + 1.0 } }
    }

    /// The byte of `number`; numbers outside are black or white.
    pub fn byte(self, number: f64) -> u8 {
        // Both halved, so that the widest range does not overflow.
        let share = (number / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        // To the nearest; what is negative becomes 0.
        (share * 255.0 + 0.5) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(numbers: &[f64], element: Element) -> [f64; 2] {
        let mut seen = Seen::default();
        numbers.iter().for_each(|number| seen.number(*number));
        let Range { low, high } = Range::of(&seen, element);
        [low, high]
    }

    #[test]
    fn the_common_ranges_are_known() {
        use Element::{Bool, F32, I8, U8, U16};
        assert_eq!(range(&[0.0, 0.5, 1.0], F32), [0.0, 1.0]);
        assert_eq!(range(&[-1.0, 0.3], F32), [-1.0, 1.0]);
        assert_eq!(range(&[0.0, 254.5], F32), [0.0, 255.0]);
        assert_eq!(range(&[-0.42, 2.82], F32), [-0.42, 2.82]);
        assert_eq!(range(&[0.0, 16.0], F32), [0.0, 16.0]);
        assert_eq!(range(&[0.0, 16.0], U8), [0.0, 255.0]);
        assert_eq!(range(&[0.0, 1.0], U8), [0.0, 1.0]);
        assert_eq!(range(&[0.0, 1.0], Bool), [0.0, 1.0]);
        assert_eq!(range(&[-128.0, 3.0], I8), [-128.0, 127.0]);
        assert_eq!(range(&[0.0, 60_000.0], U16), [0.0, 65_535.0]);
        assert_eq!(range(&[300.0, 300.0], F32), [300.0, 301.0]);
        assert_eq!(range(&[f64::NAN, f64::INFINITY], F32), [0.0, 1.0]);
    }

    #[test]
    fn bytes_stay_to_the_bit_and_the_ends_are_black_and_white() {
        assert!((0..=255).all(|v| Range::BYTES.byte(f64::from(v)) == v));
        let signed = Range { low: -1.0, high: 1.0 };
        assert_eq!([-1.0, 0.0, 1.0, -9.0, 9.0].map(|v| signed.byte(v)), [0, 128, 255, 0, 255]);
        let widest = Range { low: -f64::MAX, high: f64::MAX };
        assert_eq!([-f64::MAX, f64::MAX].map(|v| widest.byte(v)), [0, 255]);
    }
}
