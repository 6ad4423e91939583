//! Heads of kept data: of images, and of points with their axes.

use saddle::data::Axes;
use saddle::experiment::{Data, NamedSet};
use saddle::keep::sets::KeptSet;
use saddle::play::Files;

pub fn set() -> Vec<Vec<u8>> {
    let axes = Axes { centre: [5.5, 42.2], spread: [3.5, 38.0], names: ["x".into(), "y".into()] };
    [("faces.zip", Data::Images, Some(28), None), ("own.csv", Data::Table, None, Some(axes))]
        .map(|(name, data, side, axes)| of(name, data, side, axes))
        .into()
}

fn of(name: &str, data: Data, side: Option<u32>, axes: Option<Axes>) -> Vec<u8> {
    let named = Some(NamedSet::of(name, 500, 0xfeed));
    let about = "500 samples".to_owned();
    let files = Files { set: 3, names: vec![name.into()], data, side, about, axes, drawing: None, named };
    KeptSet::of(&files, 4e5, 1.79e12).expect("named").record()
}
