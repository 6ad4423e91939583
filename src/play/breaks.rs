//! How often an engine has broken while its run came no further.

/// An engine that breaks this often, and its run comes no further, is left alone.
const MOST: u32 = 3;

/// The breaks since the last checkpoint that lies beyond them all. Steps alone do not count: an engine that
/// breaks at the same step every time takes those before it every time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Breaks {
    count: u32,
    /// The furthest step to which the run may have come when it broke.
    reach: u32,
}

impl Breaks {
    /// The engine has broken, at step `reach` at the latest.
    pub(super) fn at(&mut self, reach: u32) {
        (self.count, self.reach) = (self.count + 1, self.reach.max(reach));
    }

    /// There is a checkpoint of `step`.
    pub(super) fn kept(&mut self, step: u32) {
        if step > self.reach {
            *self = Self::default();
        }
    }

    /// Whether there was one before the last.
    pub(super) fn again(self) -> bool {
        self.count > 1
    }

    /// Whether the engine is left alone.
    pub(super) fn are_too_many(self) -> bool {
        self.count >= MOST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_checkpoint_beyond_where_it_broke_ends_the_count() {
        let mut breaks = Breaks::default();
        breaks.at(120);
        breaks.kept(100);
        breaks.at(110);
        breaks.kept(120);
        assert!(breaks.again() && !breaks.are_too_many());
        breaks.at(90);
        assert!(breaks.are_too_many());
        breaks.kept(121);
        assert_eq!(breaks, Breaks::default());
    }
}
