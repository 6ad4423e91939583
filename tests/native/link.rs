//! The link as a property: whatever can be set survives the way through the address bar.

use proptest::prelude::*;
use saddle::experiment::link::{self, Parsed};
use saddle::experiment::script::{LUCK_SEEDS, MAX_STEP};
use saddle::experiment::{
    Comparison, Data, Experiment, KEYS, Key, Range, RunId, Script, TRICKS, Value, repair, validate,
};

/// Any legal value of `key`.
fn value(key: &'static Key) -> BoxedStrategy<Value> {
    match key.range {
        Range::Int { min, max } => (min..=max).prop_map(Value::Int).boxed(),
        Range::Float { min, max } => (min..=max).prop_map(Value::Float).boxed(),
        Range::Switch => any::<bool>().prop_map(Value::Switch).boxed(),
        Range::Choice(words) => (0..words.len()).prop_map(|i| Value::Choice(i, words[i])).boxed(),
    }
}

type Changes = Vec<(&'static Key, Value)>;

/// Some keys with legal values.
fn changes() -> impl Strategy<Value = Changes> {
    let one = (1..KEYS.len()).prop_flat_map(|i| value(&KEYS[i]).prop_map(move |v| (&KEYS[i], v)));
    prop::collection::vec(one, 0..8)
}

/// Any comparison that can run.
fn comparison() -> impl Strategy<Value = Comparison> {
    let data = (0..Data::ALL.len()).prop_map(|i| Data::ALL[i]);
    let hidden = prop::collection::btree_set(0..TRICKS.len(), 0..TRICKS.len())
        .prop_map(|set| set.into_iter().map(|i| TRICKS[i].id).collect());
    (data, changes(), prop::collection::vec(changes(), 0..4), hidden).prop_map(
        |(data, base, others, hidden)| {
            let mut base_run = Experiment::default_for(data);
            base.into_iter()
                .filter(|(key, _)| key.applies(data))
                .for_each(|(key, v)| key.set(&mut base_run, v));
            repair(&mut base_run);
            let runs = vec![base_run; 1 + others.len()];
            let mut comparison = Comparison { runs, hidden };
            for (i, changes) in others.into_iter().enumerate() {
                for (key, value) in changes.into_iter().filter(|(key, _)| key.applies(data) && !key.shared) {
                    comparison.set(RunId(i + 1), key, value);
                }
            }
            comparison
        },
    )
}

/// `from` with those of `changes` that `may` be made there.
fn changed(from: &Experiment, changes: &Changes, may: fn(&Key) -> bool) -> Experiment {
    let mut next = from.clone();
    for (key, value) in changes.iter().filter(|(key, _)| may(key) && !key.shared && key.applies(from.data)) {
        key.set(&mut next, *value);
    }
    repair(&mut next);
    let kept = KEYS.iter().all(|key| may(key) || key.get(&next) == key.get(from));
    if kept { next } else { from.clone() }
}

/// What a user does to a comparison that trains.
#[derive(Clone, Debug)]
enum Action {
    /// Change run `run`, so many steps after its last change.
    Edit { run: usize, later: u32, changes: Changes },
    /// Fork run `run` so many steps after its last change.
    Fork { run: usize, later: u32, changes: Changes },
}

fn action() -> impl Strategy<Value = Action> {
    (any::<bool>(), 0..4_usize, 0..2000_u32, changes()).prop_map(|(edit, run, later, changes)| match edit {
        true => Action::Edit { run, later, changes },
        false => Action::Fork { run, later, changes },
    })
}

/// Anything that can be done.
fn script() -> impl Strategy<Value = Script> {
    let at = prop::option::of(0..=MAX_STEP);
    let luck = prop::option::of(prop::sample::select(LUCK_SEEDS.to_vec()));
    (comparison(), prop::collection::vec(action(), 0..12), at, luck).prop_map(
        |(comparison, actions, at, luck)| {
            let mut script = Script { at, luck, ..Script::of(&comparison) };
            for action in actions {
                let (Action::Edit { run, later, .. } | Action::Fork { run, later, .. }) = action;
                let Some(course) = script.courses.get(run) else { continue };
                let last = course.edits.last().map_or(course.begins(), |edit| edit.after);
                let step = last + later;
                match action {
                    Action::Edit { changes, .. } => {
                        let to = changed(course.now(), &changes, |key| key.live);
                        script.edit(RunId(run), step, to);
                    }
                    Action::Fork { changes, .. } => {
                        let to = changed(course.now(), &changes, |key| !key.reshapes);
                        script.fork(RunId(run), step, to);
                    }
                }
            }
            script
        },
    )
}

/// Text that looks like a link: pairs of known names with any values, and of any names.
fn garbage() -> impl Strategy<Value = String> {
    let names: Vec<String> = KEYS.iter().map(|key| key.name.to_owned()).collect();
    let name = prop_oneof![8 => prop::sample::select(names), 1 => "[a-e@:%.0-9]{0,6}"];
    let prefix = prop_oneof!["", "[a-e]:", "[a-d]@[0-9]{0,4}:", "[a-e]%3[aA]", "amp;"];
    let value =
        prop_oneof![4 => "[0-9a-z.e+-]{0,8}", 2 => "[0-9]{1,5}", 1 => "\\PC{0,12}", 1 => "%[0-9a-f]{0,2}"];
    let key = (prefix, name, value).prop_map(|(prefix, name, value)| format!("{prefix}{name}={value}"));
    let fork = ("[a-e]", "[a-e]", "[0-9]{0,7}").prop_map(|(run, of, at)| format!("{run}={of}@{at}"));
    let rest = prop_oneof!["at=[0-9]{0,8}", "v=[0-9]", "hide=[a-z,]{0,9}", "[bcd]:?=?"];
    let pair = prop_oneof![8 => key, 2 => fork, 1 => rest];
    prop::collection::vec(pair, 0..24).prop_map(|pairs| pairs.join("&"))
}

/// What holds of every text.
fn check(text: &str) -> Result<(), TestCaseError> {
    let Parsed { script, issues } = link::read(text);
    prop_assert!((1..=4).contains(&script.courses.len()));
    for (i, course) in script.courses.iter().enumerate() {
        let before: Vec<_> = [&course.start].into_iter().chain(course.edits.iter().map(|e| &e.to)).collect();
        for e in &before {
            prop_assert_eq!(validate(e), vec![]);
        }
        for (edit, before) in course.edits.iter().zip(before) {
            prop_assert!(before.is_live_change(&edit.to) && *before != edit.to);
        }
        let steps: Vec<u32> =
            [course.begins()].into_iter().chain(course.edits.iter().map(|e| e.after)).collect();
        prop_assert!(steps.windows(2).all(|pair| pair[0] < pair[1]), "{steps:?}");
        if let Some(fork) = course.fork {
            prop_assert!(fork.of.0 < i && fork.at > 0 && fork.at >= script.courses[fork.of.0].begins());
            let parent = script.courses[fork.of.0].holding_after(fork.at);
            prop_assert!(KEYS.iter().all(|k| !k.reshapes || k.get(parent) == k.get(&course.start)));
        }
    }
    let said: Vec<String> = issues.iter().map(|problem| problem.sentence()).collect();
    for (i, sentence) in said.iter().enumerate() {
        prop_assert!(sentence.chars().count() <= 120 && !sentence.contains(char::is_control), "{sentence:?}");
        prop_assert!(!said[..i].contains(sentence), "{sentence} twice");
    }
    let written = link::write(&script);
    prop_assert!(link::holds(&script), "{written}");
    let again = link::read(&written);
    prop_assert_eq!(&again.issues, &vec![], "{}", written);
    prop_assert_eq!(again.script, script, "{}", written);
    Ok(())
}

proptest! {
    #[test]
    fn every_script_survives_its_link(script in script()) {
        let text = link::write(&script);
        let Parsed { script: read, issues } = link::read(&text);
        prop_assert_eq!(&issues, &vec![], "{}", text);
        prop_assert_eq!(read, script, "{}", text);
        check(&text)?;
    }

    #[test]
    fn every_experiment_survives_as_a_message(comparison in comparison()) {
        for run in &comparison.runs {
            prop_assert_eq!(&link::read_experiment(&link::write_experiment(run)), run);
        }
    }

    #[test]
    fn no_text_breaks_the_reader_and_what_it_reads_can_run(text in "\\PC{0,300}") {
        check(&text)?;
    }

    #[test]
    fn what_is_read_of_garbage_can_run_and_reads_again_as_the_same(text in garbage()) {
        check(&text)?;
    }
}

#[test]
fn a_link_full_of_changes_is_cut_to_what_is_read_again() {
    // Half of the changes need a repair, so that what is written is longer than what was given.
    let mut text = String::from("data=ring8&d.dropout=0.5");
    let mut given = 0;
    for step in 1..1000_u64 {
        let run = char::from(b'a' + (step % 4) as u8);
        let repaired = step / 4 % 2 == 0;
        let change = if repaired { "r1=3".to_owned() } else { format!("r1=0&{run}@{step}:d.dropout=0.5") };
        let share = 12_345_678_901_234 + step;
        let pair = format!("&{run}@{step}:noise.until=0.{share}&{run}@{step}:{change}");
        if text.len() + pair.len() > 16_384 {
            break;
        }
        text.push_str(&pair);
        given += 1;
    }
    let start = std::time::Instant::now();
    check(&text).expect("what holds of every text");
    let read: usize = link::read(&text).script.courses.iter().map(|course| course.edits.len()).sum();
    assert!((100..given).contains(&read), "{read} of {given}");
    check(&"b@1:noise=1&".repeat(1300)).expect("what holds of every text");
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
