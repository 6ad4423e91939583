//! The user's images of every size: each trains, or is refused with a reason that names its pixels.
#![cfg(feature = "engine")]

use burn::prelude::Device;
use saddle::data::UserFile;
use saddle::experiment::architecture::Shape;
use saddle::experiment::{Condition, Data, Experiment, Upsample, repair_for, validate_for};
use saddle::session::Session;

use super::training::now;

const SIZES: [u32; 6] = [8, 16, 28, 32, 64, 128];
const IMAGES: u32 = 40;

fn idx(dimensions: &[u32], values: Vec<u8>) -> Vec<u8> {
    let header = [0, 0, 8, dimensions.len() as u8];
    let dimensions = dimensions.iter().flat_map(|n| n.to_be_bytes());
    header.into_iter().chain(dimensions).chain(values).collect()
}

/// Images of `size` pixels and their labels.
fn files(size: u32) -> [UserFile; 2] {
    let pixels = (0..IMAGES * size * size).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let labels = (0..IMAGES).map(|i| (i % 10) as u8).collect();
    let file = |name: &str, bytes| UserFile { name: name.into(), bytes };
    [file("images", idx(&[IMAGES, size, size], pixels)), file("labels", idx(&[IMAGES], labels))]
}

fn grey(size: u32) -> Shape {
    Shape::Image { channels: 1, size }
}

fn open(e: &Experiment, size: u32) -> Result<Session, String> {
    Session::new(e.clone(), &files(size), &Device::flex(), None).map_err(|e| e.to_string())
}

/// Three steps, a picture and a snapshot.
fn trains(e: &Experiment, size: u32, what: &str) {
    let mut session = open(e, size).unwrap_or_else(|why| panic!("{what}: {why}"));
    assert_eq!(session.shape(), grey(size), "{what}");
    (0..3).for_each(|_| session.step());
    let reading = now(session.drain()).expect("records");
    assert!(reading.records.iter().all(|r| r.loss_d.is_finite() && r.loss_g.is_finite()), "{what}");
    assert_eq!(reading.records.len(), 3, "{what}");
    now(session.ready()).unwrap_or_else(|why| panic!("{what}: {why}"));
    now(session.snapshot()).unwrap_or_else(|why| panic!("{what}: {why}"));
}

fn small() -> Experiment {
    let mut e = Experiment::default_for(Data::Mnist);
    (e.generator.width, e.discriminator.width, e.batch, e.latent) = (4, 4, 4, 4);
    e
}

/// Trains with `change`, at the depth that the size needs where that of the change is refused for it.
fn trains_or_names_its_pixels(size: u32, what: &str, change: impl Fn(&mut Experiment)) {
    let what = format!("{what} at {size} pixels");
    let mut e = small();
    change(&mut e);
    let issues = validate_for(&e, grey(size));
    if let Some(issue) = issues.first() {
        let why = open(&e, size).err().unwrap_or_else(|| panic!("{what}: not refused"));
        assert_eq!(why, issue.refusal(), "{what}");
        assert!(why.contains(&format!("{size} x {size} pixels")), "{what}: {why}");
        repair_for(&mut e, grey(size));
    }
    trains(&e, size, &what);
}

#[test]
fn the_plain_gan_trains_where_its_depth_can_and_says_so_where_not() {
    for size in SIZES {
        trains_or_names_its_pixels(size, "plain", |_| ());
        let refused = !validate_for(&small(), grey(size)).is_empty();
        assert_eq!(refused, size > 28, "two convolutions halve {size} pixels twice");
    }
}

#[test]
fn one_convolution_is_enough_for_eight_pixels_only() {
    for size in SIZES {
        let one = |e: &mut Experiment| (e.generator.depth, e.discriminator.depth) = (1, 1);
        trains_or_names_its_pixels(size, "one convolution", one);
        let mut e = small();
        one(&mut e);
        assert_eq!(open(&e, size).is_ok(), size == 8, "{size}");
    }
}

#[test]
fn kernels_scales_and_classes_fit_every_size() {
    for size in [8, 16, 32, 64] {
        for kernel in [2, 3, 7] {
            let what = format!("kernels of {kernel}");
            trains_or_names_its_pixels(size, &what, |e| {
                (e.generator.kernel, e.discriminator.kernel) = (kernel, kernel);
            });
        }
        trains_or_names_its_pixels(size, "multi-scale", |e| e.multi_scale = true);
        trains_or_names_its_pixels(size, "resizing", |e| {
            (e.upsample, e.generator.kernel) = (Upsample::Resize, 3)
        });
        trains_or_names_its_pixels(size, "classes", |e| e.condition = Condition::Projection);
        trains_or_names_its_pixels(size, "R1", |e| e.penalty.r1 = 1.0);
        trains_or_names_its_pixels(size, "packs", |e| e.pack = 2);
    }
}

#[test]
fn what_does_not_fit_into_memory_at_the_true_size_is_refused_before_it_is_built() {
    let mut e = small();
    (e.generator.depth, e.discriminator.depth) = (5, 5);
    (e.generator.width, e.discriminator.width, e.batch) = (64, 64, 128);
    assert_eq!(validate_for(&e, grey(16)), []);
    let why = open(&e, 128).err().expect("too large");
    assert!(why.contains("batch=128") && why.contains("GB of memory") && why.contains("128 x 128"), "{why}");
}
