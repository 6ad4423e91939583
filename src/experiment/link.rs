//! The link: a comparison as the fragment of the page's address.
//!
//! `#v=1&data=ring8&seed=7&loss=hinge&b:d.lr=4e-4`: human-readable `key=value` pairs, only what
//! differs from the defaults, `v`, `data` and `seed` always. Keys with `b:`, `c:`, `d:` are changes
//! of that run against run A. `hide=loss,ttur` leaves tips out of a lesson's panel. Reading never fails as a whole: what is wrong is named, clamped or
//! left out, and the rest is used.

use super::validate::shorten;
use super::{Comparison, Experiment, Issue, KEYS, Key, MAX_RUNS, RunId, TRICKS, Value, key, repair};

/// The version that this build writes.
pub const VERSION: u32 = 1;

/// Longest link that is read, in bytes; a full comparison needs about 1,000.
const MAX_LENGTH: usize = 16_384;

/// Problems named one by one; the rest are counted.
const MAX_ISSUES: usize = 20;

/// What a link says beside the comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The comparison.
    pub comparison: Comparison,
    /// Everything that was wrong, in the order of the link.
    pub issues: Vec<Issue>,
}

/// Writes `comparison` as a fragment without `#`.
pub fn write(comparison: &Comparison) -> String {
    let mut pairs = vec![format!("v={VERSION}")];
    let base = comparison.runs.first().cloned().unwrap_or(Experiment::default_for(super::Data::Ring8));
    pairs.extend(base.changes().iter().map(|(key, value)| format!("{}={value}", key.name)));
    for run in (1..comparison.runs.len()).map(RunId) {
        let prefix = run.letter().to_ascii_lowercase();
        let differences = comparison.differences(run);
        if differences.is_empty() {
            pairs.push(format!("{prefix}:"));
        }
        pairs.extend(differences.iter().map(|(key, value)| format!("{prefix}:{}={value}", key.name)));
    }
    if !comparison.hidden.is_empty() {
        pairs.push(format!("hide={}", comparison.hidden.join(",")));
    }
    pairs.join("&")
}

/// Writes one experiment, for messages and files.
pub fn write_experiment(experiment: &Experiment) -> String {
    write(&Comparison { runs: vec![experiment.clone()], hidden: Vec::new() })
}

/// Reads a fragment, with or without `#`. An empty one is the default comparison.
pub fn read(fragment: &str) -> Parsed {
    let text = fragment.trim_start_matches('#');
    if text.is_empty() {
        return Parsed::default();
    }
    let mut issues = Vec::new();
    let text = clip(text, &mut issues);
    let mut pairs: Vec<(usize, &Key, Value)> = Vec::new();
    let mut runs = 1;
    let mut hidden = Vec::new();
    for pair in text.split('&').filter(|p| !p.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if name == "hide" {
            hidden.extend(read_hidden(value, &mut issues));
            continue;
        }
        let (run, name) = split_run(name);
        if run > 0 && run < MAX_RUNS {
            runs = runs.max(run + 1);
        }
        match read_pair(run, name, value) {
            Ok(Some(found)) => pairs.push((run, found.0, found.1)),
            Ok(None) => {}
            Err((issue, found)) => {
                issues.push(issue);
                pairs.extend(found.map(|(key, value)| (run, key, value)));
            }
        }
    }
    // In the order of the table: the loss decides which optimizer is the default.
    pairs.sort_by_key(|(_, key, _)| KEYS.iter().position(|k| k.name == key.name));
    let mut comparison = build(runs, &pairs, &mut issues);
    comparison.hidden = TRICKS.iter().map(|t| t.id).filter(|id| hidden.contains(id)).collect();
    if issues.len() > MAX_ISSUES {
        let more = issues.len() - MAX_ISSUES;
        issues.truncate(MAX_ISSUES);
        issues.push(Issue {
            key: "link".into(),
            value: "…".into(),
            reason: format!("{more} more problems"),
            used: None,
        });
    }
    Parsed { comparison, issues }
}

fn clip<'a>(text: &'a str, issues: &mut Vec<Issue>) -> &'a str {
    if text.len() <= MAX_LENGTH {
        return text;
    }
    issues.push(Issue {
        key: "link".into(),
        value: format!("{} bytes", text.len()),
        reason: format!("accepted are {MAX_LENGTH} bytes"),
        used: Some("the beginning".into()),
    });
    let end = (0..=MAX_LENGTH).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    &text[..end]
}

/// The tips that `value` names; what is no tip becomes an issue.
fn read_hidden(value: &str, issues: &mut Vec<Issue>) -> Vec<&'static str> {
    let mut hidden = Vec::new();
    for id in value.split(',').filter(|id| !id.is_empty()) {
        match super::trick(id) {
            Some(trick) => hidden.push(trick.id),
            None => issues.push(Issue {
                key: "hide".into(),
                value: shorten(id),
                reason: "no such tip".into(),
                used: None,
            }),
        }
    }
    hidden
}

fn split_run(name: &str) -> (usize, &str) {
    match name.split_once(':') {
        Some(("b", rest)) => (1, rest),
        Some(("c", rest)) => (2, rest),
        Some(("d", rest)) => (3, rest),
        _ => (0, name),
    }
}

type Found = (&'static Key, Value);

/// One pair: a key and its value, nothing to do, or a problem with perhaps a nearest value.
fn read_pair(run: usize, name: &str, value: &str) -> Result<Option<Found>, (Issue, Option<Found>)> {
    let issue = |reason: String, used: Option<String>| Issue {
        key: shorten(name),
        value: value.into(),
        reason,
        used,
    };
    if name == "v" {
        return match value.parse::<u32>() {
            Ok(VERSION) => Ok(None),
            _ => Err((issue(format!("this page reads version {VERSION}"), Some(VERSION.to_string())), None)),
        };
    }
    if run > 0 && name.is_empty() {
        return Ok(None);
    }
    let Some(key) = key(name) else {
        return Err((issue("no such key".into(), None), None));
    };
    if run > 0 && key.shared {
        return Err((issue("all runs share this key; set it without a prefix".into(), None), None));
    }
    match key.parse(value) {
        Ok(value) => Ok(Some((key, value))),
        Err(bad) => {
            let used = bad.nearest.map(|v| v.to_string());
            Err((issue(format!("accepted is {}", key.range), used), bad.nearest.map(|v| (key, v))))
        }
    }
}

fn build(runs: usize, pairs: &[(usize, &Key, Value)], issues: &mut Vec<Issue>) -> Comparison {
    let of_run = |run| pairs.iter().filter(move |(r, ..)| *r == run);
    let mut base = Experiment::default_for(super::Data::Ring8);
    for (_, key, value) in of_run(0).filter(|(_, key, _)| key.name == "data") {
        key.set(&mut base, *value);
        base = Experiment::default_for(base.data);
    }
    for (_, key, value) in of_run(0).filter(|(_, key, _)| key.name != "data") {
        key.set(&mut base, *value);
    }
    let mut all = vec![base];
    for run in 1..runs {
        let mut other = all[0].clone();
        for (_, key, value) in of_run(run) {
            key.set(&mut other, *value);
        }
        all.push(other);
    }
    for experiment in &mut all {
        for issue in repair(experiment) {
            if !issues.contains(&issue) {
                issues.push(issue);
            }
        }
    }
    Comparison { runs: all, hidden: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::super::{Data, Loss, Optimizer};
    use super::*;

    #[test]
    fn golden_links_of_version_1() {
        let Parsed { comparison, issues } = read("#v=1&data=ring8&seed=7&loss=hinge&b:d.lr=4e-4&b:noise=0.1");
        assert_eq!(issues, []);
        assert_eq!(comparison.runs.len(), 2);
        assert_eq!((comparison.runs[0].seed, comparison.runs[1].seed), (7, 7));
        assert_eq!(comparison.runs[1].loss, Loss::Hinge);
        assert_eq!(comparison.runs[1].discriminator.lr, 4e-4);
        assert_eq!(comparison.runs[0].noise.sigma, 0.0);
        assert_eq!(write(&comparison), "v=1&data=ring8&seed=7&loss=hinge&b:d.lr=4e-4&b:noise=0.1");
    }

    #[test]
    fn the_optimizer_follows_the_loss_unless_the_link_names_it() {
        let first = |link: &str| read(link).comparison.runs.swap_remove(0);
        assert_eq!(first("data=ring8&loss=wgan-clip").optimizer, Optimizer::RmsProp);
        for link in ["data=ring8&optimizer=adam&loss=wgan-clip", "data=ring8&loss=wgan-clip&optimizer=adam"] {
            assert_eq!(first(link).optimizer, Optimizer::Adam);
        }
        for link in [
            "v=1&data=ring8&seed=1&loss=wgan-clip&b:loss=ns",
            "v=1&data=ring8&seed=1&loss=wgan-clip&b:loss=ns&b:optimizer=rmsprop",
            "v=1&data=ring8&seed=1&b:loss=wgan-clip",
            "v=1&data=ring8&seed=1&b:loss=wgan-clip&b:optimizer=sgd",
        ] {
            assert_eq!(write(&read(link).comparison), link);
        }
    }

    #[test]
    fn one_run_and_two_equal_runs_are_told_apart() {
        assert_eq!(read("v=1&data=moons&seed=3").comparison.runs.len(), 1);
        let twins = read("v=1&data=moons&seed=3&b:").comparison;
        assert_eq!(twins.runs.len(), 2);
        assert_eq!(write(&twins), "v=1&data=moons&seed=3&b:");
    }

    #[test]
    fn a_lesson_hides_tips_and_names_what_is_none() {
        let parsed = read("v=1&data=ring8&seed=1&b:loss=ls&hide=ttur,loss,charm");
        assert_eq!(parsed.comparison.hidden, ["loss", "ttur"]);
        assert_eq!(parsed.issues[0].to_string(), "hide=charm: no such tip; left out");
        assert_eq!(write(&parsed.comparison), "v=1&data=ring8&seed=1&b:loss=ls&hide=loss,ttur");
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_is_used() {
        let parsed = read("v=9&data=digits8&g.width=1e12&loss=best&b:seed=4&b:d.lr=1e-4&nonsense=1");
        let said: Vec<_> = parsed.issues.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "v=9: this page reads version 1; using 1",
                "g.width=1e12: accepted is a whole number from 4 to 256; using 256",
                "loss=best: accepted is one of ns, minimax, ls, wgan-clip, wgan-gp, hinge, rp, ra; left out",
                "seed=4: all runs share this key; set it without a prefix; left out",
                "nonsense=1: no such key; left out",
            ]
        );
        assert_eq!(parsed.comparison.runs[0].data, Data::Digits8);
        assert_eq!(parsed.comparison.runs[1].discriminator.lr, 1e-4);
    }

    #[test]
    fn a_hundred_kilobytes_of_garbage_give_a_short_list() {
        let parsed = read(&"x%é&=🦀:b".repeat(10_000));
        assert!(parsed.issues.len() <= MAX_ISSUES + 1);
        assert!(parsed.issues.iter().all(|i| i.to_string().len() < 300));
        assert_eq!(parsed.comparison.runs[0], Experiment::default_for(Data::Ring8));
    }
}
