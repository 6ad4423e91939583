//! The parts of a kept comparison: their names.

use std::fmt;

use super::record::Kind;
use crate::experiment::{MAX_RUNS, RunId};
use crate::record::MOST_STEPS;
use crate::text::kept as t;

/// Steps in a piece of a history.
pub const STEPS: usize = 4_096;

/// Snapshots in a piece of the scores.
pub const POINTS: usize = 512;

/// The name of a part. Runs are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartName {
    /// The script and what happened.
    State,
    /// A run's piece of measurements.
    History(u8, u32),
    /// A run's piece of metrics.
    Scores(u8, u32),
    /// A run's clock.
    Clock(u8),
    /// The newest checkpoint of a run, where no snapshot has it.
    Saved(u8),
    /// The checkpoint that a run was forked from.
    Root(u8),
    /// A run's snapshot at a step.
    Snap(u8, u32),
    /// The user's data.
    Data,
}

impl PartName {
    /// What kind of record it is.
    pub fn kind(self) -> Kind {
        match self {
            Self::State => Kind::State,
            Self::History(..) => Kind::History,
            Self::Scores(..) => Kind::Scores,
            Self::Clock(_) => Kind::Clock,
            Self::Saved(_) | Self::Root(_) => Kind::Checkpoint,
            Self::Snap(..) => Kind::Snap,
            Self::Data => Kind::Data,
        }
    }

    /// The part that is called `name`.
    pub fn parse(name: &str) -> Option<Self> {
        let mut words = name.split('-');
        let what = words.next()?;
        let mut run = || {
            let number: u8 = words.next()?.parse().ok()?;
            Some(number).filter(|run| usize::from(*run) < MAX_RUNS)
        };
        let part = match what {
            "state" => Self::State,
            "data" => Self::Data,
            "clock" => Self::Clock(run()?),
            "saved" => Self::Saved(run()?),
            "root" => Self::Root(run()?),
            _ => {
                let run = run()?;
                let at: u32 = words.next()?.parse().ok()?;
                match what {
                    "history" if at <= MOST_STEPS / STEPS as u32 => Self::History(run, at),
                    "scores" if at <= MOST_STEPS / POINTS as u32 => Self::Scores(run, at),
                    "snap" if at <= MOST_STEPS => Self::Snap(run, at),
                    _ => return None,
                }
            }
        };
        (words.next().is_none() && part.to_string() == name).then_some(part)
    }

    /// What it is, for people: "run A's snapshot at step 400".
    pub fn words(self) -> String {
        let run = |run: u8| RunId(run.into()).letter();
        match self {
            Self::State => t::SETTINGS.to_string(),
            Self::History(a, piece) => {
                let from = piece as usize * STEPS;
                t::losses(run(a), from + 1, from + STEPS)
            }
            Self::Scores(a, _) => t::metrics(run(a)),
            Self::Clock(a) => t::clock(run(a)),
            Self::Saved(a) => t::newest_checkpoint(run(a)),
            Self::Root(a) => t::root(run(a)),
            Self::Snap(a, step) => t::snapshot(run(a), step),
            Self::Data => t::YOUR_DATA.to_string(),
        }
    }
}

impl fmt::Display for PartName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::State => f.write_str("state"),
            Self::Data => f.write_str("data"),
            Self::Clock(run) => write!(f, "clock-{run}"),
            Self::Saved(run) => write!(f, "saved-{run}"),
            Self::Root(run) => write!(f, "root-{run}"),
            Self::History(run, piece) => write!(f, "history-{run}-{piece}"),
            Self::Scores(run, piece) => write!(f, "scores-{run}-{piece}"),
            Self::Snap(run, step) => write!(f, "snap-{run}-{step}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_no_others() {
        use PartName::{Clock, Data, History, Root, Saved, Scores, Snap};
        let all =
            [PartName::State, History(0, 7), Scores(3, 0), Clock(1), Saved(2), Root(3), Snap(1, 4_000), Data];
        for name in all {
            assert_eq!(PartName::parse(&name.to_string()), Some(name));
        }
        let absurd = [
            "",
            "state-",
            "clock",
            "clock-4",
            "clock-01",
            "snap-0",
            "snap-0-20000001",
            "history-0-99999",
            "data-1",
        ];
        for name in absurd {
            assert_eq!(PartName::parse(name), None, "{name}");
        }
    }
}
