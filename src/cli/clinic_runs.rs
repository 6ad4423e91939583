//! Which runs of the clinic are wanted, and which of them are there.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use clap::Args;

use super::bits::Bits;
use super::sweep::{Shard, failed};
use crate::clinic::carry::{VARIANTS, Variant};
use crate::clinic::line::{BASE, Line};
use crate::clinic::plan::{self, Plan};
use crate::clinic::results::{Results, RunName};
use crate::clinic::{Arm, CASES, Case};
use crate::experiment::{Course, Script, link};

/// Which runs.
#[derive(Clone, Debug, Args)]
pub struct Wanted {
    /// The plan.
    #[arg(long, default_value = "evidence/plan.jsonl")]
    pub(super) plan: PathBuf,
    /// Instead of the cases as they are, the cells that the plan names for it at half and twice the rate, the
    /// width and the length.
    #[arg(long)]
    pub(super) carry: bool,
    /// The folder of the results.
    #[arg(long, default_value = "evidence/results")]
    pub(super) results: PathBuf,
    /// Only these cases.
    #[arg(long)]
    pub(super) case: Vec<String>,
    /// Only these arms; `base` is the plain run.
    #[arg(long)]
    pub(super) arm: Vec<String>,
    /// Only the arms of this tip, with their base.
    #[arg(long)]
    pub(super) tip: Option<String>,
    /// Seeds, as FIRST-LAST; without it, those that the plan names.
    #[arg(long)]
    pub(super) seeds: Option<Seeds>,
    /// Only every Nth run, beginning with the Ith, as I/N.
    #[arg(long)]
    pub(super) shard: Option<Shard>,
    /// Begin no run after so many minutes.
    #[arg(long)]
    pub(super) minutes: Option<u64>,
}

/// A range of seeds.
#[derive(Clone, Copy, Debug)]
pub struct Seeds(pub u32, pub u32);

impl std::str::FromStr for Seeds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (first, last) = text.split_once('-').unwrap_or((text, text));
        match (first.parse(), last.parse()) {
            (Ok(first), Ok(last)) if first <= last => Ok(Self(first, last)),
            _ => Err("accepted is FIRST-LAST, such as 1-20".into()),
        }
    }
}

/// One run to train.
pub(super) struct Run {
    pub(super) case: &'static Case,
    pub(super) arm: String,
    /// The variant of the case; `None` for the case as it is.
    pub(super) variant: Option<&'static Variant>,
    pub(super) seed: u32,
    pub(super) course: Course,
}

impl Wanted {
    /// What was announced.
    pub(super) fn plan(&self) -> Result<Plan, String> {
        let text = fs::read_to_string(&self.plan).map_err(|e| failed(&self.plan, e))?;
        plan::read(&text).map_err(|e| failed(&self.plan, e))
    }

    /// Every run that was asked for, seed by seed, so that an interruption leaves whole comparisons.
    pub(super) fn runs(&self) -> Result<Vec<Run>, String> {
        if let Some(case) = self.case.iter().find(|id| crate::clinic::case(id).is_none()) {
            return Err(format!("case={case}: no such case"));
        }
        let plan = self.plan()?;
        Ok(if self.carry { self.carried(&plan) } else { self.plain(&plan.arms) })
    }

    /// Whether an arm, or the plain run, was asked for by its name.
    fn names(&self, arm: &str) -> bool {
        self.arm.is_empty() || self.arm.iter().any(|name| name == arm)
    }

    fn is_of_tip(&self, arm: &Arm) -> bool {
        self.tip.as_ref().is_none_or(|tip| *tip == arm.tip)
    }

    fn takes(&self, case: &Case) -> bool {
        self.case.is_empty() || self.case.iter().any(|id| id == case.id)
    }

    /// The runs of the cases as they are.
    fn plain(&self, all: &[Arm]) -> Vec<Run> {
        let arms: Vec<&Arm> = all.iter().filter(|arm| self.names(&arm.arm) && self.is_of_tip(arm)).collect();
        let most = arms.iter().map(|arm| arm.seeds).max().unwrap_or(20);
        let Seeds(first, last) = self.seeds.unwrap_or(Seeds(1, most));
        let mut runs = Vec::new();
        for seed in first..=last {
            for case in CASES.iter().filter(|case| self.takes(case)) {
                let mut add =
                    |arm: &str, course| runs.push(Run { case, arm: arm.into(), variant: None, seed, course });
                if self.names(BASE) || !arms.is_empty() {
                    add(BASE, Course::plain(case.experiment(seed)));
                }
                let mine = |arm: &&&Arm| self.seeds.is_some_and(|_| !arm.control) || seed <= arm.seeds;
                let trained = |arm: &&&Arm| arm.trained_as(all) == arm.arm;
                for arm in arms.iter().filter(mine).filter(trained) {
                    if let Ok(course) = arm.course(case, seed) {
                        add(&arm.arm, course);
                    }
                }
            }
        }
        runs
    }

    /// The runs of the variants. What a variant refuses is left out with its plain run: there is nothing to
    /// compare.
    fn carried(&self, plan: &Plan) -> Vec<Run> {
        let most = plan.carries.iter().map(|carry| carry.seeds).max().unwrap_or(0);
        let Seeds(first, last) = self.seeds.unwrap_or(Seeds(1, most));
        let mut runs: Vec<Run> = Vec::new();
        for seed in first..=last {
            for (carry, variant) in plan.carries.iter().flat_map(|c| VARIANTS.iter().map(move |v| (c, v))) {
                let Ok((case, arm)) = carry.cell(&plan.arms) else { continue };
                let asked = self.takes(case) && self.names(&arm.arm) && self.is_of_tip(arm);
                if !asked || (self.seeds.is_none() && seed > carry.seeds) {
                    continue;
                }
                let both = (carry.base(&plan.arms, variant, seed), carry.course(&plan.arms, variant, seed));
                let (Ok(base), Ok(course)) = both else { continue };
                for (arm, course) in [(BASE, base), (arm.trained_as(&plan.arms), course)] {
                    let run = Run { case, arm: arm.into(), variant: Some(variant), seed, course };
                    // Two cells of a case share their plain runs.
                    if runs.iter().rev().take_while(|r| r.seed == seed).all(|r| r.name() != run.name()) {
                        runs.push(run);
                    }
                }
            }
        }
        runs
    }

    /// What is there of this engine's bits and today's links.
    pub(super) fn results(&self, runs: &[Run], bits: &Bits) -> Result<Results, String> {
        let made = |run: &Run| (run.link(), bits.of(run.course.now()).to_owned());
        let wanted: BTreeMap<RunName, (String, String)> =
            runs.iter().map(|run| (run.name(), made(run))).collect();
        let current = |line: &Line| {
            let run = wanted.get(&line.name());
            run.is_some_and(|(link, bits)| (link, bits) == (&line.link, &line.bits))
        };
        self.lines(current)
    }

    /// The lines of every case of which `current` says that they count.
    pub(super) fn lines(&self, current: impl Fn(&Line) -> bool + Copy) -> Result<Results, String> {
        let mut results = Results::default();
        for case in CASES {
            let path = self.results.join(format!("{}.jsonl", case.id));
            if path.exists() {
                results.add(&fs::read_to_string(&path).map_err(|e| failed(&path, e))?, current);
            }
        }
        Ok(results)
    }

    /// The runs that are not there, and those that are.
    pub(super) fn missing(&self) -> Result<(Vec<Run>, Results, Bits), String> {
        let bits = Bits::of_this_engine()?;
        let runs = self.runs()?;
        let results = self.results(&runs, &bits)?;
        let open = runs.into_iter().filter(|run| run.of(&results).is_none());
        Ok((open.collect(), results, bits))
    }
}

impl Run {
    /// Its line in the results.
    fn of<'a>(&self, results: &'a Results) -> Option<&'a Line> {
        results.get(self.case.id, &self.arm, self.variant.map(|variant| variant.id), self.seed)
    }

    fn name(&self) -> RunName {
        let variant = self.variant.map(|variant| variant.id.to_owned());
        (self.case.id.to_owned(), self.arm.clone(), variant, self.seed)
    }

    /// The whole run as a link.
    pub(super) fn link(&self) -> String {
        link::write(&Script::with(vec![self.course.clone()]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(change: impl Fn(&mut Wanted)) -> Wanted {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        let mut wanted = Wanted {
            plan: root.join("evidence/plan.jsonl"),
            carry: true,
            results: root.join("evidence/results"),
            case: Vec::new(),
            arm: Vec::new(),
            tip: None,
            seeds: None,
            shard: None,
            minutes: None,
        };
        change(&mut wanted);
        wanted
    }

    #[test]
    fn each_announced_cell_is_trained_at_each_variant_with_its_plain_run_once() {
        let runs = wanted(|w| w.seeds = Some(Seeds(3, 3))).runs().expect("runs");
        let names: std::collections::BTreeSet<RunName> = runs.iter().map(Run::name).collect();
        assert_eq!(names.len(), runs.len(), "a run is asked for twice");
        let of = |case: &str| {
            let mine = runs.iter().filter(|run| run.case.id == case);
            mine.map(|run| (run.arm.as_str(), run.variant.expect("a variant").id)).collect::<Vec<_>>()
        };
        assert_eq!(of("g-fast").len(), 12);
        // Two cells with one plain run at each of six variants.
        assert_eq!(of("rates-high").len(), 18);
        // SGD's rates stand at the end of what is accepted.
        let sgd = of("sgd");
        assert!(sgd.len() == 10 && !sgd.iter().any(|(_, variant)| *variant == "rate-double"), "{sgd:?}");
        assert!(runs.iter().all(|run| run.seed == 3 && run.link().contains("seed=3")));
    }

    #[test]
    fn a_part_of_them_is_named_like_a_part_of_the_board() {
        let runs = wanted(|w| (w.case, w.arm) = (vec!["rates-high".into()], vec!["spectral-d".into()]));
        let runs = runs.runs().expect("runs");
        assert_eq!(runs.len(), 6 * 2 * 10);
        assert!(runs.iter().all(|run| run.case.id == "rates-high"));
        assert!(
            wanted(|w| w.case = vec!["luck".into()]).runs().is_err_and(|e| e == "case=luck: no such case")
        );
        let plain = wanted(|w| (w.carry, w.seeds) = (false, Some(Seeds(1, 1)))).runs().expect("runs");
        assert!(plain.iter().all(|run| run.variant.is_none()));
    }
}
