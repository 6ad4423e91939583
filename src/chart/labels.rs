//! Labels at the ends of lines, moved apart so that none covers another.

/// Moves `positions` the least distance so that they stand `gap` apart within `low` to `high`.
/// The order stays.
pub fn spread(positions: &[f64], gap: f64, low: f64, high: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by(|a, b| positions[*a].total_cmp(&positions[*b]));
    let mut placed = positions.to_vec();
    let mut floor = low;
    for &i in &order {
        placed[i] = placed[i].clamp(low, high).max(floor);
        floor = placed[i] + gap;
    }
    let mut ceiling = high;
    for &i in order.iter().rev() {
        placed[i] = placed[i].min(ceiling);
        ceiling = placed[i] - gap;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stand_apart_in_their_order() {
        assert_eq!(spread(&[50.0, 52.0], 12.0, 0.0, 100.0), [50.0, 62.0]);
        assert_eq!(spread(&[99.0, 98.0], 12.0, 0.0, 100.0), [100.0, 88.0]);
        assert_eq!(spread(&[10.0, 80.0], 12.0, 0.0, 100.0), [10.0, 80.0]);
        assert_eq!(spread(&[], 12.0, 0.0, 100.0), [] as [f64; 0]);
    }
}
