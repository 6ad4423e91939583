//! What of the playground is shown where not all of it has room.

use crate::text::bar as t;

/// A part of the playground. On a phone one of them is shown; on a tablet the tips are a drawer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The runs.
    #[default]
    Runs,
    /// The charts.
    Charts,
    /// The tips.
    Tips,
}

impl Pane {
    /// All, as their tabs stand.
    pub const ALL: [Self; 3] = [Self::Runs, Self::Charts, Self::Tips];

    /// The name in the style sheet and in test hooks.
    pub fn id(self) -> &'static str {
        match self {
            Self::Runs => "Runs",
            Self::Charts => "Charts",
            Self::Tips => "Tips",
        }
    }

    /// The word on the tab.
    pub fn word(self) -> &'static str {
        match self {
            Self::Runs => t::RUNS.get(),
            Self::Charts => t::CHARTS.get(),
            Self::Tips => t::TIPS.get(),
        }
    }
}
