//! One set of images out of pictures.

use std::cmp::Reverse;

use super::even;
use super::fault::shown_name;
use super::image_set::ImageSet;
use super::labels::Labels;
use super::limits::most_images;
use super::parts::PicturePart;
use super::picture::Picture;
use super::tally::tally;
use super::wishes::Wishes;
use crate::data::DataError;
use crate::text::{data as t, skipped};

/// The folder of pictures that lie in none.
const NO_FOLDER: &str = "no folder";

/// Adds `pictures` to the empty `set`, in colour where most of them are. Their classes are the folders
/// that they lie in.
///
/// # Errors
/// When there are none.
pub(super) fn fill(
    pictures: Vec<PicturePart>,
    wishes: &Wishes,
    mut set: ImageSet,
) -> Result<ImageSet, DataError> {
    let largest = |part: &PicturePart| part.sides.last().map(|(side, _)| *side);
    let side = wishes.side.or_else(|| commonest(pictures.iter().filter_map(largest)));
    let Some(side) = side else { return Err(DataError::TooFew { found: 0 }) };
    let fits = |part: &PicturePart| part.sides.iter().any(|(own, _)| *own == side);
    let (mut kept, small): (Vec<_>, Vec<_>) = pictures.into_iter().partition(fits);
    small.iter().for_each(|part| set.skipped.push(|| skipped::few_pixels(shown_name(&part.name), side)));
    let colourful = kept.iter().filter(|part| part.colour).count();
    let colour = !wishes.grey && 2 * colourful > kept.len();
    set.channels = if colour { 3 } else { 1 };
    let most = most_images(side, set.channels as usize);
    set.notes.extend(even::note(kept.len(), most, t::some_pictures));
    let total = kept.len();
    let mut places = 0..;
    kept.retain(|_| places.next().is_some_and(|i| even::kept(i, total, most)));
    let folders: Vec<&str> = kept.iter().map(|part| part.folder.as_deref().unwrap_or(NO_FOLDER)).collect();
    let labels = Labels::of_folders(&folders).map(called);
    for PicturePart { sides, colour: in_colour, .. } in kept {
        let own = sides.into_iter().filter(|(own, _)| *own == side);
        for picture in own.map(|(width, planes)| Picture { width, planes, colour: in_colour }) {
            let picture = if colour { picture } else { picture.grey() };
            set.seen.bytes(&picture.planes);
            set.push(&picture.planes, picture.count(), side, side, wishes.turn);
        }
    }
    set.side = side as u32;
    set.notes.extend((colourful > 0 && !colour).then(|| t::GREY.to_string()));
    Ok(set.labelled(labels))
}

/// The classes, which are in the same order in every language, with that of no folder by its name in this one.
fn called(mut labels: Labels) -> Labels {
    let none = labels.names.iter_mut().filter(|name| *name == NO_FOLDER);
    none.for_each(|name| *name = t::NO_FOLDER.to_string());
    labels
}

/// The commonest of `sides`, the smaller of two as common.
fn commonest(sides: impl Iterator<Item = usize>) -> Option<usize> {
    tally(sides).into_iter().max_by_key(|(side, count)| (*count, Reverse(*side))).map(|(side, _)| side)
}
