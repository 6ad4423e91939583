//! A record: bytes that say what they are, of which version, how long, and whether they are whole.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::text::shelf as t;

/// Raised when what a record holds changes its meaning; an older page leaves newer records alone.
pub const VERSION: u16 = 1;

/// How a record begins.
const MAGIC: [u8; 4] = *b"SDLk";

/// Magic, version, kind, length and hash.
pub const HEADER: usize = 4 + 2 + 2 + 8 + 8;

/// What a record holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub enum Kind {
    /// What the list shows, and the parts by name.
    Head = 1,
    /// The script and what happened.
    State = 2,
    /// A piece of a run's measurements.
    History = 3,
    /// A piece of a run's metrics.
    Scores = 4,
    /// A run's clock.
    Clock = 5,
    /// A checkpoint.
    Checkpoint = 6,
    /// A snapshot.
    Snap = 7,
    /// The user's data, as an engine takes it.
    Data = 8,
    /// What is known of the user's data that is kept by itself.
    Set = 9,
}

/// Why a record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Its beginning is not that of a record.
    #[error("{}", t::FOREIGN)]
    Foreign,
    /// A later Saddle wrote it.
    #[error("{}", t::newer(.0, VERSION))]
    Newer(u16),
    /// Another record than the one that is asked for.
    #[error("{}", t::OTHER)]
    Other,
    /// It ends too soon, or is not there.
    #[error("{}", t::cut(.have, .need))]
    Cut {
        /// Bytes that are there.
        have: u64,
        /// Bytes that it says it has.
        need: u64,
    },
    /// Its bytes are not those that were written.
    #[error("{}", t::CHANGED)]
    Changed,
    /// It is whole and holds what cannot be.
    #[error("{}", t::absurd(.0))]
    Absurd(&'static str),
}

/// FNV-1a of 64 bits (Fowler, Noll and Vo 1991), going on from `hash`.
fn fnv(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of `bytes`.
pub fn hash(bytes: &[u8]) -> u64 {
    fnv(0xcbf2_9ce4_8422_2325, bytes)
}

/// `payload` as a record.
pub fn seal(kind: Kind, payload: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(HEADER + payload.len());
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((kind as u16).to_le_bytes());
    bytes.extend((payload.len() as u64).to_le_bytes());
    let sum = fnv(hash(&bytes), payload);
    bytes.extend(sum.to_le_bytes());
    bytes.extend(payload);
    bytes
}

/// `value` as a record.
pub fn write<T: Serialize>(kind: Kind, value: &T) -> Vec<u8> {
    seal(kind, &crate::protocol::encode(value))
}

/// What `bytes` hold, which must be a record of `kind` and nothing more.
///
/// # Errors
/// When they are none, of a newer version, cut, or changed.
pub fn unseal(kind: Kind, bytes: &[u8]) -> Result<&[u8], Fault> {
    let have = bytes.len() as u64;
    if !bytes.starts_with(&MAGIC[..bytes.len().min(4)]) {
        return Err(Fault::Foreign);
    }
    let Some((header, payload)) = bytes.split_first_chunk::<HEADER>() else {
        return Err(Fault::Cut { have, need: HEADER as u64 });
    };
    let version = u16::from_le_bytes([header[4], header[5]]);
    if version > VERSION {
        return Err(Fault::Newer(version));
    }
    let number = |at: usize| {
        let bytes: [u8; 8] = std::array::from_fn(|i| header[at + i]);
        u64::from_le_bytes(bytes)
    };
    let need = number(8).saturating_add(HEADER as u64);
    if have < need {
        return Err(Fault::Cut { have, need });
    }
    if have > need || fnv(hash(&header[..16]), payload) != number(16) {
        return Err(Fault::Changed);
    }
    let same = u16::from_le_bytes([header[6], header[7]]) == kind as u16;
    if same { Ok(payload) } else { Err(Fault::Other) }
}

/// Reads a record of `kind`.
///
/// # Errors
/// As [`unseal`], and when it does not hold a `T`.
pub fn read<T: DeserializeOwned>(kind: Kind, bytes: &[u8]) -> Result<T, Fault> {
    let payload = unseal(kind, bytes)?;
    postcard::from_bytes(payload).map_err(|_| Fault::Absurd(t::NOT_ITS_KIND.get()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_back_as_what_it_is() {
        let sealed = write(Kind::Clock, &(7_u32, "ring".to_owned()));
        assert_eq!(read(Kind::Clock, &sealed), Ok((7_u32, "ring".to_owned())));
        assert_eq!(read::<(u32, String)>(Kind::Snap, &sealed), Err(Fault::Other));
        assert_eq!(hash(b"foobar"), 0x8594_4171_f739_67e8, "the known answer of FNV-1a");
    }

    #[test]
    fn every_flipped_bit_and_every_cut_is_noticed() {
        let sealed = seal(Kind::State, b"what was trained");
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut bad = sealed.clone();
                bad[at] ^= 1 << bit;
                assert!(unseal(Kind::State, &bad).is_err(), "bit {bit} of byte {at}");
            }
            let cut = unseal(Kind::State, &sealed[..at]);
            assert!(matches!(cut, Err(Fault::Cut { have, .. }) if have == at as u64), "{at}: {cut:?}");
        }
        let longer: Vec<u8> = sealed.iter().copied().chain([0]).collect();
        assert_eq!(unseal(Kind::State, &longer), Err(Fault::Changed));
    }

    #[test]
    fn a_newer_record_is_told_apart_from_a_damaged_one() {
        let mut newer = seal(Kind::State, b"what");
        newer[4] = 9;
        assert_eq!(unseal(Kind::State, &newer), Err(Fault::Newer(9)));
        assert_eq!(unseal(Kind::State, b"PK\x03\x04"), Err(Fault::Foreign));
        let mut absurd = seal(Kind::State, b"what");
        absurd[8..16].copy_from_slice(&u64::MAX.to_le_bytes());
        assert!(matches!(unseal(Kind::State, &absurd), Err(Fault::Cut { need: u64::MAX, .. })));
    }
}
