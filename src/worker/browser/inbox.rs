//! Commands that have arrived and wait.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::protocol::Command;

/// The commands, oldest first, and who waits for one.
#[derive(Clone, Default)]
pub struct Inbox(Rc<RefCell<(VecDeque<Command>, Option<Waker>)>>);

impl Inbox {
    /// Adds one and wakes who waits.
    pub fn push(&self, command: Command) {
        let mut inner = self.0.borrow_mut();
        inner.0.push_back(command);
        if let Some(waker) = inner.1.take() {
            waker.wake();
        }
    }

    /// The oldest one.
    pub fn pop(&self) -> Option<Command> {
        self.0.borrow_mut().0.pop_front()
    }

    /// The oldest one, once there is one.
    pub async fn wait(&self) -> Command {
        poll_fn(|context| {
            let mut inner = self.0.borrow_mut();
            match inner.0.pop_front() {
                Some(command) => Poll::Ready(command),
                None => {
                    inner.1 = Some(context.waker().clone());
                    Poll::Pending
                }
            }
        })
        .await
    }
}
