//! Section 16: old fakes, in the step and in checkpoints; the pool itself is in src/gan/replay.rs.

use saddle::experiment::{Data, Experiment, validate};

use super::support::{resumed, saved, session, small, trail, train};

/// The largest batch and share on the largest images that need no files.
fn extreme() -> Experiment {
    let mut e = small(Data::Shapes28);
    (e.batch, e.replay, e.latent) = (512, 0.9, 2);
    (e.generator.width, e.discriminator.width) = (4, 4);
    assert_eq!(validate(&e), []);
    e
}

#[test]
fn at_the_extremes_the_pool_is_at_most_8_mib_of_a_checkpoint_and_goes_on_to_the_bit() {
    let e = extreme();
    let mut original = session(&e);
    let empty = saved(&mut original).len();
    // Five slots of 461 images are full after five updates of D.
    train(&mut original, 7);
    let checkpoint = saved(&mut original);
    let pool = checkpoint.len() - empty;
    println!("{pool} bytes of old fakes in {} of a checkpoint", checkpoint.len());
    assert!((4 << 20..8 << 20).contains(&pool), "{pool} bytes");
    let mut again = resumed(&e, &checkpoint).expect("it fits");
    assert_eq!(trail(&mut again, 3), trail(&mut original, 3));
    // A fork with another share keeps within it too, and goes on to the bit from its own checkpoint.
    let mut fork = resumed(&Experiment { replay: 0.3, ..e.clone() }, &checkpoint).expect("it fits");
    train(&mut fork, 5);
    let checkpoint = saved(&mut fork);
    assert!(checkpoint.len() - empty < 8 << 20, "{} bytes", checkpoint.len() - empty);
    let mut again = resumed(&Experiment { replay: 0.3, ..e }, &checkpoint).expect("it fits");
    assert_eq!(trail(&mut again, 3), trail(&mut fork, 3));
}
