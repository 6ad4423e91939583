//! The script that a link asks for: what cannot be is named and left out, the rest is used.

use super::super::script::{MAX_EDITS, MAX_STEP};
use super::super::{
    Course, Data, Experiment, Fork, Issue, KEYS, Key, Problem, RunId, Script, TRICKS, repair,
};
use super::asked::{Asked, Pair};
use super::{MAX_LENGTH, write};
use crate::text::{Text, problem as t};

/// What may change where, and why nothing else may.
struct Rule {
    may: fn(&Key) -> bool,
    why: Text,
}

/// A run that trains changes its live keys only.
const LIVE: Rule = Rule { may: |key| key.live, why: t::NOT_LIVE };

/// A fork keeps the weights of the run that it comes from.
const FORK: Rule = Rule { may: |key| !key.reshapes, why: t::FORK_KEEPS };

/// Builds the script and answers it with everything that was wrong.
pub(super) fn build(mut asked: Asked) -> (Script, Vec<Problem>) {
    let hidden = TRICKS.iter().map(|t| t.id).filter(|id| asked.hidden.contains(id)).collect();
    let base = base(&asked.keys[0]);
    let mut drawing = asked.drawing.take();
    if let Some(idle) = drawing.take_if(|_| base.data != Data::Table) {
        let given = t::points(idle.count());
        asked.add(Problem::of_link(t::ABOUT_DRAWING.get(), ("draw", &given), t::WITH_TABLE.get(), None));
    }
    let set = asked.set.take().filter(|_| base.data.is_own() && drawing.is_none());
    let mut script =
        Script { hidden, at: asked.at, luck: asked.luck, drawing, set, ..Script::with(Vec::new()) };
    for run in (0..asked.runs).map(RunId) {
        let mut course = begin(run, &mut asked, &script, &base);
        edit(run, &mut asked, &mut course);
        script.courses.push(course);
    }
    fit(&mut script, &mut asked);
    (script, asked.problems)
}

/// Run A before its impossible combinations are repaired: the others are changes to it.
fn base(pairs: &[Pair]) -> Experiment {
    let mut base = Experiment::default_for(Data::Ring8);
    for (key, value) in pairs.iter().filter(|(key, _)| key.name == "data") {
        key.set(&mut base, *value);
        base = Experiment::default_for(base.data);
    }
    set(&base, pairs)
}

/// `from` with `pairs`, in the order of the table: the loss decides which optimizer is the default.
fn set(from: &Experiment, pairs: &[Pair]) -> Experiment {
    let mut next = from.clone();
    for key in KEYS.iter().filter(|key| key.name != "data") {
        for (_, value) in pairs.iter().filter(|(other, _)| other.name == key.name) {
            key.set(&mut next, *value);
        }
    }
    next
}

/// `run` as it begins.
fn begin(run: RunId, asked: &mut Asked, script: &Script, base: &Experiment) -> Course {
    let pairs = std::mem::take(&mut asked.keys[run.0]);
    let fork = asked.forks[run.0].and_then(|(of, at)| origin(run, (RunId(of), at), asked, script));
    let of = |fork: Fork| script.courses[fork.of.0].holding_after(fork.at);
    match fork {
        Some(fork) if fork.at > 0 => {
            let start = changed((run, None), of(fork), &pairs, &FORK, asked);
            Course { fork: Some(fork), ..Course::plain(start) }
        }
        _ => {
            // A fork from step 0 is a run of its own.
            let mut start = set(fork.map_or(base, of), &pairs);
            for issue in repair(&mut start) {
                let of_a = |p: &Problem| p.run.is_none() && p.after.is_none() && p.issue == issue;
                if !asked.problems.iter().any(of_a) {
                    asked.add(problem((run, None), issue));
                }
            }
            Course::plain(start)
        }
    }
}

/// What a fork comes from: the run that trained the step.
fn origin(run: RunId, (of, at): (RunId, u32), asked: &mut Asked, script: &Script) -> Option<Fork> {
    let fork = script.origin(of, at)?;
    if fork.of != of {
        let spelled = |of: RunId| format!("{}@{at}", of.letter().to_ascii_lowercase());
        let reason = t::run_begins(of.letter(), script.courses[of.0].begins());
        let name = run.letter().to_ascii_lowercase().to_string();
        asked.add(Problem::of_link(
            t::ABOUT_FORK.get(),
            (&name, &spelled(of)),
            reason,
            Some(spelled(fork.of)),
        ));
    }
    Some(fork)
}

fn problem((run, after): (RunId, Option<u32>), issue: Issue) -> Problem {
    let run = (run.0 > 0 || after.is_some()).then_some(run);
    Problem { run, after, about: None, issue }
}

/// `from` with as many of `pairs` as `rule` lets change.
fn changed(
    place: (RunId, Option<u32>),
    from: &Experiment,
    pairs: &[Pair],
    rule: &Rule,
    asked: &mut Asked,
) -> Experiment {
    let keeps = |next: &Experiment| KEYS.iter().all(|k| (rule.may)(k) || k.get(next) == k.get(from));
    let (able, unable): (Vec<Pair>, Vec<Pair>) =
        pairs.iter().copied().partition(|(key, value)| (rule.may)(key) || key.get(from) == *value);
    for (key, value) in unable {
        let issue = Issue {
            key: key.name.into(),
            value: value.to_string(),
            reason: rule.why.to_string(),
            used: Some(key.get(from).to_string()),
        };
        asked.add(problem(place, issue));
    }
    let mut next = set(from, &able);
    let issues = repair(&mut next);
    if keeps(&next) {
        issues.into_iter().for_each(|issue| asked.add(problem(place, issue)));
        return next;
    }
    // Together they need something that may not change: one by one, without those that do.
    let mut next = from.clone();
    for (key, value) in able {
        let mut tried = set(&next, &[(key, value)]);
        let issues = repair(&mut tried);
        if keeps(&tried) {
            next = tried;
            issues.into_iter().for_each(|issue| asked.add(problem(place, issue)));
        } else {
            let reason = issues.into_iter().next().map_or_else(String::new, |issue| issue.reason);
            let used = Some(key.get(&next).to_string());
            let issue = Issue { key: key.name.into(), value: value.to_string(), reason, used };
            asked.add(problem(place, issue));
        }
    }
    next
}

/// The live edits of `run`.
fn edit(run: RunId, asked: &mut Asked, course: &mut Course) {
    let mut edits = std::mem::take(&mut asked.edits[run.0]);
    let begins = course.begins();
    let kept: Vec<u32> = edits.keys().copied().filter(|after| *after > begins).take(MAX_EDITS).collect();
    let last = kept.last().copied().unwrap_or(MAX_STEP);
    let late = edits.split_off(&(last + 1)).len();
    for (after, pairs) in edits {
        let place = (run, Some(after));
        if after < begins && begins > 0 {
            let reason = t::run_begins(run.letter(), begins);
            let given = after.to_string();
            let mut early =
                Problem::of_link(t::ABOUT_CHANGE.get(), ("step", &given), reason, Some(begins.to_string()));
            early.run = Some(run);
            asked.add(early);
        }
        let next = changed(place, &course.now().clone(), &pairs, &LIVE, asked);
        course.edit(after, next);
    }
    if late > 0 {
        let letter = run.letter().to_ascii_lowercase().to_string();
        let count = (MAX_EDITS + late).to_string();
        let mut many = Problem::of_link(
            t::ABOUT_CHANGES.get(),
            (&letter, &count),
            t::accepted_are(t::of_one_run(MAX_EDITS)),
            Some(t::first_ones(MAX_EDITS)),
        );
        many.run = Some(run);
        asked.add(many);
    }
}

/// Leaves out the latest edits while the script is longer than a link that is read.
fn fit(script: &mut Script, asked: &mut Asked) {
    while write(script).len() > MAX_LENGTH {
        let steps = script.courses.iter().flat_map(|course| &course.edits).map(|edit| edit.after);
        let mut steps: Vec<u32> = steps.collect();
        steps.sort_unstable();
        let kept = steps.len() - steps.len().div_ceil(10);
        let Some(last) = steps.get(kept).map(|step| step - 1) else { return };
        script.courses.iter_mut().for_each(|course| course.forget_after(last));
        let reason = t::accepted_are(t::bytes(MAX_LENGTH));
        let (given, used) = (t::SO_MANY.get(), Some(t::EARLIER_ONES.to_string()));
        asked.add(Problem::of_link(t::ABOUT_CHANGES.get(), ("link", given), reason, used));
    }
}
