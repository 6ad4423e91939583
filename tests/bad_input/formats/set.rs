//! What is known of data that is kept by itself.

use saddle::keep::record::{HEADER, Kind, seal};
use saddle::keep::sets::KeptSet;

/// The bytes as they are, and with a length and hash that fit what stands there.
pub fn set(bytes: &[u8]) -> bool {
    let mended = bytes.get(HEADER..).map(|payload| seal(Kind::Set, payload));
    read(bytes) | mended.is_some_and(|bytes| read(&bytes))
}

fn read(bytes: &[u8]) -> bool {
    let Ok(set) = KeptSet::read(bytes) else { return false };
    assert!(set.when.is_finite() && set.bytes().is_finite() && set.bytes() >= 0.0);
    assert!(!set.name.trim().is_empty() && set.name.chars().count() <= 60, "{:?}", set.name);
    assert_eq!(KeptSet::read(&set.record()), Ok(set));
    true
}
