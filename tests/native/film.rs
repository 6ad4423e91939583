//! The film that ships (`saddle film --out www/opening.bin`): it is of the comparison that the page opens on, and what it
//! shows is what the session gives today.
#![cfg(feature = "cli")]

use burn::prelude::Device;
use saddle::experiment::{Comparison, Script};
use saddle::play::film::Film;
use saddle::record::{Frame, Pixels};
use saddle::session::Session;

use super::training::now;

const FILE: &[u8] = include_bytes!("../../www/opening.bin");

/// Half of what two places of a coordinate are apart.
const HALF: f32 = 1.9 / 510.0 + 1e-6;

/// How far engines that round otherwise may be from each other in the first pictures.
const NEAR: f32 = 0.03;

fn film() -> Film {
    Film::decode(FILE).expect("a film")
}

/// The most by which a coordinate of the film is off; what one leaves out must lie at the edge of the other.
fn farthest(recorded: &Frame, today: &Frame) -> f32 {
    let (Pixels::Points(old), Pixels::Points(new)) = (&recorded.samples, &today.samples) else {
        panic!("points")
    };
    assert_eq!((old.len(), recorded.extent), (new.len(), today.extent));
    let off = |(old, new): (&f32, &f32)| match old.is_finite() {
        true => (old - new).abs(),
        false => (today.extent - new.abs()).max(0.0),
    };
    old.iter().zip(new).map(off).fold(0.0, f32::max)
}

#[test]
fn it_is_of_the_comparison_that_the_page_opens_on_and_small() {
    let (film, opening) = (film(), Comparison::default());
    assert!(FILE.len() < 60_000, "{} bytes", FILE.len());
    assert_eq!(film.of, Film::name(&Script::default()), "make it again: saddle film --out www/opening.bin");
    assert_eq!(film.runs.len(), opening.runs.len());
    assert!((25..=41).contains(&film.steps.len()), "{} pictures", film.steps.len());
    assert_eq!((film.steps[0], film.steps.last()), (0, Some(&opening.runs[0].steps)));
}

#[test]
fn what_it_shows_is_what_the_session_gives_today() {
    let film = film();
    let runs = Comparison::default().runs;
    let mut sessions: Vec<Session> =
        runs.into_iter().map(|e| Session::new(e, &[], &Device::flex(), None).expect("a run")).collect();
    let mut off = |picture: usize| {
        let step = film.steps[picture];
        let off = sessions.iter_mut().zip(&film.runs).map(|(session, recorded)| {
            now(session.advance(step, || false)).expect("the CPU is never lost");
            farthest(&recorded[picture], &now(session.frame()).expect("the CPU is never lost"))
        });
        off.fold(0.0, f32::max)
    };
    let first = [0, 1, 2].map(&mut off);
    assert!(
        first.iter().all(|off| *off < NEAR),
        "make it again: saddle film --out www/opening.bin; {first:?}"
    );
    // An engine that rounds as the one that made it ends as that did; in others the runs drift apart by then.
    if first.iter().all(|off| *off <= HALF) {
        let last = off(film.steps.len() - 1);
        assert!(last <= HALF, "make it again: saddle film --out www/opening.bin; {last}");
    }
}
