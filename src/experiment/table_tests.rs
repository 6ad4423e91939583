//! Every row of the table of tricks does what it says.

use super::{Data, Experiment, KEYS, TRICKS, key, trick, validate};
use crate::evidence::plan::Expected;

#[test]
fn every_trick_switches_on_to_something_valid_and_off_to_the_plain_gan() {
    for data in Data::ALL {
        let plain = Experiment::default_for(data);
        for trick in TRICKS.iter().filter(|t| t.greyed(data).is_none()) {
            for preset in (trick.presets)(data) {
                let on = trick.with(&plain, Some(preset));
                let what = format!("{}, {} on {data:?}", trick.id, preset.name);
                assert!(trick.is_on(&on), "{what} does nothing");
                assert_eq!(validate(&on), [], "{what}");
                assert!(trick.is_changed(&on), "{what}");
                assert_eq!(trick.preset(&on).map(|p| p.name.get()), Some(preset.name.get()), "{what}");
                assert_eq!(trick.switched(&on, false), plain, "{what}");
                assert!(!trick.is_on(&plain), "{}", trick.id);
                let keys = preset.set.iter().map(|(key, _)| key);
                assert!(keys.clone().all(|key| trick.keys.contains(key)), "{what}");
                let set = preset.set.iter().filter_map(|(name, text)| key(name).map(|key| (key, text)));
                assert!(set.clone().all(|(key, text)| key.parse(text) == Ok(key.get(&on))), "{what}");
                assert_eq!(set.count(), preset.set.len(), "{what}");
            }
        }
    }
}

/// A trick, what is set, and whether the trick is on then.
type Case = (&'static str, &'static [(&'static str, &'static str)], bool);

#[test]
fn a_switch_is_on_only_when_its_setting_is_the_trick() {
    let on = |data: Data, id: &str, set: &[(&str, &str)]| {
        let mut e = Experiment::default_for(data);
        for (name, text) in set {
            let key = key(name).expect("a key");
            key.set(&mut e, key.parse(text).expect("a value"));
        }
        let trick = trick(id).expect("a trick");
        assert!(trick.is_changed(&e) || set.is_empty(), "{id}: {set:?}");
        trick.is_on(&e)
    };
    let cases: [Case; 16] = [
        ("patience", &[("steps", "1500")], false),
        ("patience", &[("snapshot.every", "50")], false),
        ("patience", &[("steps", "3100")], true),
        ("noise", &[("noise.until", "0.3")], false),
        ("noise", &[("noise", "0.05")], true),
        ("loss", &[("loss.gp", "1")], false),
        ("k", &[("d.steps", "2"), ("g.steps", "2")], false),
        ("k", &[("g.steps", "0")], true),
        ("learning-rate", &[("g.lr", "1e-2"), ("d.lr", "1e-2")], false),
        ("learning-rate", &[("d.lr", "1e-4")], false),
        ("learning-rate", &[("g.lr", "1e-4"), ("d.lr", "1e-5")], true),
        ("ttur", &[("g.lr", "1e-4"), ("d.lr", "1e-4")], false),
        ("weak-d", &[("d.width", "32")], false),
        ("weak-d", &[("d.lr", "1e-3")], false),
        ("capacity", &[("g.width", "8")], false),
        ("latent", &[("latent", "100")], false),
    ];
    for (id, set, expected) in cases {
        assert_eq!(on(Data::Digits8, id, set), expected, "{id}: {set:?}");
    }
}

#[test]
fn no_experiment_of_the_board_shows_a_trick_that_it_is_not_about() {
    for row in board() {
        let [base, variant] = row.runs(1).expect("two runs");
        let patience = trick("patience").expect("a trick");
        let longer = row.link.contains("steps=6000");
        assert_eq!(patience.is_on(&base), longer, "{}", row.id);
        assert_eq!(patience.is_on(&variant), longer || row.tip == "patience", "{}", row.id);
        let tip = trick(&row.tip).expect("a trick");
        if row.expected != Expected::Identical {
            assert!(tip.is_on(&variant) && !tip.is_on(&base), "{}", row.id);
        }
    }
}

fn board() -> Vec<crate::evidence::plan::PlanRow> {
    let plan = include_str!("../../evidence/plan.jsonl");
    crate::evidence::plan::read(plan).expect("the plan").rows
}

#[test]
fn a_rate_is_live_and_a_wider_network_starts_again() {
    let plain = Experiment::default_for(Data::Ring8);
    let restarts = |id: &str, at: usize| {
        let trick = trick(id).expect("a trick");
        plain.restarts(trick.with(&plain, (trick.presets)(Data::Ring8).get(at)))
    };
    assert!(!restarts("learning-rate", 0) && !restarts("noise", 0) && !restarts("weak-d", 0));
    assert!(restarts("weak-d", 1), "it makes D narrower");
    assert!(restarts("patience", 0) && restarts("loss", 0) && restarts("capacity", 0));
    assert!(!restarts("noise", 9), "off already");
    // Switching on a penalty throws batch norm out of D, for which the run must start again.
    let mut normed = plain.clone();
    normed.discriminator.norm = super::Norm::Batch;
    let penalty = trick("r1r2").expect("a trick");
    assert!(normed.restarts(penalty.switched(&normed, true)));
    assert!(!plain.restarts(penalty.switched(&plain, true)));
}

#[test]
fn a_rate_has_no_off() {
    let off = |id: &str| trick(id).expect("a trick").off.get();
    assert_eq!(["learning-rate", "ttur", "loss", "capacity", "betas", "k"].map(off), ["default"; 6]);
    assert_eq!(["noise", "spectral", "conditional", "ema", "pack"].map(off), ["off"; 5]);
}

#[test]
fn what_is_for_images_only_is_greyed_on_points_with_a_reason() {
    let greyed: Vec<_> = TRICKS.iter().filter(|t| t.greyed(Data::Ring8).is_some()).map(|t| t.id).collect();
    assert_eq!(greyed, ["class-by-class", "conditional", "augment", "multi-scale"]);
    assert!(TRICKS.iter().all(|t| t.greyed(Data::Digits8).is_none()));
}

#[test]
fn every_key_of_a_trick_exists() {
    for trick in &TRICKS {
        assert_eq!(trick.keys().count(), trick.keys.len(), "{}", trick.id);
    }
    let mut names: Vec<_> = KEYS.iter().map(|k| k.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), KEYS.len());
}
