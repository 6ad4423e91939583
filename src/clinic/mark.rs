//! What a cell of the board shows at a glance: a shape and a shade.

use super::board::{Board, Cell};
use crate::evidence::plan::Expected;
use crate::statistics::verdict::Verdict;
use crate::text::clinic as t;

/// What is known of an arm in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Better by more than the smallest effect that matters.
    ClearlyHelps,
    /// Better.
    Helps,
    /// Less than the smallest effect that matters.
    NoEffect,
    /// Nothing of these is shown yet.
    Undecided,
    /// Worse.
    Hurts,
    /// Worse by more than the smallest effect that matters.
    ClearlyHurts,
    /// Equal to the last bit.
    Identical,
    /// Fewer seeds than can show anything.
    TooFewSeeds,
    /// It does not apply, or was not announced there.
    NotTried,
    /// Announced; there are no runs yet.
    NotMeasured,
}

impl Mark {
    /// Every mark, in the order of the legend.
    pub const ALL: [Self; 10] = [
        Self::ClearlyHelps,
        Self::Helps,
        Self::NoEffect,
        Self::Undecided,
        Self::Hurts,
        Self::ClearlyHurts,
        Self::Identical,
        Self::TooFewSeeds,
        Self::NotMeasured,
        Self::NotTried,
    ];

    /// Its name in style sheets and test hooks.
    pub fn id(self) -> &'static str {
        match self {
            Self::ClearlyHelps => "clearly-helps",
            Self::Helps => "helps",
            Self::NoEffect => "no-effect",
            Self::Undecided => "undecided",
            Self::Hurts => "hurts",
            Self::ClearlyHurts => "clearly-hurts",
            Self::Identical => "identical",
            Self::TooFewSeeds => "too-few",
            Self::NotTried => "not-tried",
            Self::NotMeasured => "not-measured",
        }
    }

    /// Its shape: no two are alike without their colour.
    pub fn shape(self) -> &'static str {
        match self {
            Self::ClearlyHelps => "▲",
            Self::Helps => "△",
            Self::NoEffect => "○",
            Self::Undecided => "?",
            Self::Hurts => "▽",
            Self::ClearlyHurts => "▼",
            Self::Identical => "=",
            Self::TooFewSeeds => "·",
            Self::NotTried => "–",
            Self::NotMeasured => "",
        }
    }

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::ClearlyHelps => t::CLEARLY_HELPS,
            Self::Helps => t::HELPS,
            Self::NoEffect => t::NO_EFFECT,
            Self::Undecided => t::UNDECIDED,
            Self::Hurts => t::HURTS,
            Self::ClearlyHurts => t::CLEARLY_HURTS,
            Self::Identical => t::IDENTICAL,
            Self::TooFewSeeds => t::TOO_FEW,
            Self::NotTried => t::NOT_TRIED,
            Self::NotMeasured => t::NOT_MEASURED,
        }
        .get()
    }

    /// How good it is, from −2 (clearly hurts) to 2; `None` where nothing is decided.
    pub fn rank(self) -> Option<i32> {
        match self {
            Self::ClearlyHelps => Some(2),
            Self::Helps => Some(1),
            Self::NoEffect | Self::Identical => Some(0),
            Self::Hurts => Some(-1),
            Self::ClearlyHurts => Some(-2),
            Self::Undecided | Self::TooFewSeeds | Self::NotTried | Self::NotMeasured => None,
        }
    }

    /// Whether something was trained for it.
    pub fn is_measured(self) -> bool {
        !matches!(self, Self::NotTried | Self::NotMeasured)
    }
}

impl From<Verdict> for Mark {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::ClearlyHelps => Self::ClearlyHelps,
            Verdict::Helps => Self::Helps,
            Verdict::NoEffect => Self::NoEffect,
            Verdict::Undecided { .. } => Self::Undecided,
            Verdict::Hurts => Self::Hurts,
            Verdict::ClearlyHurts => Self::ClearlyHurts,
            Verdict::Identical => Self::Identical,
            Verdict::TooFewSeeds => Self::TooFewSeeds,
        }
    }
}

impl Cell {
    /// Its mark.
    pub fn mark(&self) -> Mark {
        self.verdict.into()
    }

    /// Whether it came out as expected; `None` while that is not decided.
    pub fn agrees(&self) -> Option<bool> {
        let rank = self.mark().rank()?;
        Some(match self.expected {
            Expected::Better => rank > 0,
            Expected::Worse => rank < 0,
            Expected::None => rank == 0,
            Expected::Identical => self.mark() == Mark::Identical,
        })
    }

    /// How far it came out from what was expected, 0 to 3: the opposite is further than nothing.
    pub fn surprise(&self) -> i32 {
        let expected = match self.expected {
            Expected::Better => 1,
            Expected::Worse => -1,
            Expected::None | Expected::Identical => 0,
        };
        match (self.agrees(), self.mark().rank()) {
            (Some(false), Some(rank)) => (rank - expected).abs(),
            _ => 0,
        }
    }
}

impl Board {
    /// The mark of `arm` in `case`.
    pub fn mark(&self, case: &str, arm: &str) -> Mark {
        let Some(column) = self.column(case) else { return Mark::NotMeasured };
        match column.cell(arm) {
            Some(cell) => cell.mark(),
            None if column.refused.iter().any(|(id, _)| id == arm) => Mark::NotTried,
            None => Mark::NotMeasured,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::sample::{board, cell};
    use super::*;

    #[test]
    fn marks_are_told_apart_by_shape_alone() {
        let shapes: HashSet<&str> = Mark::ALL.iter().map(|mark| mark.shape()).collect();
        assert_eq!(shapes.len(), Mark::ALL.len());
    }

    #[test]
    fn what_was_not_tried_is_not_what_is_still_to_come() {
        let board = board();
        assert_eq!(board.mark("g-fast", "slower-g"), Mark::ClearlyHelps);
        assert_eq!(board.mark("g-fast", "norm"), Mark::ClearlyHurts);
        assert_eq!(board.mark("g-fast", "augment"), Mark::NotTried);
        assert_eq!(board.mark("g-fast", "later"), Mark::NotMeasured);
        assert_eq!(board.mark("d-slow", "norm"), Mark::NotMeasured);
    }

    #[test]
    fn the_opposite_is_the_greatest_surprise_and_the_undecided_none() {
        let of = |verdict, expected| cell("a", verdict, expected, 0.0, (0, 10)).surprise();
        assert_eq!(of(Verdict::ClearlyHurts, Expected::Better), 3);
        assert_eq!(of(Verdict::NoEffect, Expected::Better), 1);
        assert_eq!(of(Verdict::ClearlyHelps, Expected::Better), 0);
        assert_eq!(of(Verdict::Undecided { seeds: None }, Expected::Better), 0);
        let agrees = cell("a", Verdict::Identical, Expected::None, 0.0, (0, 10)).agrees();
        assert_eq!(agrees, Some(true));
    }
}
