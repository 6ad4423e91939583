//! The link: everything that it takes to see the same again, as the fragment of the page's address.
//!
//! `#v=2&data=ring8&seed=7&b:d.lr=4e-4&b@1200:noise=0.1&c=a@2400&c:loss=hinge`: readable `key=value`
//! pairs, only what differs from the defaults, `v`, `data` and `seed` always.
//!
//! - `b:`, `c:`, `d:` before a key: run B, C or D differs in it from run A as that begins; `b:=` is a run
//!   equal to A.
//! - `c=a@2400`: C is a fork of A after its step 2,400; `c:` then tells in what it differs from A there.
//! - `b@1200:` before a key: B is changed while it trains, from the step after 1,200 on (`a@…:` for A).
//! - `hide=loss,ttur` leaves tips out of a lesson's panel; `at=2000` is the slider's place.
//! - `lang=zh` and `lesson=…` are the page's (`text::choose`, `play::assignment`): they say nothing of the runs.
//! - `luck=10` offers to train all runs with ten seeds.
//! - `set=digits.idx~5000~0123456789abcdef` names the user's files that `data=images` or `data=table` was trained on
//!   (`named_set.rs`): whoever opens the link is asked for them and told whether theirs are the same.
//! - `draw=…` are the points of `data=table`, where they were drawn (`data/drawing.rs`).
//!
//! Version 1 knew neither forks nor edits nor places, and wrote `b:` for `b:=`; all of it is still read.
//! Reading never fails as a whole: what is wrong is named, clamped or left out, and the rest is used.

mod asked;
mod build;

use std::collections::HashSet;

use asked::Asked;

use super::{Data, Experiment, Key, Problem, RunId, Script, Value};
use crate::text::problem as t;

/// The version that this build writes.
pub const VERSION: u32 = 2;

/// The first version; every one since is read.
const OLDEST: u32 = 1;

/// The longest link that is read, in bytes; a full comparison needs about 1,000.
const MAX_LENGTH: usize = 16_384;

/// Problems named one by one; the rest are counted.
const MAX_PROBLEMS: usize = 20;

/// What a link says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// What to train and show.
    pub script: Script,
    /// Everything that was wrong, never the same twice: what was written in the order of the link, then
    /// what cannot be.
    pub issues: Vec<Problem>,
}

/// Writes `script` as a fragment without `#`.
pub fn write(script: &Script) -> String {
    let mut pairs = vec![format!("v={VERSION}")];
    let first = script.courses.first().map(|course| course.start.clone());
    let base = first.unwrap_or(Experiment::default_for(Data::Ring8));
    pairs.extend(spelled("", base.changes()));
    for (run, course) in script.courses.iter().enumerate() {
        let letter = RunId(run).letter().to_ascii_lowercase();
        let parent = course.fork.and_then(|fork| Some((fork, script.courses.get(fork.of.0)?)));
        if run > 0 {
            let from = parent.map_or(&base, |(fork, parent)| parent.holding_after(fork.at));
            let differences = from.differences(&course.start);
            match parent {
                Some((fork, _)) => {
                    pairs.push(format!("{letter}={}@{}", fork.of.letter().to_ascii_lowercase(), fork.at));
                }
                None if differences.is_empty() => pairs.push(format!("{letter}:=")),
                None => {}
            }
            pairs.extend(spelled(&format!("{letter}:"), differences));
        }
        let mut before = &course.start;
        for edit in &course.edits {
            pairs.extend(spelled(&format!("{letter}@{}:", edit.after), before.differences(&edit.to)));
            before = &edit.to;
        }
    }
    if !script.hidden.is_empty() {
        pairs.push(format!("hide={}", script.hidden.join(",")));
    }
    pairs.extend(script.at.map(|at| format!("at={at}")));
    pairs.extend(script.luck.map(|seeds| format!("luck={seeds}")));
    let drawn = script.drawing.as_ref().filter(|_| base.data == Data::Table);
    pairs.extend(drawn.map(|drawing| format!("draw={}", drawing.write())));
    let named = script.set.as_ref().filter(|_| base.data.is_own());
    pairs.extend(named.map(|set| format!("set={set}")));
    pairs.join("&")
}

fn spelled(prefix: &str, pairs: Vec<(&'static Key, Value)>) -> Vec<String> {
    pairs.into_iter().map(|(key, value)| format!("{prefix}{}={value}", key.name)).collect()
}

/// Whether a link holds `script` whole: not more edits, nor more bytes, than are read.
pub fn holds(script: &Script) -> bool {
    let few = script.courses.iter().all(|course| course.edits.len() <= super::script::MAX_EDITS);
    few && write(script).len() <= MAX_LENGTH
}

/// Writes one experiment, for messages and files.
pub fn write_experiment(experiment: &Experiment) -> String {
    let course = super::Course::plain(experiment.clone());
    write(&Script::with(vec![course]))
}

/// Reads what [`write_experiment`] writes, in any version: run A as it begins.
pub fn read_experiment(text: &str) -> Experiment {
    let first = read(text).script.courses.into_iter().next();
    first.map_or_else(|| Experiment::default_for(Data::Ring8), |course| course.start)
}

/// Reads a fragment, with or without `#`. An empty one is the default comparison.
pub fn read(fragment: &str) -> Parsed {
    let text = fragment.trim_start_matches('#');
    if text.is_empty() {
        return Parsed::default();
    }
    let mut problems = Vec::new();
    let text = decode(clip(text, &mut problems));
    let (script, mut issues) = build::build(Asked::read(&text, problems));
    let mut said = HashSet::new();
    issues.retain(|problem| said.insert(problem.sentence()));
    if issues.len() > MAX_PROBLEMS {
        let more = t::more(issues.len() - MAX_PROBLEMS);
        issues.truncate(MAX_PROBLEMS);
        issues.push(Problem::of_link("", ("link", "…"), more, None));
    }
    Parsed { script, issues }
}

/// What is read of a text that is too long: whole pairs, so that no value is cut in two.
fn clip<'a>(text: &'a str, problems: &mut Vec<Problem>) -> &'a str {
    if text.len() <= MAX_LENGTH {
        return text;
    }
    let given = t::bytes(text.len());
    let reason = t::accepted_are(t::bytes(MAX_LENGTH));
    let used = Some(t::BEGINNING.to_string());
    problems.push(Problem::of_link(t::ABOUT_LINK.get(), ("link", &given), reason, used));
    let end = (0..=MAX_LENGTH).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let text = &text[..end];
    text.rfind('&').map_or("", |last| &text[..last])
}

/// Undoes the escapes that some programs make of what they pass on, each by itself: a bad one stays as
/// it is.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let hex = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                plain.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use super::super::{Comparison, Fork, Loss, NamedSet, Optimizer};
    use super::*;

    fn runs(link: &str) -> Vec<Experiment> {
        read(link).script.starts().runs
    }

    /// What a link without a fault says.
    fn clean(link: &str) -> Script {
        let Parsed { script, issues } = read(link);
        assert_eq!(issues, [], "{link}");
        script
    }

    fn sentences(link: &str) -> Vec<String> {
        read(link).issues.iter().map(Problem::sentence).collect()
    }

    #[test]
    fn golden_links_of_version_1() {
        let script = clean("#v=1&data=ring8&seed=7&loss=hinge&b:d.lr=4e-4&b:noise=0.1");
        assert!(script.is_plain());
        let runs = script.now().runs;
        assert_eq!((runs.len(), runs[0].seed, runs[1].seed), (2, 7, 7));
        assert_eq!((runs[1].loss, runs[1].discriminator.lr), (Loss::Hinge, 4e-4));
        assert_eq!((runs[0].noise.sigma, runs[1].noise.sigma), (0.0, 0.1));
        assert_eq!(write(&script), "v=2&data=ring8&seed=7&loss=hinge&b:d.lr=4e-4&b:noise=0.1");
        let twins = clean("v=1&data=moons&seed=3&b:");
        assert_eq!(write(&twins), "v=2&data=moons&seed=3&b:=");
        let four = "data=digits8&seed=4294967295&steps=1500&b:augment=color,shift,cutout&c:loss=wgan-clip&c:optimizer=sgd&d:classes=only:8&hide=loss,ttur";
        assert_eq!(write(&clean(&format!("v=1&{four}"))), format!("v=2&{four}"));
    }

    #[test]
    fn golden_link_of_a_drawing() {
        let link = "v=2&data=table&seed=7&b:noise=0.1&draw=AAAA____gAAAAAgAgAgAAABAABABABABAAcAcAYAYAUA";
        let script = clean(link);
        let drawing = script.drawing.as_ref().expect("a drawing");
        let points: Vec<[f64; 2]> = drawing.points().collect();
        assert_eq!((points.len(), points[0], points[1]), (11, [-1.0, -1.0], [1.0, 1.0]));
        assert_eq!(write(&script), link);
        assert_eq!(script.lineage(RunId(1)).expect("a run").drawing, script.drawing);
        let said = |link: &str| {
            let read = read(link);
            let sentences: Vec<String> = read.issues.iter().map(Problem::sentence).collect();
            (read.script, sentences.join("\n"))
        };
        let (ring, why) = said(&link.replace("table", "ring8"));
        assert_eq!(write(&ring), "v=2&data=ring8&seed=7&b:noise=0.1", "a ring is not drawn");
        assert_eq!(why, "Drawing: 11 points is not allowed, left out (accepted with data=table)");
        let (twice, why) = said(&format!("{link}&draw=__AA{}", &link[link.len() - 40..]));
        assert_eq!(twice.drawing, script.drawing, "the first one counts");
        assert_eq!(why, "Drawing: 44 characters is not allowed, using the first one (one)");
        let (flat, why) = said(&format!("v=2&data=table&seed=7&draw={}", "gAgA".repeat(50)));
        assert_eq!(flat.drawing, None, "points that cannot be scaled are not waited for");
        assert!(why.starts_with("Drawing: 200 characters"), "{why}");
        let bad = read("v=2&data=table&seed=7&draw=AAAA!");
        assert_eq!(bad.script.drawing, None);
        assert_eq!(bad.issues.len(), 1, "{:?}", bad.issues);
        assert!(bad.issues[0].sentence().starts_with("Drawing"), "{}", bad.issues[0].sentence());
    }

    #[test]
    fn golden_link_of_own_data() {
        let link = "v=2&data=images&seed=7&b:noise=0.1&set=digits.idx~60000~0123456789abcdef";
        let script = clean(link);
        let set = NamedSet { name: "digits.idx".into(), count: 60_000, hash: 0x0123_4567_89ab_cdef };
        assert_eq!((write(&script).as_str(), script.set.as_ref()), (link, Some(&set)));
        assert_eq!(script.lineage(RunId(1)).expect("a run").set, Some(set));
        let said = |link: &str| (read(link).script.set, sentences(link));
        assert_eq!(said(&link.replace("images", "ring8")), (None, Vec::new()), "a ring needs none");
        let why = "Own data: x~5 is not allowed, left out (a name, a count and a hash, as digits.idx~5000~0123456789abcdef)";
        assert_eq!(said("v=2&data=images&seed=7&set=x~5"), (None, vec![why.to_owned()]));
    }

    #[test]
    fn golden_links_of_version_2() {
        let link = "v=2&data=ring8&seed=7&steps=6000&a@500:d.lr=2e-3&b:noise=0.3&b@1200:d.lr=4e-4&b@1200:noise=0&b@3000:g.steps=2&c=a@2400&c:loss=hinge&c:d.lr=1e-4&c@3000:d.dropout=0.2&d=c@2700&at=2000";
        let script = clean(link);
        assert_eq!(write(&script), link);
        let [a, b, c, d] = &script.courses[..] else { panic!("four runs") };
        let rate = |e: &Experiment| e.discriminator.lr;
        assert_eq!((rate(&a.start), rate(a.holding_after(500)), rate(a.now())), (1e-3, 2e-3, 2e-3));
        assert_eq!(b.edits.iter().map(|edit| edit.after).collect::<Vec<_>>(), [1200, 3000]);
        assert_eq!((b.start.noise.sigma, b.now().noise.sigma, rate(b.now())), (0.3, 0.0, 4e-4));
        assert_eq!((c.fork, c.start.loss), (Some(Fork { of: RunId(0), at: 2400 }), Loss::Hinge));
        assert_eq!((rate(&c.start), c.edits[0].to.dropout), (1e-4, 0.2));
        assert_eq!((d.fork, &d.start), (Some(Fork { of: RunId(2), at: 2700 }), &c.start));
        assert_eq!(script.at, Some(2000));
    }

    #[test]
    fn a_link_offers_to_look_for_luck() {
        let link = "v=2&data=ring8&seed=7&b:noise=0.3&luck=10";
        let script = clean(link);
        assert_eq!((script.luck, write(&script).as_str()), (Some(10), link));
        for (given, used) in [("12", Some(10)), ("0", Some(3)), ("4000000000", Some(20)), ("many", None)] {
            let parsed = read(&format!("data=ring8&luck={given}"));
            assert_eq!((parsed.script.luck, parsed.issues.len()), (used, 1), "{given}");
            assert!(parsed.issues[0].sentence().contains("3, 5, 10, 20 seeds"), "{:?}", parsed.issues);
        }
    }

    #[test]
    fn the_optimizer_follows_the_loss_unless_the_link_names_it() {
        assert_eq!(runs("data=ring8&loss=wgan-clip")[0].optimizer, Optimizer::RmsProp);
        for link in ["data=ring8&optimizer=adam&loss=wgan-clip", "data=ring8&loss=wgan-clip&optimizer=adam"] {
            assert_eq!(runs(link)[0].optimizer, Optimizer::Adam);
        }
        for link in [
            "v=2&data=ring8&seed=1&loss=wgan-clip&b:loss=ns",
            "v=2&data=ring8&seed=1&loss=wgan-clip&b:loss=ns&b:optimizer=rmsprop",
            "v=2&data=ring8&seed=1&b:loss=wgan-clip",
            "v=2&data=ring8&seed=1&b:loss=wgan-clip&b:optimizer=sgd",
            "v=2&data=ring8&seed=1&b=a@10&b:loss=wgan-clip&b:optimizer=sgd",
        ] {
            assert_eq!(write(&clean(link)), link);
        }
    }

    #[test]
    fn a_run_equal_to_a_survives_what_mails_make_of_it() {
        assert_eq!(runs("v=1&data=moons&seed=3").len(), 1);
        for tail in ["b:=", "b:", "b", "b=", "b%3A", "b%3a%3D", "b%3A="] {
            let twins = clean(&format!("v=1&data=moons&seed=3&{tail}"));
            assert_eq!(write(&twins), "v=2&data=moons&seed=3&b:=", "{tail}");
        }
        let script = clean("v=2&amp;data=moons&amp;seed=3&amp;b%3Anoise%3D0.1");
        assert_eq!(write(&script), "v=2&data=moons&seed=3&b:noise=0.1");
    }

    #[test]
    fn one_bad_escape_leaves_the_others_readable() {
        let Parsed { script, issues } = read("#v=2&data=moons&x=%zz&seed=3&b%3Anoise=0.1&y=%e9%");
        assert_eq!(write(&script), "v=2&data=moons&seed=3&b:noise=0.1");
        assert_eq!(issues.iter().map(|i| i.issue.key.as_str()).collect::<Vec<_>>(), ["x", "y"]);
    }

    #[test]
    fn a_lesson_hides_tips_and_names_what_is_none() {
        let parsed = read("v=1&data=ring8&seed=1&b:loss=ls&hide=ttur,loss,charm");
        assert_eq!(parsed.script.hidden, ["loss", "ttur"]);
        assert_eq!(parsed.issues[0].to_string(), "hide=charm: no such tip; left out");
        assert_eq!(write(&parsed.script), "v=2&data=ring8&seed=1&b:loss=ls&hide=loss,ttur");
    }

    #[test]
    fn what_is_wrong_is_named_and_the_rest_is_used() {
        let parsed = read("v=9&data=digits8&g.width=1e12&loss=best&b:seed=4&b:d.lr=1e-4&nonsense=1");
        let said: Vec<_> = parsed.issues.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "v=9: this page reads versions 1 to 2; using 2",
                "g.width=1e12: accepted is a whole number from 4 to 256; using 256",
                "loss=best: accepted is one of ns, minimax, ls, wgan-clip, wgan-gp, hinge, rp, ra; left out",
                "seed=4: all runs share this key; set it without a prefix; left out",
                "nonsense=1: no such key; left out",
            ]
        );
        let runs = parsed.script.now().runs;
        assert_eq!((runs[0].data, runs[1].discriminator.lr), (Data::Digits8, 1e-4));
    }

    #[test]
    fn the_list_for_people_names_the_run_once() {
        assert_eq!(
            sentences("v=2&data=ring8&seed=1&b:d.lr=-1&b:d.lr=-1&x\u{1}=1"),
            [
                "Run B, discriminator learning rate: -1 is not allowed, using 1e-6 (a number from 1e-6 to 0.1)",
                "X: no such setting, left out",
            ]
        );
        // What is impossible in A is inherited by B, and said once.
        let said = sentences("v=1&data=ring8&seed=1&loss=hinge&labels.real=0.9&b:noise=0.1&c:noise=0.2");
        assert_eq!(said.len(), 1, "{said:?}");
    }

    #[test]
    fn an_edit_of_what_is_not_live_is_refused_by_name() {
        let link = "v=2&data=ring8&seed=1&b:d.norm=batch&b@100:batch=32&b@200:d.lr=4e-4&b@300:r1=1&b@300:noise=0.1&b@400:snapshot.every=50";
        let Parsed { script, issues } = read(link);
        assert_eq!(
            issues.iter().map(Problem::sentence).collect::<Vec<_>>(),
            [
                "Run B, after step 400, steps between snapshots: 50 is not allowed, left out",
                "Run B, after step 100, batch size: 32 is not allowed, using 64 (it cannot change while the run trains)",
                "Run B, after step 300, R1 gamma: 1 is not allowed, using 0",
            ]
        );
        assert_eq!(write(&script), "v=2&data=ring8&seed=1&b:d.norm=batch&b@200:d.lr=4e-4&b@300:noise=0.1");
    }

    #[test]
    fn a_fork_that_cannot_be_is_refused_by_name() {
        let of = |tail: &str| {
            let parsed = read(&format!("v=2&data=ring8&seed=1&{tail}"));
            let said: Vec<_> = parsed.issues.iter().map(ToString::to_string).collect();
            (said.join("|"), write(&parsed.script).replace("v=2&data=ring8&seed=1&", ""))
        };
        for (tail, said, left) in [
            (
                "b=c@100&c:noise=0.1",
                "b=c@100: a fork comes from a run before it; left out",
                "b:=&c:noise=0.1",
            ),
            ("b=b@100", "b=b@100: a fork comes from a run before it; left out", "b:="),
            ("b=a@0&b:g.width=8", "b=a@0: at step 0 there is nothing to fork; left out", "b:g.width=8"),
            ("b=a@soon", "b=a@soon: accepted is a step from 0 to 1000000; left out", "b:="),
            ("b=x", "b=x: accepted is a run and a step, as a@1200; left out", "b:="),
            (
                "b=a@99999999999",
                "b=a@99999999999: accepted is a step from 0 to 1000000; using 1000000",
                "b=a@1000000",
            ),
            (
                "b=a@500&b:g.width=8",
                "g.width=8: a fork keeps the weights of its networks; using 64",
                "b=a@500",
            ),
            ("b=a@500&c=b@300", "c=b@300: run B begins at step 500; using a@300", "b=a@500&c=a@300"),
            (
                "b=a@500&b@300:noise=0.1",
                "step=300: run B begins at step 500; using 500",
                "b=a@500&b:noise=0.1",
            ),
        ] {
            assert_eq!(of(tail), (said.into(), left.into()), "{tail}");
        }
    }

    #[test]
    fn more_changes_than_a_link_holds_are_cut_off_at_the_end() {
        let mut script = Script::of(&Comparison::default());
        for step in 1..=150_u32 {
            let mut next = script.courses[1].now().clone();
            next.discriminator.lr = f64::from(step) * 1e-5;
            script.edit(RunId(1), step * 10, next);
        }
        assert!(!holds(&script));
        let Parsed { script: read_back, issues } = read(&write(&script));
        assert_eq!(read_back.courses[1].edits, script.courses[1].edits[..100]);
        assert_eq!(
            issues[0].sentence(),
            "Run B, changes while it trains: 150 is not allowed, using the first 100 (100 of one run)"
        );
        assert!(holds(&read_back));
    }

    #[test]
    fn a_link_that_is_too_long_ends_with_a_whole_pair() {
        let mut link = String::from("v=2&data=ring8&seed=1");
        while link.len() + 10 <= MAX_LENGTH {
            link.push_str("&hide=loss");
        }
        assert!(link.len() + 3 <= MAX_LENGTH, "the cut is within the next pair");
        let Parsed { script, issues } = read(&format!("{link}&b:d.lr=4e-4"));
        assert_eq!(script.courses.len(), 1, "half a pair is none");
        assert_eq!(issues.len(), 1);
        assert_eq!(
            issues[0].sentence(),
            "Link: 16393 bytes is not allowed, using the beginning (16384 bytes)"
        );
    }

    #[test]
    fn a_hundred_kilobytes_of_garbage_give_a_short_list() {
        let parsed = read(&"x%é&=🦀:b".repeat(10_000));
        assert!(parsed.issues.len() <= MAX_PROBLEMS + 1);
        assert!(parsed.issues.iter().all(|i| i.sentence().chars().count() <= 120));
        assert_eq!(parsed.script.courses[0].start, Experiment::default_for(Data::Ring8));
    }
}
