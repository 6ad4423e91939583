//! Statistics of runs over seeds: how large an effect is, how sure that is, and what may be said.
//!
//! [`wilson`] judges shares of runs and [`newcombe`] two of them, [`bca`] gives the interval of an effect that is shown, [`max_t`]
//! those by which all tips of a case are judged together, [`verdict`] the rule that turns them into
//! words. The same data give the same numbers on every machine: random draws come from [`crate::rng`],
//! special functions from `libm`. Known answers of scipy and statsmodels are in
//! `tests/golden/statistics.json` (`scripts/statistics.py`).

pub mod bca;
pub mod degenerate;
pub mod effect;
pub mod interval;
pub mod max_t;
pub mod newcombe;
pub mod normal;
pub mod paired;
pub mod quantile;
pub mod smallest_effect;
pub mod student;
pub mod verdict;
pub mod wilson;

#[cfg(test)]
mod golden_tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod property_tests;
#[cfg(test)]
mod simulation_tests;
