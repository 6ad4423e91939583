//! A run's checkpoint.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use burn::prelude::Device;
use saddle::experiment::link;
use saddle::failure::Failure;
use saddle::session::Session;

/// The run that goes on from it: small, with everything that a checkpoint remembers, and without a snapshot to measure,
/// which would take longer than all else.
pub const EXPERIMENT: &str = "v=2&data=ring8&seed=3&batch=4&latent=2&g.width=4&g.depth=1&d.width=4&d.depth=1&g.norm=batch&d.spectral=1&ema=0.9&replay=0.5&lr.schedule=on-collapse&snapshot.every=10000";

/// A run goes on from it or says why not. Accepted: it goes on, and what it keeps then is the same again.
pub fn checkpoint(bytes: &[u8]) -> bool {
    let mut session = match opened(bytes) {
        Ok(session) => session,
        Err(failure) => {
            assert!(matches!(failure, Failure::Checkpoint { .. }), "{failure}");
            return false;
        }
    };
    let Some(kept) = kept(&mut session) else { return true };
    let mut again = opened(&kept).expect("what was kept is a checkpoint");
    same(&kept, &self::kept(&mut again).expect("finite numbers"));
    let step = again.step_count();
    let reading = now(again.advance(step + 1, || false)).expect("the CPU is never lost");
    assert!(reading.diverged.is_some() || again.step_count() == step + 1);
    true
}

/// Shows the place where they are not.
fn same(kept: &[u8], again: &[u8]) {
    if kept != again {
        // The first eight bytes are the length of the header.
        let at = 8 + kept.iter().zip(again).skip(8).take_while(|(a, b)| a == b).count();
        let around =
            |bytes: &[u8]| String::from_utf8_lossy(&bytes[at - 8..]).chars().take(120).collect::<String>();
        panic!("from byte {at} it reads otherwise:\n{}\n{}", around(kept), around(again));
    }
}

fn opened(bytes: &[u8]) -> Result<Session, Failure> {
    Session::new(link::read_experiment(EXPERIMENT), &[], &Device::flex(), Some(bytes))
}

/// Nothing where a number in it is not finite.
fn kept(session: &mut Session) -> Option<Vec<u8>> {
    now(session.checkpoint()).expect("the CPU is never lost")
}

/// The value of a future that never waits.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the CPU engine never waits"),
    }
}
