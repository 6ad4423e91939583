//! The experiments of the board, written down before they are run: one JSON object a line.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::clinic::arm::is_of_clinic;
use crate::experiment::recipes::{Recipe, recipe};
use crate::experiment::{Data, Experiment, link, trick, validate};

/// Seeds of a row that names none.
const SEEDS: u32 = 10;

/// What the base and the variant are expected to differ in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Expected {
    /// The variant is better.
    Better,
    /// The variant is worse.
    Worse,
    /// No difference beyond chance.
    None,
    /// Equal to the last bit: a control.
    Identical,
}

/// One pre-registered experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanRow {
    /// A name of its own.
    pub id: String,
    /// The tip that it is about.
    pub tip: String,
    /// What is claimed, and by whom.
    pub claim: String,
    /// The comparison: run A is the base, run B the variant.
    pub link: String,
    /// The metric that decides.
    pub metric: String,
    /// What is expected.
    pub expected: Expected,
    /// Where that expectation comes from.
    pub because: String,
    /// Paired seeds, 1 to this.
    #[serde(default = "seeds")]
    pub seeds: u32,
    /// The metric of the variant where it is another: that of the average of G.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant_metric: Option<String>,
    /// How the variant starts.
    #[serde(default)]
    pub start: Start,
    /// Steps that the variant trains, where they are others: for the tip to be patient.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant_steps: Option<u32>,
}

/// A recipe to measure: it has nothing to be compared with but its targets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Its name ([`crate::experiment::recipes`]).
    pub recipe: String,
    /// The first of its seeds.
    #[serde(default = "first", skip_serializing_if = "is_first")]
    pub first: u32,
    /// How many seeds from there on.
    #[serde(default = "seeds")]
    pub seeds: u32,
}

/// A whole plan.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Its comparisons.
    pub rows: Vec<PlanRow>,
    /// Its recipes.
    pub trials: Vec<Trial>,
}

/// How a run starts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Start {
    /// As always.
    #[default]
    Usual,
    /// As always, but trained a second time: for controls whose link is that of the base.
    Again,
    /// With the last layer of D mirrored.
    Mirrored,
}

fn seeds() -> u32 {
    SEEDS
}

fn first() -> u32 {
    1
}

fn is_first(seed: &u32) -> bool {
    *seed == first()
}

impl PlanRow {
    /// The base and the variant, with `seed`.
    ///
    /// # Errors
    /// What is wrong with the link.
    pub fn runs(&self, seed: u32) -> Result<[Experiment; 2], String> {
        let parsed = link::read(&self.link);
        if let Some(issue) = parsed.issues.first() {
            return Err(issue.to_string());
        }
        if !parsed.script.is_plain() {
            return Err("link: a row compares runs from step 0 on, without changes on the way".into());
        }
        let runs = parsed.script.now().runs;
        let runs: [Experiment; 2] = runs
            .try_into()
            .map_err(|runs: Vec<_>| format!("link: {} runs; accepted are A and B", runs.len()))?;
        let [base, variant] = runs.map(|run| Experiment { seed, ..run });
        let steps = self.variant_steps.unwrap_or(variant.steps);
        Ok([base, Experiment { steps, ..variant }])
    }

    /// The data set of its runs.
    pub fn data(&self) -> Option<Data> {
        self.runs(1).ok().map(|[base, _]| base.data)
    }

    fn check(&self) -> Result<(), String> {
        if trick(&self.tip).is_none() {
            return Err(format!("tip={}: no such tip", self.tip));
        }
        check_seeds(self.seeds)?;
        let [_, variant] = self.runs(1)?;
        match validate(&variant).first() {
            Some(issue) => Err(issue.to_string()),
            None => Ok(()),
        }
    }
}

impl Trial {
    /// The recipe.
    ///
    /// # Errors
    /// There is none of that name.
    pub fn recipe(&self) -> Result<&'static Recipe, String> {
        recipe(&self.recipe).ok_or_else(|| format!("recipe={}: no such recipe", self.recipe))
    }

    /// Its seeds.
    pub fn all_seeds(&self) -> RangeInclusive<u32> {
        self.first..=self.first + self.seeds - 1
    }

    fn check(&self) -> Result<(), String> {
        check_seeds(self.seeds)?;
        if !(1..=1000).contains(&self.first) {
            return Err(format!("first={}: accepted is a whole number from 1 to 1000", self.first));
        }
        self.recipe().map(|_| ())
    }
}

fn check_seeds(seeds: u32) -> Result<(), String> {
    if (1..=1000).contains(&seeds) {
        Ok(())
    } else {
        Err(format!("seeds={seeds}: accepted is a whole number from 1 to 1000"))
    }
}

/// A line of a plan is a recipe when it names one.
fn is_trial(line: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(line).is_ok_and(|v| v.get("recipe").is_some())
}

/// Reads a plan. Empty lines, lines that begin with `//` and those of the clinic ([`is_of_clinic`]) are left out.
///
/// # Errors
/// The first line that is wrong and why; a plan with a bad line is refused whole.
pub fn read(text: &str) -> Result<Plan, String> {
    let (mut plan, mut names) = (Plan::default(), HashSet::new());
    for (i, line) in text.lines().enumerate() {
        let line = line.trim();
        if !line.is_empty() && !line.starts_with("//") && !is_of_clinic(line) {
            plan.add(line, &mut names).map_err(|reason| format!("line {}: {reason}", i + 1))?;
        }
    }
    Ok(plan)
}

impl Plan {
    /// Adds a line whose name is none of `names`, and its name to them.
    fn add(&mut self, line: &str, names: &mut HashSet<String>) -> Result<(), String> {
        let mut once = |name: String| match names.insert(name.clone()) {
            true => Ok(()),
            false => Err(format!("{name}: used twice")),
        };
        if is_trial(line) {
            let trial: Trial = serde_json::from_str(line).map_err(|e| e.to_string())?;
            trial.check()?;
            once(format!("recipe={}", trial.recipe))?;
            self.trials.push(trial);
        } else {
            let row: PlanRow = serde_json::from_str(line).map_err(|e| e.to_string())?;
            row.check()?;
            once(format!("id={}", row.id))?;
            self.rows.push(row);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"{"id":"a","tip":"noise","claim":"c","link":"v=1&data=ring8&seed=1&b:noise=0.3","metric":"hq","expected":"better","because":"b"}"#;

    #[test]
    fn a_row_is_a_comparison_with_its_expectation() {
        let Plan { rows, trials } = read(&format!("// the plan\n\n{GOOD}\n")).expect("a plan");
        assert_eq!(trials, []);
        assert_eq!((rows[0].seeds, rows[0].expected), (10, Expected::Better));
        let [base, variant] = rows[0].runs(7).expect("two runs");
        assert_eq!((base.seed, variant.seed), (7, 7));
        assert_eq!((base.noise.sigma, variant.noise.sigma), (0.0, 0.3));
        assert_eq!(rows[0].data(), Some(Data::Ring8));
        let longer = read(&GOOD.replace("}", r#","variant_steps":8000}"#)).expect("a plan");
        assert_eq!(longer.rows[0].runs(1).expect("two runs").map(|e| e.steps), [4000, 8000]);
    }

    #[test]
    fn a_bad_line_refuses_the_whole_plan_with_its_number() {
        let said = |bad: &str| read(&format!("{GOOD}\n{bad}\n")).expect_err("bad");
        assert_eq!(said(GOOD), "line 2: id=a: used twice");
        assert_eq!(
            said(&GOOD.replace("\"a\"", "\"z\"").replace("noise=0.3", "nois=0.3")),
            "line 2: nois=0.3: no such key; left out"
        );
        assert!(said(&GOOD.replace("\"id\"", "\"name\"")).starts_with("line 2: unknown field `name`"));
        assert_eq!(
            said(&GOOD.replace("\"a\"", "\"z\"").replace("\"noise\"", "\"luck\"")),
            "line 2: tip=luck: no such tip"
        );
        assert!(said("{").starts_with("line 2: EOF"));
        assert_eq!(said(r#"{"recipe":"stone-soup"}"#), "line 2: recipe=stone-soup: no such recipe");
        assert_eq!(
            said(r#"{"recipe":"ring8","seeds":0}"#),
            "line 2: seeds=0: accepted is a whole number from 1 to 1000"
        );
    }

    #[test]
    fn a_recipe_is_a_line_of_its_own() {
        let plan = read(&format!("{GOOD}\n{}\n", r#"{"recipe":"ring8","seeds":3}"#)).expect("a plan");
        assert_eq!((plan.rows.len(), plan.trials[0].seeds), (1, 3));
        assert_eq!(plan.trials[0].recipe().map(|r| r.id), Ok("ring8"));
    }
}
