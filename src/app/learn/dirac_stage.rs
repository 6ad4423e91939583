//! Who plays the game of one number each: an engine of its own, there while its page is shown.

use leptos::prelude::*;

use crate::app::kit::engine::{EngineWorker, Heard};
use crate::app::state::page::Page;
use crate::dirac::{Desk, Game};
use crate::failure::Failure;
use crate::play::{EngineKind, Port, Route};
use crate::protocol::{BUILD, Command, Event, PROTOCOL};

/// The engine, and what was asked of it. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Stage {
    /// What is wanted and what is known.
    pub desk: RwSignal<Desk>,
    /// Why nothing more will be known.
    pub trouble: RwSignal<Option<String>>,
    engine: StoredValue<Option<EngineWorker>, LocalStorage>,
    /// Whether the engine has said that it is there.
    up: StoredValue<bool>,
}

impl Stage {
    /// Begins whenever `page` turns to the game, and ends when it turns away.
    pub fn new(page: Page) -> Self {
        let stage = Self {
            desk: RwSignal::new(Desk::default()),
            trouble: RwSignal::new(None),
            engine: StoredValue::new_local(None),
            up: StoredValue::new(false),
        };
        Effect::new(move |_| if page.route.get() == Route::Dirac { stage.begin() } else { stage.end() });
        stage
    }

    /// Wants another game.
    pub fn turn(self, change: impl FnOnce(&mut Game)) {
        self.desk.update(|desk| {
            let mut game = desk.game();
            change(&mut game);
            desk.want(game);
        });
        self.ask();
    }

    /// Starts an engine, where there is none.
    pub fn begin(self) {
        self.trouble.set(None);
        if self.engine.with_value(Option::is_none) {
            match EngineWorker::start(EngineKind::Cpu, move |heard| self.hear(heard)) {
                Ok(engine) => self.engine.set_value(Some(engine)),
                Err(failure) => self.fail(&failure),
            }
        }
    }

    fn end(self) {
        self.engine.set_value(None);
        self.up.set_value(false);
        self.desk.write_untracked().alone();
    }

    fn fail(self, failure: &Failure) {
        self.end();
        self.trouble.set(Some(failure.to_string()));
    }

    fn hear(self, heard: Heard) {
        let Heard::Said(said) = heard else { return };
        match said.event {
            Event::Hello { protocol, build, .. } if protocol != PROTOCOL || build != BUILD => {
                self.fail(&Failure::Build);
            }
            Event::Hello { .. } => {
                self.up.set_value(true);
                self.ask();
            }
            Event::Dirac(played) => {
                self.desk.update(|desk| desk.hear(played));
                self.ask();
            }
            Event::Failed(failure) => self.fail(&failure),
            _ => {}
        }
    }

    /// Asks the next question, if there is one and nobody works on another.
    fn ask(self) {
        let game = self.up.get_value().then(|| self.desk.write_untracked().ask()).flatten();
        if let Some(game) = game {
            self.engine.with_value(|engine| engine.as_ref().map(|engine| engine.send(&Command::Dirac(game))));
        }
    }
}
