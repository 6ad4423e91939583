//! What is shown of own data before it is trained on.

use serde::{Deserialize, Serialize};

use super::axes::Axes;
use super::files::{ImageSet, PointSet, Skipped};
use super::own::OwnData;
use super::planes::interleaved;

/// Images shown.
pub const IMAGES: usize = 24;

/// Points shown at most.
const POINTS: usize = 2_000;

/// Own data in short: what the page shows of it, without the data itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Samples there are.
    pub count: u32,
    /// What was done to the files, sentence by sentence.
    pub notes: Vec<String>,
    /// What was left out.
    pub skipped: Skipped,
    /// The first 64 bits of the SHA-256 of all of them ([`OwnData::content`]), which the reader makes.
    pub hash: u64,
    /// What is in them.
    pub shown: Shown,
}

/// Some of the samples, and what is known about all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shown {
    /// Images.
    Images(SomeImages),
    /// Points.
    Points(SomePoints),
}

/// Some images, as D will see them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SomeImages {
    /// Width and height in pixels.
    pub side: u32,
    /// Bytes a pixel: 1, grey, or 3, red, green and blue.
    pub channels: u32,
    /// Up to 24 of them, one after the other, pixel by pixel.
    #[serde(with = "serde_bytes")]
    pub pixels: Vec<u8>,
    /// The lowest and the highest number in the files.
    pub range: [f64; 2],
    /// Different levels of grey.
    pub levels: u32,
    /// The classes and how many images each has; empty without labels.
    pub classes: Vec<(String, u32)>,
}

/// Some points, scaled as for training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SomePoints {
    /// x, y, x, y, ….
    pub values: Vec<f32>,
    /// Their axes in the user's units.
    pub axes: Axes,
    /// All columns that can be chosen.
    pub columns: Vec<String>,
}

impl Preview {
    /// The preview of `own`.
    pub fn of(own: &OwnData) -> Self {
        match own {
            OwnData::Images(set) => Self {
                count: set.count,
                notes: set.notes.clone(),
                skipped: set.skipped.clone(),
                hash: 0,
                shown: Shown::Images(SomeImages::of(set)),
            },
            OwnData::Points(set) => Self {
                count: set.count() as u32,
                notes: set.notes.clone(),
                skipped: Skipped::default(),
                hash: 0,
                shown: Shown::Points(SomePoints::of(set)),
            },
        }
    }
}

/// `most` of `count` places, evenly spread; all where there are no more.
fn even(count: usize, most: usize) -> impl Iterator<Item = usize> {
    (0..count.min(most)).map(move |i| i * count / count.min(most))
}

impl SomeImages {
    fn of(set: &ImageSet) -> Self {
        let some = even(set.count as usize, IMAGES);
        let counts = set.counts().into_iter().map(|count| count as u32);
        Self {
            side: set.side,
            channels: set.channels,
            pixels: some.flat_map(|i| interleaved(set.image(i), set.channels as usize)).collect(),
            range: [set.seen.low, set.seen.high],
            levels: set.levels,
            classes: set.classes.iter().cloned().zip(counts).collect(),
        }
    }
}

impl SomePoints {
    fn of(set: &PointSet) -> Self {
        let some = even(set.count(), POINTS);
        Self {
            values: some.flat_map(|i| &set.values[2 * i..2 * i + 2]).copied().collect(),
            axes: set.axes.clone(),
            columns: set.columns.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::files::{UserFile, Wishes};
    use super::*;

    fn previewed(text: String) -> Preview {
        let files = [UserFile { name: "a.csv".into(), bytes: text.into() }];
        Preview::of(&OwnData::found(&files, &Wishes::default()).expect("own data"))
    }

    #[test]
    fn twenty_four_images_stand_for_all_of_every_class() {
        let row = |i: usize| format!("{},{}\n", i / 50, vec![(i % 256).to_string(); 64].join(","));
        let preview = previewed((0..100).map(row).collect());
        let Shown::Images(images) = preview.shown else { panic!("images") };
        assert_eq!((preview.count, images.side, images.pixels.len()), (100, 8, 24 * 64));
        assert_eq!(images.classes, [("0".to_owned(), 50), ("1".into(), 50)]);
        assert_eq!((images.range, images.levels), ([0.0, 99.0], 100));
        assert_eq!(images.pixels[64 * 12], 50, "the second half begins with the second class");
    }

    #[test]
    fn points_come_with_their_units_and_all_columns() {
        let rows: String = (0..30).map(|i| format!("a{i};{};{},5\n", 100 + i * i, i % 7)).collect();
        let preview = previewed(format!("who;height;weight\n{rows}"));
        let Shown::Points(points) = preview.shown else { panic!("points") };
        assert_eq!((preview.count, points.values.len()), (30, 60));
        assert_eq!(points.axes.names, ["height", "weight"]);
        assert_eq!(points.columns, ["who", "height", "weight"]);
        let first = points.axes.in_units(0, points.values[0]);
        assert!((first - 100.0).abs() < 1e-3, "{first}");
    }
}
