//! Small whole files of every format, made by what writes them.

mod comparison;
mod data;
mod film;
mod message;
mod set;
mod text;

pub use comparison::comparison;
pub use data::{cifar, file, gzip, idx, jpeg, npy, png, table, zip};
pub use film::film;
pub use message::message;
pub use set::set;
pub use text::{language, lesson, link, plan, results};

use burn::prelude::Device;
use saddle::experiment::link::{read, read_experiment};
use saddle::session::Session;

use crate::formats::{EXPERIMENT, now};

/// At the start, and after some steps.
pub fn checkpoint() -> Vec<Vec<u8>> {
    assert_eq!(read(EXPERIMENT).issues, []);
    let mut session = Session::new(read_experiment(EXPERIMENT), &[], &Device::flex(), None).expect("a run");
    [0, 3, 12].map(|step| checkpoint_at(&mut session, step)).into()
}

fn checkpoint_at(session: &mut Session, step: u32) -> Vec<u8> {
    now(session.advance(step, || false)).expect("the CPU is never lost");
    now(session.checkpoint()).expect("the CPU is never lost").expect("finite numbers")
}
