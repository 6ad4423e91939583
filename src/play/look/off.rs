//! What is switched off in the charts.

/// A part of one chart that its legend switches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The solid line of every run.
    Solid,
    /// The dashed line of every run.
    Dashed,
    /// The areas of normal values.
    Normal,
    /// The dotted lines: losses at rest, or what real samples score.
    Dotted,
}

/// Up to eight things by number, each on unless it was switched off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Off(u8);

impl Off {
    /// Whether number `i` is on.
    pub fn shows(self, i: usize) -> bool {
        self.0 & bit(i) == 0
    }

    /// Whether `part` is on.
    pub fn has(self, part: Part) -> bool {
        self.shows(part as usize)
    }

    /// Switches number `i`.
    pub fn toggle(&mut self, i: usize) {
        self.0 ^= bit(i);
    }

    /// Switches on what is beyond the first `count`: a run that comes later is seen.
    pub fn keep(self, count: usize) -> Self {
        Self(self.0 & bit(count).wrapping_sub(1))
    }
}

/// The bit of switch `i`; none beyond the eighth.
fn bit(i: usize) -> u8 {
    1u8.checked_shl(i as u32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_on_until_it_is_switched_off() {
        let mut off = Off::default();
        assert!((0..8).all(|i| off.shows(i)));
        off.toggle(2);
        off.toggle(Part::Solid as usize);
        assert!(!off.shows(2) && !off.has(Part::Solid) && off.has(Part::Dashed) && off.has(Part::Dotted));
        off.toggle(2);
        assert!(off.shows(2));
    }

    #[test]
    fn a_run_that_comes_later_is_seen() {
        let mut off = Off::default();
        off.toggle(1);
        off.toggle(3);
        assert!(!off.keep(2).shows(1) && off.keep(2).shows(3));
        assert_eq!(off.keep(8), off);
        assert_eq!(off.keep(0), Off::default());
    }
}
