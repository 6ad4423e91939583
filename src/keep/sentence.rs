//! Sizes, times and offers in words.

use super::evict::LIMIT;
use super::head::Head;
use crate::number::{three_digits, whole};
use crate::play::letters;

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
    let count = |number: f64, unit: &str| {
        let number = number.floor() as u64;
        format!("{} {unit}{} ago", whole(number), if number == 1 { "" } else { "s" })
    };
    match minutes {
        m if m < 1.0 => "just now".into(),
        m if m < 60.0 => count(m, "minute"),
        m if m < 1_440.0 => count(m / 60.0, "hour"),
        m => count(m / 1_440.0, "day"),
    }
}

/// What stands in the list where it is empty; `trouble` is why nothing can be kept.
pub fn nothing(trouble: Option<&str>) -> String {
    let words = "Nothing is kept yet. Train: from the first second on this browser keeps the comparison, so that a reload loses nothing.";
    trouble.unwrap_or(words).into()
}

/// How much room `kept` bytes take of what there is; `browser` is what the site uses, and what it may use.
pub fn room(kept: u64, browser: Option<(f64, f64)>) -> String {
    let own = format!(
        "{} of {} kept; what was used longest ago goes first, never what is pinned or open.",
        bytes(kept as f64),
        bytes(LIMIT as f64)
    );
    let site = browser.map(|(used, quota)| {
        format!(" This site uses {} of the {} that the browser gives it.", bytes(used), bytes(quota))
    });
    own + &site.unwrap_or_default()
}

/// "Deleted: Tidy crane", or how many there were.
pub fn deleted(name: &str, count: usize) -> String {
    if count == 1 { format!("Deleted: {name}") } else { format!("Deleted: {count} comparisons") }
}

/// "Go on where you were: A, B at step 1 240."
pub fn goes_on(head: &Head) -> String {
    format!("Go on where you were: {} at step {}", letters(head.runs.into()), whole(head.step.into()))
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
