//! What an engine says, under the number of its configuration.

use std::cell::Cell;
use std::rc::Rc;

use super::outside::Outside;
use crate::protocol::{Event, Said};

/// Silence after which a worker that is busy says that it is alive, in milliseconds.
const HEARTBEAT_MILLIS: f64 = 1000.0;

/// The engine's way to the page.
pub(super) struct Voice<O> {
    pub outside: Rc<O>,
    number: Rc<Cell<u32>>,
    last: Rc<Cell<f64>>,
    busy: Rc<Cell<bool>>,
}

impl<O> Clone for Voice<O> {
    fn clone(&self) -> Self {
        let Self { outside, number, last, busy } = self;
        Self { outside: outside.clone(), number: number.clone(), last: last.clone(), busy: busy.clone() }
    }
}

impl<O: Outside> Voice<O> {
    pub fn new(outside: O) -> Self {
        let last = Rc::new(Cell::new(outside.now()));
        Self { outside: Rc::new(outside), number: Rc::default(), last, busy: Rc::new(Cell::new(true)) }
    }

    /// What is said from here on belongs to the configuration `number`.
    pub fn speak_for(&self, number: u32) {
        self.number.set(number);
    }

    pub fn say(&self, event: Event) {
        self.last.set(self.outside.now());
        self.outside.post(&Said { number: self.number.get(), event });
    }

    /// A sign of life, where nothing was said for a second although there is work.
    pub fn alive(&self) {
        if self.busy.get() && self.outside.now() - self.last.get() >= HEARTBEAT_MILLIS {
            self.say(Event::Alive);
        }
    }

    /// There is work, or none. The first second of work after a rest is not late.
    pub fn set_busy(&self, busy: bool) {
        self.busy.set(busy);
        self.last.set(self.outside.now());
    }
}
