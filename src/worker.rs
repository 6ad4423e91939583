//! One worker's message loop around a session.
//!
//! The loop trains in slices of at most [`SLICE_MILLIS`] and looks at its messages between them, so
//! that an edit or a new run never waits for long.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use burn::prelude::*;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

use crate::experiment::{Experiment, link};
use crate::protocol::{BUILD, Command, Event, PROTOCOL, Progress, Snapshot, decode, encode};
use crate::record::{Frame, StepRecord};
use crate::session::Session;

/// The longest time between two looks at the messages, unless a single step takes longer.
const SLICE_MILLIS: f64 = 30.0;

/// Steps between two readbacks, which also bounds what is queued on a GPU.
const READ_EVERY: usize = 20;

/// Starts the loop of an engine on `device`, which is called `name` on the page.
pub fn start(device: Device, name: &str) {
    let inbox = Inbox::open();
    post(&Event::Hello { protocol: PROTOCOL, build: BUILD.into(), device: name.into() });
    wasm_bindgen_futures::spawn_local(Engine::new(device).serve(inbox));
}

/// Tells the page that this engine cannot work.
pub fn fail(message: String) {
    post(&Event::Failed { message });
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

/// Sends an event; the bytes are transferred.
fn post(event: &Event) {
    let array = Uint8Array::from(encode(event).as_slice());
    let buffer = array.buffer();
    if let Err(error) = scope().post_message_with_transfer(&buffer, &Array::of1(&buffer)) {
        wasm_bindgen::throw_val(error);
    }
}

fn now() -> f64 {
    scope().performance().map_or(0.0, |p| p.now())
}

/// Lets the browser deliver messages; a message channel has no minimum delay, a timer has.
async fn breathe() {
    let Ok(channel) = MessageChannel::new() else { return };
    let promise = Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        // A port of our own accepts every message.
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(promise).await;
    channel.port1().close();
}

/// Commands that have arrived and wait.
#[derive(Clone, Default)]
struct Inbox(Rc<RefCell<(VecDeque<Command>, Option<Waker>)>>);

impl Inbox {
    fn open() -> Self {
        let inbox = Self::default();
        let shared = inbox.clone();
        let listen = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = Uint8Array::new(&event.data()).to_vec();
            match decode(&bytes) {
                Some(command) => shared.push(command),
                None => fail("page and engine do not understand each other; reload the page".into()),
            }
        });
        scope().set_onmessage(Some(listen.as_ref().unchecked_ref()));
        // Lives as long as the worker.
        listen.forget();
        inbox
    }

    fn push(&self, command: Command) {
        let mut inner = self.0.borrow_mut();
        inner.0.push_back(command);
        if let Some(waker) = inner.1.take() {
            waker.wake();
        }
    }

    fn pop(&self) -> Option<Command> {
        self.0.borrow_mut().0.pop_front()
    }

    async fn wait(&self) -> Command {
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

/// What a report holds beside the measurements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Show {
    frame: bool,
    snapshot: bool,
}

/// The run of this worker and what is asked of it.
struct Engine {
    device: Device,
    session: Option<Session>,
    files: Vec<Vec<u8>>,
    /// The step to train to, and what to show there.
    target: Option<(u32, Show)>,
    /// Read but not yet sent.
    records: Vec<StepRecord>,
    millis: f64,
    diverged: bool,
}

impl Engine {
    fn new(device: Device) -> Self {
        Self {
            device,
            session: None,
            files: Vec::new(),
            target: None,
            records: Vec::new(),
            millis: 0.0,
            diverged: false,
        }
    }

    async fn serve(mut self, inbox: Inbox) {
        loop {
            let result = match (inbox.pop(), self.target) {
                (Some(command), _) => self.obey(command).await,
                (None, Some((to, show))) => {
                    let result = self.slice(to, show).await;
                    breathe().await;
                    result
                }
                (None, None) => {
                    let command = inbox.wait().await;
                    self.obey(command).await
                }
            };
            if let Err(message) = result {
                self.target = None;
                fail(message);
            }
        }
    }

    async fn obey(&mut self, command: Command) -> Result<(), String> {
        match command {
            Command::Configure { experiment, files, resume } => {
                self.configure(&experiment, files, resume.as_deref()).await?;
            }
            Command::Advance { to, show, snapshot } => {
                self.target = Some((to, Show { frame: show || snapshot, snapshot }));
            }
            Command::Single(part) => {
                let Some(session) = &mut self.session else { return Ok(()) };
                let before = session.step_count();
                session.single(part);
                let by_hand = session.step_count() == before;
                self.read().await?;
                self.report(by_hand, Show { frame: true, snapshot: false }).await?;
            }
            Command::Edit { experiment } => {
                if let Some(session) = &mut self.session {
                    session.edit(&parse(&experiment));
                }
            }
            Command::Checkpoint => {
                self.read().await?;
                if let Some(session) = &self.session
                    && !self.diverged
                {
                    let bytes = session.checkpoint().await?;
                    post(&Event::Checkpoint { step: session.step_count(), bytes });
                }
            }
            Command::Measure { millis } => self.measure(f64::from(millis)).await?,
        }
        Ok(())
    }

    async fn configure(
        &mut self,
        experiment: &str,
        files: Vec<Vec<u8>>,
        resume: Option<&[u8]>,
    ) -> Result<(), String> {
        match Session::new(parse(experiment), &files, &self.device, resume) {
            Ok(session) => {
                let mut ready_frame_started = now();
                let mut ready = session.ready().await?;
                // The first frame pays for warming up; the page plans with the second.
                if resume.is_none() {
                    ready_frame_started = now();
                    ready.frame = session.frame().await?;
                }
                ready.frame.millis = (now() - ready_frame_started) as f32;
                *self = Self { session: Some(session), files, ..Self::new(self.device.clone()) };
                post(&Event::Ready(ready));
            }
            Err(message) => post(&Event::Rejected { message }),
        }
        Ok(())
    }

    /// Trains for at most [`SLICE_MILLIS`] towards step `to` and reports on arrival.
    async fn slice(&mut self, to: u32, show: Show) -> Result<(), String> {
        let started = now();
        let mut unread = 0;
        if let Some(session) = &mut self.session {
            while !self.diverged && session.step_count() < to && now() - started < SLICE_MILLIS {
                session.step();
                unread = session.unread();
                if unread >= READ_EVERY {
                    break;
                }
            }
        }
        let arrived = self.session.as_ref().is_none_or(|s| s.step_count() >= to);
        if arrived || unread >= READ_EVERY {
            self.read().await?;
        }
        self.millis += now() - started;
        if arrived || self.diverged {
            self.target = None;
            self.report(false, show).await?;
        }
        Ok(())
    }

    /// Reads what was measured; from the first number that is not finite on, nothing is kept.
    async fn read(&mut self) -> Result<(), String> {
        let Some(session) = &mut self.session else { return Ok(()) };
        // Updates by hand are unread without being steps.
        let first = (session.step_count() + 1).saturating_sub(session.unread() as u32);
        let reading = session.drain().await?;
        let kept = reading.diverged.map_or(reading.records.len(), |(i, _)| i);
        self.records.extend(&reading.records[..kept]);
        if let Some((i, network)) = reading.diverged
            && !self.diverged
        {
            self.diverged = true;
            self.target = None;
            let step = first + i as u32;
            self.post_progress(step.saturating_sub(1), false, None, None);
            post(&Event::Diverged { step, network: network.into() });
        }
        Ok(())
    }

    async fn report(&mut self, by_hand: bool, show: Show) -> Result<(), String> {
        let Some(session) = &mut self.session else { return Ok(()) };
        if self.diverged {
            return Ok(());
        }
        let mut frame = None;
        if show.frame {
            let started = now();
            let mut shot = session.frame().await?;
            shot.millis = (now() - started) as f32;
            frame = Some(shot);
        }
        let snapshot = if show.snapshot { Some(session.snapshot().await?) } else { None };
        let step = session.step_count();
        self.post_progress(step, by_hand, frame, snapshot);
        Ok(())
    }

    fn post_progress(&mut self, step: u32, by_hand: bool, frame: Option<Frame>, snapshot: Option<Snapshot>) {
        let Some(session) = &mut self.session else { return };
        post(&Event::Progress(Progress {
            step,
            records: std::mem::take(&mut self.records),
            by_hand,
            millis: std::mem::take(&mut self.millis) as f32,
            updates: session.update_counts(),
            class: session.class(),
            happenings: session.happenings(),
            frame,
            snapshot,
        }));
    }

    /// Trains a throw-away copy and tells how fast it went.
    async fn measure(&mut self, millis: f64) -> Result<(), String> {
        let Some(session) = &self.session else { return Ok(()) };
        let mut copy = Session::new(session.experiment().clone(), &self.files, &self.device, None)?;
        for _ in 0..3 {
            copy.step();
        }
        copy.drain().await?;
        let (started, mut steps) = (now(), 0u32);
        while steps == 0 || now() - started < millis {
            copy.step();
            steps += 1;
            if copy.unread() >= READ_EVERY {
                copy.drain().await?;
                breathe().await;
            }
        }
        copy.drain().await?;
        post(&Event::Measured { steps_per_sec: f64::from(steps) * 1000.0 / (now() - started) });
        Ok(())
    }
}

fn parse(experiment: &str) -> Experiment {
    link::read(experiment).comparison.runs.swap_remove(0)
}
