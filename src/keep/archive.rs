//! One file for a comparison: its head and its parts, one record after the other.
//!
//! ```text
//! "SADDLE\x1a\n"  the length of the head, 4 bytes  the head  part  part  …
//! ```
//!
//! The head names the parts in their order with their lengths, so that what stands behind a damaged one is
//! found.

use super::head::Head;
use super::part::PartName;
use super::record::{self, Fault, Kind};
use super::restore::{Damage, Found, Restored, restore};

/// How a file begins.
pub const MAGIC: [u8; 8] = *b"SADDLE\x1a\n";

/// The end of a file's name.
pub const EXTENSION: &str = ".saddle";

/// The most bytes of a file.
pub const LARGEST: u64 = 1 << 30;

/// What stands before the parts of `head`.
pub fn front(head: &Head) -> Vec<u8> {
    let record = head.record();
    let length = (record.len() as u32).to_le_bytes();
    [MAGIC.as_slice(), &length, &record].concat()
}

/// A file's name for `head`.
pub fn file_name(head: &Head) -> String {
    format!("{}{EXTENSION}", crate::export::file_name(&head.name))
}

/// A file that was read.
pub struct Archive {
    head: Head,
    parts: Vec<Found>,
    /// The user's data, as an engine takes it.
    pub data: Option<Vec<u8>>,
    damage: Vec<Damage>,
}

/// Whether bytes that begin with `start` are such a file.
pub fn is_archive(start: &[u8]) -> bool {
    start.starts_with(&MAGIC)
}

impl Archive {
    /// Reads a file.
    ///
    /// # Errors
    /// When it is none, or its head is damaged: then no part can be told from another.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let cut = |need: usize| Fault::Cut { have: bytes.len() as u64, need: need as u64 };
        if !bytes.starts_with(&MAGIC[..bytes.len().min(MAGIC.len())]) {
            return Err(Fault::Foreign);
        }
        let front = MAGIC.len() + 4;
        let length = bytes.get(MAGIC.len()..front).ok_or_else(|| cut(front))?;
        let length = length.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
        let end = front.saturating_add(length);
        let head = Head::read(bytes.get(front..end).ok_or_else(|| cut(end))?)?;
        let mut archive = Self { head, parts: Vec::new(), data: None, damage: Vec::new() };
        let mut at = end as u64;
        for (name, size) in archive.head.parts.clone() {
            let Some(part) = PartName::parse(&name) else { continue };
            archive.add(part, at, part_of(bytes, at, size.into()));
            at += u64::from(size);
        }
        Ok(archive)
    }

    fn add(&mut self, part: PartName, at: u64, bytes: Result<&[u8], Fault>) {
        if part != PartName::Data {
            return self.parts.push(Found { part, at: Some(at), bytes: bytes.map(<[u8]>::to_vec) });
        }
        match bytes.and_then(|bytes| record::unseal(Kind::Data, bytes)) {
            Ok(data) => self.data = Some(data.to_vec()),
            Err(fault) => self.damage.push(Damage { part, at: Some(at), fault }),
        }
    }

    /// The runs in it, with what is damaged of it.
    ///
    /// # Errors
    /// When nothing can be made of what is whole.
    pub fn restore(self) -> Result<Restored, Vec<Damage>> {
        let mut restored = restore(self.head, self.parts).map_err(|mut damage| {
            damage.extend(self.damage.clone());
            damage
        })?;
        restored.damage.extend(self.damage);
        Ok(restored)
    }
}

/// The bytes of a part that begins at `at`.
fn part_of(bytes: &[u8], at: u64, size: u64) -> Result<&[u8], Fault> {
    let rest = bytes.get(usize::try_from(at).unwrap_or(usize::MAX)..).unwrap_or_default();
    let have = rest.len() as u64;
    usize::try_from(size).ok().and_then(|size| rest.get(..size)).ok_or(Fault::Cut { have, need: size })
}
