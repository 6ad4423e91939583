//! An arm: a tip at one setting, tried in every case where it applies.

use serde::{Deserialize, Serialize};

use super::arm_words;
use super::case::Case;
use super::line::BASE;
use crate::evidence::plan::Expected;
use crate::experiment::{Course, Experiment, Optimizer, Value, key, trick, validate};
use crate::number::significant;
use crate::text::arm as t;

/// Seeds of an arm that names none.
const SEEDS: u32 = 20;

/// In place of a tip: what undoes a case's cause and is no tip of the article's or the literature's.
pub const CAUSE: &str = "cause";

/// Which samples and snapshots of an arm are scored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scored {
    /// G's samples in the last snapshots.
    #[default]
    Last,
    /// Those of the average of G.
    Average,
    /// G's samples in the first snapshots, for what acts early.
    Early,
}

/// One tip at one setting, with what was expected of it before it was run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Arm {
    /// A name of its own, in files and test hooks.
    pub arm: String,
    /// The tip that it is about, or [`CAUSE`].
    pub tip: String,
    /// The setting, in a few words.
    pub title: String,
    /// What it sets for points: `key=value` or `key*=factor`, joined by `&`. Absent where it does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
    /// The same for images.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub images: Option<String>,
    /// The share of the run after which it is set; 0 for a run from step 0 on.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub after: f64,
    /// What is scored.
    #[serde(default, skip_serializing_if = "is_last")]
    pub scored: Scored,
    /// The cases in which it is tried; absent for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Vec<String>>,
    /// Cases in which it is expected to help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub better: Vec<String>,
    /// Cases in which it is expected to hurt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub worse: Vec<String>,
    /// Where that expectation comes from; of all other cases, no effect is expected.
    pub because: String,
    /// Seeds, 1 to this.
    #[serde(default = "seeds")]
    pub seeds: u32,
    /// Whether it must come out exactly equal to its base.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub control: bool,
}

fn seeds() -> u32 {
    SEEDS
}

fn is_zero(after: &f64) -> bool {
    *after == 0.0
}

fn is_last(scored: &Scored) -> bool {
    *scored == Scored::Last
}

/// Sets what `settings` says in `e`.
fn set(e: &mut Experiment, settings: &str) -> Result<(), String> {
    for pair in settings.split('&').filter(|pair| !pair.is_empty()) {
        let (left, right) = pair.split_once('=').ok_or_else(|| format!("{pair}: accepted is key=value"))?;
        let (name, factor) = match left.strip_suffix('*') {
            Some(name) => (name, Some(right.parse::<f64>().map_err(|_| format!("{pair}: no factor"))?)),
            None => (left, None),
        };
        let key = key(name).ok_or_else(|| format!("{pair}: no such key"))?;
        let text = match factor {
            None => right.to_owned(),
            Some(factor) => times(key.get(e), factor).ok_or_else(|| format!("{pair}: not a number"))?,
        };
        let value = key.parse(&text).map_err(|_| t::accepted(format!("{name}={text}"), key.range))?;
        key.set(e, value);
    }
    Ok(())
}

/// `factor` times `value` as a link spells it: a tenth of 2e-2 is 2e-3. `None` of what is no number.
pub(super) fn times(value: Value, factor: f64) -> Option<String> {
    match value {
        Value::Int(now) => Some((f64::from(now) * factor).round().max(1.0).to_string()),
        Value::Float(now) => Some(format!("{:e}", significant(now * factor, 3))),
        Value::Switch(_) | Value::Choice(..) => None,
    }
}

/// Whether neither network has an optimizer that keeps averages.
fn forgets_betas(e: &Experiment) -> bool {
    e.optimizer == Optimizer::Sgd && e.optimizer_of_d() == Optimizer::Sgd
}

/// Whether `next` is `e` with other averages of the optimizer.
fn sets_only_betas(e: &Experiment, next: &Experiment) -> bool {
    *next != *e && Experiment { beta1: e.beta1, beta2: e.beta2, ..next.clone() } == *e
}

impl Arm {
    /// The setting for the kind of data of `e`.
    pub fn settings(&self, e: &Experiment) -> Option<&str> {
        if e.data.is_image() { self.images.as_deref() } else { self.points.as_deref() }
    }

    /// `e` with this tip.
    ///
    /// # Errors
    /// Why it cannot be tried: it does not apply, changes nothing, or does not go with the rest.
    pub fn applied(&self, e: &Experiment) -> Result<Experiment, String> {
        let settings = self.settings(e).ok_or(t::OTHER_DATA.get())?;
        let mut next = e.clone();
        set(&mut next, settings)?;
        if next == *e && !self.control {
            return Err(t::HAS_IT.get().into());
        }
        if forgets_betas(e) && sets_only_betas(e, &next) {
            return Err(t::NO_AVERAGES.get().into());
        }
        match validate(&next).first() {
            Some(issue) => Err(issue.refusal()),
            None if self.after > 0.0 && !e.is_live_change(&next) => Err(t::NOT_ON_THE_WAY.get().into()),
            None => Ok(next),
        }
    }

    /// The run of this arm in `case` with `seed`.
    ///
    /// # Errors
    /// Why it is not tried there.
    pub fn course(&self, case: &Case, seed: u32) -> Result<Course, String> {
        if self.only.as_ref().is_some_and(|only| !only.iter().any(|id| id == case.id)) {
            return Err(t::NOT_ANNOUNCED.get().into());
        }
        let base = case.experiment(seed);
        let next = self.applied(&base)?;
        if self.after == 0.0 {
            return Ok(Course::plain(next));
        }
        let mut course = Course::plain(base);
        course.edit((self.after * f64::from(course.start.steps)) as u32, next);
        Ok(course)
    }

    /// Whether it makes of `case` a healthy one: it takes the cause away instead of acting against it.
    pub fn undoes(&self, case: &Case) -> bool {
        if self.tip == CAUSE {
            return !case.is_healthy();
        }
        let Ok(next) = self.applied(&case.experiment(1)) else { return false };
        let healthy = super::CASES.iter().filter(|other| other.is_healthy() && other.data() == case.data());
        let mut plain = healthy.map(|other| {
            let plain = other.experiment(1);
            Experiment { steps: next.steps, snapshot_every: next.snapshot_every, ..plain }
        });
        self.after == 0.0 && !case.is_healthy() && plain.any(|plain| plain == next)
    }

    /// The name of its tip.
    pub fn tip_name(&self) -> &str {
        match trick(&self.tip) {
            Some(trick) => trick.title.get(),
            None if self.tip == CAUSE => t::WITHOUT_CAUSE.get(),
            None => &self.tip,
        }
    }

    /// Its title in the language that is spoken.
    pub fn title(&self) -> &str {
        arm_words::title(&self.arm).unwrap_or(&self.title)
    }

    /// Where what was expected of it comes from, in that language.
    pub fn reason(&self) -> &str {
        arm_words::because(&self.arm).unwrap_or(&self.because)
    }

    /// What it is, in words that stand alone: its tip and the setting; of a control the setting alone.
    pub fn words(&self) -> String {
        match self.tip_name() {
            name if self.control || name == self.title() => self.title().to_owned(),
            name => t::words(name, self.title()),
        }
    }

    /// What was expected of it in `case`.
    pub fn expected(&self, case: &Case) -> Expected {
        let names = |ids: &[String]| ids.iter().any(|id| id == case.id);
        match () {
            () if self.control => Expected::Identical,
            () if names(&self.better) => Expected::Better,
            () if names(&self.worse) => Expected::Worse,
            () => Expected::None,
        }
    }

    /// The name of the run that it is scored on: the plain one where it changes nothing, that of an earlier
    /// arm with the same settings where only the scoring differs, else its own. A control is always trained.
    pub fn trained_as<'a>(&'a self, arms: &'a [Self]) -> &'a str {
        let same = |other: &&Self| {
            (&other.points, &other.images, other.after) == (&self.points, &self.images, self.after)
                && !other.control
        };
        let nothing = |settings: &Option<String>| settings.as_deref().is_none_or(str::is_empty);
        match arms.iter().find(same) {
            _ if self.control => &self.arm,
            _ if nothing(&self.points) && nothing(&self.images) => BASE,
            Some(first) if self.scored != Scored::Average => &first.arm,
            _ => &self.arm,
        }
    }

    /// What is wrong with it.
    ///
    /// # Errors
    /// One line that names the field.
    pub fn check(&self) -> Result<(), String> {
        if trick(&self.tip).is_none() && self.tip != CAUSE {
            return Err(format!("tip={}: no such tip", self.tip));
        }
        if !(0.0..1.0).contains(&self.after) {
            return Err(format!("after={}: accepted is a share from 0 to below 1", self.after));
        }
        if !(1..=1000).contains(&self.seeds) {
            return Err(format!("seeds={}: accepted is a whole number from 1 to 1000", self.seeds));
        }
        let cases = self.better.iter().chain(&self.worse).chain(self.only.iter().flatten());
        if let Some(id) = cases.into_iter().find(|id| super::case(id).is_none()) {
            return Err(format!("{id}: no such case"));
        }
        let tried = super::CASES.iter().any(|case| self.course(case, 1).is_ok());
        if tried { Ok(()) } else { Err("it can be tried in no case".into()) }
    }
}

/// Reads the arms of a plan: its lines that have one. Other lines are another's.
///
/// # Errors
/// The first line that is wrong, and why.
pub fn read(text: &str) -> Result<Vec<Arm>, String> {
    let mut arms: Vec<Arm> = Vec::new();
    for (i, line) in text.lines().enumerate() {
        if !is_arm(line) {
            continue;
        }
        let failed = |reason: String| format!("line {}: {reason}", i + 1);
        let arm: Arm = serde_json::from_str(line).map_err(|e| failed(e.to_string()))?;
        arm.check().map_err(failed)?;
        if arms.iter().any(|other| other.arm == arm.arm) {
            return Err(failed(format!("arm={}: used twice", arm.arm)));
        }
        arms.push(arm);
    }
    Ok(arms)
}

/// Whether a line of a plan is an arm.
fn is_arm(line: &str) -> bool {
    is_of_clinic(line) && !is_carry(line)
}

/// Whether a line of a plan is the clinic's: an arm, or a cell that is announced to be varied
/// ([`super::carry_plan`]).
pub fn is_of_clinic(line: &str) -> bool {
    has(line, "arm")
}

/// Whether a line of a plan announces a cell to be varied.
pub(super) fn is_carry(line: &str) -> bool {
    has(line, "carry")
}

fn has(line: &str, field: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(line).is_ok_and(|v| v.get(field).is_some())
}

#[cfg(test)]
mod tests {
    use super::super::case;
    use super::*;

    const GOOD: &str = r#"{"arm":"rates-tenth","tip":"learning-rate","title":"Both a tenth","points":"g.lr*=0.1&d.lr*=0.1","better":["rates-high"],"because":"b"}"#;

    fn arm(text: &str) -> Arm {
        read(text).expect("arms").remove(0)
    }

    #[test]
    fn a_factor_is_of_what_the_case_has() {
        let course = arm(GOOD).course(case("rates-high").expect("a case"), 3).expect("a run");
        let e = course.now();
        assert_eq!((e.generator.lr, e.discriminator.lr, e.seed), (2e-3, 2e-3, 3));
        let wide = arm(&GOOD.replace("g.lr*=0.1&d.lr*=0.1", "g.width*=4"));
        assert_eq!(wide.course(case("g-tiny").expect("a case"), 1).expect("a run").now().generator.width, 16);
        let out = arm(&GOOD.replace("g.lr*=0.1&d.lr*=0.1", "d.lr*=30"));
        let said = out.course(case("rates-high").expect("a case"), 1);
        assert!(
            said.is_err_and(|why| why.starts_with("d.lr=")),
            "not at its end, where it would be another tip"
        );
    }

    #[test]
    fn what_comes_later_is_an_edit_of_the_same_run() {
        let later = arm(&GOOD.replace("\"because\"", "\"after\":0.5,\"because\""));
        let course = later.course(case("rates-high").expect("a case"), 1).expect("a run");
        assert_eq!((course.start.generator.lr, course.edits[0].after), (2e-2, 600));
        let reshaped = arm(&GOOD.replace("g.lr*=0.1&d.lr*=0.1", "r1=1"))
            .applied(&case("ring").expect("a case").experiment(1));
        assert!(reshaped.is_ok());
        let wide = GOOD
            .replace("g.lr*=0.1&d.lr*=0.1", "g.width*=2")
            .replace("\"because\"", "\"after\":0.5,\"because\"");
        assert!(read(&wide).is_err_and(|e| e.contains("in no case")));
    }

    #[test]
    fn an_arm_says_why_it_is_not_tried() {
        let unbounded = case("critic-unbounded").expect("a case");
        let same = arm(&GOOD.replace("g.lr*=0.1&d.lr*=0.1", "loss=wgan-gp"));
        assert_eq!(same.course(unbounded, 1), Err("the case has this setting already".into()));
        let betas = arm(&GOOD.replace("g.lr*=0.1&d.lr*=0.1", "beta1=0&beta2=0.99"));
        assert!(betas.course(case("sgd").expect("a case"), 1).is_err_and(|why| why.contains("SGD")));
        assert!(betas.course(case("momentum").expect("a case"), 1).is_ok());
        let norm = arm(&GOOD.replace("g.lr*=0.1&d.lr*=0.1", "d.norm=batch"));
        assert!(norm.course(unbounded, 1).is_err_and(|e| e.contains("d.norm")));
    }

    #[test]
    fn the_announced_arms_can_be_read_and_name_real_cases() {
        let arms = read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
        assert!(arms.len() >= 50 && arms.iter().any(|arm| arm.control));
        let clash = |arm: &Arm| arm.better.iter().any(|id| arm.worse.contains(id));
        assert!(!arms.iter().any(clash), "expected to help and to hurt");
    }

    #[test]
    fn what_takes_a_cause_away_is_no_tip() {
        let arms = read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
        let of = |id: &str| arms.iter().find(|arm| arm.arm == id).expect(id);
        let (few, images) = (case("few-images").expect("a case"), of("more-images"));
        assert!(images.undoes(few) && !of("augment").undoes(few));
        assert_eq!(images.words(), "Without its cause: All images instead of thirty");
        assert_eq!(of("control-again").words(), "Control: trained a second time");
        assert!(of("ttur-equal").undoes(case("g-fast").expect("a case")));
    }

    #[test]
    fn what_differs_in_its_scoring_alone_is_not_trained_again() {
        let arms = read(include_str!("../../evidence/plan.jsonl")).expect("a plan");
        let of = |id: &str| arms.iter().find(|arm| arm.arm == id).expect(id).trained_as(&arms);
        assert_eq!(["swap-early", "swap"].map(of), ["swap", "swap"]);
        assert_eq!(
            ["control-again", "control-average", "lr-after"].map(of),
            ["control-again", "control-average", "lr-after"]
        );
    }

    #[test]
    fn a_bad_line_is_named() {
        let said = |from: &str, to: &str| {
            read(&format!("{{\"id\":1}}\n{}", GOOD.replace(from, to))).expect_err("bad")
        };
        assert_eq!(said("\"learning-rate\"", "\"luck\""), "line 2: tip=luck: no such tip");
        assert_eq!(said("rates-high", "rates-low"), "line 2: rates-low: no such case");
        assert!(said("\"title\"", "\"name\"").starts_with("line 2: unknown field `name`"));
        assert_eq!(read(&format!("{GOOD}\n{GOOD}")).expect_err("bad"), "line 2: arm=rates-tenth: used twice");
    }
}
