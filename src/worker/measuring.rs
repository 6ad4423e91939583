//! The speed of an engine on its experiment, from a throw-away copy that trains between commands.

use super::SLICE_MILLIS;
use super::engine::Engine;
use super::outside::Outside;
use super::timed_copy::TimedCopy;
use crate::failure::Failure;
use crate::protocol::Event;
use crate::session::{READ_EVERY, Session, SessionOptions};

/// Steps that warm a copy up; they are not timed.
const WARM_UP: u32 = 3;

impl<O: Outside> Engine<O> {
    /// Makes the copy; it begins to train once the run itself has nothing to do, and an answer comes
    /// only if nothing else is asked of the run before.
    pub(super) async fn begin_to_measure(&mut self, millis: f64) -> Result<(), Failure> {
        let Some(run) = &self.session else { return Ok(()) };
        let options = SessionOptions::of(run.experiment().clone());
        let device = self.device.device(run.experiment()).await?;
        let session = Session::with_source(run.source().clone(), options, device)?;
        self.measuring = Some(TimedCopy { session, millis, spent: 0.0 });
        Ok(())
    }

    /// Trains the copy for a slice, and answers after the last.
    pub(super) async fn measure(&mut self) -> Result<(), Failure> {
        let Some(TimedCopy { session: copy, millis, spent }) = &mut self.measuring else { return Ok(()) };
        let voice = &self.voice;
        if copy.step_count() < WARM_UP {
            copy.step();
            copy.drain().await?;
            return Ok(());
        }
        let started = voice.outside.now();
        loop {
            copy.step();
            voice.alive();
            if copy.unread() >= READ_EVERY {
                copy.drain().await?;
            }
            let elapsed = voice.outside.now() - started;
            if elapsed >= SLICE_MILLIS || *spent + elapsed >= *millis {
                break;
            }
        }
        copy.drain().await?;
        *spent += voice.outside.now() - started;
        if *spent >= *millis {
            let steps = f64::from(copy.step_count() - WARM_UP);
            let steps_per_sec = steps * 1000.0 / spent.max(1e-3);
            self.measuring = None;
            self.voice.say(Event::Measured { steps_per_sec });
        }
        Ok(())
    }
}
