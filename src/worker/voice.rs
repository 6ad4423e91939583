//! What an engine says, under the number of its configuration.

use std::cell::Cell;

use super::outside::Outside;
use crate::protocol::{Event, Said};

/// Silence after which a worker that is busy says that it is alive, in milliseconds.
const HEARTBEAT_MILLIS: f64 = 1000.0;

/// The engine's way to the page.
pub(super) struct Voice<O> {
    pub outside: O,
    number: Cell<u32>,
    last: Cell<f64>,
}

impl<O: Outside> Voice<O> {
    pub fn new(outside: O) -> Self {
        let last = Cell::new(outside.now());
        Self { outside, number: Cell::new(0), last }
    }

    /// What is said from here on belongs to the configuration `number`.
    pub fn speak_for(&self, number: u32) {
        self.number.set(number);
    }

    pub fn say(&self, event: Event) {
        self.last.set(self.outside.now());
        self.outside.post(&Said { number: self.number.get(), event });
    }

    /// A sign of life, where nothing was said for a second.
    pub fn alive(&self) {
        if self.outside.now() - self.last.get() >= HEARTBEAT_MILLIS {
            self.say(Event::Alive);
        }
    }

    /// Work begins after a time without any: its first second is not late.
    pub fn rested(&self) {
        self.last.set(self.outside.now());
    }
}
