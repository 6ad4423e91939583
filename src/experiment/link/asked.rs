//! What the text of a link asks for, pair by pair, before anything is made of it.

use std::collections::BTreeMap;

use super::super::drawing::Drawing;
use super::super::problem::clean;
use super::super::script::{LUCK_SEEDS, MAX_STEP};
use super::super::{Issue, Key, MAX_RUNS, NamedSet, Problem, RunId, Value, key, trick};
use super::{OLDEST, VERSION};
use crate::text::joined::list;
use crate::text::problem as t;

/// A key with its value.
pub(super) type Pair = (&'static Key, Value);

/// Everything that a link asks for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Runs, at least 1.
    pub runs: usize,
    /// The keys of each run as it begins.
    pub keys: [Vec<Pair>; MAX_RUNS],
    /// From which run and step each is forked, if it is.
    pub forks: [Option<(usize, u32)>; MAX_RUNS],
    /// The live edits of each run by their steps.
    pub edits: [BTreeMap<u32, Vec<Pair>>; MAX_RUNS],
    /// Tips that a lesson hides.
    pub hidden: Vec<&'static str>,
    /// The slider's place.
    pub at: Option<u32>,
    /// Seeds with which to train all runs.
    pub luck: Option<u32>,
    /// The points that were drawn.
    pub drawing: Option<Drawing>,
    /// The user's files.
    pub set: Option<NamedSet>,
    /// What was wrong, in the order of the link.
    pub problems: Vec<Problem>,
}

/// The run and the step that a prefix names: `b`, or `b@1200`.
#[derive(Clone, Copy)]
struct Place {
    run: usize,
    after: Option<u32>,
}

impl Asked {
    /// Reads decoded `text`.
    pub fn read(text: &str, problems: Vec<Problem>) -> Self {
        let mut asked = Self { runs: 1, problems, ..Self::default() };
        // Some programs write `&` as they would in HTML.
        for pair in text.split('&').map(|pair| pair.strip_prefix("amp;").unwrap_or(pair)) {
            if !pair.is_empty() {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                asked.pair(name, value);
            }
        }
        asked
    }

    fn pair(&mut self, name: &str, value: &str) {
        match name {
            "v" => self.version(value),
            "hide" => self.hide(value),
            "at" => self.at = self.step(t::ABOUT_SLIDER.get(), (name, value), value),
            "luck" => self.luck(value),
            "draw" => self.draw(value),
            "set" => self.set(value),
            // The page's own: `text::choose` and `play::assignment`.
            "lang" | "lesson" => {}
            // `b:=` is a run equal to A; mails make `b:` and `b` of it.
            _ => match run_of(name.strip_suffix(':').unwrap_or(name)) {
                Some(run) => self.begin(run, name, value),
                None => self.prefixed(name, value),
            },
        }
    }

    fn wrong(&mut self, about: &'static str, pair: (&str, &str), reason: &str, used: Option<String>) {
        self.add(Problem::of_link(about, pair, reason, used));
    }

    /// Adds a problem, once.
    pub fn add(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn version(&mut self, value: &str) {
        if !value.parse::<u32>().is_ok_and(|version| (OLDEST..=VERSION).contains(&version)) {
            let reason = t::versions(OLDEST, VERSION);
            self.wrong(t::ABOUT_VERSION.get(), ("v", value), &reason, Some(VERSION.to_string()));
        }
    }

    fn hide(&mut self, value: &str) {
        for id in value.split(',').filter(|id| !id.is_empty()) {
            match trick(id) {
                Some(trick) => self.hidden.push(trick.id),
                None => self.wrong(t::ABOUT_HIDDEN.get(), ("hide", id), t::NO_SUCH_TIP.get(), None),
            }
        }
    }

    /// One of [`LUCK_SEEDS`], or a problem with the nearest of them.
    fn luck(&mut self, value: &str) {
        let asked = value.parse::<u32>().ok();
        self.luck = asked.and_then(|asked| LUCK_SEEDS.into_iter().min_by_key(|seeds| seeds.abs_diff(asked)));
        if self.luck.is_none() || self.luck != asked {
            let reason = t::accepted_are(t::seeds(list(LUCK_SEEDS.map(|seeds| seeds.to_string()))));
            self.wrong(t::ABOUT_LUCK.get(), ("luck", value), &reason, self.luck.map(|n| n.to_string()));
        }
    }

    /// The points of the first drawing, or of its beginning with a problem.
    fn draw(&mut self, value: &str) {
        let (drawing, wrong) = Drawing::read(value);
        let given = t::characters(value.len());
        if self.drawing.is_some() {
            let one = t::accepted_is(t::ONE);
            return self.wrong(
                t::ABOUT_DRAWING.get(),
                ("draw", &given),
                &one,
                Some(t::FIRST_ONE.to_string()),
            );
        }
        let kept = drawing.count();
        self.drawing = drawing.lack().is_none().then_some(drawing);
        if let Some(reason) = wrong {
            let used = self.drawing.as_ref().map(|_| t::points(kept));
            self.wrong(t::ABOUT_DRAWING.get(), ("draw", &given), &reason, used);
        }
    }

    fn set(&mut self, value: &str) {
        self.set = NamedSet::read(value);
        if self.set.is_none() {
            let accepted = t::accepted_is(t::SET_FORM);
            self.wrong(t::ABOUT_SET.get(), ("set", value), &accepted, None);
        }
    }

    /// A step up to [`MAX_STEP`], or a problem of `pair`.
    fn step(&mut self, about: &'static str, pair: (&str, &str), text: &str) -> Option<u32> {
        let accepted = t::accepted_is(t::step_to(MAX_STEP));
        if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
            self.wrong(about, pair, &accepted, None);
            return None;
        }
        match text.parse::<u32>().ok().filter(|step| *step <= MAX_STEP) {
            Some(step) => Some(step),
            None => {
                self.wrong(about, pair, &accepted, Some(MAX_STEP.to_string()));
                Some(MAX_STEP)
            }
        }
    }

    /// `b:=`, `c=a@2400`.
    fn begin(&mut self, run: usize, name: &str, value: &str) {
        self.runs = self.runs.max(run + 1);
        if value.is_empty() {
            return;
        }
        let Some((of, step)) = value.split_once('@').and_then(|(of, step)| Some((run_of(of)?, step))) else {
            let accepted = t::accepted_is(t::FORK_FORM);
            return self.wrong(t::ABOUT_FORK.get(), (name, value), &accepted, None);
        };
        if of >= run {
            return self.wrong(t::ABOUT_FORK.get(), (name, value), t::FORK_OF_EARLIER.get(), None);
        }
        let Some(at) = self.step(t::ABOUT_FORK.get(), (name, value), step) else { return };
        if at == 0 {
            self.wrong(t::ABOUT_FORK.get(), (name, value), t::FORK_AT_0.get(), None);
        }
        self.forks[run] = Some((of, at));
    }

    /// A key, perhaps with the run and the step that it is for.
    fn prefixed(&mut self, name: &str, value: &str) {
        let Some((place, rest)) = name.split_once(':') else {
            return self.key(Place { run: 0, after: None }, name, value);
        };
        let (letter, step) = place.split_once('@').map_or((place, None), |(run, step)| (run, Some(step)));
        let Some(run) = run_of(letter) else {
            return self.unknown(Place { run: 0, after: None }, name, value);
        };
        self.runs = self.runs.max(run + 1);
        match step {
            None => self.key(Place { run, after: None }, rest, value),
            Some(step) => {
                if let Some(after) = self.step(t::ABOUT_CHANGE.get(), (name, value), step) {
                    self.key(Place { run, after: Some(after) }, rest, value);
                }
            }
        }
    }

    fn key(&mut self, place: Place, name: &str, value: &str) {
        let Some(key) = key(name) else { return self.unknown(place, name, value) };
        let lone = place.run > 0 || place.after.is_some();
        if lone && key.shared {
            return self.add(place.problem(key.name, value, t::SHARED_KEY.to_string(), None));
        }
        match key.parse(value) {
            Ok(value) => self.ask(place, key, value),
            Err(bad) => {
                let used = bad.nearest.map(|v| v.to_string());
                self.add(place.problem(key.name, value, t::accepted_is(key.range), used));
                if let Some(nearest) = bad.nearest {
                    self.ask(place, key, nearest);
                }
            }
        }
    }

    fn ask(&mut self, place: Place, key: &'static Key, value: Value) {
        let pairs = match place.after {
            None => &mut self.keys[place.run],
            Some(after) => self.edits[place.run].entry(after).or_default(),
        };
        pairs.retain(|(other, _)| other.name != key.name);
        pairs.push((key, value));
    }

    fn unknown(&mut self, place: Place, name: &str, value: &str) {
        self.add(place.problem(name, value, t::NO_SUCH_KEY.to_string(), None));
    }
}

impl Place {
    fn problem(self, name: &str, value: &str, reason: String, used: Option<String>) -> Problem {
        let issue = Issue { key: clean(name), value: clean(value), reason, used };
        let run = (self.run > 0 || self.after.is_some()).then_some(RunId(self.run));
        Problem { run, after: self.after, about: None, issue }
    }
}

/// The run that a small letter names.
fn run_of(text: &str) -> Option<usize> {
    (0..MAX_RUNS).find(|run| RunId(*run).letter().to_ascii_lowercase().to_string() == text)
}
