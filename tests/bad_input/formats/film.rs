//! The recorded film of a comparison.

use saddle::experiment::MAX_RUNS;
use saddle::play::film::Film;

/// The bytes as they are, and with a hash that is put right.
pub fn film(bytes: &[u8]) -> bool {
    let as_it_is = film_of(bytes);
    let mut mended = bytes.to_vec();
    if mended.len() > 22 {
        let sum = fnv(mended[..14].iter().chain(&mended[22..]));
        mended[14..22].copy_from_slice(&sum.to_le_bytes());
    }
    film_of(&mended) || as_it_is
}

fn film_of(bytes: &[u8]) -> bool {
    let Some(film) = Film::decode(bytes) else { return false };
    assert!((1..=MAX_RUNS).contains(&film.runs.len()));
    assert!(film.runs.iter().all(|run| run.len() == film.steps.len()));
    assert_eq!(Film::decode(&film.encode().expect("a file")), Some(film));
    true
}

fn fnv<'a>(bytes: impl Iterator<Item = &'a u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
