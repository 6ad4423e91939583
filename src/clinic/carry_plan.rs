//! Which cells are tried at every variant: lines of `evidence/plan.jsonl`, written down before they are run.

use serde::{Deserialize, Serialize};

use super::arm::{Arm, is_carry};
use super::carry::Variant;
use super::case::{Case, case};
use crate::experiment::Course;

/// Seeds of a cell that names none: as many as decided which cells are told apart.
const SEEDS: u32 = 10;

/// One cell that is tried at every variant.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// Its case.
    pub carry: String,
    /// Its arm.
    pub arm: String,
    /// Why this one.
    pub because: String,
    /// Seeds, 1 to this.
    #[serde(default = "seeds")]
    pub seeds: u32,
}

fn seeds() -> u32 {
    SEEDS
}

impl Carry {
    /// Its case and its arm.
    ///
    /// # Errors
    /// The one that there is not.
    pub fn cell<'a>(&self, arms: &'a [Arm]) -> Result<(&'static Case, &'a Arm), String> {
        let case = case(&self.carry).ok_or_else(|| format!("carry={}: no such case", self.carry))?;
        let arm = arms.iter().find(|arm| arm.arm == self.arm);
        Ok((case, arm.ok_or_else(|| format!("arm={}: no such arm", self.arm))?))
    }

    /// The run with the tip at `variant`, with `seed`.
    ///
    /// # Errors
    /// Why it cannot be trained.
    pub fn course(&self, arms: &[Arm], variant: &Variant, seed: u32) -> Result<Course, String> {
        let (case, arm) = self.cell(arms)?;
        variant.applied(&arm.course(case, seed)?)
    }

    /// The run without it.
    ///
    /// # Errors
    /// Why it cannot be trained.
    pub fn base(&self, arms: &[Arm], variant: &Variant, seed: u32) -> Result<Course, String> {
        let (case, _) = self.cell(arms)?;
        variant.applied(&Course::plain(case.experiment(seed)))
    }

    fn check(&self, arms: &[Arm]) -> Result<(), String> {
        let (case, arm) = self.cell(arms)?;
        if arm.control {
            return Err(format!("arm={}: a control has nothing to carry over", self.arm));
        }
        if !(1..=1000).contains(&self.seeds) {
            return Err(format!("seeds={}: accepted is a whole number from 1 to 1000", self.seeds));
        }
        arm.course(case, 1).map(|_| ())
    }
}

/// Reads the cells of a plan whose arms are `arms`. Other lines are another's.
///
/// # Errors
/// The first line that is wrong, and why.
pub fn read(text: &str, arms: &[Arm]) -> Result<Vec<Carry>, String> {
    let mut carries: Vec<Carry> = Vec::new();
    for (i, line) in text.lines().enumerate().filter(|(_, line)| is_carry(line)) {
        let failed = |reason: String| format!("line {}: {reason}", i + 1);
        let carry: Carry = serde_json::from_str(line).map_err(|e| failed(e.to_string()))?;
        carry.check(arms).map_err(failed)?;
        if carries.iter().any(|other| (&other.carry, &other.arm) == (&carry.carry, &carry.arm)) {
            return Err(failed(format!("carry={}: {} is named twice", carry.carry, carry.arm)));
        }
        carries.push(carry);
    }
    Ok(carries)
}

#[cfg(test)]
mod tests {
    use super::super::plan;
    use super::super::sample::arms;
    use super::*;

    const GOOD: &str = r#"{"carry":"g-fast","arm":"slower-g","because":"b"}"#;

    #[test]
    fn twelve_cells_are_announced_at_most_two_a_case_with_a_healthy_one_and_one_that_hurts() {
        let plan = plan::read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
        let cells: Vec<&Case> =
            plan.carries.iter().map(|carry| carry.cell(&plan.arms).expect("a cell").0).collect();
        assert_eq!(cells.len(), 12);
        let of = |case: &Case| cells.iter().filter(|other| other.id == case.id).count();
        assert!(cells.iter().all(|case| of(case) <= 2));
        assert!(cells.iter().any(|case| case.is_healthy()));
    }

    #[test]
    fn a_cell_that_is_none_is_refused_with_its_line() {
        let said = |from: &str, to: &str| {
            read(&format!("// why\n{}", GOOD.replace(from, to)), &arms()).expect_err("bad")
        };
        assert_eq!(read(GOOD, &arms()).map(|carries| carries[0].seeds), Ok(10));
        assert_eq!(said("g-fast", "g-slow"), "line 2: carry=g-slow: no such case");
        assert_eq!(said("slower-g", "luck"), "line 2: arm=luck: no such arm");
        assert_eq!(said("slower-g", "augment"), "line 2: not for this kind of data");
        assert!(said("slower-g", "control").contains("nothing to carry over"));
        assert!(said("\"b\"", "\"b\",\"seeds\":0").starts_with("line 2: seeds=0: accepted is"));
        let twice = format!("{GOOD}\n{GOOD}");
        assert!(read(&twice, &arms()).is_err_and(|e| e.ends_with("slower-g is named twice")));
    }
}
