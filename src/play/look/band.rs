//! A band for many steps: where the middle eight of ten lie around each column of pixels.

use crate::chart::Column;

/// Steps that a column looks at, at least: fewer say nothing of a spread.
const AROUND: usize = 25;
/// Steps that a column looks at, at most, evenly chosen: what a picture costs does not grow with the run.
const LOOKED_AT: usize = 32;
/// Values below which there is no spread to show.
const FEWEST: usize = 5;

/// Makes bands; keeps its room from one to the next.
#[derive(Default)]
pub struct Bander {
    room: Vec<f32>,
}

impl Bander {
    /// The band of `values[from..to]` in `width` columns of equal length. What is not finite is left out; a
    /// column that sees fewer than five values is a gap.
    pub fn band(&mut self, values: &[f32], (from, to): (usize, usize), width: usize, out: &mut Vec<Column>) {
        out.clear();
        let to = to.min(values.len());
        let steps = to.saturating_sub(from);
        for column in 0..width.min(steps) {
            let (first, last) = (column * steps / width.min(steps), (column + 1) * steps / width.min(steps));
            let missing = AROUND.saturating_sub(last - first).div_ceil(2);
            let first = (from + first).saturating_sub(missing);
            let last = (from + last + missing).min(values.len());
            out.push(self.middle(&values[first..last]));
        }
    }

    /// The tenth and the ninetieth percentile.
    fn middle(&mut self, values: &[f32]) -> Column {
        let stride = values.len().div_ceil(LOOKED_AT).max(1);
        self.room.clear();
        self.room.extend(values.iter().step_by(stride).copied().filter(|v| v.is_finite()));
        let last = self.room.len().checked_sub(1)?;
        if self.room.len() < FEWEST {
            return None;
        }
        let cut = (last + 5) / 10;
        let (_, low, above) = self.room.select_nth_unstable_by(cut, f32::total_cmp);
        let (_, high, _) = above.select_nth_unstable_by(last - 2 * cut - 1, f32::total_cmp);
        Some((*low, *high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn band(values: &[f32], range: (usize, usize), width: usize) -> Vec<Column> {
        let mut out = Vec::new();
        Bander::default().band(values, range, width, &mut out);
        out
    }

    #[test]
    fn eight_of_ten_steps_lie_within_and_a_rare_peak_does_not() {
        let mut values: Vec<f32> = (0..1000).map(|i| (i % 10) as f32).collect();
        values[505] = 1e9;
        let found = band(&values, (0, 1000), 10);
        assert_eq!(found.len(), 10);
        for column in found {
            let (low, high) = column.expect("a band");
            assert!((0.0..=1.0).contains(&low) && (8.0..=9.0).contains(&high), "{low} to {high}");
        }
    }

    #[test]
    fn a_single_step_is_seen_among_its_neighbours() {
        let values: Vec<f32> = (0..100).map(|i| (i % 2) as f32).collect();
        assert!(band(&values, (40, 60), 200).iter().all(|c| *c == Some((0.0, 1.0))));
        assert_eq!(band(&values, (40, 60), 200).len(), 20);
        assert_eq!(band(&values[..4], (0, 4), 200), [None; 4]);
        assert_eq!(band(&[], (0, 0), 200), []);
        assert_eq!(band(&values, (200, 300), 10), []);
    }

    #[test]
    fn what_is_not_finite_is_left_out() {
        let mut values = vec![1.0f32; 300];
        values[0..100].fill(f32::NAN);
        values[150] = f32::INFINITY;
        let found = band(&values, (0, 300), 3);
        assert_eq!(found, [None, Some((1.0, 1.0)), Some((1.0, 1.0))]);
    }

    #[test]
    #[ignore = "a benchmark"]
    fn speed_of_drawing_a_long_run() {
        use crate::chart::{History, Series, columns};
        use crate::record::StepRecord;
        const WIDTH: usize = 500;
        let (mut out, mut bander) = (Vec::new(), Bander::default());
        for steps in [1_000u32, 10_000, 100_000] {
            let mut history = History::default();
            for step in 0..steps {
                let loss_d = (step as f32 * 0.37).sin() + 2.0;
                history.push(&StepRecord { loss_d, ..StepRecord::default() });
            }
            let (curve, ends) = (history.curve(Series::LossD), (0, steps as usize));
            let least = |draw: &mut dyn FnMut()| {
                let timed = |_| {
                    let start = std::time::Instant::now();
                    draw();
                    start.elapsed().as_secs_f64() * 1e6
                };
                (0..50).map(timed).fold(f64::INFINITY, f64::min)
            };
            let line = least(&mut || curve.line(ends, WIDTH, &mut out));
            let scan = least(&mut || columns(curve.raw(), WIDTH, &mut out));
            let band = least(&mut || bander.band(curve.raw(), ends, WIDTH, &mut out));
            println!(
                "{steps:7} steps in {WIDTH} columns, us: line {line:.1} (all scanned {scan:.1}), band {band:.1}"
            );
        }
    }
}
