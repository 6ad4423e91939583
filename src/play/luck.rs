//! What "Is it luck?" and "Vary this key" ask of the runs.

use super::restart::Restart;
use super::{Answer, Effect, Play};
use crate::experiment::{Comparison, Key, RunId, Script, words};
use crate::luck::vary::vary;
use crate::text::joined::list;
use crate::text::{answer, play as t};

impl Play {
    /// Makes the runs those of run A with four values of `key`; asks first where trained steps would go.
    pub fn vary(&mut self, key: &'static Key) {
        let Some(base) = self.comparison.runs.first() else { return };
        let next = match vary(key, base) {
            Ok(varied) => Comparison { hidden: self.comparison.hidden.clone(), ..varied },
            Err(reason) => return self.warn(t::refusal(reason)),
        };
        self.effect(Effect::Note(None));
        let script = Script::of(&next);
        if script.courses == self.script.courses {
            return self.say(t::has_values(key.label));
        }
        let values = list(next.runs.iter().map(|run| words::number(key.get(run))));
        let last = RunId(next.runs.len() - 1).letter();
        if self.has_begun() {
            let text = t::varied_ask(key.label, values, last);
            return self.question(
                text,
                answer::START_THEM.get(),
                Answer::Apply(Box::new(Restart::All(script))),
            );
        }
        self.put_instead(script, t::varied(key.label, values, last));
    }

    /// The link offers to train all runs with so many seeds, or, once that was answered, nothing.
    pub fn offer_luck(&mut self, seeds: Option<u32>) {
        self.script.luck = seeds;
    }

    /// The number of the set of the user's data that is trained on.
    pub fn file_set(&self) -> Option<u32> {
        self.own_files().map(|files| files.set)
    }
}

#[cfg(test)]
mod tests {
    use super::super::fake::Scene;
    use crate::experiment::key;

    const TWO: &str = "v=2&data=ring8&seed=4&steps=1000&snapshot.every=50&b:loss=hinge";

    fn rates(s: &Scene) -> Vec<f64> {
        s.play.comparison().runs.iter().map(|run| run.discriminator.lr).collect()
    }

    #[test]
    fn a_varied_key_makes_four_runs_that_undo_takes_back() {
        let mut s = Scene::ready(TWO);
        let (before, own) = (s.play.script().courses.clone(), rates(&s)[0]);
        s.play.vary(key("d.lr").expect("a key"));
        s.settle();
        let mut varied = rates(&s);
        assert_eq!((varied.len(), varied[0]), (4, own), "A stays as it is");
        varied.sort_by(f64::total_cmp);
        varied.dedup();
        assert_eq!(varied.len(), 4, "four values");
        s.press(0, "Undo");
        s.settle();
        assert_eq!(s.play.script().courses, before);
    }

    #[test]
    fn trained_steps_are_asked_for_and_come_back() {
        let mut s = Scene::ready(TWO);
        s.train_to(100);
        let before = s.play.script().courses.clone();
        s.play.vary(key("d.lr").expect("a key"));
        s.read_effects();
        assert_eq!(s.play.script().courses, before, "it asks first");
        s.press(0, "Start them");
        s.settle();
        assert_eq!(rates(&s).len(), 4);
        s.play.undo();
        s.settle();
        assert_eq!(s.play.script().courses, before);
    }

    #[test]
    fn an_offer_that_was_answered_is_gone_from_the_link() {
        let mut s = Scene::ready(&format!("{TWO}&luck=10"));
        assert_eq!(s.play.script().luck, Some(10));
        s.play.offer_luck(None);
        assert_eq!(s.play.script().luck, None);
    }
}
