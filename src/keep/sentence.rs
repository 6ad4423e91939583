//! Sizes, times and offers in words.

use super::evict::LIMIT;
use super::head::Head;
use crate::number::{three_digits, whole};
use crate::play::letters;
use crate::text::kept as t;

/// "12.3 MB".
pub fn bytes(count: f64) -> String {
    match count {
        c if c >= 1e9 => format!("{} GB", three_digits(c / 1e9)),
        c if c >= 1e6 => format!("{} MB", three_digits(c / 1e6)),
        c => format!("{} kB", whole((c / 1e3).ceil().max(0.0) as u64)),
    }
}

/// How long ago `when` was, both in milliseconds.
pub fn when(when: f64, now: f64) -> String {
    let minutes = ((now - when) / 60_000.0).max(0.0);
    let count = |number: f64| whole(number.floor() as u64);
    match minutes {
        m if m < 1.0 => t::JUST_NOW.to_string(),
        m if m < 60.0 => t::minutes(count(m)),
        m if m < 1_440.0 => t::hours(count(m / 60.0)),
        m => t::days(count(m / 1_440.0)),
    }
}

/// What stands in the list where it is empty; `trouble` is why nothing can be kept.
pub fn nothing(trouble: Option<&str>) -> String {
    trouble.unwrap_or(t::NOTHING.get()).into()
}

/// How much room `kept` bytes take of what there is; `browser` is what the site uses, and what it may use.
pub fn room(kept: u64, browser: Option<(f64, f64)>) -> String {
    let own = t::room(bytes(kept as f64), bytes(LIMIT as f64));
    match browser {
        Some((used, quota)) => t::room_of_site(own, bytes(used), bytes(quota)),
        None => own,
    }
}

/// "Deleted: Tidy crane", or how many there were.
pub fn deleted(name: &str, count: usize) -> String {
    if count == 1 { t::deleted(name) } else { t::deleted_many(count) }
}

/// "Go on where you were: A, B at step 1 240."
pub fn goes_on(head: &Head) -> String {
    t::goes_on(letters(head.runs.into()), whole(head.step.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_that_keeps_nothing_promises_nothing() {
        assert!(nothing(None).contains("from the first second on this browser keeps"));
        let blocked = super::super::Refusal::Blocked.to_string();
        assert_eq!(nothing(Some(&blocked)), blocked);
        assert!(room(2_000, None).starts_with("2 kB of 500 MB kept;"));
        assert!(
            room(0, Some((1e6, 2e9))).ends_with("uses 1.00 MB of the 2.00 GB that the browser gives it.")
        );
        assert_eq!(
            [1, 12].map(|n| deleted("Tidy crane", n)),
            ["Deleted: Tidy crane", "Deleted: 12 comparisons"]
        );
    }

    #[test]
    fn sizes_and_times_are_those_of_people() {
        assert_eq!(
            [1.0, 999_000.0, 12_340_000.0, 2.1e9].map(bytes),
            ["1 kB", "999 kB", "12.3 MB", "2.10 GB"]
        );
        let ago = |millis: f64| when(0.0, millis);
        assert_eq!(
            [-5.0, 59_999.0, 60_000.0, 3_600_000.0, 7.2e6, 86_400_000.0, 3e9].map(ago),
            ["just now", "just now", "1 minute ago", "1 hour ago", "2 hours ago", "1 day ago", "34 days ago"]
        );
    }
}
