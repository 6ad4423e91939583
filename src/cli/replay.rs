//! From a script to a run at its beginning: what it was forked from is trained first.

use burn::prelude::Device;

use crate::data::{OwnData, Source};
use crate::experiment::{Course, Script};
use crate::failure::Failure;
use crate::session::{Session, SessionOptions};

/// Why a run has no beginning.
#[derive(Debug, thiserror::Error)]
pub enum NoStart {
    /// It, or what it was forked from, cannot be built or read: one line.
    #[error("{0}")]
    Refused(String),
    /// What it was forked from diverged before that step.
    #[error("fork={at}: the run that it comes from diverged at step {step}")]
    Diverged {
        /// The step of the fork.
        at: u32,
        /// The first bad step.
        step: u32,
    },
}

impl From<NoStart> for String {
    fn from(reason: NoStart) -> Self {
        reason.to_string()
    }
}

/// The last run of `lineage` ([`Script::lineage`]) where it begins, with its edits to come.
///
/// # Errors
/// Why it has no beginning.
pub async fn open(lineage: &Script, own: Option<&OwnData>, device: &Device) -> Result<Session, NoStart> {
    let none = || NoStart::Refused("link: no run".into());
    let (last, ancestors) = lineage.courses.split_last().ok_or_else(none)?;
    let children = lineage.courses.iter().skip(1);
    let mut resume: Option<Vec<u8>> = None;
    for (course, child) in ancestors.iter().zip(children) {
        let mut session = begin(course, own, device, resume.as_deref())?;
        resume = Some(checkpoint(&mut session, child.begins()).await?);
    }
    begin(last, own, device, resume.as_deref())
}

fn begin(
    course: &Course,
    own: Option<&OwnData>,
    device: &Device,
    resume: Option<&[u8]>,
) -> Result<Session, NoStart> {
    let experiment = course.start.clone();
    let edits = course.edits.iter().map(|edit| (edit.after, edit.to.clone())).collect();
    let data = super::spelled(experiment.data);
    let open = || {
        let source = Source::of(&experiment, own)?;
        let options = SessionOptions { edits, resume, ..SessionOptions::of(experiment) };
        Session::with_source(source, options, device)
    };
    open().map_err(|failure: Failure| match failure {
        Failure::Data(why) => NoStart::Refused(format!("data={data}: {why} (--data-files)")),
        other => NoStart::Refused(other.to_string()),
    })
}

/// What forks at step `at` begin with.
async fn checkpoint(session: &mut Session, at: u32) -> Result<Vec<u8>, NoStart> {
    let lost = |failure: Failure| NoStart::Refused(failure.to_string());
    session.advance(at, || false).await.map_err(lost)?;
    let bytes = session.checkpoint().await.map_err(lost)?;
    let step = session.diverged().map_or(at, |end| end.step);
    bytes.ok_or(NoStart::Diverged { at, step })
}
