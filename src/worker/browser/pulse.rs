//! A clock that beats once a second, also while the engine waits for its device.

use std::cell::RefCell;
use std::rc::Rc;

use super::scope;

/// Milliseconds between two beats.
const EVERY: i32 = 1000;

/// What is done at each beat.
#[derive(Clone)]
pub struct Pulse(Rc<RefCell<Box<dyn Fn()>>>);

impl Pulse {
    /// Does `beat` every second from now on.
    pub fn start(beat: impl Fn() + 'static) -> Self {
        let pulse = Self(Rc::new(RefCell::new(Box::new(beat))));
        let beating = pulse.clone();
        scope::every(EVERY, move || (beating.0.borrow())());
        pulse
    }

    /// Does `beat` instead.
    pub fn replace(&self, beat: impl Fn() + 'static) {
        *self.0.borrow_mut() = Box::new(beat);
    }

    /// Does nothing any more.
    pub fn stop(&self) {
        self.replace(|| ());
    }
}
