//! The user's files: taken for the data set that reads them, and put back when they cannot be used.

use super::restart::Restart;
use super::{Answer, Files, Play};
use crate::data::DataError;
use crate::experiment::{Comparison, Data, RunId, Script, Value, key};
use crate::failure::Failure;

/// How a message begins that tells why files cannot be used.
const REFUSED: &str = "These files cannot be used:";

/// What was there before files were chosen, until the new ones are known to be good.
pub(super) struct FilesBefore {
    files: Option<Files>,
    /// Whether the runs with them can be brought back.
    left: bool,
}

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
        self.begin_with(files, &next);
    }

    pub(super) fn restart_with(&mut self, files: Files) {
        let same = self.comparison.clone();
        self.begin_with(files, &same);
    }

    fn begin_with(&mut self, files: Files, runs: &Comparison) {
        let left = self.leave();
        self.files_before = Some(FilesBefore { files: self.files.replace(files), left });
        let mut script = Script::of(runs);
        script.hidden.clone_from(&self.script.hidden);
        self.script = script;
        self.begin();
        self.follow_script();
        if left {
            self.offer(
                "The runs start at step 0 with these files.",
                false,
                vec![("Undo".into(), Answer::Undo)],
            );
        } else {
            self.hush();
        }
    }

    /// What was chosen last cannot be read. Labels alone join the images that are there; else what was
    /// there before comes back. Answers whether files were new.
    pub(super) fn refuse_files(&mut self, failure: &Failure) -> bool {
        let Some(before) = self.files_before.take() else { return false };
        let labels = matches!(failure, Failure::Data(DataError::NoImages { .. }));
        if let (true, Some(old), Some(new)) = (labels, before.files.clone(), self.files.clone()) {
            let set = self.world.join_files(old.set, new.set);
            let names = [old.names.clone(), new.names].concat();
            self.files = Some(Files { set, names });
            self.files_before = Some(before);
            self.begin();
            return true;
        }
        if before.left {
            self.undo();
            self.pasts.pop_front();
        } else {
            self.files = before.files;
            self.begin();
        }
        self.warn(format!("{REFUSED} {failure}"));
        true
    }

    /// Whether the message that stands there tells about files: what they are refused for is not talked
    /// over by what a run is refused for without them.
    pub(super) fn tells_about_files(&self) -> bool {
        self.message.as_ref().is_some_and(|message| message.text.starts_with(REFUSED))
    }
}
