//! Which runs of the clinic are wanted, and which of them are there.

use std::fmt::{self, Display};
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::Args;

use super::bits::Bits;
use super::run_file::{self, Reader, failed};
use super::shard::Shard;
use crate::clinic::carry::{VARIANTS, Variant};
use crate::clinic::line::{BASE, Line};
use crate::clinic::plan::{self, Plan};
use crate::clinic::results::{Results, RunName};
use crate::clinic::{Arm, CASES, Case};
use crate::evidence::fingerprints::Fingerprints;
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

/// One run to train. It is small, and made whole ([`Run::course`]) only when it is trained.
pub(super) struct Run<'a> {
    pub(super) case: &'static Case,
    /// The name under which it is kept.
    pub(super) arm: &'a str,
    /// What is tried; `None` of the plain run.
    tip: Option<&'a Arm>,
    /// The variant of the case; `None` for the case as it is.
    pub(super) variant: Option<&'static Variant>,
    pub(super) seed: u32,
}

impl Wanted {
    /// What was announced.
    pub(super) fn plan(&self) -> Result<Plan, String> {
        let text = fs::read_to_string(&self.plan).map_err(|e| failed(&self.plan, e))?;
        plan::read(&text).map_err(|e| failed(&self.plan, e))
    }

    /// Every run of `plan` that was asked for, seed by seed, so that an interruption leaves whole comparisons.
    pub(super) fn runs<'a>(&self, plan: &'a Plan) -> Result<Vec<Run<'a>>, String> {
        if let Some(case) = self.case.iter().find(|id| crate::clinic::case(id).is_none()) {
            return Err(format!("case={case}: no such case"));
        }
        let known = |arm: &&String| *arm == BASE || plan.arms.iter().any(|known| known.arm == **arm);
        if let Some(arm) = self.arm.iter().find(|arm| !known(arm)) {
            return Err(format!("arm={arm}: no such arm"));
        }
        Ok(if self.carry { self.carried(plan) } else { self.plain(&plan.arms) })
    }

    /// Whether a run may begin, of a command that began at `clock`.
    pub(super) fn has_time(&self, clock: &Instant) -> bool {
        self.minutes.is_none_or(|most| clock.elapsed() < Duration::from_secs(60 * most))
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

    /// The runs of the cases as they are. What a case refuses is left out.
    fn plain<'a>(&self, all: &'a [Arm]) -> Vec<Run<'a>> {
        let arms: Vec<&Arm> = all.iter().filter(|arm| self.names(&arm.arm) && self.is_of_tip(arm)).collect();
        let most = arms.iter().map(|arm| arm.seeds).max().unwrap_or(20);
        let Seeds(first, last) = self.seeds.unwrap_or(Seeds(1, most));
        let with_base = self.names(BASE) || !arms.is_empty();
        let trained: Vec<&Arm> = arms.into_iter().filter(|arm| arm.trained_as(all) == arm.arm).collect();
        let mut runs = Vec::new();
        for seed in first..=last {
            for case in CASES.iter().filter(|case| self.takes(case)) {
                let of = |tip: Option<&'a Arm>| Run {
                    case,
                    arm: tip.map_or(BASE, |tip| &tip.arm),
                    tip,
                    variant: None,
                    seed,
                };
                let mine = |arm: &&&Arm| self.seeds.is_some_and(|_| !arm.control) || seed <= arm.seeds;
                let tips = trained.iter().filter(mine).map(|arm| of(Some(arm)));
                let all = with_base.then(|| of(None)).into_iter().chain(tips);
                runs.extend(all.filter(|run| run.course().is_ok()));
            }
        }
        runs
    }

    /// The runs of the variants. What a variant refuses is left out with its plain run: there is nothing to
    /// compare.
    fn carried<'a>(&self, plan: &'a Plan) -> Vec<Run<'a>> {
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
                let of = |arm, tip| Run { case, arm, tip, variant: Some(variant), seed };
                let both = [of(BASE, None), of(arm.trained_as(&plan.arms), Some(arm))];
                if both.iter().any(|run| run.course().is_err()) {
                    continue;
                }
                for run in both {
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
        let mut wanted = Fingerprints::default();
        for run in runs {
            wanted.insert(&run.made(bits)?);
        }
        let mut results = Results::default();
        self.lines(Reader::Join, |line| results.add(line, |line| wanted.contains(&made(line))))?;
        Ok(results)
    }

    /// Hands every line of the results to `each`: those of the cases, and those that shards have for themselves.
    pub(super) fn lines(&self, reader: Reader, mut each: impl FnMut(Line)) -> Result<(), String> {
        run_file::all(&self.results)?.iter().try_for_each(|path| run_file::read(path, reader, &mut each))
    }

    /// Those of `runs` that are not there.
    pub(super) fn missing<'a>(
        &self,
        runs: impl IntoIterator<Item = Run<'a>>,
        bits: &Bits,
        reader: Reader,
    ) -> Result<Vec<Run<'a>>, String> {
        let mut done = Fingerprints::default();
        self.lines(reader, |line| {
            done.insert(&made(&line));
        })?;
        done.without(runs, |run| run.made(bits))
    }
}

/// What a line is of, in words that another line of the same run has too.
pub(super) fn made(line: &Line) -> Made {
    (line.name(), line.link.clone(), line.bits.clone())
}

/// A run by its name, with its link and the bits of its engine.
type Made = (RunName, String, String);

impl Run<'_> {
    /// Whether it is among `results`.
    pub(super) fn is_in(&self, results: &Results) -> bool {
        results.get(self.case.id, self.arm, self.variant.map(|variant| variant.id), self.seed).is_some()
    }

    fn name(&self) -> RunName {
        let variant = self.variant.map(|variant| variant.id.to_owned());
        (self.case.id.to_owned(), self.arm.to_owned(), variant, self.seed)
    }

    /// What its line will be of.
    fn made(&self, bits: &Bits) -> Result<Made, String> {
        let course = self.course()?;
        Ok((self.name(), written(&course), bits.of(course.now()).to_owned()))
    }

    /// The whole run.
    ///
    /// # Errors
    /// Why it cannot be trained; of none that [`Wanted::runs`] lists.
    pub(super) fn course(&self) -> Result<Course, String> {
        let plain = || Course::plain(self.case.experiment(self.seed));
        let course = self.tip.map_or_else(|| Ok(plain()), |arm| arm.course(self.case, self.seed))?;
        self.variant.map_or(Ok(course.clone()), |variant| variant.applied(&course))
    }
}

/// What it belongs to.
impl Display for Run<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.case.id, self.arm)?;
        self.variant.map_or(Ok(()), |variant| write!(f, " at {}", variant.id))
    }
}

/// `course` as a link.
pub(super) fn written(course: &Course) -> String {
    link::write(&Script::with(vec![course.clone()]))
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
        let plan = wanted(|_| ()).plan().expect("a plan");
        let runs = wanted(|w| w.seeds = Some(Seeds(3, 3))).runs(&plan).expect("runs");
        let names: std::collections::BTreeSet<RunName> = runs.iter().map(Run::name).collect();
        assert_eq!(names.len(), runs.len(), "a run is asked for twice");
        let of = |case: &str| {
            let mine = runs.iter().filter(|run| run.case.id == case);
            mine.map(|run| (run.arm, run.variant.expect("a variant").id)).collect::<Vec<_>>()
        };
        assert_eq!(of("g-fast").len(), 12);
        // Two cells with one plain run at each of six variants.
        assert_eq!(of("rates-high").len(), 18);
        // SGD's rates stand at the end of what is accepted.
        let sgd = of("sgd");
        assert!(sgd.len() == 10 && !sgd.iter().any(|(_, variant)| *variant == "rate-double"), "{sgd:?}");
        assert!(
            runs.iter()
                .all(|run| run.seed == 3 && written(&run.course().expect("a course")).contains("seed=3"))
        );
    }

    #[test]
    fn a_part_of_them_is_named_like_a_part_of_the_board() {
        let plan = wanted(|_| ()).plan().expect("a plan");
        let runs = wanted(|w| (w.case, w.arm) = (vec!["rates-high".into()], vec!["spectral-d".into()]));
        let runs = runs.runs(&plan).expect("runs");
        assert_eq!(runs.len(), 6 * 2 * 10);
        assert!(runs.iter().all(|run| run.case.id == "rates-high"));
        assert!(
            wanted(|w| w.case = vec!["luck".into()])
                .runs(&plan)
                .is_err_and(|e| e == "case=luck: no such case")
        );
        let arm = wanted(|w| w.arm = vec!["luck".into()]);
        assert!(arm.runs(&plan).is_err_and(|e| e == "arm=luck: no such arm"));
        let plain = wanted(|w| (w.carry, w.seeds) = (false, Some(Seeds(1, 1)))).runs(&plan).expect("runs");
        assert!(plain.iter().all(|run| run.variant.is_none()));
    }
}
