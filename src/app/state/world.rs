//! The browser as the world of the runs: its clock, and its workers.

use super::page::Page;
use crate::app::kit::engine::{EngineWorker, Heard};
use crate::failure::Failure;
use crate::play::{EngineKind, Port, World};

/// The browser, for the runs of `page`.
pub struct BrowserWorld {
    /// The page that hears the workers.
    pub page: Page,
}

/// Milliseconds on the page's clock.
pub fn now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}

impl World for BrowserWorld {
    fn now(&self) -> f64 {
        now()
    }

    fn open(&mut self, kind: EngineKind, line: u32) -> Result<Box<dyn Port>, Failure> {
        let page = self.page;
        let heard = move |heard: Heard| {
            page.act(|play| match heard {
                Heard::Said(said) => play.hear(line, said),
                Heard::Loading(loaded, total) => play.loading(line, loaded, total),
            });
        };
        EngineWorker::start(kind, heard).map(|engine| Box::new(engine) as Box<dyn Port>)
    }
}
