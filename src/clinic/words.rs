//! The article's tips against the board: what it says, what was measured, what follows.

use super::board::Board;
use super::lesson::{Counts, best, counts, worst};
use super::markup::{cell_button, escape};
use super::reading::{Reading, rate};
use crate::experiment::Trick;
use crate::text::{clinic as t, join};

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
    let cases = counts.rescues + counts.helps + counts.nothing + counts.hurts + counts.undecided;
    let (best, worst) = (best(board, trick.id), worst(board, trick.id));
    let says = if trick.section.parse::<u32>().is_ok() { t::article_says } else { t::literature_says };
    (cases > 0).then(|| Said {
        article: says(inside(trick.claim.get())),
        measured: measured(counts, cases, best),
        so: so(counts, best, worst),
        best,
        worst,
    })
}

/// The same as HTML, with a button for each of its cells.
pub fn lesson(said: &Said<'_>) -> String {
    let best = said.best.map(|r| cell_button(r, &t::largest_rescue(r.arm.title(), r.case.name)));
    let worst = said.worst.map(|r| cell_button(r, &t::no_help(r.arm.title(), r.case.name)));
    let buttons: String = best.into_iter().chain(worst).collect();
    let [article, measured, so] = [&said.article, &said.measured, &said.so].map(|text| escape(text));
    let (summary, text) = (t::WHAT_MEASURED, t::said(article, measured, so));
    // Folded: whoever bets first is not told.
    format!(
        "<details open><summary>{summary}</summary><p>{text}</p><p class=\"lesson-cells\">{buttons}</p></details>"
    )
}

/// What is said of `trick` as HTML: the lesson, or that nothing of it was measured yet.
pub fn in_words(board: &Board, trick: &'static Trick) -> String {
    said(board, trick).map_or_else(|| unmeasured(board, trick), |said| lesson(&said))
}

/// What is announced of `trick`, of which nothing was measured.
fn unmeasured(board: &Board, trick: &Trick) -> String {
    let mine = board.arms.iter().filter(|arm| arm.tip == trick.id && !arm.control);
    let announced = mine.map(|arm| t::announced(arm.title())).reduce(t::and_in);
    let announced = announced.map_or_else(|| t::NONE_ANNOUNCED.get().to_owned(), t::open_settings);
    // Why its other setting is not among them (evidence/plan.jsonl).
    let withdrawn = if trick.id == "class-by-class" { t::ONE_CLASS_WITHDRAWN.get() } else { "" };
    let text = t::said(t::UNMEASURED_HERE, escape(&join::then(announced, withdrawn)), t::NOTHING_SHOWN);
    format!("<p data-testid=\"unmeasured\">{text}</p>")
}

/// How a number of cases is said.
type Says = fn(usize) -> String;

fn measured(counts: Counts, cases: usize, best: Option<Reading<'_>>) -> String {
    let parts: [(usize, Says); 5] = [
        (counts.rescues, t::rescues_in),
        (counts.helps, t::helps_in),
        (counts.nothing, t::nothing_in),
        (counts.hurts, t::hurts_in),
        (counts.undecided, t::undecided_in),
    ];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, say)| say(n));
    let measured = t::measured(cases, parts.reduce(t::and_in).unwrap_or_default());
    match best {
        None => measured,
        Some(r) => {
            let [with, without] = [&r.cell.side, &r.column.base].map(rate);
            join::then(measured, t::its_rescue(r.arm.title(), r.case.name, with, without))
        }
    }
}

fn so(counts: Counts, best: Option<Reading<'_>>, worst: Option<Reading<'_>>) -> String {
    let harms = worst.filter(|r| r.is_harm() || r.cell.mark().rank().is_some_and(|rank| rank < 0));
    match (best, harms) {
        (Some(best), Some(harm)) => t::use_it_not(best.case.name, harm.case.name, harm.arm.title()),
        (Some(best), None) => t::use_it(best.case.name),
        (None, Some(harm)) if counts.helps > 0 => t::improves_hurts(harm.case.name),
        (None, Some(harm)) => t::nothing_hurts(harm.case.name),
        (None, None) if counts.helps > 0 => t::IMPROVES.get().into(),
        (None, None) if counts.undecided == 0 => t::LEFT_OUT.get().into(),
        (None, None) => t::NOTHING_SHOWN.get().into(),
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
            "We measured, at its best setting in each of 2 cases: it rescues in 1, it hurts in 1. Its largest rescue: “G a tenth as fast” in “G too fast”, 9 of 10 against 0 of 10 runs."
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
        assert_eq!(
            so("batch-norm").as_deref(),
            Some("So it is not shown to rescue anything here, and hurts “G too fast”.")
        );
        assert_eq!(so("augment"), None);
        let open = in_words(&board, trick("augment").expect("a trick"));
        assert!(open.contains("Nothing of it was measured") && open.contains("“Shift”"), "{open}");
        let open = in_words(&board, trick("class-by-class").expect("a trick"));
        assert!(open.contains("No setting of it is announced.") && open.contains("withdrawn"), "{open}");
    }

    /// What a tester found said against the board of its day.
    #[test]
    fn lessons_agree_with_the_board_that_the_page_shows() {
        let board: Board =
            serde_json::from_str(include_str!("../../www/clinic/board.json")).expect("a board");
        for trick in &crate::experiment::TRICKS {
            let Some(said) = said(&board, trick) else { continue };
            let shown = super::super::lesson::cells(&board, trick.id).any(|r| r.is_rescue());
            assert_eq!(said.best.is_some(), shown, "{}: {}", trick.id, said.so);
            assert!(said.best.is_none_or(|r| r.cell.side.rescued > 2), "{}: {}", trick.id, said.so);
        }
        let mut in_turn = super::super::lesson::cells(&board, "class-by-class");
        assert!(in_turn.all(|r| r.arm.arm != "more-images"), "it is no training class by class");
    }

    #[test]
    fn the_first_letter_of_a_network_stays() {
        assert_eq!(["G too fast", "Let D learn", "SGD"].map(inside), ["G too fast", "let D learn", "SGD"]);
    }
}
