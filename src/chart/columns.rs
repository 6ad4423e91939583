//! Many steps on few pixels: the least and the greatest value of each pixel column, so that no
//! peak is lost. Values that are not finite stay gaps.

/// What one column of pixels shows; `None` is a gap.
pub type Column = Option<(f32, f32)>;

/// What one value shows.
pub fn column_of(value: f32) -> Column {
    value.is_finite().then_some((value, value))
}

/// Both together.
pub fn joined(a: Column, b: Column) -> Column {
    match (a, b) {
        (Some((low, high)), Some((l, h))) => Some((low.min(l), high.max(h))),
        (a, b) => a.or(b),
    }
}

/// Puts `values` into `width` columns of equal length.
pub fn columns(values: &[f32], width: usize, out: &mut Vec<Column>) {
    out.clear();
    let width = width.min(values.len());
    for column in 0..width {
        let from = column * values.len() / width;
        let to = (column + 1) * values.len() / width;
        out.push(values[from..to].iter().fold(None, |found, value| joined(found, column_of(*value))));
    }
}

/// The range that holds all but the most extreme fiftieth of the columns on either side.
pub fn spread_of(columns: &[Column]) -> Option<(f64, f64)> {
    let mut lows: Vec<f32> = columns.iter().flatten().map(|c| c.0).collect();
    let mut highs: Vec<f32> = columns.iter().flatten().map(|c| c.1).collect();
    lows.sort_unstable_by(f32::total_cmp);
    highs.sort_unstable_by(f32::total_cmp);
    let cut = lows.len() / 50;
    Some((f64::from(*lows.get(cut)?), f64::from(*highs.get(highs.len() - 1 - cut)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn peaks_survive_and_gaps_stay() {
        let mut values = vec![1.0f32; 1000];
        values[501] = 9.0;
        values[502] = f32::INFINITY;
        values[0..100].fill(f32::NAN);
        let mut out = Vec::new();
        columns(&values, 10, &mut out);
        assert_eq!(out.len(), 10);
        assert_eq!(out[0], None);
        assert_eq!(out[1], Some((1.0, 1.0)));
        assert_eq!(out[5], Some((1.0, 9.0)));
    }

    #[test]
    fn fewer_values_than_columns_get_a_column_each() {
        let mut out = Vec::new();
        columns(&[1.0, 2.0, f32::NAN], 300, &mut out);
        assert_eq!(out, [Some((1.0, 1.0)), Some((2.0, 2.0)), None]);
        columns(&[], 300, &mut out);
        assert!(out.is_empty());
        assert_eq!(spread_of(&out), None);
    }

    #[test]
    fn a_rare_peak_does_not_flatten_the_rest() {
        let mut out: Vec<Column> = vec![Some((0.0, 1.0)); 200];
        out[7] = Some((0.0, 1e6));
        assert_eq!(spread_of(&out), Some((0.0, 1.0)));
    }
}
