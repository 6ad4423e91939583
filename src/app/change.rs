//! What the user changes: at once where that is possible, else only after asking.

use leptos::prelude::*;

use super::message::Answer;
use super::state::{Device, Mark, Page};
use super::words;
use crate::experiment::{Comparison, Issue, Key, RunId, Trick, Value, key, repair, validate};

/// A change that starts the runs again.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Other experiments.
    Comparison(Comparison),
    /// Another engine.
    Device(Device),
}

impl Page {
    /// The user typed or chose `text` for `key` of `run`.
    pub fn enter(self, run: RunId, key: &'static Key, text: &str) {
        let value = match key.parse(text.trim()) {
            Ok(value) => {
                self.note.set(None);
                value
            }
            Err(bad) => {
                let used = bad.nearest.map_or_else(|| "kept as it was".into(), |v| format!("using {v}"));
                self.note.set(Some((key.name.into(), run.0, format!("Accepted is {}; {used}.", key.range))));
                match bad.nearest {
                    Some(value) => value,
                    None => return self.revert.update(|n| *n += 1),
                }
            }
        };
        self.revert.update(|n| *n += 1);
        self.set(run, key, value);
    }

    /// Sets `key` of `run`, asking first where the runs would start again.
    pub fn set(self, run: RunId, key: &'static Key, value: Value) {
        let mut next = self.comparison.get_untracked();
        if let Some(experiment) = next.runs.get(run.0).filter(|_| key.name != "data") {
            let mut wanted = experiment.clone();
            key.set(&mut wanted, value);
            self.explain(run, key, &validate(&wanted));
        }
        next.set(run, key, value);
        if key.name == "data" {
            self.note.set(None);
        }
        let words = format!("Changing the {}", words::changing(key));
        self.propose(next, &words);
    }

    /// Switches `trick` for `run`.
    pub fn switch(self, run: RunId, trick: &'static Trick, on: bool) {
        let mut next = self.comparison.get_untracked();
        let Some(experiment) = next.runs.get_mut(run.0) else { return };
        *experiment = trick.switched(experiment, on);
        let issues = repair(experiment);
        self.note.set(None);
        if let (Some(first), false) = (trick.keys().next(), issues.is_empty()) {
            self.explain(run, first, &issues);
        }
        let verb = if on { "Switching on" } else { "Switching off" };
        self.propose(next, &format!("{verb} {} for run {}", trick.title.to_lowercase(), run.letter()));
    }

    fn explain(self, run: RunId, at: &'static Key, issues: &[Issue]) {
        if issues.is_empty() {
            return;
        }
        let said: Vec<_> = issues
            .iter()
            .map(|issue| {
                let label = key(&issue.key).map_or(issue.key.as_str(), |k| k.label);
                let used = issue.used.as_deref().unwrap_or("nothing");
                format!("{label} {}: {}; using {used}.", issue.value, issue.reason)
            })
            .collect();
        self.note.set(Some((at.name.into(), run.0, said.join(" "))));
    }

    /// Adds run B, or takes it away.
    pub fn toggle_second(self) {
        let mut next = self.comparison.get_untracked();
        if next.runs.len() > 1 {
            next.runs.truncate(1);
            self.propose(next, "Removing run B");
        } else if let Some(base) = next.runs.first().cloned() {
            next.runs.push(base);
            self.propose(next, "Adding run B");
        }
    }

    /// Goes to `next`: live, at once, or after a question that begins with `what`.
    pub fn propose(self, next: Comparison, what: &str) {
        let now = self.comparison.get_untracked();
        if next == now {
            return self.hush();
        }
        let begun = self.act(|runner| runner.has_begun()).unwrap_or(false);
        if now.is_live_change(&next) {
            return self.edit(&now, next);
        }
        if !begun {
            self.hush();
            return self.apply(Change::Comparison(next));
        }
        let who = if now.runs.len() > 1 { "both runs" } else { "the run" };
        let text = format!("{what} starts {who} again from step 0.");
        self.question(text, Change::Comparison(next));
    }

    /// Asks before `change` costs the steps that were trained.
    pub fn question(self, text: String, change: Change) {
        let answers = vec![("Start again", Answer::Apply(Box::new(change))), ("Keep training", Answer::Keep)];
        self.ask(text, false, answers);
    }

    fn edit(self, now: &Comparison, next: Comparison) {
        let changed: Vec<_> =
            (0..next.runs.len()).filter(|i| now.runs[*i] != next.runs[*i]).map(RunId).collect();
        self.comparison.set(next);
        let step = self.act(|runner| runner.edit(self, &changed)).unwrap_or(0);
        if step == 0 {
            return self.hush();
        }
        self.marks.update(|marks| marks.extend(changed.iter().map(|run| Mark { step, run: *run })));
        let who: Vec<_> = changed.iter().map(|run| run.letter().to_string()).collect();
        self.say(format!("Changed run {} at step {}.", who.join(" and "), crate::chart::whole(step.into())));
    }

    /// Carries out `change`; the runs start again.
    pub fn apply(self, change: Change) {
        match change {
            Change::Comparison(next) => {
                self.comparison.set(next);
                self.act(|runner| runner.begin(self));
            }
            Change::Device(device) => {
                self.device.set(device);
                self.act(|runner| runner.use_device(self, device));
            }
        }
    }

    /// Starts the same runs again, paused.
    pub fn reset(self) {
        self.hush();
        self.act(|runner| runner.begin(self));
    }
}
