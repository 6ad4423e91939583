//! Looking inside a run that rests.

use super::engine::Engine;
use super::outside::Outside;
use crate::failure::Failure;
use crate::inside::Wanted;
use crate::protocol::Event;
use crate::session::Session;

impl<O: Outside> Engine<O> {
    /// What comes with every frame from now on; where the run rests, it is shown at once.
    pub(super) async fn look(&mut self, wanted: Wanted) -> Result<(), Failure> {
        self.wanted = wanted;
        let rests = |session: &&Session| self.target.is_none() && session.diverged().is_none();
        let Some(session) = self.session.as_ref().filter(rests) else { return Ok(()) };
        if wanted.is_nothing() {
            return Ok(());
        }
        let step = session.step_count();
        if let (frame, Some(inside)) = session.look(wanted).await? {
            self.voice.say(Event::Seen { step, frame, inside });
        }
        Ok(())
    }
}
