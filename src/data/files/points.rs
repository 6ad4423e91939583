//! The user's points, scaled for training: the networks begin where points are of unit spread, and those
//! around 400 never train (devnag/pytorch-generative-adversarial-networks, issue 9).

use serde::{Deserialize, Serialize};

use super::array::Array;
use super::even;
use super::fault::Fault;
use super::limits::{MAX_POINTS, MIN_SAMPLES};
use crate::data::Axes;
use crate::text::{data, fault as t};

/// Half the side of the plane in which own points are shown, in standard deviations.
pub const OWN_EXTENT: f32 = 3.0;

/// Columns that are named to be chosen from.
pub const MAX_NAMED: usize = 256;

/// Points in the plane, and how they stood in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PointSet {
    /// x, y, x, y, …; each axis has mean 0 and standard deviation 1.
    pub values: Vec<f32>,
    /// Its axes in the user's units.
    pub axes: Axes,
    /// What all columns of the file are called, as far as they can be chosen.
    pub columns: Vec<String>,
    /// What was done to the file, sentence by sentence.
    pub notes: Vec<String>,
}

impl PointSet {
    /// `points`, scaled.
    ///
    /// # Errors
    /// When there are fewer than ten, or an axis has no spread or one beyond all numbers.
    pub fn scaled(points: &[[f64; 2]], names: [String; 2]) -> Result<Self, Fault> {
        if points.len() < MIN_SAMPLES {
            return Err(Fault::whole(t::point_count(points.len()), t::LEAST_POINTS.get()));
        }
        let (mut centre, mut spread) = ([0.0; 2], [0.0; 2]);
        for axis in 0..2 {
            let values = || points.iter().map(|point| point[axis]);
            let mean = values().sum::<f64>() / points.len() as f64;
            let variance = values().map(|v| (v - mean) * (v - mean)).sum::<f64>() / points.len() as f64;
            (centre[axis], spread[axis]) = (mean, variance.sqrt());
            if values().all(|v| v == points[0][axis]) {
                return Err(Fault::whole(t::constant(&names[axis], mean), t::VARYING.get()));
            }
            if !spread[axis].is_normal() || !mean.is_finite() {
                return Err(Fault::whole(t::no_spread(&names[axis]), t::SPREAD_NUMBERS.get()));
            }
        }
        let place =
            |point: &[f64; 2]| [0, 1].map(|axis| ((point[axis] - centre[axis]) / spread[axis]) as f32);
        let (values, columns) = (points.iter().flat_map(place).collect(), names.to_vec());
        Ok(Self { values, axes: Axes { centre, spread, names }, columns, notes: Vec::new() })
    }

    /// The points of an array: its first two columns, or those `chosen` by number (from 1).
    ///
    /// # Errors
    /// As [`Self::scaled`], and when there are no such columns or numbers that are not finite only.
    pub fn of_array(array: &Array<'_>, chosen: Option<&[String; 2]>) -> Result<Self, Fault> {
        let number = |asked: &String| {
            let place = asked.trim().parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            place.ok_or_else(|| Fault::whole(t::UNNAMED_COLUMNS.get(), t::COLUMNS_BY_NUMBER.get()))
        };
        let columns = match chosen {
            Some([x, y]) => [number(x)?, number(y)?],
            None => [0, 1],
        };
        let finite = |point: &[f64; 2]| point.iter().all(|v| v.is_finite());
        let count = array.columns(columns)?.filter(finite).count();
        let points = array.columns(columns)?.filter(finite).enumerate();
        let points: Vec<_> =
            points.filter(|(i, _)| even::kept(*i, count, MAX_POINTS)).map(|(_, point)| point).collect();
        let mut set = Self::scaled(&points, columns.map(|column| data::column(column + 1)))?;
        let most = array.shape.get(1).copied().unwrap_or(0).min(MAX_NAMED);
        set.columns = (1..=most).map(data::column).collect();
        let left = array.count() - count;
        set.notes.extend((left > 0).then(|| data::points_left(left)));
        set.notes.extend(even::note(count, MAX_POINTS, data::some_points));
        Ok(set)
    }

    /// Points.
    pub fn count(&self) -> usize {
        self.values.len() / 2
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::npy;
    use super::*;

    fn names() -> [String; 2] {
        ["x".into(), "y".into()]
    }

    #[test]
    fn points_around_400_have_unit_spread_and_come_back_in_their_units() {
        let points: Vec<[f64; 2]> =
            (0..100).map(|i| [400.0 + f64::from(i % 10), -2e12 + 1e10 * f64::from(i)]).collect();
        let set = PointSet::scaled(&points, names()).expect("points");
        for axis in 0..2 {
            let values = || set.values.iter().skip(axis).step_by(2).map(|v| f64::from(*v));
            let (mean, square) =
                (values().sum::<f64>() / 100.0, values().map(|v| v * v).sum::<f64>() / 100.0);
            assert!(mean.abs() < 1e-6 && (square - 1.0).abs() < 1e-6, "{mean} {square}");
        }
        let back = [0, 1].map(|axis| set.axes.in_units(axis, set.values[6 + axis]));
        assert!((back[0] - 403.0).abs() < 1e-5 && (back[1] - (-2e12 + 3e10)).abs() < 1e6, "{back:?}");
    }

    #[test]
    fn what_cannot_be_scaled_is_named() {
        let said =
            |points: &[[f64; 2]]| PointSet::scaled(points, names()).expect_err("bad").of("a").to_string();
        assert_eq!(said(&[[1.0, 2.0]; 9]), "a: 9 points; expected at least 10");
        assert_eq!(said(&[[1.0, 2.0]; 10]), "a: x is 1 in every row; expected numbers that vary");
        let huge: Vec<[f64; 2]> =
            (0..10).map(|i| [f64::from(i), if i == 0 { 1e300 } else { -1e300 }]).collect();
        assert!(said(&huge).starts_with("a: y has no finite spread"));
    }

    #[test]
    fn arrays_of_two_columns_are_points() {
        let mut bytes: Vec<u8> = (0..40).flat_map(|i| (i as f32).to_le_bytes()).collect();
        bytes[0..4].copy_from_slice(&f32::NAN.to_le_bytes());
        let file = npy("<f4", false, "(20, 2)", &bytes);
        let array = super::super::npy::parse((&file[..]).into(), &mut Vec::new()).expect("an array");
        let set = PointSet::of_array(&array, None).expect("points");
        assert_eq!(
            (set.count(), &set.notes[..]),
            (19, &["1 points are left out: not finite".to_owned()][..])
        );
        assert_eq!(set.axes.centre, [20.0, 21.0]);
        let asked = |x: &str, y: &str| PointSet::of_array(&array, Some(&[x.into(), y.into()]));
        assert_eq!(asked("2", "1").expect("points").axes.centre, [21.0, 20.0]);
        assert!(asked("2", "3").expect_err("no third").of("a").to_string().ends_with("expected a column 3"));
        assert!(asked("x", "y").is_err());
    }
}
