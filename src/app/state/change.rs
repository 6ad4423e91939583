//! What the user changes: at once where that is possible, else only after asking.

use leptos::prelude::*;

use crate::app::bar::message::Answer;
use crate::app::kit::words;
use crate::app::state::page::{Device, Mark, Page};
use crate::app::state::runner::Cost;
use crate::experiment::recipes::Recipe;
use crate::experiment::{
    Comparison, Experiment, Issue, Key, MAX_RUNS, Preset, RunId, Trick, Value, key, validate,
};
use crate::number::whole;

/// A change that starts the runs again.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Other experiments, all from step 0.
    Comparison(Comparison),
    /// Other experiments for these runs alone, from where they begin.
    Alone(Comparison, Vec<RunId>),
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

    /// Sets `trick` of `run` to `preset`, or off.
    pub fn choose(self, run: RunId, trick: &'static Trick, preset: Option<&'static Preset>) {
        let mut next = self.comparison.get_untracked();
        let issues = next.set_trick(run, trick, preset);
        self.note.set(None);
        if let (Some(first), false) = (trick.keys().next(), issues.is_empty()) {
            self.explain(run, first, &issues);
        }
        let verb = if preset.is_some() { "Switching on" } else { "Switching off" };
        self.propose(next, &format!("{verb} {} for run {}", trick.title.to_lowercase(), run.letter()));
    }

    /// Makes `run` the recipe.
    pub fn use_recipe(self, run: RunId, recipe: &'static Recipe) {
        let mut next = self.comparison.get_untracked();
        next.set_recipe(run, recipe);
        self.note.set(None);
        self.propose(next, &format!("Using the best found settings for run {}", run.letter()));
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

    /// Adds a copy of the last run; one that comes late catches up with the others.
    pub fn add_run(self) {
        let mut next = self.comparison.get_untracked();
        let Some(last) = next.runs.last().cloned().filter(|_| next.runs.len() < MAX_RUNS) else { return };
        next.runs.push(last);
        self.hush();
        if self.act(|runner| runner.has_begun()) != Some(true) {
            return self.apply(Change::Comparison(next));
        }
        let letter = RunId(next.runs.len() - 1).letter();
        self.comparison.set(next);
        self.act(|runner| runner.join_later(self, None, None));
        self.say(format!("Run {letter} begins at step 0. Train lets it catch up with the others."));
    }

    /// Takes the last run away; the others stay as they are.
    pub fn remove_run(self) {
        if self.comparison.with_untracked(|c| c.runs.len()) < 2 {
            return;
        }
        self.hush();
        self.note.set(None);
        self.comparison.update(|c| c.runs.truncate(c.runs.len() - 1));
        self.act(|runner| runner.remove_last(self));
    }

    /// A new run that goes on from `run` at the step that the slider shows, or the last snapshot
    /// before it.
    pub fn fork(self, run: RunId) {
        let place = self.place.get_untracked();
        let found =
            self.act(|runner| if runner.has_diverged_run() { None } else { runner.fork_point(run, place) });
        let Some(point) = found.flatten() else {
            return self.say("There is no snapshot to fork from yet.");
        };
        if self.comparison.with_untracked(|c| c.runs.len()) >= MAX_RUNS {
            return self.say("Four runs are the most. Remove one first.");
        }
        self.fork_with(run, point, Experiment::clone);
    }

    /// Goes to `next`: live, at once, or after a question that begins with `what`.
    pub fn propose(self, next: Comparison, what: &str) {
        let now = self.comparison.get_untracked();
        if next == now {
            return self.hush();
        }
        if now.is_live_change(&next) {
            return self.edit(&now, next);
        }
        let changed = changed(&now, &next);
        match self.act(|runner| runner.cost(&changed)).unwrap_or(Cost::Nothing) {
            Cost::Nothing => {
                self.hush();
                self.apply(Change::Comparison(next));
            }
            Cost::Alone(false) => {
                self.hush();
                self.apply(Change::Alone(next, changed));
            }
            Cost::Alone(true) => {
                let start = |run: &RunId| self.act(|r| r.lanes.get(run.0).map_or(0, |lane| lane.start()));
                let from = changed.first().and_then(start).unwrap_or(0);
                let text = format!(
                    "{what} starts run {} again from step {}.",
                    letters(&changed),
                    whole(from.into())
                );
                self.question(text, Change::Alone(next, changed));
            }
            Cost::All => {
                let who = match now.runs.len() {
                    1 => "the run",
                    2 => "both runs",
                    _ => "all runs",
                };
                self.question(format!("{what} starts {who} again from step 0."), Change::Comparison(next));
            }
        }
    }

    /// Asks before `change` costs the steps that were trained.
    pub fn question(self, text: String, change: Change) {
        let answers = vec![("Start again", Answer::Apply(Box::new(change))), ("Keep training", Answer::Keep)];
        self.ask(text, false, answers);
    }

    fn edit(self, now: &Comparison, next: Comparison) {
        let changed = changed(now, &next);
        let text = words::edited(now, &next);
        self.comparison.set(next);
        let mut steps = self.act(|runner| runner.edit(self, &changed)).unwrap_or_default();
        steps.retain(|(_, step)| *step > 0);
        let Some(last) = steps.iter().map(|(_, step)| *step).max() else { return self.hush() };
        let mark = |(run, step): (RunId, u32)| Mark { step, run, text: text.clone() };
        self.marks.update(|marks| marks.extend(steps.into_iter().map(mark)));
        self.say(format!("Changed run {} at step {}.", letters(&changed), whole(last.into())));
    }

    /// Carries out `change`; the runs start again.
    pub fn apply(self, change: Change) {
        match change {
            Change::Comparison(next) => {
                self.comparison.set(next);
                self.begin();
            }
            Change::Alone(next, runs) => {
                self.act(|runner| runner.remember(self, &runs));
                self.comparison.set(next);
                self.act(|runner| runner.rebuild(self, &runs));
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
        self.begin();
    }

    fn begin(self) {
        if self.act(|runner| runner.begin(self)) == Some(true) {
            self.say("Every run starts at step 0 now, forks too.");
        }
    }
}

/// The runs in which two comparisons differ.
fn changed(now: &Comparison, next: &Comparison) -> Vec<RunId> {
    (0..now.runs.len().max(next.runs.len()))
        .filter(|i| now.runs.get(*i) != next.runs.get(*i))
        .map(RunId)
        .collect()
}

/// "B and C".
fn letters(runs: &[RunId]) -> String {
    let letters: Vec<String> = runs.iter().map(|run| run.letter().to_string()).collect();
    letters.join(" and ")
}
