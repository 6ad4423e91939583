//! The comparison: up to four runs that share data, seed and length and differ in what they test.

use super::recipes::Recipe;
use super::{Data, Experiment, Issue, KEYS, Key, Preset, Trick, Value, repair, words};
use crate::text::words as t;

/// The most runs a comparison holds.
pub const MAX_RUNS: usize = 4;

/// A run of the comparison: its place, 0 to 3, shown as A to D.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunId(pub usize);

impl RunId {
    /// `A` to `D`.
    pub fn letter(self) -> char {
        char::from(b'A' + self.0 as u8)
    }
}

/// The runs, each complete. Run A is the base; the link writes the others as changes to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// One to [`MAX_RUNS`] experiments with the same shared keys.
    pub runs: Vec<Experiment>,
    /// Ids of tips that a lesson does not show, in the order of the table.
    pub hidden: Vec<&'static str>,
}

impl Default for Comparison {
    /// What a visitor sees first: a G that learns twenty times as fast as D and shrinks to a point, beside
    /// the same with a tenth of G's rate, which finds the ring. Of all pairs of a failing run and one tip that
    /// were measured on the ring, one of the largest differences within seconds (`www/clinic/board.json`,
    /// case g-fast).
    fn default() -> Self {
        let mut fast = Experiment::default_for(Data::Ring8);
        (fast.steps, fast.snapshot_every, fast.generator.lr) = (1200, 100, 2e-2);
        let mut slower = fast.clone();
        slower.generator.lr = 2e-3;
        Self { runs: vec![fast, slower], hidden: Vec::new() }
    }
}

impl Comparison {
    /// Writes `value` to `run`, or to every run when the key is shared, and repairs what became
    /// impossible. Changing `data` keeps the other changes as far as they apply.
    pub fn set(&mut self, run: RunId, key: &Key, value: Value) {
        for (i, experiment) in self.runs.iter_mut().enumerate() {
            if !key.shared && i != run.0 {
                continue;
            }
            if let ("data", Value::Choice(index, _)) = (key.name, value) {
                *experiment = experiment.with_data(Data::ALL[index]);
            } else {
                key.set(experiment, value);
                repair(experiment);
            }
        }
    }

    /// Sets `trick` of `run` to `preset`, or off; shared keys move in every run. Answers what became
    /// impossible and was repaired in `run`.
    pub fn set_trick(&mut self, run: RunId, trick: &Trick, preset: Option<&Preset>) -> Vec<Issue> {
        let Some(experiment) = self.runs.get(run.0) else { return Vec::new() };
        let next = trick.with(experiment, preset);
        self.replace(run, next)
    }

    /// Makes `run` the recipe, which is one for the comparison's data set. Shared keys stay as they are,
    /// but those that the recipe names move in every run. Answers what was repaired in `run`.
    pub fn set_recipe(&mut self, run: RunId, recipe: &Recipe) -> Vec<Issue> {
        let Some(experiment) = self.runs.get(run.0) else { return Vec::new() };
        let mut next = recipe.experiment();
        let stays = |key: &&Key| key.shared && recipe.set.iter().all(|(name, _)| *name != key.name);
        for key in KEYS.iter().filter(stays) {
            key.set(&mut next, key.get(experiment));
        }
        self.replace(run, next)
    }

    /// Makes `run` the experiment `next`, repaired; its shared keys move in every run. Answers what was repaired.
    pub fn replace(&mut self, run: RunId, mut next: Experiment) -> Vec<Issue> {
        let issues = repair(&mut next);
        for (i, other) in self.runs.iter_mut().enumerate() {
            if i == run.0 {
                *other = next.clone();
            }
            for key in KEYS.iter().filter(|key| key.shared) {
                key.set(other, key.get(&next));
            }
        }
        issues
    }

    /// The keys in which `run` differs from run A, with the value of `run`. An optimizer that only
    /// follows the loss is no difference of its own.
    pub fn differences(&self, run: RunId) -> Vec<(&'static Key, Value)> {
        match (self.runs.first(), self.runs.get(run.0)) {
            (Some(base), Some(other)) => base.differences(other),
            _ => Vec::new(),
        }
    }

    /// One line that says what makes `run` what it is: "A + noise 0.3".
    pub fn description(&self, run: RunId) -> String {
        let Some(experiment) = self.runs.get(run.0) else { return String::new() };
        let shared =
            |(key, _): &(&Key, Value)| matches!(key.name, "data" | "seed" | "steps" | "snapshot.every");
        let changes: Vec<_> = match run.0 {
            0 => experiment.changes().into_iter().filter(|c| !shared(c)).collect(),
            _ => self.differences(run),
        };
        let phrases: Vec<_> = changes.into_iter().map(|(key, value)| words::phrase(key, value)).collect();
        match (run.0, phrases.is_empty()) {
            (0, true) => t::PLAIN_GAN.to_string(),
            (0, false) => t::plain_with(phrases.join(" + ")),
            (_, true) => t::SAME_AS_A.to_string(),
            (_, false) => t::a_with(phrases.join(" + ")),
        }
    }

    /// Whether going to `next` can happen without starting the runs again: same number of runs
    /// and only live keys differ.
    pub fn is_live_change(&self, next: &Self) -> bool {
        self.runs.len() == next.runs.len()
            && self.runs.iter().zip(&next.runs).all(|(old, new)| old.is_live_change(new))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Loss, key};
    use super::*;

    #[test]
    fn a_trick_on_b_leaves_a_alone_and_a_shared_key_moves_both() {
        let mut c = Comparison::default();
        let loss = key("loss").expect("a key");
        c.set(RunId(1), loss, loss.parse("hinge").expect("a loss"));
        assert_eq!(c.runs[0].loss, Loss::NonSaturating);
        assert_eq!(c.runs[1].loss, Loss::Hinge);
        c.set(RunId(1), key("seed").expect("a key"), Value::Int(9));
        assert_eq!((c.runs[0].seed, c.runs[1].seed), (9, 9));
    }

    #[test]
    fn a_trick_with_a_shared_key_moves_every_run() {
        let mut c = Comparison::default();
        let patience = super::super::trick("patience").expect("a trick");
        let on = (patience.presets)(Data::Ring8).first();
        assert_eq!(c.set_trick(RunId(1), patience, on), []);
        assert_eq!((c.runs[0].steps, c.runs[1].steps), (8000, 8000));
        assert_eq!((c.runs[0].generator.lr, c.runs[1].generator.lr), (2e-2, 2e-3));
    }

    #[test]
    fn a_recipe_replaces_its_run_and_moves_only_the_shared_keys_that_it_names() {
        let recipe = Recipe {
            id: "long",
            data: Data::Ring8,
            title: t::PLAIN_GAN,
            why: t::PLAIN_GAN,
            set: &[("noise", "0.5"), ("steps", "6000")],
            targets: &[],
        };
        let mut c = Comparison::default();
        c.set(RunId(0), key("seed").expect("a key"), Value::Int(9));
        c.set(RunId(1), key("pack").expect("a key"), Value::Int(2));
        assert_eq!(c.set_recipe(RunId(1), &recipe), []);
        assert_eq!((c.runs[1].noise.sigma, c.runs[1].pack), (0.5, 1));
        assert_eq!((c.runs[0].noise.sigma, c.runs[0].steps), (0.0, 6000));
        assert!(c.runs.iter().all(|run| (run.seed, run.steps) == (9, 6000)));
        assert_eq!(c.set_recipe(RunId(3), &recipe), []);
    }

    #[test]
    fn differences_name_what_b_has_and_a_has_not() {
        let names: Vec<_> = Comparison::default().differences(RunId(1)).iter().map(|(k, _)| k.name).collect();
        assert_eq!(names, ["g.lr"]);
    }

    #[test]
    fn learning_rates_change_live_and_capacity_does_not() {
        let old = Comparison::default();
        let mut new = old.clone();
        new.runs[1].discriminator.lr = 1e-4;
        assert!(old.is_live_change(&new));
        new.runs[0].generator.width += 1;
        assert!(!old.is_live_change(&new));
    }

    #[test]
    fn a_run_is_described_by_what_it_adds() {
        let mut c = Comparison::default();
        let plain = Experiment::default_for(Data::Ring8);
        c.runs = vec![plain.clone(), plain];
        c.runs[1].noise.sigma = 0.3;
        assert_eq!(c.description(RunId(0)), "Plain GAN");
        assert_eq!(c.description(RunId(1)), "A + noise 0.3");
        assert_eq!(words::changes(&c.runs[0], &c.runs[1]), "noise 0.3");
        c.runs[1] = c.runs[0].clone();
        assert_eq!(c.description(RunId(1)), "Same as A");
    }
}
