//! The file of a comparison, `.saddle`.

use saddle::data::{OwnData, Source};
use saddle::experiment::{Experiment, MAX_RUNS};
use saddle::keep::archive::{Archive, MAGIC, front};
use saddle::keep::record::{HEADER, Kind, seal};
use saddle::keep::{Head, PartName, Restored, State};
use saddle::protocol::decode;

/// The most steps of a run for which there may be a place without a measurement.
const MOST_STEPS: usize = 20_000_000;

/// The bytes as a file, and as one whose hashes are right: most damage would go no further than those.
pub fn comparison(bytes: &[u8]) -> bool {
    let plain = read(bytes);
    let resealed = resealed(bytes).is_some_and(|bytes| read(&bytes));
    plain || resealed
}

fn read(bytes: &[u8]) -> bool {
    let Ok(archive) = Archive::read(bytes) else { return false };
    let own = archive.data.as_deref().and_then(decode::<OwnData>);
    own.filter(OwnData::is_whole).iter().for_each(opened);
    let Ok(restored) = archive.restore() else { return false };
    let Restored { head, kept, files, damage, .. } = restored;
    assert_eq!(Head::read(&head.record()).map(|again| again.record()), Ok(head.record()));
    assert!((1..=MAX_RUNS).contains(&kept.runs.len()) && kept.runs.len() == kept.script.courses.len());
    assert!(kept.runs.iter().all(|run| run.history.len() <= MOST_STEPS));
    assert!(damage.iter().all(|damage| damage.sentence().chars().count() < 400));
    let late: Vec<bool> = kept.runs.iter().map(|run| run.late).collect();
    let ended = kept.runs.iter().map(|run| run.ended);
    let state = State::of(&kept.script, &late, &kept.marks, kept.by_hand, files).with_ended(ended);
    let again = State::read(&state.record()).expect("a state");
    assert_eq!(again.script(), Ok((kept.script, late)));
    true
}

/// Data that came with a file can be trained on, or is refused.
fn opened(own: &OwnData) {
    if let Ok(mut source) = Source::of(&Experiment::default_for(own.data()), Some(own)) {
        source.batch(8, 0);
        source.held_out(8);
    }
}

/// The same file with lengths and hashes that fit what stands there.
fn resealed(bytes: &[u8]) -> Option<Vec<u8>> {
    let start = MAGIC.len() + 4;
    let length =
        bytes.get(MAGIC.len()..start)?.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
    let payload = bytes.get(start + HEADER..start.checked_add(length)?)?;
    let head = Head::read(&seal(Kind::Head, payload)).ok()?;
    let mut out = front(&head);
    let mut rest = &bytes[start + length..];
    for (name, size) in &head.parts {
        let part;
        (part, rest) = rest.split_at(rest.len().min(*size as usize));
        match PartName::parse(name).zip(part.get(HEADER..)) {
            Some((name, payload)) => out.extend(seal(name.kind(), payload)),
            None => out.extend(part),
        }
    }
    Some(out)
}
