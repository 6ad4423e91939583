//! A browser's worker around an engine.

mod files;
mod inbox;
mod scope;

use burn::prelude::*;

use super::engine::Engine;
use super::outside::Outside;
use crate::data::UserFile;
use crate::failure::Failure;
use crate::protocol::{Command, Event, Said, Stage};
use files::Files;
use inbox::Inbox;

/// Starts the loop of an engine on `device`, which is called `name` on the page.
pub fn start(device: Device, name: &str) {
    let browser = Browser { files: Files::default(), inbox: Inbox::default() };
    scope::listen(browser.inbox.clone(), browser.files.clone());
    let engine = Engine::start(device, name, browser);
    wasm_bindgen_futures::spawn_local(engine.serve());
}

/// Tells the page how far an engine has come that is not up yet.
pub fn opening(stage: Stage) {
    scope::post(&Said { number: 0, event: Event::Opening(stage) });
}

/// Tells the page that this engine cannot work.
pub fn fail(failure: Failure) {
    scope::post(&Said { number: 0, event: Event::Failed(failure) });
}

/// The worker that this code runs in.
struct Browser {
    files: Files,
    inbox: Inbox,
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

    async fn files(&self, set: u32) -> Result<Vec<UserFile>, Failure> {
        self.files.read(set).await
    }
}
