//! When a run counts as rescued: bounds on what its last snapshots measure. Metrics alone decide, never
//! the doctor, so that the doctor can be held against them.

use crate::text::advice as t;

/// Snapshots at the end of a run whose mean is judged (ours: the last alone swings by half of its value).
pub const TRAIL: usize = 5;

/// One bound on the mean of a metric over the last [`TRAIL`] snapshots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// At most this many times what real samples are expected to score (the mean is the geometric one).
    Floors(&'static str, f64),
    /// At least this.
    Least(&'static str, f64),
    /// At most this.
    Most(&'static str, f64),
}

impl Limit {
    /// The metric that it is on.
    pub fn metric(self) -> &'static str {
        match self {
            Self::Floors(metric, _) | Self::Least(metric, _) | Self::Most(metric, _) => metric,
        }
    }

    /// Whether `value` keeps it, where real samples are expected to score `floor`. What is not known
    /// keeps nothing.
    pub fn keeps(self, value: Option<f64>, floor: Option<f64>) -> bool {
        match (self, value, floor) {
            (Self::Floors(_, times), Some(value), Some(floor)) => value <= times * floor,
            (Self::Least(_, least), Some(value), _) => value >= least,
            (Self::Most(_, most), Some(value), _) => value <= most,
            _ => false,
        }
    }

    /// The same bound twice as loose.
    pub fn twofold(self) -> Self {
        match self {
            Self::Floors(metric, times) => Self::Floors(metric, 2.0 * times),
            Self::Least(metric, least) => Self::Least(metric, least / 2.0),
            Self::Most(metric, most) => Self::Most(metric, 2.0 * most),
        }
    }

    /// In words, after "rescued means".
    pub fn words(self) -> String {
        let label = |metric| match metric {
            "energy" => t::ENERGY.get(),
            "frechet" => t::FRECHET.get(),
            "modes" => t::MODES.get(),
            "hq" => t::HQ.get(),
            "mode-kl" => t::MODE_KL.get(),
            "diversity" => t::DIVERSITY.get(),
            other => other,
        };
        match self {
            Self::Floors(metric, times) => t::most_times(label(metric), times),
            Self::Least(metric, least) => t::least(label(metric), least),
            Self::Most(metric, most) => t::most(label(metric), most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_kept_at_its_edge_and_never_by_what_is_not_known() {
        let floors = Limit::Floors("energy", 30.0);
        assert!(floors.keeps(Some(3.0), Some(0.1)) && !floors.keeps(Some(3.1), Some(0.1)));
        assert!(!floors.keeps(Some(0.0), None) && !floors.keeps(None, Some(0.1)));
        let modes = Limit::Least("modes", 6.0);
        assert!(modes.keeps(Some(6.0), None) && !modes.keeps(Some(5.8), None));
        assert!(!modes.keeps(Some(f64::NAN), None) && !modes.keeps(None, None));
        assert!(Limit::Most("mode-kl", 1.0).keeps(Some(1.0), None));
    }
}
