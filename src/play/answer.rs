//! What the buttons of messages and cards do.

use super::{Answer, Device, EngineKind, Play};

impl Play {
    /// Carries out `answer`.
    pub fn answer(&mut self, answer: Answer) {
        self.hush();
        match answer {
            Answer::Apply(restart) => self.restart(*restart),
            Answer::Keep => {}
            Answer::Train => self.train(),
            Answer::Restore(run, tip) => self.restore(run, tip),
            Answer::Again(run) => self.again(run),
            Answer::PutBack(run) => self.put_back(run),
            Answer::Remove => self.remove_run(),
            Answer::Undo => self.undo(),
            Answer::Accept => self.accept(),
            Answer::Abandon => self.abandon(),
            Answer::UseCpu => self.change_engine(Device::Cpu, EngineKind::Cpu),
            Answer::UseFiles => self.use_offered_files(),
        }
        self.pump();
    }
}
