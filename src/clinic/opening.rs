//! A cell as a comparison on the page: run A the case, run B the case with the tip.

use super::arm::{Arm, Scored};
use super::case::Case;
use crate::experiment::{Course, Experiment, KEYS, RunId, Script};
use crate::number::whole;
use crate::text::clinic as t;

/// A comparison, and where it is not quite what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Opening {
    /// Both runs.
    pub script: Script,
    /// What to know about it.
    pub remark: Option<String>,
}

/// Whether `next` differs from `base` in what all runs of a comparison share.
pub fn moves_all(base: &Experiment, next: &Experiment) -> bool {
    KEYS.iter().any(|key| key.shared && key.get(base) != key.get(next))
}

/// `base` and `next` as runs of one length: the longer one, with its snapshots.
pub fn of_one_length(base: &Experiment, next: &Experiment) -> [Experiment; 2] {
    let longer = if next.steps > base.steps { next } else { base };
    let (steps, snapshot_every) = (longer.steps, longer.snapshot_every);
    [base, next].map(|e| Experiment { steps, snapshot_every, ..e.clone() })
}

/// The comparison of `case` with and without `arm`, with `seed`.
///
/// # Errors
/// Why the arm is not tried there.
pub fn opening(case: &Case, arm: &Arm, seed: u32) -> Result<Opening, String> {
    let base = case.experiment(seed);
    let next = arm.applied(&base)?;
    let steps = |e: &Experiment| whole(e.steps.into());
    let [a, mut b] = of_one_length(&base, &next).map(Course::plain);
    let remark = match () {
        () if arm.after > 0.0 => {
            let at = (arm.after * f64::from(base.steps)) as u32;
            b = Course::plain(base.clone());
            b.edit(at, next.clone());
            Some(t::later(whole(at.into())))
        }
        () if next.steps > base.steps => Some(t::longer(steps(&base))),
        () if next.steps < base.steps => Some(t::shorter(steps(&next))),
        () if next == base => Some(t::CONTROL.get().into()),
        () if arm.scored == Scored::Average => Some(t::AVERAGE.get().into()),
        () => None,
    };
    Ok(Opening { script: Script::with(vec![a, b]), remark })
}

/// The run of `script` that is run A with `arm`.
pub fn tried_in(script: &Script, arm: &Arm) -> Option<RunId> {
    let next = arm.applied(&script.courses.first()?.start).ok()?;
    let place = script.courses.iter().skip(1).position(|course| *course.now() == next)?;
    Some(RunId(place + 1))
}

#[cfg(test)]
mod tests {
    use super::super::sample::arms;
    use super::super::{CASES, case};
    use super::*;
    use crate::experiment::link;

    fn open(arm: &str) -> Opening {
        let arms = arms();
        let arm = arms.iter().find(|a| a.arm == arm).expect("an arm");
        opening(case("g-fast").expect("a case"), arm, 3).expect("a comparison")
    }

    #[test]
    fn run_a_is_the_case_and_run_b_has_the_tip() {
        let Opening { script, remark } = open("slower-g");
        assert_eq!(remark, None);
        assert_eq!(script.courses[0].start, case("g-fast").expect("a case").experiment(3));
        assert_eq!(script.courses[1].start.generator.lr, 2e-3);
        let arms = arms();
        assert_eq!(tried_in(&script, &arms[0]), Some(RunId(1)));
        assert_eq!(tried_in(&script, &arms[1]), None);
    }

    #[test]
    fn a_tip_on_the_way_is_an_edit_and_lengths_are_one() {
        let later = open("later").script;
        assert_eq!((later.courses[1].edits[0].after, later.courses[1].start.generator.lr), (600, 2e-2));
        let longer = open("longer");
        assert!(longer.script.courses.iter().all(|course| course.start.steps == 2400));
        assert!(longer.remark.is_some_and(|text| text.contains("step 1\u{202f}200 of A")));
    }

    #[test]
    fn every_announced_comparison_survives_its_link() {
        let arms = super::super::arm::read(include_str!("../../evidence/plan.jsonl")).expect("arms");
        for case in CASES {
            for arm in arms.iter().filter(|arm| arm.course(case, 1).is_ok()) {
                let Opening { script, .. } = opening(case, arm, 7).expect("a comparison");
                let back = link::read(&link::write(&script));
                assert_eq!((back.issues, back.script), (Vec::new(), script), "{} {}", case.id, arm.arm);
            }
        }
    }
}
