//! One set of images out of arrays.

use super::even;
use super::fault::shown_name;
use super::image_set::ImageSet;
use super::labels::Labels;
use super::limits::most_images;
use super::parts::ImagePart;
use super::range::Range;
use super::resize::natural_side;
use super::sniff::Kind;
use super::wishes::Wishes;
use crate::data::DataError;
use crate::text::{data as t, skipped};

/// Adds the images of `parts`, which have their labels, to the empty `set`.
///
/// # Errors
/// When there are none.
pub(super) fn fill(
    parts: &[ImagePart<'_>],
    wishes: &Wishes,
    mut set: ImageSet,
) -> Result<ImageSet, DataError> {
    let total: usize = parts.iter().map(|part| part.stack.count).sum();
    let natural = parts
        .iter()
        .filter_map(|part| natural_side(part.stack.width, part.stack.height, part.kind == Kind::Idx))
        .min();
    let Some(side) = wishes.side.or(natural) else { return Err(DataError::TooFew { found: 0 }) };
    let colour = !wishes.grey && parts.iter().any(|part| part.stack.channels > 2);
    set.channels = if colour { 3 } else { 1 };
    let most = most_images(side, set.channels as usize);
    set.notes.extend(even::note(total, most, t::some_images));
    let names = common_names(parts);
    let (mut labels, mut first) = (Vec::new(), 0);
    for part in parts {
        let (stack, name, begin) = (&part.stack, shown_name(&part.name), first);
        first += stack.count;
        if stack.width.min(stack.height) < side {
            set.skipped.push(|| skipped::small(&name, stack.width, stack.height, side));
            continue;
        }
        said_of(part, side, colour, &mut set.notes);
        let chosen = (0..stack.count).filter(|i| even::kept(begin + i, total, most));
        let seen = part.seen.unwrap_or_else(|| stack.seen(chosen.clone()));
        let range = if part.seen.is_some() { Range::BYTES } else { stack.range(&seen) };
        set.seen.join(&seen);
        for i in chosen {
            let Some(frame) = stack.frame(i, range, colour) else {
                set.skipped.push(|| skipped::not_finite(&name, i));
                continue;
            };
            set.push(&frame, set.channels as usize, stack.width, side, wishes.turn);
            labels.extend(part.labels.as_ref().and_then(|labels| labels.of.get(i)));
        }
    }
    set.side = side as u32;
    Ok(set.labelled(names.map(|names| Labels { of: labels, names })))
}

/// What the classes of all `parts` are called; `None` where one has none, or others by the same numbers.
fn common_names(parts: &[ImagePart<'_>]) -> Option<Vec<String>> {
    let names = || parts.iter().map(|part| part.labels.as_ref().map(|labels| &labels.names));
    let longest = names().flatten().max_by_key(|names| names.len())?;
    names().all(|names| names.is_some_and(|names| longest.starts_with(names))).then(|| longest.clone())
}

/// What is done to the images of `part`.
fn said_of(part: &ImagePart<'_>, side: usize, colour: bool, notes: &mut Vec<String>) {
    let (stack, name) = (&part.stack, shown_name(&part.name));
    let (width, height) = (stack.width, stack.height);
    if (width, height) != (side, side) {
        notes.push(t::brought(&name, width, height, side));
    }
    if stack.channels > 2 && !colour {
        notes.push(t::of_file(&name, t::GREY));
    }
    let classes = part.labels.as_ref().map_or(0, |labels| labels.names.len());
    let of_letters =
        (width, height) == (28, 28) && part.kind == Kind::Idx && [26, 27, 37, 47, 62].contains(&classes);
    if of_letters || name.to_ascii_lowercase().contains("emnist") {
        notes.push(t::emnist(name));
    }
}
