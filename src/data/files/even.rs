//! Fewer samples out of many, spread evenly: sets are often sorted by class.

/// Whether sample `i` of `count` is among the `most` that are kept.
pub fn kept(i: usize, count: usize, most: usize) -> bool {
    count <= most || (i as u128 * most as u128) % (count as u128) < most as u128
}

/// What `said` says of `most` and `count`, as "60000 of 70000 images are used, spread evenly", where not all are.
pub fn note(count: usize, most: usize, said: fn(usize, usize) -> String) -> Option<String> {
    (count > most).then(|| said(most, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exactly_as_many_are_kept_and_evenly() {
        for (count, most) in [(10, 3), (70_000, 60_000), (7, 7), (5, 9), (131_600, 60_000)] {
            let places: Vec<usize> = (0..count).filter(|i| kept(*i, count, most)).collect();
            assert_eq!(places.len(), count.min(most));
            let widest = count.div_ceil(most);
            assert!(places.windows(2).all(|pair| pair[1] - pair[0] <= widest), "{count} {most}");
        }
    }
}
