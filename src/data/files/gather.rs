//! The user's files, one after the other: each is told apart by what it holds and taken into parts.

use std::borrow::Cow;

use super::array::Array;
#[cfg(feature = "cli")]
use super::decoders;
use super::fault::{Fault, FileError, shown_name};
use super::image_set::ImageSet;
use super::labels::folder;
use super::limits::{LARGE_SIDES, MAX_BYTES, MAX_NOTES, SIDES};
use super::parts::{ImagePart, LabelPart, PicturePart};
use super::picture::Picture;
use super::pixels::{self, Pixels};
use super::skipped::Skipped;
use super::sniff::{Kind, sniff};
use super::wishes::Wishes;
use super::{archive, assemble, cifar, idx, npy, npz, resize, text, wrap};
use crate::data::DataError;
use crate::text::{data, fault as t};

/// Files of images, as they come.
#[derive(Debug, Default)]
pub struct Gather<'a> {
    wishes: Wishes,
    pub(super) images: Vec<ImagePart<'a>>,
    pub(super) labels: Vec<LabelPart>,
    pub(super) pictures: Vec<PicturePart>,
    pub(super) notes: Vec<String>,
    pub(super) skipped: Skipped,
    pub(super) files: usize,
    /// What could not be read of files that the user chose themselves, and of files in archives.
    pub(super) faults: Vec<FileError>,
    pub(super) inner: Vec<FileError>,
    /// Pictures, still as files, that wait for the browser's decoder.
    #[cfg(not(feature = "cli"))]
    packed: Vec<(String, Vec<u8>)>,
}

impl<'a> Gather<'a> {
    /// No files yet.
    ///
    /// # Errors
    /// When images of the side that is wished for cannot be trained on.
    pub fn new(wishes: &Wishes) -> Result<Self, DataError> {
        let fits = |side: usize| SIDES.contains(&side) || LARGE_SIDES.contains(&side);
        if let Some(side) = wishes.side.filter(|side| !fits(*side)) {
            return Err(DataError::Side { found: side });
        }
        Ok(Self { wishes: wishes.clone(), ..Self::default() })
    }

    /// Takes in a file. What is wrong with it is said at the end, when it is known what else there is.
    pub fn add(&mut self, name: &str, bytes: Cow<'a, [u8]>) {
        self.files += 1;
        if let Err(fault) = self.read(name, bytes, false) {
            self.skipped.count += 1;
            blame(&mut self.faults, fault.of(name));
        }
    }

    /// Takes in a picture that was decoded elsewhere, or could not be.
    pub fn add_picture(&mut self, name: &str, picture: Result<Picture, Fault>) {
        self.files += 1;
        match picture {
            Ok(picture) => self.picture(name, picture),
            Err(fault) => {
                self.skipped.count += 1;
                blame(&mut self.faults, fault.of(name));
            }
        }
    }

    /// The pictures that were found in archives, still to be decoded, with their names.
    #[cfg(not(feature = "cli"))]
    pub fn take_packed(&mut self) -> Vec<(String, Vec<u8>)> {
        std::mem::take(&mut self.packed)
    }

    #[cfg(not(feature = "cli"))]
    fn packed(&mut self, name: &str, _: Kind, bytes: Cow<'_, [u8]>) -> Result<(), Fault> {
        self.packed.push((name.into(), bytes.into_owned()));
        Ok(())
    }

    #[cfg(feature = "cli")]
    fn packed(&mut self, name: &str, kind: Kind, bytes: Cow<'_, [u8]>) -> Result<(), Fault> {
        let decode = if kind == Kind::Png { decoders::png } else { decoders::jpeg };
        self.picture(name, decode(&bytes)?);
        Ok(())
    }

    /// All files as one set.
    ///
    /// # Errors
    /// [`DataError`] with the file that is damaged, or what does not fit together.
    pub fn finish(self) -> Result<ImageSet, DataError> {
        let wishes = self.wishes.clone();
        assemble::assemble(self, &wishes)
    }

    fn read(&mut self, name: &str, bytes: Cow<'a, [u8]>, inside: bool) -> Result<(), Fault> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(Fault::whole(t::LARGE_FILE.get(), t::AS_MUCH.get()));
        }
        let bytes = wrap::unwrapped(bytes)?;
        let mut notes = Vec::new();
        let kind = sniff(&bytes)?;
        match kind {
            Kind::Zip if inside => return Err(Fault::whole(t::ZIP_IN_ZIP.get(), t::ITS_FILES.get())),
            Kind::Zip => self.unzip(name, &bytes)?,
            Kind::Png | Kind::Jpeg => self.packed(name, kind, bytes)?,
            Kind::Idx => self.array(name, idx::parse(bytes, &mut notes)?, kind)?,
            Kind::Npy => self.array(name, npy::parse(bytes, &mut notes)?, kind)?,
            Kind::Cifar => {
                let (stack, labels) = cifar::parse(bytes)?;
                self.images.push(ImagePart {
                    name: name.into(),
                    stack,
                    labels: Some(labels),
                    kind,
                    seen: None,
                });
            }
            Kind::Text => {
                let Pixels { stack, labels, seen } = pixels::parse(&text::decoded(&bytes)?, &mut notes)?;
                self.images.push(ImagePart { name: name.into(), stack, labels, kind, seen: Some(seen) });
            }
        }
        self.notes.extend(notes.into_iter().map(|note| data::of_file(shown_name(name), note)));
        Ok(())
    }

    fn array(&mut self, name: &str, array: Array<'a>, kind: Kind) -> Result<(), Fault> {
        let name = name.to_owned();
        // What is neither is better told as no images.
        if array.is_images() || array.shape.len() > 2 {
            self.images.push(ImagePart { name, stack: array.images()?, labels: None, kind, seen: None });
        } else {
            self.labels.push(LabelPart { name, labels: array.labels()? });
        }
        Ok(())
    }

    fn picture(&mut self, name: &str, picture: Picture) {
        let width = picture.width;
        let least = width.min(picture.height());
        let wished = self.wishes.side.map(|side| vec![side]);
        let sides = wished.unwrap_or_else(|| SIDES.to_vec()).into_iter().filter(|side| *side <= least);
        let small = |side| {
            let plane = |number| resize::square(picture.plane(number), width, side).into_owned();
            (side, (0..picture.count()).flat_map(plane).collect())
        };
        let (folder, sides) = (folder(name).map(str::to_owned), sides.map(small).collect());
        self.pictures.push(PicturePart { name: name.into(), folder, colour: picture.colour, sides });
    }

    fn unzip(&mut self, name: &str, bytes: &[u8]) -> Result<(), Fault> {
        let (images, labels) = (std::mem::take(&mut self.images), std::mem::take(&mut self.labels));
        let done = archive::each(bytes, &mut |member| {
            let path = archive::within(name, &member.path);
            let bytes = member.bytes.map(Cow::Owned);
            // Arrays go by their own name, pictures by their folder.
            if let Err(fault) = bytes.and_then(|bytes| self.read(&member.path, bytes, true)) {
                self.skipped.count += 1;
                blame(&mut self.inner, fault.of(&path));
            }
        });
        let (mut found, mut classes) =
            (std::mem::replace(&mut self.images, images), std::mem::replace(&mut self.labels, labels));
        done?;
        // Other files in a zip are classes, as those of Quick, Draw! are; arrays of an npz are not.
        let ask = name.to_ascii_lowercase().ends_with(".npz");
        npz::choose(&mut found, &mut classes, self.wishes.array.as_deref(), ask, &mut self.notes)?;
        self.images.append(&mut found);
        self.labels.append(&mut classes);
        Ok(())
    }
}

fn blame(faults: &mut Vec<FileError>, error: FileError) {
    if faults.len() < MAX_NOTES {
        faults.push(error);
    }
}
