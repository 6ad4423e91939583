//! What the buttons of messages and cards do.

use super::run::Phase;
use super::{Answer, Device, EngineKind, Play};

impl Play {
    /// Carries out `answer`.
    pub fn answer(&mut self, answer: Answer) {
        self.hush();
        if answer.run().is_some_and(|run| run.0 >= self.runs.len()) {
            return;
        }
        match answer {
            Answer::Apply(restart) => self.start_again(*restart),
            Answer::Keep => {}
            Answer::Train => self.train(),
            Answer::Restore(run, tip) => self.restore(run, tip),
            // What an engine lost is still in its checkpoint.
            Answer::Again(run) if matches!(self.runs[run.0].phase, Phase::Lost(_)) => self.go_back(run),
            Answer::Again(run) => self.again(run),
            Answer::PutBack(run) => self.put_back(run),
            Answer::Remove => self.remove(),
            Answer::Undo => self.undo(),
            Answer::Accept => self.accept(),
            Answer::Abandon => self.abandon(),
            Answer::GiveUp => self.give_up_unanswered(),
            Answer::UseCpu => self.change_engine(Device::Cpu, EngineKind::Cpu),
        }
        self.pump();
    }
}
