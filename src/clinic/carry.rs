//! Does it carry over? A comparison at half and twice the rate, the width and the length.
//!
//! A variant scales both runs alike: the case, and the case with the tip, whatever the tip has set there.
//! So a tip that says "G a tenth as fast" is still a tenth, and one that names a rate names half of it.

use super::arm::times;
use crate::experiment::{Course, Experiment, Value, key, validate};
use crate::text::{Text, arm, carry as t};

/// One variant of a case.
#[derive(Debug)]
pub struct Variant {
    /// Its name in files and on the command line.
    pub id: &'static str,
    /// What is scaled, in words.
    pub what: Text,
    /// By how much.
    pub factor: f64,
    /// The keys that are scaled, each by the factor.
    keys: &'static [&'static str],
}

const RATE: &[&str] = &["g.lr", "d.lr"];
const WIDTH: &[&str] = &["g.width", "d.width"];
/// With as many snapshots as before, so that the last five are as large a part of the run. What is a share
/// of the run (the end of the noise, a linear schedule) follows by itself, and what comes later in it with
/// [`Variant::applied`].
const LENGTH: &[&str] = &["steps", "snapshot.every"];

/// Every variant, in the order of the strip.
pub static VARIANTS: [Variant; 6] = [
    Variant { id: "rate-half", what: t::RATE, factor: 0.5, keys: RATE },
    Variant { id: "rate-double", what: t::RATE, factor: 2.0, keys: RATE },
    Variant { id: "width-half", what: t::WIDTH, factor: 0.5, keys: WIDTH },
    Variant { id: "width-double", what: t::WIDTH, factor: 2.0, keys: WIDTH },
    Variant { id: "length-half", what: t::LENGTH, factor: 0.5, keys: LENGTH },
    Variant { id: "length-double", what: t::LENGTH, factor: 2.0, keys: LENGTH },
];

/// The variant called `id`.
pub fn variant(id: &str) -> Option<&'static Variant> {
    VARIANTS.iter().find(|variant| variant.id == id)
}

impl Variant {
    /// "half the rate", "twice the width".
    pub fn words(&self) -> String {
        if self.factor < 1.0 { t::half_the(self.what) } else { t::twice_the(self.what) }
    }

    /// How many times as long a run of it is.
    pub fn length(&self) -> f64 {
        if self.keys == LENGTH { self.factor } else { 1.0 }
    }

    /// The run `course` at this variant.
    ///
    /// # Errors
    /// The key that leaves what is accepted, and what is; nothing is cut down to fit, as that would be
    /// another comparison.
    pub fn applied(&self, course: &Course) -> Result<Course, String> {
        let mut next = Course::plain(self.scaled(&course.start)?);
        for edit in &course.edits {
            let after = (f64::from(edit.after) * self.length()).round() as u32;
            next.edit(after, self.scaled(&edit.to)?);
        }
        Ok(next)
    }

    fn scaled(&self, e: &Experiment) -> Result<Experiment, String> {
        let mut next = e.clone();
        for name in self.keys {
            let key = key(name).ok_or_else(|| format!("{name}: no such key"))?;
            let text = times(key.get(e), self.factor).ok_or_else(|| format!("{name}: not a number"))?;
            let value = key.parse(&text).map_err(|_| {
                let shown = text.parse().map_or(text.clone(), |number| Value::Float(number).to_string());
                arm::accepted(format!("{name}={shown}"), key.range)
            })?;
            key.set(&mut next, value);
        }
        validate(&next).first().map_or(Ok(next), |issue| Err(issue.refusal()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::{CASES, case, plan};
    use super::*;
    use crate::experiment::{KEYS, Script, link};

    fn plain(id: &str) -> Course {
        Course::plain(case(id).expect("a case").experiment(3))
    }

    /// The keys in which `b` differs from `a`, with by what factor.
    fn moved(a: &Experiment, b: &Experiment) -> Vec<(&'static str, f64)> {
        let number = |value| match value {
            Value::Int(n) => f64::from(n),
            Value::Float(n) => n,
            other => panic!("{other:?} is no number"),
        };
        let differ = KEYS.iter().filter(|key| key.get(a) != key.get(b));
        differ.map(|key| (key.name, number(key.get(b)) / number(key.get(a)))).collect()
    }

    #[test]
    fn each_scales_its_keys_in_both_networks_and_nothing_else() {
        let grid = plain("grid");
        for (variant, keys) in VARIANTS.iter().zip([
            ["g.lr", "d.lr"],
            ["g.lr", "d.lr"],
            ["g.width", "d.width"],
            ["g.width", "d.width"],
            ["steps", "snapshot.every"],
            ["steps", "snapshot.every"],
        ]) {
            let next = variant.applied(&grid).expect(variant.id);
            assert_eq!(
                moved(&grid.start, &next.start),
                keys.map(|key| (key, variant.factor)),
                "{}",
                variant.id
            );
        }
        let ids: BTreeSet<&str> = VARIANTS.iter().map(|variant| variant.id).collect();
        assert_eq!((ids.len(), variant("rate-half").map(Variant::words)), (6, Some("half the rate".into())));
    }

    #[test]
    fn what_comes_later_in_a_run_comes_as_late_a_part_of_it() {
        let mut course = plain("rates-high");
        let mut slower = course.start.clone();
        (slower.generator.lr, slower.discriminator.lr) = (2e-3, 2e-3);
        course.edit(600, slower);
        let long = variant("length-double").expect("a variant").applied(&course).expect("a run");
        assert_eq!((long.start.steps, long.edits[0].after), (2400, 1200));
        assert_eq!((long.now().steps, long.now().snapshot_every, long.now().generator.lr), (2400, 200, 2e-3));
        let quick = variant("rate-double").expect("a variant").applied(&course).expect("a run");
        assert_eq!((quick.start.generator.lr, quick.edits[0].after), (4e-2, 600));
        assert_eq!(quick.now().generator.lr, 4e-3);
    }

    #[test]
    fn what_leaves_the_accepted_range_is_refused_with_its_reason() {
        let of = |id: &str, case: &str| variant(id).expect("a variant").applied(&plain(case));
        assert_eq!(of("rate-double", "sgd"), Err("g.lr=0.2: accepted is a number from 1e-6 to 0.1".into()));
        assert!(of("width-half", "g-tiny").is_err_and(|e| e.starts_with("g.width=2: accepted is")));
        assert!(of("rate-half", "sgd").is_ok());
    }

    #[test]
    fn every_variant_of_every_announced_cell_is_a_link_that_reads_back_or_a_refusal() {
        let plan = plan::read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
        let (mut read, mut refused) = (0, 0);
        for (carry, variant) in plan.carries.iter().flat_map(|c| VARIANTS.iter().map(move |v| (c, v))) {
            let case = case(&carry.carry).expect("a case");
            let Ok(course) = carry.course(&plan.arms, variant, 7) else {
                refused += 1;
                continue;
            };
            let script = Script::with(vec![course]);
            let back = link::read(&link::write(&script));
            assert_eq!((back.issues, back.script), (Vec::new(), script), "{} {}", case.id, variant.id);
            read += 1;
        }
        assert_eq!(read + refused, 72);
        assert!(refused < 10, "{refused} are refused");
        assert!(CASES.iter().filter(|case| plan.carries.iter().any(|c| c.carry == case.id)).count() >= 6);
    }
}
