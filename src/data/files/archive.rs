//! The files in a zip (PKWARE, APPNOTE.TXT 6.3.10), also those of an npz.

use std::io::Read;

use flate2::Crc;
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive, ZipVerification};

use super::fault::{Fault, shown_name};
use super::limits::{FREE_BYTES, MAX_BYTES, MAX_ENTRIES, MAX_RATIO};
use crate::text::fault as t;

/// A file of a zip.
#[derive(Debug)]
pub struct Member {
    /// Its path within the zip.
    pub path: String,
    /// What it holds, or why that cannot be had.
    pub bytes: Result<Vec<u8>, Fault>,
}

/// Calls `take` with every file of the zip `bytes`, one after the other, without folders and the junk
/// that systems leave.
///
/// # Errors
/// When it is no zip, or holds more than is accepted.
pub fn each(bytes: &[u8], take: &mut dyn FnMut(Member)) -> Result<(), Fault> {
    let damaged = |error: rawzip::Error| Fault::whole(t::zip_damaged(error), t::WHOLE_ZIP.get());
    let zip = ZipArchive::from_slice(bytes).map_err(damaged)?;
    let mut entries = zip.entries();
    let (mut seen, mut room) = (0, MAX_BYTES);
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        seen += 1;
        if seen > MAX_ENTRIES {
            return Err(Fault::whole(t::TOO_MANY_ENTRIES.get(), t::AS_MANY.get()));
        }
        let path = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        if entry.is_dir() || is_junk(&path) {
            continue;
        }
        take(Member { path, bytes: unpacked(&zip, &entry, &mut room) });
        if room == 0 {
            return Err(Fault::whole(t::UNPACKS_TO_MORE.get(), t::UNPACKED_MOST.get()));
        }
    }
    Ok(())
}

/// The bytes of `entry`; what is unpacked, also in vain, is taken off `room`, so that entries which share
/// their bytes do not add up.
fn unpacked(
    zip: &ZipSliceArchive<&[u8]>,
    entry: &ZipFileHeaderRecord<'_>,
    room: &mut u64,
) -> Result<Vec<u8>, Fault> {
    let damaged = |why: &dyn std::fmt::Display| Fault::whole(t::damaged_in_zip(why), t::WHOLE_ZIP.get());
    if entry.flags().is_encrypted() {
        return Err(Fault::whole(t::LOCKED.get(), t::UNLOCKED.get()));
    }
    let packed = zip.get_entry(entry.wayfinder()).map_err(|error| damaged(&error))?;
    // By what is there, not by what is promised.
    let fair = (packed.data().len() as u64).saturating_mul(MAX_RATIO).max(FREE_BYTES);
    let most = fair.min(*room) + 1;
    let mut out = Vec::new();
    let read = match entry.compression_method() {
        CompressionMethod::STORE => packed.data().take(most).read_to_end(&mut out),
        CompressionMethod::DEFLATE => DeflateDecoder::new(packed.data()).take(most).read_to_end(&mut out),
        other => return Err(Fault::whole(t::zip_method(other), t::STORED_OR_DEFLATED.get())),
    };
    let uncompressed_size = out.len() as u64;
    *room = room.saturating_sub(uncompressed_size);
    read.map_err(|error| damaged(&error))?;
    if uncompressed_size > fair {
        return Err(Fault::whole(t::BOMB.get(), t::NO_BOMB.get()));
    }
    let mut crc = Crc::new();
    crc.update(&out);
    let found = ZipVerification { crc: crc.sum(), uncompressed_size };
    packed.claim_verifier().valid(found).map_err(|error| damaged(&error))?;
    Ok(out)
}

/// Whether a system left the file at `path` and nobody wants it.
pub fn is_junk(path: &str) -> bool {
    let mut parts = path.split(['/', '\\']);
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let known = ["thumbs.db", "desktop.ini", "icon\r"];
    parts.any(|part| part == "__MACOSX")
        || name.starts_with('.')
        || known.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// The name of a file in a zip for messages.
pub fn within(zip: &str, path: &str) -> String {
    let inside: String = shown_name(path).chars().take(35).collect();
    let outside: String = shown_name(zip).chars().take(24).collect();
    format!("{outside}/{inside}")
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Packing, zip};
    use super::*;

    /// A path and the length of its file, or why there is none.
    type Found = (String, Result<usize, String>);

    fn read(file: &[u8]) -> Result<Vec<Found>, String> {
        let mut found = Vec::new();
        let length = |bytes: Result<Vec<u8>, Fault>| bytes.map(|b| b.len()).map_err(|fault| fault.found);
        each(file, &mut |member| found.push((member.path, length(member.bytes))))
            .map_err(|fault| fault.of("a.zip").to_string())?;
        Ok(found)
    }

    #[test]
    fn stored_and_deflated_files_are_read_without_folders_and_junk() {
        let file = zip(&[
            ("cats/1.png", b"one", Packing::Stored),
            ("cats/", b"", Packing::Stored),
            ("__MACOSX/cats/._1.png", b"junk", Packing::Deflated),
            (".DS_Store", b"junk", Packing::Stored),
            ("cats/Thumbs.db", b"junk", Packing::Stored),
            ("dogs/2.png", &[7; 9000], Packing::Deflated),
        ]);
        assert_eq!(read(&file), Ok(vec![("cats/1.png".into(), Ok(3)), ("dogs/2.png".into(), Ok(9000))]));
    }

    #[test]
    fn a_bomb_of_a_thousand_to_one_is_refused() {
        let file =
            zip(&[("bomb", &vec![0; 32 << 20], Packing::Deflated), ("fine", b"fine", Packing::Stored)]);
        assert!(file.len() < 40_000, "{}", file.len());
        let found = read(&file).expect("a zip");
        assert_eq!(found[0].1, Err("it unpacks to more than 200 times its size".into()));
        assert_eq!(found[1].1, Ok(4));
    }

    #[test]
    fn entries_that_share_their_bytes_do_not_add_up() {
        // 100 files of 4 MB each, as many bytes as are let through unasked.
        let zeros = vec![0; FREE_BYTES as usize];
        let files: Vec<_> = (0..100).map(|_| ("zeros", &zeros[..], Packing::Deflated)).collect();
        let said = read(&zip(&files)).expect_err("too much");
        assert_eq!(said, "a.zip: a zip that unpacks to more; expected at most 256 MB unpacked");
    }

    #[test]
    fn damage_is_named() {
        let mut file = zip(&[("a", &[5; 100], Packing::Stored)]);
        let said = read(&file[..60]).expect_err("cut");
        assert!(said.starts_with("a.zip: a damaged or cut zip ("), "{said}");
        file[40] = 6;
        let found = read(&file).expect("a zip");
        assert!(matches!(&found[0].1, Err(why) if why.starts_with("damaged in its zip (")), "{found:?}");
    }
}
