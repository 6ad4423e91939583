//! The user's own data, read from their files once and shared by all runs.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::error::DataError;
use super::files::{self, ImageSet, MIN_SAMPLES, PointSet, UserFile, Wishes, parse_images, parse_points};
use crate::experiment::Data;

/// What the user's files hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum OwnData {
    /// Images.
    Images(#[serde(with = "shared")] Arc<ImageSet>),
    /// Points.
    Points(#[serde(with = "shared")] Arc<PointSet>),
}

/// What is shared is written as itself.
mod shared {
    use std::sync::Arc;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<T: Serialize, S: Serializer>(set: &Arc<T>, to: S) -> Result<S::Ok, S::Error> {
        T::serialize(set, to)
    }

    pub fn deserialize<'de, T: Deserialize<'de>, D: Deserializer<'de>>(from: D) -> Result<Arc<T>, D::Error> {
        T::deserialize(from).map(Arc::new)
    }
}

impl OwnData {
    /// What `files` hold for the data set `data`.
    ///
    /// # Errors
    /// [`DataError`] with the file, the place and what was expected.
    pub fn read(data: Data, files: &[UserFile], wishes: &Wishes) -> Result<Self, DataError> {
        Ok(match data {
            Data::Table => Self::Points(Arc::new(parse_points(files, wishes)?)),
            _ => Self::Images(Arc::new(parse_images(files, wishes)?)),
        })
    }

    /// What `files` hold, images or points.
    ///
    /// # Errors
    /// As [`Self::decided`].
    pub fn found(files: &[UserFile], wishes: &Wishes) -> Result<Self, DataError> {
        Self::decided(files, wishes, parse_images(files, wishes))
    }

    /// Images where `files` gave `images`, else points where a single file holds them. Columns that are
    /// chosen are those of points.
    ///
    /// # Errors
    /// What is wrong with it as a table where it is a narrow one, else as images.
    pub fn decided(
        files: &[UserFile],
        wishes: &Wishes,
        images: Result<ImageSet, DataError>,
    ) -> Result<Self, DataError> {
        let [file] = files else { return images.map(|set| Self::Images(Arc::new(set))) };
        let error = match images {
            Ok(set) if wishes.columns.is_none() => return Ok(Self::Images(Arc::new(set))),
            Ok(_) => None,
            Err(error) => Some(error),
        };
        match (parse_points(files, wishes), error) {
            // Labels in several columns are no points.
            (Ok(set), Some(error @ DataError::NoImages { .. })) if set.columns.len() != 2 => Err(error),
            (Ok(set), _) => Ok(Self::Points(Arc::new(set))),
            (Err(_), Some(error)) if !files::is_narrow(&file.bytes) => Err(error),
            (Err(error), _) => Err(error),
        }
    }

    /// Whether it is what `data` is made of.
    pub fn is_for(&self, data: Data) -> bool {
        match self {
            Self::Images(_) => matches!(data, Data::Mnist | Data::Images),
            Self::Points(_) => data == Data::Table,
        }
    }

    /// The data set that is made of it when the user brought it.
    pub fn data(&self) -> Data {
        match self {
            Self::Images(_) => Data::Images,
            Self::Points(_) => Data::Table,
        }
    }

    /// Whether it can be trained on, with as many numbers as it says: it may have come from elsewhere.
    pub fn is_whole(&self) -> bool {
        let least = MIN_SAMPLES as u64;
        match self {
            Self::Images(set) => {
                let [count, side, channels] = [set.count, set.side, set.channels].map(u64::from);
                let known = |label: &u8| usize::from(*label) < set.classes.len();
                let each = |labels: &Vec<u8>| labels.len() as u64 == count && labels.iter().all(known);
                let pixels = side.pow(2).checked_mul(count * channels);
                pixels == Some(set.pixels.len() as u64)
                    && count >= least
                    && side * channels > 0
                    && set.labels.as_ref().is_none_or(each)
            }
            Self::Points(set) => {
                let finite = set.values.iter().all(|value| value.is_finite());
                set.values.len().is_multiple_of(2) && set.count() as u64 >= least && finite
            }
        }
    }

    /// Hands over what is trained on, in an order that stays from version to version: by its hash people tell
    /// whether theirs is the same. What classes are called and what was done to files is not in it.
    pub fn content(&self, mut take: impl FnMut(&[u8])) {
        match self {
            Self::Images(set) => {
                take(b"images");
                [set.count, set.side, set.channels].iter().for_each(|number| take(&number.to_le_bytes()));
                take(&set.pixels);
                take(set.labels.as_deref().unwrap_or_default());
            }
            Self::Points(set) => {
                take(b"points");
                set.values.iter().for_each(|value| take(&value.to_le_bytes()));
            }
        }
    }

    /// What was done to the files, sentence by sentence.
    pub fn notes(&self) -> Vec<String> {
        match self {
            Self::Images(set) => set.notes.iter().cloned().chain(set.skipped.note()).collect(),
            Self::Points(set) => set.notes.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{decode, encode};

    fn found(bytes: &[u8]) -> Result<OwnData, String> {
        let file = UserFile { name: "a".into(), bytes: bytes.into() };
        OwnData::found(&[file], &Wishes::default()).map_err(|error| error.to_string())
    }

    fn rows(columns: usize) -> String {
        let cell = |i: usize| move |k: usize| ((i * 7 + k * k * 3) % 251).to_string();
        (0..20).map(|i| (0..columns).map(cell(i)).collect::<Vec<_>>().join(",") + "\n").collect()
    }

    #[test]
    fn the_width_of_a_table_tells_images_from_points() {
        assert_eq!(found(rows(64).as_bytes()).map(|own| own.data()), Ok(Data::Images));
        assert_eq!(found(rows(3).as_bytes()).map(|own| own.data()), Ok(Data::Table));
        let file = UserFile { name: "a".into(), bytes: rows(64).into() };
        let wishes = Wishes { columns: Some(["1".into(), "3".into()]), ..Wishes::default() };
        assert_eq!(OwnData::found(&[file], &wishes).map(|own| own.data()), Ok(Data::Table));
    }

    #[test]
    fn what_is_neither_is_told_as_what_it_is_nearest_to() {
        let said = |bytes: &[u8]| found(bytes).expect_err("bad");
        assert!(said(b"hello").contains("expected two columns of numbers"), "{}", said(b"hello"));
        assert!(said(b"<!doctype html>").contains("this is a web page"));
        assert!(said(rows(70).replace(',', ",x").as_bytes()).contains("a: "));
        let labels = [&[0, 0, 8, 1, 0, 0, 0, 20][..], &[1; 20]].concat();
        assert_eq!(said(&labels), "a holds labels; a file of images is needed too");
        let mut extended = vec![0, 0, 0x0c, 2, 0, 0, 0, 20, 0, 0, 0, 8];
        extended.extend((0..160u32).flat_map(|i| (i % 9).to_be_bytes()));
        assert_eq!(said(&extended), "a holds labels; a file of images is needed too");
    }

    #[test]
    fn the_content_is_what_is_trained_on_and_nothing_else() {
        let content = |own: &OwnData| {
            let mut bytes: Vec<u8> = Vec::new();
            own.content(|part| bytes.extend(part));
            bytes
        };
        let own = found(rows(64).as_bytes()).expect("images");
        let OwnData::Images(set) = &own else { panic!("images") };
        let with = |set: ImageSet| content(&OwnData::Images(Arc::new(set)));
        assert_eq!(
            with(ImageSet { notes: vec!["in another language".into()], ..(**set).clone() }),
            content(&own)
        );
        assert_eq!(content(&own)[..18], *b"images\x14\0\0\0\x08\0\0\0\x01\0\0\0");
        assert_ne!(with(ImageSet { labels: Some(vec![0; 20]), ..(**set).clone() }), content(&own));
        let points = found(rows(2).as_bytes()).expect("points");
        assert_eq!(content(&points).len(), 6 + 20 * 8);
        let zeros = content(&found(rows(2).replacen('0', "7", 1).as_bytes()).expect("points"));
        assert_ne!(content(&points), zeros);
    }

    #[test]
    fn own_data_goes_from_worker_to_worker_and_what_is_not_whole_is_seen() {
        for columns in [64, 2] {
            let own = found(rows(columns).as_bytes()).expect("own data");
            assert!(own.is_whole());
            assert_eq!(decode::<OwnData>(&encode(&own)), Some(own));
        }
        let set = ImageSet { count: u32::MAX, side: u32::MAX, channels: 1, ..ImageSet::default() };
        assert!(!OwnData::Images(Arc::new(set)).is_whole());
        let few = ImageSet { count: 9, side: 8, channels: 1, pixels: vec![0; 9 * 64], ..ImageSet::default() };
        assert!(!OwnData::Images(Arc::new(few)).is_whole());
        assert!(!OwnData::Images(Arc::new(ImageSet::default())).is_whole());
        let unknown =
            ImageSet { count: 10, side: 8, channels: 1, pixels: vec![0; 640], ..ImageSet::default() };
        let unknown = ImageSet { labels: Some(vec![3; 10]), classes: vec!["0".into(); 3], ..unknown };
        assert!(!OwnData::Images(Arc::new(unknown)).is_whole());
    }
}
