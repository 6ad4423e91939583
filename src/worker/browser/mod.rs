//! A browser's worker around an engine.

mod inbox;
mod own;
mod pulse;
mod scope;

use super::engine::Engine;
use super::outside::Outside;
use crate::failure::Failure;
use crate::protocol::{Command, Event, Said, Stage};
use crate::session::self_test::Tested;
use inbox::Inbox;
use own::OwnHandles;
use pulse::Pulse;

/// The worker that this code runs in.
pub struct Browser {
    own: OwnHandles,
    inbox: Inbox,
    pulse: Pulse,
}

impl Browser {
    /// The worker before its engine is up: it listens, and says every second that it is alive.
    pub fn open() -> Self {
        let (own, inbox) = (OwnHandles::default(), Inbox::default());
        scope::listen(inbox.clone(), own.clone());
        Self { own, inbox, pulse: Pulse::start(|| post(Event::Alive)) }
    }

    /// Tells the page how far an engine has come that is not up yet.
    pub fn opening(&self, stage: Stage) {
        post(Event::Opening(stage));
    }

    /// Tells the page that this engine cannot work.
    pub fn fail(self, failure: Failure) {
        self.pulse.stop();
        post(Event::Failed(failure));
    }

    /// Starts the loop of an engine on `device`, which is called `name` on the page.
    pub fn start(self, device: Tested, name: &str) {
        let pulse = self.pulse.clone();
        let engine = Engine::start(device, name, self);
        pulse.replace(engine.pulse());
        wasm_bindgen_futures::spawn_local(engine.serve());
    }
}

/// Says something before the first configuration.
fn post(event: Event) {
    scope::post(&Said { number: 0, event });
}

impl Outside for Browser {
    fn post(&self, said: &Said) {
        scope::post(said);
    }

    fn now(&self) -> f64 {
        scope::now()
    }

    async fn breathe(&self) {
        scope::breathe().await;
    }

    fn next(&self) -> Option<Command> {
        self.inbox.pop()
    }

    async fn wait(&self) -> Command {
        self.inbox.wait().await
    }

    async fn own(&self, set: u32) -> Result<Vec<u8>, Failure> {
        self.own.read(set).await
    }
}
