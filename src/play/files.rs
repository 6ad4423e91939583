//! The user's files: taken for the data set that reads them, and put back when they cannot be used.

use super::restart::Restart;
use super::{Answer, Files, Play, RunId};
use crate::experiment::{Data, Value, key};
use crate::failure::Failure;

impl Play {
    /// The user chose or dropped files.
    pub fn take_files(&mut self, files: Files) {
        if self.reads_files() {
            return self.restart(Restart::Files(files));
        }
        let names = files.names.join(", ");
        self.offered = Some(files);
        let text =
            format!("{names}: use them as the data set MNIST? The runs start again from step 0 with it.");
        self.question(text, "Use the files", Answer::UseFiles);
    }

    fn reads_files(&self) -> bool {
        self.comparison.runs.first().is_some_and(|e| e.data.needs_files())
    }

    /// The data set becomes the one that reads the files that were offered.
    pub(super) fn use_offered_files(&mut self) {
        let Some(files) = self.offered.take() else { return };
        let mut next = self.comparison.clone();
        let index = Data::ALL.iter().position(|data| data.needs_files());
        let (Some(key), Some(index)) = (key("data"), index) else { return };
        next.set(RunId(0), key, Value::Choice(index, ""));
        self.leave();
        self.files_before = Some(self.files.replace(files));
        let mut script = crate::experiment::Script::of(&next);
        script.hidden.clone_from(&self.script.hidden);
        self.script = script;
        self.begin();
        self.follow_script();
        self.offer_undo();
    }

    pub(super) fn restart_with(&mut self, files: Files) {
        self.leave();
        self.files_before = Some(self.files.replace(files));
        self.script = crate::experiment::Script::of(&self.comparison);
        self.begin();
        self.offer_undo();
    }

    fn offer_undo(&mut self) {
        if self.can_undo() {
            self.offer(
                "The runs start at step 0 with these files.",
                false,
                vec![("Undo".into(), Answer::Undo)],
            );
        } else {
            self.hush();
        }
    }

    /// What was chosen last cannot be read: what was there before comes back. Answers whether files were
    /// new.
    pub(super) fn refuse_files(&mut self, failure: &Failure) -> bool {
        let Some(before) = self.files_before.take() else { return false };
        if self.can_undo() {
            self.undo();
        } else {
            self.files = before;
            self.begin();
        }
        self.warn(format!("These files cannot be used: {failure}"));
        true
    }
}
