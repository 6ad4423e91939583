//! The article's tips against the board: what it says, what was measured, what follows.

use super::board::Board;
use super::lesson::{Counts, best, counts, worst};
use super::markup::{cell_button, escape};
use super::reading::{Reading, rate};
use crate::experiment::Trick;

/// What may be said of one tip.
#[derive(Clone)]
pub struct Said<'a> {
    /// What the article says.
    pub article: String,
    /// What was measured, over all cases.
    pub measured: String,
    /// What follows.
    pub so: String,
    /// The cell in which it rescues most.
    pub best: Option<Reading<'a>>,
    /// The cell in which it does nothing or harms.
    pub worst: Option<Reading<'a>>,
}

/// "g too fast" inside a sentence: only the letters of networks and acronyms stay as they are.
pub fn inside(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(std::iter::once(second)).chain(letters).collect()
        }
        _ => name.to_owned(),
    }
}

/// What is said of `trick`; `None` before anything of it was measured.
pub fn said<'a>(board: &'a Board, trick: &'static Trick) -> Option<Said<'a>> {
    let counts = counts(board, trick.id);
    let cases = counts.helps + counts.nothing + counts.hurts + counts.undecided;
    let (best, worst) = (best(board, trick.id), worst(board, trick.id));
    let source =
        if trick.section.parse::<u32>().is_ok() { "The article says" } else { "The literature says" };
    (cases > 0).then(|| Said {
        article: format!("{source}: {}", inside(trick.claim)),
        measured: measured(counts, cases, best),
        so: so(counts, best, worst),
        best,
        worst,
    })
}

/// The same as HTML, with a button for each of its cells.
pub fn lesson(said: &Said<'_>) -> String {
    let cells = [("Largest rescue", said.best), ("Where it does not help", said.worst)];
    let button = |(words, reading): (&str, Option<Reading<'_>>)| {
        let reading = reading?;
        Some(cell_button(reading, &format!("{words}: {}, {}", reading.arm.title, reading.case.name)))
    };
    let buttons: String = cells.into_iter().filter_map(button).collect();
    let [article, measured, so] = [&said.article, &said.measured, &said.so].map(|text| escape(text));
    // Folded: whoever bets first is not told.
    format!(
        "<details open><summary>What was measured</summary><p>{article} {measured} <b>{so}</b></p><p class=\"lesson-cells\">{buttons}</p></details>"
    )
}

fn measured(counts: Counts, cases: usize, best: Option<Reading<'_>>) -> String {
    let parts = [
        (counts.helps, "helps"),
        (counts.nothing, "does nothing that matters"),
        (counts.hurts, "hurts"),
        (counts.undecided, "is undecided"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, verb)| format!("it {verb} in {n}")).collect();
    let rescue = best.map(|r| {
        format!(
            " Its largest rescue: “{}” in “{}”, {} against {} runs.",
            r.arm.title,
            r.case.name,
            rate(&r.cell.side),
            rate(&r.column.base)
        )
    });
    let of = if cases == 1 { "1 case".to_owned() } else { format!("{cases} cases") };
    format!(
        "We measured, at its best setting in each of {of}: {}.{}",
        parts.join(", "),
        rescue.unwrap_or_default()
    )
}

fn so(counts: Counts, best: Option<Reading<'_>>, worst: Option<Reading<'_>>) -> String {
    let harms = worst.filter(|r| r.cell.mark().rank().is_some_and(|rank| rank < 0));
    match (best, harms) {
        (Some(best), Some(harm)) => format!(
            "So use it for “{}”, and not for “{}”, where “{}” hurts.",
            best.case.name, harm.case.name, harm.arm.title
        ),
        (Some(best), None) => format!("So use it for “{}”; no harm was found.", best.case.name),
        (None, Some(harm)) if counts.helps > 0 => {
            format!("So it improves some runs without rescuing one, and hurts “{}”.", harm.case.name)
        }
        (None, Some(harm)) => format!("So it rescues nothing here, and hurts “{}”.", harm.case.name),
        (None, None) if counts.helps > 0 => "So it improves runs, but rescues none here.".into(),
        (None, None) if counts.undecided == 0 => "So it may be left out here.".into(),
        (None, None) => "So nothing is shown yet, neither for it nor against it.".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::board;
    use super::*;
    use crate::experiment::trick;

    #[test]
    fn the_article_is_held_against_what_was_measured() {
        let board = board();
        let said = said(&board, trick("ttur").expect("a trick")).expect("words");
        assert_eq!(said.article, "The article says: let D learn faster than G (TTUR).");
        assert_eq!(
            said.measured,
            "We measured, at its best setting in each of 2 cases: it helps in 1, it hurts in 1. Its largest rescue: “G a tenth as fast” in “G too fast”, 9 of 10 against 0 of 10 runs."
        );
        assert_eq!(lesson(&said).matches("data-arm=\"slower-g\"").count(), 2, "a button for each cell");
        assert_eq!(
            said.so,
            "So use it for “G too fast”, and not for “Healthy ring”, where “G a tenth as fast” hurts."
        );
    }

    #[test]
    fn what_is_not_shown_is_not_said() {
        let board = board();
        let so = |id: &str| said(&board, trick(id).expect("a trick")).map(|said| said.so);
        assert_eq!(so("noise").as_deref(), Some("So nothing is shown yet, neither for it nor against it."));
        assert_eq!(so("batch-norm").as_deref(), Some("So it rescues nothing here, and hurts “G too fast”."));
        assert_eq!(so("augment"), None);
    }

    #[test]
    fn the_first_letter_of_a_network_stays() {
        assert_eq!(["G too fast", "Let D learn", "SGD"].map(inside), ["G too fast", "let D learn", "SGD"]);
    }
}
