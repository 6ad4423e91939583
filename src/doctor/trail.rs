//! The last measurements of one number, and whether they are better than those just before: a mean over a
//! window of steps tells where a run stands that swings from one measurement to the next.

use serde::{Deserialize, Serialize};

use super::thresholds::WINDOW;

/// Values that are kept, however old: two for the last window and one before it.
const FEWEST: usize = 3;

/// Values with their steps, over two windows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Trail {
    width: u32,
    values: Vec<(u32, f32)>,
}

/// Means over the last window and the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Means {
    /// The first step of the last window that was measured.
    pub since: u32,
    /// The mean over the last window.
    pub now: f32,
    /// The mean over the window before.
    pub before: f32,
    /// The latest value.
    pub latest: f32,
    /// The least of all others, where the last window has only two.
    pub least: Option<f32>,
    /// Whether every value of the last window is above all of the one before.
    pub rises: bool,
}

impl Trail {
    /// For measurements every so many steps: a window takes two of them. Where they come more seldom
    /// after all, it is as wide as the last two.
    pub fn new(every: u32) -> Self {
        Self::within(WINDOW, every)
    }

    /// The same with windows of so many steps, where two measurements fit into one.
    pub fn within(window: u32, every: u32) -> Self {
        Self { width: window.max(every.saturating_mul(2)), values: Vec::new() }
    }

    /// Adds what was measured at `step`, and forgets what is older than two windows, but not the last few.
    pub fn add(&mut self, step: u32, value: f32) {
        let kept = step.saturating_sub(self.width.saturating_mul(2));
        let old = self.values.partition_point(|(at, _)| *at <= kept);
        self.values.drain(..old.min(self.values.len().saturating_sub(FEWEST - 1)));
        self.values.push((step, value));
    }

    /// The means, when there are two values in the last window and one before it.
    pub fn means(&self) -> Option<Means> {
        let (last, latest) = *self.values.last()?;
        let split = self.values.partition_point(|(at, _)| at.saturating_add(self.width) <= last);
        let split = split.min(self.values.len().saturating_sub(2));
        let (before, now) = self.values.split_at(split);
        let mean = |values: &[(u32, f32)]| values.iter().map(|(_, v)| v).sum::<f32>() / values.len() as f32;
        let least = now.iter().map(|(_, v)| *v).fold(f32::INFINITY, f32::min);
        let others = self.values[..self.values.len() - 1].iter().map(|(_, v)| *v);
        (now.len() >= 2 && !before.is_empty()).then(|| Means {
            since: now[0].0,
            now: mean(now),
            before: mean(before),
            latest,
            least: others.reduce(f32::min).filter(|_| now.len() == 2),
            rises: before.iter().all(|(_, v)| *v < least),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trail(every: u32, values: &[f32]) -> Trail {
        let mut trail = Trail::new(every);
        (1..).zip(values).for_each(|(i, value)| trail.add(i * every, *value));
        trail
    }

    #[test]
    fn the_last_window_is_held_against_the_one_before() {
        let dense = trail(100, &[9.0, 4.0, 4.0, 2.0, 2.0, 1.0, 1.0, 1.0, 3.0]);
        assert_eq!(
            dense.means(),
            Some(Means { since: 600, now: 1.5, before: 3.0, latest: 3.0, least: None, rises: false })
        );
        let mut wider = Trail::new(100);
        [(800, 8.0), (1600, 2.0), (2400, 4.0)].into_iter().for_each(|(step, value)| wider.add(step, value));
        assert_eq!(wider.means().map(|means| (means.since, means.now, means.before)), Some((1600, 3.0, 8.0)));
        let sparse = trail(400, &[8.0, 2.0, 4.0]);
        assert_eq!(
            sparse.means(),
            Some(Means { since: 800, now: 3.0, before: 8.0, latest: 4.0, least: Some(2.0), rises: false })
        );
    }

    #[test]
    fn it_rises_when_the_last_window_lies_above_the_one_before() {
        let rises = |values: &[f32]| trail(400, values).means().map(|means| means.rises);
        assert_eq!(rises(&[1.0, 2.0, 3.0, 4.0]), Some(true));
        assert_eq!(rises(&[1.0, 3.0, 3.0, 4.0]), Some(false));
    }

    #[test]
    fn too_few_measurements_have_no_means() {
        assert_eq!(trail(400, &[8.0, 2.0]).means(), None);
        assert_eq!(trail(100, &[1.0; 4]).means(), None);
        assert_eq!(trail(100, &[]).means(), None);
    }
}
