//! Building the run of a configuration.

use super::engine::{Engine, parse};
use super::outside::Outside;
use crate::data::{DataError, OwnData, Source};
use crate::failure::Failure;
use crate::protocol::{Configure, Event, Ready, decode};
use crate::session::{Session, SessionOptions};

impl<O: Outside> Engine<O> {
    /// Builds the run of `configure`. The run of before is gone whatever comes of it, so that no one
    /// can take it for the new one.
    pub(super) async fn configure(&mut self, configure: Configure) -> Result<(), Failure> {
        self.voice.speak_for(configure.number);
        self.forget();
        match self.build(configure).await {
            Ok((session, ready)) => {
                self.session = Some(session);
                self.voice.say(Event::Ready(ready));
                Ok(())
            }
            Err(failure @ Failure::Device { .. }) => Err(failure),
            Err(failure) => {
                self.voice.say(Event::Rejected(failure));
                Ok(())
            }
        }
    }

    async fn build(&mut self, configure: Configure) -> Result<(Session, Ready), Failure> {
        let Configure { experiment, edits, files, resume, .. } = configure;
        let experiment = parse(&experiment);
        let own = self.own(files.filter(|_| experiment.data.needs_files())).await?;
        self.voice.alive();
        let source = Source::of(&experiment, own.as_ref())?;
        let device = self.device.device(&experiment).await?;
        self.voice.alive();
        let options = SessionOptions {
            edits: edits.iter().map(|edit| (edit.after, parse(&edit.experiment))).collect(),
            resume: resume.as_ref().map(|bytes| bytes.0.as_slice()),
            ..SessionOptions::of(experiment)
        };
        let session = Session::with_source(source, options, device)?;
        self.voice.alive();
        let mut started = self.voice.outside.now();
        let mut ready = session.ready().await?;
        self.voice.alive();
        // The first frame pays for warming up; the page plans with the second.
        if resume.is_none() {
            started = self.voice.outside.now();
            ready.frame = session.frame().await?;
        }
        ready.frame.millis = (self.voice.outside.now() - started) as f32;
        Ok((session, ready))
    }

    /// The user's data of a set, taken once; its bytes are not kept.
    async fn own(&mut self, set: Option<u32>) -> Result<Option<OwnData>, Failure> {
        let Some(set) = set else { return Ok(None) };
        if self.own.as_ref().is_none_or(|(known, _)| *known != set) {
            self.own = None;
            let bytes = self.voice.outside.own(set).await?;
            let own = decode::<OwnData>(&bytes).filter(OwnData::is_whole).ok_or(DataError::Damaged)?;
            self.own = Some((set, own));
        }
        Ok(self.own.as_ref().map(|(_, own)| own.clone()))
    }
}
