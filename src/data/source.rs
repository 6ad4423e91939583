//! One way to ask for a batch, whatever the data.

use serde::{Deserialize, Serialize};

use super::classes::class_at;
use super::digits;
use super::endless::{Endless, Purpose};
use super::error::DataError;
use super::idx::{self, Idx, IdxImages};
use super::images::Images;
use crate::experiment::architecture::Shape;
use crate::experiment::{CLASSES, Classes, Data, Experiment};
use crate::rng::{Position, Stream};

/// More samples than a run can draw; above it a state is damaged.
const MAX_DRAWN: u64 = 1 << 53;

/// Where a [`Source`] stands, for checkpoints.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SourceState {
    /// Data drawn without end: where the stream stands.
    Points(Position),
    /// Images: samples drawn so far.
    Images(u64),
    /// Images, one class after the other.
    InTurn {
        /// The class whose turn it is.
        class: u8,
        /// Samples of it drawn so far.
        drawn: u64,
    },
}

/// Samples to train on.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// One sample after the other: points as x, y, images channel by channel and row by row, from -1
    /// (black) to 1 (white).
    pub values: Vec<f32>,
    /// The class of each image; empty for points and for images without labels.
    pub labels: Vec<u8>,
}

/// A data set and how far a run has come in it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Steps of a run that takes the classes in turn.
    in_turn: Option<u32>,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Endless(Endless, Stream),
    Images(Box<Images>),
}

impl Source {
    /// Opens the data of `e`, with its seed and of its classes. `files` are the user's IDX files in
    /// any order, for data sets that need them.
    ///
    /// # Errors
    /// [`DataError`] with what was expected and what was found.
    pub fn open(e: &Experiment, files: &[Vec<u8>]) -> Result<Self, DataError> {
        let in_turn = (e.data.has_classes() && e.classes == Classes::InTurn).then_some(e.steps);
        if let Some(endless) = Endless::open(e)? {
            return Ok(Self { in_turn, kind: Kind::Endless(endless, Stream::new(e.seed, "batch")) });
        }
        let (images, labels) = if e.data == Data::Digits8 {
            let (images, labels) = digits::load()?;
            (images, Some(labels))
        } else {
            read_files(files)?
        };
        Ok(Self { in_turn, kind: Kind::Images(Box::new(Images::new(e, images, labels)?)) })
    }

    /// The shape of a sample.
    pub fn shape(&self) -> Shape {
        match &self.kind {
            Kind::Endless(endless, _) => endless.shape(),
            Kind::Images(images) => Shape::Image { channels: 1, size: images.images.size },
        }
    }

    /// Samples to train on and held out; `None` when the data is made without end.
    pub fn counts(&self) -> Option<(u32, u32)> {
        match &self.kind {
            Kind::Endless(..) => None,
            Kind::Images(images) => Some((images.train.len() as u32, images.held_out.len() as u32)),
        }
    }

    /// The class that `step` trains on, in a run that takes them in turn.
    pub fn class_at(&self, step: u32) -> Option<u8> {
        self.in_turn.map(|steps| class_at(step, steps))
    }

    /// The next `n` samples to train on in `step` (from 0), which matters only for classes in turn.
    pub fn batch(&mut self, n: usize, step: u32) -> Batch {
        let class = self.class_at(step);
        match &mut self.kind {
            Kind::Endless(endless, stream) => endless.draw(stream, n, Purpose::Train(class)),
            Kind::Images(images) => {
                if let Some(class) = class {
                    images.turn_to(class);
                }
                let indices: Vec<u32> = (0..n).map(|_| images.walk.next()).collect();
                Batch { labels: images.labels_of(&indices), values: images.values(indices) }
            }
        }
    }

    /// `n` real samples for the screen, the same in every call and every run; in a conditional run
    /// image i is of class i % 10.
    pub fn show(&self, n: usize) -> Vec<f32> {
        let mut stream = Stream::new(0, "show");
        match &self.kind {
            Kind::Endless(endless, _) => endless.draw(&mut stream, n, Purpose::Show).values,
            Kind::Images(images) => images.values(images.shown(&mut stream, n)),
        }
    }

    /// `n` samples to measure against, as they are trained on: the same in every call and every run.
    /// Images repeat when `n` is above [`Self::counts`].
    pub fn reference(&self, n: usize) -> Vec<f32> {
        let mut stream = Stream::new(0, "reference");
        match &self.kind {
            Kind::Endless(endless, _) => endless.draw(&mut stream, n, Purpose::Train(None)).values,
            Kind::Images(images) => images.values(images.shuffled(&mut stream).take(n)),
        }
    }

    /// `n` samples that are never trained on: the same in every call and every run. Images repeat
    /// when `n` is above [`Self::counts`]; of a rare class none may be held out.
    pub fn held_out(&self, n: usize) -> Vec<f32> {
        match &self.kind {
            Kind::Endless(endless, _) => {
                endless.draw(&mut Stream::new(0, "held-out"), n, Purpose::HeldOut).values
            }
            Kind::Images(images) => images.values(images.held_out.iter().copied().cycle().take(n)),
        }
    }

    /// The classes of the images of [`Self::reference`]; empty for points and for images without labels.
    pub fn reference_labels(&self, n: usize) -> Vec<u8> {
        let mut stream = Stream::new(0, "reference");
        match &self.kind {
            Kind::Endless(endless, _) => endless.draw(&mut stream, n, Purpose::Train(None)).labels,
            Kind::Images(images) => {
                images.labels_of(&images.shuffled(&mut stream).take(n).collect::<Vec<_>>())
            }
        }
    }

    /// The classes of the images of [`Self::held_out`]; empty for points and for images without labels.
    pub fn held_out_labels(&self, n: usize) -> Vec<u8> {
        match &self.kind {
            Kind::Endless(endless, _) => {
                endless.draw(&mut Stream::new(0, "held-out"), n, Purpose::HeldOut).labels
            }
            Kind::Images(images) => {
                images.labels_of(&images.held_out.iter().copied().cycle().take(n).collect::<Vec<_>>())
            }
        }
    }

    /// The label of every image, in the order of the file; `None` where there are none.
    pub fn labels(&self) -> Option<&[u8]> {
        match &self.kind {
            Kind::Endless(..) => None,
            Kind::Images(images) => images.labels.as_deref(),
        }
    }

    /// Where the source stands.
    pub fn state(&self) -> SourceState {
        match &self.kind {
            Kind::Endless(_, stream) => SourceState::Points(stream.position()),
            Kind::Images(images) => match (images.turn, images.walk.drawn()) {
                (Some(class), drawn) => SourceState::InTurn { class, drawn },
                (None, drawn) => SourceState::Images(drawn),
            },
        }
    }

    /// Moves the source to `state`. A fork may have changed the classes: its walk then goes on after
    /// as many samples, or, in turn, begins its class.
    ///
    /// # Errors
    /// [`DataError::State`] when `state` is none of this data; the source stays where it was.
    pub fn restore(&mut self, state: &SourceState) -> Result<(), DataError> {
        let in_turn = self.in_turn.is_some();
        match (&mut self.kind, *state) {
            (Kind::Endless(_, stream), SourceState::Points(position)) => stream.seek(position),
            (Kind::Images(images), SourceState::InTurn { class, drawn })
                if in_turn && u32::from(class) < CLASSES && drawn < MAX_DRAWN =>
            {
                images.turn_to(class);
                images.walk.seek(drawn);
            }
            (Kind::Images(images), SourceState::Images(drawn) | SourceState::InTurn { drawn, .. })
                if drawn < MAX_DRAWN =>
            {
                images.end_turns();
                images.walk.seek(if in_turn { 0 } else { drawn });
            }
            _ => return Err(DataError::State),
        }
        Ok(())
    }
}

/// Images and perhaps labels from files in any order, told apart by their dimensions.
fn read_files(files: &[Vec<u8>]) -> Result<(IdxImages, Option<Vec<u8>>), DataError> {
    if files.is_empty() {
        return Err(DataError::NoFiles);
    }
    let (mut images, mut labels) = (Vec::new(), Vec::new());
    for (i, file) in files.iter().enumerate().take(3) {
        match idx::parse(file).map_err(|error| DataError::File { file: i + 1, error })? {
            Idx::Images(found) => images.push(found),
            Idx::Labels(found) => labels.push(found),
        }
    }
    let counts = (images.len(), labels.len());
    if counts == (0, 1) {
        return Err(DataError::NoImages);
    }
    let (Some(images), (1, 0 | 1)) = (images.pop(), counts) else {
        return Err(DataError::FileCount { found: files.len(), images: counts.0, labels: counts.1 });
    };
    Ok((images, labels.pop()))
}

#[cfg(test)]
mod tests {
    use super::super::idx::tests::write;
    use super::*;
    use crate::experiment::Condition;

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
        let mut source = Source::open(&experiment(Data::Mnist, 3), &[numbered(100)]).expect("valid");
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
        for data in [
            Data::Ring8,
            Data::Grid25,
            Data::Spiral,
            Data::Moons,
            Data::Digits8,
            Data::Stacked8,
            Data::Shapes28,
        ] {
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
        assert_eq!(digits.labels().map(<[u8]>::len), Some(1797));
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
            let source = Source::open(&experiment(Data::Mnist, 1), &files).expect("valid");
            assert_eq!(source.labels().map(|l| l[19]), Some(19));
        }
    }

    #[test]
    fn bad_files_are_named() {
        let e = experiment(Data::Mnist, 1);
        let said = |files: &[Vec<u8>]| Source::open(&e, files).expect_err("bad").to_string();
        let labels = write(&[3], &[1, 2, 3]);
        assert!(said(&[]).starts_with("this data set needs your own files"));
        assert_eq!(
            said(&[numbered(20), labels.clone()]),
            "3 labels for 20 images; the numbers must be equal"
        );
        assert_eq!(said(&[labels]), "the file holds labels; an IDX file of images is needed too");
        assert!(said(&[numbered(20), numbered(20)]).starts_with("2 files with 2 of images"));
        assert_eq!(said(&[numbered(9)]), "9 images; at least 10 are needed");
        assert!(said(&[numbered(20), b"hello".to_vec()]).starts_with("file 2: not an IDX file"));
    }

    /// `n` images of 8 x 8 and their labels: image i is filled with the value i and of class i % 10.
    fn labelled(n: u8) -> [Vec<u8>; 2] {
        [numbered(n), write(&[u32::from(n)], &(0..n).map(|i| i % 10).collect::<Vec<_>>())]
    }

    #[test]
    fn labels_are_those_of_the_images() {
        let source = Source::open(&experiment(Data::Mnist, 1), &labelled(250)).expect("valid");
        let classes = |images: &[f32]| numbers(images).iter().map(|i| i % 10).collect::<Vec<_>>();
        assert_eq!(source.reference_labels(300), classes(&source.reference(300)));
        assert_eq!(source.held_out_labels(30), classes(&source.held_out(30)));
        let unlabelled = Source::open(&experiment(Data::Mnist, 1), &[numbered(100)]).expect("valid");
        assert!(unlabelled.reference_labels(9).is_empty() && unlabelled.held_out_labels(9).is_empty());
        assert!(open(Data::Ring8, 1).held_out_labels(9).is_empty());
    }

    fn by_class(classes: Classes) -> Experiment {
        Experiment { classes, steps: 100, ..experiment(Data::Mnist, 3) }
    }

    #[test]
    fn one_class_alone_is_trained_shown_and_held_out() {
        let mut source = Source::open(&by_class(Classes::Only(7)), &labelled(250)).expect("valid");
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
            let source = Source::open(&by_class(classes), &labelled(250)).expect("valid");
            let count = source.counts().expect("images").1;
            numbers(&source.held_out(count as usize))
        };
        let all = held(Classes::All);
        assert!(held(Classes::Only(7)).iter().all(|i| all.contains(i)));
    }

    #[test]
    fn in_turn_each_step_draws_its_class_as_that_class_alone_does() {
        let mut source = Source::open(&by_class(Classes::InTurn), &labelled(250)).expect("valid");
        for step in 0..100 {
            let batch = source.batch(8, step);
            assert_eq!(batch.labels, [(step / 10) as u8; 8]);
            assert_eq!(source.class_at(step), Some((step / 10) as u8));
            if step % 10 == 0 {
                let alone = by_class(Classes::Only((step / 10) as u8));
                let mut alone = Source::open(&alone, &labelled(250)).expect("valid");
                assert_eq!(alone.batch(8, 0), batch);
            }
        }
        assert_eq!(open(Data::Digits8, 1).class_at(5), None);
    }

    #[test]
    fn classes_in_turn_resume_to_the_bit() {
        let open = || Source::open(&by_class(Classes::InTurn), &labelled(250)).expect("valid");
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
        let open = |classes| Source::open(&by_class(classes), &labelled(250)).expect("valid");
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
        let shown = Source::open(&e, &labelled(250)).expect("valid").show(80);
        assert!(numbers(&shown).iter().enumerate().all(|(i, image)| usize::from(image % 10) == i % 10));
        let batch = source.batch(64, 0);
        assert_eq!(batch.labels.len(), 64);
        assert_eq!(plain.batch(64, 0), batch);
    }

    #[test]
    fn what_a_run_by_class_misses_is_named_with_its_key() {
        let said = |e: &Experiment, files: &[Vec<u8>]| Source::open(e, files).expect_err("bad").to_string();
        let unlabelled = [numbered(100)];
        let needs = "needs the class of every image: choose an IDX file of labels too";
        assert_eq!(said(&by_class(Classes::InTurn), &unlabelled), format!("classes=in-turn {needs}"));
        let mut e = by_class(Classes::All);
        e.condition = Condition::Projection;
        assert_eq!(said(&e, &unlabelled), format!("condition=projection {needs}"));
        let with = |label: u8| [numbered(100), write(&[100], &[label; 100])];
        assert_eq!(said(&by_class(Classes::Only(3)), &with(3)[..1]), format!("classes=only:3 {needs}"));
        assert_eq!(said(&by_class(Classes::Only(3)), &with(4)), "no image of class 3 to train on");
        assert_eq!(said(&by_class(Classes::InTurn), &with(0)), "no image of class 1 to train on");
        assert_eq!(said(&by_class(Classes::Only(3)), &with(17)), "label 17; accepted are the classes 0 to 9");
        assert!(Source::open(&by_class(Classes::All), &with(17)).is_ok());
    }
}
