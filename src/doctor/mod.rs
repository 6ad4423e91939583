//! What the records and the metrics say about a run: pure rules. They give hints and ask; a rule
//! never stops a run.

pub mod band;
mod blind;
mod collapse;
mod far;
mod finding;
pub mod glance;
mod gradients;
mod leak;
mod log;
mod measurements;
mod memorised;
mod oscillation;
pub mod quiet;
mod reason;
mod rules;
mod sample_quality;
pub mod signs;
mod stalled;
mod streak;
mod suspects;
pub mod thresholds;
pub mod tips;
mod trail;
mod verdict;
mod vitals;
mod watch;
pub mod won;

pub use finding::Finding;
pub use verdict::Verdict;
pub use watch::Doctor;
