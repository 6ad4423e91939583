//! Live edits land on their step: whatever the pauses, however late they are given, and from any
//! checkpoint on, a run is the same to the last bit.

use burn::prelude::Device;
use proptest::prelude::*;
use saddle::experiment::{Data, Experiment, Norm, Schedule};
use saddle::failure::Failure;
use saddle::record::StepRecord;
use saddle::session::{Session, SessionOptions};

use super::support::{BOTH, bits, now, saved, session, small, trail, train, weights};

/// Losses as bits.
fn losses_of(records: &[StepRecord]) -> Vec<(u32, u32)> {
    records.iter().map(|r| (r.loss_d.to_bits(), r.loss_g.to_bits())).collect()
}

/// Live keys of three edits, one of them of what watches for a collapse.
fn edits(e: &Experiment) -> Vec<(u32, Experiment)> {
    let mut first = e.clone();
    (first.discriminator.lr, first.labels.flip, first.labels.spread) = (1e-2, 0.1, 0.1);
    let mut second = first.clone();
    (second.schedule, second.discriminator.steps, second.replay) = (Schedule::OnCollapse, 2, 0.5);
    let third = Experiment { ema: 0.9, ..second.clone() };
    vec![(23, first), (23, second), (61, third)]
}

fn opened(e: &Experiment, edits: &[(u32, Experiment)], resume: Option<&[u8]>) -> Session {
    let options = SessionOptions { edits: edits.to_vec(), resume, ..SessionOptions::of(e.clone()) };
    Session::open(options, &Device::flex()).expect("a session")
}

/// Trains to `to` with a pause after every `every` steps, and gives the losses.
fn chunked(run: &mut Session, to: u32, every: u32) -> Vec<(u32, u32)> {
    let mut losses = Vec::new();
    while run.step_count() < to {
        let mut left = every;
        let reading = now(run.advance(to, || {
            left -= 1;
            left == 0
        }));
        losses.extend(losses_of(&reading.expect("records").records));
    }
    losses.extend(losses_of(&now(run.drain()).expect("records").records));
    losses
}

#[test]
fn edits_planned_live_paused_and_resumed_give_the_same_losses_to_the_bit() {
    for data in BOTH {
        let e = small(data);
        let edits = edits(&e);
        let mut planned = opened(&e, &edits, None);
        let expected = chunked(&mut planned, 400, 400);
        let happened = planned.happenings();
        let weights_then = bits(&weights(&planned));
        assert_eq!(expected.len(), 400);
        for every in [1, 7, 20, 33] {
            let mut live = opened(&e, &[], None);
            let mut found = chunked(&mut live, 17, every);
            for (after, to) in &edits {
                found.extend(chunked(&mut live, after - 5, every));
                live.schedule(*after, to).expect("in time");
            }
            found.extend(chunked(&mut live, 400, every));
            assert_eq!(found, expected, "{data:?}, paused every {every}");
            assert_eq!(live.happenings(), happened, "{data:?}, paused every {every}");
            assert_eq!(bits(&weights(&live)), weights_then, "{data:?}, paused every {every}");
        }
        // Before, at, between and after the edits.
        for at in [10, 23, 40, 61, 200] {
            let mut first = opened(&e, &edits, None);
            let mut found = chunked(&mut first, at, 9);
            let bytes = saved(&mut first);
            let mut second = opened(&e, &edits, Some(&bytes));
            assert_eq!(second.step_count(), at);
            found.extend(chunked(&mut second, 400, 11));
            assert_eq!(found, expected, "{data:?}, resumed at {at}");
            let all = [first.happenings(), second.happenings()].concat();
            assert_eq!(all, happened, "{data:?}, resumed at {at}");
        }
    }
}

#[test]
fn an_edit_resets_the_watch_for_a_collapse_at_its_step_however_late_records_are_read() {
    // D wins early, so halvings come; an edit in between begins to watch anew.
    let mut e = small(Data::Ring8);
    (e.schedule, e.steps, e.generator.lr, e.discriminator.lr) = (Schedule::OnCollapse, 1000, 1e-6, 1e-2);
    let mut slower = e.clone();
    slower.generator.lr = 2e-6;
    let run = |every| {
        let mut run = opened(&e, &[(317, slower.clone())], None);
        let losses = chunked(&mut run, 700, every);
        (losses, run.happenings())
    };
    let (losses, happened) = run(1);
    assert!(!happened.is_empty(), "D has won in this run");
    for every in [3, 19, 20, 700] {
        assert_eq!(run(every), (losses.clone(), happened.clone()), "paused every {every}");
    }
}

#[test]
fn an_edit_that_cannot_stand_or_comes_too_late_is_refused_and_changes_nothing() {
    let mut e = small(Data::Digits8);
    e.discriminator.norm = Norm::Batch;
    let mut run = session(&e);
    train(&mut run, 5);
    let mut penalised = e.clone();
    penalised.penalty.r1 = 1.0;
    assert!(matches!(run.schedule(7, &penalised), Err(Failure::Invalid(_))));
    let planned = SessionOptions { edits: vec![(7, penalised)], ..SessionOptions::of(e.clone()) };
    assert!(matches!(Session::open(planned, &Device::flex()).err(), Some(Failure::Invalid(_))));
    assert_eq!(run.schedule(4, &e), Err(Failure::LateEdit { after: 4, step: 5 }));
    let mut plain = session(&e);
    train(&mut plain, 5);
    assert_eq!(trail(&mut run, 9), trail(&mut plain, 9));
}

/// An experiment with other values of some live keys.
fn change() -> impl Strategy<Value = Experiment> {
    let keys = (1e-4..1e-2_f64, 0.0..0.3_f64, 0.0..0.9_f64, 1..3_u32, prop::bool::ANY);
    keys.prop_map(|(lr, flip, replay, steps, halves)| {
        let mut e = small(Data::Ring8);
        (e.discriminator.lr, e.labels.flip, e.replay) = (lr, flip, replay);
        e.discriminator.steps = steps;
        e.schedule = if halves { Schedule::OnCollapse } else { Schedule::Linear };
        e
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_edits_with_any_pauses_and_any_checkpoint_give_the_same_run(
        edits in prop::collection::vec((0..90_u32, change()), 0..4),
        pauses in prop::collection::vec(1..40_u32, 1..8),
        at in 0..100_u32,
    ) {
        let e = small(Data::Ring8);
        let mut whole = opened(&e, &edits, None);
        let expected = chunked(&mut whole, 100, 100);
        // Live: each edit is given at the last pause before its step.
        let mut live = opened(&e, &[], None);
        let mut waiting = edits.clone();
        waiting.sort_by_key(|(after, _)| *after);
        let mut found = Vec::new();
        for pause in pauses.iter().cycle() {
            let to = (live.step_count() + pause).min(100);
            while waiting.first().is_some_and(|(after, _)| *after < to) {
                let (after, to) = waiting.remove(0);
                prop_assert_eq!(live.schedule(after, &to), Ok(()));
            }
            found.extend(chunked(&mut live, to, *pause));
            if to == 100 {
                break;
            }
        }
        prop_assert_eq!(&found, &expected);
        // Resumed.
        let mut first = opened(&e, &edits, None);
        let mut found = chunked(&mut first, at, pauses[0]);
        let bytes = saved(&mut first);
        let mut second = opened(&e, &edits, Some(&bytes));
        found.extend(chunked(&mut second, 100, pauses[0]));
        prop_assert_eq!(&found, &expected);
    }
}
