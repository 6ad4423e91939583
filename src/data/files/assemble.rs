//! One set of images out of the parts of all files.

use super::fault::shown_name;
use super::gather::Gather;
use super::image_set::ImageSet;
use super::labels::{Labels, stem};
use super::limits::MAX_NOTES;
use super::parts::{ImagePart, LabelPart};
use super::sniff::Kind;
use super::wishes::Wishes;
use super::{array_set, picture_set};
use crate::data::DataError;

/// Puts together what `found` holds: arrays of images and their labels, or else pictures.
///
/// # Errors
/// [`DataError`] with the file that is damaged, or what does not fit together.
pub(super) fn assemble(mut found: Gather<'_>, wishes: &Wishes) -> Result<ImageSet, DataError> {
    if found.files == 0 {
        return Err(DataError::NoFiles);
    }
    // A broken file among pictures is left out; any other was chosen for what it should hold.
    let pictures = !found.pictures.is_empty() && found.images.is_empty();
    let usable = pictures || !found.images.is_empty() || !found.labels.is_empty();
    if let Some(error) =
        found.faults.first().filter(|_| !pictures).or(found.inner.first().filter(|_| !usable))
    {
        return Err(DataError::File(error.clone()));
    }
    let mut skipped = std::mem::take(&mut found.skipped);
    let broken = found.faults.iter().chain(&found.inner).map(ToString::to_string);
    skipped.why.extend(broken.take(MAX_NOTES));
    let set =
        ImageSet { notes: std::mem::take(&mut found.notes), skipped, channels: 1, ..ImageSet::default() };
    let set = if pictures {
        picture_set::fill(found.pictures, wishes, set)?
    } else {
        paired(&mut found)?;
        array_set::fill(&found.images, wishes, set)?
    };
    set.counted()
}

/// Gives every array of images its labels: the only ones, or those of the same number.
fn paired(found: &mut Gather<'_>) -> Result<(), DataError> {
    let labels = std::mem::take(&mut found.labels);
    if let (true, Some(part)) = (found.images.is_empty(), labels.first()) {
        return Err(DataError::NoImages { name: shown_name(&part.name) });
    }
    let mut bare: Vec<&mut ImagePart<'_>> =
        found.images.iter_mut().filter(|part| part.labels.is_none()).collect();
    let counts = (bare.len(), labels.len());
    let mismatch = DataError::FileCount { found: found.files, images: counts.0, labels: counts.1 };
    match counts {
        (0 | 1, 0) => {}
        (1, 1) => {
            let (images, labels) = (bare[0].stack.count, labels[0].labels.of.len());
            if images != labels {
                return Err(DataError::LabelCount { images: images as u32, labels });
            }
        }
        (_, 0) if bare.iter().all(|part| part.kind == Kind::Npy) => named_by_file(&mut bare),
        (images, labels) if images != labels => return Err(mismatch),
        _ => {}
    }
    for LabelPart { labels, .. } in labels {
        let mut fits = bare.iter_mut().filter(|part| part.stack.count == labels.of.len());
        match (fits.next(), fits.next()) {
            (Some(part), None) if part.labels.is_none() => part.labels = Some(labels),
            _ => return Err(mismatch),
        }
    }
    Ok(())
}

/// Arrays without labels are a class each, called by their file, as those of Quick, Draw! are.
fn named_by_file(parts: &mut [&mut ImagePart<'_>]) {
    let names: Vec<String> = parts.iter().map(|part| stem(&part.name).to_owned()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if let Some(Labels { of, names }) = Labels::of_folders(&names) {
        for (part, class) in parts.iter_mut().zip(of) {
            part.labels = Some(Labels { of: vec![class; part.stack.count], names: names.clone() });
        }
    }
}
