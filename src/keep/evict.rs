//! What goes when there is no more room: what was used longest ago, never what is open or pinned.

use super::head::Head;

/// The most bytes that are kept.
pub const LIMIT: u64 = 500_000_000;

/// The most comparisons that are kept, pinned ones aside.
pub const MOST: usize = 200;

/// The comparisons of `kept` that have to go for `limit` bytes and [`MOST`] of them, first the one that
/// was used longest ago; `stays` says which must not.
pub fn victims(kept: &[(String, Head)], stays: impl Fn(&str) -> bool, limit: u64) -> Vec<String> {
    let mut bytes: u64 = kept.iter().map(|(_, head)| head.bytes()).sum();
    let mut loose: Vec<&(String, Head)> =
        kept.iter().filter(|(id, head)| !head.pinned && !stays(id)).collect();
    let mut gone = Vec::new();
    while bytes > limit || loose.len() > MOST {
        let oldest = (0..loose.len()).min_by(|a, b| loose[*a].1.when.total_cmp(&loose[*b].1.when));
        let Some(index) = oldest else { break };
        let (id, head) = loose.swap_remove(index);
        bytes -= head.bytes();
        gone.push(id.clone());
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::super::fake::head;
    use super::*;

    fn shelf() -> Vec<(String, Head)> {
        let kept = |id: &str, when: f64, bytes: u32| (id.to_owned(), head(id, when, &[("state", bytes)]));
        vec![kept("new", 9.0, 100), kept("old", 1.0, 300), kept("middle", 5.0, 200)]
    }

    #[test]
    fn the_oldest_goes_first_and_only_as_many_as_must() {
        assert_eq!(victims(&shelf(), |_| false, 600), [""; 0]);
        assert_eq!(victims(&shelf(), |_| false, 599), ["old"]);
        assert_eq!(victims(&shelf(), |_| false, 150), ["old", "middle"]);
    }

    #[test]
    fn what_is_open_or_pinned_stays_whatever_it_weighs() {
        let mut shelf = shelf();
        shelf[2].1.pinned = true;
        assert_eq!(victims(&shelf, |id| id == "old", 0), ["new"]);
    }

    #[test]
    fn many_small_ones_are_bounded_too() {
        let kept = |i: usize| (format!("{i}"), head("x", i as f64, &[("state", 1)]));
        let shelf: Vec<_> = (0..MOST + 3).map(kept).collect();
        assert_eq!(victims(&shelf, |_| false, LIMIT), ["0", "1", "2"]);
    }
}
