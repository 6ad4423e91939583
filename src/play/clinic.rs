//! Cases and the tips that are tried on them.

use super::restart::Restart;
use super::{Answer, Effect, Play};
use crate::clinic::advice::case_of;
use crate::clinic::opening::{moves_all, of_one_length};
use crate::clinic::{Arm, Case};
use crate::experiment::{Comparison, Course, Experiment, MAX_RUNS, RunId, Script};
use crate::number::whole;
use crate::text::{answer, play as t};

impl Play {
    /// Makes run A `case`, or the plain GAN of its data, and the only run; asks first where trained steps
    /// would go.
    pub fn choose_case(&mut self, case: Option<&Case>) {
        let Some(now) = self.comparison.runs.first() else { return };
        let start = match case {
            Some(case) => case.experiment(now.seed),
            None => Experiment { seed: now.seed, ..Experiment::default_for(now.data) },
        };
        let script = Script::of(&Comparison { runs: vec![start], hidden: Vec::new() });
        self.effect(Effect::Note(None));
        if script.courses == self.script.courses {
            return self.hush_but_undo();
        }
        if !self.has_begun() && self.is_prepared() {
            let text = match case {
                Some(case) => t::case_instead(case.name),
                None => t::PLAIN_INSTEAD.get().to_owned(),
            };
            return self.put_instead(script, text);
        }
        if !self.has_begun() {
            self.hush_but_undo();
            return self.start_again(Restart::All(script));
        }
        let text = match case {
            Some(case) => t::case_takes_place(case.name),
            None => t::PLAIN_TAKES_PLACE.get().to_owned(),
        };
        self.question(text, answer::START_IT.get(), Answer::Apply(Box::new(Restart::All(script))));
    }

    /// Whether the runs are more than a case or the plain GAN of their data: someone has set something.
    fn is_prepared(&self) -> bool {
        let [course] = &self.script.courses[..] else { return true };
        let e = &course.start;
        let plain = Experiment { seed: e.seed, ..Experiment::default_for(e.data) };
        *course != Course::plain(plain) && (case_of(e).is_none() || !course.edits.is_empty())
    }

    /// Adds a run: run A with the tip of `arm`.
    pub fn try_arm(&mut self, arm: &Arm) {
        let Some(base) = self.script.courses.first().map(|course| course.start.clone()) else { return };
        if self.runs.len() >= MAX_RUNS {
            return self.say(t::FOUR_RUNS.get());
        }
        let next = match arm.applied(&base) {
            Ok(next) => next,
            Err(reason) => {
                return self.warn(t::cannot_try(arm.words(), reason));
            }
        };
        if moves_all(&base, &next) {
            return self.try_at_one_length(&base, &next, arm);
        }
        let letter = RunId(self.runs.len()).letter();
        if arm.after > 0.0 {
            return self.try_later(base, next, arm);
        }
        self.add_course(Course::plain(next));
        if self.has_begun() {
            self.say(t::arm_added(letter, arm.words()));
        }
    }

    /// A tip that changes the length changes it for all runs.
    fn try_at_one_length(&mut self, base: &Experiment, next: &Experiment, arm: &Arm) {
        let [a, b] = of_one_length(base, next);
        let mut comparison = self.comparison.clone();
        for run in &mut comparison.runs {
            (run.steps, run.snapshot_every) = (a.steps, a.snapshot_every);
        }
        comparison.runs.push(b);
        self.propose(comparison, &t::changes_length(arm.words()));
    }

    /// A tip that is set on the way: in a fork where run A stands at that step or has its snapshot, else in
    /// a run that is run A until then.
    fn try_later(&mut self, base: Experiment, next: Experiment, arm: &Arm) {
        let at = (arm.after * f64::from(base.steps)) as u32;
        let point = self.fork_point(RunId(0), Some(at)).filter(|point| point.step == at);
        if let Some(point) = point {
            return self.fork_with(RunId(0), point, |_| next);
        }
        let letter = RunId(self.runs.len()).letter();
        let mut course = Course::plain(base);
        course.edit(at, next);
        self.add_course(course);
        self.say(t::arm_later(letter, whole(at.into()), arm.words()));
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::Scene;
    use super::*;
    use crate::clinic::{arm, case};
    use crate::experiment::{Fork, Value, key};

    const TWO: &str = "v=1&data=ring8&seed=4&steps=1000&snapshot.every=50&b:loss=hinge";
    const CASE: &str = "v=2&data=ring8&seed=4&steps=1200&snapshot.every=100&g.lr=2e-2";

    fn arm_of(line: &str) -> Arm {
        let text = format!(r#"{{"tip":"ttur","title":"A setting","because":"b",{line}}}"#);
        arm::read(&text).expect("an arm").remove(0)
    }

    #[test]
    fn a_case_is_the_only_run_and_undo_brings_the_others_back() {
        let mut s = Scene::ready(TWO);
        s.train_to(100);
        let before = s.play.script().clone();
        s.play.choose_case(case("g-fast"));
        s.read_effects();
        assert!(s.says("G too fast"), "it asks first");
        assert_eq!(s.play.script(), &before);
        s.press(0, "Start it");
        s.settle();
        assert_eq!(s.play.comparison().runs, [case("g-fast").expect("a case").experiment(4)]);
        s.play.undo();
        s.settle();
        assert_eq!(s.play.script().courses, before.courses);
    }

    #[test]
    fn runs_that_were_prepared_come_back_and_a_bare_case_goes_without_a_word() {
        let mut s = Scene::ready(TWO);
        let before = s.play.script().courses.clone();
        s.play.choose_case(case("g-fast"));
        s.settle();
        assert_eq!(s.play.script().courses.len(), 1);
        assert!(s.says("G too fast"));
        s.press(0, "Undo");
        s.settle();
        assert_eq!(s.play.script().courses, before);

        let mut s = Scene::ready(CASE);
        s.play.choose_case(case("d-slow"));
        s.read_effects();
        assert!(!s.says("D too slow"), "nothing was set that could be lost");
        s.play.set(RunId(0), key("g.width").expect("a key"), Value::Int(17));
        s.play.choose_case(None);
        s.read_effects();
        assert!(s.says("plain GAN"), "a width was");
    }

    #[test]
    fn the_way_back_to_what_was_left_brings_it_as_it_was_trained() {
        let mut s = Scene::ready(TWO);
        s.train_to(100);
        s.play.pause();
        s.settle();
        let (before, trained) = (s.play.script().clone(), s.steps()[0]);
        assert!(trained >= 100);
        s.play.choose_case(case("g-fast"));
        s.read_effects();
        s.press(0, "Start it");
        s.settle();
        s.play.turn_to(before.clone());
        s.settle();
        assert_eq!((s.play.script().courses.clone(), s.steps()[0]), (before.courses, trained));
        let case = Script::of(&Comparison {
            runs: vec![case("grid").expect("a case").experiment(4)],
            hidden: Vec::new(),
        });
        s.play.turn_to(case.clone());
        s.settle();
        assert_eq!((s.play.script().courses.clone(), s.steps()[0]), (case.courses, 0), "others begin");
    }

    #[test]
    fn a_tip_is_one_more_run_and_an_untrained_case_asks_nothing() {
        let mut s = Scene::ready(TWO);
        s.play.choose_case(case("g-fast"));
        s.settle();
        s.play.try_arm(&arm_of(r#""arm":"a","points":"g.lr*=0.1""#));
        s.settle();
        let runs = &s.play.comparison().runs;
        assert_eq!((runs.len(), runs[0].generator.lr, runs[1].generator.lr), (2, 2e-2, 2e-3));
        s.train_to(100);
        assert_eq!(s.steps()[0], s.steps()[1]);
    }

    #[test]
    fn a_tip_on_the_way_is_a_fork_where_there_is_a_snapshot_and_an_edit_to_come_where_not() {
        let later = arm_of(r#""arm":"a","points":"g.lr*=0.1","after":0.5"#);
        let mut s = Scene::ready(CASE);
        s.play.try_arm(&later);
        s.settle();
        let course = &s.play.script().courses[1];
        assert_eq!((course.fork, course.edits[0].after, course.start.generator.lr), (None, 600, 2e-2));

        let mut s = Scene::ready(CASE);
        s.train_to(700);
        s.play.pause();
        s.settle();
        s.play.try_arm(&later);
        s.settle();
        let course = &s.play.script().courses[1];
        assert_eq!(course.fork, Some(Fork { of: RunId(0), at: 600 }));
        assert_eq!(course.start.generator.lr, 2e-3);
    }

    #[test]
    fn what_changes_the_length_changes_it_for_every_run() {
        let mut s = Scene::ready(CASE);
        s.play.try_arm(&arm_of(r#""arm":"a","points":"steps*=2&snapshot.every*=2""#));
        s.settle();
        let lengths = s.play.comparison().runs.iter().map(|e| (e.steps, e.snapshot_every));
        assert_eq!(lengths.collect::<Vec<_>>(), [(2400, 200); 2]);
    }
}
