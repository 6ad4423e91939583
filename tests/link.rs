//! The link as a property: whatever can be set survives the way through the address bar.

use proptest::prelude::*;
use saddle::experiment::{
    Comparison, Data, Experiment, KEYS, Key, Range, RunId, TRICKS, Value, link, repair, validate,
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

/// Some keys with legal values.
fn changes() -> impl Strategy<Value = Vec<(&'static Key, Value)>> {
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

proptest! {
    #[test]
    fn every_comparison_survives_its_link(comparison in comparison()) {
        let text = link::write(&comparison);
        let parsed = link::read(&text);
        prop_assert_eq!(&parsed.issues, &vec![], "{}", text);
        prop_assert_eq!(parsed.comparison, comparison, "{}", text);
    }

    #[test]
    fn no_text_breaks_the_reader_and_what_it_reads_can_run(text in "\\PC{0,300}") {
        for run in link::read(&text).comparison.runs {
            prop_assert_eq!(validate(&run), vec![]);
        }
    }

    #[test]
    fn pairs_of_known_keys_with_any_value_read_as_something_that_can_run(
        pairs in prop::collection::vec((0..KEYS.len(), "[0-9a-z.e+-]{0,12}", 0..5usize), 0..12)
    ) {
        let prefixes = ["", "b:", "c:", "d:", "e:"];
        let text: Vec<_> = pairs.iter().map(|(i, v, p)| format!("{}{}={v}", prefixes[*p], KEYS[*i].name)).collect();
        for run in link::read(&text.join("&")).comparison.runs {
            prop_assert_eq!(validate(&run), vec![]);
        }
    }
}
