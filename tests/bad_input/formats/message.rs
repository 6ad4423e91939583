//! Messages between the page and its workers, which are postcard.

use saddle::protocol::{Command, Said, decode, encode};
use saddle::{reader, taker};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The bytes as a message of each kind. Accepted: they are one of them.
pub fn message(bytes: &[u8]) -> bool {
    let all = [
        same::<Command>(bytes),
        same::<Said>(bytes),
        same::<reader::Told>(bytes),
        same::<taker::Order>(bytes),
        same::<taker::Told>(bytes),
    ];
    all.contains(&true)
}

/// Compared as bytes: a number that is none is not equal to itself.
fn same<T: Serialize + DeserializeOwned>(bytes: &[u8]) -> bool {
    let Some(read) = decode::<T>(bytes) else { return false };
    let written = encode(&read);
    let again: T = decode(&written).expect("what was written is a message");
    assert!(encode(&again) == written);
    true
}
