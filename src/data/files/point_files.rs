//! Points out of the user's files: a table or an array, also alone in a zip.

use std::borrow::Cow;

use super::array::Array;
use super::fault::{Fault, shown_name};
use super::limits::MAX_BYTES;
use super::points::PointSet;
use super::sniff::{Kind, sniff};
use super::wishes::Wishes;
use super::{UserFile, archive, idx, npy, table, text, wrap};
use crate::data::DataError;
use crate::text::fault as t;

/// The points of one file.
///
/// # Errors
/// [`DataError`] with what is wrong with it, or that there are several.
pub fn parse_points(files: &[UserFile], wishes: &Wishes) -> Result<PointSet, DataError> {
    match files {
        [] => Err(DataError::NoFiles),
        [file] => read(file.bytes.as_slice().into(), wishes, false)
            .map_err(|fault| DataError::File(fault.of(&file.name))),
        _ => Err(DataError::OneTable { found: files.len() }),
    }
}

fn read(bytes: Cow<'_, [u8]>, wishes: &Wishes, inside: bool) -> Result<PointSet, Fault> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Fault::whole(t::LARGE_FILE.get(), t::AS_MUCH.get()));
    }
    let bytes = wrap::unwrapped(bytes)?;
    let columns = wishes.columns.as_ref();
    let mut notes = Vec::new();
    let of_array = |array: Array<'_>, notes: Vec<String>| {
        let mut set = PointSet::of_array(&array, columns)?;
        set.notes.extend(notes);
        Ok(set)
    };
    match sniff(&bytes)? {
        Kind::Text => table::parse(&text::decoded(&bytes)?, columns),
        Kind::Npy => npy::parse(bytes, &mut notes).and_then(|array| of_array(array, notes)),
        Kind::Idx => idx::parse(bytes, &mut notes).and_then(|array| of_array(array, notes)),
        Kind::Zip if !inside => unzipped(&bytes, wishes),
        Kind::Zip => Err(Fault::whole(t::ZIP_IN_ZIP.get(), t::ITS_FILES.get())),
        Kind::Png | Kind::Jpeg | Kind::Cifar => Err(Fault::whole(t::IMAGES.get(), t::POINTS_OR_ARRAY.get())),
    }
}

/// The only file of points in a zip.
fn unzipped(bytes: &[u8], wishes: &Wishes) -> Result<PointSet, Fault> {
    let (mut found, mut fault) = (Vec::new(), None);
    archive::each(
        bytes,
        &mut |member| match member.bytes.and_then(|bytes| read(bytes.into(), wishes, true)) {
            Ok(set) => found.push((shown_name(&member.path), set)),
            Err(first) => {
                fault.get_or_insert(Fault {
                    found: t::within(shown_name(&member.path), &first.found),
                    ..first
                });
            }
        },
    )?;
    let empty = || Fault::whole(t::EMPTY_ZIP.get(), t::TABLE.get());
    match (found.len(), fault) {
        (1, _) => found.pop().map(|(_, set)| set).ok_or_else(empty),
        (0, Some(fault)) => Err(fault),
        (0, None) => Err(empty()),
        (several, _) => Err(Fault::whole(t::zip_of_tables(several), t::SINGLE_TABLE.get())),
    }
}
