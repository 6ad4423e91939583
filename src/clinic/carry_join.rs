//! What a tip does at every variant of its case, joined from the lines.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::arm::{Arm, Scored};
use super::board::{Dot, Side};
use super::carry::VARIANTS;
use super::carry_plan::Carry;
use super::case::Case;
use super::floors::Floors;
use super::joiner::{Joiner, ends, four};
use super::line::BASE;
use super::mark::Mark;
use super::plan::Plan;
use super::results::Results;
use crate::statistics::max_t::max_t;
use crate::statistics::verdict::Verdict;

/// The strips of a case, by arm.
pub type Strips = BTreeMap<String, Vec<Varied>>;

/// One variant of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Varied {
    /// The variant ([`VARIANTS`]).
    pub variant: String,
    /// What is known of it.
    pub found: Found,
}

/// What is known of a variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Found {
    /// It cannot be trained, and why.
    Refused(String),
    /// There are no runs yet.
    NotMeasured,
    /// It was trained.
    Measured(Measured),
}

/// What was measured of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Its runs without the tip.
    pub a: Side,
    /// Its runs with it.
    pub b: Side,
    /// Mean difference of the scores, with minus without, over the seeds that both have.
    pub effect: f64,
    /// The 95 % interval that holds together with those of the other variants of this cell.
    pub together: Option<(f64, f64)>,
    /// What may be said.
    pub verdict: Verdict,
}

impl Found {
    /// What the strip shows.
    pub fn mark(&self) -> Mark {
        match self {
            Self::Refused(_) => Mark::NotTried,
            Self::NotMeasured => Mark::NotMeasured,
            Self::Measured(measured) => measured.verdict.into(),
        }
    }
}

/// The announced strips of `case`.
pub fn strips(case: &'static Case, plan: &Plan, results: &Results, floors: &Floors) -> Strips {
    let joiner = Joiner { case, variant: None, results, floors };
    let mine = plan.carries.iter().filter(|carry| carry.carry == case.id);
    let strip = |carry: &Carry| {
        let (_, arm) = carry.cell(&plan.arms).ok()?;
        Some((carry.arm.clone(), strip(carry, arm, &plan.arms, joiner)))
    };
    mine.filter_map(strip).collect()
}

/// One cell at every variant. As many verdicts as there are variants are judged together, like the tips of
/// a case on the board.
fn strip(carry: &Carry, arm: &Arm, arms: &[Arm], joiner: Joiner<'_>) -> Vec<Varied> {
    let mut varied = Vec::new();
    let mut differences = Vec::new();
    for variant in &VARIANTS {
        let runs = carry.base(arms, variant, 1).and_then(|_| carry.course(arms, variant, 1));
        let (found, difference) = match runs {
            Err(reason) => (Found::Refused(reason), Vec::new()),
            Ok(_) => measured(carry, arm, arms, Joiner { variant: Some(variant.id), ..joiner }),
        };
        varied.push(Varied { variant: variant.id.into(), found });
        differences.push(difference);
    }
    let together = max_t(&differences);
    for (i, Varied { found, .. }) in varied.iter_mut().enumerate() {
        if let Found::Measured(measured) = found {
            measured.together = together.interval(i).map(ends);
            measured.verdict = together.verdict(i, joiner.smallest());
        }
    }
    varied
}

/// One variant by itself, and the difference that each seed shows; its verdict is still open.
fn measured(carry: &Carry, arm: &Arm, arms: &[Arm], joiner: Joiner<'_>) -> (Found, Vec<Option<f64>>) {
    let run = arm.trained_as(arms);
    let base = if arm.scored == Scored::Early { Scored::Early } else { Scored::Last };
    let a = joiner.dots(BASE, base, 1..=carry.seeds);
    let b = joiner.dots(run, arm.scored, 1..=carry.seeds);
    let of = |dots: &[Dot], seed| dots.iter().find(|(s, ..)| *s == seed).map(|(_, y, _)| *y);
    let differences: Vec<Option<f64>> =
        (1..=carry.seeds).map(|seed| Some(of(&b, seed)? - of(&a, seed)?)).collect();
    let pairs = differences.iter().flatten().count();
    if pairs == 0 {
        return (Found::NotMeasured, differences);
    }
    let effect = four(differences.iter().flatten().sum::<f64>() / pairs as f64);
    let [a, b] = [joiner.side(BASE, base, &a), joiner.side(run, arm.scored, &b)];
    (Found::Measured(Measured { a, b, effect, together: None, verdict: Verdict::TooFewSeeds }), differences)
}

#[cfg(test)]
mod tests {
    use super::super::line::Line;
    use super::super::line::tests::line;
    use super::super::{case, plan};
    use super::*;

    const PLAN: &str = r#"{"arm":"noise","tip":"noise","title":"t","points":"noise=1","because":"b"}
{"carry":"sgd","arm":"noise","because":"b","seeds":8}"#;

    /// Eight seeds in which noise brings the distance from 1000 floors to 10 at half the rate, nowhere near
    /// as surely at half the width, in three seeds at twice the width, and never at half the length.
    fn strip() -> Vec<Varied> {
        let plan = plan::read(PLAN).expect("a plan");
        let floors = Floors::read(r#"{"ring8":{"energy":0.001}}"#).expect("floors");
        let mut results = Results::default();
        let mut add = |arm: &str, variant: Option<&str>, seed: u32, energy: f64, modes: f64| {
            let scatter = 1.0 + f64::from(seed * 7 % 5) / 20.0;
            let plain = line("sgd", arm, seed, &[energy * scatter; 5], &[modes; 5]);
            let run = Line { variant: variant.map(str::to_owned), ..plain };
            results.add(run, |_| true);
        };
        for seed in 1..=8 {
            // The case as it is never enters.
            add(BASE, None, seed, 1.0, 0.0);
            add("noise", None, seed, 100.0, 0.0);
            for (variant, seeds, energy) in [
                ("rate-half", 8, 0.01 + f64::from(seed * 3 % 4) / 1000.0),
                ("width-half", 8, if seed % 2 == 0 { 0.01 } else { 30.0 }),
                ("width-double", 3, 0.01),
            ] {
                if seed <= seeds {
                    add(BASE, Some(variant), seed, 1.0, 0.0);
                    add("noise", Some(variant), seed, energy, 8.0);
                }
            }
            add(BASE, Some("length-half"), seed, 1.0, 0.0);
        }
        strips(case("sgd").expect("a case"), &plan, &results, &floors).remove("noise").expect("a strip")
    }

    #[test]
    fn every_variant_has_a_word_of_its_own() {
        let strip = strip();
        let marks: Vec<(&str, Mark)> =
            strip.iter().map(|varied| (varied.variant.as_str(), varied.found.mark())).collect();
        assert_eq!(
            marks,
            [
                ("rate-half", Mark::ClearlyHelps),
                ("rate-double", Mark::NotTried),
                ("width-half", Mark::Undecided),
                ("width-double", Mark::TooFewSeeds),
                ("length-half", Mark::NotMeasured),
                ("length-double", Mark::NotMeasured),
            ]
        );
        let Found::Measured(half) = &strip[0].found else { panic!("{:?}", strip[0]) };
        assert_eq!(((half.a.runs, half.a.rescued), (half.b.runs, half.b.rescued)), ((8, 0), (8, 8)));
        assert!(half.effect < -4.0 && half.together.is_some_and(|(_, high)| high < 0.0), "{half:?}");
        assert!(matches!(&strip[1].found, Found::Refused(why) if why.starts_with("g.lr=0.2: accepted is")));
    }

    #[test]
    fn a_strip_survives_its_text() {
        let text = serde_json::to_string(&strip()).expect("serializable");
        assert!(text.contains(r#""found":"not-measured""#) && text.contains("clearly-helps"), "{text}");
        assert_eq!(serde_json::from_str::<Vec<Varied>>(&text).expect("readable"), strip());
    }

    #[test]
    fn a_case_without_announced_cells_has_no_strip() {
        let plan = plan::read(PLAN).expect("a plan");
        let floors = Floors::read("{}").expect("floors");
        assert!(strips(case("ring").expect("a case"), &plan, &Results::default(), &floors).is_empty());
    }
}
