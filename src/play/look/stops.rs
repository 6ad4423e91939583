//! Groups of controls that are one stop of the Tab key: the arrows go from one control to the next.

/// Where `key` leads from the control at `place` of row `row` of a group, whose rows hold as many controls as `rows`
/// says; `None` where it leads nowhere in such a group.
pub fn stepped(rows: &[usize], (row, place): (usize, usize), key: &str) -> Option<(usize, usize)> {
    let own = *rows.get(row)?;
    let (wide, tall) = (own > 1, rows.len() > 1);
    // A short row is passed over, so that one comes down a column.
    let reaches = |row: &usize| rows.get(*row).is_some_and(|count| *count > place);
    let at = |row: Option<usize>| row.map(|row| (row, place));
    let stay = (row, place);
    match key {
        "ArrowLeft" if wide => Some((row, place.saturating_sub(1))),
        "ArrowRight" if wide => Some((row, (place + 1).min(own - 1))),
        "ArrowUp" if tall => at((0..row).rev().find(reaches)).or(Some(stay)),
        "ArrowDown" if tall => at((row + 1..rows.len()).find(reaches)).or(Some(stay)),
        "Home" if tall => at((0..rows.len()).find(reaches)),
        "End" if tall => at((0..rows.len()).rev().find(reaches)),
        "Home" => Some((row, 0)),
        "End" => Some((row, own.saturating_sub(1))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where the arrows left, right, up and down and the keys of both ends lead.
    fn all(rows: &[usize], at: (usize, usize)) -> [Option<(usize, usize)>; 6] {
        ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"].map(|key| stepped(rows, at, key))
    }

    #[test]
    fn a_row_is_walked_along_to_its_ends() {
        assert_eq!(all(&[3], (0, 1)), [Some((0, 0)), Some((0, 2)), None, None, Some((0, 0)), Some((0, 2))]);
        assert_eq!(stepped(&[3], (0, 0), "ArrowLeft"), Some((0, 0)));
        assert_eq!(stepped(&[3], (0, 2), "ArrowRight"), Some((0, 2)));
        assert_eq!(stepped(&[3], (0, 1), "Enter"), None);
    }

    #[test]
    fn a_column_is_walked_down_and_leaves_the_other_arrows_alone() {
        let rows = [1, 1, 1];
        let from = |row| (row, 0);
        assert_eq!(all(&rows, from(1)), [None, None, Some((0, 0)), Some((2, 0)), Some((0, 0)), Some((2, 0))]);
        assert_eq!(stepped(&rows, from(0), "ArrowUp"), Some((0, 0)));
        assert_eq!(stepped(&rows, from(2), "ArrowDown"), Some((2, 0)));
    }

    #[test]
    fn down_a_column_of_switches_rows_without_them_are_passed_over() {
        // Titles with two switches; the second and the last tip have none here.
        let rows = [3, 1, 3, 1];
        assert_eq!(stepped(&rows, (0, 2), "ArrowDown"), Some((2, 2)));
        assert_eq!(stepped(&rows, (2, 2), "ArrowDown"), Some((2, 2)), "there is none further down");
        assert_eq!(stepped(&rows, (2, 2), "ArrowUp"), Some((0, 2)));
        assert_eq!(stepped(&rows, (2, 2), "End"), Some((2, 2)));
        assert_eq!(stepped(&rows, (2, 1), "Home"), Some((0, 1)));
        let titles: Vec<_> = (0..4).map(|row| stepped(&rows, (row, 0), "ArrowDown")).collect();
        assert_eq!(
            titles,
            [Some((1, 0)), Some((2, 0)), Some((3, 0)), Some((3, 0))],
            "every title is reached"
        );
    }

    #[test]
    fn every_control_is_reached_from_every_other() {
        let rows = [2, 4, 1, 3];
        let places = || rows.iter().enumerate().flat_map(|(row, count)| (0..*count).map(move |p| (row, p)));
        for start in places() {
            let mut seen = vec![start];
            let mut next = 0;
            while let Some(at) = seen.get(next).copied() {
                next += 1;
                for to in all(&rows, at).into_iter().flatten() {
                    assert!(to.1 < rows[to.0], "{at:?} leads out of its row: {to:?}");
                    if !seen.contains(&to) {
                        seen.push(to);
                    }
                }
            }
            assert_eq!(seen.len(), places().count(), "from {start:?}");
        }
        assert_eq!(stepped(&[], (0, 0), "End"), None);
    }
}
