//! Training towards a step in slices, and reporting on arrival.

use super::SLICE_MILLIS;
use super::engine::Engine;
use super::outside::Outside;
use crate::failure::Failure;
use crate::inside::Inside;
use crate::protocol::{Event, Progress, Snapshot};
use crate::record::Frame;
use crate::session::Diverged;

impl<O: Outside> Engine<O> {
    /// Trains for at most [`SLICE_MILLIS`] towards the target and reports on arrival.
    pub(super) async fn train(&mut self) -> Result<(), Failure> {
        let (Some(target), Some(session)) = (self.target, &mut self.session) else {
            self.target = None;
            return Ok(());
        };
        let voice = &self.voice;
        let started = voice.outside.now();
        let pause = || {
            voice.alive();
            voice.outside.now() - started >= SLICE_MILLIS
        };
        self.records.extend(session.advance(target.to, pause).await?.records);
        self.millis += voice.outside.now() - started;
        if session.diverged().is_some() {
            self.end();
        } else if session.step_count() >= target.to {
            self.target = None;
            self.report(false, target.frame, target.snapshot).await?;
        }
        Ok(())
    }

    /// Tells what there is to tell at this step.
    pub(super) async fn report(&mut self, by_hand: bool, frame: bool, snapshot: bool) -> Result<(), Failure> {
        let Some(session) = &mut self.session else { return Ok(()) };
        if session.diverged().is_some() {
            self.end();
            return Ok(());
        }
        let (mut shown, mut inside) = (None, None);
        if frame {
            let started = self.voice.outside.now();
            let (mut shot, seen) = session.look(self.wanted).await?;
            shot.millis = (self.voice.outside.now() - started) as f32;
            (shown, inside) = (Some(shot), seen);
            self.voice.alive();
        }
        let snapshot = if snapshot { Some(session.snapshot().await?) } else { None };
        let step = session.step_count();
        self.progress(step, by_hand, (shown, inside), snapshot);
        self.end();
        Ok(())
    }

    fn progress(
        &mut self,
        step: u32,
        by_hand: bool,
        (frame, inside): (Option<Frame>, Option<Inside>),
        snapshot: Option<Snapshot>,
    ) {
        let Some(session) = &mut self.session else { return };
        self.voice.say(Event::Progress(Progress {
            step,
            records: std::mem::take(&mut self.records),
            by_hand,
            millis: std::mem::take(&mut self.millis) as f32,
            updates: session.update_counts(),
            class: session.class(),
            happenings: session.happenings(),
            frame,
            inside,
            snapshot,
        }));
    }

    /// Tells that the run has diverged, if it has: the good steps before it, then the bad one, once.
    pub(super) fn end(&mut self) {
        let Some(Diverged { step, network }) = self.session.as_ref().and_then(|s| s.diverged()) else {
            return;
        };
        self.target = None;
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        if !self.records.is_empty() {
            self.progress(step.saturating_sub(1), false, (None, None), None);
        }
        self.voice.say(Event::Diverged { step, network });
    }
}
