//! The experiment: what a run is, as data. Keys, tricks, validation, comparison, script and link.
//!
//! [`Experiment`] is the typed form that the engine reads; [`KEYS`] is the same thing as a table,
//! which the page, the link, the command line and the validation read.

pub mod architecture;
mod choices;
mod comparison;
mod conflicts;
pub mod cost;
pub mod drawing;
pub mod equilibrium;
mod issue;
mod key;
mod keys;
pub mod link;
pub mod memory;
mod named_set;
mod problem;
pub mod recipes;
pub mod schedule;
pub mod script;
mod settings;
pub mod size;
mod table;
#[cfg(test)]
mod table_tests;
mod tricks;
mod validate;
pub mod words;

pub use choices::{
    Activation, Augment, CLASSES, Choice, Classes, Condition, Data, FirstKernel, Initialization, LatentKind,
    Loss, Norm, Optimizer, OwnOptimizer, Schedule, Upsample,
};
pub use comparison::{Comparison, MAX_RUNS, RunId};
pub use conflicts::{SPREAD_GROUP, whole_batches};
pub use issue::Issue;
pub use key::{BadValue, Key, Range, Scope, Value};
pub use keys::{KEYS, key};
pub use named_set::NamedSet;
pub use problem::Problem;
pub use script::{Change, Course, Fork, Script};
pub use settings::{Experiment, Labels, NetworkSettings, Noise, Penalty};
pub use table::{TRICKS, trick};
pub use tricks::{Preset, Trick};
pub use validate::{repair, repair_for, shape_of, validate, validate_for};

impl Experiment {
    /// The plain GAN of the same data set with the same loss and that loss's optimizer: what
    /// every other key is measured against.
    pub fn plain(&self) -> Self {
        let mut plain = Self::default_for(self.data);
        plain.set_loss(self.loss);
        plain
    }

    /// Changes the loss, and with it the optimizer where that stood at the old loss's default.
    pub fn set_loss(&mut self, loss: Loss) {
        if self.optimizer == self.loss.default_optimizer() {
            self.optimizer = loss.default_optimizer();
        }
        self.loss = loss;
    }

    /// The optimizer of D.
    pub fn optimizer_of_d(&self) -> Optimizer {
        match self.optimizer_d {
            OwnOptimizer::Same => self.optimizer,
            OwnOptimizer::Own(optimizer) => optimizer,
        }
    }

    /// Whether D's input gradient is penalised.
    pub fn is_penalised(&self) -> bool {
        self.loss == Loss::WassersteinPenalty || self.penalty.r1 > 0.0 || self.penalty.r2 > 0.0
    }

    /// The keys whose values differ from the plain GAN of the same data set; `data` and `seed`
    /// always.
    pub fn changes(&self) -> Vec<(&'static Key, Value)> {
        let (plain, default) = (self.plain(), Self::default_for(self.data));
        KEYS.iter()
            .map(|key| (key, key.get(self)))
            .filter(|(key, value)| {
                let usual = if key.name == "loss" { key.get(&default) } else { key.get(&plain) };
                matches!(key.name, "data" | "seed") || *value != usual
            })
            .collect()
    }

    /// The keys in which `other` differs, with its values. An optimizer that only follows the loss is
    /// no difference of its own.
    pub fn differences(&self, other: &Self) -> Vec<(&'static Key, Value)> {
        let mut following = self.clone();
        following.set_loss(other.loss);
        let usual = |key: &Key| key.get(if key.name == "loss" { self } else { &following });
        KEYS.iter().map(|key| (key, key.get(other))).filter(|(key, value)| *value != usual(key)).collect()
    }

    /// Whether a run that is `self` can become `other` while it trains.
    pub fn is_live_change(&self, other: &Self) -> bool {
        KEYS.iter().all(|key| key.live || key.get(self) == key.get(other))
    }

    /// Whether going from `self` to `wanted`, repaired, starts the run again; else it is live.
    pub fn restarts(&self, mut wanted: Self) -> bool {
        repair(&mut wanted);
        !self.is_live_change(&wanted)
    }

    /// Whether a fork of a run that is `self` can be `other`: no weight changes its shape.
    pub fn fits_fork(&self, other: &Self) -> bool {
        KEYS.iter().all(|key| !key.reshapes || key.get(self) == key.get(other))
    }

    /// The same changes on another data set, as far as they apply there.
    pub fn with_data(&self, data: Data) -> Self {
        let mut moved = Self::default_for(data);
        for (key, value) in self.changes() {
            if key.name != "data" && key.applies(data) {
                key.set(&mut moved, value);
            }
        }
        repair(&mut moved);
        moved
    }

    /// Standard deviation of the instance noise at `step`: linear from `sigma` to 0 at
    /// `until * steps`.
    pub fn sigma(&self, step: u32) -> f64 {
        let end = self.noise.until * f64::from(self.steps);
        if end <= 0.0 {
            return 0.0;
        }
        self.noise.sigma * (1.0 - f64::from(step) / end).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_falls_linearly_to_zero_at_its_share_of_the_run() {
        let mut e = Experiment::default_for(Data::Ring8);
        e.steps = 1000;
        e.noise = Noise { sigma: 0.4, until: 0.5 };
        assert_eq!(e.sigma(0), 0.4);
        assert!((e.sigma(250) - 0.2).abs() < 1e-12);
        assert_eq!(e.sigma(500), 0.0);
        assert_eq!(e.sigma(2000), 0.0);
    }
}
