//! Every kind of data through [`Source`].

use std::sync::Arc;

use super::files::fixtures;
use super::{DataError, OwnData, Source, SourceState, UserFile, Wishes};
use crate::experiment::architecture::Shape;
use crate::experiment::{Classes, Condition, Data, Experiment};

/// An IDX file of unsigned bytes.
fn write(dimensions: &[u32], values: &[u8]) -> Vec<u8> {
    fixtures::idx(8, dimensions, values)
}

/// `files` as the user's.
fn named(files: &[Vec<u8>]) -> Vec<UserFile> {
    let name = |i: usize| format!("{i}.idx");
    files.iter().enumerate().map(|(i, bytes)| UserFile { name: name(i), bytes: bytes.clone() }).collect()
}

/// `n` images of 8 x 8; image i is filled with the value i.
fn numbered(n: u8) -> Vec<u8> {
    let pixels: Vec<u8> = (0..n).flat_map(|i| [i; 64]).collect();
    write(&[u32::from(n), 8, 8], &pixels)
}

fn experiment(data: Data, seed: u32) -> Experiment {
    Experiment { seed, ..Experiment::default_for(data) }
}

fn open(data: Data, seed: u32) -> Source {
    Source::open(&experiment(data, seed), &[]).expect("no files needed")
}

/// The numbers of the images in a batch of [`numbered`].
fn numbers(batch: &[f32]) -> Vec<u8> {
    batch.chunks(64).map(|image| ((image[0] + 1.0) * 127.5).round() as u8).collect()
}

#[test]
fn an_epoch_holds_every_training_image_once_and_no_held_out_one() {
    let mut source = Source::open(&experiment(Data::Mnist, 3), &named(&[numbered(100)])).expect("valid");
    assert_eq!(source.counts(), Some((90, 10)));
    let held_out = numbers(&source.held_out(10));
    // Batches of 40 do not divide the epoch: the third spans two epochs.
    let drawn: Vec<u8> = (0..9).flat_map(|_| numbers(&source.batch(40, 0).values)).collect();
    let epochs: Vec<_> = drawn.chunks(90).collect();
    for epoch in &epochs {
        let mut all = [epoch, &held_out[..]].concat();
        all.sort_unstable();
        assert_eq!(all, (0..100).collect::<Vec<u8>>());
    }
    assert_ne!(epochs[0], epochs[1]);
}

#[test]
fn the_seed_orders_the_epochs_but_not_the_split() {
    let (mut a, mut b) = (open(Data::Digits8, 1), open(Data::Digits8, 2));
    assert_eq!(a.counts(), Some((1618, 179)));
    assert_eq!(a.held_out(179), b.held_out(179));
    assert_eq!(a.show(8), b.show(8));
    assert_ne!(a.batch(8, 0), b.batch(8, 0));
    assert_eq!(open(Data::Digits8, 1).batch(8, 0), open(Data::Digits8, 1).batch(8, 0));
}

#[test]
fn a_restored_source_repeats_every_bit() {
    for data in
        [Data::Ring8, Data::Grid25, Data::Spiral, Data::Moons, Data::Digits8, Data::Stacked8, Data::Shapes28]
    {
        let mut source = open(data, 5);
        source.batch(1001, 0);
        let state = source.state();
        let json = serde_json::to_string(&state).expect("serializable");
        let expected = source.batch(1501, 0);
        let mut resumed = open(data, 5);
        resumed.restore(&serde_json::from_str(&json).expect("a state")).expect("the same data");
        assert_eq!(resumed.batch(1501, 0), expected, "{data:?}");
        assert_eq!(resumed.state(), source.state());
    }
}

#[test]
fn a_state_of_other_data_is_refused() {
    let mut ring = open(Data::Ring8, 1);
    let mut digits = open(Data::Digits8, 1);
    assert_eq!(ring.restore(&digits.state()), Err(DataError::State));
    assert_eq!(digits.restore(&ring.state()), Err(DataError::State));
    assert_eq!(digits.restore(&SourceState::Images(u64::MAX)), Err(DataError::State));
}

#[test]
fn pixels_span_minus_one_to_one() {
    let mut digits = open(Data::Digits8, 1);
    assert_eq!(digits.shape(), Shape::Image { channels: 1, size: 8 });
    let batch = digits.batch(64, 0).values;
    assert_eq!(batch.len(), 64 * 64);
    assert!(batch.iter().all(|v| (-1.0..=1.0).contains(v)));
    assert!(batch.contains(&-1.0) && batch.contains(&1.0));
    assert_eq!(digits.counts().map(|(train, held_out)| train + held_out), Some(1797));
}

#[test]
fn showing_and_holding_out_do_not_move_the_batches() {
    let mut a = open(Data::Ring8, 1);
    let mut b = a.clone();
    assert_eq!(a.show(9), a.show(9));
    assert_eq!(a.held_out(9).len(), 18);
    assert_eq!(a.batch(9, 0), b.batch(9, 0));
}

#[test]
fn files_are_told_apart_in_any_order() {
    let labels = write(&[20], &(0..20).collect::<Vec<u8>>());
    for files in [[numbered(20), labels.clone()], [labels.clone(), numbered(20)]] {
        let source = Source::open(&experiment(Data::Mnist, 1), &named(&files)).expect("valid");
        let classes = numbers(&source.held_out(20));
        assert_eq!(source.held_out_labels(20), classes);
    }
}

#[test]
fn runs_share_the_images_of_files_that_are_parsed_once() {
    let files = OwnData::read(Data::Mnist, &named(&labelled(250)), &Wishes::default()).expect("valid");
    let OwnData::Images(images) = &files else { panic!("images") };
    let e = experiment(Data::Mnist, 1);
    let runs: Vec<_> = (0..4).map(|_| Source::of(&e, Some(&files)).expect("valid")).collect();
    let copy = runs[0].clone();
    assert_eq!(Arc::strong_count(images), 6, "four runs, a copy and the files themselves");
    let opened = Source::open(&e, &named(&labelled(250))).expect("valid");
    for mut run in runs.into_iter().chain([copy]) {
        assert_eq!(run.batch(20, 0), opened.clone().batch(20, 0));
    }
    assert_eq!(Source::of(&e, None).expect_err("no files"), DataError::NoFiles);
    assert!(
        Source::of(&experiment(Data::Digits8, 1), Some(&files)).is_ok(),
        "files of no use are left alone"
    );
}

/// A table of `n` points (i, i * i).
fn table(n: usize) -> Vec<UserFile> {
    let text: String = (0..n).map(|i| format!("{i}.5;{}\n", i * i)).collect();
    vec![UserFile { name: "points.csv".into(), bytes: text.into() }]
}

/// `n` images of 8 x 8, whose columns are i, i + 1, ….
fn slopes(n: u8) -> Vec<u8> {
    let pixels: Vec<u8> = (0..n).flat_map(|i| (0..64).map(move |at| i + at % 8)).collect();
    write(&[n.into(), 8, 8], &pixels)
}

#[test]
fn mirrored_images_are_trained_on_once_an_epoch_too_and_never_held_out() {
    let e = Experiment { mirrored: true, ..experiment(Data::Images, 3) };
    let mut source = Source::open(&e, &named(&[slopes(50)])).expect("images");
    assert_eq!((source.trained_on(), source.counts()), (Some(90), Some((90, 5))));
    // The first and the last pixel of the first row tell which image it is, and which way it lies.
    let ends = |values: &[f32]| -> Vec<(i32, i32)> {
        let byte = |v: f32| ((v + 1.0) * 127.5).round() as i32;
        values.chunks(64).map(|image| (byte(image[0]), byte(image[7]))).collect()
    };
    let mut seen = ends(&source.batch(90, 0).values);
    let held_out = ends(&source.held_out(5));
    assert!(held_out.iter().all(|(first, last)| last - first == 7));
    assert!(seen.iter().all(|(a, b)| !held_out.contains(&(*a.min(b), *a.max(b)))));
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 90);
    assert!(seen.iter().all(|(a, b)| seen.binary_search(&(*b, *a)).is_ok()), "each lies both ways");
    let state = source.state();
    let expected = source.batch(100, 0);
    let mut resumed = Source::open(&e, &named(&[slopes(50)])).expect("images");
    resumed.restore(&state).expect("the same data");
    assert_eq!(resumed.batch(100, 0), expected);
    let few = Experiment { count: 7, ..e };
    let few = Source::open(&few, &named(&[slopes(50)])).expect("images");
    assert_eq!(few.trained_on(), Some(14));
}

#[test]
fn own_points_are_split_walked_and_resumed_as_images_are() {
    let e = experiment(Data::Table, 3);
    let mut source = Source::open(&e, &table(50)).expect("points");
    assert_eq!((source.shape(), source.counts()), (Shape::Point, Some((45, 5))));
    let held_out = source.held_out(5);
    let epoch = source.batch(45, 0).values;
    let points =
        |values: &[f32]| values.chunks(2).map(|p| [p[0].to_bits(), p[1].to_bits()]).collect::<Vec<_>>();
    let mut all = [points(&epoch), points(&held_out)].concat();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 50);
    let state = source.state();
    let expected = source.batch(70, 0);
    let mut resumed = Source::open(&e, &table(50)).expect("points");
    resumed.restore(&state).expect("the same data");
    assert_eq!(resumed.batch(70, 0), expected);
    let mut few = Source::open(&Experiment { count: 7, ..e.clone() }, &table(50)).expect("points");
    let mut seven = points(&few.batch(70, 0).values);
    seven.sort_unstable();
    seven.dedup();
    assert_eq!((few.trained_on(), seven.len()), (Some(7), 7));
    let images = OwnData::read(Data::Mnist, &named(&[numbered(20)]), &Wishes::default()).expect("images");
    assert_eq!(Source::of(&e, Some(&images)).expect_err("no points"), DataError::NoFiles);
}

#[test]
fn bad_files_are_named() {
    let e = experiment(Data::Mnist, 1);
    let said = |files: &[Vec<u8>]| Source::open(&e, &named(files)).expect_err("bad").to_string();
    let labels = write(&[3], &[1, 2, 3]);
    assert!(said(&[]).starts_with("this data set needs your own files"));
    assert_eq!(said(&[numbered(20), labels.clone()]), "3 labels for 20 images; the numbers must be equal");
    assert_eq!(said(&[labels]), "0.idx holds labels; a file of images is needed too");
    assert!(said(&[numbered(20), numbered(20)]).starts_with("2 files with 2 of images"));
    assert_eq!(said(&[numbered(9)]), "9 images; at least 10 are needed");
    assert!(said(&[numbered(20), b"hello".to_vec()]).starts_with("1.idx: text without a table of numbers"));
}

/// `n` images of 8 x 8 and their labels: image i is filled with the value i and of class i % 10.
fn labelled(n: u8) -> [Vec<u8>; 2] {
    [numbered(n), write(&[u32::from(n)], &(0..n).map(|i| i % 10).collect::<Vec<_>>())]
}

#[test]
fn labels_are_those_of_the_images() {
    let source = Source::open(&experiment(Data::Mnist, 1), &named(&labelled(250))).expect("valid");
    let classes = |images: &[f32]| numbers(images).iter().map(|i| i % 10).collect::<Vec<_>>();
    assert_eq!(source.reference_labels(300), classes(&source.reference(300)));
    assert_eq!(source.held_out_labels(30), classes(&source.held_out(30)));
    let unlabelled = Source::open(&experiment(Data::Mnist, 1), &named(&[numbered(100)])).expect("valid");
    assert!(unlabelled.reference_labels(9).is_empty() && unlabelled.held_out_labels(9).is_empty());
    assert!(open(Data::Ring8, 1).held_out_labels(9).is_empty());
}

fn by_class(classes: Classes) -> Experiment {
    Experiment { classes, steps: 100, ..experiment(Data::Mnist, 3) }
}

#[test]
fn one_class_alone_is_trained_shown_and_held_out() {
    let mut source = Source::open(&by_class(Classes::Only(7)), &named(&labelled(250))).expect("valid");
    let (train, held_out) = source.counts().expect("images");
    assert_eq!(train + held_out, 25);
    let batch = source.batch(100, 99);
    assert!(batch.labels.iter().all(|l| *l == 7));
    let (shown, held) = (source.show(40), source.held_out(held_out as usize));
    let (measured, drawn) = (source.reference(40), numbers(&batch.values));
    assert!([&shown, &held, &measured].iter().flat_map(|v| numbers(v)).all(|i| i % 10 == 7));
    assert!(numbers(&held).iter().all(|i| !drawn.contains(i)));
}

#[test]
fn one_class_holds_out_what_all_classes_hold_out() {
    let held = |classes| {
        let source = Source::open(&by_class(classes), &named(&labelled(250))).expect("valid");
        let count = source.counts().expect("images").1;
        numbers(&source.held_out(count as usize))
    };
    let all = held(Classes::All);
    assert!(held(Classes::Only(7)).iter().all(|i| all.contains(i)));
}

#[test]
fn in_turn_each_step_draws_its_class_as_that_class_alone_does() {
    let mut source = Source::open(&by_class(Classes::InTurn), &named(&labelled(250))).expect("valid");
    for step in 0..100 {
        let batch = source.batch(8, step);
        assert_eq!(batch.labels, [(step / 10) as u8; 8]);
        assert_eq!(source.class_at(step), Some((step / 10) as u8));
        if step % 10 == 0 {
            let alone = by_class(Classes::Only((step / 10) as u8));
            let mut alone = Source::open(&alone, &named(&labelled(250))).expect("valid");
            assert_eq!(alone.batch(8, 0), batch);
        }
    }
    assert_eq!(open(Data::Digits8, 1).class_at(5), None);
}

#[test]
fn classes_in_turn_resume_to_the_bit() {
    let open = || Source::open(&by_class(Classes::InTurn), &named(&labelled(250))).expect("valid");
    let mut source = open();
    assert_eq!(source.state(), SourceState::Images(0));
    (0..37).for_each(|step| drop(source.batch(8, step)));
    assert_eq!(source.state(), SourceState::InTurn { class: 3, drawn: 56 });
    let mut resumed = open();
    resumed.restore(&source.state()).expect("the same data");
    for step in 37..60 {
        assert_eq!(resumed.batch(8, step), source.batch(8, step), "{step}");
    }
}

#[test]
fn a_fork_may_change_the_classes() {
    let open = |classes| Source::open(&by_class(classes), &named(&labelled(250))).expect("valid");
    let mut all = open(Classes::All);
    all.batch(1000, 0);
    let mut turns = open(Classes::InTurn);
    turns.batch(8, 50);
    for classes in [Classes::All, Classes::InTurn, Classes::Only(2)] {
        for state in [all.state(), turns.state()] {
            let mut fork = open(classes);
            fork.restore(&state).expect("the same data");
            assert_eq!(fork.batch(8, 55).labels.len(), 8);
        }
    }
    let damaged = SourceState::InTurn { class: 10, drawn: u64::MAX };
    assert_eq!(turns.restore(&damaged), Err(DataError::State));
}

#[test]
fn a_conditional_run_shows_one_class_a_column_and_draws_as_the_plain_one() {
    let mut e = experiment(Data::Digits8, 1);
    let mut plain = Source::open(&e, &[]).expect("shipped");
    e.condition = Condition::Concat;
    let mut source = Source::open(&e, &[]).expect("shipped");
    let mut e = by_class(Classes::All);
    e.condition = Condition::Projection;
    let shown = Source::open(&e, &named(&labelled(250))).expect("valid").show(80);
    assert!(numbers(&shown).iter().enumerate().all(|(i, image)| usize::from(image % 10) == i % 10));
    let batch = source.batch(64, 0);
    assert_eq!(batch.labels.len(), 64);
    assert_eq!(plain.batch(64, 0), batch);
}

#[test]
fn what_a_run_by_class_misses_is_named_with_its_key() {
    let said =
        |e: &Experiment, files: &[Vec<u8>]| Source::open(e, &named(files)).expect_err("bad").to_string();
    let unlabelled = [numbered(100)];
    let needs = "needs the class of every image: choose a file of labels too";
    assert_eq!(said(&by_class(Classes::InTurn), &unlabelled), format!("classes=in-turn {needs}"));
    let mut e = by_class(Classes::All);
    e.condition = Condition::Projection;
    assert_eq!(said(&e, &unlabelled), format!("condition=projection {needs}"));
    let with = |label: u8| [numbered(100), write(&[100], &[label; 100])];
    assert_eq!(said(&by_class(Classes::Only(3)), &with(3)[..1]), format!("classes=only:3 {needs}"));
    assert_eq!(said(&by_class(Classes::Only(3)), &with(4)), "no image of class 3 to train on");
    assert_eq!(said(&by_class(Classes::InTurn), &with(0)), "no image of class 1 to train on");
    assert_eq!(said(&by_class(Classes::Only(3)), &with(17)), "label 17; accepted are the classes 0 to 9");
    assert!(Source::open(&by_class(Classes::All), &named(&with(17))).is_ok());
}

fn few(data: Data, count: u32, seed: u32) -> Experiment {
    Experiment { count, ..experiment(data, seed) }
}

/// The different samples among `n` that a run draws, sorted.
fn distinct(e: &Experiment, n: usize) -> Vec<Vec<u32>> {
    let mut source = Source::open(e, &[]).expect("shipped");
    let dims = source.shape().len();
    let values = source.batch(n, 0).values;
    let mut all: Vec<Vec<u32>> =
        values.chunks(dims).map(|s| s.iter().map(|v| v.to_bits()).collect()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn few_samples_are_the_same_all_through_the_run_and_some_of_more() {
    for data in [Data::Ring8, Data::Spiral, Data::Digits8, Data::Stacked8, Data::Shapes28] {
        let twenty = distinct(&few(data, 20, 3), 1000);
        // Two of the digits may be equal to the pixel, and some of twenty may not be drawn.
        assert!((18..=20).contains(&twenty.len()), "{data:?}: {}", twenty.len());
        let fifty = distinct(&few(data, 50, 3), 4000);
        assert!(twenty.iter().all(|sample| fifty.contains(sample)), "{data:?}");
        assert_ne!(distinct(&few(data, 20, 4), 1000), twenty, "{data:?}: another seed has others");
    }
}

#[test]
fn few_samples_leave_what_is_shown_measured_against_and_held_out_alone() {
    for data in [Data::Moons, Data::Digits8, Data::Stacked8, Data::Shapes28] {
        let all = open(data, 3);
        let few = Source::open(&few(data, 20, 3), &[]).expect("shipped");
        assert_eq!(few.show(30), all.show(30), "{data:?}");
        assert_eq!(few.reference(30), all.reference(30), "{data:?}");
        assert_eq!(few.held_out(30), all.held_out(30), "{data:?}");
        assert_eq!((few.counts(), few.trained_on()), (all.counts(), Some(20)), "{data:?}");
        assert_eq!(all.trained_on(), all.counts().map(|(train, _)| train), "{data:?}");
        assert_eq!(all.trained(30), all.reference(30), "{data:?}");
        let dims = few.shape().len();
        let drawn = distinct(&self::few(data, 20, 3), 1000);
        let trained = few.trained(40);
        let bits = |s: &[f32]| s.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
        assert!(trained.chunks(dims).all(|sample| drawn.contains(&bits(sample))), "{data:?}");
    }
}

#[test]
fn as_many_images_as_there_are_is_all_of_them_to_the_bit() {
    let mut all = open(Data::Digits8, 3);
    let expected = all.batch(3000, 0);
    for count in [1618, 60_000] {
        let mut source = Source::open(&few(Data::Digits8, count, 3), &[]).expect("shipped");
        assert_eq!(source.batch(3000, 0), expected);
    }
}

#[test]
fn few_samples_resume_to_the_bit() {
    for data in [Data::Ring8, Data::Digits8, Data::Shapes28] {
        let open = || Source::open(&few(data, 15, 5), &[]).expect("shipped");
        let mut source = open();
        source.batch(37, 0);
        let mut resumed = open();
        resumed.restore(&source.state()).expect("the same data");
        assert_eq!(resumed.batch(50, 0), source.batch(50, 0), "{data:?}");
    }
}

#[test]
fn few_images_by_class_are_of_their_class_or_named_as_too_few() {
    let only = Experiment { count: 12, ..by_class(Classes::Only(7)) };
    let mut source = Source::open(&only, &named(&labelled(250))).expect("valid");
    assert_eq!(source.trained_on(), Some(12));
    assert!(source.batch(40, 0).labels.iter().all(|l| *l == 7));
    let turns = Experiment { count: 10, ..by_class(Classes::InTurn) };
    let said = Source::open(&turns, &named(&labelled(250))).expect_err("too few").to_string();
    assert!(said.starts_with("none of the 10 images to train on is of class "), "{said}");
    // Shapes are made of every class as they are wanted.
    let mut turns = few(Data::Shapes28, 25, 3);
    (turns.classes, turns.steps) = (Classes::InTurn, 100);
    let mut source = Source::open(&turns, &[]).expect("valid");
    let batch = source.batch(60, 35);
    assert_eq!(batch.labels, [3; 60]);
    let mut images: Vec<_> =
        batch.values.chunks(784).map(|s| s.iter().map(|v| v.to_bits()).collect::<Vec<_>>()).collect();
    images.sort_unstable();
    images.dedup();
    assert_eq!(images.len(), 3, "a tenth of 25, rounded up");
}
