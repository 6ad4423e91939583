//! A few steps of whole runs.

use burn::prelude::*;
use saddle::experiment::{Data, Experiment};
use saddle::session::Session;

use super::{apart, block_on, gpu};

/// Both losses of a few steps.
fn losses(e: &Experiment, device: &Device) -> Vec<f32> {
    let mut session = Session::new(e.clone(), &[], device, None).expect("a session");
    (0..5).for_each(|_| session.step());
    let reading = block_on(session.drain()).expect("records");
    reading.records.iter().flat_map(|record| [record.loss_d, record.loss_g]).collect()
}

fn as_on_the_cpu(data: Data) {
    let mut e = Experiment::default_for(data);
    (e.batch, e.generator.width, e.discriminator.width) =
        if data.is_image() { (16, 8, 8) } else { (64, 32, 32) };
    let (found, expected) = (losses(&e, &gpu()), losses(&e, &Device::flex()));
    assert_eq!(expected.len(), 10);
    let off = apart(&found, &expected);
    assert!(off < 1e-3, "{off}: {found:?}, on the CPU {expected:?}");
}

#[test]
fn a_ring_trains_as_on_the_cpu() {
    as_on_the_cpu(Data::Ring8);
}

#[test]
fn digits_train_as_on_the_cpu() {
    as_on_the_cpu(Data::Digits8);
}

/// Milliseconds a step: `cargo test --features cli,gpu --test gpu -- --ignored --nocapture a_step`
#[test]
#[ignore = "measures; it holds nothing"]
fn a_step_of_a_dcgan() {
    for (data, g, d, batch) in
        [(Data::Digits8, 8, 8, 64), (Data::Digits8, 32, 64, 64), (Data::Shapes28, 8, 16, 8)]
    {
        let mut e = Experiment::default_for(data);
        (e.batch, e.generator.width, e.discriminator.width) = (batch, g, d);
        let mut session = Session::new(e.clone(), &[], &gpu(), None).expect("a session");
        let mut steps = |count: u32| {
            let from = std::time::Instant::now();
            (0..count).for_each(|_| session.step());
            block_on(session.drain()).expect("records");
            from.elapsed().as_secs_f64() * 1e3 / f64::from(count)
        };
        let first = steps(1);
        steps(10);
        let mut times: Vec<_> = (0..7).map(|_| steps(10)).collect();
        times.sort_by(f64::total_cmp);
        println!(
            "{data:?} {g}/{d}, batch {batch}: first {first:.0} ms, then {:.1} ({:.1} to {:.1})",
            times[3], times[0], times[6]
        );
    }
}
