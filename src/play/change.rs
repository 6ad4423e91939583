//! What the user changes: live where that is possible, else after asking where trained steps would go.

use super::cost::Cost;
use super::restart::Restart;
use super::watch::{at_step, letters};
use super::{Answer, Effect, Note, Play};
use crate::experiment::recipes::Recipe;
use crate::experiment::words::lowered;
use crate::experiment::{
    Comparison, Experiment, Issue, Key, MAX_RUNS, Preset, RunId, Script, TRICKS, Trick, Value, key, validate,
    words,
};
use crate::text::joined::{list, sentences, unstopped};
use crate::text::{answer, play as t};

impl Play {
    /// The user typed or chose `text` for `key` of `run`.
    pub fn enter(&mut self, run: RunId, key: &'static Key, text: &str) {
        self.effect(Effect::Revert);
        let value = match key.parse(text.trim()) {
            Ok(value) => {
                self.effect(Effect::Note(None));
                value
            }
            Err(bad) => {
                let text = match bad.nearest {
                    Some(value) => t::accepted_using(key.range, value),
                    None => t::accepted_kept(key.range),
                };
                self.note(run, key, text);
                match bad.nearest {
                    Some(value) => value,
                    None => return,
                }
            }
        };
        self.set(run, key, value);
    }

    /// Sets `key` of `run`, asking first where the runs would start again.
    pub fn set(&mut self, run: RunId, key: &'static Key, value: Value) {
        let mut next = self.comparison.clone();
        if let Some(experiment) = next.runs.get(run.0).filter(|_| key.name != "data") {
            let mut wanted = experiment.clone();
            key.set(&mut wanted, value);
            self.explain(run, key, &validate(&wanted));
        }
        next.set(run, key, value);
        if key.name == "data" {
            self.effect(Effect::Note(None));
        }
        self.propose(next, &t::changing(words::changing(key)));
    }

    /// Sets `trick` of `run` to `preset`, or off.
    pub fn choose(&mut self, run: RunId, trick: &'static Trick, preset: Option<&'static Preset>) {
        let Some(now) = self.comparison.runs.get(run.0) else { return };
        self.choose_as(run, trick, trick.with(now, preset), preset.is_some());
    }

    /// Makes `run` what it is with `trick` switched on, or off, at some setting: `wanted`.
    pub fn choose_as(&mut self, run: RunId, trick: &'static Trick, wanted: Experiment, on: bool) {
        let mut next = self.comparison.clone();
        let issues = next.replace(run, wanted);
        self.effect(Effect::Note(None));
        if let Some(first) = trick.keys().next() {
            self.explain(run, first, &issues);
        }
        let (title, run) = (lowered(trick.title.get()), run.letter());
        let what = if on { t::switching_on(title, run) } else { t::switching_off(title, run) };
        self.propose(next, &what);
    }

    /// Makes `run` the recipe.
    pub fn use_recipe(&mut self, run: RunId, recipe: &'static Recipe) {
        let mut next = self.comparison.clone();
        next.set_recipe(run, recipe);
        self.effect(Effect::Note(None));
        self.propose(next, &t::using_best(run.letter()));
    }

    /// Shows the tips that a lesson hides.
    pub fn show_all_tips(&mut self) {
        self.script.hidden.clear();
        self.follow_script();
    }

    /// Hides the tip `id` from the panel, or shows it, as a lesson wants it.
    pub fn hide_tip(&mut self, id: &'static str, hide: bool) {
        let is_hidden = |tip: &&Trick| if tip.id == id { hide } else { self.script.hidden.contains(&tip.id) };
        self.script.hidden = TRICKS.iter().filter(is_hidden).map(|tip| tip.id).collect();
        self.follow_script();
    }

    fn note(&mut self, run: RunId, key: &Key, text: String) {
        self.effect(Effect::Note(Some(Note { key: key.name.into(), run, text })));
    }

    fn explain(&mut self, run: RunId, at: &Key, issues: &[Issue]) {
        if issues.is_empty() {
            return;
        }
        let said = issues.iter().map(|issue| {
            let label = key(&issue.key).map_or(issue.key.as_str(), |k| k.label.get());
            let used = issue.used.as_deref().unwrap_or(t::NOTHING.get());
            t::issue(label, &issue.value, &issue.reason, used)
        });
        self.note(run, at, sentences(said));
    }

    /// Adds a copy of the last run; one that comes late catches up with the others.
    pub fn add_run(&mut self) {
        let Some(last) = self.comparison.runs.last().cloned() else { return };
        if self.runs.len() >= MAX_RUNS {
            return;
        }
        if self.refuses_to_act() {
            return;
        }
        self.hush_but_undo();
        let letter = RunId(self.runs.len()).letter();
        self.add(last);
        if !self.has_begun() {
            return;
        }
        self.say(t::begins_at_0(letter));
    }

    /// Goes to `next`: live, at once, or after a question that begins with `what`.
    pub fn propose(&mut self, next: Comparison, what: &str) {
        if next == self.comparison {
            return self.hush_but_undo();
        }
        if self.comparison.is_live_change(&next) {
            if self.refuses_to_act() {
                return self.effect(Effect::Revert);
            }
            return self.edit(next);
        }
        let changed = changed(&self.comparison, &next);
        let same_runs = self.comparison.runs.len() == next.runs.len();
        match self.cost(&changed) {
            Cost::Nothing => {
                self.hush_but_undo();
                let script = if same_runs { self.restarted(&next, &changed) } else { Script::of(&next) };
                self.start_again(Restart::All(script));
            }
            Cost::Alone { loses: false } => {
                self.hush_but_undo();
                self.start_again(Restart::Alone(self.restarted(&next, &changed), changed));
            }
            Cost::Alone { loses: true } => {
                let from = changed.first().map_or(0, |run| self.script.courses[run.0].begins());
                let text = t::restarts_alone(what, letters(&changed), at_step(from));
                let restart = Restart::Alone(self.restarted(&next, &changed), changed);
                self.question(text, answer::START_AGAIN.get(), Answer::Apply(Box::new(restart)));
            }
            Cost::All => {
                let text = match self.runs.len() {
                    1 => t::restarts_one(what),
                    2 => t::restarts_both(what),
                    _ => t::restarts_all(what),
                };
                let restart = Restart::All(Script::of(&next));
                self.question(text, answer::START_AGAIN.get(), Answer::Apply(Box::new(restart)));
            }
        }
    }

    /// The script in which the runs `changed` begin as `next` has them; the others stay.
    fn restarted(&self, next: &Comparison, changed: &[RunId]) -> Script {
        let mut script = self.script.clone();
        for run in changed {
            if let (Some(course), Some(to)) = (script.courses.get_mut(run.0), next.runs.get(run.0)) {
                course.start = to.clone();
                course.edits.clear();
            }
        }
        script
    }

    /// Carries out `restart`, paused.
    pub fn restart(&mut self, restart: Restart) {
        match restart {
            Restart::All(script) => self.open(script),
            Restart::Alone(script, runs) => self.restart_alone(script, &runs),
            Restart::Device(device) => self.restart_on(device),
        }
    }

    /// Carries out `restart`; what was training trains again.
    pub(super) fn start_again(&mut self, restart: Restart) {
        let going = self.training;
        self.restart(restart);
        if going {
            self.train();
        }
    }

    /// Other runs, or the same from their beginning. What was trained can be brought back.
    pub fn open(&mut self, script: Script) {
        let forks = self.script.courses.iter().any(|course| course.fork.is_some());
        let were = self.has_begun();
        let stays = script.courses.iter().any(|course| course.fork.is_some());
        self.leave();
        let at = script.at;
        self.script = script;
        self.script.at = None;
        self.pins.follow(&self.script);
        self.agree_on_data();
        self.runs.iter_mut().for_each(|run| (run.step, run.ready) = (0, None));
        self.follow_script();
        self.begin();
        if let Some(at) = at {
            self.effect(Effect::Place(at));
        }
        if were {
            let text = match forks && !stays {
                true => t::FORKS_TOO.get(),
                false => t::STARTS_AT_0.get(),
            };
            self.offer(text, false, vec![(answer::UNDO.get().into(), Answer::Undo)]);
        }
    }

    /// Starts the same runs again, as they are now, paused. Forks begin at step 0 like the others.
    pub fn reset(&mut self) {
        self.hush();
        let mut script = Script::of(&self.comparison);
        script.hidden.clone_from(&self.script.hidden);
        self.open(script);
    }

    fn restart_alone(&mut self, script: Script, runs: &[RunId]) {
        for run in runs {
            if self.script.courses[run.0].fork.is_some() {
                self.runs[run.0].before = Some(self.script.courses[run.0].clone());
            }
        }
        self.script = script;
        self.training = false;
        for run in runs {
            self.again(*run);
            // What was forked from it stands on ground that is gone.
            let children: Vec<RunId> = self.run_ids().filter(|child| self.descends(*child, *run)).collect();
            for child in children {
                self.runs[child.0].root = None;
                self.again(child);
            }
        }
        self.follow_script();
        self.effect(Effect::Samples);
        self.pump();
    }

    /// Whether `child` was forked from `run`, or from what was.
    fn descends(&self, child: RunId, run: RunId) -> bool {
        let parent = self.script.courses[child.0].fork.map(|fork| fork.of);
        parent.is_some_and(|parent| parent == run || self.descends(parent, run))
    }

    /// A change that does not fit the weights of a fork is undone. Answers whether it was one.
    pub(super) fn undo_change(&mut self, run: RunId, failure: &crate::failure::Failure) -> bool {
        let Some(before) = self.runs[run.0].before.take() else { return false };
        let now = &self.script.courses[run.0].start;
        let other = crate::experiment::KEYS.iter().filter(|k| k.get(&before.start) != k.get(now));
        let labels = list(other.map(|k| k.label.get().to_owned()));
        let text = t::fork_cannot_change(labels, run.letter(), sentence(&failure.to_string()));
        self.put(run, before);
        self.effect(Effect::Revert);
        self.warn(text);
        true
    }

    /// `run` is built again as it was before a change.
    pub(super) fn put_back(&mut self, run: RunId) {
        if let Some(before) = self.runs[run.0].before.take() {
            self.put(run, before);
        }
    }

    fn put(&mut self, run: RunId, course: crate::experiment::Course) {
        self.script.courses[run.0] = course;
        self.again(run);
        self.follow_script();
        self.pump();
    }
}

/// The runs in which two comparisons differ.
fn changed(now: &Comparison, next: &Comparison) -> Vec<RunId> {
    let count = now.runs.len().max(next.runs.len());
    (0..count).filter(|i| now.runs.get(*i) != next.runs.get(*i)).map(RunId).collect()
}

fn sentence(message: &str) -> String {
    let mut letters = unstopped(message).chars();
    let Some(first) = letters.next() else { return String::new() };
    t::refusal(first.to_uppercase().chain(letters).collect::<String>())
}
