//! Glances: the energy distance of some of G's samples, measured between two snapshots. Snapshots are
//! too seldom to show a swing or a standstill. A glance travels with the metrics of the next snapshot, as one
//! that only the doctor reads, by how many steps ago it was.

use super::thresholds::GLANCE_EVERY;
use crate::experiment::Experiment;

/// Glances between two snapshots, at most.
pub const MOST: usize = 3;

const PREFIX: &str = "d-energy-";

/// Steps between two glances in a run of `e`.
pub fn every(e: &Experiment) -> u32 {
    e.snapshot_every.div_ceil(MOST as u32 + 1).max(GLANCE_EVERY)
}

/// Whether one is due after `step`: a snapshot needs none.
pub fn is_due(e: &Experiment, step: u32) -> bool {
    let since = step % e.snapshot_every.max(1);
    since > 0 && since.is_multiple_of(every(e))
}

/// The name of the metric that was measured so many steps before its snapshot.
pub fn id(steps_ago: u32) -> String {
    format!("{PREFIX}{steps_ago}")
}

/// How many steps before its snapshot the metric `id` was measured, if it is a glance.
pub fn steps_ago(id: &str) -> Option<u32> {
    id.strip_prefix(PREFIX)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::Data;

    fn due(snapshot_every: u32) -> Vec<u32> {
        let e = Experiment { snapshot_every, ..Experiment::default_for(Data::Ring8) };
        (0..=1200).filter(|step| is_due(&e, *step)).collect()
    }

    #[test]
    fn there_are_up_to_three_between_two_snapshots() {
        assert_eq!(due(400), [100, 200, 300, 500, 600, 700, 900, 1000, 1100]);
        assert_eq!(due(300), [100, 200, 400, 500, 700, 800, 1000, 1100]);
        assert_eq!(due(1000), [250, 500, 750]);
        assert!([100, 50, 1, 10_000].into_iter().all(|every| due(every).is_empty()));
    }

    #[test]
    fn the_name_holds_the_steps() {
        assert_eq!(steps_ago(&id(300)), Some(300));
        assert_eq!([steps_ago("energy"), steps_ago("d-spread")], [None, None]);
    }
}
