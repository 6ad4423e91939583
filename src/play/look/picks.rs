//! The two images between which a walk goes.

use crate::inside::walk::Walk;

/// `walk`, once `sample` is chosen: it goes on to it from where it ended.
pub fn picked(walk: Walk, sample: u32) -> Walk {
    if sample == walk.to { walk } else { Walk { from: walk.to, to: sample, ..walk } }
}

/// `walk`, once it was dragged from one sample to another.
pub fn dragged(walk: Walk, from: u32, to: u32) -> Walk {
    if from == to { picked(walk, to) } else { Walk { from, to, ..walk } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inside::walk::Way;

    #[test]
    fn two_images_are_chosen_one_after_the_other_and_never_one_twice() {
        let first = Walk { from: 0, to: 9, way: Way::Circle };
        assert_eq!(picked(first, 9), first);
        assert_eq!(picked(first, 4), Walk { from: 9, to: 4, way: Way::Circle });
        // The other end turns the walk round.
        assert_eq!(picked(first, 0), Walk { from: 9, to: 0, way: Way::Circle });
        assert_eq!(dragged(first, 5, 6), Walk { from: 5, to: 6, way: Way::Circle });
        assert_eq!(dragged(first, 5, 5), picked(first, 5), "a drag that goes nowhere is a click");
    }
}
