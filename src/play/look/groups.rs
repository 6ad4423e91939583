//! The tips in groups, by what in the game they act on.

use super::game::{Part, acts_on};
use crate::experiment::{TRICKS, Trick};
use crate::text::{Text, tips as t};

/// What tips act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// What the players want: losses, labels, penalties.
    Loss,
    /// What D and G are given.
    Samples,
    /// How they are made.
    Networks,
    /// How they learn, and for how long.
    Updates,
}

impl Group {
    /// All, in the order of the panel: that of the article's first tips.
    pub const ALL: [Self; 4] = [Self::Loss, Self::Samples, Self::Networks, Self::Updates];

    /// That of the tip `id`: by the first part on which it acts.
    pub fn of(id: &str) -> Self {
        match acts_on(id).first() {
            Some(Part::LossD | Part::LossG) => Self::Loss,
            Some(Part::Latent | Part::Reals | Part::Fakes) => Self::Samples,
            Some(Part::Generator | Part::Discriminator) => Self::Networks,
            Some(Part::UpdateD | Part::UpdateG) | None => Self::Updates,
        }
    }

    /// What it is called.
    pub fn title(self) -> Text {
        match self {
            Self::Loss => t::GROUP_LOSS,
            Self::Samples => t::GROUP_SAMPLES,
            Self::Networks => t::GROUP_NETWORKS,
            Self::Updates => t::GROUP_UPDATES,
        }
    }

    /// Its tips, those of the article first.
    pub fn tips(self) -> impl Iterator<Item = &'static Trick> {
        TRICKS.iter().filter(move |trick| Self::of(trick.id) == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tip_stands_in_one_group() {
        let all: Vec<_> = Group::ALL.into_iter().flat_map(Group::tips).map(|trick| trick.id).collect();
        assert_eq!(all.len(), TRICKS.len());
        assert!(TRICKS.iter().all(|trick| all.contains(&trick.id)));
        assert!(Group::ALL.into_iter().all(|group| group.tips().count() >= 4));
        let group = |id| Group::of(id).title().get();
        assert_eq!((group("label-soft"), group("patience")), ("Losses and labels", "Updates and patience"));
    }
}
