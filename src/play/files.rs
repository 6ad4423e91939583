//! The user's own data: taken with its data set, and put back when no run can use it.

use super::run::Phase;
use super::{Answer, Play};
use crate::data::Axes;
use crate::experiment::architecture::Shape;
use crate::experiment::drawing::Drawing;
use crate::experiment::{Comparison, Data, NamedSet, RunId, Script, Value, key, repair_for};
use crate::failure::Failure;
use crate::text::{answer, join, play as t};

/// The user's own data: a set that the workers can be given by its number.
#[derive(Clone, Debug, PartialEq)]
pub struct Files {
    /// The number of the set.
    pub set: u32,
    /// What the files are called.
    pub names: Vec<String>,
    /// The data set that is made of them.
    pub data: Data,
    /// Pixels on a side of images.
    pub side: Option<u32>,
    /// What is in them, in a few words.
    pub about: String,
    /// The axes of points in the user's units; none of a drawing.
    pub axes: Option<Axes>,
    /// The drawing that they are, which is in the link.
    pub drawing: Option<Drawing>,
    /// By what a link names them.
    pub named: Option<NamedSet>,
}

/// What was there before files were chosen, until the new ones are known to be good.
pub(super) struct FilesBefore {
    files: Option<Files>,
    /// Whether the runs with them can be brought back.
    left: bool,
}

impl Play {
    /// The user wants to train on `files`: every run begins again, on the data set that is made of them,
    /// as deep as their images need.
    pub fn take_files(&mut self, files: Files) {
        if self.waits_at_a_checkpoint(files.data) {
            return self.go_on_with(files);
        }
        if files.named.as_ref().and_then(|named| self.is_wanted(named)) == Some(true) {
            // As the link says, with all that is changed on the way.
            return self.supply(files);
        }
        let mut next = self.comparison.clone();
        let other = next.runs.first().is_some_and(|e| e.data != files.data);
        let index = Data::ALL.iter().position(|data| *data == files.data);
        if let (true, Some(key), Some(index)) = (other, key("data"), index) {
            next.set(RunId(0), key, Value::Choice(index, ""));
        }
        let shape = files.side.map(|size| Shape::Image { channels: 1, size });
        let repair = |e| shape.map(|shape| repair_for(e, shape)).unwrap_or_default();
        let issues: Vec<_> = next.runs.iter_mut().flat_map(repair).collect();
        let left = self.begin_with(files, &next);
        if let Some(issue) = issues.first() {
            self.offer(issue.to_string(), false, undo(left));
        } else if left {
            self.offer(t::YOUR_DATA.get(), false, undo(left));
        } else {
            self.hush();
        }
    }

    /// Data that was fetched has come: runs that still wait for it begin as their link says.
    pub fn supply(&mut self, files: Files) {
        let wanted = self.comparison.runs.first().is_some_and(|e| e.data == files.data);
        if files.drawing != self.script.drawing {
            return;
        }
        if self.waits_at_a_checkpoint(files.data) {
            self.go_on_with(files);
        } else if wanted && self.own_files().is_none() {
            self.files = Some(files);
            self.begin();
            self.follow_script();
        }
    }

    /// Whether `named` are the files that the runs wait for; `None` where they wait for none that is known.
    pub fn is_wanted(&self, named: &NamedSet) -> Option<bool> {
        let wanted = self.script.set.as_ref().filter(|_| self.own_files().is_none())?;
        Some(wanted.is_same(named))
    }

    /// A script without a drawing, or a set, has the one that is trained on; one with another waits for it.
    pub(super) fn agree_on_data(&mut self) {
        let data = self.script.courses.first().map(|course| course.start.data);
        if data != Some(Data::Table) {
            self.script.drawing = None;
        }
        if !data.is_some_and(Data::is_own) {
            self.script.set = None;
        }
        let Some(files) = self.files.as_ref().filter(|files| Some(files.data) == data) else { return };
        let other = self
            .script
            .set
            .as_ref()
            .is_some_and(|wanted| files.named.as_ref().is_none_or(|named| !named.is_same(wanted)));
        let drawn = self.script.drawing.as_ref().is_some_and(|wanted| files.drawing.as_ref() != Some(wanted));
        if other || drawn {
            self.files = None;
            return;
        }
        self.script.set.clone_from(&files.named);
        self.script.drawing.clone_from(&files.drawing);
    }

    /// Whether runs that were trained on such data before wait for it to go on.
    fn waits_at_a_checkpoint(&self, data: Data) -> bool {
        let same = self.comparison.runs.first().is_some_and(|e| e.data == data);
        same && self.runs.iter().any(|run| run.phase == Phase::NeedsFiles && run.resume.is_some())
    }

    /// Runs that waited for their data go on where they stood.
    fn go_on_with(&mut self, files: Files) {
        self.script.set.clone_from(&files.named);
        self.files = Some(files);
        self.interrupt();
        for run in self.run_ids() {
            if self.runs[run.0].phase == Phase::NeedsFiles {
                self.build(run);
            }
        }
        self.hush();
        self.pump();
    }

    /// The user's data where it is what `data` is made of.
    pub(super) fn files_for(&self, data: Data) -> Option<&Files> {
        self.files.as_ref().filter(|files| files.data == data)
    }

    /// The user's data that is trained on.
    pub fn own_files(&self) -> Option<&Files> {
        self.files_for(self.comparison.runs.first()?.data)
    }

    /// Begins `runs` with `files`; answers whether there is something to bring back.
    fn begin_with(&mut self, files: Files, runs: &Comparison) -> bool {
        let left = self.leave();
        self.files_before = Some(FilesBefore { files: self.files.replace(files), left });
        let mut script = Script::of(runs);
        script.hidden.clone_from(&self.script.hidden);
        self.script = script;
        self.pins.follow(&self.script);
        self.agree_on_data();
        self.begin();
        self.follow_script();
        left
    }

    /// What was chosen last is of no use to the runs: what was there before comes back. Answers whether
    /// files were new.
    pub(super) fn refuse_files(&mut self, failure: &Failure) -> bool {
        let Some(before) = self.files_before.take() else { return false };
        if before.left {
            self.undo();
            self.pasts.pop_front();
        } else {
            self.files = before.files;
            (self.script.drawing, self.script.set) = (None, None);
            self.agree_on_data();
            self.begin();
        }
        self.warn(join::then(t::FILES_REFUSED, failure));
        true
    }

    /// What was kept of the user's data is damaged, as `run` found: the runs wait where they stand until it is
    /// chosen again.
    pub(super) fn lose_files(&mut self, run: RunId, failure: &Failure) {
        self.files = None;
        for run in self.run_ids() {
            if self.runs[run.0].is_live() || self.runs[run.0].phase.is_coming() {
                self.go_back(run);
            }
        }
        self.warn(t::of_run(run.letter(), failure));
    }

    /// Whether the message that stands there tells about files: what they are refused for is not talked
    /// over by what a run is refused for without them.
    pub(super) fn tells_about_files(&self) -> bool {
        self.message.as_ref().is_some_and(|message| message.text.starts_with(t::FILES_REFUSED.get()))
    }
}

fn undo(left: bool) -> Vec<(String, Answer)> {
    left.then(|| (answer::UNDO.get().into(), Answer::Undo)).into_iter().collect()
}
