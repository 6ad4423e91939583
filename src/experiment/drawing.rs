//! A drawing: points that the user painted, as compact text in the link.
//!
//! Four characters a point, twelve bits an axis, so that the same link is the same points on every machine.

use crate::text::problem as t;

/// Points of a drawing at most: 2,000 characters of a link.
pub const MOST: usize = 500;

/// The least that can be trained on.
pub const FEWEST: usize = 10;

/// The last place on an axis, of 4,096.
pub const LAST: u16 = 4095;

/// The digits of the text, six bits each (RFC 4648, section 5: they need no escape in an address).
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Points on a grid of 4,096 by 4,096 places, in the order in which they were painted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing(Vec<[u16; 2]>);

impl Drawing {
    /// The points, each from -1 (left, bottom) to 1 (right, top); those beyond [`MOST`] or the edge are left out.
    pub fn of(points: impl IntoIterator<Item = [f64; 2]>) -> Self {
        let inside = |point: &[f64; 2]| point.iter().all(|v| (-1.0..=1.0).contains(v));
        Self(points.into_iter().filter(inside).take(MOST).map(|point| point.map(place)).collect())
    }

    /// Its points, each from -1 (left, bottom) to 1 (right, top).
    pub fn points(&self) -> impl Iterator<Item = [f64; 2]> + use<'_> {
        self.0.iter().map(|point| point.map(|place| f64::from(place) * 2.0 / f64::from(LAST) - 1.0))
    }

    /// Its points as places on the grid, from 0 (left, bottom) to [`LAST`] (right, top).
    pub fn places(&self) -> &[[u16; 2]] {
        &self.0
    }

    /// Points.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// What it takes to train on it, where that is missing.
    pub fn lack(&self) -> Option<String> {
        let flat = |axis: usize| self.0.iter().all(|point| point[axis] == self.0[0][axis]);
        match self.count() {
            ..FEWEST => Some(t::points_or_more(FEWEST)),
            _ if flat(0) => Some(t::NOT_UPRIGHT.to_string()),
            _ if flat(1) => Some(t::NOT_FLAT.to_string()),
            _ => None,
        }
    }

    /// As text: letters, digits, `-` and `_`.
    pub fn write(&self) -> String {
        let digit = |place: u16| char::from(DIGITS[usize::from(place % 64)]);
        self.0.iter().flatten().flat_map(|place| [digit(place / 64), digit(*place)]).collect()
    }

    /// Reads [`Self::write`]: the points up to the first that is none, and what is wrong with the text.
    pub fn read(text: &str) -> (Self, Option<String>) {
        let value = |digit: &u8| DIGITS.iter().position(|other| other == digit).map(|value| value as u16);
        let point = |four: &[u8]| {
            let four: Vec<u16> = four.iter().map_while(value).collect();
            (four.len() == 4).then(|| [four[0] * 64 + four[1], four[2] * 64 + four[3]])
        };
        let points: Vec<[u16; 2]> = text.as_bytes().chunks(4).map_while(point).take(MOST + 1).collect();
        let wrong = match points.len() {
            n if n > MOST => Some(t::accepted_are(t::points(MOST))),
            n if 4 * n < text.len() => Some(t::accepted_are(t::drawing_form(n))),
            _ => None,
        };
        let drawing = Self(points.into_iter().take(MOST).collect());
        let wrong = wrong.or_else(|| drawing.lack().map(t::accepted_are));
        (drawing, wrong)
    }
}

/// The place of a coordinate from -1 to 1.
fn place(value: f64) -> u16 {
    ((value + 1.0) / 2.0 * f64::from(LAST)).round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spiral(n: usize) -> Drawing {
        Drawing::of((0..n).map(|i| {
            let t = i as f64 / n as f64;
            [t * (9.0 * t).cos(), t * (9.0 * t).sin()]
        }))
    }

    #[test]
    fn the_text_of_a_drawing_is_the_same_drawing_again() {
        let drawing = spiral(MOST);
        let text = drawing.write();
        assert_eq!((drawing.count(), text.len()), (MOST, 2_000));
        assert_eq!(Drawing::read(&text), (drawing.clone(), None));
        let again = Drawing::of(drawing.points());
        assert_eq!(again, drawing, "its points lie on the grid");
        let corners = Drawing::of([[-1.0, -1.0], [1.0, 1.0], [0.0, 2.0], [f64::NAN, 0.0]]);
        assert_eq!(corners.write(), "AAAA____", "what lies beyond the edge is left out");
    }

    #[test]
    fn bad_text_is_named_and_its_beginning_used() {
        let text = spiral(20).write();
        let said = |text: &str| {
            let (drawing, wrong) = Drawing::read(text);
            (drawing.count(), wrong.unwrap_or_default())
        };
        assert_eq!(said(&text[..39]).0, 9);
        assert_eq!(said(&format!("{}*{}", &text[..48], &text[49..])).0, 12);
        assert_eq!(said(&text[..36]), (9, "accepted are 10 points or more".into()));
        assert_eq!(said("ä").0, 0);
        // Upright, flat, and both: a coordinate that all share cannot be scaled.
        let line = |axis: usize| {
            let at = |i: i32| [0, 1].map(|other| if other == axis { 0.0 } else { f64::from(i) / 20.0 });
            Drawing::of((0..20).map(at)).write()
        };
        assert_eq!(said(&line(0)).1, "accepted are points that are not all below each other");
        assert_eq!(said(&line(1)).1, "accepted are points that are not all beside each other");
        assert!(said(&"gAgA".repeat(50)).1.starts_with("accepted are points that"));
        assert_eq!(said(&"AAAA".repeat(501)), (500, "accepted are 500 points".into()));
    }
}
